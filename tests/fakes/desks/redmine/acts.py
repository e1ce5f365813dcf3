"""What can be done at the desk, each act committed whole.

``begin_…`` is what is done when a request comes, ``commit`` what is done when it is saved; others
are served in between, and whoever saved an issue meanwhile is noticed by its count of savings.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.fakes.desks.redmine.links import faults as relation_faults
from tests.fakes.desks.redmine.links import (
    notes_of,
    open_duplicates,
    parent_faults,
    turned,
    wanted,
)
from tests.fakes.desks.redmine.saving import (
    Body,
    UnknownWatcherError,
    details,
    faults,
    may_edit,
    written,
)
from tests.fakes.desks.redmine.stores import (
    Account,
    Detail,
    File,
    Issue,
    Journal,
    Relation,
    Stores,
    TimeEntry,
    hours_on,
)

_LATER = timedelta(milliseconds=30)
"""A journal is stamped after its issue, sometimes in the next second."""
_FOLDER = re.compile(r"\A.*(\\|/)", re.DOTALL)
_FORBIDDEN = re.compile(r"[/?%*:|\"'<>\n\r]+")
_TOKEN = re.compile(r"(\d+)\.([0-9a-f]+)")
_TYPES = {"txt": "text/plain", "log": "text/x-log", "png": "image/png"}


class RefusedActError(Exception):
    """Redmine says no; the first argument is the status, the second its sentences."""


@dataclass
class Draft:
    """An issue that somebody is about to save."""

    who: Account
    before: Issue
    issue: Issue
    at: datetime
    """The stamp that it will bear, however long the saving takes."""
    notes: str = ""
    private: bool = False
    files: list[File] = field(default_factory=list)


class Acts:
    """Changes the stores.

    Args:
        stores: Gives the desk as it is now; a restored backup is another one.
        now: The desk's clock.
    """

    def __init__(self, stores: Callable[[], Stores], now: Callable[[], datetime]) -> None:
        self._current = stores
        self.now = now

    @property
    def _stores(self) -> Stores:
        return self._current()

    # --- issues ---------------------------------------------------------------------------------

    def begin_new(self, who: Account, body: Body) -> Draft:
        """Look at a new issue; raises what Redmine refuses."""
        stores, now = self._stores, self.now()
        usual = next((one.number for one in stores.priorities.values() if one.marked), 0)
        blank = Issue(0, 0, 0, 0, usual, who.number)
        issue = deepcopy(blank)
        issue.start = now.date().isoformat()
        try:
            written(stores, who, issue, body)
        except UnknownWatcherError:
            raise RefusedActError(404, ("Not Found",)) from None
        draft = Draft(who, blank, issue, now)
        return self._checked(draft, body)

    def begin_edit(self, who: Account, seen: Issue, body: Body) -> Draft:
        """Look at a change of an issue, or at a note; raises what Redmine refuses."""
        stores = self._stores
        may_note = stores.may(who, "add_issue_notes", seen.project)
        if not may_note and not may_edit(stores, who, seen):
            raise RefusedActError(403, ())
        issue = deepcopy(seen)
        written(stores, who, issue, body)
        draft = Draft(who, deepcopy(seen), issue, self.now())
        if may_note:
            draft.notes = str(body.get("notes") or "")
        if stores.may(who, "set_notes_private", issue.project):
            draft.private = bool(body.get("private_notes"))
        return self._checked(draft, body)

    def _checked(self, draft: Draft, body: Body) -> Draft:
        uploads: Sequence[Body] = body.get("uploads") or ()
        lost = 0
        for one in uploads:
            file = self._waiting(str(one.get("token")))
            if file is None:
                lost += 1
                continue
            more = {"name": _plain(str(one["filename"]))} if one.get("filename") else {}
            more |= {"type": str(one["content_type"])} if one.get("content_type") else {}
            draft.files.append(replace(file, description="", **more))  # type: ignore[arg-type]
        found = faults(self._stores, draft.before, draft.issue)
        found += parent_faults(self._stores, draft.who, draft.before, draft.issue)
        found += [f"{lost} file(s) could not be saved."] if lost else []
        if found:
            raise RefusedActError(422, found)
        if body.get("lock_version") not in {None, draft.before.lock}:
            raise RefusedActError(422, ())
        return draft

    def commit(self, draft: Draft) -> Issue:
        """Save an issue with all that belongs to it.

        Raises:
            RefusedActError: somebody else has saved it meanwhile, or deleted it.
        """
        stores, issue = self._stores, draft.issue
        if not draft.before.number:
            issue.number = stores.next("issue")
            issue.created = draft.at
        else:
            there = stores.issues.get(issue.number)
            if there is None or there.lock != draft.before.lock:
                raise RefusedActError(422, ())
            # Who watches is kept beside it.
            issue.watchers = there.watchers
        issue.lock = draft.before.lock + 1
        # Also if nothing has changed, and nobody wrote.
        issue.updated = draft.at
        statuses = stores.statuses
        was_closed = draft.before.number and statuses[draft.before.status].marked
        if statuses[issue.status].marked and not was_closed:
            issue.closed = draft.at
        stores.issues[issue.number] = issue
        for file in draft.files:
            stores.files[file.number] = replace(file, issue=issue.number)
        if draft.before.number:
            changed = [*details(stores, draft.before, issue)]
            changed += [
                Detail("attachment", str(one.number), None, one.name) for one in draft.files
            ]
            self._note(draft, changed)
        self._note_parents(draft)
        if statuses[issue.status].marked and not was_closed and draft.before.number:
            self._close_duplicates(draft)
        return issue

    def _note_parents(self, draft: Draft) -> None:
        """Tell the issue of which this one was a part, and that of which it is one now."""
        old, new, number = draft.before.parent, draft.issue.parent, str(draft.issue.number)
        if old == new:
            return
        for parent, detail in (
            (old, Detail("attr", "child_id", number, None)),
            (new, Detail("attr", "child_id", None, number)),
        ):
            whole = self._stores.issues.get(parent or 0)
            if whole is not None and self._stores.sees(draft.who, whole):
                whole.lock, whole.updated = whole.lock + 1, draft.at
                self._journal(Draft(draft.who, whole, whole, draft.at), "", [detail], private=False)

    def _close_duplicates(self, draft: Draft) -> None:
        for one in list(open_duplicates(self._stores, draft.issue)):
            closed = replace(deepcopy(one), status=draft.issue.status)
            notes, private = draft.notes, draft.private
            self.commit(Draft(draft.who, deepcopy(one), closed, draft.at, notes, private))

    def _note(self, draft: Draft, changed: Sequence[Detail]) -> None:
        """Write the journal; a private note is kept apart from what was changed with it."""
        if not changed and not draft.notes.strip():
            return
        private = draft.private and bool(draft.notes.strip())
        if private and changed:
            self._journal(draft, None, changed, private=False)
            changed = ()
        self._journal(draft, draft.notes, changed, private=private)

    def _journal(
        self, draft: Draft, notes: str | None, changed: Sequence[Detail], *, private: bool
    ) -> None:
        stores, issue, who = self._stores, draft.issue, draft.who
        number = stores.next("journal")
        stores.journals[number] = Journal(
            number, issue.number, who.number, draft.at + _LATER, notes, private, tuple(changed)
        )
        watches = who.number in issue.watchers
        if not watches and stores.may(who, "add_issue_watchers", issue.project):
            issue.watchers = [*issue.watchers, who.number]

    def create(self, who: Account, body: Body) -> Issue:
        """Make an issue at once."""
        return self.commit(self.begin_new(who, body))

    def edit(self, who: Account, number: int, **body: Any) -> None:
        """Change an issue at once."""
        self.commit(self.begin_edit(who, self._stores.issues[number], body))

    def delete(self, issue: int, who: Account | None = None) -> None:
        """Delete an issue with its subtasks; nothing tells of it."""
        stores = self._stores
        for one in [one for one in stores.issues.values() if one.parent == issue]:
            self.delete(one.number, who)
        gone = stores.deleted[issue] = stores.issues.pop(issue)
        for relation in list(stores.relations_of(issue)):
            del stores.relations[relation.number]
        # That it is a part of nothing any more is told.
        author = who or stores.accounts[1]
        self._note_parents(Draft(author, gone, replace(gone, parent=None), self.now()))

    def relate(self, who: Account, issue: Issue, body: Body) -> Relation:
        """Link an issue with another one, which changes neither of them but for its journals."""
        stores = self._stores
        if not stores.may(who, "manage_issue_relations", issue.project):
            raise RefusedActError(403, ())
        relation = wanted(stores, who, issue, body)
        found = relation_faults(stores, relation)
        if found:
            raise RefusedActError(422, found)
        made = replace(turned(relation), number=stores.next("relation"))
        stores.relations[made.number] = made
        self._note_relation(who, made, is_new=True)
        return made

    def part(self, who: Account, number: int) -> Relation:
        """Take a relation away."""
        stores = self._stores
        found = stores.relations.get(number)
        if found is None:
            raise RefusedActError(404, ())
        ends = [stores.issues[found.first], stores.issues[found.second]]
        is_seen = all(stores.sees(who, one) for one in ends)
        may = any(stores.may(who, "manage_issue_relations", one.project) for one in ends)
        if not (is_seen and may):
            raise RefusedActError(403, ())
        del stores.relations[number]
        self._note_relation(who, found, is_new=False)
        return found

    def _note_relation(self, who: Account, relation: Relation, *, is_new: bool) -> None:
        for number, detail in notes_of(relation, is_new=is_new):
            issue = self._stores.issues[number]
            self._journal(Draft(who, issue, issue, self.now()), "", [detail], private=False)

    # --- beside them ----------------------------------------------------------------------------

    def watch(self, issue: Issue, person: int) -> None:
        """Let somebody watch; whom nobody knows is left out."""
        if person in self._stores.accounts and person not in issue.watchers:
            issue.watchers = [*issue.watchers, person]

    def unwatch(self, issue: Issue, person: int) -> None:
        """Let somebody watch no more."""
        if person not in self._stores.accounts:
            raise RefusedActError(404, ())
        issue.watchers = [one for one in issue.watchers if one != person]

    def book(self, who: Account, body: Body) -> TimeEntry:
        """Book time on an issue."""
        stores = self._stores
        issue = stores.issues.get(int(body["issue_id"]))
        if issue is None:
            said = ("Project cannot be blank", "Project is invalid", "Issue is invalid")
            raise RefusedActError(422, said)
        if not (stores.sees(who, issue) and stores.may(who, "log_time", issue.project)):
            raise RefusedActError(422, ("Issue is invalid",))
        usual = next((one.number for one in stores.activities.values() if one.marked), 0)
        activity = int(body.get("activity_id") or usual)
        hours, day = float(body["hours"]), str(body["spent_on"])
        there, most = hours_on(stores.times, who.number, day), stores.hours_a_day
        wrong = {
            "Activity cannot be blank": not activity,
            "Activity is not included in the list": activity not in {0, *stores.activities},
            "Hours is invalid": hours < 0,
            f"Cannot log more than {_clock(most)} hours on the same day"
            f" ({_clock(there)} hours have already been logged)": 0 < most < there + hours,
        }
        if any(wrong.values()):
            raise RefusedActError(422, [said for said, holds in wrong.items() if holds])
        number = stores.next("time")
        made = TimeEntry(number, issue.number, who.number, activity, hours, day, self.now())
        stores.times[number] = made
        return made

    def upload(self, who: Account, name: str, content: bytes) -> File:
        """Take a file that belongs to nothing yet."""
        stores = self._stores
        number, digest = stores.next("file"), hashlib.sha256(content).hexdigest()
        name = _plain(name)
        kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        file = File(number, name, kind, content, digest, who.number, self.now())
        stores.files[number] = file
        return file

    def _waiting(self, token: str) -> File | None:
        """Find a file by its token; one that belongs to something has none any more."""
        found = _TOKEN.fullmatch(token)
        file = self._stores.files.get(int(found[1])) if found else None
        if found is None or file is None or file.issue or file.digest != found[2]:
            return None
        return file


def _plain(name: str) -> str:
    return _FORBIDDEN.sub("_", _FOLDER.sub("", name))


def _clock(hours: float) -> str:
    whole, minutes = divmod(round(hours * 60), 60)
    return f"{whole}:{minutes:02}"
