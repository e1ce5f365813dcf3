"""Applies one operation inside the caller's transaction, or refuses it with a verdict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from deskclient.backends.native.wire import WireOp, WireVerdict
from deskclient.domain.fields import Doc, FieldType, Value
from deskclient.domain.kind import Kind, Reach
from deskclient.domain.merge import merge_patch
from deskclient.server.access.principal import Principal
from deskclient.server.ops.attaching import link_attachment
from deskclient.server.ops.checks import (
    check_base,
    check_fields,
    check_references,
    check_whole,
    patch_of,
    visible,
    went_on,
)
from deskclient.server.ops.deletion import delete
from deskclient.server.ops.effects import (
    follow_entry,
    number_record,
    prepare_entry,
    stamp_new,
    stamp_status,
    who_changed,
    write_history,
)
from deskclient.server.ops.linking import check_links, write_far_ends
from deskclient.server.ops.merging import merge_records
from deskclient.server.ops.permits import may_create, may_move, may_write
from deskclient.server.ops.verdicts import (
    REJECTED,
    accepted,
    conflicting,
    gone,
    refuse,
    rejected,
)
from deskclient.server.records.ledger import Writing, find
from deskclient.server.records.stored import Stored

_IMPORTABLE = frozenset({"created_at", "updated_at", "ord", "solved_at", "first_reply_at"})
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Task:
    """One operation with everything needed to judge it."""

    change: Writing
    principal: Principal
    kind: Kind
    op: WireOp


def apply_op(change: Writing, principal: Principal, op: WireOp) -> WireVerdict:
    """Carry an operation out.

    Raises:
        RefusedOp: it has no effect; the caller undoes the transaction.
    """
    kind = change.registry.get(op.kind)
    if kind is None:
        raise rejected(op, "unknown_kind", "This desk does not know the kind of record.")
    if not kind.writable():
        raise rejected(op, "server_only", "Only the desk writes such records.")
    return _ACTIONS[op.action](Task(change, principal, kind, op))


def _create(task: Task) -> WireVerdict:
    change, principal, kind, op = task.change, task.principal, task.kind, task.op
    there = find(change.connection, kind.name, op.id)
    if there is not None:
        if there.gone:
            raise gone(op, there)
        raise rejected(op, "exists", "A record with this id is there already.")
    patch = patch_of(op)
    allowed = _IMPORTABLE if principal.is_administrator else _NOTHING
    check_fields(kind, op, patch, allowed)
    if kind.successor_field in patch.set:
        raise rejected(op, "server_only", "A new record is its own.", kind.successor_field)
    doc = _first_doc(kind, op, patch.set)
    root = _root_for(task, doc)
    _check_first_state(kind, op, doc)
    if kind.reach is Reach.PERSONAL and not (principal.leads and doc.get("owner")):
        doc["owner"] = principal.person_id
    may_create(principal, kind, op, doc, root)
    _complete(task, doc, root)
    check_whole(kind, op, doc, None)
    check_links(kind, op, doc)
    check_references(change, principal, op, doc, doc.keys())
    number_record(change, kind, doc)
    stamp_new(change, kind, doc)
    row = change.create(kind, op.id, doc, principal.person_id, root)
    write_far_ends(change, kind, op.id, ({}, doc), principal.person_id, op.acted_at)
    root_ver = 0
    if root is not None:
        if kind.name == "entry":
            root_ver = follow_entry(change, root, doc, principal.person_id)
        elif kind.name == "attachment":
            link_attachment(change, principal, op, row)
    return accepted(op, row, root_ver=root_ver)


def _first_doc(kind: Kind, op: WireOp, values: Mapping[str, Value]) -> dict[str, Value]:
    given = {name: value for name, value in values.items() if value is not None}
    given |= {name: list(members) for name, members in op.patch.add.items()}
    given |= op.patch.incr
    doc = kind.with_defaults(given)
    doc.update(kind.derive(doc, frozenset(given)))
    for spec in kind.fields:
        value = doc.get(spec.name)
        if spec.type in {FieldType.REF_SET, FieldType.TEXT_SET} and isinstance(value, list):
            doc[spec.name] = sorted({one for one in value if isinstance(one, str)})
    return doc


def _check_first_state(kind: Kind, op: WireOp, doc: Doc) -> None:
    flow = kind.workflow
    if flow is None:
        return
    if not flow.allows(flow.initial, str(doc.get(flow.field))):
        raise rejected(op, "transition", "A new record cannot begin in this state.", flow.field)


def _root_for(task: Task, doc: Doc) -> Stored | None:
    kind, op = task.kind, task.op
    if kind.reach is not Reach.PARENT:
        return None
    spec = kind.field_map[kind.parent]
    parent = find(task.change.connection, spec.ref, str(doc.get(kind.parent, "")))
    if parent is None:
        raise rejected(op, "reference", "The record this belongs to is not there.", kind.parent)
    if parent.gone:
        raise gone(op, parent)
    return visible(task.change, task.principal, op, parent)


def _complete(task: Task, doc: dict[str, Value], root: Stored | None) -> None:
    if root is None or task.kind.name != "entry":
        return
    if task.op.seen_ord is not None:
        _check_moved_on(task, root, task.op.seen_ord)
    prepare_entry(task.change, task.principal, task.op, doc, root)


def _check_moved_on(task: Task, root: Stored, seen: int) -> None:
    if root.child_ord <= seen:
        return
    for child in task.change.children(root):
        doc = child.doc
        position = doc.get("ord")
        if doc.get("type") == "message" and isinstance(position, int) and position > seen:
            raise refuse(
                task.op, REJECTED, "moved_on", "The requester wrote again after you had read this."
            )


def _edit(task: Task) -> WireVerdict:
    change, principal, kind, op = task.change, task.principal, task.kind, task.op
    row = _present(task)
    root = visible(change, principal, op, row)
    if kind.append_only:
        raise rejected(op, "append_only", "This cannot be changed once it is written.")
    may_write(principal, kind, op, root)
    patch = patch_of(op)
    check_fields(kind, op, patch, _NOTHING)
    if patch.set.get(kind.successor_field):
        return _merge(task, row, str(patch.set[kind.successor_field]))
    check_base(kind, op, row, patch)
    before = row.doc
    merged = merge_patch(kind, before, patch, op.base)
    if merged.conflicts:
        names = {one.field: None for one in merged.conflicts}
        raise conflicting(op, row, merged.conflicts, who_changed(change, row, names))
    rebased = merged.rebased or went_on(op, row, principal)
    if not merged.changed:
        return accepted(op, row, rebased=rebased)
    after = dict(merged.doc)
    touched = merged.changed | patch.fields()
    check_whole(kind, op, after, touched)
    check_links(kind, op, after)
    check_references(change, principal, op, after, merged.changed, before)
    _check_owner(task, before, after)
    if root.key == row.key:
        may_move(principal, op, before, after)
    stamp_status(change, kind, before, after)
    if "updated_at" in kind.field_map:
        after["updated_at"] = change.now
    stored = change.update(row, after, principal.person_id)
    write_history(change, stored, before, after, principal.person_id, op.acted_at)
    write_far_ends(change, kind, op.id, (before, after), principal.person_id, op.acted_at)
    return accepted(op, stored, rebased=rebased)


def _merge(task: Task, row: Stored, survivor_id: str) -> WireVerdict:
    """Let a record become part of another one, which the person may write, too."""
    change, principal, kind, op = task.change, task.principal, task.kind, task.op
    wanted = {kind.successor_field: survivor_id}
    check_links(kind, op, wanted)
    check_references(change, principal, op, wanted, wanted)
    survivor = find(change.connection, kind.name, survivor_id)
    if survivor is not None:
        may_write(principal, kind, op, survivor)
    return accepted(op, merge_records(change, kind, row.id, survivor_id, principal.person_id))


def _check_owner(task: Task, before: Doc, after: Doc) -> None:
    kind = task.kind
    if kind.reach is not Reach.PERSONAL or before.get("owner") == after.get("owner"):
        return
    if not task.principal.leads:
        raise rejected(task.op, "server_only", "This cannot be given to somebody else.", "owner")


def _present(task: Task) -> Stored:
    row = find(task.change.connection, task.kind.name, task.op.id)
    if row is None:
        raise rejected(task.op, "not_found", "There is no such record on the desk.")
    if row.gone:
        visible(task.change, task.principal, task.op, row)
        raise gone(task.op, row)
    return row


def _delete(task: Task) -> WireVerdict:
    row = _present(task)
    root = visible(task.change, task.principal, task.op, row)
    return delete(task.change, task.principal, task.kind, task.op, row, root)


_ACTIONS: Mapping[str, Callable[[Task], WireVerdict]] = {
    "create": _create,
    "edit": _edit,
    "delete": _delete,
}
