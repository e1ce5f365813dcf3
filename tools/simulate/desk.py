"""The desk of a history: the real service, called without sockets, and what its operator does."""

import asyncio
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from deskclient.backends.translate import Cause, network_error
from tools.simulate.chance import Chance
from tools.simulate.faults import Fault, made_up

BASE_URL = "https://desk.example"
Message: TypeAlias = MutableMapping[str, Any]
AsgiApp: TypeAlias = Callable[[Any, Any, Any], Any]


def _scope(request: HttpRequest) -> dict[str, Any]:
    parts = urlsplit(request.url)
    headers = {"host": "desk.example", "content-length": str(len(request.body))}
    headers |= {name.lower(): value for name, value in request.headers.items()}
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "https",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 40000),
        "server": ("desk.example", 443),
        "state": {},
    }


@dataclass(slots=True)
class _Exchange:
    """One request inside of the service."""

    request: HttpRequest
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    _told: bool = False
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        """Hand over the body, then stay connected until everything is answered."""
        if self._told:
            await self._answered.wait()
            return {"type": "http.disconnect"}
        self._told = True
        return {"type": "http.request", "body": self.request.body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Take the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            pairs = message.get("headers", ())
            self.headers = {name.decode().lower(): value.decode() for name, value in pairs}
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                self._answered.set()

    def answer(self) -> HttpResponse:
        """Give the whole answer."""
        return HttpResponse(self.status, self.headers, bytes(self.body))


class Desk:
    """A desk as clients reach it."""

    def __init__(self) -> None:
        # Ordered: a set of tasks would be walked by address.
        self._running: dict[asyncio.Task[HttpResponse], None] = {}
        self.requests = 0

    async def serve(self, request: HttpRequest) -> HttpResponse:
        """Let the service answer; it goes on even if nobody waits for the answer any more."""
        task = self._start(request)
        await asyncio.wait({task})
        if task.cancelled():
            raise network_error(Cause.RESET, maybe_sent=True)
        return task.result()

    def serve_later(self, request: HttpRequest, delay_s: float) -> None:
        """Deliver a copy of a request that strayed on its way; nobody waits for the answer."""
        loop = asyncio.get_running_loop()
        loop.call_later(delay_s, lambda: self._start(request))

    def _start(self, request: HttpRequest) -> asyncio.Task[HttpResponse]:
        self.requests += 1
        task = asyncio.get_running_loop().create_task(self._call(request))
        self._running[task] = None
        task.add_done_callback(self._forget)
        return task

    def _forget(self, task: asyncio.Task[HttpResponse]) -> None:
        self._running.pop(task, None)
        if not task.cancelled():
            task.exception()

    async def _call(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def instance_of(self, person_id: str) -> str:
        """Tell what the client of a person takes for the desk's name."""
        raise NotImplementedError

    def repeats(self, request: HttpRequest) -> bool:
        """Tell whether the network may deliver a request twice by itself."""
        raise NotImplementedError

    def made_up(self, fault: Fault, request: HttpRequest, chance: Chance) -> HttpResponse:
        """Give what something else answers in the desk's place."""
        raise NotImplementedError

    def die(self) -> None:
        """Stop the process: what it was doing is not answered; what it committed stays."""
        for task in tuple(self._running):
            task.cancel()

    @property
    def busy(self) -> int:
        """How many requests are under way."""
        return len(self._running)


class OwnDesk(Desk):
    """Our service, called without sockets."""

    def __init__(self, app: AsgiApp, instance: str) -> None:
        super().__init__()
        self._app = app
        self._instance = instance

    @override
    async def _call(self, request: HttpRequest) -> HttpResponse:
        exchange = _Exchange(request)
        await self._app(_scope(request), exchange.receive, exchange.send)
        return exchange.answer()

    @override
    def instance_of(self, person_id: str) -> str:
        return self._instance

    @override
    def repeats(self, request: HttpRequest) -> bool:
        return True

    @override
    def made_up(self, fault: Fault, request: HttpRequest, chance: Chance) -> HttpResponse:
        return made_up(fault, self._instance, chance)
