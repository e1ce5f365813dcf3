"""Makes ``outbox.db``, or brings it to the schema of this version, in one transaction."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from deskclient.storage.connect import Connection as RawConnection
from deskclient.storage.engine import Database
from deskclient.storage.outbox_tables import OUTBOX_SCHEMA, metadata

SCRIPTS = Path(__file__).with_name("migrations")


@cache
def _statements() -> tuple[str, ...]:
    dialect = sqlite.dialect()
    tables = metadata.sorted_tables
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in tables]
    indexes = [one for table in tables for one in sorted(table.indexes, key=lambda i: str(i.name))]
    return (*made, *(str(CreateIndex(one).compile(dialect=dialect)) for one in indexes))


def create_outbox(raw: RawConnection) -> None:
    """Make the tables as they are now; a test proves that the migrations end up at the same."""
    with Database(raw).write() as connection:
        for statement in _statements():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("CREATE TABLE alembic_version(version_num TEXT PRIMARY KEY)")
        newest = f"{OUTBOX_SCHEMA:04}"
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (newest,))
        connection.exec_driver_sql(f"PRAGMA user_version = {OUTBOX_SCHEMA}")


def migrate(raw: RawConnection) -> None:
    """Run the missing migrations. A stop half-way leaves the old schema."""
    with Database(raw).write() as connection:
        upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {OUTBOX_SCHEMA}")


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the scripts on a connection whose transaction the caller ends."""
    # Imported here: a store that is up to date, every start but the first, does not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
