"""Merging two tickets: the entries of one go to the other, and its name leads there."""

from deskclient.domain.fields import MergeRule, Value
from deskclient.server.ops.effects import write_history
from deskclient.server.records.ledger import Writing, find
from deskclient.server.records.stored import Stored


class CannotMergeError(ValueError):
    """The two cannot become one."""


def merge_tickets(change: Writing, loser_id: str, survivor_id: str, by: str) -> None:
    """Move everything of one ticket to another and leave a sign where it went.

    Raises:
        CannotMergeError: one of them is not there, or both are the same.
    """
    loser = find(change.connection, "ticket", loser_id)
    survivor = find(change.connection, "ticket", survivor_id)
    if loser is None or survivor is None or loser.gone or survivor.gone or loser == survivor:
        raise CannotMergeError("Both tickets must be there, and be two.")
    moved = 0
    for child in change.children(loser):
        if child.gone:
            continue
        kind = change.registry[child.kind]
        doc: dict[str, Value] = {**child.doc, kind.parent: survivor.id}
        if "ord" in kind.field_map:
            doc["ord"] = change.next_ord(survivor)
        moved += doc.get("type") in {"message", "reply", "note"}
        change.update(child, doc, by, survivor)
    _follow(change, survivor, loser, moved, by)
    change.bury(loser, by, moved_to=survivor.id)


def _follow(change: Writing, survivor: Stored, loser: Stored, moved: int, by: str) -> None:
    before = survivor.doc
    watchers = {one for doc in (before, loser.doc) for one in _members(doc.get("watchers"))}
    after = {**before, "updated_at": change.now}
    after["entry_count"] = _number(before.get("entry_count")) + moved
    if watchers:
        after["watchers"] = sorted(watchers)
    for spec in change.registry["ticket"].fields:
        # Time spent on either is time spent on what they are now; an undo takes it off there.
        if spec.merge is MergeRule.COUNTER and (more := _number(loser.doc.get(spec.name))):
            after[spec.name] = _number(before.get(spec.name)) + more
    stored = change.update(survivor, after, by)
    write_history(change, stored, before, after, by, "")


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _members(value: Value) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
