"""What the stores of one profile offer to the sync engine and to readers.

Writers (:class:`Outbox`, :class:`Cache`) belong to the engine thread alone. :class:`Reader` is
opened once for each thread that reads. Everything raises :class:`StorageError` and its children.
"""

from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field

from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.operation import FieldConflict, Operation, OpProblem, OpState, Verdict
from deskclient.domain.query import ListQuery
from deskclient.domain.replay import RecordState


class Draft(Struct, frozen=True):
    """Unfinished work: a half-written reply, a half-filled form."""

    draft_id: str
    kind: str
    """What is being written: ``reply``, ``note``, ``ticket`` …"""
    record_id: str
    """The record it belongs to; empty for a new one."""
    content: Mapping[str, Value]
    saved_at: str


class StoredConflict(Struct, frozen=True):
    """A collision waiting for a decision."""

    op_id: OpId
    conflict: FieldConflict
    theirs_ver: int


class SentOp(Struct, frozen=True):
    """An operation the desk has confirmed; kept 180 days to notice a restored desk."""

    operation: Operation
    ack_ver: int
    ack_seq: int
    epoch: str
    at: str


class StagedFile(Struct, frozen=True):
    """An outgoing file, frozen at the moment it was attached."""

    sha256: str
    size: int
    name: str
    media_type: str
    upload_id: str = ""
    offset: int = 0
    complete: bool = False


class Rewrite(Struct, frozen=True):
    """Changes of stored operations that belong together: all of them, or none."""

    add: Sequence[Operation] = ()
    """New ones, in order. A ``seq`` names the place of one that vanishes; without, at the end."""
    put: Sequence[Operation] = ()
    """Other content and state under the same ``op_id``."""
    stand_ins: Mapping[OpId, OpId] = field(default_factory=dict)
    """Operations that vanish, with the one that speaks for each from now on."""
    conflicts: Mapping[OpId, tuple[Sequence[FieldConflict], int]] = field(default_factory=dict)
    """What collided in an operation, and the version of theirs; it moves to CONFLICT."""
    finished_draft: str = ""
    forgotten: Sequence[OpId] = ()
    """What the desk turned out not to have, although it had confirmed it: the sent log drops it."""


class Outbox(Protocol):
    """``outbox.db``: the user's words. Every call that changes something is one FULL commit."""

    def add(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        replaces: Sequence[OpId] = (),
        finished_draft: str = "",
    ) -> Sequence[Operation]:
        """W1: store new operations in order, giving each its ``seq``.

        ``replaces`` names queued operations that the new ones were squashed from; they vanish in
        the same commit, as does the draft they came from.
        """
        ...

    def rewrite(self, change: Rewrite) -> Sequence[Operation]:
        """Change stored operations as a whole; gives the new ones with their ``seq``."""
        ...

    def pending(self) -> Sequence[Operation]:
        """All stored operations by ``seq``."""
        ...

    def of_record(self, kind: str, record_id: RecordId) -> Sequence[Operation]:
        """The operations of one record by ``seq``."""
        ...

    def get(self, op_id: OpId) -> Operation | None:
        """One operation."""
        ...

    def mark_sending(self, ops: Sequence[Operation]) -> None:
        """W3: store state, attempt, token, witness and first_sent_at of the given operations."""
        ...

    def mark_acked(
        self, verdicts: Sequence[tuple[Operation, Verdict]], epoch: str, at: str
    ) -> None:
        """W5: acked state, id map and sent log, in one commit."""
        ...

    def settle(self, op_ids: Sequence[OpId]) -> None:
        """W7: remove operations the snapshot shows."""
        ...

    def set_state(
        self,
        op_ids: Sequence[OpId],
        state: OpState,
        problem: OpProblem | None = None,
        *,
        hold_until: str = "",
    ) -> None:
        """Move operations to a state, with its reason."""
        ...

    def add_conflicts(
        self, op_id: OpId, conflicts: Sequence[FieldConflict], theirs_ver: int
    ) -> None:
        """Store what collided and move the operation to CONFLICT, in one commit."""
        ...

    def conflicts(self, op_id: OpId | None = None) -> Sequence[StoredConflict]:
        """Stored collisions, all or of one operation."""
        ...

    def replace(self, op: Operation) -> None:
        """Store another patch, base and state under the same op_id (rebase, decision, edit)."""
        ...

    def discard(self, op_ids: Sequence[OpId], *, kept: Draft | None = None) -> None:
        """Remove operations at the user's wish; noted in the audit trail.

        Args:
            op_ids: What goes.
            kept: The draft that holds its words from now on, stored in the same commit.
        """
        ...

    def server_id(self, kind: str, record_id: RecordId) -> ServerId | None:
        """The desk's name of a record made here; ``None`` if it has none yet."""
        ...

    def record_id(self, kind: str, server_id: ServerId) -> RecordId:
        """Our name of a desk record: the mapped one, else the same text."""
        ...

    def sent_since(self, at: str) -> Sequence[SentOp]:
        """The sent log from a moment on."""
        ...

    def merged_lately(self, most: int) -> Sequence[SentOp]:
        """What the desk has confirmed on top of somebody else's change, the newest first.

        Looked for among the last things that happened, so that asking stays cheap.
        """
        ...

    def forget_sent(self, before: str) -> None:
        """Drop sent log entries older than a moment."""
        ...

    def save_draft(self, draft: Draft) -> None:
        """Store a draft, replacing the one with the same id."""
        ...

    def drafts(self) -> Sequence[Draft]:
        """All drafts."""
        ...

    def delete_draft(self, draft_id: str) -> None:
        """Forget a draft."""
        ...

    def staged(self, sha256: str) -> StagedFile | None:
        """An outgoing file's progress."""
        ...

    def save_staged(self, file: StagedFile) -> None:
        """Store an outgoing file's progress."""
        ...

    def staged_files(self) -> Sequence[StagedFile]:
        """Every outgoing file known."""
        ...

    def forget_staged(self, digests: Sequence[str]) -> None:
        """Forget outgoing files that no operation and no draft needs any more."""
        ...

    def get_meta(self, key: str) -> str:
        """A stored fact (``client_id``, ``epoch``, ``instance``, ``scope`` …); empty if absent."""
        ...

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact."""
        ...

    def backup(self) -> None:
        """Copy to the next backup generation; three are kept."""
        ...


class Snap(Struct, frozen=True):
    """The desk's word on one record. Refs in ``doc`` are already our record ids."""

    kind: str
    record_id: RecordId
    server_id: ServerId
    ver: int
    seq: int
    doc: Doc | None
    """``None`` means gone from the desk."""
    listed: bool = True
    """Whether the desk names it among what is kept here. Others came by themselves (an answer, a
    conversation that was opened): they do not count in the digest and go with the next complete
    pull, unless the feed brings them."""
    stepped_back: bool = False
    """Whether it counts although a newer version is here, as on a desk restored from a backup."""
    own: bool = False
    """Whether what is new of it is this person's own doing, which need not be read."""


