"""Tells the window what changed: own changes at once, the sync's at most ten times a second.

A pull of very many records is told less often.
"""

import asyncio
from collections.abc import Callable, Iterable

from deskclient.domain.events import Event, OutboxCount, RecordsChanged
from deskclient.domain.ids import RecordId

_IDS_AT_ONCE = 5000
_FLOOD = 100
"""So many records at once are a pull, not what others do: nobody follows them one by one."""


class News:
    """Collects and delivers; one instance for an engine."""

    def __init__(
        self, emit: Callable[[Event], None], gap_s: float, flood_gap_s: float | None = None
    ) -> None:
        self._emit = emit
        self._gap_s = gap_s
        self._flood_gap_s = gap_s if flood_gap_s is None else flood_gap_s
        self._calm_at_s = 0.0
        self._changed: dict[str, dict[RecordId, None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._count: OutboxCount | None = None

    def tell(self, event: Event) -> None:
        """Deliver something at once."""
        self._emit(event)

    def own(
        self, records: Iterable[tuple[str, RecordId]], fields: frozenset[str], origin: str
    ) -> None:
        """Deliver at once what the person changed."""
        by_kind: dict[str, dict[RecordId, None]] = {}
        for kind, record_id in records:
            by_kind.setdefault(kind, {})[record_id] = None
        for kind, ids in by_kind.items():
            self._emit(RecordsChanged(kind, tuple(ids), fields, origin))

    def changed(self, records: Iterable[tuple[str, RecordId]]) -> None:
        """Deliver soon what the sync changed."""
        for kind, record_id in records:
            self._changed.setdefault(kind, {})[record_id] = None
        if not self._changed or self._timer is not None:
            return
        # Every delivery has the window read and paint its lists again: that needs the interpreter
        # as much as the pull does. The first rows are told at once.
        loop = asyncio.get_running_loop()
        self._timer = loop.call_at(max(loop.time() + self._gap_s, self._calm_at_s), self.flush)

    def flush(self) -> None:
        """Deliver now what was collected."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        changed, self._changed = self._changed, {}
        if sum(map(len, changed.values())) > _FLOOD:
            self._calm_at_s = asyncio.get_running_loop().time() + self._flood_gap_s
        for kind, ids in changed.items():
            every = tuple(ids)
            for start in range(0, len(every), _IDS_AT_ONCE):
                self._emit(RecordsChanged(kind, every[start : start + _IDS_AT_ONCE]))

    def count(self, waiting: int, decisions: int) -> None:
        """Deliver how much waits, if that changed."""
        count = OutboxCount(waiting, decisions)
        if count != self._count:
            self._count = count
            self._emit(count)
