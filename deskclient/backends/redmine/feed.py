"""What has changed at a Redmine since we last asked.

Redmine has no feed, only lists by the second of the last change. So each question begins a while
before the newest change that is known, what was told already is dropped, and the place in the feed
remembers what that is. Only the desk's own stamps count: its clock may differ from ours, jump, and
tell of a change late, when what wrote it was slow.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import aclosing

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.port import BadRow, RemoteRow, RowKind
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.choices import Filter
from deskclient.backends.redmine.link_watch import LinkWatch, Related, ends_changed
from deskclient.backends.redmine.mapping import deleted_row, seconds
from deskclient.backends.redmine.reading import (
    PAGE,
    Found,
    Whole,
    find_by_number,
    find_issues,
    find_newest,
    read_whole,
    read_wholes,
    walk_changes,
)
from deskclient.backends.redmine.rest import Rest
from deskclient.domain.clock import Clock
from deskclient.domain.errors import CursorLostError

OVERLAP_S = 120
"""How far behind the newest change each question begins."""
GRAIN_S = 2
"""After this time a second of the desk is surely over: nothing more can happen in it."""
TOLD_MOST = 500
AT_ONCE = 100
"""Issues that come with one page."""
_ANCHORS = 10
"""So many of the last changes are remembered, however old: a restored desk lacks them."""
_WINDOW_MOST_S = 900
_UNKNOWN = -1


class Told(Struct, frozen=True, array_like=True):
    """What was told of one issue."""

    second: int
    """Of its last change."""
    journal: int = _UNKNOWN
    """Its last journal that we see; 0: none, negative: it was not read."""
    made: int = 0
    """The second of that journal, or else of the issue's birth."""


class Place(Struct, frozen=True):
    """A place in the feed."""

    high: int = 0
    """The newest second that was told of."""
    since: int = 0
    """Where the next question begins."""
    etag: str = ""
    """Of the answer to that question; empty: not asked yet."""
    told: Mapping[int, Told] = {}
    """Whatever changed since then, and a few more, by number."""
    passed: tuple[int, int] = (0, 0)
    """Second and number up to which everything was told, where that is too much to remember."""
    unsettled: tuple[int, ...] = ()
    """Read while their second may still have been running, so that more may have followed."""
    links: tuple[Related, ...] = ()
    """The relations that were seen last."""
    linked: tuple[int, ...] = ()
    """Issues at the ends of relations that have come or gone, still to be told."""


class News(Struct, frozen=True):
    """What is to be told next."""

    issues: Sequence[wire.Listed] = ()
    """Changed, the earliest change first."""
    again: Sequence[int] = ()
    """To be read again, for what may have followed within the same second."""
    lost: Sequence[RemoteRow] = ()
    """Gone or out of sight since they were told."""
    bad: Sequence[BadRow] = ()
    more: bool = False
    newest: int = 0
    """The newest second that the desk has shown."""
    etag: str = ""
    """Of an answer that showed everything since :attr:`Place.since`; else empty."""
    idle: bool = False
    """Nothing at all happened, and the place stays the same."""
    links: tuple[Related, ...] = ()
    """The relations that are seen now."""
    linked: tuple[int, ...] = ()
    """As in :attr:`Place.linked`, with what was seen now."""


def place_in(text: str) -> Place:
    """Read a place.

    Raises:
        CursorLostError: it is none.
    """
    try:
        return msgspec.json.decode(text, type=Place)
    except msgspec.MsgspecError as error:
        raise CursorLostError("expired") from error


def to_text(place: Place) -> str:
    """Write a place."""
    return msgspec.json.encode(place).decode()


