"""What is checked of every operation, whatever the client has checked before."""

from collections.abc import Iterable
from types import MappingProxyType

from deskclient.backends.native.wire import WireOp
from deskclient.domain.check import check_doc
from deskclient.domain.fields import Doc, FieldType, MergeRule
from deskclient.domain.kind import Kind
from deskclient.domain.mirrors import members
from deskclient.domain.operation import Patch
from deskclient.server.access.principal import Principal
from deskclient.server.ops.verdicts import forbidden_op, rejected, rejected_for
from deskclient.server.records.ledger import Writing, find, find_key
from deskclient.server.records.stored import Stored

_EMPTY: Doc = MappingProxyType({})


def patch_of(op: WireOp) -> Patch:
    """Bring the wire form of a patch to the domain's."""
    sent = op.patch
    return Patch(
        set=sent.set,
        add={name: tuple(members) for name, members in sent.add.items()},
        remove={name: tuple(members) for name, members in sent.remove.items()},
        incr=sent.incr,
    )


def check_fields(kind: Kind, op: WireOp, patch: Patch, allowed: frozenset[str]) -> None:
    """Refuse fields that do not exist, belong to the desk, or are changed in the wrong way."""
    for name in sorted(patch.fields()):
        spec = kind.field_map.get(name)
        if spec is None:
            raise rejected(op, "unknown_field", "This desk does not know the field.", name)
        if spec.merge is MergeRule.SERVER and name not in allowed:
            raise rejected(op, "server_only", "Only the desk writes this field.", name)
    for names, rule in (
        ({*patch.add, *patch.remove}, MergeRule.SET),
        (set(patch.incr), MergeRule.COUNTER),
    ):
        for name in sorted(names):
            if kind.field_map[name].merge is not rule:
                raise rejected(op, "type", "The field is not changed in this way.", name)


def check_whole(kind: Kind, op: WireOp, doc: Doc, touched: frozenset[str] | None) -> None:
    """Refuse a document that breaks the rules of its kind."""
    troubles = check_doc(kind, doc, touched)
    if troubles:
        raise rejected_for(op, troubles)


def check_base(kind: Kind, op: WireOp, row: Stored, patch: Patch) -> None:
    """Refuse a blind write: who saw another version must tell what it said."""
    if op.base_ver == row.ver:
        return
    for name in sorted(patch.set):
        if name not in op.base and kind.field_map[name].merge is not MergeRule.SET:
            raise rejected(
                op, "base_missing", "The value the change started from is missing.", name
            )


def went_on(op: WireOp, row: Stored, principal: Principal) -> bool:
    """Tell whether somebody else has worked on the record since the operation was made."""
    return 0 < op.base_ver < row.ver and row.updated_by != principal.person_id


def check_references(
    change: Writing,
    principal: Principal,
    op: WireOp,
    doc: Doc,
    names: Iterable[str],
    before: Doc = _EMPTY,
) -> None:
    """Refuse references to records that are not there or that the person may not see.

    What stood ``before`` in a set may stay, whatever became of it.
    """
    wanted = set(names)
    for spec in change.registry[op.kind].refs():
        if spec.name not in wanted:
            continue
        value = doc.get(spec.name)
        is_set = spec.type is FieldType.REF_SET and isinstance(value, list)
        there = members(before.get(spec.name)) if is_set else set[str]()
        for member in value if is_set and isinstance(value, list) else [value]:
            if member in there:
                continue
            if isinstance(member, str) and member:
                _check_reference(change, principal, op, spec.ref, member, spec.name)


def _check_reference(
    change: Writing, principal: Principal, op: WireOp, kind: str, record_id: str, field: str
) -> None:
    row = find(change.connection, kind, record_id)
    if row is None or row.gone or not principal.sees(root_of(change, row).keys):
        raise rejected(op, "reference", "The record this refers to is not there.", field)


def root_of(change: Writing, row: Stored) -> Stored:
    """Give the record whose keys decide about ``row``."""
    if row.root_key == row.key:
        return row
    root = find_key(change.connection, row.root_key)
    if root is None:
        raise AssertionError(row.key)
    return root


def visible(change: Writing, principal: Principal, op: WireOp, row: Stored) -> Stored:
    """Give the root of a record the person may see.

    Raises:
        RefusedOp: forbidden.
    """
    root = root_of(change, row)
    if not principal.sees(root.keys):
        raise forbidden_op(op, "You may not see this record.")
    return root
