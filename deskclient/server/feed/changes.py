"""The change feed: what a person's scope has seen since a cursor.

The rules, row by row of the log:

* The newest state of a record is sent, once on a page, whatever state the row stood for.
* A root that is in scope now and was not before the change brings all its children along.
* A root that was in scope before the change and is not now is told as ``left_scope``.
* A child follows its root: in scope or not, gone or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from deskclient.domain.scope import Scope
from deskclient.server.access.principal import Principal
from deskclient.server.config import ServerConfig
from deskclient.server.database.schema import CHANGE, RECORD
from deskclient.server.facts import FactBook
from deskclient.server.feed.cursor import BadTokenError, Cursor, scope_mark
from deskclient.server.feed.pages import Head, Page, join_rows, small_doc
from deskclient.server.feed.reach import Wanted, wanted
from deskclient.server.problems import feed_lost
from deskclient.server.records.stored import Keys

_ROOT = RECORD.alias("root")
_LOG = (
    select(
        CHANGE.c.seq,
        CHANGE.c.nonce,
        CHANGE.c.op,
        CHANGE.c.was,
        CHANGE.c.was_at,
        RECORD.c.key,
        RECORD.c.kind,
        RECORD.c.id,
        RECORD.c.ver,
        RECORD.c.seq.label("newest"),
        RECORD.c.gone,
        RECORD.c.moved_to,
        small_doc().label("doc"),
        RECORD.c.root_key,
        _ROOT.c.gone.label("root_gone"),
        _ROOT.c.reach,
        _ROOT.c.queue_id,
        _ROOT.c.owner_id,
        _ROOT.c.watchers,
        _ROOT.c.shared,
        _ROOT.c.open,
        _ROOT.c.updated_at,
    )
    .join_from(CHANGE, RECORD, RECORD.c.key == CHANGE.c.rec)
    .join(_ROOT, _ROOT.c.key == RECORD.c.root_key)
    .where(CHANGE.c.seq > bindparam("after"))
    .order_by(CHANGE.c.seq)
    .limit(bindparam("most"))
)
_NONCE = select(CHANGE.c.nonce).where(CHANGE.c.seq == bindparam("at"))


class RestoredError(Exception):
    """A cursor proves that the desk was once further than it is now."""

    def __init__(self, epoch: str) -> None:
        super().__init__("the desk was restored")
        self.epoch = epoch


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """A page of the feed, ready to be sent."""

    rows: str
    count: int
    next: str
    more: bool

    def body(self, server_time: str) -> bytes:
        """Write the wire ``Changes``."""
        more = "true" if self.more else "false"
        return (
            f'{{"rows":{self.rows},"next":"{self.next}","more":{more},'
            f'"server_time":"{server_time}"}}'
        ).encode()


class ChangeFeed:
    """Reads the log for a person's scope."""

    def __init__(self, config: ServerConfig, facts: FactBook) -> None:
        self._config = config
        self._facts = facts

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
    ) -> Cursor:
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
        return cursor

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
        cursor = self.check(connection, principal, scope.to_text(), cursor_text)
        facts = self._facts.read(connection)
        reading = _Reading(
            Page(connection, limit, self._config.page_bytes),
            wanted(principal, scope, now),
            cursor,
        )
        more = reading.run(limit)
        return ChangesAnswer(
            join_rows(reading.page.parts),
            len(reading.page.parts),
            reading.cursor.to_text(facts.secret),
            more,
        )


class _Reading:
    """One page being read."""

    def __init__(self, page: Page, want: Wanted, cursor: Cursor) -> None:
        self.page = page
        self.cursor = cursor
        self._want = want
        self._sent: set[int] = set()
        self._widened: set[int] = set()

    def run(self, limit: int) -> bool:
        """Fill the page; tell whether there is more."""
        if self.cursor.tail:
            left = self.page.children(self.cursor.tail, self.cursor.tail_child, self._sent)
            self._move(self.cursor.seq, self.cursor.nonce, self.cursor.tail if left else 0, left)
            if left:
                return True
        asked = {"after": self.cursor.seq, "most": limit + 1}
        rows = self.page.connection.execute(_LOG, asked).all()
        for row in rows[:limit]:
            if self.page.full:
                return True
            left = self._take(row)
            self._move(row[0], row[1], row[5] if left else 0, left)
            if left:
                return True
        return len(rows) > limit

    def _move(self, seq: int, nonce: int, tail: int, tail_child: int) -> None:
        old = self.cursor
        self.cursor = Cursor(old.epoch, seq, nonce, old.rights_rev, old.mark, tail, tail_child)

    def _take(self, row: Sequence[Any]) -> int:
        """Deliver what one row of the log stands for; give where its children broke off, or 0."""
        _, _, _, was, was_at, key, kind, record_id, ver, newest, gone, moved, doc, root_key = row[
            :14
        ]
        root_gone, *rest = row[14:]
        keys = Keys(*rest)
        head = (kind, record_id, ver, newest)
        inside = self._want.includes(keys)
        if key != root_key:
            if inside and not root_gone:
                self._send(key, head, None if gone else (doc,), moved)
            return 0
        born = was_at is None
        before = not born and self._want.includes(keys.with_was(was, was_at))
        if inside:
            self._send(key, head, None if gone else (doc,), moved)
        elif before and key not in self._sent:
            self._sent.add(key)
            self.page.tell(head, "tombstone" if gone else "left_scope", moved)
        if not inside or born or before or gone or key in self._widened:
            return 0
        self._widened.add(key)
        return self.page.children(key, 0, self._sent)

    def _send(self, key: int, head: Head, there: tuple[str | None] | None, moved: str) -> None:
        if key in self._sent:
            return
        self._sent.add(key)
        if there is None:
            self.page.tell(head, "tombstone", moved)
        else:
            self.page.put(head, key, there[0])
