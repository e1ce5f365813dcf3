"""Unpacking of compressed answers piece by piece, with limits a bomb cannot pass."""

import zlib
from importlib.util import find_spec
from typing import Protocol

from deskclient.backends.translate import TooBigError
from deskclient.domain.errors import ServerError

RATIO_FROM_BYTES = 8 << 20
"""Below this size any ratio is harmless: a log pasted into a reply may well be that even."""
_STEP = 512
"""Compressed bytes handed to zstd at a time: even all run-length blocks stay below 16 MiB."""


class _Unpacker(Protocol):
    def feed(self, chunk: bytes, most: int) -> bytes: ...
    def ended(self) -> bool: ...


def accepted_encodings() -> str:
    """What ``Accept-Encoding`` may say here; zstd only where its library is installed."""
    return "zstd, gzip" if find_spec("zstandard") else "gzip"


class Inflater:
    """Unpacks one body.

    Raises:
        TooBigError: more than ``max_bytes`` come out, or more than ``max_ratio`` times the input.
        ServerError: the compressed data is damaged, cut off or of an unknown kind.
    """

    def __init__(self, encoding: str, max_bytes: int, max_ratio: int) -> None:
        self._max_bytes = max_bytes
        self._max_ratio = max_ratio
        self._taken = 0
        self._given = 0
        self._unpacker = _unpacker(encoding)

    def feed(self, chunk: bytes) -> bytes:
        """Take compressed bytes, give what comes out of them."""
        self._taken += len(chunk)
        if self._unpacker is None:
            plain = chunk
        else:
            plain = self._unpacker.feed(chunk, self._allowed() - self._given + 1)
        self._given += len(plain)
        if self._given > self._allowed():
            raise too_big()
        return plain

    def _allowed(self) -> int:
        if self._unpacker is None:
            return self._max_bytes
        return min(self._max_bytes, max(RATIO_FROM_BYTES, self._taken * self._max_ratio))

    def finish(self) -> None:
        """Check at the end of the body that the compressed data has ended too."""
        if self._unpacker is not None and self._taken and not self._unpacker.ended():
            raise _damaged()


def _unpacker(encoding: str) -> _Unpacker | None:
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return None
    if name in {"gzip", "x-gzip"}:
        return _Gzip()
    if name == "zstd" and find_spec("zstandard"):
        return _Zstd()
    raise ServerError(
        "The answer of the desk cannot be unpacked",
        "It is compressed in a way that was not asked for.",
    )


class _Gzip:
    def __init__(self) -> None:
        self._state = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def feed(self, chunk: bytes, most: int) -> bytes:
        if self._state.eof and chunk:
            raise _damaged()
        try:
            plain = self._state.decompress(chunk, most)
        except zlib.error as error:
            raise _damaged() from error
        if self._state.unused_data:
            raise _damaged()
        return plain

    def ended(self) -> bool:
        return self._state.eof


class _Zstd:
    def __init__(self) -> None:
        import zstandard  # noqa: PLC0415 - optional, and only wanted with the first such answer

        self._error = zstandard.ZstdError
        # 8 MiB is what RFC 9659 allows for the window of a web answer.
        self._state = zstandard.ZstdDecompressor(max_window_size=8 << 20).decompressobj()

    def feed(self, chunk: bytes, most: int) -> bytes:
        plain = bytearray()
        try:
            for start in range(0, len(chunk), _STEP):
                if self._state.eof:
                    raise _damaged()
                plain += self._state.decompress(chunk[start : start + _STEP])
                if len(plain) > most:
                    raise too_big()
        except self._error as error:
            raise _damaged() from error
        return bytes(plain)

    def ended(self) -> bool:
        return self._state.eof


def too_big() -> TooBigError:
    """Make the error for an answer beyond the size that is accepted."""
    return TooBigError(
        "The answer of the desk is too big",
        "It goes beyond the size this program accepts, so it was given up.",
        "The next try asks for less at once.",
    )


def _damaged() -> ServerError:
    return ServerError(
        "The answer of the desk is damaged",
        "Its compressed content cannot be unpacked, so all of it was thrown away.",
        "The next try comes by itself.",
    )
