"""The change feed: what a person's scope has seen since a cursor.

A cursor proves where its client stands, in which life of the desk and with which rights; how the
log is read from there is told in :mod:`deskclient.server.feed.log`.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from deskclient.domain.scope import Scope
from deskclient.server.access.principal import Principal
from deskclient.server.config import ServerConfig
from deskclient.server.database.facts import FactBook, Facts
from deskclient.server.database.schema import CHANGE
from deskclient.server.feed.cursor import BadTokenError, Cursor, scope_mark
from deskclient.server.feed.log import LogReading, quick_log
from deskclient.server.feed.pages import Page, join_rows
from deskclient.server.feed.reach import Wanted, wanted
from deskclient.server.feed.recent import RecentPages, WrittenPage
from deskclient.server.problems import feed_lost

_MAX_STATEMENTS = 256
_NEWEST = select(CHANGE.c.seq, CHANGE.c.nonce).order_by(CHANGE.c.seq.desc()).limit(1)
_NONCE = select(CHANGE.c.nonce).where(CHANGE.c.seq == bindparam("at"))


class RestoredError(Exception):
    """A cursor proves that the desk was once further than it is now."""

    def __init__(self, epoch: str) -> None:
        super().__init__("the desk was restored")
        self.epoch = epoch


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """A page of the feed, ready to be sent."""

    rows: bytes
    count: int
    next: str
    more: bool
    newest: int
    """Number of the last change there was when the page was written."""

    def body(self, server_time: str) -> bytes:
        """Write the wire ``Changes``."""
        more = "true" if self.more else "false"
        rest = f',"next":"{self.next}","more":{more},"server_time":"{server_time}"}}'
        return b"".join((b'{"rows":', self.rows, rest.encode()))


class ChangeFeed:
    """Reads the log for a person's scope."""

    def __init__(self, config: ServerConfig, facts: FactBook) -> None:
        self._config = config
        self._facts = facts
        self._statements: dict[Hashable, Select[Any]] = {}
        self._recent = RecentPages(config.recent_bytes)

    def _quick(self, want: Wanted) -> Select[Any]:
        """Give the statement for a view; building it costs more than running it."""
        key = want.key()
        found = self._statements.get(key)
        if found is None:
            if len(self._statements) >= _MAX_STATEMENTS:
                self._statements.clear()
            found = self._statements[key] = quick_log(want)
        return found

    def start(self, connection: Connection, principal: Principal, scope_text: str) -> Cursor:
        """Give the cursor of this moment."""
        facts = self._facts.read(connection)
        newest = self._facts.newest(connection)
        return Cursor(
            facts.epoch,
            newest,
            self._nonce(connection, newest) or 0,
            principal.rights_rev,
            scope_mark(principal.person_id, scope_text),
        )

    def check(
        self, connection: Connection, principal: Principal, scope_text: str, text: str
    ) -> tuple[Cursor, Facts]:
        """Read a cursor and prove that the feed can go on from it.

        Raises:
            CallError: 410 with its reason.
            RestoredError: the desk stepped back since the cursor was given out.
        """
        facts = self._facts.read(connection)
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
        if cursor.seq and self._nonce(connection, cursor.seq) != cursor.nonce:
            raise RestoredError(facts.epoch)
        if cursor.rights_rev != principal.rights_rev:
            raise feed_lost("rights")
        return cursor, facts

    def _nonce(self, connection: Connection, seq: int) -> int | None:
        found = connection.execute(_NONCE, {"at": seq}).scalar()
        return None if found is None else int(found)

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
        cursor, facts = self.check(connection, principal, scope.to_text(), cursor_text)
        found = connection.execute(_NEWEST).first()
        newest = (0, 0) if found is None else (int(found[0]), int(found[1]))
        if newest[0] == cursor.seq and not cursor.tail:
            return ChangesAnswer(b"[]", 0, cursor_text, more=False, newest=newest[0])
        want = wanted(principal, scope, now)
        page = self._page(connection, want, cursor, limit, newest)
        end = replace(
            cursor, seq=page.seq, nonce=page.nonce, tail=page.tail, tail_child=page.tail_child
        )
        place = end.to_text(facts.secret)
        return ChangesAnswer(page.rows, page.count, place, page.more, newest[0])

    def _page(
        self,
        connection: Connection,
        want: Wanted,
        cursor: Cursor,
        limit: int,
        newest: tuple[int, int],
    ) -> WrittenPage:
        view = want.key()
        key = (view, cursor.epoch, cursor.seq, cursor.nonce, cursor.tail, cursor.tail_child, limit)
        known = self._recent.find(key, newest)
        if known is not None:
            return known
        reading = LogReading(Page(connection, limit, self._config.page_bytes), want, cursor)
        more = reading.run(limit, self._quick(want))
        end, parts = reading.cursor, reading.page.parts
        rows = join_rows(parts).encode()
        page = WrittenPage(
            newest, rows, len(parts), end.seq, end.nonce, end.tail, end.tail_child, more
        )
        if reading.shared:
            self._recent.keep(key, page)
        return page
