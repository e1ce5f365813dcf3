"""Links between issues, in the words of Redmine and in ours. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.domain.fields import Value
from deskclient.domain.operation import Operation

PART_OF = "part_of"
PARTS = "parts"
RELATIONS = {
    "depends_on": "blocked",
    "needed_by": "blocks",
    "duplicates": "duplicates",
    "duplicated_by": "duplicated",
    "related": "relates",
}
"""How relations are written, from the issue that they are written to."""
LINKS = frozenset({*RELATIONS, PART_OF, PARTS})
_FIELDS = {word: name for name, word in RELATIONS.items()}
_MIRRORS = {
    "blocks": "blocked",
    "duplicates": "duplicated",
    "relates": "relates",
}
"""What relations are from their second issue; of the other words Redmine keeps none."""


_TURNED = frozenset({"depends_on", "duplicated_by"})
"""Redmine keeps them as the mirror, with the issues in each other's place."""


class Step(Struct, frozen=True):
    """One link that has to come or to go."""

    field: str
    other: int
    relation: int = 0
    """The relation that has to go; 0 for a part."""
    adds: bool = True


def links_in(issue: wire.Issue) -> Mapping[str, Value]:
    """Read which issues an issue is linked with.

    That one comes before another one or is a copy of it has no field here.
    """
    found: dict[str, set[str]] = {name: set() for name in LINKS}
    for one in issue.relations:
        name = _field(one, issue.id)
        if name:
            found[name].add(str(_other(one, issue.id)))
    found[PARTS] = {str(one.id) for one in issue.children}
    found[PART_OF] = set() if issue.parent is None else {str(issue.parent.id)}
    return {name: sorted(found[name]) for name in sorted(found)}


def field_told(word: str) -> str:
    """Name the field of ours for a relation, as a journal calls it; empty if there is none."""
    return _FIELDS.get(word, "")


def steps(op: Operation, issue: wire.Issue) -> tuple[Step, ...]:
    """List the links that have to come and to go, so that an edit is as wanted.

    What goes goes first: Redmine keeps one relation between two issues in the same direction.
    """
    now = links_in(issue)
    gone: list[Step] = []
    come: list[Step] = []
    for name in sorted(LINKS):
        there = _members(now[name])
        added = set(op.patch.add.get(name, ()))
        removed = set(op.patch.remove.get(name, ())) - added
        for one in sorted(removed & there):
            relation = 0 if name in {PART_OF, PARTS} else _relation(issue, name, int(one))
            gone.append(Step(name, int(one), relation, adds=False))
        come += [Step(name, _number(one)) for one in sorted(added - there)]
    return (*gone, *come)


def is_linked(issue: wire.Issue, step: Step) -> bool:
    """Tell whether a link is as a step leaves it."""
    return (str(step.other) in _members(links_in(issue)[step.field])) is step.adds


def is_taken(issue: wire.Issue, step: Step) -> bool:
    """Tell whether another relation stands where one is wanted.

    Redmine keeps one from each issue to each other one, and looks for it in the direction in which
    it is asked for and in the one in which it would be kept.
    """
    asked = (issue.id, step.other)
    is_turned = step.field in _TURNED or (step.field == "related" and issue.id > step.other)
    kept = asked[::-1] if is_turned else asked
    return any((one.issue_id, one.issue_to_id) in {asked, kept} for one in issue.relations)


def related_ends(op: Operation) -> frozenset[int]:
    """Number the issues at the other ends of the relations that an edit touches."""
    named = [
        one
        for name in RELATIONS
        for one in (*op.patch.add.get(name, ()), *op.patch.remove.get(name, ()))
    ]
    return frozenset(_number(one) for one in named) - {0}


def _field(relation: wire.Relation, issue: int) -> str:
    word = relation.relation_type
    return _FIELDS.get(word if relation.issue_id == issue else _MIRRORS.get(word, ""), "")


def _other(relation: wire.Relation, issue: int) -> int:
    return relation.issue_to_id if relation.issue_id == issue else relation.issue_id


def _relation(issue: wire.Issue, name: str, other: int) -> int:
    some = [one for one in issue.relations if _field(one, issue.id) == name]
    return next(one.id for one in some if _other(one, issue.id) == other)


def _members(value: Value) -> set[str]:
    return {str(one) for one in value} if isinstance(value, list) else set()


def _number(name: str) -> int:
    return int(name) if name.isascii() and name.isdecimal() else 0
