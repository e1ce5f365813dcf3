# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Keeps the full-text tables behind the rows: changes are noted, then indexed in small steps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from deskclient.domain.fields import Doc, FieldSpec, FieldType
from deskclient.domain.kind import Kind
from deskclient.storage.cache_table import Change
from deskclient.storage.codec import decode_doc, encode
from deskclient.storage.database import Session
from deskclient.storage.layout import Layout, TableLayout, column_name
from deskclient.storage.search_text import index_form, words_of

DOCUMENT_LIMIT = 400_000
"""Characters indexed for one record with everything found under it."""

Docs: TypeAlias = Mapping[int, tuple[str, Doc]]
"""By key: id and document."""
Part: TypeAlias = tuple[Kind, str, Doc]
"""A record found under another: its kind, the other's id, its document."""

_IN = "IN (SELECT value FROM json_each(?))"
_MERGED_FROM = 4
"""So many parts of an index are made one, a little with every change: what FTS5 does unasked."""
_PAGES_MERGED = 250
"""In one step, after a first pull: a few milliseconds."""


class SearchIndex:
    """Notes and indexes inside the caller's transaction."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known_names: dict[str, dict[str, str]] = {}
        self._in_bulk: set[str] = set()
        """The tables for which merging is known to be off."""
        self._to_merge: list[str] = []
        self._left: int | None = None
        """How many are noted, if that is known: counting reads all of their keys."""
        # Small reference kinds first: names are looked up while a form is filled in.
        found = [table for table in layout if table.fts]
        self._order = sorted(found, key=lambda table: bool(table.children))

    def note(self, session: Session, table: TableLayout, changes: Sequence[Change]) -> None:
        """Remember what must be indexed again because of changed records."""
        told = [one for one in changes if _shown(one.before) != one.after.shown]
        if not told:
            return
        if table.fts:
            self._note_own(session, table, told)
        if table.kind.found_under:
            self._note_parents(session, table.kind, told)
        self._note_referrers(session, table.kind, told)

    def _note_own(self, session: Session, table: TableLayout, changes: Sequence[Change]) -> None:
        here = [
            (one.after.key, int(_shown(one.before) is None))
            for one in changes
            if one.after.shown is not None
        ]
        gone = [(one.after.key,) for one in changes if one.after.shown is None and one.before]
        self._left = None
        session.run_many(f"INSERT OR IGNORE INTO {table.fts}_todo VALUES (?, ?)", here)
        session.run_many(f"DELETE FROM {table.fts} WHERE rowid = ?", gone)
        session.run_many(f"DELETE FROM {table.fts}_todo WHERE key = ?", gone)

    def _note_parents(self, session: Session, kind: Kind, changes: Sequence[Change]) -> None:
        parents = {
            doc.get(kind.found_under)
            for one in changes
            for doc in (one.doc, _doc_before(one) if one.after.shown is None else None)
            if doc is not None
        }
        parent = self._layout[kind.field_map[kind.found_under].ref]
        self.note_ids(session, parent, parents)

    def _note_referrers(self, session: Session, kind: Kind, changes: Sequence[Change]) -> None:
        self._known_names.pop(kind.name, None)
        for table, columns in self._referring(kind):
            renamed = [one.after.id for one in changes if _renamed(kind, one)]
            self._note_columns(session, table, columns, renamed)

    def note_names(self, session: Session, kind: Kind, ids: Sequence[str]) -> None:
        """Remember the records that refer to ``ids``, whose names they show."""
        self._known_names.pop(kind.name, None)
        for table, columns in self._referring(kind):
            self._note_columns(session, table, columns, ids)

    def _referring(self, kind: Kind) -> Iterator[tuple[TableLayout, list[FieldSpec]]]:
        """Records show the names of others: a renamed person is found by the new name."""
        for table in self._order:
            columns = [spec for spec in _named(table.kind) if spec.ref == kind.name]
            if columns:
                yield table, columns

    def _note_columns(
        self,
        session: Session,
        table: TableLayout,
        columns: Sequence[FieldSpec],
        ids: Sequence[str],
    ) -> None:
        for spec in columns:
            self._note_where(session, table, f"{column_name(spec.name)} {_IN}", ids)

    def note_ids(self, session: Session, table: TableLayout, ids: Iterable[object]) -> None:
        """Remember records that must be indexed again."""
        self._note_where(session, table, f"id {_IN}", ids)

    def note_keys(self, session: Session, table: TableLayout, keys: Sequence[int]) -> None:
        """Remember records that are not in the index yet."""
        if keys:
            self._left = None
            todo = f"INSERT OR REPLACE INTO {table.fts}_todo VALUES (?, 1)"
            session.run_many(todo, [(key,) for key in keys])

    def _note_where(
        self, session: Session, table: TableLayout, where: str, ids: Iterable[object]
    ) -> None:
        chosen = encode(sorted(str(one) for one in ids if one))
        if table.fts and chosen != "[]":
            self._left = None
            session.run(
                f"INSERT OR IGNORE INTO {table.fts}_todo"
                f" SELECT key, 0 FROM {table.table} WHERE {where}",
                (chosen,),
            )

    def forget(self) -> None:
        """Read everything anew: a transaction did not come to its end."""
        self._known_names.clear()
        self._in_bulk.clear()
        self._left = None

    def step(self, session: Session, rows: int) -> None:
        """Index at most ``rows`` noted records, newest first."""
        room = rows
        for table in self._order:
            if room > 0:
                room -= self._index(session, table, room)
        if self._left is not None:
            self._left -= rows - room

    def left(self, session: Session) -> int:
        """Count the noted records."""
        if self._left is None:
            counts = (f"SELECT count(*) FROM {table.fts}_todo" for table in self._order)
            self._left = sum(map(session.number, counts))
        return self._left

    @property
    def idle(self) -> bool:
        """Whether it is known that nothing is noted."""
        return self._left == 0

    def add(self, session: Session, table: TableLayout, docs: Docs, under: Iterable[Part]) -> None:
        """Index records that are new, in the order of their keys, with what is found under them."""
        if table.fts not in self._in_bulk:
            _merge_from(session, table, 0)
            self._in_bulk.add(table.fts)
        texts = self._texts(session, table, docs, under)
        session.run_many(f"INSERT INTO {table.fts}(rowid, text) VALUES (?, ?)", texts)

    def end_bulk(self, session: Session) -> None:
        """Let the parts of the index be merged again as they come.

        While :meth:`add` is used they are merged only when they become too many: with every page
        of a first pull, each word would be written five times.
        """
        for table in self._order:
            _merge_from(session, table, _MERGED_FROM)
        self._in_bulk.clear()
        self._to_merge = [table.fts for table in self._order]

    @property
    def unmerged(self) -> int:
        """How many tables may still have many parts."""
        return len(self._to_merge)

    def merge_step(self, session: Session) -> int:
        """Merge some of the parts that :meth:`add` left; gives how many tables are left."""
        if self._to_merge:
            fts = self._to_merge[-1]
            before = session.number("SELECT total_changes()")
            session.run(f"INSERT INTO {fts}({fts}, rank) VALUES ('merge', ?)", (_PAGES_MERGED,))
            # The order itself counts as one change.
            if session.number("SELECT total_changes()") - before < 2:
                self._to_merge.pop()
        return len(self._to_merge)

    def _index(self, session: Session, table: TableLayout, limit: int) -> int:
        todo = f"SELECT key, fresh FROM {table.fts}_todo ORDER BY key DESC LIMIT ?"
        noted = session.run(todo, (limit,))
        fresh: dict[int, int] = {row[0]: row[1] for row in noted}
        keys = list(fresh)
        if not keys:
            return 0
        rows = session.run(
            f"SELECT t.key, t.id, coalesce(d.view, d.snap) FROM {table.whole} WHERE t.key {_IN}",
            (encode(keys),),
        )
        docs = {row[0]: (row[1], decode_doc(row[2])) for row in rows}
        under = self._children(session, table, [one for one, _ in docs.values()])
        texts = self._texts(session, table, docs, under)
        # Replacing looks for the old words first; a new record has none.
        for verb, wanted in (("INSERT", 1), ("INSERT OR REPLACE", 0)):
            chosen = [one for one in texts if fresh[one[0]] == wanted]
            session.run_many(f"{verb} INTO {table.fts}(rowid, text) VALUES (?, ?)", chosen)
        session.run_many(f"DELETE FROM {table.fts}_todo WHERE key = ?", [(key,) for key in keys])
        return len(keys)

    def _texts(
        self, session: Session, table: TableLayout, docs: Docs, under: Iterable[Part]
    ) -> list[tuple[int, str]]:
        parts = {record_id: _own_words(table.kind, doc) for record_id, doc in docs.values()}
        self._add_names(session, table.kind, docs, parts)
        for child, parent, doc in under:
            parts[parent] += _own_words(child, doc)
        return [
            (key, index_form("\n".join(filter(None, parts[record_id])))[:DOCUMENT_LIMIT])
            for key, (record_id, _) in docs.items()
        ]

    def _children(
        self, session: Session, table: TableLayout, parents: Sequence[str]
    ) -> Iterator[Part]:
        for child in table.children:
            column = column_name(child.found_under)
            rows = session.all(
                f"SELECT t.{column}, coalesce(d.view, d.snap) FROM {self._layout[child.name].whole}"
                f" WHERE t.{column} {_IN} ORDER BY t.key",
                (encode(parents),),
            )
            for parent, text in rows:
                yield child, parent, decode_doc(text)

    def _add_names(
        self,
        session: Session,
        kind: Kind,
        docs: Docs,
        parts: dict[str, list[str]],
    ) -> None:
        for spec in _named(kind):
            wanted = {str(doc.get(spec.name)) for _, doc in docs.values() if doc.get(spec.name)}
            names = self._names(session, spec.ref, wanted)
            for record_id, doc in docs.values():
                parts[record_id].append(names.get(str(doc.get(spec.name)), ""))

    def _names(self, session: Session, kind: str, ids: set[str]) -> Mapping[str, str]:
        known = self._known_names.setdefault(kind, {})
        missing = sorted(ids - known.keys())
        if missing:
            rows = session.run(
                f"SELECT t.id, coalesce(d.view, d.snap) FROM {self._layout[kind].whole}"
                f" WHERE t.id {_IN}",
                (encode(missing),),
            )
            named = self._layout[kind].kind
            known.update((row[0], " ".join(_own_words(named, decode_doc(row[1])))) for row in rows)
        return known


def _merge_from(session: Session, table: TableLayout, parts: int) -> None:
    """Say from how many parts on they are merged with every change; 0: never."""
    # A table that is told its settings finds them under its own name.
    told = f"INSERT INTO {table.fts}({table.fts}, rank) VALUES ('automerge', ?)"
    session.run(told, (parts,))


def _named(kind: Kind) -> list[FieldSpec]:
    """List the fields whose record's words are found too: the requester's name and address."""
    return [spec for spec in kind.searchable if spec.type is FieldType.REF]


def _own_words(kind: Kind, doc: Doc) -> list[str]:
    number = doc.get(kind.number_field) if kind.number_field else None
    own = [words_of(spec, doc) for spec in kind.worded if doc.get(spec.name) is not None]
    return [str(number), *own] if isinstance(number, int) else own


def _shown(rec: object) -> str | None:
    return getattr(rec, "shown", None)


def _doc_before(change: Change) -> Doc | None:
    text = _shown(change.before)
    return None if text is None else decode_doc(text)


def _renamed(kind: Kind, change: Change) -> bool:
    before = _doc_before(change)
    if before is None or change.doc is None:
        return True
    return _own_words(kind, before) != _own_words(kind, change.doc)
