"""Answers requests as a desk with a poor interface does.

What is missing, each of it seen at some desk that people run: the list has pages by number and no
order that stays, for whatever is touched comes first; nothing can be asked for by its time, and no
time of a change is told; times have whole seconds; there are no conditions, so that the last one
wins; an unknown status is ignored in silence; a message that was taken is not named; what is
deleted leaves no trace. Numbers are never given twice.
"""

import asyncio
import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from deskclient.backends.http import HttpRequest, HttpResponse

STATUSES = ("new", "open", "resolved", "closed")
QUEUES = {1: "Service desk", 2: "Network", 9: "Personnel"}
SECRET_QUEUE = 9
PAGE = 20
_WRITABLE = ("title", "status", "priority", "queue", "owner")
_TICKET = re.compile(r"/api/tickets/(\d+)(/messages)?")
Answer = tuple[int, object]
_BROKEN: Answer = (500, {"error": "Something broke"})
_HIDDEN: Answer = (403, {"error": "This is not for you"})
_STRANGER: Answer = (401, {"error": "Who are you?"})


@dataclass
class Ticket:
    """What the desk keeps of one."""

    number: int
    title: str
    queue: int
    requester: str
    created: int
    status: str = "new"
    priority: int = 3
    owner: str | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Event:
    """Something that was ever done, as its operator remembers it; no program can ask for it."""

    ticket: int
    who: str
    """Empty for whoever works behind its back without a name."""
    what: str
    """``make``, ``say``, ``change`` or ``remove``."""
    new: Mapping[str, Any]
    """Values by name: of a ticket or message as it began, or those that were set."""
    old: Mapping[str, Any] = field(default_factory=dict)
    """What was there before it was set."""


