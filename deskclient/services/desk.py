"""One open profile: reads at once, the engine beside it, and everything the window asks for."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from msgspec import Struct
from typing_extensions import override

from deskclient.domain.clock import Clock
from deskclient.domain.errors import (
    DeskError,
    NewerSchemaError,
    ReadOnlyError,
    StorageError,
)
from deskclient.domain.events import (
    EraseOrdered,
    Event,
    JobProgress,
    Link,
    OutboxCount,
    ProblemRaised,
    RecordsChanged,
    SyncStatus,
)
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.domain.operation import WAITING, count_acts
from deskclient.domain.scope import Scope
from deskclient.services.api import Desk, Drafts, Files, Me, OutboxDesk, Reads, Sync, Writes
from deskclient.services.departure import measure
from deskclient.services.drafts import DraftBox
from deskclient.services.engine_link import EngineLink, chain
from deskclient.services.engine_port import RunningEngine
from deskclient.services.entries import EntryWriter
from deskclient.services.export import Unsent
from deskclient.services.files import FileBytes, FileDesk
from deskclient.services.given_back import keep_one_heap
from deskclient.services.late_reader import LateReader
from deskclient.services.op_maker import OpMaker
from deskclient.services.outbox import OutboxParts, OutboxView, Waiting, read_waiting
from deskclient.services.profile_api import UnsentWork
from deskclient.services.reader_thread import ReaderThread
from deskclient.services.reads import CacheReads
from deskclient.services.sync_handle import SyncHandle
from deskclient.services.writes import OpWrites, WriteParts
from deskclient.storage.port import Reader

_log = logging.getLogger(__name__)
CLOSE_S = 1.0


class DeskParts(Struct, frozen=True, kw_only=True):
    """What an open profile is made of."""

    me: Me
    registry: Registry
    open_reader: Callable[[], Reader]
    files: FileBytes
    clock: Clock
    ids: IdMaker
    undo_send_s: Callable[[], int]
    hold_if_moved_on: Callable[[], bool]
    first_scope: Scope
    start: Callable[[Callable[[Event], None], Callable[[], None]], RunningEngine]
    """Imports, opens and starts all that is heavy; called in a thread of its own.

    Takes who hears the events, and what is called when great work has ended.
    """
    read_unsent: Callable[[], Unsent]
    """Reads the outbox without the engine: where it cannot start, unsent work is still shown."""
    release: Callable[[], None]
    """Gives up what holds the profile (its lock), after everything is closed."""


class OpenDesk(Desk):
    """Made in the UI thread and used from there; :meth:`_hear` runs in the engine's."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts
        self._listeners: tuple[Callable[[Event], None], ...] = ()
        self._starting: Future[None] | None = None
        self._closed = threading.Event()
        self._link = EngineLink()
        self._reader = LateReader(parts.open_reader)
        self._late = [self._reader]
        self._background = ReaderThread("deskclient-reader", self._open_late, self._raise)
        self._maker = OpMaker(parts.clock, parts.ids)
        me_id = parts.me.person_id
        self._reads = CacheReads(self._reader, self._background, parts.registry, me_id)
        self._drafts = DraftBox(self._link)
        self._files = FileDesk(parts.files, self._link)
        self._sync = SyncHandle(self._link, parts.first_scope)
        self._outbox = OutboxView(self._outbox_parts())
        self._writes = OpWrites(self._write_parts())

    # --- the parts the window uses ------------------------------------------------------------

    @property
    @override
    def me(self) -> Me:
        return self._parts.me

    @property
    @override
    def registry(self) -> Registry:
        return self._parts.registry

    @property
    @override
    def reads(self) -> Reads:
        return self._reads

    @property
    @override
    def writes(self) -> Writes:
        return self._writes

    @property
    @override
    def outbox(self) -> OutboxDesk:
        return self._outbox

    @property
    @override
    def drafts(self) -> Drafts:
        return self._drafts

    @property
    @override
    def files(self) -> Files:
        return self._files

    @property
    @override
    def sync(self) -> Sync:
        return self._sync

    @override
    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners = (*self._listeners, listener)

        def stop() -> None:
            self._listeners = tuple(one for one in self._listeners if one is not listener)

        return stop

    # --- life ---------------------------------------------------------------------------------

    @override
    def start_engine(self) -> "Future[None]":
        if self._starting is None:
            self._starting = Future()
            self._starting.set_running_or_notify_cancel()
            keep_one_heap()
            # The imports alone take longer than a person would call "at once".
            self._starter = threading.Thread(
                target=self._start, args=(self._starting,), name="deskclient-start", daemon=True
            )
            self._starter.start()
        return self._starting

    @override
    def close(self) -> None:
        if self._closed.is_set():
            return
        self._closed.set()
        if self._starting is not None:
            self._starter.join()
        running = self._link.running
        if running is not None:
            # What was asked for before (a draft, an edit) is still stored.
            barrier = self._link.call(lambda _: None)
            _wait(barrier)
            self._link.close()
            running.runner.stop(CLOSE_S)
        else:
            self._link.close()
        self._files.close()
        self._reads.close()
        self._parts.release()

    def _start(self, started: "Future[None]") -> None:
        try:
            running = self._parts.start(self._hear, self._reads.rest)
            for reader in self._late:
                if running.cache_is_new or not reader.ready:
                    reader.renew()
            running.runner.submit(self._take_over, running).result()
        except Exception as trouble:  # noqa: BLE001 - the top of a thread
            failure = trouble if isinstance(trouble, DeskError) else _cannot_start(trouble)
            if failure is not trouble:
                _log.exception("the engine could not start")
            self._link.fail(failure)
            self._show_unsent()
            status = _as_status(failure)
            self._sync.show_status(status)
            self._tell(status)
            started.set_exception(failure)
            return
        started.set_result(None)

    def _take_over(self, running: RunningEngine) -> None:
        """Learn what the stores hold; the first thing done in the engine's thread."""
        self._drafts.fill(running.outbox.drafts())
        self._outbox.show(read_waiting(running.outbox))
        self._sync.show_running(running)
        self._maker.clock_offset_s = running.calls.status().clock_offset_s
        self._link.attach(running)

    def _open_late(self) -> Reader:
        made = LateReader(self._parts.open_reader)
        self._late.append(made)
        return made

    def _show_unsent(self) -> None:
        """Show what waits although nothing can be done with it now but exporting."""
        try:
            unsent = self._parts.read_unsent()
        except Exception:  # noqa: BLE001 - the failure that matters is told already
            _log.info("the outbox cannot be read either")
            return
        self._outbox.show(Waiting(unsent.ops))
        self._drafts.fill(unsent.drafts)
        waiting = count_acts(op for op in unsent.ops if op.state in WAITING)
        # None of them is for the person to decide while nothing can be written.
        self._tell(OutboxCount(waiting, 0))

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed.is_set()

    def unsent_work(self) -> "Future[UnsentWork]":
        """What would be lost if the stores went now."""
        self._outbox.items()  # for the titles
        return chain(self._outbox.collect(), measure)

    # --- events -------------------------------------------------------------------------------

    def _hear(self, event: Event) -> None:
        """Bring our copies up to date before anybody else hears; in the engine's thread."""
        running = self._link.running
        if isinstance(event, RecordsChanged):
            self._reads.note(event)
            if running is not None and self._outbox.concerns(event.kind, event.ids):
                self._outbox.show(read_waiting(running.outbox))
        elif isinstance(event, EraseOrdered):
            # Nothing of it is shown any more; what is open would keep its file.
            for reader in self._late:
                reader.renew()
        elif isinstance(event, SyncStatus):
            self._sync.show_status(event)
            self._maker.clock_offset_s = event.clock_offset_s
        elif running is not None and _tells_of_outbox(event):
            self._outbox.show(read_waiting(running.outbox))
        if isinstance(event, JobProgress):
            self._sync.show_job(event)
        self._tell(event)

    def _raise(self, trouble: DeskError) -> None:
        problem = ProblemRaised(
            "reading", trouble.title, trouble.detail, trouble.hint, retryable=trouble.retryable
        )
        self._tell(problem)

    def _tell(self, event: Event) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - one listener's fault must not stop the engine
                _log.exception("a listener failed")

    # --- wiring -------------------------------------------------------------------------------

    def _outbox_parts(self) -> OutboxParts:
        return OutboxParts(
            link=self._link,
            reader=self._reader,
            registry=self._parts.registry,
            drafts=self._drafts,
            maker=self._maker,
            read_file=self._files.read,
            read_unsent=self._parts.read_unsent,
            in_background=self._files.in_background,
        )

    def _write_parts(self) -> WriteParts:
        parts = self._parts
        entries = EntryWriter(
            self._reader,
            parts.registry,
            self._maker,
            lambda: parts.me,
            parts.undo_send_s,
            parts.hold_if_moved_on,
        )
        return WriteParts(
            reader=self._reader,
            background=self._background,
            registry=parts.registry,
            link=self._link,
            maker=self._maker,
            me=lambda: parts.me,
            entries=entries,
            forget_draft=self._drafts.forget,
        )


def _tells_of_outbox(event: Event) -> bool:
    if isinstance(event, JobProgress):
        return event.unit == "bytes"
    return isinstance(event, OutboxCount)


def _wait(barrier: "Future[None]") -> None:
    try:
        barrier.result(CLOSE_S)
    except (DeskError, TimeoutError):
        _log.warning("the engine did not answer while closing")


def _cannot_start(trouble: Exception) -> StorageError:
    return StorageError(
        "The profile could not be opened for work",
        f"{type(trouble).__name__}: {trouble}",
        "What is shown is the local copy. Restart the program; nothing was erased.",
    )


def _as_status(failure: DeskError) -> SyncStatus:
    read_only = isinstance(failure, NewerSchemaError | ReadOnlyError)
    link = Link.READ_ONLY if read_only else Link.STORAGE_TROUBLE
    return SyncStatus(link, failure.title, failure.detail, failure.hint)
