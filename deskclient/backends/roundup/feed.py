"""What has changed at a Roundup since we last asked.

Roundup has no feed, only lists by the second of the last change. So each question begins a while
before the newest change that is known, what was told already is dropped, and the place in the feed
remembers what that is. Only the desk's own stamps count, and they are written with an offset: else
they would be read in the time zone of whoever asks.
"""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from deskclient.backends.port import RemoteRow
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.mapping import (
    GRAIN_S,
    ids_in,
    number,
    second,
    stamp,
    version,
)
from deskclient.backends.roundup.reading import (
    Listed,
    by_number,
    list_issues,
    lost_issue,
    newest_issues,
)
from deskclient.backends.roundup.rest import Rest
from deskclient.backends.roundup.schema import ISSUE, Schema
from deskclient.domain.errors import CursorLostError

OVERLAP_S = 120
"""How far behind the newest change each question begins: changes come out when all their mails
are sent, under the second in which they began."""
AT_ONCE = 50
"""Issues that come with one page."""
TOLD_MOST = 500
_ANCHORS = 10
"""So many of the last changes are remembered, however old: a restored desk lacks them."""
_GLANCE = 3
"""So many of the newest changes are asked for as long as nothing happens."""
_UNREAD = -1


class Told(Struct, frozen=True, array_like=True):
    """What was told of one issue."""

    second: int
    """Of its last change."""
    ver: int = 0
    """Its version."""
    state: int = _UNREAD
    """A digest of its properties; negative: they were not read."""
    parts: int = _UNREAD
    """A digest of which messages and files it has; negative: they were not told."""


class Place(Struct, frozen=True):
    """A place in the feed."""

    high: int = 0
    """The newest second that was told of."""
    told: Mapping[str, Told] = {}
    """Whatever changed since a while before, and a few more, by number."""
    passed: tuple[int, int] = (0, 0)
    """Second and number up to which everything was told, where that is too much to remember."""
    unsettled: tuple[str, ...] = ()
    """Read while their second may still have been running, so that more may have followed."""
    calm: bool = False
    """Nothing came for so long that no change before :attr:`high` can still come out."""

    @property
    def since(self) -> int:
        """Where the next question begins."""
        return max(self.high - OVERLAP_S, self.passed[0], 0)


class News(Struct, frozen=True):
    """What is to be told next."""

    issues: Sequence[Listed] = ()
    """Changed, the earliest change first."""
    again: Sequence[str] = ()
    """To be read again, for what may have followed within the same second."""
    lost: Sequence[RemoteRow] = ()
    """Gone or out of sight since they were told."""
    more: bool = False
    newest: int = 0
    """The newest second that the desk has shown."""
    calm: bool = False
    """Nothing is to be told, and :attr:`Place.calm` is true from now on."""


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


async def here(rest: Rest, schema: Schema) -> Place:
    """Give the place where the desk is now; what it shows by now counts as told."""
    newest = await newest_issues(rest, _ANCHORS, by="activity")
    last = await list_issues(rest, schema, [("id", one) for one in newest]) if newest else []
    high = max((one.second for one in last), default=0)
    window = await _changed(rest, schema, Place(high)) if high else []
    told = {one.id: Told(one.second) for one in (*last, *window)}
    high = max((one.second for one in told.values()), default=0)
    return _kept(Place(high), told, _running(told, rest.now_s))


async def news(rest: Rest, schema: Schema, place: Place) -> News:
    """Find what is to be told from a place on.

    Raises:
        CursorLostError: the desk is not the one of which the place tells: it was restored.
    """
    glance = await _glance(rest, schema, place) if place.calm else None
    shown = await _changed(rest, schema, place) if glance is None else glance
    if any(one.id in place.told and one.second < place.told[one.id].second for one in shown):
        # What was told has not happened.
        raise CursorLostError("epoch")
    now = rest.now_s
    fresh = _fresh(place, shown)
    lost = await _missing(rest, place, shown) if glance is None else ()
    gone = {row.server_id for row in lost}
    due = [
        one
        for one in place.unsettled
        if one in place.told and now - place.told[one].second >= GRAIN_S and one not in gone
    ]
    told_now = {one.id for one in fresh[:AT_ONCE]}
    is_quiet = not (fresh or lost or place.unsettled)
    return News(
        issues=fresh[:AT_ONCE],
        again=[one for one in due if one not in told_now][:AT_ONCE],
        lost=lost,
        more=len(fresh) > AT_ONCE,
        newest=max((one.second for one in shown), default=place.high),
        calm=is_quiet and (place.calm or now - place.high >= OVERLAP_S),
    )