class ViewRow(Struct, frozen=True):
    """What is shown of one record; ``doc`` is ``None`` to remove it from view."""

    kind: str
    record_id: RecordId
    doc: Doc | None
    state: RecordState
    pending: int


class Feed(Struct, frozen=True):
    """Where the pull of the profile's scope stands."""

    scope: str
    cursor: str
    """Where the feed goes on; empty before the first snapshot has ended."""
    epoch: str
    generation: int
    """Counts complete pulls; snapshot rows of older generations go when one ends."""
    page: str = ""
    """Next snapshot page while a first pull is under way."""
    resume_cursor: str = ""
    """The cursor to use when that pull has ended."""
    done: int = 0
    total: int = 0
    last_sync: str = ""


class Quarantined(Struct, frozen=True):
    """A record that could not be understood."""

    kind: str
    server_id: str
    raw: bytes
    error: str


class Cache(Protocol):
    """``cache.db``: rebuildable. Written by the engine thread only."""

    def feed(self) -> Feed | None:
        """The stored position, or ``None`` in a new cache."""
        ...

    def apply_page(
        self,
        snaps: Sequence[Snap],
        feed: Feed,
        views: Sequence[ViewRow] = (),
        quarantined: Sequence[Quarantined] = (),
        left: Sequence[tuple[str, RecordId]] = (),
    ) -> Sequence[tuple[str, RecordId]]:
        """Store a page and its position in one transaction; the records in ``left`` go with it.

        A snapshot never goes to a lower ``ver`` within a generation. Records named in ``views``
        show that view; all others show their snapshot. Returns (kind, id) of records whose shown
        content changed.
        """
        ...

    def apply_snaps(self, snaps: Sequence[Snap], views: Sequence[ViewRow]) -> None:
        """W6: store acknowledged records and views without moving the feed.

        A snapshot goes to a lower ``ver`` only if it says that the desk has stepped back.
        """
        ...

    def write_views(self, views: Sequence[ViewRow]) -> None:
        """W2: store what is shown of records with operations."""
        ...

    def show_snapshots(self, records: Sequence[tuple[str, RecordId]]) -> None:
        """Show the bare snapshot of records that have no operations any more."""
        ...

    def overlaid(self) -> Sequence[tuple[str, RecordId]]:
        """Records that show more than their snapshot, or hide it.

        After a crash some of them may have no operation any more.
        """
        ...

    def snap(self, kind: str, record_id: RecordId) -> Snap | None:
        """One snapshot."""
        ...

    def snaps(self, kind: str, ids: Sequence[RecordId]) -> Mapping[RecordId, Snap]:
        """Several snapshots; missing ones are left out."""
        ...

    def end_generation(self, feed: Feed) -> Sequence[tuple[str, RecordId]]:
        """Drop snapshot rows of older generations and store the feed; returns what vanished."""
        ...

    def unlisted(self) -> Sequence[tuple[str, RecordId]]:
        """Records that came beside the present generation and that none of its pages named."""
        ...

    def listed(self, kind: str) -> Sequence[RecordId]:
        """Records of a kind that the desk named as part of what is kept here."""
        ...

    def count_stale(self, generation: int) -> tuple[int, int]:
        """How many rows ending ``generation`` would drop, and how many there are."""
        ...

    def digest(self) -> tuple[int, int]:
        """Count and order-free digest (sum of row hashes modulo 2**64) of all live snapshots."""
        ...

    def index_step(self, rows: int) -> int:
        """Index at most ``rows`` records for search, newest first; returns how many are left."""
        ...

    def prepare_step(self) -> int | None:
        """Make one of the indexes that would have slowed a first pull down, or merge one further.

        Returns how many are left; ``None``, with nothing done, before a first pull has ended.
        """
        ...

    def rest(self) -> None:
        """Give up memory that great work has taken: what comes after it needs little."""
        ...

    def drop_records(self, records: Sequence[tuple[str, RecordId]]) -> None:
        """Forget records that left the scope or the retention."""
        ...

    def mark_read(self, kind: str, record_id: RecordId, ver: int) -> None:
        """Remember what version the user has looked at."""
        ...

    def mark_own(self, records: Mapping[tuple[str, RecordId], Collection[int]]) -> None:
        """Take what the person wrote for read, unless somebody else's words came before it.

        Each record's versions that are theirs; also before the record itself has arrived in them.
        """
        ...

    def newest(self, kind: str, before: int, limit: int) -> Sequence[tuple[int, Doc]]:
        """Go through the snapshots of a kind, newest first; 0 for ``before`` begins.

        Gives key and document; the key of the last one is where to go on.
        """
        ...

    def quarantine(self) -> Sequence[Quarantined]:
        """Records that could not be understood."""
        ...


