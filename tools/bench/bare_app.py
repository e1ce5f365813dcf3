"""``python -m tools.bench.bare_app FOLDER``: an ASGI application that sends files as they are.

``/0`` sends the file ``0`` of the folder, and so on: the floor for a service that must find,
check and put together the same bytes.
"""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn

Message = MutableMapping[str, Any]


def make_app(pages: list[bytes]) -> Callable[..., Awaitable[None]]:
    """Build the application over its pages."""

    async def app(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],  # noqa: ARG001 - the shape of ASGI
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        body = pages[int(scope["path"].strip("/"))]
        length = str(len(body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def main(folder: Path) -> None:
    """Serve until killed."""
    pages = [path.read_bytes() for path in sorted(folder.iterdir(), key=lambda one: int(one.name))]
    # With its protocol named, as the service does it: otherwise the loop does not switch Nagle's
    # delay off, and now and then the end of a page waits 40 ms for the other side.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(f"listening http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(make_app(pages), log_level="warning", access_log=False, lifespan="off")
    asyncio.run(uvicorn.Server(config).serve([listener]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
