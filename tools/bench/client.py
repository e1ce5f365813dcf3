"""The client without a window, signed in to a bench service, for the figures of the sync."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deskclient.domain.events import Event, JobProgress, OutboxCount, SyncStatus
from deskclient.services.api import Desk
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, SignInForm
from deskclient.services.program import build_program
from tools.bench.service import LOGIN, PASSWORD, Running

PATIENCE_S = 1200.0


class Ear:
    """Waits for what the engine says."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.synced = False
        self.indexed = False
        self.waiting = 0

    def hear(self, event: Event) -> None:
        """Take one event, on the engine's thread."""
        with self._changed:
            if isinstance(event, SyncStatus):
                self.synced = self.synced or bool(event.last_sync)
            elif isinstance(event, JobProgress) and event.job_id == "index":
                self.indexed = event.ended
            elif isinstance(event, OutboxCount):
                self.waiting = event.waiting
            self._changed.notify_all()

    def wait_news(self) -> None:
        """Wait for any event."""
        with self._changed:
            self._changed.wait(1.0)

    def wait_synced(self) -> None:
        """Wait for the first complete pull."""
        self._wait(lambda: self.synced)

    def wait_indexed(self) -> None:
        """Wait until everything can be found."""
        self._wait(lambda: self.indexed)

    def wait_sent(self) -> None:
        """Wait until nothing is left to send."""
        self._wait(lambda: self.waiting == 0)

    def _wait(self, reached: Callable[[], bool]) -> None:
        with self._changed:
            if not self._changed.wait_for(reached, PATIENCE_S):
                msg = "the engine did not get there in time"
                raise TimeoutError(msg)


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
