"""Keys with which offices send by the API: made and withdrawn by a command, kept as digests."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lib.inbox import records, store
from lib.inbox.states import Act
from lib.inbox.tables import keys

# By it people, and programs that look for secrets in files, know one.
PREFIX = "vj_"
_KEY = re.compile(rf"{PREFIX}[\w-]{{43}}", re.ASCII)


@dataclass(frozen=True)
class Key:
    """A key of an office; `withdrawn_at` is None while it holds. Times in UTC."""

    id: int
    name: str
    made_at: datetime
    withdrawn_at: datetime | None


def add(name: str, actor: str) -> str:
    """Make a key for an office, and return it: it is shown this once.

    Raises ValueError where the name is empty or taken.
    """
    if not name.strip() or not name.isprintable() or len(name) > 100:
        raise ValueError("a key needs the name of an office")
    secret = PREFIX + secrets.token_urlsafe(32)
    values = {"name": name, "digest": records.digest("key", secret), "made_at": records.now()}
    try:
        with store.writing() as connection:
            connection.execute(insert(keys).values(**values))
            records.write(connection, None, actor, Act.KEY_MADE, name)
    except IntegrityError:
        raise ValueError(f"there is a key of this name: {name}") from None
    return secret


def listed() -> list[Key]:
    """All keys that ever were, by name."""
    with store.reading() as connection:
        rows = connection.execute(select(keys).order_by(keys.c.name)).all()
    return [Key(row.id, row.name, row.made_at, row.withdrawn_at) for row in rows]


def withdraw(name: str, actor: str) -> None:
    """Let a key hold no more; raises ValueError where none of this name does."""
    holds = (keys.c.name == name) & keys.c.withdrawn_at.is_(None)
    with store.writing() as connection:
        changed = connection.execute(update(keys).where(holds).values(withdrawn_at=records.now()))
        if not changed.rowcount:
            raise ValueError(f"no key of this name holds: {name}")
        records.write(connection, None, actor, Act.KEY_WITHDRAWN, name)


def find(secret: str) -> Key | None:
    """The key that holds under this text; None if there is none.

    What is looked up is a digest, so that how long it takes tells nothing of any key.
    """
    if not _KEY.fullmatch(secret):
        return None
    asked = select(keys).where(keys.c.digest == records.digest("key", secret))
    with store.reading() as connection:
        row = connection.execute(asked.where(keys.c.withdrawn_at.is_(None))).one_or_none()
    return None if row is None else Key(row.id, row.name, row.made_at, row.withdrawn_at)
