"""What the user sees: the desk's snapshot with the pending operations replayed on it. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from deskclient.domain.fields import Doc, Value
from deskclient.domain.kind import Kind
from deskclient.domain.merge import overlay_patch
from deskclient.domain.operation import Action, Operation, OpState


class RecordState(StrEnum):
    """How a record stands towards the desk; the worst of its operations."""

    SYNCED = "synced"
    PENDING = "pending"
    SENDING = "sending"
    UNCONFIRMED = "unconfirmed"
    HELD = "held"
    BLOCKED = "blocked"
    REJECTED = "rejected"
    CONFLICT = "conflict"


_OF_OP = {
    OpState.ACKED: RecordState.SENDING,
    OpState.QUEUED: RecordState.PENDING,
    OpState.INFLIGHT: RecordState.SENDING,
    OpState.UNCONFIRMED: RecordState.UNCONFIRMED,
    OpState.HELD: RecordState.HELD,
    OpState.BLOCKED: RecordState.BLOCKED,
    OpState.REJECTED: RecordState.REJECTED,
    OpState.CONFLICT: RecordState.CONFLICT,
}
_RANK = {state: rank for rank, state in enumerate(RecordState)}


class View(Struct, frozen=True):
    """One record as shown."""

    doc: dict[str, Value]
    state: RecordState
    pending: int
    """Operations not yet seen back from the desk."""
    deleted: bool = False


def replay(
    kind: Kind, snapshot: Doc | None, snap_ver: int, ops: Iterable[Operation]
) -> View | None:
    """Compute the view of one record.

    Args:
        kind: The record's kind.
        snapshot: The desk's document, or ``None`` if the desk has none (yet).
        snap_ver: Version of the snapshot; operations acknowledged up to it are in it already.
        ops: The record's operations in the order they were made.

    Returns:
        ``None`` if neither the desk nor an operation makes a record.
    """
    doc: dict[str, Value] | None = None if snapshot is None else dict(snapshot)
    state, pending, deleted = RecordState.SYNCED, 0, False
    # A creation that was refused, repaired and stored anew stands behind the edits of its record.
    for op in sorted(ops, key=lambda one: one.action is not Action.CREATE):
        if op.state is OpState.ACKED and op.ack_ver <= snap_ver and snapshot is not None:
            continue
        pending += 1
        state = worst_state(state, (op,))
        if op.action is Action.DELETE:
            deleted = op.state is not OpState.REJECTED
        elif op.action is Action.CREATE:
            if doc is None:
                doc = kind.with_defaults({**op.patch.set, **_born(kind, op.acted_at)})
        elif op.state is not OpState.REJECTED:
            doc = overlay_patch(kind, doc or dict(op.base), op.patch, op.base)
    return None if doc is None else View(doc, state, pending, deleted)


def worst_state(state: RecordState, ops: Iterable[Operation]) -> RecordState:
    """Give the worst of a state and those of operations."""
    found = (state, *(_OF_OP[op.state] for op in ops))
    return max(found, key=_RANK.__getitem__)


def _born(kind: Kind, moment: str) -> dict[str, Value]:
    """Give the moments the desk will set, so that a new record stands where it belongs at once."""
    names = (kind.born_field, kind.changed_field)
    return {name: moment for name in names if name in kind.field_map}
