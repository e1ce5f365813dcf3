"""Runs the migration steps; loaded only where there is one, because alembic is slow to load."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect

from deskclient.domain.errors import NewerSchemaError
from deskclient.server.database.copying import copy_database
from deskclient.server.database.engine import Database

_LOG = logging.getLogger(__name__)


def upgrade(database: Database, connection: Connection, present: str | None) -> None:
    """Bring the schema from ``present`` to the newest one, inside the caller's transaction.

    Raises:
        NewerSchemaError: ``present`` is not one of ours.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    if present is not None:
        _refuse_newer(scripts, present)
    if database.path is not None and inspect(connection).has_table("record"):
        _copy_aside(database.path, present or "unversioned")
    _LOG.info("Migrating the database from %s to the newest schema.", present)
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
