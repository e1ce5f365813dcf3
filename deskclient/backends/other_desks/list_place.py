"""How far the comparison of a list has come, which is all a list without changes tells. Pure.

A pass goes through all pages of the list and then asks for what none of them has shown. Whatever
it finds is noted at once, so that a pass that was broken off goes on where it was. As pages are
cut out of an order that may move meanwhile, a record may be shown twice or not at all: neither
means anything by itself.
"""

import sys
import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from deskclient.domain.errors import CursorLostError

FIRST = 1
"""The number of the first page."""
_NO_MORE = 0
"""In place of a number: all pages were read."""


class Listed(Struct, frozen=True):
    """One record as a list shows it."""

    number: int
    """What the desk calls it; positive, and given to one record only."""
    state: int
    """Tells one state from another; see :func:`~.reading_versions.state_of`."""
    is_kept: bool = True
    """Whether it belongs to what is kept here."""
    may_stay: bool = True
    """Whether it may stay if it is here already, such as an old one that was closed just now."""


class ListPage(Struct, frozen=True):
    """One page of a list."""

    items: Sequence[Listed]
    is_last: bool
    """Whether none follows; where the desk does not tell, false: an empty page is the last too."""
    total: int = 0
    """How many the whole list has; 0 where the desk does not tell."""


class ListPlace(Struct, frozen=True):
    """What was told of a list, and how far the pass under way has come."""

    states: Mapping[int, int] = {}
    """By number: the state that was told, times two, and one more if the record is kept here."""
    page: int = FIRST
    """The page that is to be read next."""
    seen: frozenset[int] = frozenset()
    """Which of them the pass under way has shown, or asked for."""
    doubts: int = 0
    """How many passes running have missed so many that the list was not believed."""
    high: int = 0
    """The highest version that was told."""
    failed: frozenset[int] = frozenset()
    """Records that could not be read in the pass under way; the next one tries again."""
    failed_before: frozenset[int] = frozenset()
    """Those of the pass before it."""

    @property
    def had_pages(self) -> bool:
        """Whether the pass has read all pages."""
        return self.page == _NO_MORE

    def is_here(self, number: int) -> bool:
        """Tell whether a record was told as kept here."""
        return bool(self.states.get(number, 0) & 1)

    def kept(self) -> Sequence[int]:
        """Give the numbers of what is kept here, the highest first."""
        return sorted((one for one, state in self.states.items() if state & 1), reverse=True)

    def missing(self) -> Sequence[int]:
        """Give what is kept here and was shown by no page, lowest number first."""
        return [one for one in reversed(self.kept()) if one not in self.seen]


def is_kept(place: ListPlace, item: Listed) -> bool:
    """Tell whether a record is to be here."""
    return item.is_kept or (item.may_stay and place.is_here(item.number))


def due(place: ListPlace, page: ListPage) -> Sequence[Listed]:
    """Give what has to be told of a page: what changed, came or went out of what is kept."""
    return [
        one
        for one in page.items
        if place.states.get(one.number) != _noted(place, one)
        and one.number not in place.failed
        and (is_kept(place, one) or place.is_here(one.number))
    ]


def noted(place: ListPlace, items: Sequence[Listed]) -> ListPlace:
    """Note that records were told, or need not be."""
    states = {one.number: _noted(place, one) for one in items}
    return replace(place, states={**place.states, **states})


def forgotten(place: ListPlace, numbers: Collection[int]) -> ListPlace:
    """Note that records are gone."""
    states = {number: one for number, one in place.states.items() if number not in numbers}
    return replace(place, states=states, seen=place.seen.difference(numbers))


def asked(place: ListPlace, number: int) -> ListPlace:
    """Note that a record was asked for, and is there although no page has shown it."""
    return replace(place, seen=place.seen | {number})


def failed(place: ListPlace, number: int) -> ListPlace:
    """Note that a record could not be read: it stays as it was told, and is due again."""
    return replace(place, failed=place.failed | {number})


def after_page(place: ListPlace, page: ListPage) -> ListPlace:
    """Go on to the next page, once everything that was due of this one is told.

    A page that shows nothing new ends the list: a desk that does not know numbers of pages gives
    the first one for ever.
    """
    shown = {one.number for one in page.items}
    is_last = page.is_last or shown <= place.seen
    then = noted(place, [one for one in page.items if one.number not in place.failed])
    following = _NO_MORE if is_last else place.page + 1
    return replace(then, page=following, seen=place.seen | shown)


def ended(place: ListPlace) -> ListPlace:
    """End a pass in which everything was found again or asked for."""
    kept = {one: state for one, state in place.states.items() if one in place.seen}
    return ListPlace(kept, high=place.high, failed_before=place.failed)


def doubted(place: ListPlace) -> ListPlace:
    """End a pass whose list is not believed: nothing that it did not show is taken for gone."""
    return ListPlace(
        place.states, doubts=place.doubts + 1, high=place.high, failed_before=place.failed
    )


def place_in(text: str) -> ListPlace:
    """Read a place.

    Raises:
        CursorLostError: it is none.
    """
    try:
        stored = msgspec.json.decode(text, type=_Stored)
        numbers, seen = unpacked(stored.numbers), unpacked(stored.seen)
        states = dict(zip(numbers, _integers_in(stored.states), strict=True))
    except (msgspec.MsgspecError, ValueError) as error:
        raise CursorLostError("expired") from error
    return ListPlace(
        states,
        stored.page,
        frozenset(seen),
        stored.doubts,
        stored.high,
        frozenset(stored.failed),
        frozenset(stored.failed_before),
    )


def to_text(place: ListPlace) -> str:
    """Write a place: about eleven letters for each record of the list."""
    numbers = sorted(place.states)
    stored = _Stored(
        numbers=packed(numbers),
        states=_bytes_of(map(place.states.__getitem__, numbers)),
        page=place.page,
        seen=packed(sorted(place.seen)),
        doubts=place.doubts,
        high=place.high,
        failed=tuple(sorted(place.failed)),
        failed_before=tuple(sorted(place.failed_before)),
    )
    return msgspec.json.encode(stored).decode()


def packed(numbers: Sequence[int]) -> bytes:
    """Write rising numbers in little room: they follow each other closely."""
    steps = (here - before for before, here in pairwise((0, *numbers)))
    return zlib.compress(_bytes_of(steps), 1)


def unpacked(written: bytes) -> Sequence[int]:
    """Read what :func:`packed` wrote.

    Raises:
        CursorLostError: it is something else.
    """
    try:
        return [*accumulate(_integers_in(zlib.decompress(written)))]
    except (zlib.error, ValueError) as error:
        raise CursorLostError("page") from error


def _bytes_of(integers: Iterable[int]) -> bytes:
    """Write integers in eight bytes each, the lowest first."""
    written = array("Q", integers)
    if sys.byteorder == "big":
        written.byteswap()
    return written.tobytes()


def _integers_in(written: bytes) -> Sequence[int]:
    """Read what :func:`_bytes_of` wrote; raises ``ValueError`` for something else."""
    read = array("Q")
    read.frombytes(written)
    if sys.byteorder == "big":
        read.byteswap()
    return read


def _noted(place: ListPlace, item: Listed) -> int:
    return item.state << 1 | is_kept(place, item)


class _Stored(Struct, frozen=True, array_like=True):
    numbers: bytes
    states: bytes
    page: int
    seen: bytes
    doubts: int
    high: int
    failed: tuple[int, ...]
    failed_before: tuple[int, ...] = ()
