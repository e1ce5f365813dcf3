"""Makes ``outbox.db``, or brings it to the schema of this version, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2

from deskclient.storage.connect import Connection as RawConnection
from deskclient.storage.database import Database
from deskclient.storage.faults import as_storage_error, driver_faults
from deskclient.storage.outbox_tables import OUTBOX_SCHEMA, metadata

SCRIPTS = Path(__file__).with_name("migrations")


class Migrations(Struct, frozen=True):
    """The way from any older schema to the newest one."""

    newest: int = OUTBOX_SCHEMA
    scripts: Path = SCRIPTS
    """Folder of alembic's scripts."""


@cache
def _statements() -> tuple[str, ...]:
    dialect = sqlite.dialect()
    tables = metadata.sorted_tables
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in tables]
    indexes = [one for table in tables for one in sorted(table.indexes, key=lambda i: str(i.name))]
    return (*made, *(str(CreateIndex(one).compile(dialect=dialect)) for one in indexes))


def create_outbox(raw: RawConnection) -> None:
    """Make the tables as they are now; a test proves that the migrations end up at the same."""
    with Database(raw).write() as session:
        for statement in _statements():
            session.run(statement)
        session.run("CREATE TABLE alembic_version(version_num TEXT PRIMARY KEY)")
        newest = f"{OUTBOX_SCHEMA:04}"
        session.run("INSERT INTO alembic_version VALUES (?)", (newest,))
        session.run(f"PRAGMA user_version = {OUTBOX_SCHEMA}")


def migrate(raw: RawConnection, migrations: Migrations) -> None:
    """Run the missing migrations. A stop half-way leaves the old schema."""
    with whole(raw) as connection:
        upgrade(connection, migrations.scripts)
        connection.exec_driver_sql(f"PRAGMA user_version = {migrations.newest}")


@contextmanager
def whole(raw: RawConnection) -> Iterator[Connection]:
    """Run one transaction through SQLAlchemy, as migrations want it: all of it or nothing."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: raw,
        poolclass=StaticPool,
        # Values are the person's words; they do not belong into messages and logs.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    with driver_faults():
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise as_storage_error(error.orig or error) from error


def _begin(connection: Connection) -> None:
    # The driver would begin late and only before some statements; DDL would not roll back.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the scripts on a connection whose transaction the caller ends."""
    # Imported here: a store that is up to date, every start but the first, does not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
