"""A server on loopback that does to its clients whatever the world does, byte by byte."""

import asyncio
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeAlias

INSTANCE = "desk-1"
DESK_MARKS = {"Deskclient-Protocol": "1", "Deskclient-Instance": INSTANCE}
JSON = {"Content-Type": "application/json", **DESK_MARKS}
PROBLEM = {"Content-Type": "application/problem+json", **DESK_MARKS}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Behaviour: TypeAlias = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def answer(
    status: int = 200,
    body: bytes = b"{}",
    headers: Mapping[str, str] = JSON,
    *,
    length: int | None = None,
) -> bytes:
    """Write an answer; ``length`` lies about the body's."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} Whatever"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if "Transfer-Encoding" not in headers and status != 204:
        lines.append(f"Content-Length: {size}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def says(*answers: bytes) -> Behaviour:
    """Give these answers in turn, the last one for ever."""
    left = list(answers)

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])
        await writer.drain()

    return behave


def says_and_closes(data: bytes) -> Behaviour:
    """Send bytes and end the connection in the polite way."""

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return behave


def says_and_resets(data: bytes) -> Behaviour:
    """Send bytes and break the connection off."""

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        reset(writer)

    return behave


def drips(data: bytes, step_s: float, size: int = 1) -> Behaviour:
    """Send bytes a few at a time."""

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        for start in range(0, len(data), size):
            writer.write(data[start : start + size])
            await writer.drain()
            await asyncio.sleep(step_s)

    return behave


async def keeps_silent(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.Event().wait()


def reset(writer: asyncio.StreamWriter) -> None:
    """Break a connection off with RST instead of FIN."""
    taken = writer.get_extra_info("socket")
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class RudeServer:
    """Listens on a free port of 127.0.0.1 while its context is open.

    Args:
        behave: What it does with each request.
        tls: Server side of TLS, for https.
        at_once: What it does with a connection before any request; the connection ends then.
    """

    def __init__(
        self,
        behave: Behaviour = keeps_silent,
        *,
        tls: ssl.SSLContext | None = None,
        at_once: Callable[[asyncio.StreamWriter], Awaitable[None]] | None = None,
    ) -> None:
        self.behave = behave
        self.asked: list[Asked] = []
        self.connections = 0
        self._tls = tls
        self._at_once = at_once
        self._tasks: set[asyncio.Task[None]] = set()
        """One for each connection; over when the other side has closed it."""
        self._server: asyncio.Server | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    async def all_closed(self) -> None:
        """Wait until no connection is open."""
        await asyncio.gather(*self._tasks)

    async def hang_up(self) -> None:
        """Close every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self._at_once is not None:
                await self._at_once(writer)
                return
            while not writer.is_closing():
                asked = await read_request(reader)
                if asked is None:
                    return
                self.asked.append(asked)
                await self.behave(asked, writer)
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()


async def read_request(reader: asyncio.StreamReader) -> Asked | None:
    """Read one whole request; ``None`` at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    method, target, _ = first.split(" ")
    return Asked(method, target, headers, body)
