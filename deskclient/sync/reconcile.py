"""Proves now and then that nothing was missed: digest of everything, then ids and versions."""

from collections.abc import Sequence

from msgspec.structs import replace

from deskclient.backends.port import Adapter, RemoteRow, RowKind
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError, UnreadableError
from deskclient.domain.ids import RecordId, ServerId
from deskclient.domain.operation import OpState
from deskclient.domain.scope import Scope
from deskclient.storage.port import Snap
from deskclient.sync.answers import Answers
from deskclient.sync.ledger import Ledger
from deskclient.sync.plan_pull import brake, departed, fresh_feed, plan_page
from deskclient.sync.settings import EngineSettings

_ID = 16


class Reconciler:
    """Called by the pull whenever everything has been told and nothing new came."""

    def __init__(
        self,
        ledger: Ledger,
        answers: Answers,
        adapter: Adapter,
        clock: Clock,
        settings: EngineSettings,
    ) -> None:
        self._ledger = ledger
        self._answers = answers
        self._adapter = adapter
        self._clock = clock
        self._settings = settings
        self._checked_s: float | None = None
        self._swept_at_s: float | None = None
        """When the first comparison by name may be made."""
        self._repulled_s: float | None = None
        self._wanted_doubt = 0
        self.mismatches = 0
        self.repaired = 0

    def ask(self) -> None:
        """Check at the next opportunity."""
        self._checked_s = None

    async def check(self, scope: Scope, *, quiet: bool) -> None:
        """Compare, if it is time and nothing is under way that would make the two differ."""
        if quiet:
            await self._fetch_unsettled()
        now = self._clock.steady_s()
        under_way = self._ledger.book.in_state(OpState.ACKED, OpState.INFLIGHT)
        if not quiet or under_way or not self._is_due(now):
            return
        await self._look_after_unlisted()
        if self._adapter.caps.swept:
            await self._sweep(scope)
            self._checked_s = now
            return
        version = self._ledger.book.version
        before = self._ledger.cache.digest()
        found = await self._adapter.digest(scope)
        if self._ledger.book.version != version or self._ledger.cache.digest() != before:
            return
        if same_digest(before, found):
            self._checked_s = now
            self._wanted_doubt = 0
            return
        # The desk may have changed since the last page; only a second look counts.
        self._wanted_doubt += 1
        if self._wanted_doubt > 1:
            self._checked_s = now
            self._wanted_doubt = 0
            self.mismatches += 1
            await self._reconcile(scope)

    def _is_due(self, now: float) -> bool:
        if self._adapter.caps.swept:
            if self._swept_at_s is None:
                self._swept_at_s = now + self._settings.sweep_after_s
            if now < self._swept_at_s:
                return False
        return self._checked_s is None or now - self._checked_s > self._settings.digest_every_s

    async def _fetch_unsettled(self) -> None:
        """Look at records whose confirmed changes the feed does not bring (out of scope)."""
        for op in self._ledger.book.in_state(OpState.ACKED):
            if self._ledger.book.get(op.op_id) is None:
                continue
            server_id = self._ledger.names.server_id(op.kind, op.record_id)
            row = await given(self._adapter, op.kind, server_id)
            if row is None:
                continue
            snap = self._ledger.names.snap(row)
            if snap.doc is None or snap.ver >= op.ack_ver:
                settled = replace(snap, ver=max(snap.ver, op.ack_ver))
                self._ledger.take_snaps([settled], [op], seen=True)

    async def _look_after_unlisted(self) -> None:
        """Ask for records from outside of what is kept here: the feed never speaks of them.

        What belongs to another record goes with it.
        """
        ledger = self._ledger
        for kind, record_id in ledger.cache.unlisted():
            if ledger.registry[kind].parent or ledger.book.concerns(kind, record_id):
                continue
            row = await given(self._adapter, kind, ledger.names.server_id(kind, record_id))
            feed = ledger.cache.feed()
            if row is None:
                continue
            if row.what is RowKind.PUT:
                ledger.take_snaps([ledger.names.snap(row)])
            elif feed is not None:
                self._answers.take_plan(ledger.take_rows([departed(row)], feed))

    async def _reconcile(self, scope: Scope) -> None:
        count = 0
        async for page in self._adapter.ids(scope):
            count += len(page)
            for kind, server_id in self._differing(page):
                await self._repair(kind, server_id)
        if self._ledger.cache.digest()[0] > count:
            self._pull_anew(scope)

    async def _sweep(self, scope: Scope) -> None:
        """Compare by name what a desk without a digest lists, and ask for what it does not."""
        named: dict[str, set[RecordId]] = {kind: set() for kind in self._adapter.caps.swept}
        async for page in self._adapter.ids(scope):
            for kind, server_id in self._differing(page):
                await self._repair(kind, server_id)
            for kind, server_id, _ in page:
                named[kind].add(self._ledger.names.record_id(kind, server_id))
        for kind, there in named.items():
            here = self._ledger.cache.listed(kind)
            missing = [one for one in here if one not in there]
            # So much that it may be the list which is wrong: a complete pull has its own brake.
            if brake(len(missing), len(here)):
                self._pull_anew(scope)
            else:
                await self._look_after_missing(kind, missing)

    async def _look_after_missing(self, kind: str, missing: Sequence[RecordId]) -> None:
        """Ask for records that a list did not name: it may have been older than they are."""
        ledger = self._ledger
        names = {one: ledger.names.record_id(kind, ServerId(one)) for one in missing}
        doubles = {(kind, one): ours for one, ours in names.items() if ours != one}
        ledger.drop_strays(doubles)
        self.repaired += len(doubles)
        for record_id in [one for one in missing if names[one] == one]:
            row = await given(self._adapter, kind, ledger.names.server_id(kind, record_id))
            feed = ledger.cache.feed()
            if row is not None and row.what is not RowKind.PUT and feed is not None:
                self._answers.take_plan(ledger.take_rows([departed(row)], feed))
                self.repaired += 1

    def _differing(self, page: Sequence[tuple[str, ServerId, int]]) -> list[tuple[str, ServerId]]:
        by_kind: dict[str, list[tuple[RecordId, ServerId, int]]] = {}
        for kind, server_id, ver in page:
            if kind in self._ledger.registry:
                record_id = self._ledger.names.record_id(kind, server_id)
                by_kind.setdefault(kind, []).append((record_id, server_id, ver))
        found: list[tuple[str, ServerId]] = []
        for kind, rows in by_kind.items():
            here = self._ledger.cache.snaps(kind, [record_id for record_id, _, _ in rows])
            for record_id, server_id, ver in rows:
                snap = here.get(record_id)
                absent = snap is None or snap.doc is None or not snap.listed
                if snap is None or absent or (ver and snap.ver != ver):
                    found.append((kind, server_id))
        return found

    async def _repair(self, kind: str, server_id: ServerId) -> None:
        ledger = self._ledger
        key = (kind, ledger.names.record_id(kind, server_id))
        before = ledger.cache.snap(*key)
        row = await given(self._adapter, kind, server_id)
        if row is None:
            return
        rows = [row]
        owns = ledger.registry.children(kind) and kind in self._adapter.caps.swept
        if owns and row.what is RowKind.PUT:
            # What belongs to it is not listed by itself there.
            rows += await self._adapter.thread(server_id)
        plan = plan_page(ledger.registry, ledger.names, rows)
        ledger.take_snaps(self._believed(plan.snaps, before), listed=True)
        self._answers.take_plan(plan)
        self.repaired += 1

    def _believed(self, snaps: Sequence[Snap], before: Snap | None) -> Sequence[Snap]:
        """Let an older version count, as a desk has that was restored unnoticed.

        Only if nothing else told of the record since it was asked for: then it is the last word.
        """
        if before is None or self._ledger.cache.snap(before.kind, before.record_id) != before:
            return snaps
        key = (before.kind, before.record_id)
        return [
            replace(one, stepped_back=(one.kind, one.record_id) == key and one.ver < before.ver)
            for one in snaps
        ]

    def _pull_anew(self, scope: Scope) -> None:
        """More is here than on the desk: only a complete pull can tell what, behind the brake."""
        now = self._clock.steady_s()
        rarely = self._settings.repull_every_s
        if self._repulled_s is not None and now - self._repulled_s < rarely:
            return
        self._repulled_s = now
        feed = self._ledger.cache.feed()
        epoch = "" if feed is None else feed.epoch
        self._ledger.cache.apply_page((), fresh_feed(feed, scope.to_text(), epoch))


async def given(adapter: Adapter, kind: str, server_id: ServerId) -> RemoteRow | None:
    """Ask for one record among several.

    ``None`` where the desk refuses it or it cannot be understood: one record must not cost the
    others, nor the line. It is asked for again with the next look.
    """
    try:
        return await adapter.record(kind, server_id)
    except (RefusedError, UnreadableError):
        return None


def same_digest(here: tuple[int, int], there: tuple[int, str]) -> bool:
    """Compare count and digest; the desk writes the digest in hexadecimal or decimal."""
    count, total = here
    return count == there[0] and there[1].lower() in {
        f"{total:0{_ID}x}",
        f"{total:x}",
        str(total),
    }
