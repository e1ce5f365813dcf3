"""Redmine, for the trials with lost answers."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import httpx

from deskclient.backends.redmine.names import priority, status
from tools.desks.agent import Proof
from tools.desks.desk import Desk
from tools.desks.lost.declared import LostDesk, Message, Truth
from tools.desks.lost.plan import Deed
from tools.desks.lost.wire import Passing
from tools.desks.redmine.server import Redmine

_NOTES = """
    SELECT j.id, j.journalized_id, u.login, j.private_notes, j.notes
    FROM journals j JOIN users u ON u.id = j.user_id WHERE j.notes <> ''
"""
_ISSUES = """
    SELECT i.id, u.login, i.subject, i.description, i.status_id, i.priority_id,
        (SELECT SUM(t.hours) FROM time_entries t WHERE t.issue_id = i.id)
    FROM issues i JOIN users u ON u.id = i.author_id
"""
_FILES = """
    SELECT a.container_id, d.journal_id, a.filename, a.disk_directory, a.disk_filename
    FROM attachments a LEFT JOIN journal_details d
    ON d.property = 'attachment' AND d.prop_key = CAST(a.id AS TEXT)
    WHERE a.container_type = 'Issue'
"""
_ISSUE = re.compile(r"/issues/([0-9]+)\b")


def _proof(desk: Desk, login: str) -> Proof:
    return Proof(login, _redmine(desk).landmarks().tokens[login], "token")


def _truth(desk: Desk) -> Truth:
    redmine = _redmine(desk)
    messages: list[Message] = []
    tickets: dict[str, Mapping[str, object]] = {}
    with closing(sqlite3.connect(f"file:{redmine.database}?mode=ro", uri=True)) as connection:
        files = _files(redmine, connection)
        for journal, issue, author, is_note, text in connection.execute(_NOTES):
            brought = files.get((issue, journal), {})
            messages.append(Message(str(issue), author, bool(is_note), text, brought))
        for number, author, subject, text, *more in connection.execute(_ISSUES):
            brought = files.get((number, None), {})
            messages.append(Message(str(number), author, is_note=False, text=text, files=brought))
            state, level, hours = more
            tickets[str(number)] = {
                "subject": subject,
                "status": status(state),
                "priority": priority(level),
                "minutes_spent": round((hours or 0) * 60),
            }
    return Truth(messages, tickets)


def _files(
    redmine: Redmine, connection: sqlite3.Connection
) -> Mapping[tuple[int, int | None], Mapping[str, bytes]]:
    """Give contents by name, of each issue and journal; ``None`` for what came with the issue."""
    found: dict[tuple[int, int | None], dict[str, bytes]] = {}
    for issue, journal, name, folder, stored in connection.execute(_FILES):
        content = (redmine.files / (folder or "") / stored).read_bytes()
        found.setdefault((issue, journal), {})[name] = content
    return found


def _ticket_of(passing: Passing) -> str:
    if passing.path.startswith("/time_entries"):
        return next(_booked_on(passing.body), "")
    found = _ISSUE.search(passing.path)
    return "" if found is None else found[1]


def _booked_on(body: bytes) -> Iterator[str]:
    told: Any = json.loads(body or b"{}").get("time_entry", {})
    if "issue_id" in told:
        yield str(told["issue_id"])


def _meddle(desk: Desk, ticket: str, words: str) -> None:
    httpx.put(
        f"{desk.url}/issues/{ticket}.json",
        headers={"X-Redmine-API-Key": _proof(desk, "ben").secret},
        json={"issue": {"notes": words, "private_notes": True}},
        timeout=60.0,
        trust_env=False,
    ).raise_for_status()


def _steps(deed: Deed, files: int) -> int:
    # Each file comes before what it belongs to.
    del deed
    return files + 1


def _redmine(desk: Desk) -> Redmine:
    if not isinstance(desk, Redmine):
        raise TypeError(desk)
    return desk


REDMINE = LostDesk(
    title="Redmine",
    at=Redmine,
    deeds=frozenset(Deed),
    proof=_proof,
    truth=_truth,
    ticket_of=_ticket_of,
    meddle=_meddle,
    queue="Network",
    choices={"status": (status(2), status(3)), "priority": (priority(3), priority(1))},
    bare=frozenset({Deed.NOTE}),
    names_requester=False,
    steps=_steps,
)
