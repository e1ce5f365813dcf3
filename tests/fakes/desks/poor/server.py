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
    tickets: dict[int, Ticket] = field(default_factory=dict)
    """The first one was touched last."""
    last_number: int = 0
    last_message: int = 0
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
        self.say(ticket.number, text, by=by)
        return ticket.number

    def say(self, number: int, text: str, *, by: str, public: bool = True) -> None:
        """Write a message."""
        self.last_message += 1
        second = int(self.now().timestamp())
        told = {"id": self.last_message, "author": by, "public": public, "text": text}
        self.tickets[number].messages.append({**told, "created": _moment(second)})
        self.touch(number)

    def change(self, number: int, **values: Any) -> None:
        """Set fields."""
        for name, value in values.items():
            setattr(self.tickets[number], name, value)
        self.touch(number)

    def touch(self, number: int) -> None:
        """Put a ticket first in the list."""
        ticket = self.tickets.pop(number)
        self.tickets = {number: ticket, **self.tickets}

    def remove(self, number: int) -> None:
        """Delete a ticket without a trace."""
        del self.tickets[number]

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
        right = scheme == "Basic" and login in self.people and password == f"secret of {login}"
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
                for number, name in QUEUES.items()
                if number != SECRET_QUEUE
            ],
            ("GET", "/api/people"): lambda: [
                {"login": one, "name": name} for one, name in self.people.items()
            ],
        }
        if (method, path) in known:
            return 200, known[method, path]()
        if path == "/api/tickets":
            return self._new(login, body) if method == "POST" else self._list(int(page))
        found = _TICKET.fullmatch(path)
        ticket = self.tickets.get(int(found[1])) if found else None
        if found is None or ticket is None:
            return 404, {"error": "There is no such thing"}
        if ticket.queue == SECRET_QUEUE or ticket.number in self.unreadable:
            return _HIDDEN if ticket.queue == SECRET_QUEUE else _BROKEN
        if found[2]:
            return self._messages(login, method, ticket, body)
        return self._one(method, ticket, body)

    def _list(self, page: int) -> Answer:
        shown = [one for one in self.tickets.values() if one.queue != SECRET_QUEUE]
        start = (page - 1) * self.page_most
        if start and start >= len(shown):
            return 404, {"error": "There is no such page"}
        some = shown[start : start + self.page_most]
        return 200, {"count": len(shown), "results": [_row(one) for one in some]}

    def _new(self, login: str, body: Any) -> Answer:
        if body.get("queue") not in QUEUES:
            return 400, {"error": "There is no such queue"}
        number = self.make(
            body["title"], body.get("text") or "", by=login, queue=body["queue"],
        )  # fmt: skip
        ticket = self.tickets[number]
        ticket.requester = body.get("from") or login
        ticket.priority = body.get("priority") or 3
        return 201, {"id": number}

    def _messages(self, login: str, method: str, ticket: Ticket, body: Any) -> Answer:
        if method == "GET":
            return 200, {"messages": ticket.messages}
        if not body.get("text"):
            return 400, {"error": "A message needs words"}
        self.say(ticket.number, body["text"], by=login, public=bool(body.get("public")))
        return 201, {"ok": True}

    def _one(self, method: str, ticket: Ticket, body: Any) -> Answer:
        if method == "GET":
            return 200, _row(ticket)
        if method == "DELETE":
            self.remove(ticket.number)
            return 204, None
        if body.get("owner") not in {None, "", *self.people}:
            return 400, {"error": "There is no such person"}
        if body.get("status", "new") not in STATUSES:
            del body["status"]
        names = {"title", "status", "priority", "queue", "owner"} & {*body}
        self.change(ticket.number, **{name: body[name] or None for name in names})
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
