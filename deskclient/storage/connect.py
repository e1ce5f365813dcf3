"""Opens connections to the stores: encrypted by a raw key, or plain where that was chosen in words.

Nothing here imports SQLAlchemy: the first list is painted before it is loaded.
"""

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from sqlcipher3 import dbapi2

from deskclient.domain.errors import StorageError
from deskclient.storage.faults import driver_faults

Connection: TypeAlias = Any
"""A connection of the driver, which ships no types."""

KEY_BYTES = 32
NEEDED_SQLITE = (3, 51, 3)
"""The first version without the WAL-reset race that could damage a file."""


class Plain(Enum):
    """Says in so many words that the stores are not encrypted."""

    PLAIN = "plain"


PLAIN = Plain.PLAIN
Key: TypeAlias = bytes | Plain


class Use(Enum):
    """What a connection is for; decides how careful it is."""

    OUTBOX = "outbox"
    CACHE = "cache"
    READER = "reader"
    COPY = "copy"
    """A backup or a salvage target: synced once, at the end."""


class Target(Struct, frozen=True):
    """One file to open; ``path`` is ``None`` for a store in memory."""

    path: Path | None
    key: Key
    use: Use
    read_only: bool = False
    in_place: bool = False
    """Read without writing, locking or making any file; see :func:`open_in_place`."""


Creator: TypeAlias = Callable[[Target], Connection]
"""Opens connections; the simulator passes its own."""

_SYNC = {Use.OUTBOX: "FULL", Use.CACHE: "NORMAL", Use.READER: "NORMAL", Use.COPY: "OFF"}
# A first pull touches the same index pages again and again: written back less often, it is faster.
_CHECKPOINT_PAGES = {Use.OUTBOX: 200, Use.CACHE: 4_000, Use.READER: 1_000, Use.COPY: 1_000}
_NO_LOCKS = "win32-none" if os.name == "nt" else "unix-none"
"""SQLite's own access to files without locks."""
_CACHE_KIB = {Use.OUTBOX: 2_000, Use.CACHE: 16_000, Use.READER: 16_000, Use.COPY: 2_000}


def check_driver() -> None:
    """Refuse a driver with a known damaging fault.

    Raises:
        StorageError: the linked SQLite is too old.
    """
    if tuple(dbapi2.sqlite_version_info) < NEEDED_SQLITE:
        raise StorageError("The database library is too old", dbapi2.sqlite_version)


def open_target(target: Target) -> Connection:
    """Open a connection in autocommit mode; transactions are begun by name.

    Raises:
        DamagedError: the file is no database under this key. The caller finds out whether the
            key or the file is wrong.
    """
    check_driver()
    with driver_faults():
        connection = dbapi2.connect(
            _address(target),
            uri=True,
            timeout=5.0,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            _prepare(connection, target)
        except BaseException:
            connection.close()
            raise
    return connection


def open_in_place(target: Target) -> Connection:
    """Open a store for reading in a folder that cannot be written; a :data:`Creator`.

    Nobody may write to the store meanwhile. What a killed program left in the log is seen as well.

    Raises:
        DamagedError: as :func:`open_target`.
        StorageError: the store is not there.
    """
    return open_target(replace(target, read_only=True, in_place=True))


def _address(target: Target) -> str:
    if target.path is None:
        return ":memory:"
    return f"{target.path.absolute().as_uri()}?{_access(target.path, target)}"


def _access(path: Path, target: Target) -> str:
    if not target.in_place:
        return "mode=ro" if target.read_only else "mode=rwc"
    # Without a log SQLite would make one; with one it must not be called immutable, for then the
    # log is passed over.
    return f"mode=ro&vfs={_NO_LOCKS}" if _has_log(path) else "mode=ro&immutable=1"


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _prepare(connection: Connection, target: Target) -> None:
    if not isinstance(target.key, Plain):
        if len(target.key) != KEY_BYTES:
            msg = "a key has 32 bytes"
            raise ValueError(msg)
        # The library writes to stderr by itself when a key does not fit.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{target.key.hex()}'\"")
    if target.in_place:
        # The index of the log is then kept in memory: there is no room for it beside the store.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    # The first real read: a wrong key or a foreign file shows here.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not target.read_only:
        mode = "DELETE" if target.use is Use.COPY else "WAL"
        connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
    for pragma in (
        f"synchronous = {_SYNC[target.use]}",
        "fullfsync = ON" if target.use is Use.OUTBOX else "fullfsync = OFF",
        f"cache_size = -{_CACHE_KIB[target.use]}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        f"wal_autocheckpoint = {_CHECKPOINT_PAGES[target.use]}",
        "temp_store = MEMORY",
        f"query_only = {'ON' if target.read_only else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {pragma}")
