"""Opens the stores of a profile, or stores in memory for tests and the simulator."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from deskclient.domain.clock import Clock, SystemClock
from deskclient.domain.errors import StorageError
from deskclient.domain.kind import Registry
from deskclient.storage.cache import SqlCache
from deskclient.storage.cache_file import create_cache
from deskclient.storage.cache_open import OpenedCache, open_cache
from deskclient.storage.connect import PLAIN, Creator, Key, Target, Use, open_target
from deskclient.storage.database import Database
from deskclient.storage.files import file_faults, file_guard, write_whole
from deskclient.storage.key_check import key_fits, note_key, require_key
from deskclient.storage.layout import Layout
from deskclient.storage.migrate import create_outbox
from deskclient.storage.outbox import SqlOutbox
from deskclient.storage.outbox_file import NAME as OUTBOX
from deskclient.storage.outbox_file import OpenedOutbox, OutboxFile, RecoveryReport
from deskclient.storage.reader import SqlReader

RESERVE = "reserve.bin"
RESERVE_BYTES = 2_000_000


class Stores(Struct, frozen=True):
    """The two writing stores of one profile."""

    outbox: SqlOutbox
    cache: SqlCache
    report: RecoveryReport | None = None
    """Set if the outbox was damaged and had to be recovered."""
    cache_replaced: str = ""
    """Folder of a damaged cache, if it was replaced by an empty one."""
    cache_clean: bool = True
    """False after an unclean end: ``cache.check()`` is due when there is time."""

    def close(self) -> None:
        """Close both."""
        self.outbox.close()
        self.cache.close()


class MemoryStores(Stores, frozen=True, kw_only=True):
    """Stores that vanish with the process, and a reader on the same memory."""

    reader: SqlReader


def open_stores(
    folder: Path,
    key: Key,
    registry: Registry,
    *,
    cache_key: Key | None = None,
    creator: Creator = open_target,
    clock: Clock | None = None,
) -> Stores:
    """Open or make the stores of the profile in ``folder``; the engine thread's business.

    Args:
        folder: Of the profile.
        key: Of the outbox.
        registry: The kinds of record.
        cache_key: Of the cache; the same key if not given.
        creator: Opens connections.
        clock: Our time.

    Raises:
        KeyMissingError: the stores were made with another key.
        NewerSchemaError: a newer version wrote the outbox; see :func:`open_outbox_read_only`.
        ReadOnlyError: the folder cannot be written; see :func:`open_in_place` for reading.
        StorageError: cannot be opened now; nothing was changed.
    """
    _prepare_folder(folder, key)
    opened = OutboxFile(folder, key, creator).open()
    if key_fits(folder, key) is None:
        # The fingerprint was lost; the store opened under the key, so it is the right one.
        note_key(folder, key)
    try:
        seal = key if cache_key is None else cache_key
        cache = open_cache(folder, seal, Layout(registry), creator)
    except BaseException:
        opened.raw.close()
        raise
    _keep_reserve(folder)
    return _stores(folder, opened, cache, Layout(registry), clock or SystemClock())


def open_outbox_read_only(
    folder: Path, key: Key, *, creator: Creator = open_target, clock: Clock | None = None
) -> SqlOutbox:
    """Open the outbox for reading, whatever version wrote it: for export.

    Raises:
        StorageError: it cannot be read.
    """
    require_key(folder, key)
    raw = OutboxFile(folder, key, creator).open_read_only()
    return SqlOutbox(Database(raw), clock or SystemClock())


def memory_stores(registry: Registry, *, clock: Clock | None = None) -> MemoryStores:
    """Make stores in memory, not encrypted."""
    layout = Layout(registry)
    outbox = open_target(Target(None, PLAIN, Use.OUTBOX))
    cache = open_target(Target(None, PLAIN, Use.CACHE))
    create_outbox(outbox)
    create_cache(cache, layout)
    return MemoryStores(
        outbox=SqlOutbox(Database(outbox), clock or SystemClock()),
        cache=SqlCache(Database(cache), layout),
        reader=SqlReader(cache, layout, close=lambda: None),
    )


def _prepare_folder(folder: Path, key: Key) -> None:
    with file_faults():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_key(folder, key)
    if key_fits(folder, key) is None and not (folder / "outbox.db").exists():
        note_key(folder, key)


def _stores(
    folder: Path, opened: OpenedOutbox, cache: OpenedCache, layout: Layout, clock: Clock
) -> Stores:
    raw, backups = opened.raw, opened.backups
    database = Database(raw, require_file=file_guard(folder / OUTBOX))
    outbox = SqlOutbox(database, clock, make_backup=lambda: backups.make(raw))
    outbox.when_full(_reserve_of(folder))
    return Stores(
        outbox=outbox,
        cache=SqlCache(Database(cache.raw), layout),
        report=opened.report,
        cache_replaced=cache.moved_to,
        cache_clean=cache.clean,
    )


def _keep_reserve(folder: Path) -> None:
    """Hold some room, to be given up for the person's words when the disk is full."""
    path = folder / RESERVE
    if not path.exists():
        with suppress(StorageError):
            # Random, lest a compressing file system hold it for nothing.
            write_whole(path, os.urandom(RESERVE_BYTES))


def _reserve_of(folder: Path) -> Callable[[], bool]:
    def release() -> bool:
        path = folder / RESERVE
        if not path.exists():
            return False
        with file_faults():
            path.unlink()
        return True

    return release
