"""Brings records into the search index behind the rows, in steps too short to be felt."""

import asyncio
from collections.abc import Callable

from deskclient.domain.errors import StorageError
from deskclient.domain.events import JobProgress
from deskclient.storage.port import Cache
from deskclient.sync.bell import Bell
from deskclient.sync.news import News
from deskclient.sync.pace import Pace
from deskclient.sync.settings import EngineSettings

JOB = "index"
_TOLD_FROM = 2000
_TOLD_EVERY = 500


class IndexLoop:
    """Works whenever there is something to index and nothing more urgent in the loop."""

    def __init__(
        self,
        cache: Cache,
        news: News,
        pace: Pace,
        settings: EngineSettings,
        give_back: Callable[[], object],
    ) -> None:
        self._cache = cache
        self._news = news
        self._settings = settings
        self._pace = pace
        self._give_back = give_back
        self._bell = Bell()
        self._great = False
        self._total = 0
        self.left = 0
        self.unprepared: int | None = None
        """How many indexes of lists are still to be made, once that is known."""

    def ring(self) -> None:
        """Something was stored."""
        self._bell.ring()

    async def keep(self) -> None:
        """Index for ever."""
        while True:
            try:
                self._step()
            except StorageError:
                # The pull reports the state of the disk; the index follows when it is well again.
                await self._bell.heard(self._settings.storage_retry_s)
                continue
            self._tell()
            if self.left or self.unprepared:
                await asyncio.sleep(0)
            else:
                await self._bell.heard()
                await asyncio.sleep(self._settings.index_delay_s)

    def _step(self) -> None:
        """Search goes first; lists are right without their indexes, only slower."""
        with self._pace.measured(self._pace.rows):
            self.left = self._cache.index_step(self._pace.rows)
        if not self.left:
            self.unprepared = self._cache.prepare_step()
        if self.left > _TOLD_FROM or self.unprepared != 0:
            self._great = True
        elif self._great and not self.left:
            # A pull is over, and its indexes are made: the small work to come needs little memory.
            self._great = False
            self._cache.rest()
            self._give_back()

    def _tell(self) -> None:
        """Tell of long work only, and not too often."""
        if self.left > max(self._total, _TOLD_FROM):
            self._total = self.left
        if not self._total:
            return
        ended = not self.left
        done = self._total - self.left
        if ended or done // _TOLD_EVERY != (done - self._pace.rows) // _TOLD_EVERY:
            title = "Preparing the search"
            self._news.tell(
                JobProgress(JOB, title, done, self._total, cancellable=False, ended=ended)
            )
        if ended:
            self._total = 0
