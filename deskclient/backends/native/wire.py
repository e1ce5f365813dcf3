"""The records that travel between the client and our own desk (protocol 1, JSON, under ``/v1``).

Both sides use these definitions. Unknown members are ignored, so either side may learn more.

Calls
    POST   /v1/sign-in                 SignIn -> Tokens
    POST   /v1/refresh                 Refresh -> Tokens
    POST   /v1/sign-out                -> 204
    GET    /v1/session                 -> Session
    GET    /v1/changes?scope&cursor&limit&wait   -> Changes (410 with ``reason``)
    GET    /v1/snapshot?scope&page&limit         -> SnapshotPage
    GET    /v1/size?scope              -> ScopeSize
    GET    /v1/ids?scope&after&limit   -> IdPage
    GET    /v1/digest?scope            -> Digest
    GET    /v1/records/{kind}/{id}     -> Row (404 problem; 410 if deleted)
    GET    /v1/tickets/{id}/entries    -> Rows: all entries and attachments of the ticket
    PATCH  /v1/records/{kind}/{id}     WirePatch -> Row; If-Match required, for scripts
    POST   /v1/ops                     OpBatch -> Verdicts
    GET    /v1/ops/{op_id}             -> WireVerdict, or 404 with ``known_since``
    POST   /v1/ops/status              OpIds -> OpStatuses
    POST   /v1/uploads                 NewUpload -> Upload (201, or 200 if it is there already)
    HEAD   /v1/uploads/{id}            -> Upload-Offset, Upload-Complete headers
    PATCH  /v1/uploads/{id}            bytes with Upload-Offset -> 204 with the new Upload-Offset
    DELETE /v1/uploads/{id}            -> 204
    GET    /v1/files/{sha256}          bytes; Range and ETag honoured
    POST   /v1/erasure                 DeviceId -> EraseOrder, without signing in
    POST   /v1/erasure/done            EraseReceipt -> 204, without signing in
    GET    /v1/hello                   -> Hello, without signing in
    GET    /v1/openapi.json            the published description

Every answer carries ``Deskclient-Protocol: 1`` and ``Deskclient-Instance: <instance id>``; an
answer without the first is not from a desk (captive portal, proxy). Errors are RFC 9457
``application/problem+json``. Verdicts of operations come inside a 200.
"""

from typing import Any, Literal

import msgspec

PROTOCOL = "1"
PROTOCOL_HEADER = "Deskclient-Protocol"
INSTANCE_HEADER = "Deskclient-Instance"
MAX_BATCH_OPS = 100
MAX_BATCH_BYTES = 1 << 20
MAX_PAGE_ROWS = 1000
MAX_WAIT_S = 25
PROBLEM_TYPE = "application/problem+json"
UPLOAD_OFFSET_HEADER = "Upload-Offset"
UPLOAD_COMPLETE_HEADER = "Upload-Complete"


class Hello(msgspec.Struct, frozen=True):
    """What the desk tells anybody."""

    instance: str
    name: str
    protocol: str
    version: str
    server_time: str
    sign_in: tuple[str, ...] = ("password",)


class SignIn(msgspec.Struct, frozen=True):
    """Who wants in, on which device."""

    login: str
    password: str
    device: str
    client_id: str


class Refresh(msgspec.Struct, frozen=True):
    """A refresh token, used once."""

    refresh_token: str


class Tokens(msgspec.Struct, frozen=True):
    """Opaque tokens; the desk stores only their hashes."""

    access_token: str
    refresh_token: str
    expires_in_s: int
    device: str = ""
    """Names this sign-in to the desk, also when its tokens have ended; told at sign-in only."""
    device_secret: str = ""
    """32 bytes in hex, told once: proves an order to erase to this device, and its receipt."""


class DeviceId(msgspec.Struct, frozen=True):
    """A device that asks whether it is to erase its copy."""

    device: str


class EraseOrder(msgspec.Struct, frozen=True):
    """The order to erase the copy on one device; ``order`` is empty if there is none."""

    order: str = ""
    proof: str = ""
    """``order_proof`` of ``domain.erasure``; without it the device does not obey."""


class EraseReceipt(msgspec.Struct, frozen=True):
    """What a device tells when its copy is erased."""

    device: str
    order: str
    receipt: str
    """``receipt_proof`` of ``domain.erasure``."""


