"""Relations and subtasks: what Redmine takes of them, refuses and tells."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.desks.redmine.stores import Account, Detail, Issue, Relation, Stores

_REVERSED = {
    "duplicated": "duplicates",
    "blocked": "blocks",
    "follows": "precedes",
    "copied_from": "copied_to",
}
"""Words of which none is kept: the issues change places."""
_MIRRORS = {"relates": "relates", **{kept: word for word, kept in _REVERSED.items()}}
KEPT_TYPES = ("relates", "duplicates", "blocks", "precedes", "copied_to")
"""In the order in which they are told."""
_TYPES = (
    *("relates", "duplicates", "duplicated", "blocks", "blocked"),
    *("precedes", "follows", "copied_to", "copied_from"),
)


def wanted(stores: Stores, who: Account, issue: Issue, body: Mapping[str, Any]) -> Relation:
    """Read a relation as it is asked for; the number of an issue that is not seen is 0."""
    text = str(body.get("issue_to_id") or "")
    other = stores.issues.get(int(text) if text.isdecimal() else 0)
    is_seen = other is not None and stores.sees(who, other)
    second = other.number if other is not None and is_seen else 0
    return Relation(0, issue.number, second, str(body.get("relation_type") or "relates"))


def faults(stores: Stores, relation: Relation) -> list[str]:
    """Say what is wrong with a relation, in Redmine's sentences; it is checked as it was asked."""
    first, second = relation.first, relation.second
    pairs = {(one.first, one.second) for one in stores.relations.values()}
    wrong = {
        "Related issue cannot be blank": not second,
        "Relation type is not included in the list": relation.type not in _TYPES,
        "Related issue has already been taken": (first, second) in pairs,
        "Related issue is invalid": first == second,
        "Related issue doesn't belong to the same project": _is_elsewhere(stores, relation),
        "This relation would create a circular dependency": _is_circle(stores, relation),
        "An issue cannot be linked to one of its subtasks": _is_family(stores, relation),
    }
    found = [said for said, holds in wrong.items() if holds]
    kept = turned(relation)
    if not found and (kept.first, kept.second) in pairs:
        return ["has already been taken"]
    return found


def turned(relation: Relation) -> Relation:
    """Give a relation as it is kept."""
    first, second, type_ = relation.first, relation.second, relation.type
    is_turned = type_ in _REVERSED or (type_ == "relates" and first > second)
    if not is_turned:
        return relation
    return Relation(relation.number, second, first, _REVERSED.get(type_, type_))


def notes_of(relation: Relation, *, is_new: bool) -> Iterator[tuple[int, Detail]]:
    """List what journals tell of a relation that came or went: of which issue, and what."""
    for issue, other in ((relation.first, relation.second), (relation.second, relation.first)):
        word = relation.type if issue == relation.first else _MIRRORS[relation.type]
        old, new = (None, str(other)) if is_new else (str(other), None)
        yield issue, Detail("relation", word, old, new)


def told(relation: Relation) -> dict[str, Any]:
    """Describe a relation."""
    return {
        "id": relation.number,
        "issue_id": relation.first,
        "issue_to_id": relation.second,
        "relation_type": relation.type,
        "delay": 0 if relation.type == "precedes" else None,
    }


def is_blocked(stores: Stores, issue: Issue) -> bool:
    """Tell whether an issue waits for one that is open; nobody may close it then."""
    waits_for = [
        one.first
        for one in stores.relations.values()
        if (one.second, one.type) == (issue.number, "blocks")
    ]
    return any(not stores.statuses[stores.issues[one].status].marked for one in waits_for)


def open_duplicates(stores: Stores, issue: Issue) -> Iterator[Issue]:
    """Give those that are closed together with an issue."""
    for one in stores.relations.values():
        if (one.second, one.type) == (issue.number, "duplicates"):
            duplicate = stores.issues[one.first]
            if not stores.statuses[duplicate.status].marked:
                yield duplicate


def parent_faults(stores: Stores, who: Account, before: Issue, issue: Issue) -> Iterator[str]:
    """Say why an issue may not be part of another one."""
    if not issue.parent or issue.parent == before.parent:
        return
    parent = stores.issues.get(issue.parent)
    if parent is None or not stores.sees(who, parent) or parent.project != issue.project:
        yield "Parent task is invalid"
    elif not stores.statuses[issue.status].marked and stores.statuses[parent.status].marked:
        yield "An open issue cannot be attached to a closed parent task"
    elif issue.number and issue.number in _above(stores, parent.number):
        yield "Parent task is invalid"


def _is_elsewhere(stores: Stores, relation: Relation) -> bool:
    if not relation.second:
        return False
    issues = stores.issues
    return issues[relation.first].project != issues[relation.second].project


def _is_circle(stores: Stores, relation: Relation) -> bool:
    first, second = relation.first, relation.second
    if relation.type == "relates":
        return any((one.first, one.second) == (second, first) for one in stores.relations.values())
    if relation.type not in {"blocks", "blocked"} or first == second:
        return False
    kept = turned(relation)
    return kept.first in _blocked_by(stores, kept.second)


def _blocked_by(stores: Stores, issue: int) -> set[int]:
    reached, left = set[int](), [issue]
    while left:
        first = left.pop()
        onward = {
            one.second
            for one in stores.relations.values()
            if (one.first, one.type) == (first, "blocks")
        }
        left += onward - reached
        reached |= onward
    return reached


def _is_family(stores: Stores, relation: Relation) -> bool:
    first, second = relation.first, relation.second
    if not second or first == second:
        return False
    return first in _above(stores, second) or second in _above(stores, first)


def _above(stores: Stores, issue: int) -> set[int]:
    """Number an issue and all that it is a part of."""
    found: set[int] = set()
    at: int | None = issue
    while at and at in stores.issues:
        found.add(at)
        at = stores.issues[at].parent
    return found
