"""The files of a profile as the engine wants them: long work off its loop."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from threading import Lock

from deskclient.domain.clock import Clock
from deskclient.domain.errors import DamagedError, StorageError
from deskclient.services.export import Unsent, collect_unsent, needed_files
from deskclient.storage.blobs import BlobStore, Incoming
from deskclient.storage.port import Outbox

_log = logging.getLogger(__name__)
_ROOM = 4 << 20
"""Bytes freed at a time on a full disk: without a network, nothing comes back soon."""
_STAMP_S = 3.0
"""File systems may stamp a file with a time of up to two seconds ago."""


class EngineBlobs:
    """A :class:`deskclient.sync.ports.Blobs` over the blob store of one profile folder."""

    def __init__(self, store: BlobStore, folder: Path, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._made_s = clock.now().timestamp()
        self._fetched = folder / "blobs"
        self._staged = folder / "staged"
        self._under_way: dict[str, Incoming] = {}
        self._closed = False
        # Threads outlive the coroutines that wait for them.
        self._lock = Lock()

    async def read_staged(self, sha256: str, offset: int, size: int) -> bytes:
        """Give up to ``size`` bytes of an outgoing file; empty at its end."""

        def read() -> bytes:
            found = bytearray()
            for part in self._store.parts(sha256, offset):
                found += part
                if len(found) >= size:
                    break
            return bytes(found[:size])

        try:
            return await asyncio.to_thread(read)
        except DamagedError:
            raise
        except StorageError as trouble:
            if not self._store.has(sha256):
                raise DamagedError(
                    "An attached file is gone",
                    "The copy made when it was attached cannot be found.",
                    "Attach it again.",
                ) from trouble
            raise

    def has(self, sha256: str) -> bool:
        """Tell whether the whole file is here."""
        return self._store.has(sha256)

    def used_bytes(self) -> int:
        """Tell how much room fetched files take."""
        try:
            return sum(path.stat().st_size for path in self._fetched.iterdir())
        except OSError:
            return 0

    async def partial(self, sha256: str) -> int:
        """Tell where a download goes on, also one broken off by the end of the program."""
        known = self._under_way.get(sha256)
        return await asyncio.to_thread(self._resume, sha256) if known is None else known.size

    def _resume(self, sha256: str) -> int:
        """Take a file up again; noted at once, for whoever asked may have been cancelled."""
        known = self._store.resume(sha256)
        if known is None:
            return 0
        with self._lock:
            unwanted = known if self._closed else self._under_way.get(sha256)
            if not self._closed:
                self._under_way[sha256] = known
        if unwanted is not None:
            _set_aside(unwanted)
        return known.size

    async def trim(self, budget: int, keep: frozenset[str]) -> None:
        """Delete fetched files, the least recently used first, until the rest fits."""
        await asyncio.to_thread(self._store.evict, budget, keep)

    def let_go(self, unsent: Unsent) -> bool:
        """Delete some fetched files for a full disk, the least recently used first.

        They are fetched again when they are wanted. What unsent work needs is never deleted.
        Tells whether anything was freed.
        """
        needed = needed_files(unsent)
        if needed is None:
            return False
        freed = self._store.let_go(_ROOM, needed)
        if freed:
            _log.info("the disk is full: %s bytes of fetched files were let go", freed)
        return freed > 0

    async def append(self, sha256: str, offset: int, chunk: bytes) -> None:
        """Add the next bytes of a file under way."""
        known = self._under_way.get(sha256)
        if known is None or known.size != offset:
            if offset:
                raise StorageError("A file under way was lost", "It is fetched from its start.")
            self._forget(sha256)
            known = self._under_way[sha256] = self._store.receive(sha256)
        # In the loop: chunks are small, and a thread could not be cancelled with the engine.
        try:
            known.write(chunk)
        except StorageError:
            # A full disk gets its room back at once.
            self._forget(sha256)
            raise

    async def finish(self, sha256: str) -> bool:
        """Check the digest of a file under way and keep it."""
        known = self._under_way.get(sha256)
        if known is None:
            return False

        def keep() -> bool:
            with known:
                try:
                    known.keep()
                except DamagedError:
                    return False
            return True

        kept = await asyncio.to_thread(keep)
        # Only now: were this cancelled before the thread got to it, close() still finds it.
        self._under_way.pop(sha256, None)
        return kept

    def tidy(self, unsent: Unsent) -> None:
        """At the start: drop half-written files, keep sent ones as if they had been fetched."""
        self._store.clean(self._clock.now().timestamp())
        needed = needed_files(unsent)
        if needed is None:
            return
        for path in tuple(self._staged.glob("*")):
            if path.name in needed or len(path.name) != 64:
                continue
            # One frozen since the start belongs to work that was not stored yet when we looked.
            with suppress(OSError):
                if path.stat().st_mtime < self._made_s - _STAMP_S:
                    self._store.promote(path.name)

    def close(self) -> None:
        """Set aside what is under way; the next start goes on with it."""
        with self._lock:
            self._closed = True
            left = tuple(self._under_way.values())
            self._under_way.clear()
        for known in left:
            _set_aside(known)

    def _forget(self, sha256: str) -> None:
        known = self._under_way.pop(sha256, None)
        if known is not None:
            with known:
                pass


def _set_aside(known: Incoming) -> None:
    with known:
        known.set_aside()


def forget_sent_files(outbox: Outbox) -> None:
    """Forget how far files had come that nothing needs any more, or the list grows for ever."""
    needed = needed_files(collect_unsent(outbox))
    if needed is None:
        return
    done = [one.sha256 for one in outbox.staged_files() if one.sha256 not in needed]
    if done:
        outbox.forget_staged(done)
