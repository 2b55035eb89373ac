"""The tables of the inbox, as the newest of `migrations/` leaves them.

Texts are never NULL but where it says so. Nothing here says who a sender is, but for the contact,
which is apart from what was sent so that it can be forgotten alone.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC, also in SQLite, which knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        known: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return known.astimezone(UTC)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# Offices that may send by the API. `digest` is that of the key; `withdrawn_at` NULL while it holds.
keys = Table(
    "keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
)

# `sender` is "form", or "key:" with the key's id; `client_id` its own name of what it sent: of an
# office as given, of the form a digest. `proposal` is as sent, `edited` as a curator left it.
# `content` is a digest of what was sent, `token` one of the private link's.
submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("sender", String(20), nullable=False),
    Column("key_id", Integer, ForeignKey(keys.c.id)),
    Column("client_id", String(100)),
    Column("token", String(64), unique=True),
    Column("content", String(64), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("wish", String(20), nullable=False),
    Column("lang", String(10), nullable=False),
    _text("record"),
    _text("vn_id"),
    _text("jp_id"),
    _text("kind"),
    _text("title"),
    Column("proposal", JSON, nullable=False),
    Column("edited", JSON(none_as_null=True)),
    Column("contact", Text),
    _text("reason"),
    Column("sent_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("decided_at", Moment),
    _text("claimed_by"),
    Column("claimed_at", Moment),
    Column("records", JSON, nullable=False),
    _text("published"),
    UniqueConstraint("sender", "client_id"),
    Index(None, "state", "sent_at"),
    Index(None, "record"),
    Index(None, "vn_id", "jp_id"),
    # A number is never given twice, also after the last one has gone.
    sqlite_autoincrement=True,
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey(submissions.c.id), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", String(20), nullable=False),
    Column("text", Text, nullable=False),
)

# Only ever added to, which triggers see to.
log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey(submissions.c.id), index=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", String(20), nullable=False),
    _text("detail"),
    # What was proposed after the step, where it changed that.
    Column("proposal", JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)

# A row for each try to publish, begun before the first file is touched and ended after the last.
publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("begun_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("curator", Text, nullable=False),
    Column("version", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    # What was made of what: numbers of submissions -> ids of records, and whatever else is needed
    # to go on after a crash.
    Column("plan", JSON, nullable=False),
    sqlite_autoincrement=True,
)
