"""What Redmine tells, in the words of our kinds. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import MARKER, Custom
from deskclient.backends.redmine.links import PART_OF, PARTS, field_told, links_in
from deskclient.backends.redmine.names import Names, priority, status, tracker
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.times import to_text
from deskclient.domain.words import phrase

ALIVE = 1
"""The status of a project that is neither closed nor put away."""
_SAME_SECOND = 1 << 20
_FIELDS = {
    "subject": "subject",
    "status_id": "status",
    "priority_id": "priority",
    "project_id": "queue",
    "assigned_to_id": "owner",
    "due_date": "due_at",
    "tracker_id": "tracker",
    "parent_id": PART_OF,
    "child_id": PARTS,
}
"""Redmine's names of fields, as journals call them."""


_TITLES = {
    "description": phrase("Description"),
    "category_id": phrase("Category"),
    "fixed_version_id": phrase("Target version"),
    "start_date": phrase("Start date"),
    "done_ratio": phrase("% done"),
    "estimated_hours": phrase("Estimated hours"),
    "is_private": phrase("Private"),
}
"""What Redmine changes that is no field here, as journals call it."""
_RELATIONS = {
    "precedes": phrase("Comes before"),
    "follows": phrase("Comes after"),
    "copied_to": phrase("Copied to"),
    "copied_from": phrase("Copied from"),
}
"""What issues are to others that is no field here."""
_LINKED = frozenset({"parent_id", "child_id"})