class Session(msgspec.Struct, frozen=True):
    """Who we are and what the desk allows."""

    instance: str
    epoch: str
    person_id: str
    login: str
    name: str
    role: Literal["agent", "technician", "lead", "administrator"]
    rights_rev: int
    server_time: str
    queues: dict[str, Literal["read", "work", "manage"]]
    """Queue id to right; a queue that is missing may not be seen."""
    max_upload_bytes: int
    known_since: str
    """Verdicts are kept at least since this moment."""
    min_protocol: str = PROTOCOL
    erase: EraseOrder | None = None
    """Set while this device has an order to erase that it has not confirmed."""


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One record, or the news that it is gone."""

    kind: str
    id: str
    ver: int
    seq: int = 0
    op: Literal["put", "tombstone", "left_scope"] = "put"
    doc: dict[str, Any] | None = None
    moved_to: str = ""


class Rows(msgspec.Struct, frozen=True):
    """Rows of one ticket: every entry and attachment record."""

    rows: list[Row]


class Changes(msgspec.Struct, frozen=True):
    """A page of the feed; every record at most once, with its newest state."""

    rows: list[Row]
    next: str
    more: bool
    server_time: str


class SnapshotPage(msgspec.Struct, frozen=True):
    """A page of the first pull, newest tickets first, each with its entries and attachments."""

    rows: list[Row]
    page: str
    """Token of the next page; empty after the last."""
    cursor: str
    """Where the feed goes on: taken before page 1, the same on every page."""
    done: int
    total: int
    """Records delivered up to here and in all (an estimate)."""
    server_time: str


class ScopeSize(msgspec.Struct, frozen=True):
    """What a scope would cost."""

    tickets: int
    records: int
    bytes: int
    attachment_bytes: int


class IdVer(msgspec.Struct, frozen=True, array_like=True):
    """One record's name and version."""

    kind: str
    id: str
    ver: int


class IdPage(msgspec.Struct, frozen=True):
    """A page of the id list, in the order of (kind, id)."""

    rows: list[IdVer]
    after: str


class Digest(msgspec.Struct, frozen=True):
    """Order-free digest of a scope: sum modulo 2**64 of ``domain.digest.row_digest``."""

    count: int
    digest: str


class WirePatch(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change as intent; see :class:`deskclient.domain.operation.Patch`."""

    set: dict[str, Any] = {}
    add: dict[str, list[str]] = {}
    remove: dict[str, list[str]] = {}
    incr: dict[str, int] = {}


class WireOp(msgspec.Struct, frozen=True, omit_defaults=True):
    """One operation as sent."""

    op_id: str
    kind: str
    id: str
    action: Literal["create", "edit", "delete"]
    patch: WirePatch = WirePatch()
    base: dict[str, Any] = {}
    base_ver: int = 0
    depends_on: list[str] = []
    group: str = ""
    acted_at: str = ""
    seen_ord: int | None = None
    """Set when the reply must not overtake unseen messages: the desk then answers ``rejected``
    with the rule ``moved_on`` if the requester wrote after this position."""


class OpBatch(msgspec.Struct, frozen=True):
    """At most 100 operations and 1 MiB, in the order they were made."""

    client_id: str
    person_id: str
    """Whom the operations belong to; another signed-in person is refused as a whole."""
    ops: list[WireOp]
    turn: int = 0
    """Counts the batches of this ``client_id``, stored by the client before it sends; a number
    that is not above the last one proves a second copy of the client. 0: not counted."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457 with our extensions."""

    title: str
    status: int = 0
    type: str = "about:blank"
    detail: str = ""
    rule: str = ""
    field: str = ""
    reason: str = ""
    known_since: str = ""


class WireConflict(msgspec.Struct, frozen=True, omit_defaults=True):
    """One field both sides changed."""

    field: str
    base: Any
    mine: Any
    theirs: Any
    theirs_by: str = ""
    theirs_at: str = ""
    choices: list[str] = []


class WireVerdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """The desk's answer to one operation.

    ``applied``, ``merged``, ``conflict``, ``rejected``, ``forbidden``, ``gone`` and ``moved`` are
    final: the same operation gets the same answer for ever (``duplicate`` for the first two).
    ``blocked`` and ``retry_later`` are not; the operation comes again under its own id.
    """

    op_id: str
    verdict: str
    id: str = ""
    ver: int = 0
    seq: int = 0
    doc: dict[str, Any] | None = None
    conflicts: list[WireConflict] = []
    problem: Problem | None = None
    moved_to: str = ""
    root_ver: int = 0
    """The version of the ticket that a new entry has made; 0 if it made none."""


class Verdicts(msgspec.Struct, frozen=True):
    """One verdict for each operation of the batch, in its order."""

    verdicts: list[WireVerdict]
    server_time: str
    new_client: bool = False
    """Another copy of the client uses its ``client_id``: take a new one for what comes next. The
    operations keep their ids and were judged as always."""


class OpIds(msgspec.Struct, frozen=True):
    """Operations whose fate is asked; at most 1000."""

    op_ids: list[str]


class OpStatuses(msgspec.Struct, frozen=True):
    """Stored verdicts of the known ones, refusals as they were told.

    An operation that is missing was neither applied nor refused here, provided it was made after
    ``known_since``; it may have been answered ``blocked`` or ``retry_later``.
    """

    verdicts: list[WireVerdict]
    known_since: str


class NewUpload(msgspec.Struct, frozen=True):
    """A file about to be sent."""

    sha256: str
    size: int
    name: str = ""
    media_type: str = ""


class Upload(msgspec.Struct, frozen=True):
    """Where an upload stands."""

    id: str
    offset: int
    complete: bool
