"""The calls that carry bytes."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Stream

from deskclient.backends.native.wire import UPLOAD_OFFSET_HEADER, NewUpload, Problem
from deskclient.server.desk import Desk
from deskclient.server.files.attachments import readable_size
from deskclient.server.files.uploads import Place, headers_of
from deskclient.server.http.answers import Answer, Asked, empty_answer, json_answer
from deskclient.server.http.asking import read_body, token_in
from deskclient.server.problems import CallError, bad_request, not_found

T = TypeVar("T")
_PIECE = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Part:
    """Which bytes of a file to send."""

    start: int
    end: int
    """The first byte that is not sent."""
    whole: bool


class FileCalls:
    """Uploads and downloads."""

    def __init__(self, desk: Desk, *, threads: bool) -> None:
        self._desk = desk
        self._threads = threads

    async def _run(self, call: Callable[[], T]) -> T:
        return await asyncio.to_thread(call) if self._threads else call()

    def start(self, request: Asked, body: bytes) -> Answer:
        """Announce a file."""
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
        upload = desk.uploads.start(who, read_body(body, NewUpload, 16_384))
        return json_answer(upload, 200 if upload.complete else 201)

    def _find(self, request: Asked) -> Place:
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            return desk.uploads.find(connection, who, str(request.path_params["upload_id"]))

    def head(self, request: Asked) -> Answer:
        """Tell how far an upload has come."""
        return empty_answer(204, headers_of(self._find(request)))

    def drop(self, request: Asked) -> Answer:
        """Forget an upload."""
        self._desk.uploads.drop(self._find(request))
        return empty_answer()

    async def append(self, request: Asked) -> Answer:
        """Take the next bytes; what arrived before a cut counts."""
        uploads = self._desk.uploads
        place = await self._run(lambda: self._find(request))
        offset = request.headers.get(UPLOAD_OFFSET_HEADER, "")
        if not (offset.isascii() and offset.isdigit()):
            raise bad_request("Upload-Offset says where the bytes belong.", field="Upload-Offset")
        length = request.headers.get("content-length", "")
        announced = int(length) if length.isascii() and length.isdigit() else None
        uploads.check_offset(place, int(offset), announced)
        count, cut = await self._receive(request, place)
        if count:
            place = await self._run(lambda: uploads.advance(place, count))
        if cut:
            raise bad_request("The bytes ended before their announced length.", "cut")
        if place.position == place.size:
            place = await self._run(lambda: uploads.finish(place))
        return empty_answer(204, headers_of(place))

    async def _receive(self, request: Asked, place: Place) -> tuple[int, bool]:
        """Store what comes; tell how much it was and whether the connection was cut."""
        vault, buffer, count = self._desk.uploads.vault, bytearray(), 0
        cut = False
        stream = request.stream()
        while True:
            try:
                piece = await anext(stream, None)
            except HTTPException:
                # The connection broke, or the body went beyond what may be sent at once.
                piece, cut = None, True
            if piece:
                buffer += piece
            if buffer and (piece is None or len(buffer) >= _PIECE):
                data = bytes(buffer[: place.size - place.position - count])
                position = place.position + count
                await self._run(lambda at=position, raw=data: vault.write(place.id, at, raw))  # type: ignore[misc]
                count += len(data)
                if len(data) < len(buffer):
                    raise bad_request("More bytes were sent than the file has.", "offset")
                buffer.clear()
            if piece is None:
                return count, cut

    async def file(self, request: Asked) -> Response[Any]:
        """Send a content, or a part of it, to whoever may see a record that names it."""
        sha256 = str(request.path_params["sha256"])
        size = await self._run(lambda: self._readable(request, sha256))
        headers = {
            "ETag": f'"{sha256}"',
            "Accept-Ranges": "bytes",
            "Content-Disposition": "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        if request.headers.get("if-none-match", "") == headers["ETag"]:
            return empty_answer(304, headers)
        part = _part(request, size, headers["ETag"])
        headers["Content-Length"] = str(part.end - part.start)
        if not part.whole:
            headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
        return Stream(
            self._pieces(sha256, part),
            status_code=200 if part.whole else 206,
            headers=headers,
            media_type=_BYTES,
        )

    def _readable(self, request: Asked, sha256: str) -> int:
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            size = readable_size(connection, who, sha256)
        if size is None or desk.uploads.vault.size(sha256) != size:
            raise not_found("There is no such file.")
        return size

    async def _pieces(self, sha256: str, part: Part) -> AsyncIterator[bytes]:
        vault, at = self._desk.uploads.vault, part.start
        while at < part.end:
            count = min(_PIECE, part.end - at)
            piece = await self._run(lambda a=at, n=count: vault.read(sha256, a, n))  # type: ignore[misc]
            if not piece:
                # Ends the answer short of its announced length, which the client notices.
                return
            yield piece
            at += len(piece)


def _part(request: Asked, size: int, etag: str) -> Part:
    """Work out which bytes are asked for; anything but one plain range means all.

    Raises:
        CallError: 416 where the range lies beyond the file.
    """
    found = _RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    condition = request.headers.get("if-range", etag)
    if found is None or condition != etag or not (found[1] or found[2]):
        return Part(0, size, whole=True)
    if not found[1]:
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(size, int(found[2]) + 1 if found[2] else size)
    if start >= end:
        problem = Problem("The file ends before", 416, rule="range")
        raise CallError(problem, {"Content-Range": f"bytes */{size}"})
    return Part(start, end, whole=False)
