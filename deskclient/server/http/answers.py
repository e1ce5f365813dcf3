"""Building answers: JSON as bytes, compressed where the client takes it."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import msgspec
from litestar import Request, Response

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


def page_answer(request: Asked, body: bytes, compress_from: int) -> Answer:
    """Answer with JSON written already, small on the wire where both ends can."""
    headers = {"Vary": "Accept-Encoding"}
    if len(body) >= compress_from and accepts_zstd(request.headers.get("accept-encoding", "")):
        # Level 1 costs less than the network saves even on loopback pages of a megabyte.
        body = import_module("zstandard").ZstdCompressor(level=1).compress(body)
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
