"""Answers requests as Request Tracker's REST 2 interface does, unkindness and all.

What is particular, each of it measured on a real 5.0.3: a refusal comes as 200 with a sentence;
``If-Match`` is compared before anything is written, without a lock; several fields are written one
by one, so that an end of the server in between leaves some; a list of transactions is cut before
hidden notes are taken out of it; one unknown transaction is a failure of the desk; tickets that are
deleted or merged are found by no search; who merges moves people and minutes without a word.
"""

import asyncio
import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.request_tracker.acts import Acts, Body, RefusedActError
from tests.fakes.desks.request_tracker.search import (
    BadQueryError,
    event_test,
    part_test,
    ticket_test,
)
from tests.fakes.desks.request_tracker.shown import Shown
from tests.fakes.desks.request_tracker.stores import Account, Event, Part, Stores, Ticket

BASE = "/REST/2.0"
_JSON = 'application/json; charset="utf-8"'
_PAGE_MOST = 100
_WORDS = {401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 412: "Precondition Failed"}
_WORDS |= {405: "Method Not Allowed", 415: "Unsupported Media Type", 500: "Internal Server Error"}
Query: TypeAlias = Mapping[str, str]
Answer: TypeAlias = tuple[int, dict[str, str], str]
"""Status, headers, body."""


class AnsweredError(Exception):
    """Ends the work on a request; the first argument is the status, the second the sentence."""


@dataclass(frozen=True)
class Write:
    """One change that was accepted, written down behind the desk's back."""

    login: str
    what: str
    """``ticket``, ``comment``, ``correspond``, ``edit`` or ``delete``."""
    body: Body
    ticket: int
    event: int = 0


@dataclass
class Desk:
    """Everything that a backup holds."""

    stores: Stores = field(default_factory=Stores)
    writes: list[Write] = field(default_factory=list)


