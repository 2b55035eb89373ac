"""Keeping all of the store in one file, and putting it back, while the program goes on.

The file is a database of SQLite, whichever database the store is: so a backup of one can be put
back into the other. It is read in one transaction, and put back in one: who asks in between is
given what was before, or waits.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import OperationalError

from lib.inbox import migrate, store
from lib.inbox.tables import metadata

# So many rows are carried at once.
_BATCH = 500
# PostgreSQL's code where two wait for each other, and how often that may happen in a row.
_DEADLOCK, _TRIES = "40P01", 10


class NoBackup(ValueError):
    """The file is no backup that can be put back; the argument says why."""


def backup(file: Path) -> dict[str, int]:
    """Write all of the store into a file, which is there when it is whole; raises Unavailable.

    Returns how many rows of each table it has.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    os.close(handle)
    partial = Path(name)
    try:
        with _file(partial) as target, target.begin(), _snapshot() as source:
            migrate.to(target, migrate.revision(source))
            counted = _carry(source, target, metadata)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return counted


def restore(file: Path) -> dict[str, int]:
    """Put a backup in the place of all that the store has; raises NoBackup, Unavailable.

    All or nothing: what is no whole backup changes nothing.
    """
    _sound(file)
    with _file(file) as source, source.begin():
        kept = migrate.revision(source)
        tables = MetaData()
        tables.reflect(source, only=[name for name in metadata.tables if _has(source, name)])
        with store.writing() as target:
            store.alone(target)
            _wait_for_writers(target)
            migrate.to(target, migrate.NONE)
            try:
                migrate.to(target, kept)
            except migrate.NoRevision as error:
                raise NoBackup(f"it was made by a later program: {error}") from None
            counted = _carry(source, target, tables)
            migrate.to(target)
    return counted


def _wait_for_writers(target: Connection) -> None:
    """Have all tables alone; raises OperationalError.

    A step locks a table and then, for a foreign key, the one that it points at, which is the other
    way round than another step does. So this can wait in a ring with one of them, in which case
    PostgreSQL ends either: if this, then with nothing done yet, and it is tried again.
    """
    if target.dialect.name != "postgresql":
        return
    named = ", ".join(table.name for table in metadata.sorted_tables)
    for left in reversed(range(_TRIES)):
        try:
            with target.begin_nested():
                target.execute(text(f"LOCK TABLE {named} IN ACCESS EXCLUSIVE MODE"))
            return
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != _DEADLOCK or not left:
                raise


def _sound(file: Path) -> None:
    """Raises NoBackup where a file is no whole database of this program."""
    if not file.is_file():
        raise NoBackup("there is no such file")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            told = [row[0] for row in opened.execute("PRAGMA integrity_check")]
            revisions = opened.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error as error:
        raise NoBackup(f"it is no backup of an inbox: {error}") from None
    if told != ["ok"]:
        raise NoBackup(f"it is damaged: {told[0]}")
    if not revisions:
        raise NoBackup("it is empty")


@contextmanager
def _file(file: Path) -> Iterator[Connection]:
    """A connection to a file of its own, without what a store needs for many at once."""
    engine = store.engine(f"sqlite:///{file}", alone=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _snapshot() -> Iterator[Connection]:
    """A transaction of the store that sees it all as it is at one moment."""
    options: dict[str, Any] = {}
    if store.database().dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with store.reading(**options) as connection:
        yield connection


def _has(connection: Connection, name: str) -> bool:
    return connection.dialect.has_table(connection, name)


def _carry(source: Connection, target: Connection, tables: MetaData) -> dict[str, int]:
    """All rows of the tables from one database into another, whose tables are empty."""
    counted: dict[str, int] = {}
    for table in tables.sorted_tables:
        if table.name == "alembic_version":
            continue
        into = metadata.tables.get(table.name, table)
        shared = [column for column in into.columns if column.name in table.columns]
        counted[table.name] = 0
        for batch in source.execute(select(*shared)).mappings().partitions(_BATCH):
            target.execute(insert(into), [dict(row) for row in batch])
            counted[table.name] += len(batch)
        _go_on_counting(target, into)
    return counted


def _go_on_counting(target: Connection, table: Table) -> None:
    """PostgreSQL counts keys beside the table: from the last one on."""
    if target.dialect.name == "postgresql":
        last = target.execute(select(func.max(table.c.id))).scalar()
        sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
        if last:
            target.execute(sequence, {"name": table.name, "last": last})
