"""New operations from old ones after a conflict, a decision, a merge of records. Pure.

The desk answers an ``op_id`` with the verdict it has stored for it, so whatever changes its
content or was refused travels under a new one; the old one is dropped with a note in the audit.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.merge import Merged, merge_patch
from deskclient.domain.operation import Action, FieldConflict, Operation, OpState, Patch

SEND_ANYWAY = 0
"""As ``seen_ord``: without regard to what was written meanwhile."""


def reissued(op: Operation, op_id: OpId) -> Operation:
    """Copy an operation that surely was not applied, to be sent as a new one."""
    return replace(
        op,
        op_id=op_id,
        seq=0,
        state=OpState.QUEUED,
        problem=None,
        attempt=0,
        first_sent_at="",
        token="",
        witness="",
        hold_until="",
        ack_ver=0,
        ack_seq=0,
    )


def decided(
    op: Operation,
    conflicts: Sequence[FieldConflict],
    values: Mapping[str, Value],
    theirs: tuple[Doc, int],
    op_id: OpId,
) -> Operation | None:
    """Make the operation that carries out a decision; ``None`` if theirs was chosen throughout.

    Args:
        op: The operation in conflict.
        conflicts: What collided.
        values: The choice by field; a missing field means mine.
        theirs: The desk's document as the person saw it when deciding, and its version.
        op_id: Name of the new operation.
    """
    doc, ver = theirs
    by_field = {one.field: one for one in conflicts}
    wanted = dict(op.patch.set)
    wanted.update(
        {name: value for name, value in values.items() if name in wanted or name in by_field}
    )
    base: dict[str, Value] = {}
    for name in (*op.base, *by_field):
        base[name] = by_field[name].theirs if name in by_field else doc.get(name, op.base.get(name))
    kept = {
        name: value for name, value in wanted.items() if name not in base or base[name] != value
    }
    patch = replace(op.patch, set=kept)
    if not patch:
        return None
    return replace(reissued(op, op_id), patch=patch, base=base, base_ver=ver)


def remerged(kind: Kind, op: Operation, theirs: Doc, ver: int) -> tuple[Operation, Merged]:
    """Put an operation on top of the desk's document, for desks that only compare versions."""
    merged = merge_patch(kind, theirs, op.patch, op.base)
    names = (*op.base, *op.patch.set)
    values = {name: merged.doc.get(name) for name in op.patch.set}
    fresh = replace(
        op,
        patch=replace(op.patch, set=values),
        base={name: theirs.get(name) for name in names},
        base_ver=ver,
    )
    return fresh, merged


def follows_merge(kind: Kind, op: Operation) -> bool:
    """Tell whether an operation goes to the surviving record by itself: only what is appended."""
    return op.action is Action.CREATE and kind.append_only


def retargeted(kind: Kind, op: Operation, survivor: RecordId, op_id: OpId) -> Operation:
    """Copy an operation for the record that its own was merged into.

    One that can still be undone stays so until its time is over.
    """
    fresh = reissued(op, op_id)
    if op.hold_until:
        fresh = replace(fresh, state=op.state, problem=op.problem, hold_until=op.hold_until)
    if op.action is not Action.CREATE:
        return replace(fresh, record_id=survivor)
    return replace(fresh, patch=_with_parent(kind, fresh.patch, survivor))


def _with_parent(kind: Kind, patch: Patch, survivor: RecordId) -> Patch:
    return replace(patch, set={**patch.set, kind.parent: str(survivor)})


def with_other_names(op: Operation, names: Mapping[OpId, OpId]) -> Operation:
    """Let an operation depend on those that took the place of others; the same one if on none."""
    if not any(one in names for one in op.depends_on):
        return op
    renamed = (names.get(one, one) for one in op.depends_on)
    return replace(op, depends_on=tuple(dict.fromkeys(renamed)))


def folded_conflict(
    op: Operation, later: Operation, conflicts: Sequence[FieldConflict]
) -> tuple[Operation, tuple[FieldConflict, ...]]:
    """Let a later edit of the unit speak for the person in a conflict that waits."""
    first, second = op.patch, later.patch
    steps = dict.fromkeys((*first.incr, *second.incr))
    patch = Patch(
        set={**first.set, **second.set},
        add={**first.add, **second.add},
        remove={**first.remove, **second.remove},
        incr={name: first.incr.get(name, 0) + second.incr.get(name, 0) for name in steps},
    )
    newer = tuple(
        replace(one, mine=second.set[one.field]) if one.field in second.set else one
        for one in conflicts
    )
    return replace(op, patch=patch), newer
