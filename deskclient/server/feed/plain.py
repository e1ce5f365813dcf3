"""Pages of the feed that the database writes as a whole.

Nearly all rows of the log are plain: their record is in scope, and was before the change or came
into being in it. Such a row is sent as it stands, so a page of nothing else comes out of one
statement as the text that goes on the wire; no row of it becomes an object here.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from deskclient.server.database.prepared import Prepared, at_most
from deskclient.server.database.schema import CHANGE, RECORD
from deskclient.server.feed.pages import BIG
from deskclient.server.feed.reach import Wanted
from deskclient.server.records.stored import REFERENCE

ROOT = RECORD.alias("root")
_EARLIER = CHANGE.alias("earlier")
_SPECIAL = "\x01"
"""Stands for a row that is not plain, and in no JSON. To count such rows in the statement, SQLite
would copy each text once more."""


@dataclass(frozen=True, slots=True)
class WholePage:
    """What one statement gave: the rows, and how far they reach."""

    rows: bytes
    """Each with a comma before it."""
    count: int
    """Of the rows of the log, which may tell of a record more than once."""
    seq: int


def is_plain(want: Wanted) -> ColumnElement[bool]:
    """Write in SQL whether a row of the log is plain.

    What belongs to one person is never plain, so that people with equal rights share their pages.
    """
    queue = literal('["') + ROOT.c.queue_id + literal('",')
    same_queue = func.substr(CHANGE.c.was, 1, func.length(queue)) == queue
    unmoved = or_(
        CHANGE.c.was.is_(None),
        ROOT.c.reach == REFERENCE,
        and_(same_queue, want.chosen_clause(ROOT)),
    )
    never_away = and_(unmoved, CHANGE.c.was_at >= want.oldest)
    return and_(
        RECORD.c.gone.is_(False),
        ROOT.c.gone.is_(False),
        RECORD.c.size <= BIG,
        or_(RECORD.c.key != RECORD.c.root_key, CHANGE.c.was_at.is_(None), never_away),
        want.common_clause(ROOT),
    )


def row_json() -> ColumnElement[str]:
    """Write a comma and a wire ``Row`` inside the database."""
    return func.concat(
        ',{"kind":"',
        RECORD.c.kind,
        '","id":"',
        RECORD.c.id,
        '","ver":',
        RECORD.c.ver,
        ',"seq":',
        RECORD.c.seq,
        ',"doc":',
        RECORD.c.doc,
        "}",
    )


def log_of(*columns: ColumnElement[Any]) -> Select[Any]:
    """Select from the log with each row's record and its root."""
    log = (
        select(*columns)
        .join_from(CHANGE, RECORD, RECORD.c.key == CHANGE.c.rec)
        .join(ROOT, ROOT.c.key == RECORD.c.root_key)
        .where(CHANGE.c.seq > bindparam("after", 0))
        .order_by(CHANGE.c.seq)
    )
    return at_most(log, bindparam("most", 0))


def whole_page(want: Wanted, *, as_bytes: bool) -> Select[Any]:
    """Build the statement that writes a page: rows of the log, the end, the text.

    Both databases give the texts in the order of the log, because they come sorted out of a limited
    subquery; nobody relies on it.

    Args:
        want: The view.
        as_bytes: Whether the database holds texts as the bytes that are sent.
    """
    # A record carries the number of its birth: that row is the first about it.
    again = and_(
        CHANGE.c.seq != CHANGE.c.rec,
        exists().where(
            _EARLIER.c.rec == CHANGE.c.rec,
            _EARLIER.c.seq > bindparam("after", 0),
            _EARLIER.c.seq < CHANGE.c.seq,
        ),
    )
    text = case((is_plain(want), case((again, ""), else_=row_json())), else_=_SPECIAL)
    rows = log_of(CHANGE.c.seq, text.label("text")).subquery()
    joined: ColumnElement[Any] = func.aggregate_strings(rows.c.text, "")
    if as_bytes:
        joined = cast(joined, LargeBinary)
    return select(func.count(), func.max(rows.c.seq), joined)


def read_whole(
    connection: Connection, statement: Prepared, after: int, limit: int, most_bytes: int
) -> WholePage | None:
    """Read a page after a place of the log; ``None`` if it must be put together row by row."""
    found = statement.first(connection, {"after": after, "most": limit})
    rows, seq, text = found
    if not rows or len(text) > most_bytes:
        return None
    body = text if isinstance(text, bytes) else text.encode()
    return None if _SPECIAL.encode() in body else WholePage(body, rows, seq)
