"""From an edit and the issue as it stands to what has to be written. Pure."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.mapping import due, ticket_row
from deskclient.backends.redmine.names import Names
from deskclient.backends.redmine.outgoing import ATTRIBUTES, Body, attribute, day_of, minutes_in
from deskclient.domain.fields import Doc, Value
from deskclient.domain.operation import FieldConflict, Operation


class EditPlan(Struct, frozen=True, kw_only=True):
    """What an edit comes to."""

    body: Mapping[str, object] = {}
    """What is to be written at once."""
    wanted: Mapping[str, Value] = {}
    """Values of the fields that are written so."""
    added: tuple[str, ...] = ()
    """Watchers."""
    removed: tuple[str, ...] = ()
    """Watchers."""
    minutes: int = 0
    """Time to be booked."""
    unknown: str = ""
    """A field whose value the desk does not have."""
    conflicts: tuple[FieldConflict, ...] = ()
    """Fields that somebody else has changed, or that may not become what is wanted; nothing is
    written then."""

    @property
    def is_empty(self) -> bool:
        """Whether all is as wanted."""
        return not (self.body or self.added or self.removed or self.minutes or self.unknown)


def plan_edit(op: Operation, issue: wire.Issue, names: Names) -> EditPlan:
    """Compare an edit with the issue as it stands.

    A field is written if it still has the value that the person saw, or any value if they saw none.
    """
    now = doc_of(issue, names)
    allowed = [str(one.id) for one in issue.allowed_statuses] or None
    body: Body = {}
    wanted: dict[str, Value] = {}
    conflicts: list[FieldConflict] = []
    unknown = ""
    for name, value in op.patch.set.items():
        if name not in ATTRIBUTES:
            continue
        mine, there = settled(name, value), settled(name, now.get(name))
        base = settled(name, op.base.get(name))
        if mine == there:
            continue
        if name in op.base and base != there:
            conflicts.append(FieldConflict(name, base, mine, now.get(name)))
            continue
        written = attribute(name, mine, names, allowed)
        if not written and name == "status" and attribute(name, mine, names):
            legal = tuple(dict.fromkeys(names.statuses.get(one, "") for one in allowed or ()))
            conflicts.append(FieldConflict(name, base, mine, there, choices=legal))
        unknown = unknown or ("" if written else name)
        wanted[name] = mine
        body |= written
    if conflicts:
        return EditPlan(conflicts=tuple(conflicts))
    added, removed = members(op, issue)
    return EditPlan(
        body=body,
        wanted=wanted,
        added=added,
        removed=removed,
        minutes=minutes_in(op),
        unknown=unknown,
    )


def doc_of(issue: wire.Issue, names: Names) -> Doc:
    """Read an issue's fields."""
    return ticket_row(issue, (), names).doc or {}


def settled(name: str, value: Value) -> Value:
    """Bring a value to the form in which the desk gives it back."""
    if name == "due_at":
        return due(day_of(value))
    return value or None


def members(op: Operation, issue: wire.Issue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the watchers who have to come and to go, so that an edit is as wanted."""
    there = {str(one.id) for one in issue.watchers}
    wanted = op.patch.set.get("watchers")
    added, removed = set(op.patch.add.get("watchers", ())), set(op.patch.remove.get("watchers", ()))
    if isinstance(wanted, list):
        seen = op.base.get("watchers")
        before = {str(one) for one in seen} if isinstance(seen, list) else set(there)
        added |= {str(one) for one in wanted}
        removed |= before - {str(one) for one in wanted}
    return tuple(sorted(added - there)), tuple(sorted((removed - added) & there))


def as_wanted(op: Operation, issue: wire.Issue, names: Names, some: Sequence[str]) -> bool:
    """Tell whether fields have the values that an edit wants."""
    now = doc_of(issue, names)
    return all(settled(one, now.get(one)) == settled(one, op.patch.set.get(one)) for one in some)
