"""Run by Alembic, with the connection that `upgrade` or a developer's command hands over."""

from alembic import context

from gridserver.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, compare_server_default=True
)
with context.begin_transaction():
    context.run_migrations()
