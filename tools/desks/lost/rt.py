"""Request Tracker, for the trials with lost answers."""

import base64
import quopri
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from deskclient.backends.request_tracker.mapping import priority
from tools.desks.agent import Proof
from tools.desks.desk import Desk
from tools.desks.lost.declared import LostDesk, Message, Truth
from tools.desks.lost.plan import Deed
from tools.desks.lost.wire import Passing
from tools.desks.request_tracker.calls import RtCalls
from tools.desks.request_tracker.server import RequestTracker

_MESSAGES = """
    SELECT t.id, t.ObjectId, u.Name, t.Type FROM Transactions t JOIN Users u ON u.id = t.Creator
    WHERE t.ObjectType = 'RT::Ticket' AND t.Type IN ('Create', 'Correspond', 'Comment')
"""
_PARTS = """
    SELECT TransactionId, ContentType, Filename, ContentEncoding, Content FROM Attachments
    WHERE Content IS NOT NULL ORDER BY id
"""
_TICKETS = "SELECT id, Subject, Status, Priority, TimeWorked FROM Tickets"
_TICKET = re.compile(r"/ticket/([0-9]+)\b")


def _proof(desk: Desk, login: str) -> Proof:
    return Proof(login, _rt(desk).landmarks().tokens[login], "token")


def _truth(desk: Desk) -> Truth:
    with closing(sqlite3.connect(f"file:{_rt(desk).database}?mode=ro", uri=True)) as connection:
        parts: dict[int, list[Any]] = {}
        for event, *part in connection.execute(_PARTS):
            parts.setdefault(event, []).append(part)
        messages = [
            _message(str(ticket), author, kind, parts.get(event, ()))
            for event, ticket, author, kind in connection.execute(_MESSAGES)
        ]
        tickets = {
            str(number): {
                "subject": subject,
                "status": state,
                "priority": priority(level),
                "minutes_spent": minutes,
            }
            for number, subject, state, level, minutes in connection.execute(_TICKETS)
        }
    return Truth(messages, tickets)


def _message(ticket: str, author: str, kind: str, parts: Sequence[Any]) -> Message:
    words = [_content(*one[2:]) for one in parts if one[0] == "text/plain" and not one[1]]
    files = {str(one[1]): _content(*one[2:]) for one in parts if one[1]}
    text = words[0].decode("utf-8", "replace") if words else ""
    return Message(ticket, author, kind == "Comment", text, files)


def _content(encoding: str | None, stored: str | bytes) -> bytes:
    content = stored.encode() if isinstance(stored, str) else stored
    if encoding == "base64":
        return base64.b64decode(content)
    return quopri.decodestring(content) if encoding == "quoted-printable" else content


def _ticket_of(passing: Passing) -> str:
    found = _TICKET.search(passing.path)
    return "" if found is None else found[1]


def _meddle(desk: Desk, ticket: str, words: str) -> None:
    calls = RtCalls(desk.url, _proof(desk, "ben"))
    calls.ask("POST", f"/ticket/{ticket}/comment", {"Content": words, "ContentType": "text/plain"})


def _rt(desk: Desk) -> RequestTracker:
    if not isinstance(desk, RequestTracker):
        raise TypeError(desk)
    return desk


RT = LostDesk(
    title="Request Tracker",
    at=RequestTracker,
    deeds=frozenset(Deed),
    proof=_proof,
    truth=_truth,
    ticket_of=_ticket_of,
    meddle=_meddle,
    queue="Network",
    choices={"status": ("open", "resolved"), "priority": ("high", "low")},
)
