# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""The cache: snapshots, views and the place in the feed, one transaction for each step."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress

from msgspec.structs import asdict, replace
from typing_extensions import override

from deskclient.domain.digest import add_digest, remove_digest, row_digest
from deskclient.domain.errors import DamagedError, StorageError
from deskclient.domain.fields import Doc
from deskclient.domain.ids import RecordId, ServerId
from deskclient.storage.cache_meta import (
    get_digest,
    get_meta,
    let_out,
    put_meta,
    put_quarantined,
)
from deskclient.storage.cache_rows import SYNCED, Rec, natural_key, read_after
from deskclient.storage.cache_table import CacheTable, Change, NewRecord, new_record, shown_doc
from deskclient.storage.codec import UNENCODABLE, decode_doc, encode
from deskclient.storage.database import Database, Session
from deskclient.storage.layout import STATE_CODE, Layout
from deskclient.storage.port import Cache, Feed, Quarantined, Snap, ViewRow
from deskclient.storage.search_fresh import FreshRecords
from deskclient.storage.search_index import SearchIndex
from deskclient.storage.unlisted import count_older, named_here, named_nowhere

Names = Sequence[tuple[str, RecordId]]
_CHUNK = 500
_LAST_KEY = (1 << 63) - 1


class SqlCache(Cache):
    """See :class:`deskclient.storage.port.Cache`. Belongs to the engine thread."""

    def __init__(self, database: Database, layout: Layout) -> None:
        self._database = database
        self._layout = layout
        self._tables = {table.kind.name: CacheTable(table) for table in layout}
        self._index = SearchIndex(layout)
        feed = self.feed()
        self._generation = feed.generation if feed else 0
        self._pulled = bool(feed and feed.cursor)
        self._indexed = False

    # --- the feed -----------------------------------------------------------------------------

    @override
    def feed(self) -> Feed | None:
        with self._database.read() as session:
            stored = get_meta(session, "feed")
        return Feed(**decode_doc(stored)) if stored else None  # type: ignore[arg-type]

    @override
    def apply_page(
        self,
        snaps: Sequence[Snap],
        feed: Feed,
        views: Sequence[ViewRow] = (),
        quarantined: Sequence[Quarantined] = (),
        left: Names = (),
    ) -> Names:
        with self._write() as session:
            let_out(session, None if feed.generation > self._generation else left)
            batch = _Batch(self, session, feed.generation, first_pull=not feed.cursor)
            changed = batch.apply(snaps, views)
            batch.bad += quarantined
            batch.finish(snaps)
            if left:
                self._change(session, left, _forget_snapshot)
            self._put_feed(session, feed)
        self._generation = feed.generation
        self._pulled = bool(feed.cursor)
        return changed

    @override
    def apply_snaps(self, snaps: Sequence[Snap], views: Sequence[ViewRow]) -> None:
        with self._write() as session:
            batch = _Batch(self, session, self._generation, beside=True)
            batch.apply(snaps, views)
            batch.finish(snaps)

    @override
    def write_views(self, views: Sequence[ViewRow]) -> None:
        with self._write() as session:
            batch = _Batch(self, session, self._generation)
            batch.apply((), views)
            batch.finish()

    @override
    def show_snapshots(self, records: Names) -> None:
        def bare(rec: Rec) -> Rec:
            return rec.showing(None, SYNCED, 0)

        with self._write() as session:
            self._change(session, records, bare)

    @override
    def overlaid(self) -> Names:
        found: list[tuple[str, RecordId]] = []
        with self._database.read() as session:
            for kind, table in self._tables.items():
                rows, docs = table.layout.table, table.layout.docs
                viewed = f"key IN (SELECT key FROM {docs} WHERE view IS NOT NULL)"
                # One by one: for both at once SQLite would go through all rows.
                for which in ("pending > 0", viewed):
                    ids = session.run(f"SELECT id FROM {rows} WHERE {which}")
                    found += [(kind, RecordId(one)) for (one,) in ids]
            hidden = session.run("SELECT kind, id FROM aside WHERE snap IS NOT NULL")
            found += [(row[0], RecordId(row[1])) for row in hidden]
        return tuple(dict.fromkeys(found))

    @override
    def end_generation(self, feed: Feed) -> Names:
        changed: list[tuple[str, RecordId]] = []
        with self._write() as session:
            batch = _Batch(self, session, feed.generation)
            for kind, table in self._tables.items():
                while older := table.older(session, feed.generation, _CHUNK):
                    changed += batch.rewrite(kind, older, _forget_snapshot)
            batch.forget_old_aside()
            batch.finish()
            self._put_feed(session, feed)
        self._generation = feed.generation
        self._pulled = bool(feed.cursor)
        return changed

    def _put_feed(self, session: Session, feed: Feed) -> None:
        put_meta(session, "feed", encode(asdict(feed)))
        if feed.cursor and not self._pulled:
            self._index.end_bulk(session)

    @override
    def unlisted(self) -> Names:
        with self._database.read() as session:
            return named_nowhere(session, self._tables, self._generation)

    @override
    def listed(self, kind: str) -> Sequence[RecordId]:
        with self._database.read() as session:
            return named_here(session, self._tables[kind], self._generation)

    @override
    def count_stale(self, generation: int) -> tuple[int, int]:
        with self._database.read() as session:
            return count_older(session, self._tables, generation)

    @override
    def digest(self) -> tuple[int, int]:
        with self._database.read() as session:
            return get_digest(session)

    @override
    def drop_records(self, records: Names) -> None:
        with self._write() as session:
            self._change(session, records, _forget_snapshot)

    # --- single records -----------------------------------------------------------------------

    @override
    def snap(self, kind: str, record_id: RecordId) -> Snap | None:
        return self.snaps(kind, [record_id]).get(record_id)

    @override
    def snaps(self, kind: str, ids: Sequence[RecordId]) -> Mapping[RecordId, Snap]:
        with self._database.read() as session:
            found = self._tables[kind].load(session, ids)
        return {
            RecordId(rec.id): Snap(
                kind=kind,
                record_id=RecordId(rec.id),
                server_id=ServerId(rec.server_id),
                ver=rec.ver,
                seq=rec.seq,
                doc=None if rec.snap is None else decode_doc(rec.snap),
                listed=rec.gen >= 0,
            )
            for rec in found.values()
            if rec.known
        }

    @override
    def newest(self, kind: str, before: int, limit: int) -> Sequence[tuple[int, Doc]]:
        layout = self._layout[kind]
        sql = (
            f"SELECT t.key, d.snap FROM {layout.whole} WHERE t.key < ? AND d.snap IS NOT NULL"
            " ORDER BY t.key DESC LIMIT ?"
        )
        with self._database.read() as session:
            rows = session.all(sql, (before or _LAST_KEY, limit))
        return [(int(key), decode_doc(snap)) for key, snap in rows]

    @override
    def mark_read(self, kind: str, record_id: RecordId, ver: int) -> None:
        table = self._layout[kind].table
        with self._write() as session:
            session.run(
                f"UPDATE {table} SET read_ver = MIN(?1, ver), unread = (ver > ?1) WHERE id = ?2",
                (ver, record_id),
            )

    @override
    def mark_own(self, records: Mapping[tuple[str, RecordId], Collection[int]]) -> None:
        with self._write() as session:
            for (kind, record_id), versions in records.items():
                mark = (
                    f"UPDATE {self._layout[kind].table} SET read_ver = ?1, unread = (ver > ?1)"
                    " WHERE id = ?2 AND read_ver = ?1 - 1"
                )
                for ver in sorted(versions):
                    session.run(mark, (ver, record_id))

    # --- search and quarantine ----------------------------------------------------------------

    @override
    def index_step(self, rows: int) -> int:
        if self._index.idle:
            return 0
        with self._write() as session:
            self._index.step(session, rows)
            return self._index.left(session)

    @override
    def prepare_step(self) -> int | None:
        if not self._pulled:
            return None
        if self._indexed and not self._index.unmerged:
            return 0
        with self._write() as session:
            if missing := self._missing_indexes(session):
                session.run(missing[0])
                return len(missing) - 1 + self._index.unmerged
            return self._index.merge_step(session)

    def _missing_indexes(self, session: Session) -> list[str]:
        made = session.run("SELECT name FROM sqlite_master WHERE type = 'index'")
        names = {row[0] for row in made}
        wanted = [one for table in self._layout for one in table.later_indexes()]
        missing = [sql for name, sql in wanted if name not in names]
        self._indexed = not missing
        return missing

    @override
    def rest(self) -> None:
        with self._database.read() as session:
            session.run("PRAGMA shrink_memory")

    def check(self) -> None:
        """Look through the whole file; for a quiet moment after an unclean end.

        Raises:
            DamagedError: it must be replaced: close the stores and open them again after
                :func:`deskclient.storage.cache_open.set_aside`.
        """
        with self._database.read() as session:
            found = session.all("PRAGMA quick_check(1)")
        if found != [("ok",)]:
            raise DamagedError("The local copy is damaged", str(found))

    @override
    def quarantine(self) -> Sequence[Quarantined]:
        with self._database.read() as session:
            rows = session.run(
                "SELECT kind, server_id, raw, error FROM quarantine ORDER BY kind, server_id"
            )
            return tuple(Quarantined(row[0], row[1], bytes(row[2]), row[3]) for row in rows)

    def close(self) -> None:
        """Close the store; from then on it counts as left in order."""
        if self._database.closed:
            return
        # A store that is full or damaged is left as it is: then a check is due anyway.
        with suppress(StorageError), self._write() as session:
            put_meta(session, "closed", "yes")
        self._database.close()

    @contextmanager
    def _write(self) -> Iterator[Session]:
        try:
            with self._database.write() as session:
                yield session
        except BaseException:
            self._index.forget()
            raise

    def _change(self, session: Session, records: Names, change: Callable[[Rec], Rec]) -> None:
        batch = _Batch(self, session, self._generation)
        for kind, ids in _by_kind(records).items():
            batch.rewrite(kind, self._tables[kind].load(session, ids), change)
        batch.finish()