@dataclass
class PoorServer:
    """The desk, its people and its moods.

    Args:
        now: Tells its time.
    """

    now: Callable[[], datetime]
    people: dict[str, str] = field(
        default_factory=lambda: {"anna": "Anna", "lena": "Lena", "ivan": "Ivan"}
    )
    queues: Mapping[int, str] = field(default_factory=lambda: QUEUES)
    kept_from: dict[str, set[int]] = field(default_factory=dict)
    """By login: queues that somebody does not see, beside the secret one."""
    secret: str = "secret"
    """What everybody's password begins with."""
    tickets: dict[int, Ticket] = field(default_factory=dict)
    """The first one was touched last."""
    last_number: int = 0
    last_message: int = 0
    events: list[Event] = field(default_factory=list)
    """All that was ever done, the earliest first."""
    slow_s: float = 0.0
    """So long each answer takes."""
    busy: Mapping[str, str] | None = None
    """Headers of the answer “too many requests” that everybody gets now."""
    lost: int = 0
    """So many answers to changes are lost on their way back."""
    broken: int = 0
    """So many changes are made and answered with a failure of the desk."""
    unreadable: set[int] = field(default_factory=set)
    """Tickets at which it fails when they are asked for."""
    page_most: int = PAGE
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each request that came."""
    before: Callable[[HttpRequest], object] = lambda _request: None
    """Called with each request, before it is answered."""

    # --- behind its back ------------------------------------------------------------------------

    def make(self, title: str, text: str = "It hums.", *, by: str = "ivan", **more: Any) -> int:
        """Make a ticket."""
        self.last_number += 1
        second = int(self.now().timestamp())
        given = {"queue": 1, "requester": by, **more}
        ticket = Ticket(self.last_number, title, created=second, **given)
        self.tickets = {ticket.number: ticket, **self.tickets}
        begun = {name: getattr(ticket, name) for name in (*_WRITABLE, "requester")}
        self.events.append(Event(ticket.number, by, "make", begun))
        self.say(ticket.number, text, by=by)
        return ticket.number

    def say(self, number: int, text: str, *, by: str, public: bool = True) -> None:
        """Write a message."""
        self.last_message += 1
        second = int(self.now().timestamp())
        told = {"id": self.last_message, "author": by, "public": public, "text": text}
        self.tickets[number].messages.append({**told, "created": _moment(second)})
        self.events.append(Event(number, by, "say", told))
        self.touch(number)

    def change(self, number: int, *, by: str = "", **values: Any) -> None:
        """Set fields."""
        ticket = self.tickets[number]
        old = {name: getattr(ticket, name) for name in values}
        for name, value in values.items():
            setattr(ticket, name, value)
        self.events.append(Event(number, by, "change", values, old))
        self.touch(number)

    def touch(self, number: int) -> None:
        """Put a ticket first in the list."""
        ticket = self.tickets.pop(number)
        self.tickets = {number: ticket, **self.tickets}

    def remove(self, number: int, *, by: str = "") -> None:
        """Delete a ticket without a trace in the interface."""
        del self.tickets[number]
        self.events.append(Event(number, by, "remove", {}))

    def password(self, login: str) -> str:
        """Give somebody's password."""
        return f"{self.secret} of {login}"

    # --- its interface --------------------------------------------------------------------------

    async def serve(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        parts = urlsplit(request.url)
        self.asked.append((request.method, parts.path))
        self.before(request)
        if self.slow_s:
            await asyncio.sleep(self.slow_s)
        login = self._who(request.headers.get("Authorization", ""))
        headers = {
            "content-type": "application/json",
            "date": format_datetime(self.now().astimezone(UTC), usegmt=True),
        }
        if self.busy is not None:
            return HttpResponse(429, {**headers, **self.busy}, b'{"error": "Too many requests"}')
        body = json.loads(request.body) if request.body else {}
        page = parse_qs(parts.query).get("page", ["1"])[0]
        status, told = _STRANGER
        if login:
            status, told = self._answer(login, request.method, parts.path, body, page)
        if self.lost and request.method != "GET":
            self.lost -= 1
            raise ConnectionResetError
        if self.broken and request.method != "GET":
            self.broken -= 1
            status, told = _BROKEN
        content = b"" if status == 204 else json.dumps(told).encode()
        return HttpResponse(status, headers, content)

    def _who(self, authorization: str) -> str:
        scheme, _, text = authorization.partition(" ")
        try:
            login, _, password = base64.b64decode(text).decode().partition(":")
        except ValueError:
            return ""
        right = scheme == "Basic" and login in self.people and password == self.password(login)
        return login if right else ""

    def _answer(self, login: str, method: str, path: str, body: Any, page: str) -> Answer:
        known = {
            ("GET", "/api/account"): lambda: {
                "login": login,
                "name": self.people[login],
                "since": "2026-01-01T08:00:00Z",
            },
            ("GET", "/api/queues"): lambda: [
                {"id": number, "name": name}
                for number, name in self.queues.items()
                if not self._is_hidden(login, number)
            ],
            ("GET", "/api/people"): lambda: [
                {"login": one, "name": name} for one, name in self.people.items()
            ],
        }
        if (method, path) in known:
            return 200, known[method, path]()
        if path == "/api/tickets":
            return self._new(login, body) if method == "POST" else self._list(login, int(page))
        found = _TICKET.fullmatch(path)
        ticket = self.tickets.get(int(found[1])) if found else None
        if found is None or ticket is None:
            return 404, {"error": "There is no such thing"}
        if self._is_hidden(login, ticket.queue):
            return _HIDDEN
        if ticket.number in self.unreadable:
            return _BROKEN
        act = self._messages if found[2] else self._one
        return act(login, method, ticket, body)

    def _is_hidden(self, login: str, queue: int) -> bool:
        return queue == SECRET_QUEUE or queue in self.kept_from.get(login, ())

    def _list(self, login: str, page: int) -> Answer:
        shown = [one for one in self.tickets.values() if not self._is_hidden(login, one.queue)]
        start = (page - 1) * self.page_most
        if start and start >= len(shown):
            return 404, {"error": "There is no such page"}
        some = shown[start : start + self.page_most]
        return 200, {"count": len(shown), "results": [_row(one) for one in some]}

    def _new(self, login: str, body: Any) -> Answer:
        if body.get("queue") not in self.queues:
            return 400, {"error": "There is no such queue"}
        number = self.make(
            body["title"],
            body.get("text") or "",
            by=login,
            queue=body["queue"],
            requester=body.get("from") or login,
            priority=body.get("priority") or 3,
        )
        return 201, {"id": number}

    def _messages(self, login: str, method: str, ticket: Ticket, body: Any) -> Answer:
        if method == "GET":
            return 200, {"messages": ticket.messages}
        if not body.get("text"):
            return 400, {"error": "A message needs words"}
        self.say(ticket.number, body["text"], by=login, public=bool(body.get("public")))
        return 201, {"ok": True}

    def _one(self, login: str, method: str, ticket: Ticket, body: Any) -> Answer:
        if method == "GET":
            return 200, _row(ticket)
        if method == "DELETE":
            self.remove(ticket.number, by=login)
            return 204, None
        if body.get("owner") not in {None, "", *self.people}:
            return 400, {"error": "There is no such person"}
        if body.get("status", "new") not in STATUSES:
            del body["status"]
        values = {name: body[name] or None for name in _WRITABLE if name in body}
        self.change(ticket.number, by=login, **values)
        return 200, {"ok": True}


def _row(ticket: Ticket) -> dict[str, object]:
    return {
        "id": ticket.number,
        "title": ticket.title,
        "status": ticket.status,
        "priority": ticket.priority,
        "queue": ticket.queue,
        "owner": ticket.owner,
        "from": ticket.requester,
        "created": _moment(ticket.created),
        "messages": len(ticket.messages),
    }


def _moment(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
