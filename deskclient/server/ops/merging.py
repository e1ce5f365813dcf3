"""Merging two records: the entries of one go to the other, and its name leads there."""

from deskclient.domain.fields import Doc, MergeRule, Value
from deskclient.domain.kind import Kind
from deskclient.domain.mirrors import members, with_member
from deskclient.server.ops.effects import write_history
from deskclient.server.ops.linking import write_far_ends
from deskclient.server.records.ledger import Writing, find
from deskclient.server.records.stored import Stored


class CannotMergeError(ValueError):
    """The two cannot become one."""


def merge_records(change: Writing, kind: Kind, loser_id: str, survivor_id: str, by: str) -> Stored:
    """Move everything of one record to another and leave a sign where it went.

    Returns:
        The sign.

    Raises:
        CannotMergeError: one of them is not there, or both are the same.
    """
    loser = find(change.connection, kind.name, loser_id)
    survivor = find(change.connection, kind.name, survivor_id)
    if loser is None or survivor is None or loser.gone or survivor.gone or loser == survivor:
        raise CannotMergeError("Both must be there, and be two.")
    moved = 0
    for child in change.children(loser):
        if child.gone:
            continue
        of_child = change.registry[child.kind]
        doc: dict[str, Value] = {**child.doc, of_child.parent: survivor.id}
        if "ord" in of_child.field_map:
            doc["ord"] = change.next_ord(survivor)
        moved += doc.get("type") in {"message", "reply", "note"}
        change.update(child, doc, by, survivor)
    _follow(change, kind, survivor, loser, moved, by)
    write_far_ends(change, kind, loser.id, (_apart(kind, loser.doc, survivor.id), {}), by)
    return change.bury(loser, by, moved_to=survivor.id)


def _follow(
    change: Writing, kind: Kind, survivor: Stored, loser: Stored, moved: int, by: str
) -> None:
    before = survivor.doc
    watchers = {one for doc in (before, loser.doc) for one in members(doc.get("watchers"))}
    after = {**before, "updated_at": change.now}
    after["entry_count"] = _number(before.get("entry_count")) + moved
    if watchers:
        after["watchers"] = sorted(watchers)
    for spec in kind.mirrored():
        linked = members(before.get(spec.name)) | members(loser.doc.get(spec.name))
        if linked:
            after[spec.name] = sorted(linked - {loser.id, survivor.id})
    for spec in kind.fields:
        # Time spent on either is time spent on what they are now; an undo takes it off there.
        if spec.merge is MergeRule.COUNTER and (more := _number(loser.doc.get(spec.name))):
            after[spec.name] = _number(before.get(spec.name)) + more
    stored = change.update(survivor, after, by)
    write_history(change, stored, before, after, by, "")
    write_far_ends(change, kind, survivor.id, (_apart(kind, before, loser.id), after), by)


def _apart(kind: Kind, doc: Doc, record_id: str) -> Doc:
    """Copy a document without links to one of the two: there is nobody left to be told."""
    for spec in kind.mirrored():
        doc = with_member(doc, spec.name, record_id, there=False)
    return doc


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
