"""What a person wants, in the words of Redmine. Pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from typing import TypeAlias

from deskclient.backends.redmine.custom_fields import Custom, number_of
from deskclient.backends.redmine.links import LINKS
from deskclient.backends.redmine.names import Names, numbers_of
from deskclient.domain.fields import Value
from deskclient.domain.operation import Operation, OpProblem
from deskclient.domain.times import from_text

Body: TypeAlias = dict[str, object]
KEPT_KINDS = frozenset({"ticket", "entry", "attachment"})
ATTRIBUTES = {
    "subject": "subject",
    "status": "status_id",
    "priority": "priority_id",
    "queue": "project_id",
    "owner": "assigned_to_id",
    "due_at": "due_date",
    "tracker": "tracker_id",
}
"""Redmine's names of the fields that an edit writes."""
_KEPT_FIELDS = frozenset({*ATTRIBUTES, *LINKS, "watchers", "minutes_spent"})
SHOWN_TO_ALL = OpProblem(
    "not_kept",
    "This desk shows files to everybody who sees the ticket, also those of internal notes.",
    hint="Attach the file to a reply, or write in the note where it can be found.",
)
NO_PRIVATE_NOTES = OpProblem(
    "forbidden",
    "You may not write internal notes in this project; everybody would read it.",
    hint="Ask a manager of the project for the right to set notes as private.",
)


def problem_in(op: Operation) -> OpProblem | None:
    """Say why Redmine cannot keep what is wanted; ``None`` if it is to be asked."""
    if op.kind not in KEPT_KINDS:
        return OpProblem("not_kept", "This desk does not keep such records.")
    for name, value in op.patch.set.items():
        if isinstance(value, str) and not _is_writable(value):
            return OpProblem("text", "The text contains half of a character.", name)
    if op.kind == "entry" and op.patch.set.get("body_format") == "html":
        return OpProblem("not_kept", "This desk takes messages in plain text only.", "body")
    if op.kind == "ticket" and minutes_in(op) < 0:
        return OpProblem(
            "not_kept",
            "This desk takes no time back: it keeps each entry of time by itself.",
            "minutes_spent",
            "Change or delete the entry of time on the desk's own pages.",
        )
    return None


def not_kept_in(op: Operation) -> OpProblem | None:
    """Name a field of an edit that this desk does not keep, if it keeps none of them."""
    touched = op.patch.fields()
    if any(is_kept_field(name) for name in touched):
        return None
    name = min(touched, default="")
    return OpProblem("not_kept", "This desk does not keep this field.", name)


def is_kept_field(name: str) -> bool:
    """Tell whether Redmine keeps a field of a ticket."""
    return name in _KEPT_FIELDS or bool(number_of(name))


def minutes_in(op: Operation) -> int:
    """Give the minutes that an operation adds."""
    wanted = op.patch.set.get("minutes_spent") or op.patch.incr.get("minutes_spent")
    return wanted if isinstance(wanted, int) else 0


def is_note(op: Operation) -> bool:
    """Tell whether a message is for us alone."""
    return op.patch.set.get("type") == "note"


def words_of(op: Operation | None) -> str:
    """Give the text of a message; empty for none."""
    return "" if op is None else str(op.patch.set.get("body") or "")


def day_of(moment: Value, zone: tzinfo | None = None) -> str:
    """Give the calendar day of a moment, as Redmine has days only; empty for none.

    Args:
        moment: As documents hold it. Noon in UTC is how we tell a day of the desk, and stays it.
        zone: Where the person is; ``None``: where this computer is.
    """
    if not isinstance(moment, str) or not moment:
        return ""
    try:
        at = from_text(moment)
    except ValueError:
        return ""
    is_day_of_the_desk = (at.hour, at.minute, at.second, at.microsecond) == (12, 0, 0, 0)
    return at.astimezone(UTC if is_day_of_the_desk else zone).date().isoformat()


def new_issue(op: Operation, description: str, names: Names, marker: int) -> Body:
    """Write the creation of an issue.

    Args:
        op: The creation.
        description: What it begins with.
        names: What the desk calls things.
        marker: The number of the custom field that names operations; 0 where there is none.
    """
    wanted = op.patch.set
    body: Body = {
        "project_id": str(wanted.get("queue") or ""),
        "subject": str(wanted.get("subject") or ""),
        "description": description,
    }
    for name in ("status", "priority", "owner", "due_at", "tracker"):
        if wanted.get(name):
            body |= attribute(name, wanted[name], names)
    watchers = _watchers(op)
    if watchers:
        body["watcher_user_ids"] = watchers
    marks = [{"id": marker, "value": op.op_id}] if marker else []
    own = custom({name: value for name, value in wanted.items() if value is not None}, names)
    if marks or own:
        body["custom_fields"] = [*marks, *own]
    return body


def custom(values: Mapping[str, Value], names: Names) -> Sequence[Mapping[str, object]]:
    """Write those of some fields that only this desk has."""
    return [
        {"id": number_of(name), "value": _own(name, names).write(value)}
        for name, value in values.items()
        if number_of(name)
    ]


def own_value(name: str, value: Value, names: Names) -> Value:
    """Bring a value of a field that only this desk has to the form in which it comes back."""
    own = _own(name, names)
    return own.read(own.write(value))


def _own(name: str, names: Names) -> Custom:
    return names.fields.get(name, Custom(number=number_of(name), label=name))


def attribute(
    name: str, value: Value, names: Names, allowed: Sequence[str] | None = None
) -> Mapping[str, object]:
    """Write one field; empty if the desk has no such value.

    Args:
        name: Ours.
        value: Ours.
        names: What the desk calls things.
        allowed: Numbers of the statuses to choose from; ``None``: all.
    """
    lists = {
        "status": names.statuses,
        "priority": names.priorities,
        "tracker": names.trackers,
    }
    if name in lists:
        numbers = numbers_of(lists[name], str(value))
        if name == "status" and allowed is not None:
            numbers = [one for one in numbers if one in allowed]
        return {ATTRIBUTES[name]: numbers[0]} if numbers else {}
    if name == "due_at":
        return {ATTRIBUTES[name]: day_of(value)}
    return {ATTRIBUTES[name]: str(value or "")}


def unknown_in(op: Operation, names: Names) -> OpProblem | None:
    """Name a choice of a new ticket that the desk does not have; ``None`` if it has all."""
    for name in ("status", "priority", "tracker"):
        value = op.patch.set.get(name)
        if value and not attribute(name, value, names):
            return no_such_value(name)
    return None


def no_such_value(name: str) -> OpProblem:
    """Say that the desk does not have the value that was chosen for a field."""
    return OpProblem("refused", "This desk does not have this value.", name)


def _watchers(op: Operation) -> Sequence[str]:
    wanted = op.patch.set.get("watchers")
    named = [str(one) for one in wanted] if isinstance(wanted, list) else []
    return sorted({*named, *op.patch.add.get("watchers", ())})


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