class Feed:
    """Asks one Redmine for its news.

    Args:
        rest: What carries the questions.
        clock: For durations only.
    """

    def __init__(self, rest: Rest, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock
        self._read_s: float | None = None
        """When what is unsettled was read last; ``None``: before this program was started."""
        self._unlisted: set[int] = set()
        """Changed by us in a way that no list shows."""
        self._watch = LinkWatch(rest, clock)

    def tell(self, issues: Iterable[int]) -> None:
        """Have issues told with the next news, whether or not a list shows that they changed."""
        self._unlisted.update(issues)

    async def here(self) -> Place:
        """Give the place where the desk is now; what it shows by now counts as told."""
        last = await self._last(_ANCHORS)
        high = max((seconds(one.updated_on) for one in last.issues), default=0)
        since = max(high - OVERLAP_S, 0)
        newest = await find_newest(self._rest, since)
        pages = [last] if newest is None else [last, newest]
        if newest is not None and newest.full:
            pages += [page async for page in walk_changes(self._rest, since)]
        told = {one.id: listed_as(one) for page in pages for one in page.issues}
        # Read, the last ones show whether the desk was restored.
        read = await read_wholes(self._rest, [one.id for one in last.issues])
        told |= {one.number: now for one in read if (now := read_as(one)) is not None}
        high = max((one.second for one in told.values()), default=0)
        self._read_s = self._clock.steady_s()
        etag = "" if newest is None else newest.etag
        remembered, passed = kept(told, since, (0, 0))
        unsettled = tuple(n for n, one in remembered.items() if one.second > high - GRAIN_S)
        links = await self._watch.look()
        return Place(high, since, etag, remembered, passed, unsettled, links)

    async def newest(self) -> int:
        """Give the second of the desk's last change."""
        return max((seconds(one.updated_on) for one in (await self._last(1)).issues), default=0)

    async def news(self, place: Place) -> News:
        """Find what is to be told from a place on: changes, and links between issues.

        Raises:
            CursorLostError: the desk is not the one of which the place tells: it was restored.
        """
        links = await self._watch.look() if self._watch.is_due else place.links
        linked = {*place.linked, *ends_changed(place.links, links)}
        due = [*dict.fromkeys([*self._due(place), *sorted(self._unlisted | linked)])][:AT_ONCE]
        found = await self._changes(place, due)
        return replace(found, links=links, linked=tuple(sorted(linked)))

    async def _changes(self, place: Place, due: Sequence[int]) -> News:
        newest = await find_newest(self._rest, place.since, place.etag) if place.etag else None
        if newest is None and place.etag:
            return News(again=due, newest=place.high, etag=place.etag, idle=not due)
        if newest is not None and not newest.full:
            seen = _Seen(place, [newest])
            etag = newest.etag
        else:
            seen = await self._walk(place)
            etag = ""
        lost = await self._missing(place, seen)
        fresh = seen.fresh()
        told_now = {one.id for one in fresh[:AT_ONCE]} | {int(row.server_id) for row in lost}
        more = len(fresh) > AT_ONCE or not seen.ended
        return News(
            issues=fresh[:AT_ONCE],
            again=[one for one in due if one not in told_now],
            lost=lost,
            bad=seen.bad(),
            more=more,
            newest=max(place.high, seen.newest()),
            etag="" if more else etag,
        )

    async def after(
        self, place: Place, news: News, read: Mapping[int, Told], gone: Collection[int]
    ) -> tuple[Place, bool]:
        """Give the place after some news were told, and whether there are more.

        Args:
            place: Where they began.
            news: They.
            read: What was told of each issue by it.
            gone: Issues of which it was told that they are not to be had any more.
        """
        told = {n: one for n, one in place.told.items() if n not in gone} | dict(read)
        last = max((seconds(one.updated_on) for one in news.issues), default=0)
        high = max(place.high, last if news.more else news.newest)
        running = {n for n, one in read.items() if one.second > news.newest - GRAIN_S}
        # What was read again has had its second read.
        again = {n for n in news.again if n in read and n in place.told}
        settled = {n for n in again if read[n].second == place.told[n].second}
        told_now = {*news.again, *(one.id for one in news.issues), *gone}
        self._unlisted -= told_now
        waiting = {n for n in place.unsettled if n in told and n not in news.again}
        if running - settled:
            self._read_s = self._clock.steady_s()
        since, etag = place.since, news.etag
        if news.more or high - since > _WINDOW_MOST_S or not etag or len(told) > TOLD_MOST:
            since, etag = max(since, high - OVERLAP_S), ""
        remembered, passed = kept(told, since, place.passed)
        unsettled = tuple(sorted(((running - settled) | waiting) & set(remembered)))
        left = tuple(one for one in news.linked if one not in told_now)
        then = Place(high, since, etag, remembered, passed, unsettled, news.links, left)
        if news.more or etag:
            return then, news.more
        return await self._with_etag(then)

    async def _last(self, most: int) -> Found:
        every = (Filter("status_id", "*"),)
        return await find_issues(self._rest, every, "updated_on:desc,id:desc", most)

    async def _with_etag(self, place: Place) -> tuple[Place, bool]:
        """Ask the next question already, so that it costs nothing as long as nothing happens."""
        newest = await find_newest(self._rest, place.since)
        if newest is None or _Seen(place, [newest]).fresh():
            return place, newest is not None
        return replace(place, etag=newest.etag), False

    def _due(self, place: Place) -> Sequence[int]:
        if not place.unsettled:
            return ()
        now = self._clock.steady_s()
        if self._read_s is None:
            self._read_s = now
        return place.unsettled[:AT_ONCE] if now - self._read_s >= GRAIN_S else ()

    async def _walk(self, place: Place) -> "_Seen":
        seen = _Seen(place, [])
        async with aclosing(walk_changes(self._rest, place.since)) as pages:
            async for page in pages:
                seen.pages.append(page)
                seen.ended = not page.full
                if page.full and len(seen.fresh()) > AT_ONCE:
                    break
        return seen

    async def _missing(self, place: Place, seen: "_Seen") -> Sequence[RemoteRow]:
        """Find out what became of issues that were told and that no page shows any more.

        Raises:
            CursorLostError: the desk was restored.
        """
        missing = seen.missing()
        if not missing:
            return ()
        asked = [*missing, *(n for n in place.told if n not in seen.numbers())]
        there = await find_by_number(self._rest, list(dict.fromkeys(asked))[:PAGE])
        found = {one.id: one for one in there}
        if place.told and not found and not seen.numbers() & set(place.told):
            # One that is gone was deleted; all of them never happened.
            raise CursorLostError("epoch")
        for number, one in found.items():
            told = place.told[number]
            if seconds(one.updated_on) < told.second:
                check_same(told, await read_whole(self._rest, number))
        gone = [n for n in missing[:PAGE] if n not in found]
        read = await read_wholes(self._rest, gone)
        return [lost_since(one, place.told[one.number]) for one in read if one.lost is not None]


class _Seen:
    """Pages of changed issues, against what was told of them."""

    def __init__(self, place: Place, pages: list[Found]) -> None:
        self.pages = pages
        self.ended = True
        self._place = place

    def fresh(self) -> Sequence[wire.Listed]:
        """Give what was not told yet, the earliest change first."""
        latest = {one.id: one for page in self.pages for one in page.issues}
        told, passed = self._place.told, self._place.passed
        # The filter lets the second before through, which was told and is not remembered.
        since = self._place.since
        # Of the last second that is shown, only a part may be.
        end = math.inf if self.ended else self.newest()
        some: list[tuple[int, int]] = []
        for one in latest.values():
            second = seconds(one.updated_on)
            known = told[one.id].second == second if one.id in told else False
            if not known and since <= second < end and (second, one.id) > passed:
                some.append((second, one.id))
        return [latest[number] for _, number in sorted(some)]

    def numbers(self) -> set[int]:
        """Give all issues that the pages show."""
        return {n for page in self.pages for n in page.numbers}

    def newest(self) -> int:
        """Give the newest second shown."""
        stamps = [seconds(one.updated_on) for page in self.pages for one in page.issues]
        return max(stamps, default=0)

    def missing(self) -> Sequence[int]:
        """Give what was told, should be shown and is not."""
        end = math.inf if self.ended else self.newest() - 1
        shown = self.numbers()
        told = self._place.told.items()
        since = self._place.since
        return [n for n, one in told if since <= one.second < end and n not in shown]

    def bad(self) -> Sequence[BadRow]:
        """Give the rows that cannot be read, each once."""
        return list({one.server_id: one for page in self.pages for one in page.bad}.values())


def listed_as(issue: wire.Listed) -> Told:
    """Note an issue of which only its row in a list was seen."""
    return Told(seconds(issue.updated_on), _UNKNOWN, seconds(issue.created_on))


def lost_since(whole: Whole, told: Told) -> RemoteRow:
    """Tell that an issue that was told of is not to be had any more."""
    if whole.lost is None or whole.lost.what is RowKind.TOMBSTONE:
        return deleted_row(whole.number, told.second)
    return whole.lost


def read_as(whole: Whole) -> Told | None:
    """Note an issue that was read; ``None`` if it could not be."""
    if whole.issue is None:
        return None
    last = whole.history[-1] if whole.history else None
    second = seconds(whole.issue.updated_on)
    if last is None:
        return Told(second, 0, seconds(whole.issue.created_on))
    return Told(second, last.id, seconds(last.created_on))


def mark_own(
    rows: Sequence[RemoteRow], whole: Whole, told: Told | None, me: int, since: int
) -> Sequence[RemoteRow]:
    """Mark an issue to which nobody but ``me`` has done anything since it was told of.

    Args:
        rows: What the issue is read as.
        whole: The issue as it is now.
        told: What was told of it last, where that is remembered.
        me: The number of the person.
        since: The second from which on all that changed is remembered in what was told.
    """
    last = -1 if told is None else told.journal
    new = [
        one
        for one in whole.history
        if (one.id > last if last >= 0 else seconds(one.created_on) >= since)
    ]
    own = bool(new) and all(one.user is not None and one.user.id == me for one in new)
    return [replace(row, own=own and row.kind == "ticket") for row in rows]


def check_same(told: Told, whole: Whole) -> None:
    """See that an issue is the one that was told of.

    One that shows an older change than was told has lost something with the whole desk, or the
    clock of the desk was set back. Then the last journal that is known must still be there.

    Raises:
        CursorLostError: its past is another one: the desk was restored.
    """
    if whole.issue is None:
        return
    is_older = seconds(whole.issue.updated_on) < told.second
    if told.journal <= 0:
        if is_older or (told.made and told.made != seconds(whole.issue.created_on)):
            raise CursorLostError("epoch")
        return
    journal = next((one for one in whole.history if one.id == told.journal), None)
    last = whole.history[-1].id if whole.history else 0
    if journal is None and is_older and last < told.journal:
        raise CursorLostError("epoch")
    if journal is not None and seconds(journal.created_on) != told.made:
        raise CursorLostError("epoch")


def kept(
    told: Mapping[int, Told], since: int, passed: tuple[int, int]
) -> tuple[Mapping[int, Told], tuple[int, int]]:
    """Choose what a place remembers: what changed since, and in any case a few of the last.

    Of more than can be remembered, it gives second and number up to which all was told.
    """
    latest = sorted(((one.second, number) for number, one in told.items()), reverse=True)
    if len(latest) > TOLD_MOST:
        passed = max(passed, latest[TOLD_MOST])
    some = enumerate(latest[:TOLD_MOST])
    numbers = [n for place, (second, n) in some if place < _ANCHORS or second >= since]
    return {number: told[number] for number in numbers}, passed
