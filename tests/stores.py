"""Stores with which tests begin: nothing was sent yet, the tables are there."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from lib.inbox import migrate, store
from lib.inbox.tables import metadata


@cache
def _empty() -> bytes:
    """A file of SQLite with the tables, which take longer to make than most tests do."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "inbox.db"
        made = store.engine(f"sqlite:///{file}", alone=True)
        store.bring(made, migrate.NEWEST)
        made.dispose()
        return file.read_bytes()


def sqlite(file: Path) -> str:
    """The address of such a store, made in a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_empty())
    return f"sqlite:///{file}"


def emptied(address: str) -> str:
    """A database of PostgreSQL with the tables and nothing in them: to make one takes longer."""
    made = store.engine(address.replace("postgresql:", "postgresql+psycopg:", 1))
    store.bring(made, migrate.NEWEST)
    with store.transaction(made, writes=True) as connection:
        # No row of the log can be taken away, as long as its triggers are heard.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        names = ", ".join(metadata.tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    made.dispose()
    return address
