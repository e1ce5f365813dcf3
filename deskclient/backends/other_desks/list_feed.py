"""News of a desk that tells none: its whole list is read again and again, and compared.

The desk is spared: one question at a time, a rest after each pass in proportion to how long it
took, and a conversation only where the list shows a change. A call gives back what it has got when
the desk fails or asks to wait in the middle, and the next one goes on from there.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.other_desks.list_place import (
    Listed,
    ListPage,
    ListPlace,
    after_page,
    asked,
    doubted,
    due,
    ended,
    failed,
    forgotten,
    is_kept,
    noted,
    packed,
    place_in,
    to_text,
    unpacked,
)
from deskclient.backends.other_desks.places import place_in as read_token
from deskclient.backends.other_desks.places import place_text
from deskclient.backends.other_desks.reading_versions import ReadingVersions
from deskclient.backends.port import BadRow, RemoteRow, RowKind
from deskclient.domain.clock import Clock
from deskclient.domain.errors import CursorLostError, DeskError, ServerError, UnreadableError
from deskclient.domain.ids import ServerId

AT_ONCE = 25
"""So many records are read with all that belongs to them before what was found is given back."""
CALL_S = 20.0
"""So long a call goes on without having told anything; then its place is worth keeping."""
_REST_SHARE = 4.0
"""A rest is so many times as long as the pass before it: the desk works for us a fifth of the time
at most."""
_DOUBTS = 2
"""So many passes running must miss as much before everything is compared anew."""


class Listing(Protocol):
    """What a desk with a list lets us see."""

    async def page(self, number: int) -> ListPage:
        """Read a page of the list.

        Args:
            number: From :data:`~.list_place.FIRST` on; one beyond the last gives an empty page.
        """
        ...

    async def whole(self, number: int) -> Sequence[RemoteRow]:
        """Read one record with everything that belongs to it.

        Returns:
            Itself first. What is not to be had is a single row that says so, with a version above
            all others of it.

        Raises:
            UnreadableError: it cannot be understood.
            ServerError: the desk fails at it, or at anything.
        """
        ...


class ListNews(Struct, frozen=True):
    """What a call of the feed has found."""

    rows: Sequence[RemoteRow]
    bad: Sequence[BadRow]
    place: ListPlace
    more: bool


class ListPulled(Struct, frozen=True):
    """What a call of a first pull has found; see ``SnapshotPage``."""

    rows: Sequence[RemoteRow]
    bad: Sequence[BadRow]
    token: str
    """Empty after the last."""
    cursor: str
    """Given with the last."""
    done: int
    total: int


class ListFeed:
    """Follows one list of one kind of records.

    Args:
        kind: Of the records.
        clock: For how long things take.
        versions: By which the desk's records are told.
    """

    def __init__(self, kind: str, clock: Clock, versions: ReadingVersions) -> None:
        self._kind = kind
        self._clock = clock
        self._versions = versions
        self._took_s = 0.0
        self.rest_s = 0.0
        """How long the desk is to be left alone after the last pass; see ``Caps.rest_s``."""

    # --- the feed -------------------------------------------------------------------------------

    async def news(self, listing: Listing, place: ListPlace) -> ListNews:
        """Go on with the pass under way, or begin one; ``more`` until it has ended.

        Raises:
            CursorLostError: so much is missing from the list, again and again, that only a complete
                pull can tell what of it is true.
            DeskError: nothing could be got at all.
        """
        self._versions.above(place.high)
        run = _Run(self._kind, listing, place)
        is_over = False
        began_s = self._clock.steady_s()
        try:
            while not is_over and not self._is_enough(run, began_s):
                is_over = await run.step()
        except DeskError as error:
            if run.place == place or isinstance(error, CursorLostError):
                raise
        self._took_s += self._clock.steady_s() - began_s
        if is_over:
            self.rest_s, self._took_s = self._took_s * _REST_SHARE, 0.0
        return ListNews(run.rows, run.bad, run.told(), more=not is_over)

    def _is_enough(self, run: "_Run", began_s: float) -> bool:
        return run.read >= AT_ONCE or self._clock.steady_s() - began_s >= CALL_S

    # --- the first pull -------------------------------------------------------------------------

    async def pulled(self, listing: Listing, token: str) -> ListPulled:
        """Give the next part of a first pull: the list is read to its end, then what is kept.

        Args:
            listing: The desk.
            token: Where to go on; empty to begin.

        Raises:
            CursorLostError: the token is none of this version.
            DeskError: nothing could be got at all.
        """
        at = read_token(token, _Pull) if token else _Pull()
        if at.cursor:
            return await self._wholes(listing, at)
        return await self._whole_list(listing, at)

    async def _whole_list(self, listing: Listing, at: "_Pull") -> ListPulled:
        begun = place_in(at.list_place) if at.list_place else ListPlace()
        place, total, began_s = begun, at.total, self._clock.steady_s()
        try:
            while not place.had_pages and self._clock.steady_s() - began_s < CALL_S:
                page = await listing.page(place.page)
                place, total = after_page(place, page), page.total
        except DeskError:
            if place.page == begun.page:
                raise
        if not place.had_pages:
            then = _Pull(list_place=to_text(place), total=total)
            return ListPulled((), (), place_text(then), "", 0, total)
        kept, cursor = place.kept(), to_text(ended(place))
        then = _Pull(cursor=cursor, left=packed(kept[::-1]), total=len(kept))
        if kept:
            return ListPulled((), (), place_text(then), "", 0, len(kept))
        return ListPulled((), (), "", cursor, 0, 0)

    async def _wholes(self, listing: Listing, at: "_Pull") -> ListPulled:
        rows: list[RemoteRow] = []
        bad: list[BadRow] = []
        left, again = unpacked(at.left), unpacked(at.again)
        # The newest first: that is what the person looks for.
        order, began_s = (*left[::-1], *again[::-1]), self._clock.steady_s()
        put_off: list[int] = []
        taken = 0
        try:
            for number in order[:AT_ONCE]:
                found, broken = await _read(
                    self._kind, listing, number, is_last_try=taken >= len(left)
                )
                # What went meanwhile is missing from the next pass, which tells that it is gone.
                rows += [one for one in found if one.what is RowKind.PUT]
                bad += broken
                put_off += [] if found or broken else [number]
                taken += 1
                if self._clock.steady_s() - began_s >= CALL_S:
                    break
        except DeskError:
            if not taken:
                raise
        rest = order[taken:]
        again = sorted([*set(again).intersection(rest), *put_off])
        left = left[: max(0, len(left) - taken)]
        waiting = len(left) + len(again)
        # What was set aside was not told: the feed asks for it again.
        cursor = _without(at.cursor, [int(one.server_id) for one in bad])
        if not waiting:
            return ListPulled(rows, bad, "", cursor, at.total, at.total)
        then = replace(at, cursor=cursor, left=packed(left), again=packed(again))
        return ListPulled(rows, bad, place_text(then), "", at.total - waiting, at.total)

    # --- everything by name ---------------------------------------------------------------------

    async def numbers(self, listing: Listing) -> AsyncIterator[Sequence[int]]:
        """Stream the numbers of what is kept, each once, as far as the pages show them."""
        place = ListPlace()
        while not place.had_pages:
            page = await listing.page(place.page)
            yield [one.number for one in page.items if one.is_kept and one.number not in place.seen]
            place = after_page(place, page)


class _Run:
    """One call of the feed."""

    def __init__(self, kind: str, listing: Listing, place: ListPlace) -> None:
        self._kind = kind
        self._listing = listing
        self.place = place
        self.rows: list[RemoteRow] = []
        self.bad: list[BadRow] = []
        self.read = 0
        """How many records were read."""

    async def step(self) -> bool:
        """Read a page, or ask for a record that no page has shown; tells whether the pass is over.

        Raises:
            CursorLostError: see :meth:`ListFeed.news`.
        """
        if not self.place.had_pages:
            await self._page()
            return False
        missing = self.place.missing()
        here = sum(state & 1 for state in self.place.states.values())
        if _is_suspicious(len(missing), here):
            if self.place.doubts + 1 >= _DOUBTS:
                raise CursorLostError("expired")
            self.place = doubted(self.place)
            return True
        if missing:
            await self._ask(missing[0])
            return False
        self.place = ended(self.place)
        return True

    def told(self) -> ListPlace:
        """Give the place after what was found."""
        high = max((row.ver for row in self.rows), default=0)
        return replace(self.place, high=max(self.place.high, high))

    async def _page(self) -> None:
        page = await self._listing.page(self.place.page)
        for item in due(self.place, page):
            if self.read >= AT_ONCE:
                # The same page comes again, and what was told of it is not due any more.
                return
            await self._tell(item)
        self.place = after_page(self.place, page)

    async def _tell(self, item: Listed) -> None:
        if not is_kept(self.place, item):
            self.rows.append(_left(self._kind, item.number))
        elif not await self._read(item.number):
            self.place = failed(self.place, item.number)
            return
        self.place = noted(self.place, [item])

    async def _ask(self, number: int) -> None:
        """Find out what became of a record that no page has shown."""
        found = await self._read(number)
        if not found:
            self.place = failed(self.place, number)
        is_there = not found or found[0].what is RowKind.PUT
        self.place = asked(self.place, number) if is_there else forgotten(self.place, [number])

    async def _read(self, number: int) -> Sequence[RemoteRow]:
        found, broken = await _read(
            self._kind,
            self._listing,
            number,
            is_last_try=number in self.place.failed_before,
        )
        self.rows += found
        self.bad += broken
        self.read += 1
        return found


async def _read(
    kind: str, listing: Listing, number: int, *, is_last_try: bool
) -> tuple[Sequence[RemoteRow], Sequence[BadRow]]:
    """Read one record; one that cannot be had must not stop the others.

    A desk that fails at a record may only be failing just now, so that the record is set aside not
    before the last try.
    """
    try:
        return await listing.whole(number), ()
    except ServerError as error:
        is_bad = is_last_try or isinstance(error, UnreadableError)
        return (), (BadRow(kind, str(number), b"", str(error)),) if is_bad else ()


def _without(cursor: str, numbers: Collection[int]) -> str:
    return to_text(forgotten(place_in(cursor), numbers)) if numbers else cursor


def _left(kind: str, number: int) -> RemoteRow:
    return RemoteRow(kind, ServerId(str(number)), 0, 0, RowKind.LEFT_SCOPE)


def _is_suspicious(missing: int, here: int) -> bool:
    """Tell whether it may be the list that is wrong: as at the end of a complete pull."""
    return missing > max(50, here // 10)


class _Pull(Struct, frozen=True):
    """How far a first pull has come."""

    list_place: str = ""
    """While the list is read: what was read of it."""
    cursor: str = ""
    """Where the feed goes on; empty while the list is read."""
    left: bytes = b""
    """Numbers of what is still to be read."""
    again: bytes = packed(())
    """Numbers of what could not be read and is tried once more after all others."""
    total: int = 0
