"""Copies the outbox after work on it, and forgets what was confirmed long ago."""

import asyncio

from deskclient.domain.clock import Clock
from deskclient.domain.errors import StorageError
from deskclient.sync.bell import Bell
from deskclient.sync.board import StatusBoard
from deskclient.sync.book import Book
from deskclient.sync.settings import EngineSettings

_DAY_S = 86_400.0


class UpkeepLoop:
    """Never in a hurry: the outbox itself is durable with every commit."""

    def __init__(
        self, book: Book, board: StatusBoard, clock: Clock, settings: EngineSettings
    ) -> None:
        self._book = book
        self._board = board
        self._clock = clock
        self._settings = settings
        self._bell = Bell()
        self._copied = 0
        self._forgot_s = float("-inf")

    def ring(self) -> None:
        """The outbox has changed."""
        self._bell.ring()

    async def keep(self) -> None:
        """Look after the outbox for ever."""
        while True:
            await self._bell.heard(_DAY_S)
            await asyncio.sleep(self._settings.backup_every_s)
            try:
                self._copy()
                self._forget()
            except StorageError as error:
                self._board.note(error)

    def _copy(self) -> None:
        version = self._book.version
        if version != self._copied:
            self._book.outbox.backup()
            self._copied = version

    def _forget(self) -> None:
        """Drop old entries of the sent log, by the desk's clock and only if that is known.

        The clock here decides nothing: were it to jump ahead by years, all would seem old.
        """
        now_s = self._clock.steady_s()
        if not self._board.knows_desk_time or now_s - self._forgot_s < _DAY_S:
            return
        self._forgot_s = now_s
        oldest = self._board.desk_moment(-self._settings.sent_log_days * _DAY_S)
        self._book.outbox.forget_sent(oldest)
