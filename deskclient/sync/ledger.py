"""Outbox, cache and events kept in step: the writes W1, W2 and W5 to W7, each repeatable.

There is no transaction over both files and none is needed: after a crash the views of all records
that have operations are computed again, and whatever the snapshot already shows is settled.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from deskclient.backends.port import BadRow, RemoteRow
from deskclient.domain.errors import MemoryShortError, StorageError
from deskclient.domain.events import ProblemRaised
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, OpState, Verdict
from deskclient.storage.port import Feed, Quarantined, Rewrite, Snap, StagedFile, ViewRow
from deskclient.sync.bell import Bell
from deskclient.sync.board import StatusBoard
from deskclient.sync.book import Book
from deskclient.sync.departed import Departed
from deskclient.sync.device import Device
from deskclient.sync.index import IndexLoop
from deskclient.sync.names import Names
from deskclient.sync.news import News
from deskclient.sync.plan_pull import Key, PagePlan, plan_page
from deskclient.sync.ports import EnginePorts
from deskclient.sync.project import project

_RECENT_MOST = 500


class Ledger:
    """The only place where the stores of the profile are written."""

    def __init__(
        self,
        ports: EnginePorts,
        book: Book,
        names: Names,
        news: News,
        board: StatusBoard,
        index: IndexLoop,
    ) -> None:
        self.registry = ports.registry
        self.cache = ports.cache
        self.book = book
        self.names = names
        self.news = news
        self.board = board
        self.recent: dict[OpId, Operation] = {}
        """Operations confirmed lately, for undo."""
        self.thread_lost: Callable[[RecordId], None] = lambda _: None
        """Told of a ticket whose conversation has to be fetched anew."""
        self.device = Device(ports.outbox, ports.ids)
        self._index = index
        self._failpoints = ports.failpoints
        self._departed = Departed(book.outbox)
        self._dirty: dict[Key, None] = {}
        """Records whose view could not be written; tried again with the next write."""
        self.spoiled = Bell()
        """Rung when a view could not be written, or nobody knows what the outbox holds."""
        book.shaken = self.spoiled.ring

    # --- the person's changes -----------------------------------------------------------------

    def add(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        replaces: Sequence[OpId] = (),
        finished_draft: str = "",
        origin: str = "",
    ) -> Sequence[Operation]:
        """W1 and W2: store and show operations."""
        before = [op for one in replaces if (op := self.book.get(one)) is not None]
        self._failpoints.hit("W1.before")
        stored = self.book.add(ops, files=files, replaces=replaces, finished_draft=finished_draft)
        self._failpoints.hit("W1.after")
        self.show(stored, before, origin=origin)
        return stored

    def rewrite(self, change: Rewrite, *, origin: str = "") -> Sequence[Operation]:
        """W1 and W2 for operations that take the place of others."""
        before = [op for one in change.stand_ins if (op := self.book.get(one)) is not None]
        self._failpoints.hit("W1.before")
        stored = self.book.rewrite(change)
        self._failpoints.hit("W1.after")
        self.show(stored, before, change.put, origin=origin)
        return stored

    def show(self, *groups: Iterable[Operation], origin: str = "", quiet: bool = False) -> None:
        """W2: show the records of the given operations as they are now.

        Never raises for the cache's sake: the operations are safe, the views follow later.
        """
        ops = [op for group in groups for op in group]
        keys = list(dict.fromkeys((op.kind, op.record_id) for op in ops))
        fields = frozenset().union(*(op.patch.fields() for op in ops)) if ops else frozenset()
        parents = self.book.parents(ops)
        self._failpoints.hit("W2.before")
        self.restate((*keys, *parents))
        self._failpoints.hit("W2.after")
        self.news.changed(parents)
        if not quiet:
            whole = any(op.action is not Action.EDIT for op in ops)
            self.news.own(keys, frozenset() if whole else fields, origin)
        self.tell_count()

    def restate(self, keys: Iterable[Key]) -> None:
        """Write what is shown of records, with those that failed before."""
        every = dict.fromkeys((*self._dirty, *keys))
        # Work of a newer version may be about kinds that are not known here: kept, not shown.
        wanted = [key for key in every if key[0] in self.registry]
        bare = [key for key in wanted if not self.book.concerns(*key)]
        try:
            views = [self._view(key) for key in wanted if self.book.concerns(*key)]
            if views:
                self.cache.write_views(views)
            if bare:
                self.cache.show_snapshots(bare)
        except StorageError as error:
            self._spoil(wanted, error)
            return
        except MemoryError:
            self._spoil(wanted, MemoryShortError())
            return
        self._dirty.clear()
        self._index.ring()
        self._forget_departed(bare)

    def _spoil(self, keys: Iterable[Key], error: StorageError) -> None:
        self._dirty.update(dict.fromkeys(keys))
        self.board.storage(error)
        self.spoiled.ring()

    def mend(self) -> bool:
        """Write the views that could not be written; tells whether they are right now."""
        if not self._reassure():
            return False
        spoiled = tuple(self._dirty)
        self.restate(())
        if self._dirty:
            return False
        self.board.storage(None)
        self.news.changed(spoiled)
        return True

    def _reassure(self) -> bool:
        """Read the outbox anew after a write that failed; all its records are shown anew."""
        if not self.book.unsure:
            return True
        try:
            self.book.reload()
            keys = (*self.book.records(), *self.cache.overlaid())
        except (StorageError, MemoryError):
            return False
        self.book.unsure = False
        self._dirty.update(dict.fromkeys(keys))
        self.tell_count()
        return True

    def tell_count(self) -> None:
        """Tell how much waits."""
        self.news.count(*self.book.counts())

    # --- the desk's answers -------------------------------------------------------------------

    def acknowledge(self, answered: Sequence[tuple[Operation, Verdict]], epoch: str) -> None:
        """W5, W6, W7 for operations that are on the desk."""
        if not answered:
            return
        self._failpoints.hit("W5.before")
        acked = self.book.mark_acked(answered, epoch, self.board.desk_moment())
        self.names.forget()
        self._failpoints.hit("W5.after")
        self._remember(acked)
        snaps: dict[Key, Snap] = {}
        for op, verdict in answered:
            snap = self._answer_snap(op, verdict)
            if snap is not None:
                older = snaps.get((op.kind, op.record_id))
                if older is None or older.ver <= snap.ver:
                    snaps[op.kind, op.record_id] = snap
        # Before W7: while an operation is kept, a start after a power cut does this once more.
        self.drop_strays_of(op for op, _ in answered)
        stored = self.take_snaps(list(snaps.values()), acked, answered=True)
        self._count_as_read(answered, stored)
        self.tell_count()

    def drop_strays_of(self, confirmed: Iterable[Operation]) -> None:
        """Forget what the feed told of new records under the desk's name, before we knew it."""
        made = {
            (op.kind, named): op.record_id
            for op in confirmed
            if op.action is Action.CREATE
            and (named := RecordId(self.names.server_id(op.kind, op.record_id))) != op.record_id
        }
        self.drop_strays(made)

    def drop_strays(self, made: Mapping[Key, RecordId]) -> None:
        """Forget records under the desk's name that are here under ours, too.

        Args:
            made: Our names by kind and the desk's.
        """
        strays = [key for key in made if self.cache.snap(*key)]
        worked_on = [key for key in made if self.book.concerns(*key)]
        self._adopt(worked_on)
        if not strays:
            return
        try:
            self.cache.drop_records(strays)
        except StorageError as error:
            # They stay until the next comparison by name.
            self._spoil([], error)
            return
        self.restate(worked_on)
        self.news.changed(strays)
        for key in strays:
            if self.registry.children(key[0]):
                # What belonged to it has gone along, and was told already.
                self.thread_lost(made[key])

    def _adopt(self, strays: Collection[Key]) -> None:
        """Carry what the person did to such records over to the ones they turned out to be."""
        if not strays:
            return
        known = [op for op in self.book.all() if op.kind in self.registry]
        renamed = [(op, self.names.ours(op)) for op in known]
        moved = [fresh for op, fresh in renamed if fresh != op]
        self.book.rewrite(Rewrite(put=tuple(moved)))
        self.show(moved)

    def _count_as_read(
        self, answered: Sequence[tuple[Operation, Verdict]], stored: Collection[Key]
    ) -> None:
        """Unmark what the feed brought before the answer: nobody has to read their own edits."""
        own: dict[Key, set[int]] = {}
        for op, verdict in answered:
            key = (op.kind, op.record_id)
            if verdict.ver and key not in stored:
                own.setdefault(key, set()).add(verdict.ver)
            if verdict.root_ver and op.kind in self.registry:
                kind = self.registry[op.kind]
                parent = RecordId(str(op.patch.set.get(kind.parent) or ""))
                own.setdefault((kind.field_map[kind.parent].ref, parent), set()).add(
                    verdict.root_ver
                )
        if not own:
            return
        try:
            self.cache.mark_own(own)
        except StorageError as error:
            self._spoil(list(own), error)

    def _remember(self, acked: Sequence[Operation]) -> None:
        self.recent.update({op.op_id: op for op in acked})
        while len(self.recent) > _RECENT_MOST:
            del self.recent[next(iter(self.recent))]

    def forget_recent(self, op_ids: Iterable[OpId]) -> None:
        """Let nothing be undone that the desk does not have."""
        for op_id in op_ids:
            self.recent.pop(op_id, None)

    def _answer_snap(self, op: Operation, verdict: Verdict) -> Snap | None:
        if verdict.doc is None and op.action is not Action.DELETE:
            return None
        server_id = verdict.server_id or self.names.server_id(op.kind, op.record_id)
        return Snap(op.kind, op.record_id, server_id, verdict.ver, verdict.seq, verdict.doc)

    def take_snaps(
        self,
        snaps: Sequence[Snap],
        ops: Sequence[Operation] = (),
        *,
        listed: bool = False,
        answered: bool = False,
        seen: bool = False,
    ) -> Collection[Key]:
        """W6 and W7: store records that came outside of the feed; ``ops`` are shown anew too.

        ``listed`` tells that the desk names them all as part of what is kept here, ``answered``
        that they were read after ``ops`` had taken effect: some desks count no new version for
        what they keep beside a record, such as time. ``seen`` tells that the person has them before
        their eyes or made them so; others are still to be read. Gives those that were news.
        """
        newer = [
            replace(snap, listed=listed, own=answered or seen)
            for snap in snaps
            if self._is_news(snap, listed) or (answered and self._is_other(snap))
        ]
        keys = [(snap.kind, snap.record_id) for snap in newer]
        views = [self._view(key, snap) for key, snap in zip(keys, newer, strict=True)]
        self._failpoints.hit("W6.before")
        try:
            if newer:
                self.cache.apply_snaps(newer, views)
        except StorageError as error:
            self._spoil(keys, error)
            return keys
        self._failpoints.hit("W6.after")
        self._index.ring()
        others = [*((op.kind, op.record_id) for op in ops), *self.book.parents(ops)]
        touched = list(dict.fromkeys((*keys, *others)))
        marked = self._settle(touched, {(s.kind, s.record_id): s for s in newer})
        stale = {*others, *marked, *(key for key in keys if not self.book.concerns(*key))}
        self.restate(key for key in (*touched, *marked) if key in stale)
        self.news.changed((*touched, *marked))
        return keys

    def _is_news(self, snap: Snap, listed: bool) -> bool:  # noqa: FBT001 - a fact of the snap
        old = self.cache.snap(snap.kind, snap.record_id)
        if old is None or old.ver < snap.ver or snap.stepped_back:
            return True
        return old.ver == snap.ver and (old.doc is None or (listed and not old.listed))

    def _is_other(self, snap: Snap) -> bool:
        """Tell whether a record of the same version has another content."""
        old = self.cache.snap(snap.kind, snap.record_id)
        return old is not None and old.ver == snap.ver and old.doc != snap.doc

    # --- the desk's news ----------------------------------------------------------------------

    def take_rows(
        self, rows: Sequence[RemoteRow], feed: Feed, bad: Sequence[BadRow] = ()
    ) -> PagePlan:
        """Store a (part of a) page with the position that follows it, in one transaction."""
        plan = plan_page(self.registry, self.names, rows, bad)
        touched = {
            (snap.kind, snap.record_id): snap
            for snap in plan.snaps
            if self.book.concerns(snap.kind, snap.record_id)
        }
        views = [self._view(key, self._effective(key, snap)) for key, snap in touched.items()]
        left = self._leave(plan.left)
        here = ((one.kind, one.record_id) for one in plan.snaps if one.doc is not None)
        self._departed.forget(self._departed.among(here))
        self._failpoints.hit("page.before")
        changed = self.cache.apply_page(plan.snaps, feed, views, plan.bad, left)
        self._failpoints.hit("page.after")
        self._index.ring()
        marked: tuple[Key, ...] = ()
        if touched:
            marked = self._settle(touched, touched)
            self.restate((*touched, *marked))
        self._report_bad(plan.bad)
        self.news.changed((*changed, *touched, *marked, *left))
        return plan

    def _effective(self, key: Key, snap: Snap) -> Snap:
        """A late page may bring an older version than is here; the newer one stays."""
        old = self.cache.snap(*key)
        return old if old is not None and old.ver > snap.ver else snap

    def _leave(self, keys: Sequence[Key]) -> list[Key]:
        """Tell which records out of reach go with the page; under work that waits, later.

        That is noted first: the desk does not tell of them again once the position is behind it.
        """
        now = [key for key in keys if not self.book.concerns(*key)]
        later = [key for key in keys if self.book.concerns(*key)]
        if later:
            self._departed.add(later)
        return now

    def _forget_departed(self, keys: Iterable[Key]) -> None:
        gone = self._departed.among(keys)
        if gone:
            self.cache.drop_records(gone)
            self._departed.forget(gone)

    def _report_bad(self, bad: Sequence[Quarantined]) -> None:
        for one in bad:
            self.news.tell(
                ProblemRaised(
                    problem_id=f"quarantine:{one.kind}:{one.server_id}",
                    title="A record from the desk could not be understood",
                    detail=one.error,
                    hint="All others are here. The desk's administrator should look at it.",
                    kind=one.kind,
                    record_id=one.server_id,
                )
            )

    # --- settling -----------------------------------------------------------------------------

    def settle_all(self) -> None:
        """Settle and forget whatever an end of the program left over; after a start."""
        keys = [(op.kind, op.record_id) for op in self.book.in_state(OpState.ACKED)]
        self._settle(list(dict.fromkeys(keys)), {})
        idle = [key for key in self._departed.all() if not self.book.concerns(*key)]
        self._forget_departed(idle)

    def _settle(self, keys: Iterable[Key], fresh: "dict[Key, Snap]") -> tuple[Key, ...]:
        """W7: remove acknowledged operations that the snapshot shows.

        Gives the other records that were marked by them.
        """
        shown: list[Operation] = []
        for key in keys:
            acked = [op for op in self.book.of(*key) if op.state is OpState.ACKED]
            if acked:
                snap = self.cache.snap(*key) or fresh.get(key)
                shown += [op for op in acked if snap is not None and covers(snap, op)]
        if not shown:
            return ()
        marked = self.book.parents(shown)
        self._failpoints.hit("W7.before")
        self.book.settle([op.op_id for op in shown])
        self._failpoints.hit("W7.after")
        return marked

    def _view(self, key: Key, snap: Snap | None = None) -> ViewRow:
        kind, record_id = key
        known = self.cache.snap(kind, record_id) if snap is None else snap
        ops, below = self.book.of(*key), self.book.below(*key)
        return project(self.registry[kind], record_id, known, ops, below)


def covers(snap: Snap, op: Operation) -> bool:
    """Tell whether a snapshot shows an acknowledged operation."""
    return snap.doc is None or snap.ver >= op.ack_ver
