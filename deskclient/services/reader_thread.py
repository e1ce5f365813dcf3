"""The thread for reads that may take long: key lists, counts, look-ups over everything.

One connection, one job at a time. A job has a slot; a newer job of the same slot supersedes the
older one, which is interrupted if it runs and never answers.
"""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from deskclient.domain.errors import DeskError
from deskclient.storage.port import Reader

_log = logging.getLogger(__name__)
T = TypeVar("T")
Job = Callable[[Reader], None]


class Ticket:
    """One job's place in the line."""

    __slots__ = ("cancelled", "slot", "work")

    def __init__(self, slot: str, work: Job) -> None:
        self.slot = slot
        self.work = work
        self.cancelled = False


class ReaderThread:
    """Runs jobs on a connection of its own, opened in the thread at the first job."""

    def __init__(
        self,
        name: str,
        open_reader: Callable[[], Reader],
        report: Callable[[DeskError], None],
    ) -> None:
        self._open = open_reader
        self._report = report
        self._jobs: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._newest: dict[str, Ticket] = {}
        self._current: Ticket | None = None
        self._reader: Reader | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(
        self, slot: str, read: Callable[[Reader], T], done: Callable[[T], None]
    ) -> Callable[[], None]:
        """Queue ``read``; ``done`` is called in this thread unless superseded or cancelled.

        Returns:
            What cancels the job; calling it late or twice does no harm.
        """

        def work(reader: Reader) -> None:
            answer = read(reader)
            if not ticket.cancelled:
                done(answer)

        ticket = Ticket(slot, work)
        with self._lock:
            older = self._newest.get(slot)
            self._newest[slot] = ticket
        if older is not None:
            self._cancel(older)
        self._jobs.put(ticket)
        return lambda: self._cancel(ticket)

    def close(self) -> None:
        """Stop what runs, end the thread, close the connection."""
        with self._lock:
            self._closed = True
            if self._current is not None and self._reader is not None:
                self._current.cancelled = True
                self._reader.interrupt()
        self._jobs.put(None)
        self._thread.join()

    def _cancel(self, ticket: Ticket) -> None:
        with self._lock:
            ticket.cancelled = True
            # Under the lock, so that the connection is interrupted in this job and no other.
            if self._current is ticket and self._reader is not None:
                self._reader.interrupt()

    def _run(self) -> None:
        try:
            while (ticket := self._jobs.get()) is not None:
                if self._begin(ticket):
                    self._work(ticket)
        finally:
            if self._reader is not None:
                self._reader.close()

    def _begin(self, ticket: Ticket) -> bool:
        with self._lock:
            if ticket.cancelled or self._closed:
                return False
            self._current = ticket
            return True

    def _work(self, ticket: Ticket) -> None:
        try:
            if self._reader is None:
                self._reader = self._open()
            ticket.work(self._reader)
        except InterruptedError:
            pass
        except DeskError as trouble:
            self._report(trouble)
        except Exception:  # noqa: BLE001 - the top of a thread
            _log.exception("a read in the background failed")
        finally:
            with self._lock:
                self._current = None
                if self._newest.get(ticket.slot) is ticket:
                    del self._newest[ticket.slot]
