"""What Request Tracker's history says of one field. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import PREFIX
from deskclient.backends.request_tracker.links import link_field
from deskclient.backends.request_tracker.mapping import (
    SYSTEM,
    moment,
    number,
    priority,
)
from deskclient.domain.fields import Value

_FIELDS = {
    "Subject": "subject",
    "Status": "status",
    "Priority": "priority",
    "Queue": "queue",
    "Owner": "owner",
    "Due": "due_at",
    "TimeWorked": "minutes_spent",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_PEOPLE = {"Requestor", "Cc", "AdminCc"}


def touches(event: wire.Transaction, name: str) -> bool:
    """Tell whether an event changed one of our fields."""
    field = event.field_name or ""
    if event.type in {"AddWatcher", "DelWatcher"}:
        return field in _PEOPLE and name == ("requester" if field == "Requestor" else "watchers")
    if link_field(event):
        return name == link_field(event)
    if event.type == "CustomField":
        return name == f"{PREFIX}{field}"
    # An owner is noted twice; the second note is of the group it is kept in.
    return event.type != "SetWatcher" and _FIELDS.get(field) == name


def value_after(event: wire.Transaction, name: str) -> Value:
    """Read what an event left in a field; people are told by the numbers of their accounts."""
    return _read(event.new_value, name)


def value_before(event: wire.Transaction, name: str) -> Value:
    """Read what an event found in a field; people are told by the numbers of their accounts."""
    return _read(event.old_value, name)


def by(events: Iterable[wire.Transaction], login: str) -> Sequence[wire.Transaction]:
    """Choose what one person did."""
    return [one for one in events if str(one.creator.id) == login]


def not_by(events: Iterable[wire.Transaction], login: str) -> Sequence[wire.Transaction]:
    """Choose what others did."""
    return [one for one in events if str(one.creator.id) != login]


def last_change(events: Iterable[wire.Transaction], name: str) -> wire.Transaction | None:
    """Give the last event that changed a field."""
    found = [one for one in events if touches(one, name)]
    return max(found, key=lambda one: number(one.id), default=None)


def gone_over(
    events: Sequence[wire.Transaction], own: wire.Transaction, name: str
) -> wire.Transaction | None:
    """Give the change of another person that ours came right after; ``None`` if there was none.

    Args:
        events: What happened since we looked, or before that.
        own: Our change.
        name: The field.
    """
    before = [one for one in events if number(one.id) < number(own.id)]
    last = last_change(before, name)
    if last is None or str(last.creator.id) == str(own.creator.id):
        return None
    return last


def opened_by_reply(
    events: Sequence[wire.Transaction], login: str, base: Value
) -> Mapping[str, Value]:
    """Give the status that RT's own script set upon our reply; empty if anything else happened.

    Args:
        events: The newest events of the ticket, the earliest first.
        login: Who we are.
        base: The status that the person saw.
    """
    last = last_change(events, "status")
    if last is None or str(last.creator.id) != SYSTEM or value_before(last, "status") != base:
        return {}
    replies = [
        one for one in events if one.type == "Correspond" and number(one.id) < number(last.id)
    ]
    if not by(replies[-1:], login):
        return {}
    return {"status": value_after(last, "status")}


def dropped_watchers(events: Sequence[wire.Transaction], login: str) -> Sequence[tuple[str, str]]:
    """Name (role, account) of people whom others added after we looked and our list left out."""
    added = {
        (one.field_name or "", str(one.new_value))
        for one in not_by(events, login)
        if one.type == "AddWatcher"
    }
    left_out = {
        (one.field_name or "", str(one.old_value))
        for one in by(events, login)
        if one.type == "DelWatcher"
    }
    return sorted(added & left_out)


def dropped_values(events: Sequence[wire.Transaction], login: str, name: str) -> set[str]:
    """Name members that others added to a list after we looked, and that our list left out."""
    some = [one for one in events if touches(one, name)]
    added = {str(one.new_value) for one in not_by(some, login) if one.new_value}
    return added & {str(one.old_value) for one in by(some, login)}


def _read(value: "str | int | None", name: str) -> Value:
    text = str(_id(value))
    if name == "priority":
        return priority(text)
    if name == "due_at":
        return moment(text)
    if name.startswith(PREFIX):
        return _custom(text)
    return number(text) if name == "minutes_spent" else text


def _custom(text: str) -> Value:
    """Read one value of a custom field; moments stand in the history in UTC, without saying so."""
    if _MOMENT.fullmatch(text):
        return moment(text)
    return text or None


def _id(value: "str | int | None") -> wire.Id:
    return "" if value is None else value
