"""A backup is whole at one moment, and is put back whole, while others go on writing."""

import sqlite3
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from lib.inbox import backup, desk, guard, keys, migrate, post, store
from lib.inbox.states import State
from tests.unit.inbox.conftest import CURATOR, proposal, sent


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of the store."""
    with store.reading() as connection:
        return {
            name: [
                tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY id"))
            ]
            for name in ("keys", "submissions", "messages", "log", "publications")
        }


def fill() -> list[post.Receipt]:
    """Something in each table."""
    receipts = [sent() for _ in range(4)]
    desk.accept(receipts[0].number, 1, CURATOR)
    desk.ask(receipts[1].number, 1, "いつですか", CURATOR)
    desk.edit(receipts[2].number, 1, proposal(note="x"), CURATOR)
    keys.add("Oita", CURATOR)
    return receipts


def test_all_comes_back_as_it_was(address, tmp_path):
    receipts = fill()
    before, file = everything(), tmp_path / "kept" / "inbox.db"
    counted = backup.backup(file)
    assert counted == {name: len(rows) for name, rows in before.items()}
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    post.withdraw(receipts[3].token)
    sent()
    assert backup.restore(file) == counted
    assert everything() == before
    assert post.standing(receipts[3].token).state is State.WAITING
    # It goes on from there: no key is given twice, and the log is only added to.
    assert sent().number == "c0005"
    with pytest.raises((store.Unavailable, IntegrityError)), store.writing() as connection:
        connection.execute(text("DELETE FROM log"))


def test_a_backup_goes_into_the_other_database_too(tmp_path, monkeypatch, postgresql):
    one, other = f"sqlite:///{tmp_path / 'a.db'}", postgresql.new()
    for source, target in ((one, other), (other, f"sqlite:///{tmp_path / 'b.db'}")):
        monkeypatch.setenv("VJ_DATABASE", source)
        if source == one:
            receipts = fill()
        queue = desk.queue(desk.Asked(states=()))
        backup.backup(tmp_path / "kept.db")
        monkeypatch.setenv("VJ_DATABASE", target)
        backup.restore(tmp_path / "kept.db")
        assert desk.queue(desk.Asked(states=())) == queue
        assert post.standing(receipts[1].token).messages[0].text == "いつですか"
    store.close()


def test_it_is_whole_while_others_write(address, tmp_path, monkeypatch):
    """Of every submission in it its log is in it, and none is half there."""
    for name in ("form", "everybody"):
        monkeypatch.setitem(guard.RATES, name, "100000 per hour")
    guard._rates.cache_clear()
    done, failures, taken = threading.Event(), [], []

    def write() -> None:
        while not done.is_set():
            try:
                receipt = sent()
                desk.accept(receipt.number, 1, CURATOR)
                taken.append(receipt.number)
            except Exception as error:
                failures.append(error)

    sent()
    writers = [threading.Thread(target=write) for _ in range(2)]
    for each in writers:
        each.start()
    try:
        sizes = []
        for turn in range(4):
            backup.backup(tmp_path / f"{turn}.db")
            with sqlite3.connect(tmp_path / f"{turn}.db") as kept:
                asked = "SELECT s.state, count(*) FROM submissions s JOIN log l"
                asked += " ON l.submission_id = s.id GROUP BY s.id"
                rows = kept.execute(asked).fetchall()
                (number,) = kept.execute("SELECT count(*) FROM submissions").fetchone()
            kept.close()
            assert {row in {("waiting", 1), ("accepted", 2)} for row in rows} == {True}
            assert len(rows) == number
            sizes.append(number)
        reached = len(taken)
        backup.restore(tmp_path / "0.db")
    finally:
        done.set()
        for each in writers:
            each.join()
    guard._rates.cache_clear()
    assert sizes == sorted(sizes) and reached > 0
    # Who was under way when all was put back is told, or was taken after it.
    assert all(isinstance(each, store.Unavailable | LookupError) for each in failures), failures
    items = desk.queue(desk.Asked(states=(), most=100_000))
    assert len(items) >= sizes[0]
    for item in items:
        assert len(desk.item(item.number).log) in (1, 2)


@pytest.mark.parametrize("damage", ["text", "cut", "torn", "empty", "other", "later", "none"])
def test_what_is_no_backup_changes_nothing(address, tmp_path, damage):
    fill()
    before, file = everything(), tmp_path / "kept.db"
    backup.backup(file)
    content = file.read_bytes()
    if damage == "text":
        file.write_text("id,title\n1,2\n" * 500)
    elif damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "torn":
        file.write_bytes(content[:8192] + b"\0" * 8192 + content[16384:])
    elif damage == "none":
        file.unlink()
    else:
        file.write_bytes(content if damage == "later" else b"")
        with sqlite3.connect(file) as changed:
            if damage == "later":
                changed.execute("UPDATE alembic_version SET version_num = '9999'")
            elif damage == "other":
                changed.execute("CREATE TABLE submissions (id)")
        changed.close()
    with pytest.raises(backup.NoBackup):
        backup.restore(file)
    assert everything() == before


def test_a_backup_that_fails_leaves_the_last_one(address, tmp_path, monkeypatch):
    fill()
    file = tmp_path / "kept.db"
    backup.backup(file)
    content = file.read_bytes()
    monkeypatch.setattr(backup, "_carry", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backup.backup(file)
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["kept.db"]


def test_a_store_without_tables_is_filled(address, tmp_path):
    fill()
    backup.backup(tmp_path / "kept.db")
    before = everything()
    with store.transaction(store.database(), writes=True) as connection:
        migrate.to(connection, migrate.NONE)
    store.close()
    backup.restore(tmp_path / "kept.db")
    assert everything() == before
