"""The shortest way to a server in memory: nothing goes wrong on it unless somebody wants it to."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream
from deskclient.backends.translate import Cause, network_error


class Server(Protocol):
    """A desk in memory."""

    async def serve(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        ...


class Wire:
    """See :class:`deskclient.backends.http.Transport`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.loses: Callable[[HttpRequest], bool] = lambda _: False
        """Whether the answer to a request gets lost."""
        self.meanwhile: Callable[[HttpRequest], None] = lambda _: None
        """What others do just before a request arrives."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.meanwhile(request)
        answer = await self._server.serve(request)
        if self.loses(request):
            raise network_error(Cause.RESET, maybe_sent=True)
        return answer

    @asynccontextmanager
    async def stream(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        answer = await self.send(request)

        async def pieces() -> AsyncGenerator[bytes, None]:
            yield answer.body

        yield HttpStream(answer.status, answer.headers, pieces())

    async def drop_connections(self) -> None:
        """Nothing is open."""

    async def close(self) -> None:
        """Nothing is open."""
