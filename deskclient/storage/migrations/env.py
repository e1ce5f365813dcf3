"""Runs the migrations on the connection it is given; alembic loads this file by its path."""

from alembic import context

from deskclient.storage.outbox_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
