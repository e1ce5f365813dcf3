"""Which operations wait for which: all on a record that the desk does not know yet. Pure."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deskclient.domain.fields import FieldSpec, FieldType
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.mirrors import ends
from deskclient.domain.operation import Action, Operation, OpState


def with_dependencies(
    registry: Registry, ops: Sequence[Operation], waiting: Sequence[Operation]
) -> tuple[Operation, ...]:
    """Add to each new operation the creations that its record and its references wait for.

    What ends a record waits for all that was done to it before.
    """
    creates = {
        (op.kind, op.record_id): op.op_id
        for op in (*waiting, *ops)
        if op.action is Action.CREATE and op.state is not OpState.ACKED
    }
    linked = [_linked(registry, op, creates) if creates else op for op in ops]
    return tuple(_last(registry, op, waiting) for op in linked)


def _last(registry: Registry, op: Operation, waiting: Sequence[Operation]) -> Operation:
    kind = registry.get(op.kind)
    if kind is None or not ends(kind, op):
        return op
    before = [
        one.op_id
        for one in waiting
        if (one.kind, one.record_id) == (op.kind, op.record_id)
        and one.state is not OpState.ACKED
        and not ends(kind, one)
    ]
    return replace(op, depends_on=tuple(dict.fromkeys((*op.depends_on, *before))))


def _linked(
    registry: Registry, op: Operation, creates: dict[tuple[str, RecordId], OpId]
) -> Operation:
    needed = [creates.get(one) for one in _named(registry, op)]
    found = [one for one in needed if one is not None and one != op.op_id]
    return replace(op, depends_on=tuple(dict.fromkeys((*op.depends_on, *found))))


def _named(registry: Registry, op: Operation) -> Iterator[tuple[str, RecordId]]:
    if op.action is not Action.CREATE:
        yield op.kind, op.record_id
    kind = registry.get(op.kind)
    for spec in () if kind is None else kind.refs():
        for one in _values(op, spec):
            yield spec.ref, RecordId(one)


def _values(op: Operation, spec: FieldSpec) -> tuple[str, ...]:
    value = op.patch.set.get(spec.name)
    if spec.type is FieldType.REF:
        return (value,) if isinstance(value, str) and value else ()
    members = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return (*members, *op.patch.add.get(spec.name, ()))
