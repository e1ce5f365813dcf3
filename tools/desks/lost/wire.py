"""A wire to a desk that reads what passes, and is cut where the plan says.

One request goes over each connection: both sides are told so, and an answer ends with it. The desk
is asked under its own name, since some take no change that comes under another one.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

_CHUNK = 1 << 16
_HEAD_MOST = 1 << 16


class Cut(StrEnum):
    """What becomes of a request."""

    NONE = "none"
    AFTER = "after"
    """The desk has acted and begins to answer; nothing of the answer comes back."""
    BEFORE = "before"
    """It is taken from the client and never reaches the desk."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A request on its way."""

    method: str
    path: str
    body: bytes

    @property
    def writes(self) -> bool:
        """Whether it is to change something."""
        return self.method not in {"GET", "HEAD"}


class CuttingWire:
    """Forwards a port of loopback to another one there, while its context is open.

    Args:
        target_port: Where the desk is.
        judge: Says of each request what becomes of it; called in a thread of its own.
    """

    def __init__(self, target_port: int, judge: Callable[[Passing], Cut]) -> None:
        self._target_port = target_port
        self._judge = judge
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cutting-wire")
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(self._listen())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._call(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_HEAD_MOST)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _end(self) -> None:
        self._server.close()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._pass(reader, writer)
        finally:
            # What is left unread or unsent makes this a reset: the wire is cut, not hung up.
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head[:-4].split(b"\r\n")
        body = await reader.readexactly(_length_in(lines))
        method, path, _ = lines[0].decode("latin-1").split(" ", 2)
        passing = Passing(method, path, body)
        cut = await asyncio.to_thread(self._judge, passing)
        if cut is Cut.BEFORE:
            writer.transport.abort()
            return
        kept = [one for one in lines if not one.lower().startswith(b"host:")]
        host = f"Host: 127.0.0.1:{self._target_port}".encode()
        there, back = await asyncio.open_connection("127.0.0.1", self._target_port)
        try:
            back.write(_last([*kept, host]) + body)
            await back.drain()
            answer = await there.readuntil(b"\r\n\r\n")
            if cut is Cut.AFTER:
                writer.transport.abort()
                return
            writer.write(_last(answer[:-4].split(b"\r\n")))
            while content := await there.read(_CHUNK):
                writer.write(content)
                await writer.drain()
        finally:
            back.close()


def _length_in(lines: list[bytes]) -> int:
    for one in lines:
        name, _, value = one.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _last(lines: list[bytes]) -> bytes:
    """Write a head that says that nothing follows on this connection."""
    kept = [one for one in lines if not one.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])
