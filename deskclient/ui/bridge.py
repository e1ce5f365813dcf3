"""From the engine's thread to the window's: the only object that both touch."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from deskclient.domain.events import (
    EraseOrdered,
    Event,
    JobProgress,
    OutboxCount,
    ProblemRaised,
    RecordMoved,
    RecordsChanged,
    SessionEnded,
    SyncStatus,
)

MERGE_MS = 50
"""How long events of the sync are gathered before the window hears of them."""

T = TypeVar("T")


class Bridge(QObject):
    """Takes events on any thread and tells them on the thread it lives in.

    What the person did in this window (``origin`` is given) arrives at once; what the sync brings
    is merged by key and told at most every :data:`MERGE_MS`. A full list of ten thousand events
    thus costs the window one signal.
    """

    records_changed = Signal(object)
    """A :class:`RecordsChanged`: one merged value per kind."""
    record_moved = Signal(object)
    """A :class:`RecordMoved`."""
    outbox_changed = Signal(object)
    """The latest :class:`OutboxCount`."""
    status_changed = Signal(object)
    """The latest :class:`SyncStatus`."""
    job_changed = Signal(object)
    """The latest :class:`JobProgress` of a job."""
    problem_raised = Signal(object)
    """A :class:`ProblemRaised`."""
    erase_ordered = Signal(object)
    """An :class:`EraseOrdered`."""
    session_ended = Signal(object)
    """A :class:`SessionEnded`."""
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._calls: list[Callable[[], None]] = []
        self._merged: dict[tuple[str, str], Event] = {}
        self._due: list[Event] = []
        self._posted = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._flush)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._signals: dict[type[Any], Any] = {
            RecordsChanged: self.records_changed,
            RecordMoved: self.record_moved,
            OutboxCount: self.outbox_changed,
            SyncStatus: self.status_changed,
            JobProgress: self.job_changed,
            ProblemRaised: self.problem_raised,
            EraseOrdered: self.erase_ordered,
            SessionEnded: self.session_ended,
        }

    # --- any thread -----------------------------------------------------------------------

    def post(self, event: Event) -> None:
        """Hand in an event. From any thread."""
        if isinstance(event, RecordsChanged) and event.origin:
            self.call(lambda: self._tell(event))
            return
        key = _key(event)
        with self._lock:
            self._merged[key] = _merge(self._merged.get(key), event)
        self._wake()

    def call(self, what: Callable[[], None]) -> None:
        """Run something on the window's thread, soon. From any thread."""
        with self._lock:
            self._calls.append(what)
        self._wake()

    def answer(self, done: Callable[[T], None]) -> Callable[[T], None]:
        """Wrap a callback so that it runs on the window's thread, wherever it is called."""
        return lambda value: self.call(lambda: done(value))

    def when_done(
        self,
        future: "Future[T]",
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Have the end of a future told on the window's thread; a cancelled one stays silent.

        So does one whose listener, a method of a widget, has gone meanwhile with its widget.
        """

        def settle(ended: "Future[T]") -> None:
            if ended.cancelled():
                return
            error = ended.exception()
            if error is None:
                self.call(lambda: _tell(done, ended.result()))
            elif failed is not None:
                self.call(lambda: _tell(failed, error))

        future.add_done_callback(settle)

    def _wake(self) -> None:
        with self._lock:
            if self._posted:
                return
            self._posted = True
        try:
            self._arrived.emit()
        except RuntimeError:  # The window is gone; nobody is left to tell.
            return

    # --- the window's thread --------------------------------------------------------------

    @Slot()
    def _take(self) -> None:
        with self._lock:
            self._posted = False
            calls, self._calls = self._calls, []
            waiting = bool(self._merged)
        if waiting and not self._timer.isActive():
            self._timer.start(MERGE_MS)
        for call in calls:
            call()

    @Slot()
    def _flush(self) -> None:
        """Tell one event for each turn of the loop: what follows them is drawn in between."""
        with self._lock:
            if not self._due:
                self._due, self._merged = list(self._merged.values()), {}
            if not self._due:
                return
            event, *self._due = self._due
            wait = 0 if self._due else MERGE_MS
            more = bool(self._due or self._merged)
        if more:
            self._timer.start(wait)
        self._tell(event)

    def _tell(self, event: Event) -> None:
        self._signals[type(event)].emit(event)


def _tell(listener: Callable[[T], None], value: T) -> None:
    owner = getattr(listener, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        listener(value)


def _key(event: Event) -> tuple[str, str]:
    name = type(event).__name__
    if isinstance(event, RecordsChanged):
        return name, event.kind
    if isinstance(event, RecordMoved):
        return name, f"{event.kind}:{event.record_id}"
    if isinstance(event, JobProgress):
        return name, event.job_id
    if isinstance(event, ProblemRaised):
        return name, event.problem_id
    return name, ""


def _merge(older: Event | None, newer: Event) -> Event:
    if not isinstance(older, RecordsChanged) or not isinstance(newer, RecordsChanged):
        return newer
    ids = tuple(dict.fromkeys((*older.ids, *newer.ids)))
    # No field names mean "any": that wins over a list of names.
    fields = older.fields | newer.fields if older.fields and newer.fields else frozenset[str]()
    return replace(newer, ids=ids, fields=fields)
