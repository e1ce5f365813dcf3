"""Fills the list's model: first rows at once, keys behind them, changes without a jump."""

from array import array
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from deskclient.domain.events import RecordsChanged
from deskclient.domain.query import Comparison, ListQuery
from deskclient.services.api import ListStart, Reads
from deskclient.ui.bridge import Bridge
from deskclient.ui.models.row_cache import PAGE_ROWS
from deskclient.ui.models.window_model import WindowModel

_PAINTED_MS = 25
"""By then what is new is painted: the reader's thread would take its share of that time."""
_RECHECK_MS = 400
_SHARE = 8
"""Looking again may take one part in so many of the reader's time."""
_AT_A_TIME = 2_000
_NAMED_KINDS = frozenset({"person", "queue", "line", "organisation", "category"})

T = TypeVar("T")


def _never() -> bool:
    return False


def _one_page() -> int:
    return PAGE_ROWS


class ListFeed(QObject):
    """Keeps one model showing one query."""

    opened = Signal()
    """Another list has its first rows."""
    counted = Signal(int)
    """How many rows the list has."""
    incoming = Signal(int)
    """New rows that wait to be shown; 0: only the order changed; -1: nothing waits."""
    about_to_open = Signal(bool)
    """Another list comes, whose rows have nothing to do with those shown; True: the same rows in
    another order."""

    def __init__(self, model: WindowModel, reads: Reads, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._reads = reads
        self._bridge = bridge
        self._query = ListQuery(model.kind.name)
        self._generation = 0
        self._cancel: Callable[[], None] | None = None
        self._waiting: array[int] | None = None
        self._own_change = False
        self._looking = False
        self._took_ms = 0.0
        self._calm: Callable[[], bool] = _never
        self._sight: Callable[[], int] = _one_page
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._recheck)
        self._painted = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._painted.timeout.connect(self._ask_keys)
        bridge.records_changed.connect(self._on_changed)

    @property
    def query(self) -> ListQuery:
        """What is shown."""
        return self._query

    @property
    def looking(self) -> bool:
        """Whether even the first rows are still being looked for: no index leads to them."""
        return self._looking

    def when_reading(self, calm: Callable[[], bool]) -> None:
        """Say how to find out whether somebody reads the list, so that it must not jump."""
        self._calm = calm

    def when_opening(self, sight: Callable[[], int]) -> None:
        """Say how to find out how many rows are in sight."""
        self._sight = sight

    def show(self, query: ListQuery, *, reordered: bool = False) -> None:
        """Show another list at once.

        Args:
            query: The list.
            reordered: Whether it is the one shown in another order, so that who is selected stays.
        """
        self._query = query
        self._drop_waiting()
        # Before the rows are read: what still reads for the former list would take its share.
        self._forget_asked()
        start = self._reads.start_at_once(query, self._sight())
        self._looking = start is None
        shown = start or ListStart(array("q"), (), whole=False)
        self.about_to_open.emit(reordered)
        self._model.show_first(shown.keys, shown.rows)
        self.opened.emit()
        if start is None:
            self._ask_keys()
        elif start.whole:
            self.counted.emit(len(start.keys))
        else:
            self._painted.start()

    def _ask_keys(self) -> None:
        self._ask(lambda keys: keys, self._on_keys)

    def reload(self) -> None:
        """Look again and show what is found, keeping the place."""
        self._own_change = True
        self._recheck()

    def take_incoming(self) -> None:
        """Show what waits."""
        keys = self._waiting
        self._drop_waiting()
        if keys is not None:
            self._show_keys(keys)

    def _drop_waiting(self) -> None:
        self._timer.stop()
        if self._waiting is not None:
            self._waiting = None
            self.incoming.emit(-1)

    def _forget_asked(self) -> int:
        """Interrupt what is still being read for another list; gives the number of what follows."""
        self._painted.stop()
        self._generation += 1
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        return self._generation

    def _ask(self, work: "Callable[[array[int]], T]", done: Callable[[T], None]) -> None:
        """Read all keys of the list, and make of them on the reader's thread what is done with."""
        generation = self._forget_asked()
        asked_at = perf_counter()

        def work_on(keys: "array[int]") -> None:
            # Not on the window's thread: a hundred thousand keys are too many for it.
            self._bridge.call(partial(answer, work(keys)))

        def answer(found: T) -> None:
            if generation == self._generation:
                self._took_ms = (perf_counter() - asked_at) * 1000
                done(found)

        self._cancel = self._reads.keys(self._query, work_on)

    def _on_keys(self, keys: "array[int]") -> None:
        self._looking = False
        if self._model.continues_with(keys):
            self._model.grow(keys)
        else:
            self._model.replace(keys)
        self.counted.emit(len(keys))

    # --- changes ----------------------------------------------------------------------------

    def _on_changed(self, event: RecordsChanged) -> None:
        if event.kind in _NAMED_KINDS:
            self._model.refresh_all()
            return
        if event.kind != self._query.kind:
            return
        self._model.refresh(event.ids)
        if not self._may_move(event):
            return
        if event.origin:
            self._own_change = True
            self._timer.start(_PAINTED_MS)
        elif not self._timer.isActive():
            self._timer.start(max(_RECHECK_MS, int(self._took_ms * _SHARE)))

    def _may_move(self, event: RecordsChanged) -> bool:
        query = self._query
        if not event.fields or query.words:
            return True
        looked_at = {query.sort.removeprefix("-"), *(one.field for one in query.filters)}
        tests = {one.test for one in query.filters}
        if Comparison.UNSENT in tests:
            return True
        if tests & {Comparison.OPEN, Comparison.DONE}:
            looked_at.add("status")
        # Whatever changes, the desk moves these along.
        return bool(looked_at & (event.fields | {"updated_at"}))

    def _recheck(self) -> None:
        self._timer.stop()
        if self._looking:
            # Let the list come first: looking again and again would keep it away for ever.
            self._timer.start(_RECHECK_MS)
        else:
            self._ask(partial(_compare, self._model.keys), self._on_rechecked)

    def _on_rechecked(self, found: "_Found") -> None:
        own, self._own_change = self._own_change, False
        read = self._calm()
        self._drop_waiting()
        if found.same or (read and not found.added and not found.removed):
            # Another order alone is no reason to move rows under somebody's eyes.
            return
        if not read or (own and found.added):
            self._show_keys(found.keys)
        elif own:
            self._show_keys(found.kept)
        else:
            self._waiting = found.keys
            self.incoming.emit(found.added)

    def _show_keys(self, keys: "array[int]") -> None:
        self._model.replace(keys)
        self.counted.emit(len(keys))


class _Found(Struct, frozen=True):
    """What a list holds now, beside what is shown of it."""

    keys: "array[int]"
    kept: "array[int]"
    """What is shown and still there, in the order it is shown."""
    added: int
    removed: int
    same: bool


def _compare(shown: "array[int]", keys: "array[int]") -> _Found:
    if shown == keys:
        return _Found(keys, shown, 0, 0, same=True)
    now: set[int] = set()
    for start in range(0, len(keys), _AT_A_TIME):
        # In one go the window would wait for the interpreter's lock until all are in.
        now.update(keys[start : start + _AT_A_TIME])
    kept = array("q", [key for key in shown if key in now])
    return _Found(keys, kept, len(keys) - len(kept), len(shown) - len(kept), same=False)
