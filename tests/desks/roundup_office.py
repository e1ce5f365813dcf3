"""People at a real Roundup: those under test, and colleagues who do things meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from deskclient.backends.port import RemoteRow
from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.backends.roundup.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.operation import Action, Operation, Patch
from deskclient.domain.scope import Scope
from tests.desks.rt_office import CountedTransport, LossyTransport
from tests.desks.rt_wishes import make
from tests.fakes.fault_proxy import FaultProxy, Faults
from tools.desks.roundup.server import PASSWORD, Roundup

T = TypeVar("T")
OTHER_QUEUE, QUEUE, PRIVATE_QUEUE = "5", "2", "8"


class LaterTransport(CountedTransport):
    """The real network, with a desk whose clock a test can set ahead instead of waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead_s = 0

    @override
    async def send(self, request: HttpRequest) -> HttpResponse:
        answer = await super().send(request)
        told = answer.headers.get("date")
        if not told or not self.ahead_s:
            return answer
        later = parsedate_to_datetime(told) + timedelta(seconds=self.ahead_s)
        headers = {**answer.headers, "date": format_datetime(later, usegmt=True)}
        return HttpResponse(answer.status, headers, answer.body)


class ByName(CountedTransport):
    """A network on which the desk is called by its own name, wherever it is.

    Roundup takes no change that comes under another one.
    """

    def __init__(self, host: str) -> None:
        super().__init__()
        self._host = host

    @override
    async def send(self, request: HttpRequest) -> HttpResponse:
        return await super().send(named(request, self._host))


class Wire(LossyTransport):
    """A network that breaks at chosen requests, on which the desk is called by its own name."""

    def __init__(self, proxy: FaultProxy, host: str) -> None:
        super().__init__(proxy)
        self._host = host
        self.faults = Faults()
        self.cut: Callable[[HttpRequest], bool] = lambda _: False
        """Whether a request meets the faults."""

    @override
    async def send(self, request: HttpRequest) -> HttpResponse:
        request = named(request, self._host)
        if self.cut(request):
            return await self._send_with(self.faults, request)
        return await super().send(request)


def named(request: HttpRequest, host: str) -> HttpRequest:
    """Ask for a desk by the name it has."""
    return replace(request, headers={**request.headers, "Host": host})


class Reading:
    """One person's adapter, and the transport below it."""

    def __init__(
        self,
        url: str,
        login: str,
        password: str = PASSWORD,
        instance: str = "",
        line: CountedTransport | None = None,
    ) -> None:
        self.line = line or LaterTransport()
        store = MemoryTokenStore(by_password(login, password))
        self.adapter = RoundupAdapter(self.line, url, store, SystemClock(), instance)

    async def pull(self, scope: Scope | None = None) -> tuple[Sequence[RemoteRow], str]:
        """Fetch everything, page by page; gives the place in the feed too."""
        rows: list[RemoteRow] = []
        async for page in self.pages(scope):
            rows += page
        return rows, self.cursor

    async def pages(self, scope: Scope | None = None) -> AsyncGenerator[Sequence[RemoteRow], None]:
        """Fetch everything, a page at a time."""
        token = ""
        while True:
            page = await self.adapter.snapshot(scope or Scope(), token)
            assert page.bad == ()
            token, self.cursor = page.next_page, page.cursor
            yield page.rows
            if not token:
                return

    async def news(self, cursor: str, scope: Scope | None = None) -> tuple[list[RemoteRow], str]:
        """Read the feed to its end."""
        rows: list[RemoteRow] = []
        while True:
            page = await self.adapter.changes(scope or Scope(), cursor, 0)
            rows += page.rows
            cursor = page.cursor
            if not page.more:
                return rows, cursor


