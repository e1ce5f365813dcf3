"""Brings outgoing files to the desk in pieces; goes on where it was after any interruption."""

import asyncio

from msgspec.structs import replace

from deskclient.backends.port import Adapter, SessionInfo, UploadState
from deskclient.domain.errors import DamagedError, DeskError, RefusedError, ServerError
from deskclient.domain.events import JobProgress
from deskclient.domain.operation import OpProblem, OpState
from deskclient.storage.port import StagedFile
from deskclient.sync.bell import Bell
from deskclient.sync.book import is_undo_send
from deskclient.sync.ledger import Ledger
from deskclient.sync.ports import Blobs
from deskclient.sync.push import PushLoop, file_of
from deskclient.sync.settings import EngineSettings

_TRIES = 5


class UploadLoop:
    """One file after the other, in the order of their operations."""

    def __init__(
        self,
        ledger: Ledger,
        adapter: Adapter,
        blobs: Blobs,
        push: PushLoop,
        settings: EngineSettings,
    ) -> None:
        self._ledger = ledger
        self._adapter = adapter
        self._blobs = blobs
        self._push = push
        self._settings = settings
        self._bell = Bell()
        self._chunk = settings.chunk_min * 4
        self._held: set[str] = set()
        self._later: dict[str, tuple[float, float]] = {}
        """Files the desk failed at: when to try again, and how long the next pause is."""
        self.bytes_sent = 0
        push.file_missing = self._again
        push.requeued = self._bell.ring

    def ring(self) -> None:
        """A new file may be there."""
        self._bell.ring()

    def hold(self, sha256: str) -> None:
        """Stop sending a file until :meth:`release`."""
        self._held.add(sha256)

    def release(self) -> None:
        """Let stopped files go on."""
        self._held.clear()
        self._later.clear()
        self._bell.ring()

    def _again(self, sha256: str) -> None:
        """Bring a file once more: a restored desk, or one that tidied up, no longer has it."""
        file = self._ledger.book.staged(sha256)
        if file is not None and file.complete:
            self._ledger.book.save_staged(replace(file, upload_id="", offset=0, complete=False))
            self._bell.ring()

    async def rounds(self, session: SessionInfo) -> None:
        """Upload until the line is lost."""
        self._later.clear()
        while True:
            now = asyncio.get_running_loop().time()
            file = self._next(now)
            if file is None:
                due = [at for at, _ in self._later.values() if at > now]
                await self._bell.heard(min(due) - now if due else None)
            else:
                await self._bring(file, session)

    def _next(self, now: float) -> StagedFile | None:
        for op in self._ledger.book.all():
            digest = file_of(op)
            if not digest or digest in self._held or self._later.get(digest, (0.0,))[0] > now:
                continue
            if op.state is not OpState.QUEUED and not is_undo_send(op):
                continue
            file = self._ledger.book.staged(digest)
            if file is not None and not file.complete:
                return file
        return None

    async def _bring(self, file: StagedFile, session: SessionInfo) -> None:
        if 0 < session.max_upload_bytes < file.size:
            self._refuse(file, "The file is larger than the desk accepts.")
            return
        try:
            await self._send(file)
        except (RefusedError, DamagedError) as error:
            self._refuse(file, error.detail or error.title)
        except ServerError:
            self._postpone(file)
        else:
            self._later.pop(file.sha256, None)

    def _postpone(self, file: StagedFile) -> None:
        """Let other files pass one the desk fails at; it must not cost the line either."""
        _, pause_s = self._later.get(file.sha256, (0.0, self._settings.backoff_base_s))
        due = asyncio.get_running_loop().time() + pause_s
        self._later[file.sha256] = (due, min(pause_s * 2, self._settings.backoff_cap_s))

    async def _send(self, file: StagedFile) -> None:
        for _ in range(_TRIES):
            done = await self._send_once(file)
            if done is not None:
                self._progress(done, ended=True)
                self._push.ring()
                return
            file = self._save(file, "", 0)
        raise RefusedError(
            "The file could not be sent", "What arrived at the desk was never what was sent."
        )

    async def _send_once(self, file: StagedFile) -> StagedFile | None:
        """Send what is missing; ``None`` if the whole has to be sent anew."""
        state = await self._where(file)
        file = self._save(file, state.upload_id, state.offset)
        while not state.complete:
            if state.offset >= file.size > 0:
                # Everything is there, yet the desk does not take it for the file: it was damaged.
                return None
            chunk = await self._blobs.read_staged(file.sha256, state.offset, self._chunk)
            answer = await self._step(state, chunk)
            if answer is None or answer.offset > state.offset + len(chunk):
                return None
            if answer.offset <= state.offset and not answer.complete:
                return None
            state = answer
            file = self._save(file, state.upload_id, state.offset)
            self._progress(file)
        return self._save(file, state.upload_id, file.size, complete=True)

    async def _where(self, file: StagedFile) -> UploadState:
        """Ask where to go on; never further than what can have been sent."""
        state = await self._adapter.upload_state(file.upload_id) if file.upload_id else None
        if state is not None and not state.complete:
            limit = min(file.size, file.offset + self._settings.chunk_max)
            if state.offset > limit:
                state = None
        if state is None:
            state = await self._adapter.start_upload(
                file.sha256, file.size, file.name, file.media_type
            )
        return state

    async def _step(self, state: UploadState, chunk: bytes) -> UploadState | None:
        """Send one piece; after trouble that may be healed by asking where to go on, do so."""
        try:
            answer = await self._adapter.send_chunk(state.upload_id, state.offset, chunk)
        except ServerError:
            self._chunk = max(self._settings.chunk_min, self._chunk // 2)
            return await self._adapter.upload_state(state.upload_id)
        except DeskError:
            self._chunk = max(self._settings.chunk_min, self._chunk // 2)
            raise
        self.bytes_sent += len(chunk)
        self._chunk = min(self._settings.chunk_max, self._chunk * 2)
        return answer

    def _save(
        self, file: StagedFile, upload_id: str, offset: int, *, complete: bool = False
    ) -> StagedFile:
        stored = replace(file, upload_id=upload_id, offset=offset, complete=complete)
        if stored != self._ledger.book.staged(file.sha256):
            self._ledger.book.save_staged(stored)
        return stored

    def _refuse(self, file: StagedFile, why: str) -> None:
        """Hold what speaks of the file; the text can be sent alone."""
        problem = OpProblem(
            "file_refused", why, hint="Send the text without the file, or attach another one."
        )
        ops = [op for op in self._ledger.book.all() if file_of(op) == file.sha256]
        unsent = [op for op in ops if op.state in {OpState.QUEUED, OpState.HELD}]
        self._ledger.book.set_state(unsent, OpState.HELD, problem)
        self._ledger.show(unsent)
        self._progress(file, ended=True)

    def _progress(self, file: StagedFile, *, ended: bool = False) -> None:
        self._ledger.news.tell(
            JobProgress(
                job_id=f"upload:{file.sha256}",
                title="Sending a file",
                done=file.offset,
                total=file.size,
                unit="bytes",
                ended=ended,
            )
        )
