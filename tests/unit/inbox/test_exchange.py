"""A folder is replaced at one stroke or not at all."""

import os
import subprocess
import sys

import pytest

from lib.inbox import exchange
from lib.inbox.exchange import NotPossible


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a").write_text("old")
    return folder


def test_two_folders_change_their_names(folder):
    staged = exchange.beside(folder)
    exchange.copy(folder, staged)
    (staged / "a").write_text("new")
    exchange.flush_all(staged)
    exchange.exchange(folder, staged)
    assert (folder / "a").read_text() == "new"
    assert (staged / "a").read_text() == "old"
    exchange.remove(staged)
    exchange.remove(staged)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["data"]


def test_a_copy_takes_the_place_of_one_that_was_left_behind(folder):
    staged = exchange.beside(folder)
    staged.mkdir()
    (staged / "left").write_text("behind")
    exchange.copy(folder, staged)
    assert [path.name for path in staged.iterdir()] == ["a"]


def test_what_cannot_be_replaced_is_said_before(folder, monkeypatch):
    exchange.check(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["data"]
    with monkeypatch.context() as patch:
        patch.setattr(os.path, "ismount", lambda path: True)
        with pytest.raises(NotPossible, match="mount point"):
            exchange.check(folder)
    with pytest.raises(NotPossible, match="cannot be written to: No such file"):
        exchange.check(folder / "none" / "data")


def test_one_alone_replaces_a_folder_and_a_dead_one_hinders_nobody(folder):
    other = (
        "import sys, pathlib; sys.path.insert(0, '.')\n"
        "from lib.inbox import exchange\n"
        f"with exchange.alone(pathlib.Path({str(folder)!r})):\n"
        "    print('in', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", other], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
        with pytest.raises(NotPossible, match="under way"), exchange.alone(folder):
            pytest.fail("two at once")
        process.kill()
        process.wait()
    with exchange.alone(folder):
        pass
