"""What the window may ask for and what it is told: the one border between ``ui`` and the rest.

All calls return at once. Reads come from the local cache on the calling (UI) thread and are small;
the ones that can be long take a callback, run on the reader thread and call back **on that thread**
(the window's bridge moves the answer to the UI thread). Writes are handed to the engine thread and
report their W1 commit through the returned future and an event. Nothing here waits for a network.

Around it: profiles and signing in are in :mod:`deskclient.services.profile_api`, settings in
:mod:`deskclient.services.settings`, and :mod:`deskclient.services.program` builds them all.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from deskclient.domain.events import Event, JobProgress, SyncStatus
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Registry, Trouble
from deskclient.domain.operation import FieldConflict, Operation
from deskclient.domain.query import ListQuery, ParsedQuery
from deskclient.domain.quick_create import QuickTicket
from deskclient.domain.scope import Scope
from deskclient.storage.port import Draft, ListRow, RecordView, StagedFile

__all__ = [
    "Draft",
    "ListRow",
    "RecordView",
    "StagedFile",
]


class Me(Struct, frozen=True):
    """Who is signed in where."""

    profile_id: str
    person_id: RecordId
    name: str
    login: str
    role: str
    desk_name: str
    desk_url: str
    queues: Mapping[str, str] = field(default_factory=dict)
    """Queue id to right: ``read``, ``work``, ``manage``."""

    def may_write(self, queue: Value) -> bool:
        """Tell whether tickets of a queue may be answered and changed.

        A queue without a known right is left to the desk, which refuses in words.
        """
        return self.queues.get(str(queue or "")) != "read"


class Done(Struct, frozen=True):
    """What a write made, known once it is safe here (W1)."""

    op_ids: tuple[OpId, ...]
    record_ids: tuple[RecordId, ...]


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """The change cannot be saved; says why, by field."""

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        super().__init__(troubles)
        self.troubles = troubles


class OutboxItem(Struct, frozen=True):
    """One line of the outbox: operations that belong together for the person."""

    label: str
    """``edit``, ``reply``, ``note``, ``create``, ``bulk``, ``delete``."""
    ops: tuple[Operation, ...]
    record_title: str
    record_number: int | None
    made_at: str
    conflicts: tuple[FieldConflict, ...] = ()
    upload_done: int = 0
    upload_total: int = 0
    resend: bool = False
    """Confirmed earlier, but missing on the desk since it was restored from a backup."""
    is_shown: bool = True
    """Whether the record can be opened here; one that was deleted on the desk cannot."""
    behind: tuple["OutboxItem", ...] = ()
    """What waits for this one, directly or not; goes with it when it is taken back or dropped."""


class Decision(Struct, frozen=True):
    """The person's choice for one operation in conflict: a value for each conflicting field."""

    op_id: OpId
    values: Mapping[str, Value]


class ThreadEntry(Struct, frozen=True):
    """One entry of a conversation with its files."""

    entry: RecordView
    attachments: tuple[RecordView, ...]


class NewReply(Struct, frozen=True):
    """A reply or note about to be written to the outbox."""

    ticket_id: RecordId
    type: str
    """``reply`` or ``note``."""
    body: str
    files: tuple[StagedFile, ...] = ()
    status: str = ""
    """Also move the ticket to this status; empty for no change."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    """Further field changes made with it (resolution …)."""
    minutes: int = 0
    draft_id: str = ""


class NotUnderstood(Struct, frozen=True):
    """A record of the desk that could not be read; it is not shown, all others are."""

    kind: str
    record_id: str
    """The desk's id for it."""
    error: str
    content: str
    """The beginning of what the desk sent."""


class ListStart(Struct, frozen=True):
    """How a list begins."""

    keys: "array[int]"
    """At least those in sight."""
    rows: Sequence[ListRow]
    """At least those in sight, from the first."""
    whole: bool
    """Whether these are all keys there are."""


