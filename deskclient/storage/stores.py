"""Opens the stores of a profile, or stores in memory for tests and the simulator."""

from dataclasses import dataclass
from functools import cache as remember
from pathlib import Path

from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.dialects import sqlite

from deskclient.domain.clock import Clock, SystemClock
from deskclient.domain.kind import Registry
from deskclient.storage.cache import SqlCache
from deskclient.storage.cache_file import create_cache
from deskclient.storage.connect import PLAIN, Connection, Creator, Key, Target, Use, open_target
from deskclient.storage.engine import Database
from deskclient.storage.faults import driver_faults
from deskclient.storage.layout import Layout
from deskclient.storage.outbox import SqlOutbox
from deskclient.storage.outbox_tables import OUTBOX_SCHEMA, metadata
from deskclient.storage.reader import SqlReader


@dataclass(frozen=True, slots=True)
class Stores:
    """The two writing stores of one profile."""

    outbox: SqlOutbox
    cache: SqlCache

    def close(self) -> None:
        """Close both."""
        self.outbox.close()
        self.cache.close()


@dataclass(frozen=True, slots=True)
class MemoryStores(Stores):
    """Stores that vanish with the process, and a reader on the same memory."""

    reader: SqlReader


def open_stores(
    folder: Path,
    key: Key,
    registry: Registry,
    *,
    creator: Creator = open_target,
    clock: Clock | None = None,
) -> Stores:
    """Open or make the stores of the profile in ``folder``."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    layout = Layout(registry)
    outbox = creator(Target(folder / "outbox.db", key, Use.OUTBOX))
    _create_outbox(outbox)
    cache = creator(Target(folder / "cache.db", key, Use.CACHE))
    create_cache(cache, layout)
    return Stores(
        SqlOutbox(Database(outbox), clock or SystemClock()), SqlCache(Database(cache), layout)
    )


def memory_stores(registry: Registry, *, clock: Clock | None = None) -> MemoryStores:
    """Make stores in memory, not encrypted."""
    layout = Layout(registry)
    outbox = open_target(Target(None, PLAIN, Use.OUTBOX))
    cache = open_target(Target(None, PLAIN, Use.CACHE))
    _create_outbox(outbox)
    create_cache(cache, layout)
    return MemoryStores(
        outbox=SqlOutbox(Database(outbox), clock or SystemClock()),
        cache=SqlCache(Database(cache), layout),
        reader=SqlReader(cache, layout, close=lambda: None),
    )


@remember
def _outbox_ddl() -> tuple[str, ...]:
    dialect = sqlite.dialect()
    tables = metadata.sorted_tables
    statements = [str(CreateTable(table).compile(dialect=dialect)) for table in tables]
    indexes = [index for table in tables for index in sorted(table.indexes, key=str)]
    return (*statements, *(str(CreateIndex(one).compile(dialect=dialect)) for one in indexes))


def _create_outbox(raw: Connection) -> None:
    with driver_faults():
        if raw.execute("PRAGMA user_version").fetchone()[0] == OUTBOX_SCHEMA:
            return
        raw.execute("BEGIN IMMEDIATE")
        for statement in _outbox_ddl():
            raw.execute(statement)
        raw.execute(f"PRAGMA user_version = {OUTBOX_SCHEMA}")
        raw.execute("COMMIT")
