"""What the engine tells the window: one frozen value per committed step."""

from enum import StrEnum

from msgspec import Struct, field

from deskclient.domain.ids import RecordId


class Link(StrEnum):
    """The state of the connection, as the status area tells it."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    """This computer has no network, or the person chose to work offline."""
    UNREACHABLE = "unreachable"
    """The desk does not answer."""
    LIMITED = "limited"
    """Something else answers: a sign-in page or a proxy."""
    AUTH_NEEDED = "auth_needed"
    SERVER_RESET = "server_reset"
    """The desk was restored from a backup; the cache is being pulled again."""
    WRONG_DESK = "wrong_desk"
    UPDATE_NEEDED = "update_needed"
    ERASED = "erased"
    """The desk has ordered the copy on this device erased; nothing is exchanged any more."""
    STORAGE_TROUBLE = "storage_trouble"
    READ_ONLY = "read_only"


class RecordsChanged(Struct, frozen=True):
    """Records whose view changed in one committed step."""

    kind: str
    ids: tuple[RecordId, ...]
    fields: frozenset[str] = frozenset()
    """Names of the fields that changed; empty means: any."""
    origin: str = ""
    """Who asked: the name a caller gave with its command; empty for the sync."""


class RecordMoved(Struct, frozen=True):
    """A record went into another one on the desk; told by the feed, maybe more than once."""

    kind: str
    record_id: RecordId
    survivor: RecordId


class OutboxCount(Struct, frozen=True):
    """How much waits."""

    waiting: int
    """What the person did that is not known to be on the desk, as the outbox lists it."""
    decisions: int
    """Those of them that wait for the person."""


class SyncStatus(Struct, frozen=True):
    """The truth about the connection and the last complete sync."""

    link: Link
    title: str = ""
    """English sentence fragment for what is wrong; translated in the context ``domain``."""
    detail: str = ""
    hint: str = ""
    last_sync: str = ""
    """Moment of the last complete sync, or empty."""
    synced_scope: str = ""
    """What that sync was of, as :meth:`deskclient.domain.scope.Scope.to_text` writes it."""
    retry_at: str = ""
    """Moment of the next try, or empty."""
    clock_offset_s: float = 0.0
    """Desk's clock minus ours."""


class JobProgress(Struct, frozen=True):
    """One long job: first sync, indexing, upload. ``done`` of ``total`` in ``unit``."""

    job_id: str
    title: str
    done: int
    total: int | None = None
    unit: str = "records"
    cancellable: bool = True
    ended: bool = False
    stopped: bool = False
    """Ended because the person stopped it; ``sync_now`` takes it up again."""


def thread_job(ticket_id: RecordId) -> str:
    """Name the job that fetches a conversation; its end alone is told, with 1 of 1 if it came."""
    return f"thread:{ticket_id}"


class ProblemRaised(Struct, frozen=True):
    """Something a person should look at; stays in the problems list until it is solved."""

    problem_id: str
    title: str
    detail: str = ""
    hint: str = ""
    kind: str = ""
    record_id: str = ""
    retryable: bool = False


class EraseOrdered(Struct, frozen=True):
    """The desk has ordered the copy on this device erased, and has proved it; noted durably.

    Whoever holds the stores open closes them, so that they can be removed.
    """

    order_id: str


class SessionEnded(Struct, frozen=True):
    """The engine of the profile has stopped; ``reason`` is empty for a wished end."""

    reason: str = ""
    details: tuple[str, ...] = field(default=())


Event = (
    RecordsChanged
    | RecordMoved
    | OutboxCount
    | SyncStatus
    | JobProgress
    | ProblemRaised
    | EraseOrdered
    | SessionEnded
)
