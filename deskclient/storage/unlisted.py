# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Which records came beside the pages of a complete pull, and were named by none of them."""

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