class RequestTrackerServer:
    """The interface.

    Args:
        desk: What it keeps.
        now: Its clock.
        pause_s: How long each step of its work takes.
        url: Address of the web pages.
    """

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        pause_s: Callable[[], float] = lambda: 0.0,
        url: str = "https://rt.example",
    ) -> None:
        self.desk = desk
        self._now = now
        self._pause_s = pause_s
        self._url = url
        self.acts = Acts(lambda: self.desk.stores, now)
        self.marks_late = False
        """Whether custom fields of a new ticket are written after it, and not together with it."""

    async def serve(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        try:
            status, more, told = await self._answer(request)
        except AnsweredError as error:
            status, said = error.args
            more = {"content-type": "application/json; charset=utf-8"}
            told = json.dumps({"message": said or _WORDS[status]})
        date = format_datetime(self._now(), usegmt=True)
        headers = {"content-type": _JSON, "date": date, **more}
        return HttpResponse(status, headers, told.encode())

    async def _answer(self, request: HttpRequest) -> Answer:
        parts = urlsplit(request.url)
        path = parts.path.removeprefix(BASE)
        who = self._who(request.headers)
        if who is None:
            raise AnsweredError(401, "")
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        call = _Call(self, who, request, query)
        for method, pattern, work in _ROUTES:
            found = re.fullmatch(pattern, path)
            if found is not None and method == request.method:
                await asyncio.sleep(self._pause_s())
                answer: Answer = await work(call, *(unquote(one) for one in found.groups()))
                return answer
        raise AnsweredError(404, "")

    def _who(self, headers: Mapping[str, str]) -> Account | None:
        way, _, proof = headers.get("Authorization", "").partition(" ")
        accounts = self.desk.stores.accounts.values()
        if way == "token":
            return next((one for one in accounts if one.token and one.token == proof), None)
        if way != "Basic":
            return None
        name, _, password = base64.b64decode(proof).decode().partition(":")
        account = self.desk.stores.account(name)
        return (
            account if account is not None and password and account.password == password else None
        )

    async def step(self) -> None:
        """Work for a moment, during which others are served."""
        await asyncio.sleep(self._pause_s())

    @property
    def base(self) -> str:
        return f"{self._url}{BASE}"


class _Call:
    """One request of one person."""

    def __init__(
        self, server: RequestTrackerServer, who: Account, request: HttpRequest, query: Query
    ) -> None:
        self._server = server
        self._who = who
        self._request = request
        self._query = query

    @property
    def _stores(self) -> Stores:
        return self._server.desk.stores

    @property
    def _shown(self) -> Shown:
        return Shown(self._stores, self._server.base, self._who)

    def _body(self) -> Body:
        if self._request.headers.get("Content-Type") != "application/json":
            raise AnsweredError(415, "")
        found: Body = json.loads(self._request.body)
        return found

    # --- reading --------------------------------------------------------------------------------

    async def version(self) -> Answer:
        return _told({"Version": "5.0.3"})

    async def user(self, name: str) -> Answer:
        account = self._stores.account(name)
        if account is None:
            raise AnsweredError(404, "")
        answer = _told(self._shown.account(account))
        # Its own transactions are not kept here; that there are some shows.
        more = {"etag": '"31"'} if account.number == self._who.number else {}
        return answer[0], answer[1] | more, answer[2]

    async def queue(self, number: str) -> Answer:
        if not self._who.may("see", int(number)):
            raise AnsweredError(403, "")
        status, headers, body = _told(self._shown.queue(self._stores.queues[int(number)]))
        # Its own transactions are not kept here either.
        return status, {**headers, "etag": '"32"'}, body

    async def custom_field(self, number: str) -> Answer:
        # To whoever may not see them RT does not even say which there are.
        if not self._who.declarations:
            raise AnsweredError(403, "")
        found = self._stores.custom_fields.get(int(number))
        if found is None:
            raise AnsweredError(404, "")
        told = self._shown.custom_field(found)
        return 200, {"etag": f'"{told["LastUpdated"]}"'}, json.dumps(told)

    async def queues(self) -> Answer:
        some = [one for one in self._stores.queues.values() if self._who.may("see", one.number)]
        return self._page(some, total=None)

    async def users(self) -> Answer:
        wanted = [{"field": "id", "operator": ">", "value": "0"}]
        assert json.loads(self._query["query"]) == wanted, "another search for people"
        accounts = self._stores.accounts
        some = [accounts[one] for one in sorted(accounts) if not accounts[one].is_group]
        return self._page(some, total=len(some))

    async def groups(self) -> Answer:
        wanted = [{"field": "Domain", "operator": "=", "value": "UserDefined"}]
        assert json.loads(self._query["query"]) == wanted, "another search for groups"
        some = [one for one in self._stores.accounts.values() if one.is_group]
        return self._page(some, total=len(some))

    async def group(self, number: str) -> Answer:
        found = self._stores.accounts.get(int(number))
        if found is None or not found.is_group:
            raise AnsweredError(404, "")
        status, headers, body = _told(self._shown.group(found))
        # Its own transactions are not kept here either.
        return status, {**headers, "etag": '"32"'}, body

    async def ticket(self, number: str) -> Answer:
        ticket = self._seen(int(number))
        status, headers, body = _told(self._shown.ticket(ticket))
        return status, {**headers, "etag": f'"{self._etag(ticket)}"'}, body

    async def tickets(self) -> Answer:
        fits = _read_query(lambda: ticket_test(self._query["query"], self._stores, self._who))
        some = [
            one
            for one in self._stores.tickets.values()
            if one.effective == one.number
            and one.status != "deleted"
            and self._who.may("see", one.queue)
            and fits(one)
        ]
        return self._page(self._ordered(some), total=len(some))

    async def transactions(self) -> Answer:
        fits = _read_query(lambda: event_test(self._query["query"], self._who, self._stores))
        some = [one for one in self._stores.events.values() if fits(one) and self._sees_ticket(one)]
        return self._page(self._ordered(some), total=None)

    async def transaction(self, number: str) -> Answer:
        event = self._stores.events.get(int(number))
        if event is None:
            raise AnsweredError(500, "")
        if not self._sees(event):
            raise AnsweredError(403, "")
        return _told(self._shown.event(event))

    async def parts_of_event(self, number: str) -> Answer:
        event = self._stores.events.get(int(number))
        if event is None:
            return 500, {"content-type": "text/plain"}, "Internal Server Error"
        return self._page(self._parts({event.number}) if self._sees(event) else [], total=None)

    async def parts_of_ticket(self, number: str) -> Answer:
        ticket = self._stores.ticket(int(number))
        if ticket is None or not self._who.may("see", ticket.queue):
            return self._page([], total=None)
        numbers = self._stores.merged_into(ticket.number)
        seen = (one for one in self._stores.events.values() if one.ticket in numbers)
        return self._page(self._parts({one.number for one in seen if self._sees(one)}), total=None)

    async def parts(self) -> Answer:
        fits = part_test(json.loads(self._query["query"]))
        some = [one for one in self._stores.parts.values() if fits(one)]
        return self._page(self._ordered(some), total=None)

    async def part(self, number: str) -> Answer:
        part = self._stores.parts.get(int(number))
        if part is None:
            raise AnsweredError(500, "")
        if not self._sees(self._stores.events[part.event]):
            raise AnsweredError(403, "")
        return _told(self._shown.part(part))

    # --- changing -------------------------------------------------------------------------------

    async def create(self) -> Answer:
        body = self._body()
        try:
            self._server.acts.check_new(body)
        except RefusedActError as refusal:
            raise AnsweredError(*refusal.args) from refusal
        await self._server.step()
        ticket, event = self._server.acts.create(self._who, body)
        self._log("ticket", body, ticket.number, event.number)
        if self._server.marks_late:
            await self._server.step()
            ticket = self._stores.tickets.get(ticket.number, ticket)
        self._server.acts.fill_in(self._who, ticket, body)
        await self._server.step()
        kind = "application/json; charset=utf-8"
        headers = {"content-type": kind, "location": f"{BASE}/ticket/{ticket.number}"}
        return 201, headers, json.dumps(self._shown.ref("ticket", ticket.number))

    async def say(self, number: str, kind: str) -> Answer:
        body = self._body()
        await self._server.step()
        try:
            event = self._server.acts.say(self._who, int(number), kind, body)
        except RefusedActError as refusal:
            raise AnsweredError(*refusal.args) from refusal
        self._log(kind, body, event.ticket, event.number)
        await self._server.step()
        said = "Comments added" if kind == "comment" else "Correspondence added"
        return 201, {"location": f"{BASE}/transaction/{event.number}"}, json.dumps([said])

    async def change(self, number: str) -> Answer:
        body = self._body()
        if int(number) not in self._stores.tickets:
            raise AnsweredError(404, "Resource does not exist; use POST to create")
        seen = deepcopy(self._seen(int(number)))
        condition = self._request.headers.get("If-Match", "").strip('"')
        if condition and condition != str(self._etag(seen)):
            raise AnsweredError(412, "")
        # Whoever comes now has been let in, too.
        await self._server.step()
        said: list[str] = []
        for sentence in self._server.acts.steps(self._who, seen, body):
            said += [] if sentence is None else [sentence]
            await self._server.step()
        self._log("edit", body, seen.number)
        return 200, {}, json.dumps(said)

    async def delete(self, number: str) -> Answer:
        ticket = self._seen(int(number))
        await self._server.step()
        if not self._server.acts.delete(self._who, self._stores.tickets[ticket.number]):
            raise AnsweredError(500, "")
        self._log("delete", {}, ticket.number)
        return 204, {}, ""

    def _log(self, what: str, body: Body, ticket: int, event: int = 0) -> None:
        self._server.desk.writes.append(Write(self._who.name, what, body, ticket, event))

    # --- who sees what --------------------------------------------------------------------------

    def _seen(self, number: int) -> Ticket:
        ticket = self._stores.ticket(number)
        if ticket is None:
            raise AnsweredError(404, "")
        if not self._who.may("see", ticket.queue):
            raise AnsweredError(403, "")
        return ticket

    def _sees_ticket(self, event: Event) -> bool:
        return self._who.may("see", self._stores.tickets[event.ticket].queue)

    def _sees(self, event: Event) -> bool:
        if not self._sees_ticket(event):
            return False
        queue = self._stores.tickets[event.ticket].queue
        return event.type != "Comment" or self._who.may("notes", queue)

    def _etag(self, ticket: Ticket) -> int:
        seen = (one.number for one in self._stores.events_of(ticket.number) if self._sees(one))
        return max(seen, default=0)

    def _is_shown(self, record: Any) -> bool:
        if isinstance(record, Part):
            record = self._stores.events[record.event]
        return not isinstance(record, Event) or self._sees(record)

    # --- what is looked up ----------------------------------------------------------------------

    async def shelf(self, kind: str) -> Answer:
        may = self._who.looks_up
        some = self._ordered(self._stores.shelves.found(kind, self._query["query"]))
        return self._page(some if may else (), len(some) if may else None)

    # --- pages ----------------------------------------------------------------------------------

    def _parts(self, events: set[int]) -> list[Part]:
        return [one for one in self._stores.parts.values() if one.event in events]

    def _ordered(self, some: Sequence[Any]) -> Sequence[Any]:
        assert self._query.get("orderby") == "id", "another order than by number"
        down = self._query.get("order", "ASC").upper() == "DESC"
        return sorted(some, key=lambda one: int(one.number), reverse=down)

    def _page(self, some: Sequence[Any], total: int | None) -> Answer:
        asked = self._query.get("per_page", "")
        size = min(int(asked), _PAGE_MOST) if asked.isdecimal() and int(asked) else 20
        page = int(self._query.get("page", "1"))
        cut = some[(page - 1) * size : page * size]
        # Only now: a page may be short of what is hidden, and is still not the last.
        seen = [one for one in cut if self._is_shown(one)]
        fields = [one for one in self._query.get("fields", "").split(",") if one]
        told: dict[str, Any] = {
            "count": len(seen),
            "total": total,
            "page": page,
            # Perl's way to round up: none of none is not a whole number.
            "pages": None if total is None else -(-total // size) or 0.0,
            "per_page": size,
            "items": [self._shown.listed(one, fields) for one in seen],
        }
        if total is not None and page * size < total:
            told["next_page"] = f"{self._server.base}/?page={page + 1}"
        if told["pages"] and page > 1:
            told["prev_page"] = f"{self._server.base}/?page={page - 1}"
        return _told(told)


def _told(told: Any) -> Answer:
    return 200, {}, json.dumps(told)


def _read_query(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except BadQueryError as error:
        raise AnsweredError(400, str(error)) from error


_ROUTES: Sequence[tuple[str, str, Any]] = (
    ("GET", "/rt", _Call.version),
    ("GET", r"/user/([^/]+)", _Call.user),
    ("GET", r"/users", _Call.users),
    ("GET", r"/groups", _Call.groups),
    ("GET", r"/group/(\d+)", _Call.group),
    ("GET", r"/queues/all", _Call.queues),
    ("GET", r"/queue/(\d+)", _Call.queue),
    ("GET", r"/tickets", _Call.tickets),
    ("GET", r"/ticket/(\d+)", _Call.ticket),
    ("GET", r"/ticket/(\d+)/attachments", _Call.parts_of_ticket),
    ("GET", r"/transactions", _Call.transactions),
    ("GET", r"/transaction/(\d+)", _Call.transaction),
    ("GET", r"/transaction/(\d+)/attachments", _Call.parts_of_event),
    ("GET", r"/attachment/(\d+)", _Call.part),
    ("GET", r"/attachments", _Call.parts),
    ("GET", r"/(article|asset)s", _Call.shelf),
    ("GET", r"/customfield/(\d+)", _Call.custom_field),
    ("POST", r"/ticket", _Call.create),
    ("POST", r"/ticket/(\d+)/(comment|correspond)", _Call.say),
    ("PUT", r"/ticket/(\d+)", _Call.change),
    ("DELETE", r"/ticket/(\d+)", _Call.delete),
)
