"""`python -m lib.inbox`: each command says what it did, or in one line why not."""

import pytest

from lib.inbox import keys
from lib.inbox.__main__ import main
from tests.unit.inbox.conftest import sent


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments])
    out, err = capsys.readouterr()
    return code, out.strip(), err.strip()


def test_the_store_goes_back_and_forward(address, capsys):
    assert run(capsys, "migrate") == (0, "The store is at revision 0001.", "")
    assert run(capsys, "migrate", "base")[1] == "The store is at revision none: it has no tables."
    assert run(capsys, "migrate", "0001")[0] == 0
    code, out, err = run(capsys, "migrate", "0009")
    assert (code, out) == (1, "") and "0009" in err


def test_a_backup_is_made_and_put_back(address, capsys, tmp_path):
    sent()
    file = str(tmp_path / "kept.db")
    code, out, _ = run(capsys, "backup", file)
    assert code == 0 and out.startswith(file) and "1 submissions" in out
    code, out, _ = run(capsys, "restore", file)
    assert code == 0 and "1 submissions" in out
    code, _, err = run(capsys, "restore", f"{file}.none")
    assert code == 1 and err == "there is no such file"


def test_a_key_is_made_listed_and_withdrawn(address, capsys):
    code, out, _ = run(capsys, "key", "add", "Oita")
    secret = out.splitlines()[0]
    assert code == 0 and keys.find(secret)
    assert run(capsys, "key", "add", "Oita")[0] == 1
    assert "Oita" in run(capsys, "key", "list")[1]
    assert secret not in run(capsys, "key", "list")[1]
    assert run(capsys, "key", "withdraw", "Oita")[0] == 0
    assert keys.find(secret) is None
    assert "withdrawn" in run(capsys, "key", "list")[1]
    assert run(capsys, "key", "withdraw", "Oita")[0] == 1


def test_contacts_are_forgotten(address, capsys):
    sent()
    assert run(capsys, "forget") == (0, "0 contacts were forgotten.", "")


@pytest.mark.parametrize(
    "arguments", [("backup", "/tmp/x.db"), ("key", "list"), ("forget",), ("migrate",)]
)
def test_a_store_that_is_gone_is_told_in_a_line(arguments, capsys, monkeypatch):
    monkeypatch.setenv("VJ_DATABASE", "postgresql://vj:geheim@127.0.0.1:1/none")
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (1, "") and err and "geheim" not in err
