"""What every desk adapter offers to the sync engine.

Adapters translate between a desk's API and these values; they hold no state that matters after a
restart. All methods raise the errors of :mod:`deskclient.domain.errors` and nothing else. They are
called from the engine's event loop only and must be cancellable at every await.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, Protocol

from msgspec import Struct

from deskclient.domain.desk_words import DeskWords
from deskclient.domain.fields import Doc
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Operation, Verdict
from deskclient.domain.scope import Scope


class Carried(Struct, frozen=True):
    """New records of a kind that a desk takes only together with what they belong to."""

    kind: str
    by: str
    """The field that names what they belong to."""
    when: tuple[str, str] | None = None
    """Only those that have this value in this field; ``None`` for all."""


class Caps(Struct, frozen=True, kw_only=True):
    """What a desk can do, declared by its adapter and proved by the contract suite."""

    feed: Literal["cursor", "updated_since", "list"] = "cursor"
    deletes: Literal["tombstone", "flag", "sweep", "list"] = "tombstone"
    """``list``: told by the feed, which reads everything again and again."""
    merges: Literal["state", "id_mismatch", "none"] = "state"
    cond_write: Literal["merge", "etag", "lock_version", "none"] = "merge"
    audited: bool = True
    """What an edit went over in spite of :attr:`cond_write` is found afterwards and given back."""
    create_once: Literal["key", "poe", "marker", "probe"] = "key"
    append_once: Literal["key", "marker", "witness", "probe"] = "key"
    upload: Literal["resumable", "two_step", "inline"] = "resumable"
    long_poll: bool = True
    client_ids: bool = True
    """The desk keeps the ids this client gives to new records."""
    bundles: tuple[Carried, ...] = ()
    """What goes in one request with the record it belongs to, where that is new too: such
    operations go together, and nothing else with them."""
    swept: tuple[str, ...] = ()
    """On a desk without a digest: the kinds that :meth:`Adapter.ids` lists, to be compared by name
    now and then. Empty where the desk tells a digest of everything."""
    batch_ops: int = 100
    batch_bytes: int = 1 << 20
    max_page: int = 500
    rest_s: float = 0.0
    """How long the desk is to be left alone until it is asked for news again, where that is longer
    than usual; may be another one after each time. The person may ask earlier."""
    settle_s: float = 0.0
    """How long after a lost answer the desk may still apply it."""
    orders_erasing: bool = False
    """The desk can order the copy on this device erased; otherwise it is never asked."""


class RowKind(StrEnum):
    """What a row of a page says about its record."""

    PUT = "put"
    TOMBSTONE = "tombstone"
    LEFT_SCOPE = "left_scope"


class RemoteRow(Struct, frozen=True):
    """One record as the desk has it now. Refs in ``doc`` are server ids."""

    kind: str
    server_id: ServerId
    ver: int
    seq: int
    what: RowKind
    doc: Doc | None = None
    moved_to: ServerId | None = None
    raw: bytes | None = None
    """The row as the desk sent it, if ``doc`` had to be changed to be stored and shown: lone
    surrogates and NUL stand as U+FFFD there. ``None`` if nothing was changed."""
    own: bool = False
    """Whether nobody but this person had a part in what is new of it: then it need not be read.
    Only where the desk tells who did what."""


class BadRow(Struct, frozen=True):
    """A record that could not be understood; goes to quarantine, the rest goes on."""

    kind: str
    server_id: str
    raw: bytes
    error: str


class ChangesPage(Struct, frozen=True):
    """A page of the feed."""

    rows: tuple[RemoteRow, ...]
    cursor: str
    """Where to go on after this page is stored."""
    more: bool
    bad: tuple[BadRow, ...] = ()


class SnapshotPage(Struct, frozen=True):
    """A page of a first pull; ``next_page`` is empty after the last."""

    rows: tuple[RemoteRow, ...]
    next_page: str
    cursor: str
    done: int
    total: int
    bad: tuple[BadRow, ...] = ()


class EraseOrder(Struct, frozen=True):
    """The desk's order to erase what is kept of it on this device."""

    order_id: str
    proven: bool
    """Whether it is surely from the desk and for this device; anything else is not obeyed."""
    receipt: str = ""
    """What the desk is told when it is done; empty unless proven."""


