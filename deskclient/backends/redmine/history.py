"""What the journals of an issue say of one field. Pure."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import number_of
from deskclient.backends.redmine.mapping import due
from deskclient.backends.redmine.names import Names
from deskclient.backends.redmine.outgoing import ATTRIBUTES, own_value
from deskclient.domain.fields import Value


class Change(Struct, frozen=True):
    """That somebody changed a field."""

    journal: wire.Journal
    raw: str
    """What they left in it, as the desk writes it."""


def by(history: Iterable[wire.Journal], person: int) -> Sequence[wire.Journal]:
    """Choose what one person did."""
    return [one for one in history if one.user is not None and one.user.id == person]


def since(history: Iterable[wire.Journal], last: int) -> Sequence[wire.Journal]:
    """Choose what happened after a journal."""
    return [one for one in history if one.id > last]


def changes(history: Iterable[wire.Journal], name: str) -> Sequence[Change]:
    """Give the changes of one of our fields, the earliest first."""
    number = number_of(name)
    wanted = ("cf", str(number)) if number else ("attr", ATTRIBUTES.get(name, ""))
    return [
        Change(journal, one.new_value or "")
        for journal in history
        for one in journal.details
        if (one.property, one.name) == wanted
    ]


def last_change(history: Iterable[wire.Journal], name: str) -> Change | None:
    """Give the last change of one of our fields."""
    found = changes(history, name)
    return found[-1] if found else None


def gone_over(history: Iterable[wire.Journal], own: Change, name: str) -> Change | None:
    """Give the change of another person that ours came right after; ``None`` if there was none.

    Args:
        history: What happened since we looked.
        own: Our change.
        name: The field.
    """
    last = last_change([one for one in history if one.id < own.journal.id], name)
    if last is None or last.journal.user == own.journal.user:
        return None
    return last


def value_in(raw: str, name: str, names: Names) -> Value:
    """Read what a journal says of a field."""
    if name == "status":
        return names.statuses.get(raw, raw)
    if name == "priority":
        return names.priorities.get(raw, raw)
    if name == "tracker":
        return names.trackers.get(raw, raw)
    if number_of(name):
        return own_value(name, raw, names)
    return due(raw) if name == "due_at" else raw or None
