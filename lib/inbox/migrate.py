"""Bringing the tables of a database to a revision of `migrations/`, forward or back."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

_STEPS = Path(__file__).parent / "migrations"
NEWEST, NONE = "head", "base"


class NoRevision(ValueError):
    """There is no such revision, or the database is of one that this program does not know."""


def _config(connection: Connection) -> Config:
    config = Config()
    # A percent sign in a path is no reference to another option.
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def revision(connection: Connection) -> str:
    """The revision of a database; "" if it has no tables of ours yet."""
    return MigrationContext.configure(connection).get_current_revision() or ""


@cache
def newest() -> str:
    """The newest revision that the program knows."""
    return ScriptDirectory(str(_STEPS)).get_current_head() or ""


def to(connection: Connection, wanted: str = NEWEST) -> str:
    """Bring the tables to a revision in the connection's transaction; returns the one reached.

    Raises NoRevision.
    """
    now = revision(connection)
    # As each start finds it: no step need be loaded.
    if wanted == NEWEST and now == newest():
        return now
    config = _config(connection)
    script = ScriptDirectory.from_config(config)
    try:
        if now:
            script.get_revision(now)
        goal = "" if wanted == NONE else _number(script, wanted)
        known = [step.revision for step in script.walk_revisions()]
        # From the newest to the first.
        back = bool(now) and (not goal or known.index(goal) > known.index(now))
        (command.downgrade if back else command.upgrade)(config, goal or NONE)
    except CommandError as error:
        raise NoRevision(str(error)) from error
    return revision(connection)


def _number(script: ScriptDirectory, wanted: str) -> str:
    step = script.get_revision(wanted)
    if step is None:
        raise NoRevision(f"there is no revision {wanted}")
    return step.revision
