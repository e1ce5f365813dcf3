"""Fetches files and conversations: what was asked for first, then attachments within the budget."""

import json
from collections.abc import Iterable
from contextlib import aclosing

from deskclient.backends.port import Adapter, RemoteRow, RowKind, SessionInfo
from deskclient.domain.errors import RefusedError
from deskclient.domain.events import JobProgress
from deskclient.domain.ids import RecordId
from deskclient.storage.port import Outbox
from deskclient.sync.answers import Answers
from deskclient.sync.bell import Bell
from deskclient.sync.ledger import Ledger
from deskclient.sync.plan_pull import plan_page
from deskclient.sync.ports import Blobs
from deskclient.sync.settings import EngineSettings

_META = "wanted_files"
_WANTED_MOST = 4000


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
        self.budget = 0

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
            if row.kind != "attachment" or row.what is not RowKind.PUT or row.doc is None:
                continue
            digest, size = row.doc.get("sha256"), row.doc.get("size")
            if not isinstance(digest, str) or not isinstance(size, int):
                continue
            if size <= self._settings.prefetch_file_max and len(self._wanted) < _WANTED_MOST:
                self._wanted[digest] = size
        if self._wanted and self.budget:
            self._bell.ring()

    def load(self, outbox: Outbox) -> None:
        """Take up what was wanted before the last stop."""
        stored = outbox.get_meta(_META)
        if stored:
            self._wanted = {str(digest): int(size) for digest, size in json.loads(stored).items()}

    def save(self, outbox: Outbox) -> None:
        """Remember what is still wanted."""
        text = json.dumps(self._wanted) if self._wanted else ""
        if text != outbox.get_meta(_META):
            outbox.set_meta(_META, text)

    # --- the loop -----------------------------------------------------------------------------

    async def rounds(self, session: SessionInfo) -> None:  # noqa: ARG002 - the shape of a loop
        """Fetch until the line is lost."""
        while True:
            if self._threads:
                await self._thread(next(iter(self._threads)))
            elif self._asked:
                await self._file(next(iter(self._asked)))
            elif (digest := self._prefetch()) is not None:
                await self._file(digest)
            else:
                await self._bell.heard()

    def _prefetch(self) -> str | None:
        """Choose the next attachment that fits into the budget; others come when asked for."""
        if not self._wanted or self.budget <= 0:
            return None
        room = self.budget - self._blobs.used_bytes()
        while self._wanted:
            digest, size = next(iter(self._wanted.items()))
            if size <= room and not self._blobs.has(digest):
                return digest
            del self._wanted[digest]
        return None

    async def _thread(self, ticket_id: RecordId) -> None:
        ledger = self._ledger
        try:
            rows = await self._adapter.thread(ledger.names.server_id("ticket", ticket_id))
        except RefusedError:
            rows = ()
        self._threads.pop(ticket_id, None)
        plan = plan_page(ledger.registry, ledger.names, rows)
        ledger.take_snaps(plan.snaps)
        self._answers.take_plan(plan)
        self.note(rows)
        ledger.news.own([("ticket", ticket_id)], frozenset(), "")

    async def _file(self, sha256: str) -> None:
        done = self._blobs.has(sha256)
        if not done:
            try:
                done = await self._download(sha256)
            except RefusedError:
                done = False
        asked = sha256 in self._asked
        self._asked.pop(sha256, None)
        self._wanted.pop(sha256, None)
        self._stopped.pop(sha256, None)
        if asked:
            self._progress(sha256, 1 if done else 0, 1, ended=True)

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
