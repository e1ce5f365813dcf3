"""Building answers: JSON as bytes, compressed where the client takes it."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Send
from typing_extensions import override

from deskclient.backends.native.wire import PROBLEM_TYPE
from deskclient.server.problems import CallError

Asked = Request[Any, Any, Any]
Answer = Response[bytes]
JSON = "application/json"
_ENCODER = msgspec.json.Encoder()
_HAS_ZSTD = find_spec("zstandard") is not None


def json_answer(value: Any, status: int = 200) -> Answer:
    """Answer with a wire record."""
    return Response(_ENCODER.encode(value), status_code=status, media_type=JSON)


class _SentInPieces(ASGIResponse):
    __slots__ = ("_pieces",)

    def __init__(self, pieces: Sequence[bytes], headers: dict[str, str], status: int) -> None:
        super().__init__(
            content_length=sum(map(len, pieces)),
            headers=headers,
            media_type=JSON,
            status_code=status,
        )
        self._pieces = pieces

    @override
    async def send_body(self, send: Send, receive: Receive) -> None:
        last = len(self._pieces) - 1
        for at, piece in enumerate(self._pieces):
            await send({"type": "http.response.body", "body": piece, "more_body": at < last})


class _InPieces(Answer):
    """JSON that is sent piece by piece: to join a large page only to send it costs a copy."""

    def __init__(self, pieces: Sequence[bytes], headers: dict[str, str]) -> None:
        super().__init__(b"", media_type=JSON, headers=headers)
        self._pieces = pieces

    @override
    def to_asgi_response(self, *args: Any, **options: Any) -> ASGIResponse:
        return _SentInPieces(self._pieces, self.headers, self.status_code or 200)


def page_answer(request: Asked, pieces: Sequence[bytes], compress_from: int) -> Answer:
    """Answer with the pieces of a JSON written already, small on the wire where both ends can."""
    headers = {"Vary": "Accept-Encoding"}
    size = sum(map(len, pieces))
    if size < compress_from or not accepts_zstd(request.headers.get("accept-encoding", "")):
        return _InPieces(pieces, headers)
    # Level 1 costs less than the network saves even on loopback pages of a megabyte.
    body = import_module("zstandard").ZstdCompressor(level=1).compress(b"".join(pieces))
    headers["Content-Encoding"] = "zstd"
    return Response(body, media_type=JSON, headers=headers)


def accepts_zstd(header: str) -> bool:
    """Tell whether zstd can be sent: it is installed here and asked for there."""
    if not _HAS_ZSTD:
        return False
    for part in header.split(","):
        name, _, quality = part.partition(";")
        if name.strip().lower() == "zstd":
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def problem_answer(error: CallError) -> Answer:
    """Answer with a problem."""
    problem = error.problem
    return Response(
        _ENCODER.encode(problem),
        status_code=problem.status,
        media_type=PROBLEM_TYPE,
        headers=dict(error.headers),
    )


def empty_answer(status: int = 204, headers: Mapping[str, str] | None = None) -> Answer:
    """Answer without content."""
    return Response(b"", status_code=status, headers=dict(headers or {}), media_type=JSON)
