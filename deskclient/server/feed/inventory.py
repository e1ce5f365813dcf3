"""Taking stock of a scope: what it costs, its ids, its digest."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    func,
    literal_column,
    select,
    tuple_,
)

from deskclient.backends.native.wire import Digest, IdPage, IdVer, ScopeSize
from deskclient.server.database.prepared import Prepared, Shelf
from deskclient.server.database.schema import FILE_USE, RECORD
from deskclient.server.feed.reach import Wanted
from deskclient.server.problems import bad_request

_ROOT = RECORD.alias("root")
_JOIN = RECORD.join(_ROOT, _ROOT.c.key == RECORD.c.root_key)
_LOW = (1 << 32) - 1
_STATEMENTS = Shelf()
# Written out: PostgreSQL shifts by an integer only, and a bound number would be a bigint.
_HALF: ColumnElement[int] = literal_column("32", Integer)


def _inside(want: Wanted) -> ColumnElement[bool]:
    return and_(RECORD.c.gone.is_(False), _ROOT.c.gone.is_(False), want.clause(_ROOT))


def count_of(connection: Connection, want: Wanted) -> int:
    """Count the records of a scope."""
    counting = _statement("count", want, lambda: select(func.count()))
    return int(counting.first(connection, {})[0])


def _statement(name: str, want: Wanted, chosen: Callable[[], Select[*tuple[Any, ...]]]) -> Prepared:
    key = (name, want.key(), want.principal.person_id)
    return _STATEMENTS.take(key, lambda: chosen().select_from(_JOIN).where(_inside(want)))


def _sums() -> Select[*tuple[Any, ...]]:
    low = func.coalesce(func.sum(RECORD.c.hash.bitwise_and(_LOW)), 0)
    high = func.coalesce(func.sum(RECORD.c.hash.bitwise_rshift(_HALF).bitwise_and(_LOW)), 0)
    return select(func.count(), low, high)


def size_of(connection: Connection, want: Wanted, kind: str = "ticket") -> ScopeSize:
    """Add up what keeping a scope would cost."""
    tickets = func.count().filter(RECORD.c.kind == kind)
    query = select(tickets, func.count(), func.coalesce(func.sum(RECORD.c.size), 0))
    count, records, size = connection.execute(query.select_from(_JOIN).where(_inside(want))).one()
    sizes = (
        select(func.max(FILE_USE.c.size).label("size"))
        .join_from(FILE_USE, RECORD, RECORD.c.key == FILE_USE.c.rec)
        .join(_ROOT, _ROOT.c.key == RECORD.c.root_key)
        .where(_inside(want))
        .group_by(FILE_USE.c.sha256)
        .subquery()
    )
    attached = connection.execute(select(func.coalesce(func.sum(sizes.c.size), 0))).scalar_one()
    return ScopeSize(int(count), int(records), int(size), int(attached))


def digest_of_scope(connection: Connection, want: Wanted) -> Digest:
    """Add up the row hashes; the halves apart, because databases refuse to overflow."""
    counting = _statement("digest", want, _sums)
    count, low_sum, high_sum = counting.first(connection, {})
    total = (int(low_sum) + (int(high_sum) << 32)) % (1 << 64)
    return Digest(int(count), f"{total:016x}")


def ids_of(connection: Connection, want: Wanted, after: str, limit: int) -> IdPage:
    """List kind, id and version in the order of (kind, id).

    Raises:
        CallError: ``after`` is not a place of the list.
    """
    query = select(RECORD.c.kind, RECORD.c.id, RECORD.c.ver).select_from(_JOIN)
    query = query.where(_inside(want)).order_by(RECORD.c.kind, RECORD.c.id).limit(limit + 1)
    if after:
        kind, record_id = _place(after)
        query = query.where(tuple_(RECORD.c.kind, RECORD.c.id) > tuple_(kind, record_id))
    rows = connection.execute(query).all()
    page = [IdVer(kind, record_id, ver) for kind, record_id, ver in rows[:limit]]
    more = len(rows) > limit
    return IdPage(page, _text(page[-1].kind, page[-1].id) if more else "")


def _text(kind: str, record_id: str) -> str:
    return urlsafe_b64encode(f"{kind} {record_id}".encode()).rstrip(b"=").decode()


def _place(after: str) -> tuple[str, str]:
    try:
        raw = urlsafe_b64decode(after.encode("ascii") + b"=" * (-len(after) % 4)).decode()
        kind, record_id = raw.split(" ")
    except ValueError:
        raise bad_request("This is not a place of the list.", field="after") from None
    return kind, record_id
