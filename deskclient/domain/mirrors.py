"""Links between records of one kind, which stand in both: each field has its mirror. Pure.

``depends_on`` of one ticket is ``needed_by`` of the other. A person changes one end; the desk
writes the other in the same moment.
"""

from collections.abc import Iterator

from deskclient.domain.fields import Doc, FieldSpec, MergeRule, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind, Trouble
from deskclient.domain.operation import Operation, Patch

ITSELF = "A record cannot be linked with itself."


def links_itself(kind: Kind, record_id: RecordId, doc: Doc) -> tuple[Trouble, ...]:
    """Tell which links of a document, or of values to be set in it, lead back to the record."""
    names = [spec.name for spec in kind.mirrored()]
    found = [name for name in names if record_id in members(doc.get(name))]
    if kind.successor_field and doc.get(kind.successor_field) == record_id:
        found.append(kind.successor_field)
    return tuple(Trouble(name, "itself", ITSELF) for name in found)


def far_ends(kind: Kind, before: Doc, after: Doc) -> Iterator[tuple[RecordId, str, bool]]:
    """List what a change of one record means for others.

    Yields:
        The other record, the field in which it names this one, and whether it is to name it.
    """
    for spec in kind.mirrored():
        was, now = members(before.get(spec.name)), members(after.get(spec.name))
        yield from ((RecordId(one), spec.mirror, True) for one in sorted(now - was))
        yield from ((RecordId(one), spec.mirror, False) for one in sorted(was - now))


def with_member(doc: Doc, field: str, member: str, *, there: bool) -> dict[str, Value]:
    """Copy a document with one more, or one less, in a set."""
    found = members(doc.get(field))
    found = found | {member} if there else found - {member}
    return {**doc, field: sorted(found)}


def ends(kind: Kind, op: Operation) -> bool:
    """Tell whether an operation merges its record into another one."""
    return bool(kind.successor_field and op.patch.set.get(kind.successor_field))


def stands_alone(kind: Kind, op: Operation) -> bool:
    """Tell whether an edit waits for the creation of its record instead of becoming part of it."""
    touched = op.patch.fields()
    return ends(kind, op) or any(spec.name in touched for spec in kind.mirrored())


def far_records(kind: Kind, op: Operation) -> tuple[RecordId, ...]:
    """List the other records that an operation links with its own, or parts from it.

    Those in which the desk keeps nothing of it are left out.
    """
    named = [
        one
        for spec in _kept_at_both(kind)
        for one in (*op.patch.add.get(spec.name, ()), *op.patch.remove.get(spec.name, ()))
    ]
    return tuple(RecordId(one) for one in dict.fromkeys(named))


def on_its_way(kind: Kind, op: Operation, record_id: RecordId) -> Patch:
    """Give what an operation on another record will do to this one when the desk has it."""
    add: dict[str, tuple[str, ...]] = {}
    remove: dict[str, tuple[str, ...]] = {}
    for spec in _kept_at_both(kind):
        if record_id in op.patch.add.get(spec.name, ()):
            add[spec.mirror] = (str(op.record_id),)
        elif record_id in op.patch.remove.get(spec.name, ()):
            remove[spec.mirror] = (str(op.record_id),)
    return Patch(add=add, remove=remove)


def _kept_at_both(kind: Kind) -> Iterator[FieldSpec]:
    """Give the links that the desk keeps at the other end, too."""
    fields = kind.field_map
    return (one for one in kind.mirrored() if fields[one.mirror].merge is not MergeRule.SERVER)


def members(value: Value) -> set[str]:
    """Read a set; whatever else it may be, it is empty."""
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()
