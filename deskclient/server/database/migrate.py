"""Brings a database to the present schema, once, whoever starts first."""

import logging
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect, text
from sqlcipher3 import dbapi2 as sqlite

from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.errors import NewerSchemaError
from deskclient.server.database.engine import Database
from deskclient.server.database.schema import METADATA
from deskclient.server.facts import write_first_facts

_LOG = logging.getLogger(__name__)
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
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    target = scripts.get_current_head()
    present = MigrationContext.configure(connection).get_current_revision()
    if present == target:
        return
    if present is not None:
        _refuse_newer(scripts, present)
    if database.path is not None and inspect(connection).has_table("record"):
        _copy_aside(database.path, present or "unversioned")
    _LOG.info("Migrating the database from %s to %s.", present, target)
    command.upgrade(config, "head")


def _refuse_newer(scripts: ScriptDirectory, present: str) -> None:
    try:
        scripts.get_revision(present)
    except CommandError as error:
        raise NewerSchemaError(
            "The database is newer than this program",
            f"It has the schema {present}, which this version does not know.",
            "Start the newer version of the service, or restore the copy made before the upgrade.",
        ) from error


def _copy_aside(path: Path, revision: str) -> Path:
    """Copy the file as it is; readers are not disturbed and the copy is complete or absent."""
    target = path.with_name(f"{path.name}.before-{revision}")
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    copy_database(path, partial)
    partial.replace(target)
    return target


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite file through SQLite, while others read and write it."""
    origin: Any = sqlite.connect(str(source))
    try:
        copy: Any = sqlite.connect(str(target))
        try:
            origin.backup(copy)
        finally:
            copy.close()
    finally:
        origin.close()