class SessionInfo(Struct, frozen=True, kw_only=True):
    """Who we are there."""

    instance: str
    epoch: str
    person_id: ServerId
    login: str
    name: str
    role: str
    rights_rev: int
    queues: Mapping[str, str]
    server_time: str
    max_upload_bytes: int
    known_since: str
    words: DeskWords = MappingProxyType({})
    """What the desk calls things; empty where it speaks as we do."""
    erase: EraseOrder | None = None
    """An order that came with the session: this device has not confirmed it yet."""


class SizeEstimate(Struct, frozen=True):
    """What a scope would cost to keep."""

    tickets: int
    records: int
    bytes: int
    attachment_bytes: int | None = None
    """``None`` where the desk does not tell."""


class Prepared(Struct, frozen=True):
    """What is stored with an operation before it is sent, to settle a lost answer."""

    token: str = ""
    witness: str = ""


class UploadState(Struct, frozen=True):
    """How far a file has come."""

    upload_id: str
    offset: int
    complete: bool


class Adapter(Protocol):
    """One desk, one signed-in user."""

    @property
    def caps(self) -> Caps:
        """What this desk can do."""
        ...

    async def session(self) -> SessionInfo:
        """Ask who we are; also proves that the right desk answers."""
        ...

    async def changes(self, scope: Scope, cursor: str, wait_s: float) -> ChangesPage:
        """Give what changed after ``cursor``; waits up to ``wait_s`` for news.

        Raises:
            CursorLostError: the feed cannot continue from there.
        """
        ...

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        """Give one page of everything in the scope; ``page`` is empty for the first."""
        ...

    async def size(self, scope: Scope) -> SizeEstimate:
        """Estimate what keeping the scope costs."""
        ...

    async def digest(self, scope: Scope) -> tuple[int, str]:
        """Give count and order-free digest of the scope as the desk has it.

        Never asked for on a desk whose kinds are :attr:`Caps.swept`.
        """
        ...

    def ids(self, scope: Scope) -> AsyncIterator[Sequence[tuple[str, ServerId, int]]]:
        """Stream (kind, id, ver) of everything in the scope, for reconciliation.

        ``ver`` is 0 where a list does not tell it.
        """
        ...

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        """Give one record; its absence is a row of kind TOMBSTONE.

        Raises:
            UnreadableError: it is there, and cannot be understood.
        """
        ...

    async def thread(self, ticket: ServerId) -> Sequence[RemoteRow]:
        """Give all entries and attachment records of one ticket."""
        ...

    async def prepare(self, op: Operation) -> Prepared:
        """Fetch what must be known before ``op`` is sent; cheap or nothing on our own desk."""
        ...

    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        """Send operations (refs already server ids); one verdict each, in order.

        ``turn`` counts the calls under one ``client_id`` over all restarts; a desk that can tell
        copies of a client apart by it says so in the verdicts.

        Raises:
            NetworkError: with ``maybe_sent`` telling whether the desk may have acted.
        """
        ...

    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        """Look whether operations took effect.

        Returns:
            ``None`` is proved absence, no key no proof. ``RETRY_LATER`` says that the desk failed
            while it was looked for: the next look may tell.
        """
        ...

    async def start_upload(self, sha256: str, size: int, name: str, media_type: str) -> UploadState:
        """Announce a file; the answer says where to go on."""
        ...

    async def upload_state(self, upload_id: str) -> UploadState | None:
        """Ask how far an upload has come; ``None`` if the desk has forgotten it."""
        ...

    async def send_chunk(self, upload_id: str, offset: int, chunk: bytes) -> UploadState:
        """Send the next bytes of a file."""
        ...

    def download(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        """Stream a file's bytes from ``offset`` on; the caller closes what it does not finish."""
        ...

    async def erase_order(self) -> EraseOrder | None:
        """Ask for an order to erase; answered also if the session is not accepted any more."""
        ...

    async def confirm_erased(self, order_id: str, receipt: str) -> None:
        """Tell the desk that its order is carried out; needs no session."""
        ...

    async def sign_out(self) -> None:
        """End the session on the desk; failures are of no consequence here."""
        ...

    async def drop_connections(self) -> None:
        """Forget every connection, also those in use: the network below has changed."""
        ...

    async def close(self) -> None:
        """Close connections."""
        ...
