"""Writes views again that could not be written in their time, with or without a network."""

import asyncio
from collections.abc import Callable

from deskclient.sync.ledger import Ledger


class MendLoop:
    """Tries until the cache takes them: what is shown must not stay wrong until the next change."""

    def __init__(self, ledger: Ledger, retry_s: float, mended: Callable[[], None]) -> None:
        self._ledger = ledger
        self._mended = mended
        self._retry_s = retry_s

    async def keep(self) -> None:
        """Mend for ever."""
        while True:
            await self._ledger.spoiled.heard()
            await asyncio.sleep(self._retry_s)
            while not self._ledger.mend():  # noqa: ASYNC110 - a disk tells nobody when it is well
                await asyncio.sleep(self._retry_s)
            # Also what was stored although its write was called failed can go now.
            self._mended()
