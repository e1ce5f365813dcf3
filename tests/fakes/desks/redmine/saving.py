"""What becomes of an issue when somebody writes to it: what is left out, refused and noted.

Most of what may not be is left out without a word; only what is no value at all is refused.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from tests.fakes.desks.redmine.links import is_blocked
from tests.fakes.desks.redmine.stores import (
    Account,
    CustomField,
    Detail,
    FieldValue,
    Issue,
    Stores,
)

Body = Mapping[str, Any]
_SUBJECT_MOST = 255
_NOTED = (
    ("tracker_id", "tracker"),
    ("project_id", "project"),
    ("subject", "subject"),
    ("description", "description"),
    ("due_date", "due"),
    ("status_id", "status"),
    ("assigned_to_id", "owner"),
    ("priority_id", "priority"),
    ("start_date", "start"),
    ("parent_id", "parent"),
)
"""What journals tell of, in the order of the columns."""


class UnknownWatcherError(Exception):
    """A new issue names a watcher whom nobody knows."""


def written(stores: Stores, who: Account, issue: Issue, body: Body) -> None:
    """Write to a copy of an issue what may be written, and leave out the rest."""
    is_new = not issue.number
    if not is_new and not may_edit(stores, who, issue):
        return
    if "project_id" in body and _may_be_in(stores, who, body["project_id"]):
        issue.project = _project(stores, body["project_id"])
    if not issue.project:
        return
    if "parent_issue_id" in body and not stores.may(who, "manage_subtasks", issue.project):
        body = {name: value for name, value in body.items() if name != "parent_issue_id"}
    _step(stores, issue, body)
    for name, (ours, read) in _PLAIN.items():
        if name in body:
            setattr(issue, ours, read(body[name]))
    _fill(stores, issue, body)
    if is_new and stores.may(who, "add_issue_watchers", issue.project):
        issue.watchers = _watchers(stores, body)


def _step(stores: Stores, issue: Issue, body: Body) -> None:
    """Give it its tracker, then its status, which may depend on it."""
    if _whole(body.get("tracker_id")) in stores.trackers:
        issue.tracker = _whole(body["tracker_id"])
    issue.tracker = issue.tracker or min(stores.trackers)
    if _whole(body.get("status_id")) in allowed_statuses(stores, issue):
        issue.status = _whole(body["status_id"])
    issue.status = issue.status or min(stores.statuses)


def _fill(stores: Stores, issue: Issue, body: Body) -> None:
    """Write those custom fields that the tracker has, and forget those that it has not."""
    there = {one.number: one for one in stores.fields_of(issue)}
    issue.fields = {number: value for number, value in issue.fields.items() if number in there}
    wanted = {_whole(one["id"]): one["value"] for one in body.get("custom_fields", ())}
    for number, one in there.items():
        if number in wanted:
            issue.fields[number] = _kept(one, wanted[number])
        elif one.usual and number not in issue.fields:
            issue.fields[number] = one.usual


def faults(stores: Stores, before: Issue, issue: Issue) -> list[str]:
    """Say what is wrong with an issue, in Redmine's sentences."""
    if not issue.project:
        return [f"{name} cannot be blank" for name in ("Project", "Tracker", "Status")]
    wrong = {
        "Subject cannot be blank": not issue.subject.strip(),
        "Priority cannot be blank": issue.priority not in stores.priorities,
        f"Subject is too long (maximum is {_SUBJECT_MOST} characters)": (
            len(issue.subject) > _SUBJECT_MOST
        ),
        "Due date is not a valid date": bool(issue.due) and not _is_day(issue.due),
        "Due date must be greater than start date": _is_too_early(before, issue),
        "Assignee is invalid": not _may_own(stores, before, issue),
    }
    found = [said for said, holds in wrong.items() if holds]
    return found + [
        said for one in stores.fields_of(issue) for said in _faults_of(stores, one, issue)
    ]


def details(stores: Stores, before: Issue, issue: Issue) -> Iterator[Detail]:
    """Say what has changed, as a journal does."""
    for name, ours in _NOTED:
        old, new = getattr(before, ours), getattr(issue, ours)
        if old != new and (old or new):
            yield Detail("attr", name, _text(old), _text(new))
    for one in stores.custom_fields.values():
        old, new = before.fields.get(one.number), issue.fields.get(one.number)
        if one.many:
            there, now = _members(old), _members(new)
            gone = [each for each in there if each not in now]
            yield from (Detail("cf", str(one.number), each, None) for each in gone)
            come = [each for each in now if each not in there]
            yield from (Detail("cf", str(one.number), None, each) for each in come)
        elif old != new and (old or new):
            yield Detail("cf", str(one.number), _text(old), _text(new))


