"""A wire between two programs that can be cut, slowed, silenced or taken away, at socket level.

It runs in a thread of its own, so that it serves asynchronous tests, threads and whole processes
alike. Faults may be changed while it runs; they hold for connections made after that, ``sever``
for those that exist.
"""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
_STEP = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What happens to a connection. Bytes are counted for each connection and direction."""

    refuse: bool = False
    """Nothing listens at the port."""
    black_hole: bool = False
    """Connections are taken, and nothing ever comes through or back."""
    cut_up_after: int | None = None
    """So many bytes go to the server; the next one breaks the connection."""
    cut_down_after: int | None = None
    """So many bytes come from the server; the next one breaks the connection."""
    reset: bool = True
    """It breaks with RST; otherwise it closes politely."""
    delay_s: float = 0.0
    """Before each piece goes on, in either direction."""
    bytes_per_s: float = 0.0
    """The rate of each direction; 0 means any, 1 means a byte a second."""
    swallow_down: bool = False
    """The server gets everything, and its answers vanish."""
    spared: int = 0
    """So many connections go well first."""


class FaultProxy:
    """Forwards ``127.0.0.1:port`` to another port there, while its context is open."""

    def __init__(self, target_port: int, faults: Faults | None = None) -> None:
        self._target_port = target_port
        self._faults = faults or Faults()
        self._spared = self._faults.spared
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault-proxy")
        self._listener = _bound(0)
        self._server: asyncio.Server | None = None
        self._links: set[_Link] = set()
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        """How many were accepted so far."""

    @property
    def url(self) -> str:
        """The proxy's end for plain HTTP."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def faults(self) -> Faults:
        """What happens to the next connection."""
        return self._faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._call(lambda: self._apply(faults))

    def sever(self, *, reset: bool = True) -> None:
        """Break every connection there is."""
        self._call(lambda: self._sever(reset))

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(lambda: self._apply(self._faults))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._call(self._end)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _call(self, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        return asyncio.run_coroutine_threadsafe(make(), self._loop).result(10)

    async def _apply(self, faults: Faults) -> None:
        self._faults, self._spared = faults, faults.spared
        if faults.refuse:
            await self._stop_listening()
            # The port stays ours, without anybody listening: exactly a refused connection.
            self._listener = _bound(self.port)
        elif self._server is None:
            self._server = await asyncio.start_server(self._accept, sock=self._listener)

    async def _stop_listening(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._listener.close()

    async def _end(self) -> None:
        await self._stop_listening()
        await self._sever(reset=True)
        await asyncio.sleep(0)

    async def _sever(self, reset: bool) -> None:  # noqa: FBT001 - said by name outside
        links = list(self._links)
        for link in links:
            link.end(reset=reset)
        await asyncio.gather(*(link.ended.wait() for link in links))

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        spared, self._spared = self._spared, max(0, self._spared - 1)
        link = _Link(Faults() if spared else self._faults)
        self._links.add(link)
        try:
            await link.run(reader, writer, self._target_port)
        finally:
            self._links.discard(link)
            link.ended.set()


class _Link:
    """One connection through the proxy."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._over = asyncio.Event()
        self._reset = faults.reset
        self.ended = asyncio.Event()

    def end(self, *, reset: bool) -> None:
        self._reset = reset
        self._over.set()

    async def run(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target_port: int
    ) -> None:
        writers = [writer]
        tasks: list[asyncio.Future[object]] = [asyncio.ensure_future(self._over.wait())]
        try:
            if not self._faults.black_hole:
                up_reader, up_writer = await asyncio.open_connection("127.0.0.1", target_port)
                writers.append(up_writer)
                faults = self._faults
                up = self._pump(reader, up_writer, faults.cut_up_after)
                down = self._pump(
                    up_reader, writer, faults.cut_down_after, swallow=faults.swallow_down
                )
                tasks += [asyncio.ensure_future(self._both(up, down))]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        except OSError:
            self._reset = True
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for one in writers:
                await _close(one, reset=self._reset and self._over.is_set())

    async def _both(self, *pumps: Coroutine[Any, Any, None]) -> object:
        return await asyncio.gather(*pumps)

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        cut_after: int | None,
        *,
        swallow: bool = False,
    ) -> None:
        passed, rate = 0, self._faults.bytes_per_s
        size = max(1, min(_STEP, int(rate / 10))) if rate else _STEP
        try:
            while cut_after is None or passed <= cut_after:
                chunk = await reader.read(size)
                if not chunk:
                    if not swallow:
                        writer.write_eof()
                    return
                await asyncio.sleep(self._faults.delay_s + (len(chunk) / rate if rate else 0.0))
                if not swallow:
                    writer.write(chunk if cut_after is None else chunk[: cut_after - passed])
                    await writer.drain()
                passed += len(chunk)
        except OSError:
            pass
        self._over.set()


def _bound(port: int) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made


async def _close(writer: asyncio.StreamWriter, *, reset: bool) -> None:
    if reset:
        taken = writer.get_extra_info("socket")
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        return
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
