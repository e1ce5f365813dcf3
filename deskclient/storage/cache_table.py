# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Reads and writes the records of one kind in the cache, inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from sqlcipher3.dbapi2 import IntegrityError

from deskclient.domain.fields import Doc
from deskclient.storage.cache_rows import SYNCED, Rec, field_values, set_members, to_row
from deskclient.storage.codec import decode_doc, encode
from deskclient.storage.database import Session
from deskclient.storage.layout import TableLayout
from deskclient.storage.port import Snap

REC_COLUMNS = (
    "t.id, t.key, t.server_id, t.ver, t.seq, coalesce(t.gen, 0), t.read_ver, d.snap, d.view, 0,"
    " t.state, t.pending, t.unread"
)
"""What makes a :class:`Rec`, read from ``TableLayout.whole``."""


class Change(Struct, frozen=True):
    """One record before and after; ``doc`` is what is shown after, decoded."""

    before: Rec | None
    after: Rec
    doc: Doc | None

    @property
    def visible(self) -> bool:
        """Whether a reader sees a difference."""
        if self.before is None:
            return self.after.shown is not None
        was, now = self.before, self.after
        return (was.shown, was.state, was.pending) != (now.shown, now.state, now.pending)


class NewRecord(NamedTuple):
    """A record of which nothing was here."""

    row: tuple[Any, ...]
    """In the order of ``all_columns``: the key is first, then the id."""
    text: str
    doc: Doc
    server_id: str
    ver: int


def new_record(layout: TableLayout, key: int, snap: Snap, text: str, generation: int) -> NewRecord:
    """Make a record of a snapshot that was listed; ``text`` is its document, encoded."""
    doc = snap.doc or {}
    head = (key, snap.record_id, SYNCED, 0, 0)
    tail = (snap.server_id, snap.ver, snap.seq, generation, snap.ver)
    row = (*head, *field_values(layout, doc), *tail)
    return NewRecord(row, text, doc, snap.server_id, snap.ver)


