"""Brings a database to the present schema, once, whoever starts first."""

from sqlalchemy import Connection, inspect, text

from deskclient.domain.clock import Clock, Randomness
from deskclient.server.database.engine import Database
from deskclient.server.database.facts import write_first_facts
from deskclient.server.database.schema import HEAD, METADATA

_LOCK_KEY = 0x6465736B
"""Any number, the same in every process of a desk."""


def prepare(database: Database, clock: Clock, randomness: Randomness) -> None:
    """Create or migrate the schema under a lock; a file is copied beside itself before.

    Raises:
        NewerSchemaError: the database was written by a newer version of the service.
    """
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        if database.is_sqlite and database.path is None:
            # In memory: thousands are made in a simulation, and none was ever older.
            METADATA.create_all(connection)
        else:
            _migrate(database, connection)
        write_first_facts(connection, clock, randomness)


def _migrate(database: Database, connection: Connection) -> None:
    present = None
    if inspect(connection).has_table("alembic_version"):
        present = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if present != HEAD:
        from deskclient.server.database.upgrade import upgrade  # noqa: PLC0415 - see there

        upgrade(database, connection, present)