class Reads(Protocol):
    """Lists and records from the cache."""

    def first_rows(self, query: ListQuery, limit: int) -> Sequence[ListRow]: ...
    def start_at_once(self, query: ListQuery, in_sight: int) -> ListStart | None:
        """Read the beginning of a list unless that would be felt; :meth:`keys` finds all of it.

        Args:
            query: The list.
            in_sight: How many rows are shown at once; at least one more is looked for.
        """
        ...

    def keys(self, query: ListQuery, done: Callable[["array[int]"], None]) -> Callable[[], None]:
        """Find all keys of a list on the reader thread; calling the result cancels.

        A newer call for the same kind supersedes the older one, whose ``done`` is then never
        called.
        """
        ...

    def rows(self, kind: str, keys: Sequence[int]) -> Sequence[ListRow]: ...
    def counts(
        self,
        queries: Mapping[str, ListQuery],
        done: Callable[[Mapping[str, int]], None],
        slot: str = "counts",
    ) -> None:
        """Count several lists on the reader thread.

        A newer call for the same slot supersedes the older one.
        """
        ...

    def record(self, kind: str, record_id: RecordId) -> RecordView | None: ...
    def thread(self, ticket_id: RecordId) -> Sequence[ThreadEntry]: ...
    def names(self, kind: str) -> Mapping[RecordId, str]:
        """Titles of all records of a reference kind, kept in memory and fresh."""
        ...

    def title(self, kind: str, record_id: RecordId | None) -> str:
        """The title of one record; the bare id if it is not here; empty for ``None``."""
        ...

    def reference(self, kind: str) -> Sequence[RecordView]:
        """All records of a reference kind in their order (position, name)."""
        ...

    def find_names(self, kind: str, typed: str, limit: int = 12) -> Sequence[RecordView]: ...
    def parse(self, typed: str, kind: str = "ticket") -> ParsedQuery: ...
    def format(self, query: ListQuery) -> str:
        """Write a query as the search line would have it."""
        ...

    def quick(self, typed: str) -> QuickTicket:
        """Understand a ticket typed in one line; its ``doc`` is for :meth:`Writes.create`."""
        ...


class Writes(Protocol):
    """Everything that changes something.

    Each returns a future that is done once it is safe here; its exception is :class:`Refusal` or
    a :class:`deskclient.domain.errors.StorageError`. ``origin`` comes back in the event, so that
    a form can ignore its own change.
    """

    def edit(
        self, kind: str, ids: Sequence[RecordId], changes: Mapping[str, Value], origin: str = ""
    ) -> "Future[Done]":
        """Set fields. Sets (tags, watchers) are given whole; the difference becomes the intent."""
        ...

    def create(
        self,
        kind: str,
        doc: Doc,
        *,
        body: str = "",
        files: Sequence[StagedFile] = (),
        draft_id: str = "",
        origin: str = "",
    ) -> "Future[Done]":
        """Create a record; for a ticket, ``body`` and ``files`` become its first entry."""
        ...

    def delete(self, kind: str, ids: Sequence[RecordId]) -> "Future[Done]": ...
    def write_entry(self, new: NewReply, origin: str = "") -> "Future[Done]":
        """Reply or note. A public reply is held for the undo-send time before it goes."""
        ...

    def undo(self, op_ids: Sequence[OpId]) -> "Future[Done]":
        """Take operations back: unsent ones vanish, sent ones get their inverse.

        A reply that was sent cannot be taken back: refused in words.
        """
        ...

    def check(self, kind: str, doc: Doc) -> tuple[Trouble, ...]:
        """What would forbid creating such a record; immediate."""
        ...

    def check_change(
        self, kind: str, record_id: RecordId, changes: Mapping[str, Value]
    ) -> tuple[Trouble, ...]:
        """What would forbid this edit, illegal workflow steps included; immediate."""
        ...


class OutboxDesk(Protocol):
    """The window on what waits."""

    def items(self) -> Sequence[OutboxItem]: ...
    def retry(self, op_ids: Sequence[OpId]) -> None: ...
    def discard(self, op_ids: Sequence[OpId]) -> None: ...
    def settle(self, op_ids: Sequence[OpId]) -> None:
        """End a doubt: the person has seen it on the desk."""
        ...

    def send_now(self, op_ids: Sequence[OpId]) -> None:
        """End the undo-send time, or send although the ticket moved on."""
        ...

    def back_to_draft(self, op_ids: Sequence[OpId]) -> "Future[Draft]":
        """Take an unsent reply or note back into the composer, with its files."""
        ...

    def as_new_ticket(self, op_ids: Sequence[OpId]) -> "Future[Draft]":
        """Make a new ticket's draft of what was written to one that is gone, with its files.

        What that draft holds already stays before it. Stored in the same commit that removes the
        operations: there is always one of the two.
        """
        ...

    def decide(self, decisions: Sequence[Decision]) -> None: ...
    def merged(self) -> "Future[Sequence[Operation]]":
        """What has lately gone to the desk on top of somebody else's change, the newest first."""
        ...

    def in_words(self, ops: Sequence[Operation]) -> Sequence[OutboxItem]:
        """Operations by what the person did, with the titles of their records."""
        ...

    def resend(self, op_ids: Sequence[OpId]) -> None: ...
    def export(self, target: Path) -> "Future[int]":
        """Write all unsent work, readable, as a ZIP of JSON and files; gives the count."""
        ...


