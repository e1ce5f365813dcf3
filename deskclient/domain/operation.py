"""Operations: what the user did, as intent, until the desk has it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId, ServerId

OP_SCHEMA = 1
"""Version of the stored form; older ones are brought up when read."""


class Action(StrEnum):
    """What an operation does to its record."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"


class OpState(StrEnum):
    """Where an operation stands on its way. Only settling or the user removes one."""

    QUEUED = "queued"
    """Safe here, not sent."""
    INFLIGHT = "inflight"
    """About to be sent or being sent; after a crash it becomes unconfirmed."""
    UNCONFIRMED = "unconfirmed"
    """Sent, no answer: the desk is asked before anything is sent again."""
    ACKED = "acked"
    """On the desk; the snapshot here does not show it yet."""
    CONFLICT = "conflict"
    """Waits for a decision between mine and theirs."""
    REJECTED = "rejected"
    """The desk refused it; the text is kept until the user decides."""
    HELD = "held"
    """Waits for the user: undo-send time, or the ticket moved on."""
    BLOCKED = "blocked"
    """Depends on an operation that was refused."""


WAITING = frozenset(OpState) - {OpState.ACKED}
"""States whose content is not on the desk as far as we know."""
NEEDS_DECISION = frozenset({OpState.CONFLICT, OpState.REJECTED, OpState.HELD})


class Patch(Struct, frozen=True):
    """A change as intent: values set, members added and removed, counters moved."""

    set: Mapping[str, Value] = field(default_factory=dict)
    add: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remove: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    incr: Mapping[str, int] = field(default_factory=dict)

    def fields(self) -> frozenset[str]:
        """Names of all fields the patch touches."""
        return frozenset({*self.set, *self.add, *self.remove, *self.incr})

    def __bool__(self) -> bool:
        return bool(self.set or self.add or self.remove or self.incr)


UNKNOWN_VERDICT = "unknown_verdict"
"""The rule of an operation of which the desk said what this version does not know."""


class OpProblem(Struct, frozen=True):
    """Why an operation waits."""

    rule: str
    """Machine name: ``forbidden``, ``required``, ``gone``, ``moved_on``, ``undo_send`` …"""
    message: str
    field: str = ""
    hint: str = ""


UNPROVED = OpProblem(
    "unproved",
    "Nobody can tell whether this reached the desk.",
    hint="The desk was searched for it in vain. Look there, then say what became of it.",
)
"""What the person decides: the desk was searched, and shows neither it nor its absence."""


class Operation(Struct, frozen=True, kw_only=True):
    """One change the user made. Carries its own merge base, so the cache may vanish."""

    op_id: OpId
    kind: str
    record_id: RecordId
    action: Action
    unit: str = ""
    """Merge unit of an edit; empty for create and delete."""
    patch: Patch = field(default_factory=Patch)
    base: Mapping[str, Value] = field(default_factory=dict)
    """Values of every field of the unit as the user saw them, and what named the record then."""
    base_ver: int = 0
    depends_on: tuple[OpId, ...] = ()
    group_id: str = ""
    """Operations of one group are applied by the desk all together or not at all."""
    label: str = ""
    """What groups operations for the person: ``bulk`` of twenty, one ``reply`` with its files."""
    public: bool = False
    """Seen by the requester: never sent twice on a guess."""
    acted_at: str = ""
    """When the user did it, by the wall clock corrected with the desk's offset."""
    hold_until: str = ""
    """Moment of the undo-send window's end, or empty."""
    seen_ord: int = 0
    """Highest entry position of the ticket the user had seen; for ``moved_on``."""
    seq: int = 0
    """Order of making in this profile; given by the outbox."""
    state: OpState = OpState.QUEUED
    attempt: int = 0
    first_sent_at: str = ""
    token: str = ""
    witness: str = ""
    ack_ver: int = 0
    ack_seq: int = 0
    problem: OpProblem | None = None
    schema: int = OP_SCHEMA

    @property
    def is_unproved(self) -> bool:
        """Whether it is the person's to say what became of it."""
        is_doubtful = self.state is OpState.UNCONFIRMED and self.problem is not None
        return is_doubtful and self.problem == UNPROVED

    def with_state(self, state: OpState, problem: OpProblem | None = None) -> "Operation":
        """Copy with another state; the problem goes with it."""
        return replace(self, state=state, problem=problem)


def by_act(ops: Iterable[Operation]) -> Mapping[str, list[Operation]]:
    """Sort operations by what the person did: one reply with its files is one act."""
    acts: dict[str, list[Operation]] = {}
    for op in ops:
        acts.setdefault(_act(op), []).append(op)
    return acts


def count_acts(ops: Iterable[Operation]) -> int:
    """Count what the person did; every figure they see is this one."""
    return len({_act(op) for op in ops})


def _act(op: Operation) -> str:
    return op.label or op.op_id


class FieldConflict(Struct, frozen=True):
    """One field both sides changed. ``choices`` lists legal values where a workflow limits them."""

    field: str
    base: Value
    mine: Value
    theirs: Value
    theirs_by: str = ""
    """Person id of whoever changed it on the desk, if known."""
    theirs_at: str = ""
    choices: tuple[str, ...] = ()


class VerdictKind(StrEnum):
    """What the desk says of one operation."""

    APPLIED = "applied"
    MERGED = "merged"
    """Applied after a rebase on another person's change."""
    DUPLICATE = "duplicate"
    """Was applied before; nothing happened now."""
    CONFLICT = "conflict"
    REJECTED = "rejected"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    MOVED = "moved"
    BLOCKED = "blocked"
    """An operation it depends on has not been applied."""
    RETRY_LATER = "retry_later"


APPLIED = frozenset({VerdictKind.APPLIED, VerdictKind.MERGED, VerdictKind.DUPLICATE})


class Verdict(Struct, frozen=True, kw_only=True):
    """The desk's answer to one operation, in the client's terms."""

    op_id: OpId
    kind: VerdictKind
    server_id: ServerId | None = None
    ver: int = 0
    seq: int = 0
    doc: Doc | None = None
    """The whole record after the operation, or as it stands on the desk for a conflict."""
    conflicts: tuple[FieldConflict, ...] = ()
    problem: OpProblem | None = None
    moved_to: ServerId | None = None
    root_ver: int = 0
    """The version of its parent that a new child has made; 0 if none or not told."""
    new_client: bool = False
    """A copy of this profile sends under the same client id: another one has to be taken."""
