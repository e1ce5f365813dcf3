"""The client without a window, signed in to a bench service, for the figures of the sync."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deskclient.domain.events import Event, OutboxCount, SyncStatus
from deskclient.services.api import Desk
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, SignInForm
from deskclient.services.program import build_program
from tools.bench.known import LOGIN, PASSWORD
from tools.bench.service import Running

PATIENCE_S = 1200.0


class Ear:
    """Waits for what the engine says."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.synced = False
        self.waiting = 0

    def hear(self, event: Event) -> None:
        """Take one event, on the engine's thread."""
        with self._changed:
            if isinstance(event, SyncStatus):
                self.synced = self.synced or bool(event.last_sync)
            elif isinstance(event, OutboxCount):
                self.waiting = event.waiting
            self._changed.notify_all()

    def wait_news(self, patience_s: float = 1.0) -> None:
        """Wait for any event."""
        with self._changed:
            self._changed.wait(patience_s)

    def wait_synced(self) -> None:
        """Wait for the first complete pull."""
        self._wait(lambda: self.synced)

    def wait_waiting(self, count: int) -> None:
        """Wait until so many changes wait."""
        self._wait(lambda: self.waiting == count)

    def wait_sent(self) -> None:
        """Wait until nothing is left to send."""
        self._wait(lambda: self.waiting == 0)

    def _wait(self, reached: Callable[[], bool]) -> None:
        with self._changed:
            if not self._changed.wait_for(reached, PATIENCE_S):
                msg = "the engine did not get there in time"
                raise TimeoutError(msg)


def wait_indexed(desk: Desk, ear: Ear) -> None:
    """Wait until everything can be found."""
    _wait_nought(desk, ear, "Records to index")


def wait_prepared(desk: Desk, ear: Ear) -> None:
    """Wait until lists have all their indexes."""
    _wait_nought(desk, ear, "Lists to prepare")


def _wait_nought(desk: Desk, ear: Ear, fact: str) -> None:
    """Wait for a fact to be 0; short work is told by no event, so the facts are asked.

    Asking answers with what was known at the last time: only a second nought in a row is true.
    """
    limit, noughts = time.perf_counter() + PATIENCE_S, 0
    while noughts < 3:
        noughts = noughts + 1 if desk.sync.facts().get(fact) == "0" else 0
        if time.perf_counter() > limit:
            msg = "the index did not get there in time"
            raise TimeoutError(msg)
        ear.wait_news(0.02)


@contextmanager
def client(folder: Path, service: Running, *, offline: bool = False) -> Iterator[tuple[Desk, Ear]]:
    """Sign in with a fresh profile below ``folder`` and open it; the engine is not started."""
    options = ClientOptions(data_dir=folder, offline=offline)
    with build_program(options) as program:
        form = SignInForm(service.url, LOGIN, PASSWORD, KeyPlace.SESSION, "")
        signed_in = program.profiles.sign_in(form).result()
        desk, ear = program.profiles.open(signed_in.profile.profile_id), Ear()
        desk.listen(ear.hear)
        try:
            yield desk, ear
        finally:
            desk.close()
