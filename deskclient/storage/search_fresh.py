# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Indexes new records of a first pull with the page that brought them, while they are in hand.

Noting them and reading them again later, as changes do, costs more than the indexing itself.
"""

from collections.abc import Iterator, Sequence

from deskclient.domain.fields import Doc
from deskclient.domain.kind import Kind
from deskclient.storage.cache_table import Change, NewRecord
from deskclient.storage.codec import encode
from deskclient.storage.database import Session
from deskclient.storage.layout import Layout, TableLayout, column_name
from deskclient.storage.search_index import SearchIndex


class FreshRecords:
    """The new records of one transaction, with what is found under them."""

    def __init__(self, index: SearchIndex, layout: Layout) -> None:
        self._index = index
        self._layout = layout
        self._found: dict[str, dict[str, tuple[int, Doc]]] = {}
        """By kind and id: key and document."""
        self._under: dict[str, dict[str, list[tuple[int, Doc]]]] = {}
        """By kind and id of the record above: keys and documents."""

    def came(
        self,
        session: Session,
        table: TableLayout,
        records: Sequence[NewRecord],
    ) -> None:
        """Keep new records for :meth:`write`."""
        kind = table.kind
        if table.fts:
            found = self._found.setdefault(kind.name, {})
            found.update((one.row[1], (one.row[0], one.doc)) for one in records)
        elif kind.found_under:
            under = self._under.setdefault(kind.name, {})
            for one in records:
                parent = str(one.doc.get(kind.found_under) or "")
                under.setdefault(parent, []).append((one.row[0], one.doc))
        self._index.note_names(session, kind, [one.row[1] for one in records])

    def note(self, session: Session, table: TableLayout, changes: Sequence[Change]) -> None:
        """Leave what was here before to be indexed later."""
        found = self._found.get(table.kind.name, {})
        for one in changes:
            found.pop(one.after.id, None)
        self._index.note(session, table, changes)

    def write(self, session: Session) -> None:
        """Index the new records; those of which more is here than came now are left for later."""
        for table in self._layout:
            found = self._found.get(table.kind.name)
            if not found:
                continue
            torn = self._torn(session, table, found)
            whole = {key: (one, doc) for one, (key, doc) in found.items() if one not in torn}
            under = [part for kind in table.children for part in self._parts(kind, found, torn)]
            self._index.add(session, table, dict(sorted(whole.items())), under)
            self._index.note_keys(session, table, [found[one][0] for one in torn])
        for name, under_them in self._under.items():
            kind = self._layout[name].kind
            above = self._layout[kind.field_map[kind.found_under].ref]
            elsewhere = under_them.keys() - self._found.get(above.kind.name, {}).keys()
            self._index.note_ids(session, above, elsewhere)

    def _parts(
        self, kind: Kind, found: dict[str, tuple[int, Doc]], torn: set[str]
    ) -> Iterator[tuple[Kind, str, Doc]]:
        for parent, parts in self._under.get(kind.name, {}).items():
            if parent in found and parent not in torn:
                for _, doc in sorted(parts, key=lambda part: part[0]):
                    yield kind, parent, doc

    def _torn(
        self, session: Session, table: TableLayout, found: dict[str, tuple[int, Doc]]
    ) -> set[str]:
        """Find records that have other children here than those that came with them."""
        ids, torn = encode(list(found)), set[str]()
        for kind in table.children:
            column, rows = column_name(kind.found_under), self._layout[kind.name].table
            counted = session.run(
                f"SELECT {column}, count(*) FROM {rows}"
                f" WHERE {column} IN (SELECT value FROM json_each(?)) GROUP BY {column}",
                (ids,),
            )
            here = {row[0]: row[1] for row in counted}
            came = self._under.get(kind.name, {})
            torn |= {one for one in found if here.get(one, 0) != len(came.get(one, ()))}
        return torn
