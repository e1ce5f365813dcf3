"""The undo-send time: operations that leave by themselves after a moment."""

import asyncio
from collections.abc import Callable, Sequence

from deskclient.domain.clock import Clock
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation
from deskclient.domain.times import from_text
from deskclient.sync.bell import Bell
from deskclient.sync.book import Book, is_undo_send


class HoldLoop:
    """Releases by the steady clock: a wall clock that jumps holds nothing back for years."""

    def __init__(
        self,
        book: Book,
        clock: Clock,
        hold_max_s: float,
        release: Callable[[Sequence[Operation]], None],
    ) -> None:
        self._book = book
        self._clock = clock
        self._hold_max_s = hold_max_s
        self._release = release
        self._due: dict[OpId, float] = {}
        self._bell = Bell()

    def ring(self) -> None:
        """Something new may be held."""
        self._bell.ring()

    async def keep(self) -> None:
        """Release for ever."""
        while True:
            now = asyncio.get_running_loop().time()
            held = [op for op in self._book.all() if is_undo_send(op)]
            self._due = {op.op_id: self._due_at(op, now) for op in held}
            self._release([op for op in held if self._due[op.op_id] <= now])
            left = [at for at in self._due.values() if at > now]
            await self._bell.heard(min(left) - now if left else None)

    def _due_at(self, op: Operation, now: float) -> float:
        known = self._due.get(op.op_id)
        if known is not None:
            return known
        try:
            wished_s = (from_text(op.hold_until) - self._clock.now()).total_seconds()
        except ValueError:
            wished_s = 0.0
        return now + min(max(wished_s, 0.0), self._hold_max_s)
