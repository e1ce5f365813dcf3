# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Which records the pages of a complete pull named, and which they did not."""

from collections.abc import Mapping, Sequence

from deskclient.domain.ids import RecordId
from deskclient.storage.cache_table import CacheTable
from deskclient.storage.database import Session


def named_nowhere(
    session: Session, tables: Mapping[str, CacheTable], generation: int
) -> Sequence[tuple[str, RecordId]]:
    """Find them, those included that a waiting deletion hides: they show again without it."""
    hidden = "SELECT kind, id FROM aside WHERE snap IS NOT NULL AND gen = ?"
    found = [(kind, RecordId(one)) for kind, one in session.all(hidden, (~generation,))]
    for kind, table in tables.items():
        sql = f"SELECT id FROM {table.layout.table} WHERE gen = ?"
        found += [(kind, RecordId(one)) for (one,) in session.all(sql, (~generation,))]
    return found


def named_here(session: Session, table: CacheTable, generation: int) -> Sequence[RecordId]:
    """Find the records of one kind that a page of the present generation, or the feed, named."""
    kind = table.layout.kind.name
    hidden = "SELECT id FROM aside WHERE kind = ? AND snap IS NOT NULL AND gen = ?"
    shown = f"SELECT id FROM {table.layout.table} WHERE gen = ?"
    rows = [*session.all(hidden, (kind, generation)), *session.all(shown, (generation,))]
    return [RecordId(one) for (one,) in rows]


def count_older(
    session: Session, tables: Mapping[str, CacheTable], generation: int
) -> tuple[int, int]:
    """Count the records that no page since ``generation`` began has named, and all there are."""
    stale = total = 0
    sources = [f"{table.layout.table} WHERE gen >= 0" for table in tables.values()]
    sources.append("aside WHERE snap IS NOT NULL AND gen >= 0")
    for source in sources:
        sql = f"SELECT count(*) FROM {source}"
        total += session.number(sql)
        stale += session.number(f"{sql} AND gen < ?", (generation,))
    return stale, total
