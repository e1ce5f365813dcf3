"""The change feed: what a person's scope has seen since a cursor.

A cursor proves where its client stands, in which life of the desk and with which rights; how the
log is read from there is told in :mod:`deskclient.server.feed.log`.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from deskclient.domain.scope import Scope
from deskclient.server.access.principal import Principal
from deskclient.server.config import ServerConfig
from deskclient.server.database.facts import FACTS, Facts
from deskclient.server.database.prepared import ONE, Prepared, at_most
from deskclient.server.database.schema import CHANGE
from deskclient.server.feed.cursor import BadTokenError, Cursor, scope_mark
from deskclient.server.feed.log import LogReading, quick_log
from deskclient.server.feed.pages import Page
from deskclient.server.feed.plain import read_whole, whole_page
from deskclient.server.feed.reach import Wanted, wanted
from deskclient.server.feed.recent import RecentPages, WrittenPage
from deskclient.server.problems import feed_lost

_HEAD = b'{"rows":['
_MAX_STATEMENTS = 256
_NEWEST = at_most(select(CHANGE.c.seq, CHANGE.c.nonce).order_by(CHANGE.c.seq.desc()), ONE)
_AT = select(CHANGE.c.nonce).where(CHANGE.c.seq == bindparam("at", 0))
_NONCE = Prepared(_AT)
_PLACE = Prepared(
    select(
        *FACTS,
        _AT.scalar_subquery(),
        _NEWEST.with_only_columns(CHANGE.c.seq).scalar_subquery(),
        _NEWEST.with_only_columns(CHANGE.c.nonce).scalar_subquery(),
    )
)


class RestoredError(Exception):
    """A cursor proves that the desk was once further than it is now."""

    def __init__(self, epoch: str) -> None:
        super().__init__("the desk was restored")
        self.epoch = epoch


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """A page of the feed, ready to be sent."""

    head: bytes
    """The wire ``Changes`` up to the end of the rows."""
    count: int
    next: str
    more: bool
    newest: int
    """Number of the last change there was when the page was written."""

    def pieces(self, server_time: str) -> tuple[bytes, bytes]:
        """Write the wire ``Changes``: what all who ask share, and the rest."""
        more = "true" if self.more else "false"
        rest = f'],"next":"{self.next}","more":{more},"server_time":"{server_time}"}}'
        return self.head, rest.encode()


@dataclass(frozen=True, slots=True)
class Place:
    """What must be known to go on from a number of the log."""

    facts: Facts
    nonce: int | None
    """Of the change with that number; ``None`` if there is none."""
    newest: tuple[int, int]
    """Number and nonce of the last change."""


@dataclass(frozen=True, slots=True)
class _Statements:
    """How the log is read for one view: as a whole page, and row by row."""

    whole: Prepared
    rows: Select[Any]


class ChangeFeed:
    """Reads the log for a person's scope."""

    def __init__(self, config: ServerConfig) -> None:
        self._config = config
        self._statements: dict[Hashable, _Statements] = {}
        self._recent = RecentPages(config.recent_bytes)

    def _statements_of(self, connection: Connection, want: Wanted) -> _Statements:
        """Give the statements for a view; building them costs more than running them."""
        key = want.key()
        found = self._statements.get(key)
        if found is None:
            if len(self._statements) >= _MAX_STATEMENTS:
                self._statements.clear()
            whole = whole_page(want, as_bytes=connection.dialect.name == "sqlite")
            found = _Statements(Prepared(whole), quick_log(want))
            self._statements[key] = found
        return found

    def start(self, connection: Connection, principal: Principal, scope_text: str) -> Cursor:
        """Give the cursor of this moment."""
        place = self._place(connection, 0)
        mark = scope_mark(principal.person_id, scope_text)
        return Cursor(place.facts.epoch, *place.newest, principal.rights_rev, mark)

    def _place(self, connection: Connection, at: int) -> Place:
        *facts, nonce, seq, newest_nonce = _PLACE.first(connection, {"at": at})
        return Place(Facts.of(facts), nonce, (seq or 0, newest_nonce or 0))

    def check(
        self, connection: Connection, principal: Principal, scope_text: str, text: str
    ) -> tuple[Cursor, Place]:
        """Read a cursor and prove that the feed can go on from it.

        Raises:
            CallError: 410 with its reason.
            RestoredError: the desk stepped back since the cursor was given out.
        """
        place = self._place(connection, Cursor.place_in(text))
        facts = place.facts
        try:
            cursor = Cursor.from_text(facts.secret, text)
        except BadTokenError:
            raise feed_lost("epoch") from None
        if cursor.epoch != facts.epoch:
            raise feed_lost("epoch")
        if cursor.mark != scope_mark(principal.person_id, scope_text):
            raise feed_lost("expired")
        if cursor.seq < facts.log_floor:
            raise feed_lost("expired")
        if cursor.seq and place.nonce != cursor.nonce:
            raise RestoredError(facts.epoch)
        if cursor.rights_rev != principal.rights_rev:
            raise feed_lost("rights")
        return cursor, place

    def recall(
        self,
        connection: Connection,
        principal: Principal,
        scope: Scope,
        cursor_text: str,
        limit: int,
        now: datetime,
    ) -> ChangesAnswer | None:
        """Give what :meth:`read` would, if it reads next to nothing: no news, or a page at hand.

        Raises:
            CallError: 410 with its reason.
            RestoredError: the desk stepped back since the cursor was given out.
        """
        cursor, place = self.check(connection, principal, scope.to_text(), cursor_text)
        if _has_no_news(cursor, place):
            return _no_news(cursor_text, place)
        key = _page_key(wanted(principal, scope, now), cursor, limit)
        page = self._recent.find(key, place.newest)
        return None if page is None else _answer(cursor, place, page)

    def read(
        self,
        connection: Connection,
        principal: Principal,
        scope: Scope,
        cursor_text: str,
        limit: int,
        now: datetime,
    ) -> ChangesAnswer:
        """Give one page after the cursor.

        Raises:
            CallError: 410 with its reason.
            RestoredError: the desk stepped back since the cursor was given out.
        """
        cursor, place = self.check(connection, principal, scope.to_text(), cursor_text)
        if _has_no_news(cursor, place):
            return _no_news(cursor_text, place)
        want = wanted(principal, scope, now)
        key = _page_key(want, cursor, limit)
        page = self._recent.find(key, place.newest)
        if page is None:
            page = self._write(connection, want, cursor, limit, place.newest, key)
        return _answer(cursor, place, page)

    def _write(
        self,
        connection: Connection,
        want: Wanted,
        cursor: Cursor,
        limit: int,
        newest: tuple[int, int],
        key: Hashable,
    ) -> WrittenPage:
        page = None if cursor.tail else self._whole(connection, want, cursor, limit, newest)
        if page is not None:
            self._recent.keep(key, page)
            return page
        reading = LogReading(Page(connection, limit, self._config.page_bytes), want, cursor)
        more = reading.run(limit, self._statements_of(connection, want).rows)
        end, parts = reading.cursor, reading.page.parts
        head = _HEAD + ",".join(parts).encode()
        page = WrittenPage(
            newest, head, len(parts), end.seq, end.nonce, end.tail, end.tail_child, more
        )
        if reading.shared:
            self._recent.keep(key, page)
        return page

    def _whole(
        self,
        connection: Connection,
        want: Wanted,
        cursor: Cursor,
        limit: int,
        newest: tuple[int, int],
    ) -> WrittenPage | None:
        """Let the database write the page, if it can."""
        statement = self._statements_of(connection, want).whole
        page = read_whole(connection, statement, cursor.seq, limit, self._config.page_bytes)
        if page is None:
            return None
        more = page.seq < newest[0]
        nonce = _NONCE.first(connection, {"at": page.seq})[0] if more else newest[1]
        head = b"".join((_HEAD, memoryview(page.rows)[1:]))
        return WrittenPage(newest, head, page.count, page.seq, nonce, 0, 0, more)


def _has_no_news(cursor: Cursor, place: Place) -> bool:
    return place.newest[0] == cursor.seq and not cursor.tail


def _no_news(cursor_text: str, place: Place) -> ChangesAnswer:
    return ChangesAnswer(_HEAD, 0, cursor_text, more=False, newest=place.newest[0])


def _page_key(want: Wanted, cursor: Cursor, limit: int) -> Hashable:
    place = (cursor.epoch, cursor.seq, cursor.nonce, cursor.tail, cursor.tail_child)
    return (want.key(), place, limit)


def _answer(cursor: Cursor, place: Place, page: WrittenPage) -> ChangesAnswer:
    rest = (cursor.rights_rev, cursor.mark, page.tail, page.tail_child)
    token = Cursor(cursor.epoch, page.seq, page.nonce, *rest).to_text(place.facts.secret)
    return ChangesAnswer(page.head, page.count, token, page.more, place.newest[0])
