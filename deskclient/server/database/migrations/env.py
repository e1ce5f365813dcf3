"""Runs the steps on the connection that :mod:`deskclient.server.database.migrate` holds."""

from alembic import context

from deskclient.server.database.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=False)
# The caller holds the transaction and the lock; all steps are undone together.
context.run_migrations()
