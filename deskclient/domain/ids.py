"""Identifiers: UUID version 7 (RFC 9562), made on any computer without asking a server."""

import threading
from hashlib import blake2b
from typing import NewType
from uuid import UUID

from deskclient.domain.clock import Clock, Randomness

RecordId = NewType("RecordId", str)
"""Names a record in this client, before and after the desk knows it. Never changes."""
ServerId = NewType("ServerId", str)
"""Names a record on the desk; for our own desk the same text as the RecordId."""
OpId = NewType("OpId", str)
"""Names an operation on every computer; the desk uses it to apply it once."""


class IdMaker:
    """Makes UUIDv7 texts that rise strictly, also if the clock steps back. Safe from any thread."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self._clock = clock
        self._randomness = randomness
        self._last = 0
        self._lock = threading.Lock()

    def new(self) -> str:
        """Give the next identifier, lower-case with hyphens."""
        millis = int(self._clock.now().timestamp() * 1000)
        with self._lock:
            # 48 bits of time, then 12 + 62 random bits. A clock that stands still or steps back
            # counts on from the last value instead, which keeps the order of creation.
            value = (millis << 74) | self._randomness.bits(74)
            if value <= self._last:
                value = self._last + 1 + self._randomness.bits(32)
            self._last = value
        time_part, rest = value >> 74, value & ((1 << 74) - 1)
        number = (time_part << 80) | (0x7 << 76) | ((rest >> 62) << 64)
        number |= (0b10 << 62) | (rest & ((1 << 62) - 1))
        return str(UUID(int=number))


def undo_id(op_id: OpId) -> OpId:
    """Name the operation that takes another back: the same one however often that is asked for.

    A UUIDv8, which tells no time: an old change may be taken back today.
    """
    raw = int.from_bytes(blake2b(f"undo\0{op_id}".encode(), digest_size=16).digest(), "big")
    number = raw & ~(0xF << 76) & ~(0b11 << 62) | (0x8 << 76) | (0b10 << 62)
    return OpId(str(UUID(int=number)))


def is_uuid7(text: str) -> bool:
    """Tell whether ``text`` is a UUIDv7 in the form :class:`IdMaker` writes."""
    try:
        value = UUID(text)
    except ValueError:
        return False
    return value.version == 7 and str(value) == text