class ListRow(Struct, frozen=True):
    """One row of a list: raw column values in the order of the kind's ``columns``."""

    key: int
    """Storage key: stable while the record lives, rising with its creation."""
    record_id: RecordId
    values: tuple[Value, ...]
    state: RecordState
    pending: int
    unread: bool = False


class RecordView(Struct, frozen=True):
    """One record as shown."""

    kind: str
    key: int
    record_id: RecordId
    doc: Doc
    state: RecordState
    pending: int
    ver: int
    """Version of the desk's record beneath; 0 if the desk has none."""
    snap: Doc | None = None


class Reader(Protocol):
    """Reads of one thread over its own read-only connection; never waits for the writer."""

    def first_rows(
        self, query: ListQuery, limit: int, within_s: float | None = None
    ) -> Sequence[ListRow]:
        """The first rows of a list, at once, by index.

        Raises:
            TimeoutError: no index leads to them within ``within_s`` seconds.
        """
        ...

    def first_keys(
        self, query: ListQuery, limit: int, within_s: float | None = None
    ) -> "array[int]":
        """The same as keys alone: an index mostly has them, and no row need be read.

        Raises:
            TimeoutError: no index leads to them within ``within_s`` seconds.
        """
        ...

    def keys(self, query: ListQuery) -> "array[int]":
        """The keys of a whole list in order; can be interrupted."""
        ...

    def rows(self, kind: str, keys: Sequence[int]) -> Sequence[ListRow]:
        """Rows by key, in the order asked; vanished ones are left out."""
        ...

    def count(self, query: ListQuery) -> int:
        """How many rows a list has."""
        ...

    def record(self, kind: str, record_id: RecordId) -> RecordView | None:
        """One record."""
        ...

    def records(self, kind: str, ids: Sequence[RecordId]) -> Mapping[RecordId, RecordView]:
        """Several records."""
        ...

    def all_of(self, kind: str) -> Sequence[RecordView]:
        """Every record of a small reference kind."""
        ...

    def children(self, kind: str, parent_id: RecordId) -> Sequence[RecordView]:
        """Child records (entries, attachments) of a record, in their order, pending ones last."""
        ...

    def find_names(self, kind: str, typed: str, limit: int) -> Sequence[RecordView]:
        """Look-up while typing: records whose searchable fields have words beginning so."""
        ...

    def rest(self) -> None:
        """Give up the pages held for speed: the next reads fetch what they need anew."""
        ...

    def interrupt(self) -> None:
        """Stop the read under way in its thread, which raises :class:`InterruptedError` there.

        Callable from any thread.
        """
        ...

    def close(self) -> None:
        """Close the connection."""
        ...
