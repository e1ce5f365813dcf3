"""A relay between client and service that counts what passes: the client's word is not taken."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_CHUNK = 1 << 16
_SENDING = (b"POST ", b"PUT ", b"PATCH ")
_METHODS = (*_SENDING, b"GET ", b"HEAD ", b"DELETE ")


class Relay:
    """Passes bytes on, and counts them, the requests, and those that send something."""

    def __init__(self, port: int) -> None:
        self._target = port
        self.requests = 0
        self.posts = 0
        self.passed_bytes = 0
        """In both directions, headers included."""
        self.url = ""

    async def serve(self, ready: threading.Event, end: asyncio.Event) -> None:
        """Listen until the end."""
        server = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready.set()
        await end.wait()
        server.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        with suppress(asyncio.CancelledError):  # at the end: nobody waits for this task
            await asyncio.gather(
                self._copy(reader, back, count=True), self._copy(there, writer, count=False)
            )

    async def _copy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, count: bool
    ) -> None:
        try:
            while content := await reader.read(_CHUNK):
                self.passed_bytes += len(content)
                # The next request of a line leaves after its answer: it begins a piece.
                self.requests += count and content.startswith(_METHODS)
                self.posts += count and content.startswith(_SENDING)
                writer.write(content)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@contextmanager
def relay_to(url: str) -> Iterator[Relay]:
    """Run a relay to a service on loopback."""
    relay, ready = Relay(urlsplit(url).port or 80), threading.Event()
    loop, end = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(
        target=lambda: loop.run_until_complete(relay.serve(ready, end)), name="relay"
    )
    thread.start()
    ready.wait()
    try:
        yield relay
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
