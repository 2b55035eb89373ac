"""Keys, submissions, their messages, the log and publications."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_LOG_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER log_no_update BEFORE UPDATE ON log"
        " BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
        "CREATE TRIGGER log_no_delete BEFORE DELETE ON log"
        " BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE EXCEPTION 'the log is only added to'; END$$",
        "CREATE TRIGGER log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON log"
        " FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows()",
    ),
}


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        _moment("made_at"),
        _moment("withdrawn_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("name", name="uq_keys_name"),
        sa.UniqueConstraint("digest", name="uq_keys_digest"),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("sender", sa.String(20), nullable=False),
        sa.Column("key_id", sa.Integer),
        sa.Column("client_id", sa.String(100)),
        sa.Column("token", sa.String(64)),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("wish", sa.String(20), nullable=False),
        sa.Column("lang", sa.String(10), nullable=False),
        *map(_text, ("record", "vn_id", "jp_id", "kind", "title")),
        sa.Column("proposal", sa.JSON, nullable=False),
        sa.Column("edited", sa.JSON),
        sa.Column("contact", sa.Text),
        _text("reason"),
        _moment("sent_at"),
        _moment("changed_at"),
        _moment("decided_at", nullable=True),
        _text("claimed_by"),
        _moment("claimed_at", nullable=True),
        sa.Column("records", sa.JSON, nullable=False),
        _text("published"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.ForeignKeyConstraint(["key_id"], ["keys.id"], name="fk_submissions_key_id"),
        sa.UniqueConstraint("token", name="uq_submissions_token"),
        sa.UniqueConstraint("sender", "client_id", name="uq_submissions_sender_client_id"),
        sqlite_autoincrement=True,
    )
    for columns in (["state", "sent_at"], ["record"], ["vn_id", "jp_id"]):
        op.create_index(f"ix_submissions_{'_'.join(columns)}", "submissions", columns)


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("submission_id", sa.Integer, nullable=False),
        _moment("at"),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_messages_submission_id"
        ),
    )
    op.create_index("ix_messages_submission_id", "messages", ["submission_id"])


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("submission_id", sa.Integer),
        _moment("at"),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        _text("detail"),
        sa.Column("proposal", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_log"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name="fk_log_submission_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_log_submission_id", "log", ["submission_id"])
    for statement in _LOG_TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer, nullable=False),
        _moment("begun_at"),
        _moment("ended_at", nullable=True),
        sa.Column("curator", sa.Text, nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sqlite_autoincrement=True,
    )


def upgrade() -> None:
    """Make the tables."""
    _keys()
    _submissions()
    _messages()
    _log()
    _publications()


def downgrade() -> None:
    """Drop them, with all that they hold."""
    for table in ("publications", "log", "messages", "submissions", "keys"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION log_only_grows")
