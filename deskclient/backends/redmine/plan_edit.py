"""From an edit and the issue as it stands to what has to be written. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import number_of
from deskclient.backends.redmine.links import Step, steps
from deskclient.backends.redmine.mapping import due, ticket_row
from deskclient.backends.redmine.names import Names
from deskclient.backends.redmine.outgoing import (
    ATTRIBUTES,
    Body,
    attribute,
    custom,
    day_of,
    minutes_in,
    own_value,
)
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
    links: tuple[Step, ...] = ()
    unknown: str = ""
    """A field whose value the desk does not have."""
    conflicts: tuple[FieldConflict, ...] = ()
    """Fields that somebody else has changed, or that may not become what is wanted; nothing is
    written then."""

    @property
    def is_empty(self) -> bool:
        """Whether all is as wanted."""
        beside = self.added or self.removed or self.minutes or self.links
        return not (self.body or beside or self.unknown)


def plan_edit(op: Operation, issue: wire.Issue, names: Names) -> EditPlan:
    """Compare an edit with the issue as it stands.

    A field is written if it still has the value that the person saw, or any value if they saw none.
    """
    now = doc_of(issue, names)
    allowed = [str(one.id) for one in issue.allowed_statuses] or None
    body: Body = {}
    wanted: dict[str, Value] = {}
    conflicts: list[FieldConflict] = []
    own: dict[str, Value] = {}
    unknown = ""
    for name, mine in wanted_values(op, issue, names).items():
        there = settled(name, now.get(name), names)
        base = settled(name, op.base.get(name), names)
        if mine == there:
            continue
        if name in op.patch.set and name in op.base and base != there:
            conflicts.append(FieldConflict(name, base, mine, now.get(name)))
            continue
        if number_of(name):
            own[name] = wanted[name] = mine
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
    if own:
        body["custom_fields"] = custom(own, names)
    added, removed = members(op, issue)
    return EditPlan(
        body=body,
        wanted=wanted,
        added=added,
        removed=removed,
        minutes=minutes_in(op),
        links=steps(op, issue),
        unknown=unknown,
    )


def doc_of(issue: wire.Issue, names: Names) -> Doc:
    """Read an issue's fields."""
    return ticket_row(issue, (), names).doc or {}


def wanted_values(op: Operation, issue: wire.Issue, names: Names) -> Mapping[str, Value]:
    """Give the values that an edit wants, of fields that are written at once."""
    found = {
        name: settled(name, value, names)
        for name, value in op.patch.set.items()
        if name in ATTRIBUTES or number_of(name)
    }
    now = doc_of(issue, names)
    for name in sorted({*op.patch.add, *op.patch.remove}):
        if number_of(name):
            there = now.get(name)
            added = set(op.patch.add.get(name, ()))
            kept = set(map(str, there if isinstance(there, list) else ()))
            kept -= set(op.patch.remove.get(name, ()))
            found[name] = settled(name, sorted(kept | added), names)
    return found


def settled(name: str, value: Value, names: Names) -> Value:
    """Bring a value to the form in which the desk gives it back."""
    if name == "due_at":
        return due(day_of(value))
    return own_value(name, value, names) if number_of(name) else value or None


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


def as_wanted(issue: wire.Issue, names: Names, wanted: Mapping[str, Value]) -> bool:
    """Tell whether fields have the values that are wanted."""
    now = doc_of(issue, names)
    return all(settled(name, now.get(name), names) == mine for name, mine in wanted.items())
