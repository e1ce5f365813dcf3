"""Places in the feed and in a first pull, as texts only this desk can make."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest

import msgspec

_SEAL_BYTES = 12
_CURSOR = struct.Struct(">B8sQQI8sQQ")
_VERSION = 1
_HIGHEST = (1 << 63) - 1
"""The largest number a database can be asked for."""


class BadTokenError(ValueError):
    """The text was not made by this desk, or was altered."""


def seal(secret: bytes, payload: bytes) -> str:
    """Make a text that nobody else can make."""
    mac = blake2b(payload, key=secret, digest_size=_SEAL_BYTES).digest()
    return urlsafe_b64encode(mac + payload).rstrip(b"=").decode()


def unseal(secret: bytes, text: str) -> bytes:
    """Give back what was sealed.

    Raises:
        BadTokenError: it was not sealed here.
    """
    mac, payload = _open(text)
    if not compare_digest(mac, blake2b(payload, key=secret, digest_size=_SEAL_BYTES).digest()):
        raise BadTokenError(text)
    return payload


def _open(text: str) -> tuple[bytes, bytes]:
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (NotBase64, UnicodeEncodeError, ValueError) as error:
        raise BadTokenError(text) from error
    return raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]


def scope_mark(person_id: str, scope_text: str) -> bytes:
    """Give the mark by which a cursor is bound to a person and a scope."""
    return blake2b(f"{person_id}\0{scope_text}".encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything up to ``seq`` is delivered, except children of ``tail`` above ``tail_child``."""

    epoch: str
    seq: int
    nonce: int
    rights_rev: int
    mark: bytes
    tail: int = 0
    """Key of a record that entered the scope and whose children did not fit the last page."""
    tail_child: int = 0

    def to_text(self, secret: bytes) -> str:
        """Write the cursor for a client."""
        packed = _CURSOR.pack(
            _VERSION,
            bytes.fromhex(self.epoch),
            self.seq,
            self.nonce,
            self.rights_rev,
            self.mark,
            self.tail,
            self.tail_child,
        )
        return seal(secret, packed)

    @classmethod
    def from_text(cls, secret: bytes, text: str) -> "Cursor":
        """Read a cursor.

        Raises:
            BadTokenError: it is not one of ours.
        """
        packed = unseal(secret, text)
        if len(packed) != _CURSOR.size or packed[0] != _VERSION:
            raise BadTokenError(text)
        _, epoch, *rest = _CURSOR.unpack(packed)
        return cls(epoch.hex(), *rest)

    @staticmethod
    def place_in(text: str) -> int:
        """Give the ``seq`` a text claims, before anything is proved; 0 if it claims none.

        What must be known of that place can then be read together with the secret that proves it.
        """
        try:
            _, packed = _open(text)
        except BadTokenError:
            return 0
        if len(packed) != _CURSOR.size:
            return 0
        seq: int = _CURSOR.unpack(packed)[2]
        return seq if seq <= _HIGHEST else 0


class PageToken(msgspec.Struct, frozen=True, array_like=True):
    """Where a first pull goes on."""

    cursor: str
    mark: bytes
    phase: int
    """Index of the kind being delivered; one above the last is the second look (``snapshot``)."""
    moment: str
    """Last activity of the last root delivered."""
    root: int
    child: int
    """Key of the last child of ``root`` delivered; 0 if none was."""
    done: int
    total: int

    def to_text(self, secret: bytes) -> str:
        """Write the token for a client."""
        return seal(secret, msgspec.msgpack.encode(self))

    @classmethod
    def from_text(cls, secret: bytes, text: str) -> "PageToken":
        """Read a token.

        Raises:
            BadTokenError: it is not one of ours.
        """
        try:
            return msgspec.msgpack.decode(unseal(secret, text), type=cls)
        except msgspec.DecodeError as error:
            raise BadTokenError(text) from error