class _Batch:
    """Changes of several kinds within one transaction."""

    def __init__(
        self,
        cache: SqlCache,
        session: Session,
        generation: int,
        *,
        first_pull: bool = False,
        beside: bool = False,
    ) -> None:
        self._tables = cache._tables  # noqa: SLF001 - one class in two halves
        self._index = cache._index  # noqa: SLF001
        self._layout = cache._layout  # noqa: SLF001
        self._session = session
        self._generation = generation
        self._first_pull = first_pull
        self._fresh = FreshRecords(self._index, self._layout) if first_pull else None
        self._beside = beside
        self._known: dict[str, Doc | None] = {}
        self._live, self._digest = get_digest(session)
        self.bad: list[Quarantined] = []

    def apply(self, snaps: Sequence[Snap], views: Sequence[ViewRow]) -> Names:
        """Bring snapshots and views in; views win over the snapshot of their record."""
        changed: list[tuple[str, RecordId]] = []
        for kind in dict.fromkeys([*(s.kind for s in snaps), *(v.kind for v in views)]):
            if kind in self._tables:
                changed += self._apply_kind(
                    kind,
                    [one for one in snaps if one.kind == kind],
                    {one.record_id: one for one in views if one.kind == kind},
                )
        return tuple(dict.fromkeys(changed))

    def _apply_kind(
        self, kind: str, snaps: Sequence[Snap], views: Mapping[RecordId, ViewRow]
    ) -> Names:
        ids = dict.fromkeys([*(one.record_id for one in snaps), *views])
        before = self._tables[kind].load(self._session, list(ids))
        added, snaps = self._add_new(kind, snaps, {*before, *views})
        after: dict[str, Rec] = {}
        for snap in snaps:
            start = after.get(snap.record_id) or before.get(snap.record_id)
            taken = self._take_snap(start, snap)
            if taken is not None:
                after[snap.record_id] = taken
        for record_id, view in views.items():
            start = after.get(record_id) or before.get(record_id)
            start = start or Rec(record_id, self._new_key(kind, record_id, view.doc))
            shown = self._take_view(start, view)
            if shown is not None:
                after[record_id] = shown
        changed = (*added, *self._store(kind, before, after))
        # Also of those that were gone before: a page that was under way while the deletion was
        # confirmed brings their children once more.
        buried = [one.id for one in after.values() if one.snap is None and one.ver > 0]
        return [*changed, *self._drop_children(kind, buried)] if buried else changed

    def _add_new(
        self, kind: str, snaps: Sequence[Snap], known: AbstractSet[str]
    ) -> tuple[Names, Sequence[Snap]]:
        """Store records of which nothing is here: the bulk of a first pull takes this short way.

        Gives what was stored, and the snapshots that have to take the long one.
        """
        if self._fresh is None or len({one.record_id for one in snaps}) < len(snaps):
            return (), snaps
        bad, others = len(self.bad), list[Snap]()
        records = list[NewRecord]()
        for one in snaps:
            if one.doc is None or not one.listed or one.record_id in known:
                others.append(one)
            elif (text := self._encode(kind, one.server_id, one.doc)) is not None:
                key = self._new_key(kind, one.record_id, one.doc)
                records.append(new_record(self._layout[kind], key, one, text, self._generation))
        records.sort()
        if not records or not self._tables[kind].add(self._session, records):
            del self.bad[bad:]
            return (), snaps
        self._live += len(records)
        for new in records:
            self._digest = add_digest(self._digest, row_digest(kind, new.server_id, new.ver))
        self._fresh.came(self._session, self._layout[kind], records)
        return [(kind, RecordId(new.row[1])) for new in records], others

    def _take_snap(self, rec: Rec | None, snap: Snap) -> Rec | None:
        if rec is not None and rec.outruns(snap, self._generation):
            return rec.showing(None, SYNCED, 0) if rec.snap is not None else rec
        text = self._encode(snap.kind, snap.server_id, snap.doc)
        if text is None and snap.doc is not None:
            return None
        key = rec.key if rec else self._new_key(snap.kind, snap.record_id, snap.doc)
        read = read_after(rec, snap, beside=self._beside, first=self._first_pull)
        is_listed = snap.listed or snap.doc is None or bool(rec and rec.counts_in(self._generation))
        return Rec(
            id=snap.record_id,
            key=key,
            server_id=snap.server_id,
            ver=snap.ver,
            seq=snap.seq,
            gen=self._generation if is_listed else ~self._generation,
            read_ver=read,
            snap=text,
            unread=int(snap.ver > read),
        )

    def _new_key(self, kind: str, record_id: RecordId, doc: Doc | None) -> int:
        return natural_key(self._layout[kind], record_id, doc or {})

    def _take_view(self, rec: Rec, view: ViewRow) -> Rec | None:
        if view.doc is None:
            return replace(rec, view=None, hidden=rec.snap is not None, state=SYNCED, pending=0)
        text = self._encode(view.kind, rec.server_id or view.record_id, view.doc)
        if text is None:
            return None
        return rec.showing(text, STATE_CODE[view.state], view.pending)

    def _encode(self, kind: str, server_id: str, doc: Doc | None) -> str | None:
        if doc is None:
            return None
        try:
            text = encode(doc)
        except UNENCODABLE as error:
            raw = repr(doc).encode("utf-8", "backslashreplace")
            self.bad.append(Quarantined(kind, server_id, raw, str(error)))
            return None
        self._known[text] = doc
        return text

    def rewrite(self, kind: str, before: Mapping[str, Rec], change: Callable[[Rec], Rec]) -> Names:
        """Change stored records one by one."""
        return self._store(kind, before, {rec.id: change(rec) for rec in before.values()})

    def _store(self, kind: str, before: Mapping[str, Rec], after: Mapping[str, Rec]) -> Names:
        changes = [
            Change(before.get(rec.id), rec, shown_doc(rec, self._known))
            for rec in after.values()
            if before.get(rec.id) != rec
        ]
        stored = self._tables[kind].store(self._session, changes)
        self._count(kind, stored)
        noting = self._fresh or self._index
        noting.note(self._session, self._layout[kind], stored)
        visible = [(kind, RecordId(one.after.id)) for one in stored if one.visible]
        gone = [
            one.after.id
            for one in stored
            if one.before and one.after.shown is None and one.after.snap is None
        ]
        return [*visible, *self._drop_children(kind, gone)] if gone else visible

    def _drop_children(self, kind: str, parents: Sequence[str]) -> Names:
        """What belongs to a record that is gone goes with it, unless it holds unsent work."""
        changed: list[tuple[str, RecordId]] = []
        for child in self._layout.registry.children(kind):
            owned = self._tables[child.name].owned_by(self._session, parents)
            changed += self.rewrite(child.name, owned, _forget_snapshot)
        return changed

    def _count(self, kind: str, changes: Sequence[Change]) -> None:
        for one in changes:
            before, after = one.before, one.after
            if before is not None and before.counts:
                self._live -= 1
                self._digest = remove_digest(self._digest, before.live_digest(kind))
            if after.counts:
                self._live += 1
                self._digest = add_digest(self._digest, after.live_digest(kind))

    def finish(self, understood: Sequence[Snap] = ()) -> None:
        """Store what was counted; let understood records out of quarantine, put the bad in."""
        let_out(self._session, [(one.kind, one.server_id) for one in understood])
        if self._fresh:
            self._fresh.write(self._session)
        put_meta(self._session, "digest", encode([self._live, str(self._digest)]))
        put_quarantined(self._session, self.bad)

    def forget_old_aside(self) -> None:
        """Drop unseen snapshots and tombstones of older generations."""
        older = "FROM aside WHERE gen BETWEEN ? AND ?"
        span = (-self._generation, self._generation - 1)
        old = self._session.all(f"SELECT kind, server_id, ver, gen, snap {older}", span)
        for kind, server_id, ver, gen, snap in old:
            if snap is not None:
                rec = Rec("", server_id=server_id, ver=ver, gen=gen, snap=snap)
                self._count(kind, [Change(rec, replace(rec, snap=None), None)])
        self._session.run(f"DELETE {older}", span)


def _forget_snapshot(rec: Rec) -> Rec:
    """Without a snapshot only unsent work keeps a record in view, with all it showed."""
    view = rec.shown if rec.pending else None
    return replace(rec, snap=None, view=view, ver=0, seq=0, gen=0, hidden=False)


def _by_kind(records: Names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, record_id in records:
        found.setdefault(kind, []).append(record_id)
    return found
