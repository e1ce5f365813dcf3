"""People at a real Request Tracker: those under test, and colleagues who do things meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

import httpx
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream, HttpxTransport
from deskclient.backends.port import RemoteRow
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import by_password, by_token
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.clock import SystemClock
from deskclient.domain.scope import Scope
from tests.fakes.fault_proxy import FaultProxy, Faults
from tools.desks.request_tracker.server import PASSWORD, RequestTracker

T = TypeVar("T")


class CountedTransport:
    """The real network, with a count of what went over it."""

    def __init__(self) -> None:
        self._inner = HttpxTransport(SystemClock())
        self.requests: list[str] = []
        self.answered_bytes = 0

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(f"{request.method} {request.url}")
        answer = await self._inner.send(request)
        self.answered_bytes += len(answer.body)
        return answer

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        return self._inner.stream(request)

    async def drop_connections(self) -> None:
        await self._inner.drop_connections()

    async def close(self) -> None:
        await self._inner.close()

    def begin(self) -> None:
        """Count from nought."""
        self.requests, self.answered_bytes = [], 0


class LossyTransport(CountedTransport):
    """A network that breaks at chosen requests."""

    def __init__(self, proxy: FaultProxy) -> None:
        super().__init__()
        self._proxy = proxy
        self.lose: Callable[[HttpRequest], bool] = lambda _: False
        """Whether the answer to a request gets lost on its way back."""
        self.swallow: Callable[[HttpRequest], bool] = lambda _: False
        """Whether a request gets lost on its way there."""
        self.meanwhile: Callable[[HttpRequest], None] = lambda _: None
        """What colleagues do just before a request leaves."""

    @override
    async def send(self, request: HttpRequest) -> HttpResponse:
        await asyncio.to_thread(self.meanwhile, request)
        if self.lose(request):
            return await self._send_with(Faults(cut_down_after=0), request)
        if self.swallow(request):
            return await self._send_with(Faults(cut_up_after=0), request)
        return await super().send(request)

    async def _send_with(self, faults: Faults, request: HttpRequest) -> HttpResponse:
        # Faults hold for new connections only.
        await self.drop_connections()
        self._proxy.faults = faults
        try:
            return await super().send(request)
        finally:
            self._proxy.faults = Faults()
            await self.drop_connections()


class Reading:
    """One person's adapter, and the transport below it."""

    def __init__(
        self,
        url: str,
        tokens: SessionTokens,
        instance: str = "",
        line: CountedTransport | None = None,
    ) -> None:
        self.line = line or CountedTransport()
        self.adapter = RequestTrackerAdapter(
            self.line, url, MemoryTokenStore(tokens), SystemClock(), instance
        )

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
            token, self.cursor = page.next_page, page.cursor
            yield page.rows
            if not token:
                return


class RtOffice:
    """A running instance and who works with it."""

    def __init__(self, server: RequestTracker) -> None:
        self.server = server
        self.url = server.url
        self.marks = server.landmarks()

    def colleague(self, method: str, path: str, json: Any = None, login: str = "ben") -> Any:
        """Let a colleague do something through RT's own interface."""
        headers = {"Authorization": f"token {self.marks.tokens[login]}"}
        answer = httpx.request(
            method,
            f"{self.url}/REST/2.0{path}",
            headers=headers,
            json=json,
            timeout=60,
            trust_env=False,
        )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def create(self, subject: str, **more: Any) -> str:
        """Let a colleague create a ticket; gives its number."""
        wish = {"Queue": "Network", "Subject": subject, "Content": "Seen today.", **more}
        return str(self.colleague("POST", "/ticket", wish)["id"])

    def comment(self, ticket: str, text: str, login: str = "ben") -> None:
        """Let a colleague write an internal note."""
        wish = {"Content": text, "ContentType": "text/plain"}
        self.colleague("POST", f"/ticket/{ticket}/comment", wish, login)

    def reading(self, login: str = "anna", instance: str = "") -> Reading:
        """Give the adapter of a person who signed in by token."""
        return Reading(self.url, by_token(self.marks.tokens[login]), instance)

    def lossy(self, proxy: FaultProxy, login: str = "anna") -> tuple[Reading, LossyTransport]:
        """Give an adapter behind a wire, and the hand that cuts it."""
        line = LossyTransport(proxy)
        return Reading(proxy.url, by_token(self.marks.tokens[login]), line=line), line

    def by_password(self, login: str, password: str = PASSWORD) -> Reading:
        """Give the adapter of a person who signed in by name and password."""
        return Reading(self.url, by_password(login, password))

    def run(self, work: Callable[[Reading], Coroutine[Any, Any, T]], reading: Reading) -> T:
        """Run with an adapter to the end."""

        async def whole() -> T:
            try:
                return await work(reading)
            finally:
                await reading.adapter.close()

        return asyncio.run(whole())
