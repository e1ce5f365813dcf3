"""What the engine needs beside the adapter and the stores: files and failpoints, as ports."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct, field

from deskclient.backends.port import Adapter, EraseOrder, SessionInfo
from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.events import Event
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.storage.port import Cache, Outbox
from deskclient.sync.settings import EngineSettings


class Blobs(Protocol):
    """Bytes of files by their SHA-256; outgoing (staged) and fetched ones.

    Methods that may take long are coroutines, so that the real store can leave the loop's thread
    and the simulator can run inline. All raise :class:`deskclient.domain.errors.StorageError`.
    """

    async def read_staged(self, sha256: str, offset: int, size: int) -> bytes:
        """Give up to ``size`` bytes of an outgoing file; empty at its end.

        Raises:
            DamagedError: the frozen copy is gone or no longer what was attached.
        """
        ...

    def has(self, sha256: str) -> bool:
        """Tell whether the whole file is here, fetched or staged."""
        ...

    def used_bytes(self) -> int:
        """Tell how much room fetched files take."""
        ...

    async def trim(self, budget: int, keep: frozenset[str]) -> None:
        """Delete fetched files, the least recently used first, until the rest fits ``budget``.

        Files in ``keep`` and outgoing ones stay.
        """
        ...

    async def partial(self, sha256: str) -> int:
        """Tell how many bytes of a file under way are here; where a download goes on."""
        ...

    async def append(self, sha256: str, offset: int, chunk: bytes) -> None:
        """Add the next bytes of a file under way."""
        ...

    async def finish(self, sha256: str) -> bool:
        """Check the digest of a file under way and keep it; ``False``: thrown away, it differs."""
        ...


class Failpoints(Protocol):
    """Named places between two steps, where a test may end the process."""

    def hit(self, name: str) -> None:
        """Pass the place called ``name``; may not return."""
        ...


class Eraser(Protocol):
    """Carries out the desk's order to erase what is kept here; never touches unsent work."""

    def carried_out(self) -> str:
        """Name the order that was carried out here last; empty if there was none."""
        ...

    async def begin(self, order: EraseOrder) -> None:
        """Note the order, durable on return, then forget what opens the cache and the session.

        From here on the next start ends what this one does not.

        Raises:
            StorageError: it could not be noted; nothing was forgotten.
        """
        ...


def _hear(_session: SessionInfo) -> None:
    """Nobody wants to know."""


def _keep() -> None:
    """Give nothing back: whoever made the engine has no means to."""


class EnginePorts(Struct, frozen=True, kw_only=True):
    """Everything outside of the engine that it works with."""

    adapter: Adapter
    registry: Registry
    outbox: Outbox
    cache: Cache
    blobs: Blobs
    clock: Clock
    randomness: Randomness
    ids: IdMaker
    failpoints: Failpoints
    emit: Callable[[Event], None]
    """Called in the engine's loop; must not block."""
    give_back: Callable[[], None] = _keep
    """Called in the engine's loop after great work, when its memory is free again."""
    greeted: Callable[[SessionInfo], None] = _hear
    """Called in the engine's loop whenever the desk has said who we are; may raise
    :class:`deskclient.domain.errors.StorageError`."""
    person_id: str = ""
    """Whose profile this is (server id); empty until the first sign-in has told."""
    eraser: Eraser | None = None
    """Without one, no desk is asked for orders to erase."""
    settings: EngineSettings = field(default_factory=EngineSettings)
