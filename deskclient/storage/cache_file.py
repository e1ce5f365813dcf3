"""Makes an empty cache and tells whether a file holds the cache this version expects.

Uses the raw driver alone: it runs before the first paint.
"""

from pathlib import Path

from deskclient.domain.errors import StorageError
from deskclient.storage.connect import Connection, Creator, Key, Target, Use
from deskclient.storage.faults import driver_faults
from deskclient.storage.layout import CACHE_FORMAT, Layout


class CacheNotReadyError(StorageError):
    """The cache has the columns of another version; the engine rebuilds it when it opens."""


def open_to_read(path: Path, key: Key, layout: Layout, *, creator: Creator) -> Connection:
    """Open the cache for reading; make it first if there is none.

    Raises:
        CacheNotReadyError: it was made for other columns.
        DamagedError: the file is no database under this key.
    """
    found = _if_ready(path, key, layout, creator) if path.exists() else None
    if found is not None:
        return found
    making = creator(Target(path, key, Use.CACHE))
    try:
        create_cache(making, layout)
    finally:
        making.close()
    return creator(_for_reading(path, key))


def _for_reading(path: Path, key: Key) -> Target:
    return Target(path, key, Use.READER, read_only=True)


def _if_ready(path: Path, key: Key, layout: Layout, creator: Creator) -> Connection | None:
    """Open the cache that is there; ``None`` if it holds nothing yet."""
    connection = creator(_for_reading(path, key))
    state = ""
    try:
        state = cache_state(connection, layout)
    finally:
        if state != "ready":
            connection.close()
    if state in {"ready", "empty"}:
        return connection if state == "ready" else None
    raise CacheNotReadyError("The local copy is being rebuilt")


def create_cache(connection: Connection, layout: Layout) -> None:
    """Create every table in one transaction, unless somebody else just did."""
    with driver_faults():
        connection.execute("BEGIN IMMEDIATE")
        try:
            if cache_state(connection, layout) == "empty":
                for statement in layout.statements():
                    connection.execute(statement)
                note_layout(connection, layout)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def note_layout(connection: Connection, layout: Layout) -> None:
    """Write down which layout the tables have."""
    facts = (("layout", layout.digest()), ("format", str(CACHE_FORMAT)))
    for fact in facts:
        connection.execute("INSERT OR REPLACE INTO meta(k, v) VALUES (?, ?)", fact)


def cache_state(connection: Connection, layout: Layout) -> str:
    """Tell ``empty``, ``ready``, ``columns`` (can be rebuilt from snapshots) or ``foreign``."""
    with driver_faults():
        tables = {
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }
        if not tables:
            return "empty"
        if "meta" not in tables:
            return "foreign"
        facts = dict(connection.execute("SELECT k, v FROM meta WHERE k IN ('layout', 'format')"))
    if facts.get("layout") == layout.digest():
        return "ready"
    return "columns" if facts.get("format") == str(CACHE_FORMAT) else "foreign"