class Drafts(Protocol):
    """Unfinished texts; saved as they are typed.

    One draft for each kind of text and record, named by
    :func:`deskclient.services.drafts.draft_id_of`. A reply's or note's content has ``body``,
    ``files`` (rows as :func:`deskclient.services.drafts.file_rows` writes them), and, where
    chosen, ``status``, ``minutes`` and further ticket fields.
    """

    def save(self, draft: Draft) -> None: ...
    def load(self, kind: str, record_id: str) -> Draft | None: ...
    def all(self) -> Sequence[Draft]: ...
    def unsaved(self) -> Sequence[Draft]:
        """Those that could not be stored: they are gone when the profile is closed."""
        ...

    def save_again(self) -> None:
        """Try to store those once more."""
        ...

    def delete(self, draft_id: str) -> None: ...


class Files(Protocol):
    """Attached files."""

    def stage(self, path: Path) -> "Future[StagedFile]":
        """Freeze a file that is about to be attached. Off the UI thread."""
        ...

    def stage_bytes(self, content: bytes, name: str, media_type: str) -> "Future[StagedFile]": ...
    def local_path(self, sha256: str, name: str) -> Path | None:
        """A readable copy under a safe name, or ``None`` if the bytes are not here."""
        ...

    def content(self, sha256: str) -> bytes | None:
        """The bytes of a small file (inline picture); ``None`` if not here or above 20 MB."""
        ...

    def fetch(self, sha256: str) -> None:
        """Ask for the bytes; an event :class:`JobProgress` ``file:<sha256>`` tells the end."""
        ...


class Sync(Protocol):
    """The engine's handle."""

    def status(self) -> SyncStatus: ...
    def job(self) -> JobProgress | None:
        """The fetching of records that runs now or was stopped by the person."""
        ...

    def sync_now(self) -> None: ...
    def set_offline(self, wanted: bool) -> None: ...  # noqa: FBT001 - a state, not a mode
    def cancel_job(self, job_id: str) -> None: ...
    def scope(self) -> Scope: ...
    def set_scope(self, scope: Scope) -> None: ...
    def estimate(self, scope: Scope, done: Callable[[int, int, int], None]) -> None:
        """Ask the desk (tickets, bytes, attachment bytes); called on the engine thread.

        Three times -1 if the desk cannot be asked now; the last alone if it does not tell that.
        """
        ...

    def load_thread(self, ticket_id: RecordId) -> None:
        """Fetch a conversation that the first sync has not brought yet, ahead of the rest."""
        ...

    def not_understood(self, done: Callable[[Sequence[NotUnderstood]], None]) -> None:
        """List the records that could not be read; called on the engine thread."""
        ...

    def facts(self) -> Mapping[str, str]:
        """“About this sync”: cursor age, counts, last errors … as English label → text.

        The last known facts; asking also refreshes them for the next time.
        """
        ...

    def mark_read(self, kind: str, record_id: RecordId) -> None: ...


class Desk(Protocol):
    """One open profile."""

    @property
    def me(self) -> Me: ...
    @property
    def registry(self) -> Registry: ...
    @property
    def reads(self) -> Reads: ...
    @property
    def writes(self) -> Writes: ...
    @property
    def outbox(self) -> OutboxDesk: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def files(self) -> Files: ...
    @property
    def sync(self) -> Sync: ...

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Be told every event, on the engine thread; the result ends it."""
        ...

    def start_engine(self) -> "Future[None]":
        """Start the engine thread, once; the future is done when it is up.

        Until then reads answer from the cache, writes are taken and wait, drafts and the outbox
        are not known yet. Its exception is the :class:`StorageError` that keeps the stores shut.
        """
        ...

    def close(self) -> None:
        """Stop the engine within a second, keep everything."""
        ...
