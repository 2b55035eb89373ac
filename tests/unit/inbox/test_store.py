"""The store: made on first use, its tables forward and back, and nothing but Unavailable."""

import logging
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from lib.inbox import desk, keys, migrate, post, store
from lib.inbox.states import State
from lib.inbox.tables import metadata
from tests.unit.inbox.conftest import SQLITE, sent

TABLES = {*metadata.tables, "alembic_version"}


@pytest.fixture
def engine(unmade) -> Engine:
    """The store's engine, opened for the first time."""
    return store.database()


def tables(engine: Engine) -> set[str]:
    return {name for name in inspect(engine).get_table_names() if not name.startswith("sqlite_")}


def test_it_is_made_when_it_is_first_asked_for(engine):
    assert tables(engine) == TABLES
    assert store.database() is engine


def test_without_a_setting_it_lies_in_var(monkeypatch, tmp_path):
    monkeypatch.setattr(store, "FILE", tmp_path / "var" / "inbox.db")
    store.close()
    try:
        receipt = sent()
        assert post.standing(receipt.token).state is State.WAITING
        # How to reach people is for the owner of the file alone.
        for path in (tmp_path / "var").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    finally:
        store.close()


def test_the_migrations_make_the_tables_that_are_declared(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_go_back_and_forward(engine):
    sent()
    for goal, expected in [
        ("base", set()),
        ("base", set()),
        ("0001", TABLES),
        ("base", set()),
        ("head", TABLES),
        ("head", TABLES),
    ]:
        with store.transaction(engine, writes=True) as connection:
            migrate.to(connection, goal)
        assert tables(engine) - ({"alembic_version"} if not expected else set()) == expected
    assert desk.queue(desk.Asked()) == []
    assert sent().number == "c0001"


def test_a_step_that_fails_changes_nothing(engine):
    with pytest.raises(RuntimeError), store.transaction(engine, writes=True) as connection:
        migrate.to(connection, "base")
        raise RuntimeError
    assert tables(engine) == TABLES


@pytest.mark.parametrize("wanted", ["0002", "x", "0001:head", "-5"])
def test_no_such_revision_is_told(engine, wanted):
    with (
        pytest.raises(migrate.NoRevision),
        store.transaction(engine, writes=True) as connection,
    ):
        migrate.to(connection, wanted)
    assert tables(engine) == TABLES


def test_a_store_of_a_later_program_is_left_alone(engine):
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(store.Unavailable, match="9999"):
        store.database()


def test_many_who_open_it_at_once_make_it_once(address):
    engines, failures = [], []

    def open_() -> None:
        try:
            made = store.engine(store.address())
            with store.transaction(made, writes=True) as connection:
                store.alone(connection)
                migrate.to(connection)
            engines.append(made)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not failures
    assert all(tables(made) == TABLES for made in engines)
    for made in engines:
        made.dispose()


@pytest.mark.parametrize("statement", ["UPDATE log SET detail = ''", "DELETE FROM log"])
def test_the_log_is_only_added_to(engine, statement):
    receipt = sent()
    with pytest.raises((IntegrityError, store.Unavailable)), store.writing() as connection:
        connection.execute(text(statement))
    assert [entry.act for entry in desk.item(receipt.number).log] == ["sent"]


def everything(token: str) -> None:
    """What pages and the API ask of the store."""
    for asked in (
        sent,
        lambda: post.standing(token),
        lambda: post.withdraw(token),
        lambda: desk.queue(desk.Asked()),
        lambda: desk.counts(),
        lambda: keys.find("vj_" + "a" * 43),
    ):
        with pytest.raises(store.Unavailable):
            asked()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://nobody@127.0.0.1:1/none",
        "postgresql://nobody@/none?host=/no/such/folder",
        "postgresql://nobody@/none?no_such_option=1",
        f"sqlite:///{Path(__file__).parent}",
        f"sqlite:///{__file__}/inbox.db",
        f"sqlite:///{__file__}",
    ],
)
def test_a_store_that_is_not_there_is_unavailable(address, monkeypatch, caplog):
    monkeypatch.setenv("VJ_DATABASE", address)
    store.close()
    with caplog.at_level(logging.WARNING):
        everything("token")
    store.close()


def test_who_asks_a_store_that_has_just_failed_does_not_wait(monkeypatch):
    tried = []

    def fails(wanted: str) -> None:
        tried.append(wanted)
        raise store.Unavailable("gone")

    monkeypatch.setattr(store, "_ready", fails)
    monkeypatch.setenv("VJ_DATABASE", "postgresql://nobody@127.0.0.1:1/none")
    store.close()
    for _ in range(3):
        with pytest.raises(store.Unavailable, match="gone"):
            store.database()
    assert len(tried) == 1
    monkeypatch.setattr(store, "_PAUSE", 0.0)
    with pytest.raises(store.Unavailable):
        store.database()
    assert len(tried) == 2
    store.close()


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
def test_while_another_writes_it_is_read_and_takes_nothing(address, monkeypatch):
    receipt = sent()
    monkeypatch.setattr(store, "_PATIENCE", 0)
    store.close()
    store.database()
    other = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert post.standing(receipt.token).state is State.WAITING
    with pytest.raises(store.Unavailable, match="locked"):
        sent()
    other.execute("ROLLBACK")
    other.close()
    assert sent().number == "c0002"


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
def test_a_full_one_takes_nothing_and_loses_nothing(engine):
    receipt = sent()
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA max_page_count=1")
    with pytest.raises(store.Unavailable, match="full"):
        for _ in range(200):
            sent(note="x" * 4000)
    kept = desk.queue(desk.Asked())
    assert receipt.number in {item.number for item in kept}
    assert all(len(desk.item(item.number).log) == 1 for item in kept)


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
@pytest.mark.parametrize("left", [0.9, 0.5, 0.1, 0.01, 0.001])
def test_a_file_that_was_cut_off_is_told_and_not_mended(address, left):
    for _ in range(5):
        sent()
    store.close()
    file = Path(address.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = file.read_bytes()
    cut = whole[: int(len(whole) * left)]
    file.write_bytes(cut)
    with pytest.raises(store.Unavailable):
        desk.item(desk.queue(desk.Asked(states=(), most=1000))[0].number)
    store.close()
    assert file.read_bytes()[: len(cut)] == cut
    # With the backup in its place it goes on.
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    file.write_bytes(whole)
    assert len(desk.queue(desk.Asked(states=(), most=1000))) == 5


def test_what_fails_is_logged_without_what_was_sent(engine, caplog):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE messages"))
        connection.execute(text("ALTER TABLE submissions RENAME TO gone"))
    with caplog.at_level(logging.WARNING), pytest.raises(store.Unavailable):
        sent()
    assert "cannot be asked" in caplog.text
    assert "lan@example.vn" not in caplog.text and "Ký kết" not in caplog.text
