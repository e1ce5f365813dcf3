"""Fetches files and conversations: what was asked for first, then attachments within the budget."""

import asyncio
from collections.abc import Iterable
from contextlib import aclosing

from deskclient.backends.port import Adapter, RemoteRow, RowKind, SessionInfo
from deskclient.domain.errors import DiskFullError, RefusedError, ServerError
from deskclient.domain.events import JobProgress, thread_job
from deskclient.domain.fields import Doc
from deskclient.domain.ids import RecordId
from deskclient.sync.answers import Answers
from deskclient.sync.bell import Bell
from deskclient.sync.ledger import Ledger
from deskclient.sync.plan_pull import plan_page
from deskclient.sync.ports import Blobs
from deskclient.sync.settings import EngineSettings

_KIND = "attachment"
_WANTED_MOST = 4000
_LOOK_AT_ONCE = 100
_LEAST_ROOM = 1024
"""With less room than this, nothing is looked for."""
_SHOWN_MOST = 20


class FetchLoop:
    """Asked files and threads go before prefetched attachments."""

    def __init__(
        self,
        ledger: Ledger,
        answers: Answers,
        adapter: Adapter,
        blobs: Blobs,
        settings: EngineSettings,
    ) -> None:
        self._ledger = ledger
        self._answers = answers
        self._adapter = adapter
        self._blobs = blobs
        self._settings = settings
        self._bell = Bell()
        self._threads: dict[RecordId, None] = {}
        self._asked: dict[str, None] = {}
        self._wanted: dict[str, int] = {}
        self._stopped: dict[str, None] = {}
        self._shown: dict[str, None] = {}
        """What was asked for lately: it stays, whatever room it takes."""
        self._budget = 0
        self._over = False
        self._looking: int | None = 0
        """Where the look through all known attachments goes on; ``None``: at its end."""

    # --- wishes -------------------------------------------------------------------------------

    def want_thread(self, ticket_id: RecordId) -> None:
        """Fetch a conversation soon."""
        self._threads[ticket_id] = None
        self._bell.ring()

    def want_file(self, sha256: str) -> None:
        """Fetch a file soon."""
        self._stopped.pop(sha256, None)
        self._asked[sha256] = None
        self._bell.ring()

    def cancel(self, sha256: str) -> None:
        """Stop fetching a file; what is here of it stays for the next time."""
        self._asked.pop(sha256, None)
        self._wanted.pop(sha256, None)
        self._stopped[sha256] = None

    def note(self, rows: Iterable[RemoteRow]) -> None:
        """Remember attachments that came by, for prefetching."""
        for row in rows:
            if row.kind == _KIND and row.what is RowKind.PUT and row.doc is not None:
                self._want(row.doc)
        if self._wanted and self._budget:
            self._bell.ring()

    def _want(self, doc: Doc) -> None:
        digest, size = doc.get("sha256"), doc.get("size")
        if not isinstance(digest, str) or not isinstance(size, int):
            return
        if size > self._settings.prefetch_file_max:
            return
        if len(self._wanted) < _WANTED_MOST:
            self._wanted[digest] = size
        else:
            self._looking = 0

    def set_budget(self, budget: int) -> None:
        """Say how many bytes fetched files may take; less is trimmed, for more is looked."""
        self._budget = budget
        self._over = True
        self.look_again()

    def look_again(self) -> None:
        """Go through all attachments that are known here, for those that would fit."""
        self._looking = 0
        self._bell.ring()

    # --- the loop -----------------------------------------------------------------------------

    async def rounds(self, session: SessionInfo) -> None:  # noqa: ARG002 - the shape of a loop
        """Fetch until the line is lost."""
        while True:
            if self._threads:
                await self._thread(next(iter(self._threads)))
            elif self._asked:
                await self._file(next(iter(self._asked)))
            elif self._over:
                await self._trim()
            elif (digest := self._prefetch()) is not None:
                await self._file(digest)
            elif not self._look():
                await self._bell.heard()
            else:
                await asyncio.sleep(0)

    async def _trim(self) -> None:
        """Make room, if fetched files take more than they may; outgoing ones are not touched."""
        self._over = False
        if self._blobs.used_bytes() > self._budget:
            await self._blobs.trim(self._budget, frozenset(self._shown))

    def _prefetch(self) -> str | None:
        """Choose the next attachment that fits into the budget; others come when asked for."""
        if not self._wanted or self._budget <= 0:
            return None
        room = self._budget - self._blobs.used_bytes()
        while self._wanted:
            digest, size = next(iter(self._wanted.items()))
            if size <= room and not self._blobs.has(digest):
                return digest
            del self._wanted[digest]
        return None

    def _look(self) -> bool:
        """Take one step through the known attachments; ``False`` at their end."""
        if self._looking is None or self._budget - self._blobs.used_bytes() < _LEAST_ROOM:
            self._looking = None
            return False
        found = self._ledger.cache.newest(_KIND, self._looking, _LOOK_AT_ONCE)
        self._looking = found[-1][0] if found else None
        for _, doc in found:
            self._want(doc)
        return bool(found)

    async def _thread(self, ticket_id: RecordId) -> None:
        ledger = self._ledger
        try:
            rows = await self._adapter.thread(ledger.names.server_id("ticket", ticket_id))
            given = True
        except (RefusedError, ServerError):
            rows, given = (), False
        self._threads.pop(ticket_id, None)
        plan = plan_page(ledger.registry, ledger.names, rows)
        ledger.take_snaps(plan.snaps, seen=True)
        self._answers.take_plan(plan)
        self.note(rows)
        ledger.news.own([("ticket", ticket_id)], frozenset(), "")
        # Also of one in which nothing was written: whoever waits for it must hear of the end.
        ledger.news.tell(
            JobProgress(
                job_id=thread_job(ticket_id),
                title="Fetching a conversation",
                done=int(given),
                total=1,
                cancellable=False,
                ended=True,
            )
        )

    async def _file(self, sha256: str) -> None:
        done = self._blobs.has(sha256)
        if not done:
            try:
                done = await self._download(sha256)
            except (RefusedError, ServerError):
                # One file that the desk cannot give must not cost the line: the rest goes on.
                done = False
            except DiskFullError:
                if sha256 in self._asked:
                    raise
                # What nobody asked for is not worth the last room.
                self._wanted.clear()
                self._looking = None
                return
        asked = sha256 in self._asked
        self._asked.pop(sha256, None)
        self._wanted.pop(sha256, None)
        self._stopped.pop(sha256, None)
        if asked:
            self._show(sha256)
            self._progress(sha256, 1 if done else 0, 1, ended=True)

    def _show(self, sha256: str) -> None:
        self._over = True
        self._shown.pop(sha256, None)
        self._shown[sha256] = None
        if len(self._shown) > _SHOWN_MOST:
            del self._shown[next(iter(self._shown))]

    async def _download(self, sha256: str) -> bool:
        offset = await self._blobs.partial(sha256)
        async with aclosing(self._adapter.download(sha256, offset)) as chunks:
            async for chunk in chunks:
                if sha256 in self._stopped:
                    return False
                await self._blobs.append(sha256, offset, chunk)
                offset += len(chunk)
                if sha256 in self._asked:
                    self._progress(sha256, offset, None)
        return await self._blobs.finish(sha256)

    def _progress(self, sha256: str, done: int, total: int | None, *, ended: bool = False) -> None:
        self._ledger.news.tell(
            JobProgress(
                job_id=f"file:{sha256}",
                title="Fetching a file",
                done=done,
                total=total,
                unit="bytes",
                ended=ended,
            )
        )
