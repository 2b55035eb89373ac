"""Stores with which tests begin: nothing was sent yet, the tables are there."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lib.inbox import migrate, store


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
