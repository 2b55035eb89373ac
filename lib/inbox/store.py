"""Where submissions are kept: SQLite in var/, or the database of VJ_DATABASE.

It is made, and brought to the newest revision, when it is first asked for. Whatever goes wrong with
it is `Unavailable`, and concerns those alone who ask for it: the reading pages never do.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from lib.inbox import migrate
from lib.site import config

LOG = logging.getLogger("dashboard")
FILE = Path(__file__).parents[2] / "var" / "inbox.db"
# Seconds for which somebody waits: for a lock, a connection, an answer.
_PATIENCE, _LONGEST = 3, 10
# For so long after a failure it is not tried again, so that many who ask do not wait in a row.
_PAUSE = 2.0
_WRITES = "vj_writes"
# Any number, as long as all processes of the program take the same.
_MIGRATING = 7_061_500


class Unavailable(RuntimeError):
    """The store cannot be asked: locked, full, gone, or made by a later program."""


@dataclass
class _Opened:
    """The engine in use and the address that it is for; when and why it could not be opened."""

    engine: Engine | None = None
    address: str | None = None
    failed_at: float = 0.0
    failure: str = ""


_lock = Lock()
_opened = _Opened()


def address() -> str:
    """The address of the store as SQLAlchemy takes it, with its password if it has one."""
    given = config.in_use().database
    if not given:
        return f"sqlite:///{FILE}"
    return given.replace("postgresql:", "postgresql+psycopg:", 1)


def database() -> Engine:
    """The store, made and brought to the newest revision; raises Unavailable."""
    wanted = address()
    if _opened.engine is not None and _opened.address == wanted:
        return _opened.engine
    with _lock:
        if _opened.engine is None or _opened.address != wanted:
            _open(wanted)
        assert _opened.engine is not None
        return _opened.engine


def close() -> None:
    """Let go of the store; who asks next opens it anew."""
    with _lock:
        if _opened.engine is not None:
            _opened.engine.dispose()
        _opened.engine, _opened.address, _opened.failed_at = None, None, 0.0


def _open(wanted: str) -> None:
    if _opened.address == wanted and time.monotonic() - _opened.failed_at < _PAUSE:
        raise Unavailable(_opened.failure)
    if _opened.engine is not None:
        _opened.engine.dispose()
    _opened.engine, _opened.address, _opened.failed_at = None, wanted, 0.0
    try:
        _opened.engine = _ready(wanted)
    except (Unavailable, migrate.NoRevision) as error:
        _opened.failed_at, _opened.failure = time.monotonic(), str(error)
        raise Unavailable(str(error)) from error


def _ready(wanted: str) -> Engine:
    made = engine(wanted)
    try:
        bring(made, migrate.NEWEST)
    except BaseException:
        made.dispose()
        raise
    return made


def bring(of: Engine, revision: str) -> str:
    """Bring the tables to a revision, forward or back; returns the one reached.

    Raises NoRevision, Unavailable.
    """
    with _told(), transaction(of, writes=True) as connection:
        alone(connection)
        return migrate.to(connection, revision)


def alone(connection: Connection) -> None:
    """Wait until no other process changes the tables; holds for the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})


def engine(wanted: str, *, alone: bool = False) -> Engine:
    """An engine for a database, which is not asked yet; raises Unavailable.

    `alone` if nobody else has the file of SQLite open, so that it needs none beside it.
    """
    try:
        url = make_url(wanted)
        options: dict[str, Any] = {"hide_parameters": True, "pool_timeout": _PATIENCE}
        if url.get_backend_name() == "sqlite":
            return _sqlite(wanted, Path(url.database or ""), options, "DELETE" if alone else "WAL")
        settings = f"-c lock_timeout={_PATIENCE}s -c statement_timeout={_LONGEST}s"
        arguments = {"connect_timeout": _PATIENCE, "options": settings, "prepare_threshold": None}
        return create_engine(url, pool_pre_ping=True, connect_args=arguments, **options)
    except (OSError, ArgumentError, ImportError) as error:
        raise Unavailable(f"the store cannot be opened: {error}") from error


def _sqlite(wanted: str, file: Path, options: dict[str, Any], journal: str) -> Engine:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Of the owner alone, since it holds how to reach people. What SQLite puts beside it follows.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    made = create_engine(wanted, connect_args={"timeout": _PATIENCE}, **options)

    @event.listens_for(made, "connect")
    def prepare(raw: Any, _record: object) -> None:
        # Transactions are begun below, and not where the driver thinks that one is needed.
        raw.isolation_level = None
        for pragma in (
            f"journal_mode={journal}",
            # A receipt holds also when the power goes.
            "synchronous=FULL",
            "foreign_keys=ON",
            # What is forgotten is gone from the file too.
            "secure_delete=ON",
            "trusted_schema=OFF",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        # Who writes says so at once: to become a writer later fails where another has written.
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


@contextmanager
def transaction(of: Engine, *, writes: bool = False, **options: Any) -> Iterator[Connection]:
    """A transaction of an engine, with options of its connection, committed at the end."""
    with (
        of.connect().execution_options(**{_WRITES: writes}, **options) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def reading(**options: Any) -> Iterator[Connection]:
    """A transaction of the store that changes nothing; raises Unavailable.

    `options` are those of its connection.
    """
    made = database()
    with _told(), transaction(made, **options) as connection:
        yield connection


@contextmanager
def writing() -> Iterator[Connection]:
    """A transaction of the store, committed at the end; raises Unavailable.

    IntegrityError is left to whoever knows what it means.
    """
    made = database()
    with _told(), transaction(made, writes=True) as connection:
        yield connection


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong with a database, as Unavailable, and in the log."""
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, OSError) as error:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()
        LOG.warning("The inbox cannot be asked: %s", " ".join(said))
        raise Unavailable(" ".join(said)) from error
