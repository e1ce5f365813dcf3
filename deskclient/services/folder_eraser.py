"""Notes the desk's order to erase for the engine; see :mod:`deskclient.services.erasing`."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from deskclient.backends.port import EraseOrder
from deskclient.domain.clock import Clock
from deskclient.domain.times import to_text
from deskclient.services.erasing import Erasure, forget_cached, note_erasure, read_erasure
from deskclient.services.profile_api import KeyPlace
from deskclient.services.vault_port import Vault

_log = logging.getLogger(__name__)
_KEYRING_S = 20.0
"""A keyring may ask the person to unlock it; the order does not wait longer for that."""


class FolderEraser:
    """A :class:`deskclient.sync.ports.Eraser` for the profile in one folder."""

    def __init__(
        self, folder: Path, vault: Vault, profile_id: str, place: KeyPlace, clock: Clock
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._forget: Callable[[], bool] = lambda: forget_cached(vault, profile_id, place)

    def carried_out(self) -> str:
        """Name the order that was carried out here last; empty if there was none."""
        erasure = read_erasure(self._folder)
        return erasure.order_id if erasure is not None and erasure.done else ""

    async def begin(self, order: EraseOrder) -> None:
        """Note the order, then forget the cache's key and the session."""
        moment = to_text(self._clock.now())
        fresh = Erasure(order_id=order.order_id, receipt=order.receipt, at=moment)
        note_erasure(self._folder, fresh)
        try:
            async with asyncio.timeout(_KEYRING_S):
                await asyncio.to_thread(self._forget)
        except TimeoutError:
            # It is done again with the files, and at every start until it succeeds.
            _log.info("the keyring did not answer; the key of the cache is forgotten later")
