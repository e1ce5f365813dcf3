"""Brings ``outbox.db`` to the schema of this version, in one transaction."""

from pathlib import Path

from sqlalchemy import Connection

from deskclient.storage.connect import Connection as RawConnection
from deskclient.storage.engine import Database
from deskclient.storage.outbox_tables import OUTBOX_SCHEMA

SCRIPTS = Path(__file__).with_name("migrations")


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
