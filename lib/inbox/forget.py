"""Forgetting how to reach a sender, once that is of no more use."""

from datetime import timedelta

from sqlalchemy import update

from lib.inbox import records, store
from lib.inbox.states import Act
from lib.inbox.tables import submissions

# After the decision, for questions that may still come.
AFTER = timedelta(days=90)


def contacts() -> int:
    """Forget the contacts of all who were told a decision long enough ago; returns how many."""
    moment = records.now()
    old = submissions.c.contact.is_not(None) & (submissions.c.decided_at < moment - AFTER)
    with store.writing() as connection:
        gone = connection.execute(
            update(submissions).where(old).values(contact=None).returning(submissions.c.id)
        )
        keys = gone.scalars().all()
        for key in keys:
            records.write(connection, key, "forget", Act.FORGOTTEN)
    if store.database().dialect.name == "sqlite":
        # What was written before a change stays beside the file until then, also where it was
        # forgotten as somebody withdrew.
        with store.database().connect() as connection:
            raw = connection.connection
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(keys)
