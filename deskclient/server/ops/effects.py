"""What the desk itself writes when records change: numbers, moments, history, counts."""

from collections.abc import Mapping
from typing import Any

from deskclient.backends.native.wire import WireOp
from deskclient.domain.fields import Doc, Value
from deskclient.domain.kind import Kind
from deskclient.server.access.principal import Principal
from deskclient.server.ops.verdicts import rejected
from deskclient.server.records.ledger import Writing
from deskclient.server.records.stored import Stored

_HISTORY = "entry"
_NOT_TOLD = frozenset({"updated_at", "last_entry_at", "entry_count", "waits_for_us", "reopened"})


def number_record(change: Writing, kind: Kind, doc: dict[str, Value]) -> None:
    """Give a new record its number, where its kind has one."""
    if kind.number_field:
        doc[kind.number_field] = change.next_number(kind.name)


def stamp_new(change: Writing, kind: Kind, doc: dict[str, Value]) -> None:
    """Set the desk's own fields of a new record; an import may have given the first moment."""
    for name in ("created_at", "updated_at"):
        if name in kind.field_map:
            doc.setdefault(name, change.now)
    if kind.born_field in kind.field_map:
        doc.setdefault(kind.born_field, change.now)
    flow = kind.workflow
    if flow is not None and "waits_for_us" in kind.field_map:
        doc.setdefault("waits_for_us", flow.is_open(str(doc.get(flow.field))))


def stamp_status(change: Writing, kind: Kind, before: Doc, after: dict[str, Value]) -> None:
    """Follow a step of the workflow with the moments and counts that depend on it."""
    flow = kind.workflow
    if flow is None:
        return
    source, target = str(before.get(flow.field)), str(after.get(flow.field))
    if source == target:
        return
    if "solved_at" in kind.field_map:
        if flow.is_reopening(source, target):
            after["solved_at"] = None
        elif flow.is_open(source) and not flow.is_open(target):
            after["solved_at"] = change.now
    if "reopened" in kind.field_map and flow.is_reopening(source, target):
        after["reopened"] = _count(before.get("reopened")) + 1
    if "waits_for_us" in kind.field_map and not flow.is_open(target):
        after["waits_for_us"] = False


def write_history(
    change: Writing, root: Stored, before: Doc, after: Doc, by: str, acted_at: str
) -> None:
    """Write the event entry that tells which fields changed, from what to what."""
    kind = change.registry.get(_HISTORY)
    if kind is None or all(kind.name != one.name for one in change.registry.children(root.kind)):
        return
    rows: list[dict[str, Value]] = [
        {"field": spec.name, "old": spec.value_in(before), "new": spec.value_in(after)}
        for spec in change.registry[root.kind].fields
        if spec.name not in _NOT_TOLD and spec.value_in(before) != spec.value_in(after)
    ]
    if not rows:
        return
    doc: dict[str, Value] = {
        kind.parent: root.id,
        "type": "event",
        "author": by,
        "changes": rows,
        "ord": change.next_ord(root),
        "created_at": change.now,
    }
    if acted_at:
        doc["acted_at"] = acted_at
    change.create(kind, change.new_id(), doc, by, root)


def prepare_entry(
    change: Writing, principal: Principal, op: WireOp, doc: dict[str, Value], root: Stored
) -> None:
    """Complete a new entry: its author, its position, its moment.

    The author is whoever is signed in. What the requester said on the phone may be written down
    in the requester's name; an administrator who imports may name anybody.
    """
    if doc.get("type") == "event" and not principal.is_administrator:
        raise rejected(op, "server_only", "Only the desk writes the history.", "type")
    author = doc.get("author")
    spoken = doc.get("type") == "message" and author == root.doc.get("requester")
    if not (author and (principal.is_administrator or spoken)):
        doc["author"] = principal.person_id
    if op.acted_at:
        doc.setdefault("acted_at", op.acted_at)
    doc["ord"] = change.next_ord(root)


def follow_entry(change: Writing, root: Stored, entry: Doc, by: str) -> int:
    """Let the ticket show that an entry was added; gives its version, 0 where it stays."""
    kind = change.registry[root.kind]
    if entry.get("type") == "event" or "entry_count" not in kind.field_map:
        return 0
    doc = dict(root.doc)
    doc["entry_count"] = _count(doc.get("entry_count")) + 1
    doc["last_entry_at"] = entry.get("created_at") or change.now
    doc["updated_at"] = change.now
    if entry.get("type") == "reply":
        doc["waits_for_us"] = False
        if not doc.get("first_reply_at"):
            doc["first_reply_at"] = entry.get("created_at") or change.now
    elif entry.get("type") == "message":
        doc["waits_for_us"] = True
    return change.update(root, doc, by).ver


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0


def who_changed(
    change: Writing, row: Stored, fields: Mapping[str, object]
) -> dict[str, tuple[str, str]]:
    """Tell by whom and when each field was changed last, from the history or the record itself."""
    found: dict[str, tuple[str, str]] = {}
    for child in reversed(change.children(row)):
        doc = child.doc
        rows = doc.get("changes")
        for one in rows if isinstance(rows, list) else []:
            name = one.get("field") if isinstance(one, dict) else None
            if isinstance(name, str) and name in fields and name not in found:
                found[name] = (str(doc.get("author", "")), str(doc.get("created_at", "")))
    for name in fields:
        found.setdefault(name, (row.updated_by, row.keys.updated_at))
    return found