class CacheTable:
    """The table of one kind with its set members, and its share of ``aside``."""

    def __init__(self, layout: TableLayout) -> None:
        self.layout = layout
        table, kind = layout.table, layout.kind.name
        columns = layout.all_columns
        self._load = f"SELECT {REC_COLUMNS} FROM {layout.whole} WHERE {{}}"
        self._load_aside = (
            "SELECT id, key, server_id, ver, seq, gen, read_ver, snap, NULL, 1, 0, 0, 0"
            f" FROM aside WHERE kind = '{kind}' AND {{}}"
        )
        self._insert = (
            f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        )
        self._columns = columns
        among = "WHERE key IN (SELECT value FROM json_each(?))"
        self._rows = f"SELECT {', '.join(columns)} FROM {table} {among}"
        self._insert_set = f"INSERT INTO {layout.sets}(field, value, key) VALUES (?, ?, ?)"
        self._members = f"SELECT field, value, key FROM {layout.sets} {among}"
        self._drop_member = f"DELETE FROM {layout.sets} WHERE field = ? AND value = ? AND key = ?"
        self._has_sets = any(col.is_set for col in layout.cols)

    # --- reading ------------------------------------------------------------------------------

    def load(self, session: Session, ids: Sequence[str]) -> dict[str, Rec]:
        """Find what is stored of some records, visible or not."""
        return self._find(session, encode(list(ids)))

    def older(self, session: Session, generation: int, limit: int) -> dict[str, Rec]:
        """Find visible records whose snapshot is of an older generation, listed or not."""
        sql = self._load.format(f"t.gen BETWEEN ? AND ? LIMIT {limit}")
        rows = session.run(sql, (-generation, generation - 1))
        return {row[0]: Rec(*row) for row in rows}

    def owned_by(self, session: Session, parents: Iterable[str]) -> dict[str, Rec]:
        """Find visible records whose parent is one of ``parents``."""
        parent = self.layout.col(self.layout.kind.parent)
        if parent is None:
            return {}
        sql = self._load.format(f"t.{parent.name} IN (SELECT value FROM json_each(?))")
        rows = session.run(sql, (encode(list(parents)),))
        return {row[0]: Rec(*row) for row in rows}

    def _find(self, session: Session, ids: str) -> dict[str, Rec]:
        chosen = "id IN (SELECT value FROM json_each(?))"
        found: dict[str, Rec] = {}
        aside = session.first("SELECT 1 FROM aside LIMIT 1")
        hidden = self._load_aside.format(chosen)
        for row in session.run(hidden, (ids,)) if aside else ():
            rec = Rec(*row)
            # In ``aside`` a row without a document is a tombstone: nothing is being hidden.
            found[rec.id] = replace(rec, hidden=rec.snap is not None)
        for row in session.run(self._load.format(f"t.{chosen}"), (ids,)):
            found[row[0]] = Rec(*row)
        return found

    # --- writing ------------------------------------------------------------------------------

    def store(self, session: Session, changes: Sequence[Change]) -> Sequence[Change]:
        """Write changed records; gives the changes with their keys."""
        # By name, not by begin_nested(): a full disk ends the whole transaction, savepoint and
        # all, and rolling back to it would hide the reason.
        session.run("SAVEPOINT placing")
        try:
            self._store(session, changes)
        except IntegrityError:
            # Two records of one moment hash alike: rare enough to look for it only now.
            session.run("ROLLBACK TO placing")
            changes = self._place(session, changes)
            self._store(session, changes)
        session.run("RELEASE placing")
        return changes

    def add(self, session: Session, records: Sequence[NewRecord]) -> bool:
        """Write records of whom nothing is here, in the order of their keys.

        Tells ``False``, with nothing written, if one of the keys is taken.
        """
        session.run("SAVEPOINT adding")
        docs = self.layout.docs
        try:
            session.run_many(self._insert, [one.row for one in records])
            texts = [(one.row[0], one.text) for one in records]
            session.run_many(f"INSERT INTO {docs}(key, snap) VALUES (?, ?)", texts)
        except IntegrityError:
            session.run("ROLLBACK TO adding")
            session.run("RELEASE adding")
            return False
        if self._has_sets:
            rows = [m for one in records for m in set_members(self.layout, one.row[0], one.doc)]
            session.run_many(self._insert_set, rows)
        session.run("RELEASE adding")
        return True

    def _store(self, session: Session, changes: Sequence[Change]) -> None:
        fresh = [c for c in changes if c.after.shown is not None and not _in_table(c.before)]
        # In their order: the tree then fills its pages instead of splitting them again and again.
        fresh.sort(key=lambda c: c.after.key)
        kept = [c for c in changes if c.after.shown is not None and _in_table(c.before)]
        lost = [c for c in changes if c.after.shown is None]
        session.run_many(self._insert, [to_row(self.layout, c.after, _doc(c)) for c in fresh])
        self._update(session, [to_row(self.layout, c.after, _doc(c)) for c in kept])
        self._store_docs(session, [c.after for c in fresh], [c.after for c in kept])
        gone = [(c.after.key,) for c in lost if _in_table(c.before)]
        for table in (self.layout.table, self.layout.docs):
            session.run_many(f"DELETE FROM {table} WHERE key = ?", gone)
        self._store_aside(session, changes)
        self._store_sets(session, changes)

    def _update(self, session: Session, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write what differs of rows that are there, and nothing else.

        A column that is set is written into each of its indexes anew, whether it differs or not.
        """
        if not rows:
            return
        keys = encode([row[0] for row in rows])
        stored = {was[0]: was for was in session.run(self._rows, (keys,))}
        by_columns: dict[tuple[int, ...], list[tuple[Any, ...]]] = {}
        for row in rows:
            was = stored[row[0]]
            differ = tuple(at for at, value in enumerate(row) if value != was[at])
            if differ:
                values = (*(row[at] for at in differ), row[0])
                by_columns.setdefault(differ, []).append(values)
        for differ, changed in by_columns.items():
            setting = ", ".join(f"{self._columns[at]} = ?" for at in differ)
            session.run_many(f"UPDATE {self.layout.table} SET {setting} WHERE key = ?", changed)

    def _store_docs(self, session: Session, fresh: Sequence[Rec], kept: Sequence[Rec]) -> None:
        docs = self.layout.docs
        added = [(rec.key, rec.snap, rec.view) for rec in fresh]
        session.run_many(f"INSERT INTO {docs} VALUES (?, ?, ?)", added)
        changed = [(rec.snap, rec.view, rec.key) for rec in kept]
        session.run_many(f"UPDATE {docs} SET snap = ?, view = ? WHERE key = ?", changed)

    def _store_aside(self, session: Session, changes: Sequence[Change]) -> None:
        kind = self.layout.kind.name
        was = [(kind, c.after.id) for c in changes if c.before and not _in_table(c.before)]
        session.run_many("DELETE FROM aside WHERE kind = ? AND id = ?", was)
        rows = [
            (kind, r.id, r.key, r.server_id, r.ver, r.seq, r.gen, r.read_ver, r.snap)
            for r in (c.after for c in changes)
            if r.shown is None and r.known
        ]
        session.run_many("INSERT INTO aside VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _store_sets(self, session: Session, changes: Sequence[Change]) -> None:
        if not self._has_sets:
            return
        shown = [c for c in changes if c.after.shown is not None]
        wanted = (set_members(self.layout, c.after.key, _doc(c)) for c in shown)
        there = encode([c.after.key for c in changes if _in_table(c.before)])
        stored = set(session.run(self._members, (there,)))
        kept = set(chain.from_iterable(wanted))
        session.run_many(self._drop_member, sorted(stored - kept))
        session.run_many(self._insert_set, sorted(kept - stored))

    def _place(self, session: Session, changes: Sequence[Change]) -> Sequence[Change]:
        """Move new records apart whose keys hash alike."""
        taken = self._taken(session, [c.after.key for c in changes if c.before is None])
        placed = []
        for change in changes:
            key = change.after.key
            if change.before is None:
                while key in taken or self._taken(session, [key]):
                    key += 1
                taken.add(key)
                change = replace(change, after=replace(change.after, key=key))  # noqa: PLW2901
            placed.append(change)
        return placed

    def _taken(self, session: Session, keys: Sequence[int]) -> set[int]:
        sql = (
            f"SELECT key FROM {self.layout.table} WHERE key IN (SELECT value FROM json_each(?1))"
            f" UNION ALL SELECT key FROM aside WHERE kind = '{self.layout.kind.name}'"
            " AND key IN (SELECT value FROM json_each(?1))"
        )
        wanted = encode(list(keys))
        return {row[0] for row in session.run(sql, (wanted,))}


def shown_doc(rec: Rec, known: Mapping[str, Doc | None]) -> Doc | None:
    """Give the decoded document a record shows, from memory if the caller just encoded it."""
    text = rec.shown
    if text is None:
        return None
    found = known.get(text)
    return decode_doc(text) if found is None else found


def _in_table(rec: Rec | None) -> bool:
    return rec is not None and rec.shown is not None


def _doc(change: Change) -> Doc:
    return change.doc if change.doc is not None else {}
