"""What Alembic runs: the steps, within the transaction that the store has begun."""

from alembic import context

from lib.inbox.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()
