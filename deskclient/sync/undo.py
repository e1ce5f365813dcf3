"""Taking back: what vanishes, what gets its inverse, what cannot be taken back. Pure."""

from collections.abc import Mapping

from msgspec.structs import replace

from deskclient.domain.errors import RefusedError
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId
from deskclient.domain.kind import Kind
from deskclient.domain.mirrors import ends
from deskclient.domain.operation import Action, Operation, OpState, Patch


def inverse(kind: Kind, op: Operation, op_id: OpId, acted_at: str) -> Operation:
    """Make the operation that takes back one that is or may be on the desk.

    Raises:
        RefusedError: it cannot be taken back; says why in words.
    """
    if op.action is Action.DELETE:
        raise RefusedError(
            "This cannot be undone", "The record has already been deleted on the desk."
        )
    if ends(kind, op):
        raise RefusedError(
            "This cannot be undone",
            "The two have become one on the desk.",
            "Make a new ticket of what does not belong there.",
        )
    if op.action is Action.CREATE:
        return _unmake(kind, op, op_id, acted_at)
    patch = Patch(
        set={name: op.base.get(name) for name in op.patch.set},
        add=dict(op.patch.remove),
        remove=dict(op.patch.add),
        incr={name: -step for name, step in op.patch.incr.items()},
    )
    flow = kind.workflow
    if flow is not None and flow.field in patch.set:
        source, target = str(op.patch.set[flow.field]), str(patch.set[flow.field])
        if not flow.allows(source, target):
            raise RefusedError(
                "This cannot be undone",
                "The step back is not allowed by the order of states.",
                "Choose another state instead.",
            )
    return _fresh(op, op_id, acted_at, patch, _base_after(op))


def _base_after(op: Operation) -> dict[str, Value]:
    base: dict[str, Value] = {**op.base, **op.patch.set}
    for name in sorted({*op.patch.add, *op.patch.remove}):
        before = base.get(name)
        members = (
            {one for one in before if isinstance(one, str)} if isinstance(before, list) else set()
        )
        members = (members - set(op.patch.remove.get(name, ()))) | set(op.patch.add.get(name, ()))
        base[name] = sorted(members)
    for name, step in op.patch.incr.items():
        now = base.get(name)
        base[name] = (now if isinstance(now, int) else 0) + step
    return base


def _unmake(kind: Kind, op: Operation, op_id: OpId, acted_at: str) -> Operation:
    if kind.append_only:
        raise RefusedError(
            "This cannot be undone", "What was sent to the desk cannot be taken back."
        )
    fresh = _fresh(op, op_id, acted_at, Patch(), {})
    return replace(fresh, action=Action.DELETE, unit="", base_ver=op.ack_ver)


def _fresh(
    op: Operation, op_id: OpId, acted_at: str, patch: Patch, base: Mapping[str, Value]
) -> Operation:
    return Operation(
        op_id=op_id,
        kind=op.kind,
        record_id=op.record_id,
        action=op.action,
        unit=op.unit,
        patch=patch,
        base=base,
        base_ver=max(op.base_ver, op.ack_ver),
        label=op.label,
        acted_at=acted_at,
        state=OpState.QUEUED,
    )
