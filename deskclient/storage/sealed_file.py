"""Files encrypted at rest: AES-GCM over chunks, so that any part can be read and none forged.

A file is a head (mark and 8 random bytes) and chunks of 64 KiB, each with its tag. The nonce is the
random bytes and the chunk's number; the last chunk is marked, so that a cut file is noticed.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol

from typing_extensions import override

from deskclient.domain.errors import DamagedError
from deskclient.storage.connect import Key, Plain

CHUNK = 65_536
TAG = 16
_MARK = b"DCB1"
_RANDOM = 8
HEAD = len(_MARK) + _RANDOM


class Cipher(Protocol):
    """Seals and opens one chunk."""

    overhead: int

    def seal(self, nonce: bytes, chunk: bytes, about: bytes) -> bytes:
        """Encrypt; ``about`` is proved with it but not stored."""
        ...

    def open(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        """Decrypt, or raise :class:`DamagedError`."""
        ...


class PlainCipher(Cipher):
    """For stores that were chosen to be plain."""

    overhead = 0

    @override
    def seal(self, nonce: bytes, chunk: bytes, about: bytes) -> bytes:
        return chunk

    @override
    def open(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        return sealed


class GcmCipher(Cipher):
    """AES-256-GCM under a key made from the profile's key for this use alone."""

    overhead = TAG

    def __init__(self, key: bytes) -> None:
        # Imported with the first file: nothing of it is needed to start.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        self._aead = AESGCM(key)

    @override
    def seal(self, nonce: bytes, chunk: bytes, about: bytes) -> bytes:
        return self._aead.encrypt(nonce, chunk, about)

    @override
    def open(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415

        try:
            return self._aead.decrypt(nonce, sealed, about)
        except InvalidTag as error:
            raise DamagedError("A stored file is damaged", "Its content was changed.") from error


def make_cipher(key: Key) -> Cipher:
    """Give the cipher for a profile's files."""
    if isinstance(key, Plain):
        return PlainCipher()
    import hmac  # noqa: PLC0415

    return GcmCipher(hmac.new(key, b"deskclient files 1", "sha256").digest())


class Sealer:
    """Writes one file, chunk by chunk."""

    def __init__(self, file: IO[bytes], cipher: Cipher) -> None:
        self._file = file
        self._cipher = cipher
        self._random = os.urandom(_RANDOM)
        self._number = 0
        self._waiting = b""

    def begin(self) -> None:
        """Write the head of a new file."""
        self._file.write(_MARK + self._random)

    def resume(self, take: Callable[[bytes], None]) -> None:
        """Go on with a file that another sealer began and did not finish.

        Args:
            take: Given the content of each whole chunk that is there. What stands behind the last
                of them is cut off.

        Raises:
            DamagedError: it does not begin as it should, or was changed.
        """
        size = CHUNK + self._cipher.overhead
        self._file.seek(0)
        head = self._file.read(HEAD)
        if len(head) != HEAD or not head.startswith(_MARK):
            raise DamagedError("A stored file is damaged", "It does not begin as it should.")
        self._random = head[len(_MARK) :]
        while len(sealed := self._file.read(size)) == size:
            nonce = self._random + self._number.to_bytes(4, "big")
            take(self._cipher.open(nonce, sealed, _about(self._number, last=False)))
            self._number += 1
        self._file.seek(HEAD + self._number * size)
        self._file.truncate()

    def write(self, content: bytes) -> None:
        """Add content. The newest chunk is held back: it may be the last."""
        self._waiting += content
        while len(self._waiting) > CHUNK:
            self._put(self._waiting[:CHUNK], last=False)
            self._waiting = self._waiting[CHUNK:]

    def finish(self) -> None:
        """Write the last chunk, which may be empty, and make the file safe."""
        self._put(self._waiting, last=True)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _put(self, chunk: bytes, *, last: bool) -> None:
        nonce = self._random + self._number.to_bytes(4, "big")
        self._file.write(self._cipher.seal(nonce, chunk, _about(self._number, last=last)))
        self._number += 1


def seal_whole(content: bytes, cipher: Cipher) -> bytes:
    """Give the bytes of a sealed file with a content that is at hand."""
    random = os.urandom(_RANDOM)
    pieces = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)] or [b""]
    sealed = [_MARK + random]
    for number, piece in enumerate(pieces):
        about = _about(number, last=number == len(pieces) - 1)
        sealed.append(cipher.seal(random + number.to_bytes(4, "big"), piece, about))
    return b"".join(sealed)


def read_chunks(path: Path, cipher: Cipher, first: int = 0) -> Iterator[bytes]:
    """Read a file's content from chunk ``first`` on.

    Raises:
        DamagedError: it was cut or changed.
    """
    size = CHUNK + cipher.overhead
    with path.open("rb") as file:
        head = file.read(HEAD)
        if len(head) != HEAD or not head.startswith(_MARK):
            raise DamagedError("A stored file is damaged", "It does not begin as it should.")
        file.seek(HEAD + first * size)
        number, sealed = first, file.read(size)
        while True:
            following = file.read(size)
            nonce = head[len(_MARK) :] + number.to_bytes(4, "big")
            yield cipher.open(nonce, sealed, _about(number, last=not following))
            if not following:
                return
            number, sealed = number + 1, following


def content_size(path: Path, cipher: Cipher) -> int:
    """Compute the size of the content from the size of the file."""
    body = path.stat().st_size - HEAD
    chunks = max(1, -(-body // (CHUNK + cipher.overhead)))
    return max(0, body - chunks * cipher.overhead)


def _about(number: int, *, last: bool) -> bytes:
    return number.to_bytes(4, "big") + bytes([last])
