"""A desk opened over real stores in memory, with an engine that has no network."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from deskclient.domain.clock import SeededRandomness, SystemClock
from deskclient.domain.events import Event
from deskclient.domain.ids import IdMaker, RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.scope import Scope
from deskclient.services.api import Desk, Me
from deskclient.services.desk import DeskParts, OpenDesk
from deskclient.services.export import collect_unsent
from deskclient.storage.blobs import BlobStore
from deskclient.storage.port import Reader
from deskclient.storage.stores import memory_stores
from tests.fakes.inline_engine import InlineEngine

T = TypeVar("T")
ME = Me("profile", RecordId("me"), "Dana", "dana", "agent", "Desk", "https://desk.example")


class Opened:
    """The desk under test with everything a test may look at or turn."""

    def __init__(self, folder: Path) -> None:
        self.registry = standard_registry()
        self.stores = memory_stores(self.registry)
        folder.mkdir()
        self.files = BlobStore(folder, b"k" * 32)
        self.events: list[Event] = []
        self.undo_send_s = 0
        self.hold = True
        self.released = False
        self.engine: InlineEngine
        self.start_failure: Exception | None = None
        self.desk = OpenDesk(
            DeskParts(
                me=ME,
                registry=self.registry,
                open_reader=self._reader,
                files=self.files,
                clock=SystemClock(),
                ids=IdMaker(SystemClock(), SeededRandomness(1)),
                undo_send_s=lambda: self.undo_send_s,
                hold_if_moved_on=lambda: self.hold,
                first_scope=Scope(),
                start=self._start,
                read_unsent=lambda: collect_unsent(self.stores.outbox),
                release=self._release,
            )
        )
        self.desk.listen(self.events.append)

    def start(self) -> "Opened":
        """Start the engine and wait for it."""
        wait(self.desk.start_engine())
        return self

    def ticket(self, record_id: str = "t1", ver: int = 3, **doc: object) -> None:
        """Put a ticket of the desk into the cache."""
        full = {
            "number": 1042,
            "subject": "Printer jams",
            "status": "open",
            "priority": "normal",
            "queue": "q1",
            "requester": "p1",
            "channel": "email",
            "created_at": "2026-01-01T00:00:00.000Z",
            "updated_at": "2026-01-01T00:00:00.000Z",
            **doc,
        }
        self.engine.have("ticket", record_id, ver, **full)  # type: ignore[arg-type]

    def _start(self, emit: Callable[[Event], None], rest: Callable[[], None]) -> InlineEngine:
        if self.start_failure is not None:
            raise self.start_failure
        self.rest = rest
        self.engine = InlineEngine(self.stores, self.registry, emit)
        return self.engine

    def _reader(self) -> Reader:
        assert self.stores.reader is not None
        return self.stores.reader

    def _release(self) -> None:
        self.released = True
        self.stores.close()


def wait(future: "Future[T]") -> T:
    """Give a future's result, or raise its exception."""
    return future.result(5)


def until(desk: Desk, holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait for an event after which ``holds()`` is true."""
    done = threading.Event()

    def look(_event: Event | None = None) -> None:
        if holds():
            done.set()

    stop = desk.listen(look)
    desk.sync.status()
    look()
    try:
        # The last look is for what changes without an event of its own.
        assert done.wait(seconds) or holds(), desk.sync.status()
    finally:
        stop()