def after(
    place: Place, found: News, read: Mapping[str, Told], gone: Collection[str], now: int
) -> Place:
    """Give the place after some news were told.

    Args:
        place: Where they began.
        found: They.
        read: What was told of each issue.
        gone: Issues of which it was told that they are not to be had any more.
        now: The second it is there.
    """
    told = {n: one for n, one in place.told.items() if n not in gone} | dict(read)
    last = max((one.second for one in found.issues), default=0)
    high = max(place.high, last if found.more else found.newest)
    passed = (place.passed[0], place.passed[1])
    waiting = set(place.unsettled) - set(found.again) - set(read)
    running = _running(read, now) | (waiting & set(told))
    return _kept(Place(high, passed=passed), told, running)


def digest_of(item: wire.Item) -> int:
    """Tell one state of an issue from another."""
    return zlib.crc32(msgspec.json.encode(item))


def parts_of(item: wire.Item) -> int:
    """Tell whether an issue got messages or files."""
    return zlib.crc32(repr([ids_in(item.get(name)) for name in ("messages", "files")]).encode())


async def _changed(rest: Rest, schema: Schema, place: Place) -> list[Listed]:
    since = stamp(datetime.fromtimestamp(place.since, UTC))
    return await list_issues(rest, schema, [("activity", f"{since};")])


async def _glance(rest: Rest, schema: Schema, place: Place) -> Sequence[Listed] | None:
    """Look at the newest changes alone; ``None`` if there may be more than that to see."""
    since = stamp(datetime.fromtimestamp(place.high, UTC))
    newest_first = [("@sort", "-activity"), ("@page_size", str(_GLANCE))]
    shown = await list_issues(rest, schema, [("activity", f"{since};"), *newest_first])
    if len(shown) >= _GLANCE:
        return shown if shown[-1].second == place.high else None
    there = {one.id for one in shown}
    is_whole = all(n in there for n, one in place.told.items() if one.second >= place.high)
    return shown if is_whole else None


def _fresh(place: Place, shown: Iterable[Listed]) -> Sequence[Listed]:
    """Give what was not told yet, the earliest change first."""
    some = [
        one
        for one in shown
        if (one.second, number(one.id)) > place.passed
        and (one.id not in place.told or place.told[one.id].second != one.second)
    ]
    return sorted(some, key=lambda one: (one.second, number(one.id)))


async def _missing(rest: Rest, place: Place, shown: Iterable[Listed]) -> Sequence[RemoteRow]:
    """Find out what became of issues that were told and that the list does not show any more.

    Raises:
        CursorLostError: the desk was restored.
    """
    there = {one.id for one in shown}
    should = [n for n, one in place.told.items() if one.second >= place.since and n not in there]
    if not should:
        return ()
    found = await by_number(rest, ISSUE, should, "activity")
    if any(second(one.get("activity")) < place.told[n].second for n, one in found.items()):
        raise CursorLostError("epoch")
    return [await _lost(rest, one, place.told[one]) for one in should if one not in found]


async def _lost(rest: Rest, issue: str, told: Told) -> RemoteRow:
    ver = max(told.ver, version(told.second, told.second)) + 1
    row = await lost_issue(rest, issue, ver)
    if row is None:
        # No number is ever taken away from the desk, so it was never given.
        raise CursorLostError("epoch")
    return row


def _running(told: Mapping[str, Told], now: int) -> set[str]:
    return {n for n, one in told.items() if now - one.second < GRAIN_S}


def _kept(place: Place, told: Mapping[str, Told], running: Collection[str]) -> Place:
    """Choose what a place remembers: what changed since, and in any case a few of the last."""
    latest = sorted(((one.second, number(n)) for n, one in told.items()), reverse=True)
    passed = place.passed
    if len(latest) > TOLD_MOST:
        passed = max(passed, latest[TOLD_MOST])
    then = Place(place.high, passed=passed)
    some = [
        str(n)
        for at, (last, n) in enumerate(latest[:TOLD_MOST])
        if at < _ANCHORS or last >= then.since
    ]
    unsettled = tuple(n for n in some if n in running)
    return Place(place.high, {n: told[n] for n in some}, passed, unsettled)