class RoundupOffice:
    """A running tracker and who works with it."""

    def __init__(self, server: Roundup) -> None:
        self.server = server
        self.url = server.url
        self.marks = server.landmarks()

    def number(self, login: str) -> str:
        """Give somebody's number."""
        return self.marks.logins[login]

    def colleague(self, method: str, path: str, json: Any = None, login: str = "ben") -> Any:
        """Let a colleague do something through Roundup's own interface."""
        parts = urlsplit(self.url)
        headers = {
            "X-Requested-With": "rest",
            "Origin": f"{parts.scheme}://{parts.netloc}",
            "Referer": f"{self.url}/",
            "Accept": "application/json",
        }
        if method in {"PUT", "PATCH", "DELETE"}:
            headers["If-Match"] = self.colleague("GET", path, login=login)["@etag"]
        answer = httpx.request(
            method,
            f"{self.url}/rest{path}",
            headers=headers,
            json=json,
            auth=(login, PASSWORD),
            timeout=60,
            trust_env=False,
        )
        assert answer.is_success, answer.text
        return answer.json()["data"]

    def create(self, title: str, login: str = "ben", **more: Any) -> str:
        """Let a colleague make an issue; gives its number."""
        wish = {"title": title, "queue": QUEUE, "priority": "3", "status": "1", **more}
        return str(self.colleague("POST", "/data/issue", wish, login)["id"])

    def change(self, issue: str, login: str = "ben", **values: Any) -> None:
        """Let a colleague change an issue."""
        self.colleague("PUT", f"/data/issue/{issue}", values, login)

    def write(self, issue: str, text: str, login: str = "ben") -> str:
        """Let a colleague write a message; gives its number."""
        wish = {"author": self.number(login), "date": ".", "content": text}
        message = str(self.colleague("POST", "/data/msg", wish, login)["id"])
        self.colleague("PATCH", f"/data/issue/{issue}", {"@op": "add", "messages": message}, login)
        return message

    def retire(self, issue: str) -> None:
        """Let the administrator take an issue away."""
        self.colleague("DELETE", f"/data/issue/{issue}", login="admin")

    def issue(self, issue: str) -> Any:
        """Give an issue's properties as the desk has them, links as numbers."""
        path = f"/data/issue/{issue}?@verbose=0&@protected=true"
        return self.colleague("GET", path, login="admin")["attributes"]

    def words(self, issue: str) -> list[str]:
        """The texts of an issue's messages, as the desk has them."""
        messages = self.issue(issue)["messages"]
        return [
            self.colleague("GET", f"/data/msg/{one}?@verbose=3", login="admin")["attributes"][
                "content"
            ]
            for one in messages
        ]

    def named(self, title: str) -> list[str]:
        """Number the issues of exactly this title."""
        found = self.colleague("GET", f"/data/issue?title:={quote(title)}", login="admin")
        return [one["id"] for one in found["collection"]]

    def messages_of(self, op: Operation) -> list[str]:
        """Number all messages that an operation became."""
        query = quote(f"<{op.op_id}@deskclient.invalid>")
        found = self.colleague("GET", f"/data/msg?messageid:={query}", login="admin")
        return [one["id"] for one in found["collection"]]

    def reading(self, login: str = "anna", password: str = PASSWORD, instance: str = "") -> Reading:
        """Give the adapter of a person."""
        return Reading(self.url, login, password, instance)

    def lossy(self, proxy: FaultProxy, login: str = "anna") -> tuple[Reading, Wire]:
        """Give an adapter behind a wire, and the hand that cuts it."""
        line = Wire(proxy, urlsplit(self.url).netloc)
        return Reading(f"{proxy.url}/desk", login, line=line), line

    def run(self, work: Callable[[Reading], Coroutine[Any, Any, T]], reading: Reading) -> T:
        """Run with an adapter to the end."""

        async def whole() -> T:
            try:
                return await work(reading)
            finally:
                await reading.adapter.close()

        return asyncio.run(whole())


def new_issue(subject: str, **more: Any) -> Operation:
    """Make the wish for a new ticket."""
    values = {"subject": subject, "queue": QUEUE, "status": "new", "priority": "2", **more}
    made: Operation = make("ticket", Action.CREATE, patch=Patch(set=values))
    return made


def sends_to(*parts: str) -> Callable[[HttpRequest], bool]:
    """Choose the requests that change something at one of these places."""
    return lambda request: request.method != "GET" and any(one in request.url for one in parts)
