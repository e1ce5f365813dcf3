"""Puts a server in memory behind a port of loopback, one connection for each request."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse

_HEADERS = (
    *("Accept-Encoding", "Authorization", "Content-Type", "Host", "If-Match", "If-None-Match"),
    *("Origin", "Referer", "X-HTTP-Method-Override", "X-Redmine-API-Key", "X-Requested-With"),
)


@contextmanager
def at_a_port(serve: Callable[[HttpRequest], Awaitable[HttpResponse]]) -> Iterator[str]:
    """Serve, one request after the other; gives the address."""

    class Handler(_Handler):
        turn = threading.Lock()

        @override
        async def answer(self, request: HttpRequest) -> HttpResponse:
            return await serve(request)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    turn: threading.Lock

    async def answer(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def handle_any(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        headers = {name: value for name in _HEADERS if (value := self.headers.get(name))}
        body = self.rfile.read(size)
        if len(body) == size:
            # Else it was cut off on its way here: there is nothing to act on.
            with self.turn:
                request = HttpRequest(
                    method=self.command, url=self.path, headers=headers, body=body
                )
                self._write(asyncio.run(self.answer(request)))
        self.close_connection = True

    def _write(self, answer: HttpResponse) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        if answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - the base class' names

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    @override
    def handle(self) -> None:
        # Who asked may be gone.
        with suppress(OSError):
            super().handle()
