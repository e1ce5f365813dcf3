"""``python -m tools.bench.bare_app FOLDER``: an ASGI application that sends files as they are.

``/0`` sends the file ``0`` of the folder, and so on, all with the headers in ``headers.json``: the
floor for a service that must find, check and put together the same bytes.
"""

import asyncio
import json
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn

Message = MutableMapping[str, Any]


_OWN = frozenset({"content-length", "date", "server"})
"""Headers that are written anew for each answer."""


def make_app(pages: list[bytes], others: list[tuple[str, str]]) -> Callable[..., Awaitable[None]]:
    """Build the application over its pages and the headers that stand over all of them."""
    same = [(k.lower().encode(), v.encode()) for k, v in others if k.lower() not in _OWN]

    async def app(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],  # noqa: ARG001 - the shape of ASGI
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        body = pages[int(scope["path"].strip("/"))]
        length = str(len(body)).encode()
        headers = [*same, (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def main(folder: Path) -> None:
    """Serve until killed."""
    numbered = [path for path in folder.iterdir() if path.name.isdigit()]
    pages = [path.read_bytes() for path in sorted(numbered, key=lambda one: int(one.name))]
    headers = json.loads((folder / "headers.json").read_text())
    # With its protocol named, as the service does it: otherwise the loop does not switch Nagle's
    # delay off, and now and then the end of a page waits 40 ms for the other side.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(f"listening http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(
        make_app(pages, headers), log_level="warning", access_log=False, lifespan="off"
    )
    asyncio.run(uvicorn.Server(config).serve([listener]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
