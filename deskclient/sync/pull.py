"""Brings the desk's news: a first pull page by page, then the feed with long polls."""

import asyncio
from collections.abc import Sequence

from msgspec.structs import replace

from deskclient.backends.port import Adapter, BadRow, ChangesPage, RemoteRow, RowKind, SessionInfo
from deskclient.domain.clock import Clock
from deskclient.domain.errors import CursorLostError, StorageError
from deskclient.domain.events import JobProgress, ProblemRaised
from deskclient.domain.scope import Scope
from deskclient.domain.words import phrase
from deskclient.storage.port import Feed
from deskclient.sync.answers import Answers
from deskclient.sync.bell import Bell
from deskclient.sync.connection import Connection
from deskclient.sync.fetch import FetchLoop
from deskclient.sync.ledger import Ledger
from deskclient.sync.pace import Pace
from deskclient.sync.page_ahead import PageAhead
from deskclient.sync.plan_pull import (
    brake,
    departed,
    fresh_feed,
    must_start_anew,
    part_end,
)
from deskclient.sync.reconcile import Reconciler, given
from deskclient.sync.restoration import Restoration
from deskclient.sync.settings import EngineSettings

JOB = "pull"


class PullLoop:
    """The only mover of the feed's position."""

    def __init__(
        self,
        ledger: Ledger,
        answers: Answers,
        adapter: Adapter,
        clock: Clock,
        pace: Pace,
        settings: EngineSettings,
    ) -> None:
        self._ledger = ledger
        self._answers = answers
        self._adapter = adapter
        self._clock = clock
        self._settings = settings
        self._pace = pace
        self._ahead = PageAhead(adapter)
        self._bell = Bell()
        self._cancelled = False
        self._known: SessionInfo | None = None
        """The session in which the desk has shown that it remembers our latest changes."""
        self._saved_at_s = 0.0
        self.pages = 0
        self.brakes = 0

    def attach(
        self,
        connection: Connection,
        restoration: Restoration,
        reconciler: Reconciler,
        fetch: FetchLoop,
        scope: Scope,
    ) -> None:
        """Meet the other loops; before the first round."""
        self._connection = connection
        self._restoration = restoration
        self._reconciler = reconciler
        self._fetch = fetch
        self.scope = scope

    def cancel(self) -> None:
        """Stop a first pull until :meth:`resume`."""
        self._cancelled = True

    def resume(self) -> None:
        """Go on with a stopped pull."""
        self._cancelled = False
        self._bell.ring()

    # --- the loop -----------------------------------------------------------------------------

    async def rounds(self, session: SessionInfo) -> None:
        """Pull until the line is lost."""
        wait_s = 0.0
        try:
            while True:
                wait_s = await self._round_or_rest(session, wait_s)
        finally:
            await self._ahead.drop()

    async def _round_or_rest(self, session: SessionInfo, wait_s: float) -> float:
        try:
            wait_s = await self._round(session, wait_s)
        except StorageError as error:
            # The page rolled back; editing goes on, and the same page comes again.
            self._ledger.board.storage(error)
            await self._bell.heard(self._settings.storage_retry_s)
            return 0.0
        self._ledger.board.storage(None)
        return wait_s

    async def _round(self, session: SessionInfo, wait_s: float) -> float:
        """Do one step of the pull; gives how long the next one may wait for news."""
        feed = self._position(session)
        if self._known is not session:
            if await self._restoration.has_forgotten(session):
                feed = self._begin_anew(feed, session, "epoch")
            self._known = session
        if not feed.cursor:
            if self._cancelled:
                self._progress(feed, ended=True, stopped=True)
                await self._bell.heard()
                return 0.0
            await self._snapshot(feed, session)
            return 0.0
        await self._restoration.finish()
        return await self._follow(feed, session, wait_s)

    async def _follow(self, feed: Feed, session: SessionInfo, wait_s: float) -> float:
        """Take one page of the feed."""
        try:
            page = await self._adapter.changes(self.scope, feed.cursor, wait_s)
        except CursorLostError as lost:
            self._begin_anew(feed, session, lost.reason)
            if lost.reason == "epoch":
                # What the session said of the desk is of its former life: ask it anew.
                self._connection.renew()
            return 0.0
        self._connection.progressed()
        await self._take_changes(page, feed)
        if page.more:
            return 0.0
        self._ledger.board.synced(feed.scope)
        await self._reconciler.check(self.scope, quiet=not page.rows)
        caps = self._adapter.caps
        if caps.long_poll:
            return self._settings.long_poll_s
        await self._bell.heard(max(self._settings.poll_s, caps.rest_s))
        return 0.0

    def _position(self, session: SessionInfo) -> Feed:
        """Read where the pull stands; starts anew for another scope or a restored desk."""
        feed = self._ledger.cache.feed()
        is_other = feed is None or must_start_anew(feed, self.scope.to_text())
        if feed is not None and feed.epoch != session.epoch:
            # First of all: a fresh position takes the new epoch, and nothing else tells of it.
            feed = self._begin_anew(feed, session, "epoch")
        elif feed is None or is_other:
            feed = fresh_feed(feed, self.scope.to_text(), session.epoch)
            self._ledger.cache.apply_page((), feed)
        if is_other:
            self._ledger.board.last_sync = feed.last_sync
            self._ledger.board.synced_scope = ""
        return feed

    def _begin_anew(self, feed: Feed, session: SessionInfo, reason: str) -> Feed:
        """Start a complete pull behind what is shown; unsent work is not touched."""
        if reason == "epoch":
            self._restoration.begin(feed.epoch)
        feed = fresh_feed(feed, self.scope.to_text(), session.epoch)
        self._ledger.cache.apply_page((), feed)
        return feed

    # --- the first pull -------------------------------------------------------------------------

    async def _snapshot(self, feed: Feed, session: SessionInfo) -> None:
        try:
            page = await self._ahead.page(self.scope, feed.page)
        except CursorLostError:
            # The desk has forgotten this page token. The rows that came already belong to a pull
            # whose place in the feed is lost: what was deleted since would stay for ever.
            if not feed.page:
                raise
            self._begin_anew(feed, session, "page")
            return
        self._connection.progressed()
        after = replace(
            feed,
            page=page.next_page,
            resume_cursor=feed.resume_cursor or page.cursor,
            done=page.done,
            total=page.total,
        )
        last = not page.next_page
        # If only a part of the page gets stored, it comes again, but the feed goes on from before
        # it: a record that is deleted between the two must not stay.
        held = replace(feed, resume_cursor=after.resume_cursor)
        # The position after the last page is stored by the end of the generation.
        await self._store(page.rows, page.bad, held, held if last else after)
        self._progress(after, ended=last)
        if last:
            await self._end(after, session)

    async def _end(self, feed: Feed, session: SessionInfo) -> None:
        """Drop what no page named, unless that is suspiciously much; then follow the feed."""
        done = replace(
            feed, cursor=feed.resume_cursor, page="", resume_cursor="", epoch=session.epoch
        )
        await self._drop_unlisted()
        stale, total = self._ledger.cache.count_stale(feed.generation)
        if brake(stale, total) and not await self._desk_agrees(total - stale):
            self.brakes += 1
            self._ledger.cache.apply_page((), done)
            self._warn(stale)
            return
        vanished = self._ledger.cache.end_generation(done)
        self._ledger.news.changed(vanished)
        self._fetch.look_again()

    async def _drop_unlisted(self) -> None:
        """Ask for what was stored beside this pull and named by none of its pages.

        What went before the place in the feed was taken is told by neither.
        """
        ledger = self._ledger
        gone: list[RemoteRow] = []
        for kind, record_id in ledger.cache.unlisted():
            row = await given(self._adapter, kind, ledger.names.server_id(kind, record_id))
            if row is not None and row.what is not RowKind.PUT:
                gone.append(departed(row))
        held = ledger.cache.feed()
        if gone and held is not None:
            await self._store(gone, (), held, held)

    async def _desk_agrees(self, count: int) -> bool:
        if self._adapter.caps.swept:
            # Nobody there counts everything: what is kept here stays.
            return False
        found, _ = await self._adapter.digest(self.scope)
        return found == count

    def _warn(self, stale: int) -> None:
        self._ledger.news.tell(
            ProblemRaised(
                problem_id="brake",
                title="The desk listed far fewer records than are kept here",
                detail=phrase(
                    "Records missing in its list: {count}. Nothing was removed.", count=stale
                ),
                hint="If they are really gone, they will go with the next complete check.",
            )
        )

    def _progress(self, feed: Feed, *, ended: bool, stopped: bool = False) -> None:
        title = (
            "Fetching everything again"
            if feed.last_sync
            else "Fetching tickets and messages for the first time"
        )
        total = max(feed.total, feed.done) or None
        self._ledger.news.tell(
            JobProgress(JOB, title, feed.done, total, ended=ended, stopped=stopped)
        )

    # --- the feed -------------------------------------------------------------------------------

    async def _take_changes(self, page: ChangesPage, feed: Feed) -> None:
        after = replace(feed, cursor=page.cursor)
        if not page.more:
            after = replace(after, last_sync=self._ledger.board.moment())
        if page.rows or page.bad or page.cursor != feed.cursor or self._is_old(feed):
            self._saved_at_s = self._clock.steady_s()
            await self._store(page.rows, page.bad, feed, after)

    def _is_old(self, feed: Feed) -> bool:
        """The moment of the last sync is worth a write of its own only now and then."""
        return not feed.last_sync or self._clock.steady_s() - self._saved_at_s > 300.0

    # --- storing --------------------------------------------------------------------------------

    async def _store(
        self,
        rows: Sequence[RemoteRow],
        bad: Sequence[BadRow],
        before: Feed,
        after: Feed,
    ) -> None:
        """Store a page in short steps; the position moves with the last one.

        A crash in between leaves the old position with some newer rows, and the page comes again.
        """
        self.pages += 1
        self._fetch.note(rows)
        start = 0
        while True:
            end = part_end(self._ledger.registry, rows, start, self._pace.rows)
            part, start = rows[start:end], end
            last = end >= len(rows)
            with self._pace.measured(len(part)):
                plan = self._ledger.take_rows(part, after if last else before, bad if last else ())
            self._answers.take_plan(plan)
            await asyncio.sleep(0)
            if last:
                return