def allowed_statuses(stores: Stores, issue: Issue) -> list[int]:
    """Give the statuses that may follow, the one it has among them."""
    following = stores.steps.get(issue.status)
    found = set(stores.statuses) if following is None else {*following, issue.status} - {0}
    subtasks = [one for one in stores.issues.values() if one.parent == issue.number]
    has_open_ones = any(not stores.statuses[one.status].marked for one in subtasks)
    if issue.number and (has_open_ones or is_blocked(stores, issue)):
        # Nobody may close what has open subtasks, or waits for another one.
        found = {one for one in found if not stores.statuses[one].marked}
    return sorted(found)


def may_edit(stores: Stores, who: Account, issue: Issue) -> bool:
    """Tell whether fields may be written; whoever may not can still write notes."""
    own = issue.author == who.number and stores.may(who, "edit_own_issues", issue.project)
    return own or stores.may(who, "edit_issues", issue.project)


def _may_be_in(stores: Stores, who: Account, value: Any) -> bool:
    project = _project(stores, value)
    return project in stores.projects and stores.may(who, "add_issues", project)


def _project(stores: Stores, value: Any) -> int:
    text = str(value or "")
    if text.isdecimal() or not text:
        return int(text or 0)
    found = (one.number for one in stores.projects.values() if one.identifier == text)
    return next(found, 0)


def _kept(one: CustomField, value: Any) -> FieldValue:
    if one.many:
        some = value if isinstance(value, list) else [value]
        return [str(each) for each in some if each]
    return str(value).lower() if isinstance(value, bool) else str(value or "")


def _watchers(stores: Stores, body: Body) -> list[int]:
    found = [_whole(one) for one in body.get("watcher_user_ids", ())]
    if any(one not in stores.accounts for one in found):
        raise UnknownWatcherError
    return found


def _is_too_early(before: Issue, issue: Issue) -> bool:
    if not _is_day(issue.due) or issue.due == before.due or not issue.start:
        return False
    return str(issue.due) < issue.start


def _may_own(stores: Stores, before: Issue, issue: Issue) -> bool:
    if not issue.owner or issue.owner == before.owner:
        return True
    members = {
        one.person
        for one in stores.memberships.values()
        if one.project == issue.project and not stores.accounts[one.person].is_group
    }
    return issue.owner in {*members, issue.author}


def _faults_of(stores: Stores, one: CustomField, issue: Issue) -> Iterator[str]:
    for value in _members(issue.fields.get(one.number)):
        known: Mapping[str, bool] = {
            "list": value in one.choices,
            "user": _whole(value) in stores.accounts,
        }
        if not known.get(one.format, True):
            yield f"{one.name} is not included in the list"
        elif one.format == "int" and not value.removeprefix("-").isdecimal():
            yield f"{one.name} is not a number"
        elif one.format == "date" and not _is_day(value):
            yield f"{one.name} is not a valid date"


def _members(value: FieldValue) -> list[str]:
    some = value if isinstance(value, list) else [value]
    return [one for one in some if one]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _is_day(text: str | None) -> bool:
    try:
        date.fromisoformat(text or "")
    except ValueError:
        return False
    return True


def _whole(value: Any) -> int:
    text = str(value if value is not None else "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _number_or_none(value: Any) -> int | None:
    return _whole(value) or None


def _text_or_none(value: Any) -> str | None:
    return str(value or "") or None


def _lines(value: Any) -> str:
    return "\r\n".join(str(value or "").replace("\r\n", "\n").split("\n"))


_PLAIN: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "assigned_to_id": ("owner", _number_or_none),
    "priority_id": ("priority", _whole),
    "subject": ("subject", lambda value: str(value or "")),
    "description": ("description", _lines),
    "due_date": ("due", _text_or_none),
    "parent_issue_id": ("parent", _number_or_none),
}
"""What is written as it comes: Redmine's name, ours, and how it is read."""
