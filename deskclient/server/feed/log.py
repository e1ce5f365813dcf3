"""Reads the log of changes for one view.

The rules, row by row:

* The newest state of a record is sent, once on a page, whatever state the row stood for.
* A root that is in scope now and was not before the change brings all its children along.
* A root that was in scope before the change and is not now is told as ``left_scope``.
* A child follows its root: in scope or not, gone or not.

Nearly all rows are plain (:mod:`deskclient.server.feed.plain`) and pages of them are written by the
database. Here are the pages with others among them, which are looked at one by one.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, bindparam, case, select

from deskclient.server.database.schema import CHANGE, RECORD
from deskclient.server.feed.cursor import Cursor
from deskclient.server.feed.pages import Head, Page
from deskclient.server.feed.plain import ROOT, is_plain, log_of, row_json
from deskclient.server.feed.reach import Wanted
from deskclient.server.records.stored import PERSONAL, Keys

LogRow: TypeAlias = tuple[int, int, int, str | None]
"""Number, nonce, the record's key, and its JSON if it is plain."""
_DETAILS = (
    select(
        CHANGE.c.seq,
        RECORD.c.root_key,
        CHANGE.c.was,
        CHANGE.c.was_at,
        RECORD.c.kind,
        RECORD.c.id,
        RECORD.c.ver,
        RECORD.c.seq.label("newest"),
        RECORD.c.gone,
        RECORD.c.moved_to,
        ROOT.c.gone.label("root_gone"),
        ROOT.c.reach,
        ROOT.c.queue_id,
        ROOT.c.owner_id,
        ROOT.c.watchers,
        ROOT.c.shared,
        ROOT.c.open,
        ROOT.c.updated_at,
    )
    .join_from(CHANGE, RECORD, RECORD.c.key == CHANGE.c.rec)
    .join(ROOT, ROOT.c.key == RECORD.c.root_key)
    .where(CHANGE.c.seq.in_(bindparam("seqs", expanding=True)))
)


def quick_log(want: Wanted) -> Select[Any]:
    """Build the statement for a view: the log, with the JSON of each row that is plain."""
    text = case((is_plain(want), row_json()))
    return log_of(CHANGE.c.seq, CHANGE.c.nonce, RECORD.c.key, text)


class LogReading:
    """One page being read."""

    def __init__(self, page: Page, want: Wanted, cursor: Cursor) -> None:
        self.page = page
        self.cursor = cursor
        self.want = want
        self._sent: set[int] = set()
        self._widened: set[int] = set()
        self.shared = True
        """Whether the page is the same for everybody with this view."""

    def run(self, limit: int, statement: Select[Any]) -> bool:
        """Fill the page; tell whether there is more."""
        if self.cursor.tail:
            left = self.page.children(self.cursor.tail, self.cursor.tail_child, self._sent)
            self._move(self.cursor.seq, self.cursor.nonce, self.cursor.tail if left else 0, left)
            if left:
                return True
        asked = {"after": self.cursor.seq, "most": limit + 1}
        # Straight from the driver: the values need no conversion, and a row object each would
        # cost as much as all the rest.
        rows = self.page.connection.execute(statement, asked).cursor.fetchall()
        taken = rows[:limit]
        if self._take_all(taken):
            return True
        return len(rows) > limit

    def _take_all(self, rows: Sequence[LogRow]) -> bool:
        """Deliver row by row; tell whether the page was full before the end."""
        page, sent = self.page, self._sent
        details = self._fetch_details(rows)
        seq, nonce = self.cursor.seq, self.cursor.nonce
        for row in rows:
            if page.full:
                self._move(seq, nonce, 0, 0)
                return True
            seq, nonce, key, text = row
            if text is not None:
                if key not in sent:
                    sent.add(key)
                    page.add(text[1:])
            elif left := self._take(key, details[seq]):
                self._move(seq, nonce, key, left)
                return True
        self._move(seq, nonce, 0, 0)
        return False

    def _fetch_details(self, rows: Sequence[LogRow]) -> Mapping[int, Sequence[Any]]:
        special = [row[0] for row in rows if row[3] is None]
        if not special:
            return {}
        found = self.page.connection.execute(_DETAILS, {"seqs": special})
        return {row[0]: row for row in found}

    def _move(self, seq: int, nonce: int, tail: int, tail_child: int) -> None:
        old = self.cursor
        self.cursor = Cursor(old.epoch, seq, nonce, old.rights_rev, old.mark, tail, tail_child)

    def _take(self, key: int, details: Sequence[Any]) -> int:
        """Deliver what a special row stands for; give where its children broke off, or 0."""
        root_key, was, was_at, kind, record_id, ver, newest, gone, moved, root_gone = details[1:11]
        keys = Keys(*details[11:])
        self.shared = self.shared and keys.reach != PERSONAL
        head = (kind, record_id, ver, newest)
        inside = self.want.includes(keys)
        if key != root_key:
            if inside and not root_gone:
                self._send(key, head, "tombstone" if gone else "", moved)
            return 0
        born = was_at is None
        before = not born and self.want.includes(keys.with_was(was, was_at))
        if inside:
            self._send(key, head, "tombstone" if gone else "", moved)
        elif before:
            self._send(key, head, "tombstone" if gone else "left_scope", moved)
        if not inside or born or before or gone or key in self._widened:
            return 0
        self._widened.add(key)
        return self.page.children(key, 0, self._sent)

    def _send(self, key: int, head: Head, op: str, moved: str) -> None:
        if key in self._sent:
            return
        self._sent.add(key)
        if op:
            self.page.tell(head, op, moved)
        else:
            self.page.put(head, key, None)
