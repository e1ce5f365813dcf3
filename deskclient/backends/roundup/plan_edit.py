"""From an edit and the issue as it stands to what has to be written. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from deskclient.backends.roundup import wire
from deskclient.backends.roundup.mapping import ids_in, issue_row
from deskclient.backends.roundup.outgoing import (
    Body,
    changes,
    is_set,
    numbers,
    property_of,
    settled,
    word,
)
from deskclient.backends.roundup.terms import Terms
from deskclient.domain.fields import Doc, Value
from deskclient.domain.operation import FieldConflict, Operation


class EditPlan(Struct, frozen=True):
    """What an edit comes to."""

    body: Mapping[str, object]
    """What is to be written; empty: all is as wanted."""
    wanted: Mapping[str, Value]
    """Values of the fields that are written whole."""
    conflicts: tuple[FieldConflict, ...] = ()
    """Fields that somebody else has changed; nothing is written then."""


def doc_of(item: wire.Item, terms: Terms) -> Doc:
    """Read an issue's fields."""
    return issue_row(item, terms, 0).doc or {}


def plan_edit(op: Operation, item: wire.Item, terms: Terms) -> EditPlan:
    """Compare an edit with the issue as it stands.

    A field is written if it still has the value that the person saw, or any value if they saw none.
    """
    now = doc_of(item, terms)
    body: Body = {}
    wanted: dict[str, Value] = {}
    conflicts: list[FieldConflict] = []
    for name, value in op.patch.set.items():
        prop = property_of(name, terms)
        mine = settled(name, value, terms)
        theirs = settled(name, now.get(name), terms)
        if prop is None or mine == theirs:
            continue
        base = settled(name, op.base.get(name), terms)
        if name in op.base and base != theirs:
            conflicts.append(FieldConflict(name, base, mine, now.get(name)))
            continue
        wanted[name] = mine
        body[prop.name] = _written(name, mine, item, terms)
    for name, listed in _steps(op, item, terms).items():
        body[name] = listed
    if conflicts:
        return EditPlan({}, {}, tuple(conflicts))
    return EditPlan(body, wanted)


def is_as_wanted(op: Operation, item: wire.Item, terms: Terms) -> bool:
    """Tell whether an issue has all that an edit wanted."""
    now = doc_of(item, terms)
    is_there = all(
        settled(name, value, terms) == settled(name, now.get(name), terms)
        for name, value in op.patch.set.items()
        if property_of(name, terms) is not None
    )
    return is_there and not _steps(op, item, terms)


def _written(name: str, mine: Value, item: wire.Item, terms: Terms) -> str:
    if not is_set(name, terms):
        return word(name, mine, terms)
    wanted = [str(one) for one in mine] if isinstance(mine, list) else []
    return changes(_members(name, item, terms), numbers(name, wanted, terms))


def _steps(op: Operation, item: wire.Item, terms: Terms) -> Mapping[str, str]:
    """Write who is to come into a set and who is to go, as far as it is not so already."""
    found: dict[str, str] = {}
    for name in sorted({*op.patch.add, *op.patch.remove}):
        prop = property_of(name, terms)
        if prop is None:
            continue
        before = _members(name, item, terms)
        added = numbers(name, op.patch.add.get(name, ()), terms)
        removed = set(numbers(name, op.patch.remove.get(name, ()), terms)) - set(added)
        after = [one for one in [*before, *added] if one not in removed]
        if set(after) != set(before):
            found[prop.name] = changes(before, list(dict.fromkeys(after)))
    return found


def _members(name: str, item: wire.Item, terms: Terms) -> list[str]:
    prop = property_of(name, terms)
    return [] if prop is None else ids_in(item.get(prop.name))
