"""Files to and from our own desk, resumable in both directions."""

import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from urllib.parse import quote

import msgspec

from deskclient.backends.http import HttpStream
from deskclient.backends.native import wire
from deskclient.backends.native.calls import Call, Calls
from deskclient.backends.native.mapping import upload_state
from deskclient.backends.port import UploadState
from deskclient.backends.strict_json import broken_answer, decode
from deskclient.domain.errors import NetworkError

CHUNK_TYPE = "application/offset+octet-stream"
FRUITLESS_TRIES = 3
"""Breaks in a row, none of which brought a byte, after which a download gives up."""
_OFFSET = wire.UPLOAD_OFFSET_HEADER.lower()
_COMPLETE = wire.UPLOAD_COMPLETE_HEADER.lower()


class Files:
    """The calls that carry bytes."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def start(self, new: wire.NewUpload) -> UploadState:
        """Announce a file; one that the desk has already is complete at once."""
        body = msgspec.json.encode(new)
        answer = await self._calls.json(Call(method="POST", path="/uploads", body=body))
        state = upload_state(decode(answer, wire.Upload))
        _check_offset(state.offset, 0, new.size)
        return state

    async def state(self, upload_id: str) -> UploadState | None:
        """Ask how far an upload has come; ``None`` if the desk has forgotten it."""
        call = Call(method="HEAD", path=_upload_path(upload_id))
        response = await self._calls.send(call, also=frozenset({404, 410}))
        if response.status in {404, 410}:
            return None
        return _state_in(upload_id, response.headers)

    async def send_chunk(self, upload_id: str, offset: int, chunk: bytes) -> UploadState:
        """Send bytes; the answer says where to go on, also if the desk stands elsewhere."""
        call = Call(
            method="PATCH",
            path=_upload_path(upload_id),
            headers={wire.UPLOAD_OFFSET_HEADER: str(offset)},
            body=chunk,
            media_type=CHUNK_TYPE,
        )
        response = await self._calls.send(call, also=frozenset({409}))
        if response.status == 409:
            state = await self.state(upload_id)
            if state is None:
                raise broken_answer("the upload is there and is not")
            return state
        state = _state_in(upload_id, response.headers)
        _check_offset(state.offset, 0, offset + len(chunk))
        return state

    async def download(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        """Stream bytes from ``offset`` on; a break is bridged by asking for the rest."""
        position, fruitless = offset, 0
        while True:
            try:
                # Closed by name: a generator left to the loop is closed after its connection.
                async with aclosing(self._part(sha256, position)) as chunks:
                    async for chunk in chunks:
                        position += len(chunk)
                        fruitless = 0
                        yield chunk
            except NetworkError:
                fruitless += 1
                if fruitless >= FRUITLESS_TRIES:
                    raise
            else:
                return

    async def _part(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        headers = {"Accept": "*/*"}
        if offset:
            headers["Range"] = f"bytes={offset}-"
        call = Call(method="GET", path=f"/files/{quote(sha256, safe='')}", headers=headers)
        async with self._calls.stream(call, also=frozenset({416})) as answer:
            if answer.status == 416:
                # Nothing lies beyond the offset: the file ends there.
                return
            skip = _bytes_to_skip(answer, offset)
            async with aclosing(answer.chunks) as chunks:
                async for chunk in chunks:
                    rest = chunk[skip:]
                    skip -= len(chunk) - len(rest)
                    if rest:
                        yield rest


def _bytes_to_skip(answer: HttpStream, offset: int) -> int:
    """Tell how much of the answer lies before ``offset``.

    Raises:
        ServerError: the answer is another part of the file.
    """
    if answer.status != 206:
        return offset
    found = re.match(r"bytes (\d{1,18})-", answer.headers.get("content-range", ""))
    if found is None or int(found[1]) != offset:
        raise broken_answer("it is not the part of the file that was asked for")
    return 0


def _upload_path(upload_id: str) -> str:
    return f"/uploads/{quote(upload_id, safe='')}"


def _state_in(upload_id: str, headers: Mapping[str, str]) -> UploadState:
    text = headers.get(_OFFSET, "")
    if not re.fullmatch(r"\d{1,18}", text):
        raise broken_answer("it does not say how far the file has come")
    complete = headers.get(_COMPLETE, "").strip().lower() in {"?1", "1", "true"}
    return UploadState(upload_id, int(text), complete)


def _check_offset(offset: int, least: int, most: int) -> None:
    if not least <= offset <= most:
        raise broken_answer("it says that more of the file arrived than there is")