def seconds(text: str | None) -> int:
    """Read a moment as whole seconds since 1970; what is none is 0."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return 0
    return int(found.replace(tzinfo=found.tzinfo or UTC).timestamp())


def moment(text: str | None) -> str | None:
    """Read a moment; ``None`` for what is none."""
    at = seconds(text)
    return to_text(datetime.fromtimestamp(at, UTC)) if at else None


def due(text: str | None) -> str | None:
    """Read a day as its noon in UTC, which is the same day nearly everywhere."""
    return moment(f"{text}T12:00:00Z") if text else None


def version(updated_on: str, history: Iterable[wire.Journal], created_on: str) -> int:
    """Give the version of an issue: it rises with every change that can be seen.

    Redmine tells no number of its own (``lock_version`` is kept from us), and whole seconds are too
    coarse: two people may change an issue within one. So the second of the last change counts
    first, then how much of what is seen has happened from that second on: journals, and the birth
    of the issue. Both follow from what the desk tells, so that equal states have equal versions.

    A journal that somebody empties later, time that is booked and a new watcher change no version:
    Redmine does not count them as changes of the issue either. Should the desk's clock be set back,
    versions fall with it until it has caught up.
    """
    last = seconds(updated_on)
    happened = sum(seconds(one.created_on) >= last for one in history)
    return last * _SAME_SECOND + min(happened + (seconds(created_on) >= last), _SAME_SECOND - 1)


def likely_version(updated_on: str) -> int:
    """Give the version of an issue of which only the last change is known.

    It is exact where one thing happened in that second, as nearly always.
    """
    return seconds(updated_on) * _SAME_SECOND + 1


def deleted_row(number: int, last: int) -> RemoteRow:
    """Tell that an issue is gone; newer than whatever was told of it.

    Args:
        number: Its number.
        last: The second of the last change that was told.
    """
    ver = last * _SAME_SECOND + _SAME_SECOND - 1
    return RemoteRow("ticket", ServerId(str(number)), ver, ver, RowKind.TOMBSTONE)


def queue_row(project: wire.Project) -> RemoteRow:
    """Read a project."""
    doc: dict[str, Value] = {
        "name": project.name,
        "slug": project.identifier or str(project.id),
        "active": project.status == ALIVE,
    }
    return RemoteRow("queue", ServerId(str(project.id)), 1, 0, RowKind.PUT, doc)


def person_row(user: wire.User) -> RemoteRow:
    """Read a person; the moment of the last change is the version."""
    doc: dict[str, Value] = {
        "name": user.name,
        "login": user.login or None,
        "email": user.mail or None,
        "active": True,
    }
    ver = max(seconds(user.updated_on), 2)
    return RemoteRow("person", ServerId(str(user.id)), ver, 0, RowKind.PUT, doc)


def named_row(ref: wire.Ref) -> RemoteRow:
    """Read a person or a group of whom only the name is told; anything else is newer."""
    doc: dict[str, Value] = {"name": ref.name, "login": None, "email": None, "active": True}
    return RemoteRow("person", ServerId(str(ref.id)), 1, 0, RowKind.PUT, doc)


def member_row(row: RemoteRow) -> RemoteRow:
    """Say of somebody that they work in a project: issues may be given to them.

    That is newer than a name: issues name people without telling where they work.
    """
    return replace(row, ver=max(row.ver, 2), doc={**(row.doc or {}), "is_agent": True})


def group_row(ref: wire.Ref) -> RemoteRow:
    """Read a group that works in a project; whether it may own issues Redmine does not say."""
    row = named_row(ref)
    return replace(row, ver=2, doc={**(row.doc or {}), "is_agent": False, "is_group": True})


def people_in(issue: wire.Issue, history: Sequence[wire.Journal]) -> Mapping[int, wire.Ref]:
    """Give everybody an issue names, by number."""
    named = [issue.author, issue.assigned_to, *issue.watchers, *(one.user for one in history)]
    return {one.id: one for one in named if one is not None}


def owners_in(history: Sequence[wire.Journal]) -> Sequence[str]:
    """Give the numbers of those whom journals name as owners, each once."""
    some = [
        (one.old_value, one.new_value)
        for journal in history
        for one in journal.details
        if (one.property, one.name) == ("attr", "assigned_to_id")
    ]
    return list(dict.fromkeys(one for pair in some for one in pair if one and one.isdecimal()))


def ticket_row(issue: wire.Issue, history: Sequence[wire.Journal], names: Names) -> RemoteRow:
    """Read an issue; see :func:`version`."""
    level = issue.priority
    doc: dict[str, Value] = {
        "number": issue.id,
        "subject": issue.subject,
        "status": status(issue.status.id),
        "priority": None if level is None else priority(level.id),
        "tracker": None if issue.tracker is None else tracker(issue.tracker.id),
        "queue": str(issue.project.id),
        "owner": _person(issue.assigned_to),
        "requester": _person(issue.author),
        "watchers": sorted(str(one.id) for one in issue.watchers),
        "minutes_spent": round((issue.spent_hours or 0) * 60),
        "due_at": due(issue.due_date),
        # Redmine keeps the moment when an issue is opened again.
        "solved_at": moment(issue.closed_on) if issue.status.is_closed else None,
        "created_at": moment(issue.created_on),
        "updated_at": moment(issue.updated_on),
    }
    doc |= links_in(issue)
    for one in issue.custom_fields:
        usual = Custom(number=one.id, label=one.name, multiple=one.multiple)
        if one.name != MARKER:
            doc[usual.name] = names.fields.get(usual.name, usual).read(one.value)
    ver = version(issue.updated_on, history, issue.created_on)
    return RemoteRow("ticket", ServerId(str(issue.id)), ver, ver, RowKind.PUT, doc)


def entry_rows(
    issue: wire.Issue, history: Sequence[wire.Journal], names: Names
) -> Sequence[RemoteRow]:
    """Read what was said in an issue and what was changed, the earliest first.

    The description is the first message; who changed it later shows in its version. A journal with
    a note and changes is two entries: the changes have a name made of that of the note.
    Text is shown as it was typed, with its Textile or Markdown.
    """
    words = _Words(issue, names, _known_people(issue, history))
    rows = [_description_row(issue, history)]
    for one in history:
        if one.details:
            changes = [words.change(detail) for detail in one.details]
            name = f"{issue.id}-{one.id}-event"
            rows.append(_row(issue, one, name, 0, type="event", changes=changes))
        if one.notes:
            more = {"type": _spoken_type(issue, one), "body": one.notes, "body_format": "plain"}
            rows.append(_row(issue, one, f"{issue.id}-{one.id}", 1, channel="portal", **more))
    return rows


def entry_of(issue: wire.Issue, journal: wire.Journal | None) -> str:
    """Name the entry that a journal is, or the description for none; see :func:`entry_rows`."""
    if journal is None:
        return f"issue-{issue.id}"
    name = f"{issue.id}-{journal.id}"
    return name if journal.notes else f"{name}-event"


def issue_of(name: str) -> int:
    """Give the issue that an entry or file belongs to, by its name; 0 for what is no such name.

    A journal or file is not told by its number alone, so that the issue stands in its name.
    """
    first, _, second = name.partition("-")
    number = second if first == "issue" else first
    return int(number) if second and number.isascii() and number.isdecimal() else 0


def _description_row(issue: wire.Issue, history: Sequence[wire.Journal]) -> RemoteRow:
    at = moment(issue.created_on)
    doc: dict[str, Value] = {
        "ticket": str(issue.id),
        "author": _person(issue.author),
        "acted_at": at,
        "created_at": at,
        # Nought is the place of whoever has seen nothing yet.
        "ord": 1,
        "type": "message",
        "channel": "portal",
        "body": issue.description or "",
        "body_format": "plain",
    }
    rewritten = [
        one.id
        for one in history
        if any(each.property == "attr" and each.name == "description" for each in one.details)
    ]
    ver = max(rewritten, default=0) + 1
    return RemoteRow("entry", ServerId(entry_of(issue, None)), ver, ver, RowKind.PUT, doc)


def _row(
    issue: wire.Issue, journal: wire.Journal, name: str, place: int, **more: Value
) -> RemoteRow:
    at = moment(journal.created_on)
    doc: dict[str, Value] = {
        "ticket": str(issue.id),
        "author": _person(journal.user),
        "acted_at": at,
        "created_at": at,
        "ord": journal.id * 2 + place,
        **more,
    }
    return RemoteRow("entry", ServerId(name), journal.id, journal.id, RowKind.PUT, doc)


def _spoken_type(issue: wire.Issue, journal: wire.Journal) -> str:
    if journal.private_notes:
        return "note"
    return "message" if _person(journal.user) == _person(issue.author) else "reply"


def _known_people(issue: wire.Issue, history: Sequence[wire.Journal]) -> Mapping[str, str]:
    return {str(number): one.name for number, one in people_in(issue, history).items()}


def _person(ref: wire.Ref | None) -> str | None:
    return None if ref is None else str(ref.id)


class _Words(Struct, frozen=True):
    """Says what the journals of one issue changed."""

    issue: wire.Issue
    names: Names
    people: Mapping[str, str]

    def change(self, detail: wire.Detail) -> dict[str, Value]:
        """Name field and values; a number stays one where no answer tells its name."""
        field = self._field(detail)
        return {
            "field": field,
            "old": self._value(detail, field, detail.old_value or ""),
            "new": self._value(detail, field, detail.new_value or ""),
        }

    def _value(self, detail: wire.Detail, field: str, raw: str) -> Value:
        own = self.names.fields.get(field)
        if own is not None:
            return own.read(raw)
        if raw and (detail.property == "relation" or detail.name in _LINKED):
            return f"#{raw}"
        return due(raw) if field == "due_at" else self._known(detail).get(raw, raw)

    def _field(self, detail: wire.Detail) -> str:
        if detail.property == "attr":
            return _FIELDS.get(detail.name) or str(_TITLES.get(detail.name, detail.name))
        if detail.property == "relation":
            return field_told(detail.name) or str(_RELATIONS.get(detail.name, detail.name))
        if detail.property == "cf":
            fields = {str(one.id): one.name for one in self.issue.custom_fields}
            ours = f"cf_{detail.name}"
            return ours if ours in self.names.fields else fields.get(detail.name, detail.name)
        return "attachment" if detail.property == "attachment" else detail.name

    def _known(self, detail: wire.Detail) -> Mapping[str, str]:
        if detail.property != "attr":
            return {}
        here = {"category_id": self.issue.category, "fixed_version_id": self.issue.fixed_version}
        ref = here.get(detail.name)
        return {
            "status_id": self.names.statuses,
            "priority_id": self.names.priorities,
            "tracker_id": self.names.trackers,
            "project_id": {str(self.issue.project.id): self.issue.project.name}
            | {**self.names.projects},
            "assigned_to_id": {**self.names.people, **self.people},
        }.get(detail.name, {} if ref is None else {str(ref.id): ref.name})
