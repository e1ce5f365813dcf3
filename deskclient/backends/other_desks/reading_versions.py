"""Versions of records at a desk that has none: a record is as new as the look that showed it.

Looks are counted, and no two are ever under way at once, so that of two states of a record the one
that was read later has the higher version. The count begins at the desk's clock: what a former run
of the program has given lies below. Two starts within one second of that clock, or a clock that was
set back between two starts, could give an older version to a newer state; see :meth:`above`.
"""

import hashlib
from collections.abc import Hashable

import msgspec
from msgspec import Struct

STATE_BITS = 62
_PER_SECOND = 1 << 20
"""So many looks may be counted before the next second of the desk."""


class Seen(Struct, frozen=True):
    """How a record was seen last."""

    look: int
    state: int
    ver: int


class ReadingVersions:
    """Counts looks, and gives a record a new version only where it has changed."""

    def __init__(self) -> None:
        self._first_s = 0
        self._last = 0
        self._seen: dict[Hashable, Seen] = {}

    def look(self, desk_second: int) -> int:
        """Count a look, after its answer has come and before the next one is begun.

        Args:
            desk_second: Seconds since 1970 by the desk's clock.
        """
        # A former run may have counted in the second of our first look.
        self._first_s = self._first_s or desk_second + 1
        second = max(desk_second, self._first_s)
        self._last = max(self._last + 1, second * _PER_SECOND)
        return self._last

    def above(self, ver: int) -> None:
        """Give versions above this one from now on."""
        self._last = max(self._last, ver)

    def of(self, name: Hashable, state: int, look: int) -> int:
        """Give the version of a record.

        Args:
            name: What names it among all records.
            state: What tells this state of it from others.
            look: The look that has shown it.
        """
        known = self._seen.get(name)
        if known is None:
            self._seen[name] = Seen(look, state, look)
            return look
        if known.state == state:
            self._seen[name] = Seen(max(known.look, look), state, known.ver)
            return known.ver
        if look < known.look:
            # Read before, told after: what is known is newer.
            return min(look, known.ver - 1)
        self._seen[name] = Seen(look, state, look)
        return look


def state_of(record: object) -> int:
    """Tell one state of a record from another, in :data:`STATE_BITS` bits.

    Args:
        record: What the desk shows of it, as msgspec can write it.
    """
    written = msgspec.json.encode(record, order="deterministic")
    digest = hashlib.blake2b(written, digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - STATE_BITS)
