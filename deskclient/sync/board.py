"""The one truth about the connection, the stores and the last sync, as the status area shows it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, StorageError
from deskclient.domain.events import Link, SyncStatus
from deskclient.domain.times import from_text, to_text
from deskclient.sync.link import trouble_of

_RESET = "The desk was restored from a backup"
_NEEDS_PERSON = frozenset({Link.AUTH_NEEDED, Link.WRONG_DESK, Link.UPDATE_NEEDED, Link.ERASED})


class StatusBoard:
    """Puts the status together and tells every change of it."""

    def __init__(self, clock: Clock, tell: Callable[[SyncStatus], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._line = SyncStatus(Link.CONNECTING)
        self._storage: StorageError | None = None
        self._told: SyncStatus | None = None
        self.resetting = False
        self.last_sync = ""
        self.synced_scope = ""
        """What has been complete here at least once."""
        self.offset_s = 0.0
        self.last_errors: list[str] = []
        self._desk_start: datetime | None = None
        """The desk's time when the steady clock here stood at nought."""

    def status(self) -> SyncStatus:
        """What is told now: trouble with the files here goes before trouble on the way.

        Only what the person alone can end goes before both: nobody would ever ask them otherwise.
        """
        line = self._line
        if self._storage is not None and line.link not in _NEEDS_PERSON:
            trouble = trouble_of(self._storage)
            line = SyncStatus(trouble.link, trouble.title, trouble.detail, trouble.hint)
        elif self.resetting and line.link is Link.ONLINE:
            line = SyncStatus(Link.SERVER_RESET, _RESET)
        return replace(
            line,
            last_sync=self.last_sync,
            synced_scope=self.synced_scope,
            clock_offset_s=self.offset_s,
        )

    def connecting(self) -> None:
        """A first or wished try is under way."""
        if self._line.link in {Link.OFFLINE, Link.AUTH_NEEDED, Link.WRONG_DESK}:
            self._set(SyncStatus(Link.CONNECTING))

    def online(self) -> None:
        """The desk answers."""
        self._set(SyncStatus(Link.ONLINE))

    def offline(self) -> None:
        """The person works offline by choice."""
        self._set(SyncStatus(Link.OFFLINE))

    def erased(self) -> None:
        """The desk has ordered the copy here erased."""
        self._set(
            SyncStatus(
                Link.ERASED,
                "The desk has ordered the copy on this computer erased",
                "Nothing is fetched or sent any more.",
                "Unsent work is kept here and can be exported.",
            )
        )

    def trouble(self, error: DeskError, retry_s: float | None) -> None:
        """The connection is lost or cannot be had; the next try comes after ``retry_s``."""
        trouble = trouble_of(error)
        retry_at = "" if retry_s is None else self.moment(retry_s)
        self.note(error)
        self._set(
            SyncStatus(trouble.link, trouble.title, trouble.detail, trouble.hint, retry_at=retry_at)
        )

    def storage(self, error: StorageError | None) -> None:
        """The stores fail, or work again."""
        if error is not None:
            self.note(error)
        self._storage = error
        self.refresh()

    def synced(self, scope: str) -> None:
        """Everything the desk had to tell of a scope is here."""
        self.last_sync = self.moment()
        self.synced_scope = scope
        self.refresh()

    def set_resetting(self, *, resetting: bool) -> None:
        """A restored desk is being pulled anew, or that has ended."""
        self.resetting = resetting
        self.refresh()

    def set_server_time(self, server_time: str) -> None:
        """Learn the desk's time; how far the clocks are apart is for display only."""
        try:
            moment = from_text(server_time)
        except ValueError:
            return
        self._desk_start = moment - timedelta(seconds=self._clock.steady_s())
        self.offset_s = round((moment - self._clock.now()).total_seconds(), 1)

    def moment(self, later_s: float = 0.0) -> str:
        """Write this computer's time, or one a little later."""
        return to_text(self._clock.now() + timedelta(seconds=later_s))

    def desk_moment(self, later_s: float = 0.0) -> str:
        """Write the desk's time; this computer's if the desk has told none since the start.

        Counted on from what the desk told last, whatever happens to the clock here meanwhile.
        """
        if self._desk_start is None:
            return self.moment(later_s)
        return to_text(self._desk_start + timedelta(seconds=self._clock.steady_s() + later_s))

    @property
    def knows_desk_time(self) -> bool:
        """Whether the desk has told its time since the start."""
        return self._desk_start is not None

    def refresh(self) -> None:
        """Tell the status if it differs from what was told."""
        now = self.status()
        if now != self._told:
            self._told = now
            self._tell(now)

    def _set(self, line: SyncStatus) -> None:
        self._line = line
        self.refresh()

    def note(self, error: DeskError) -> None:
        """Remember an error for “About this sync”."""
        self.last_errors = [
            *self.last_errors[-9:],
            f"{self.moment()} {type(error).__name__}: {error}",
        ]
