"""An adapter to a :class:`PlainDesk` over a network on which everything can go wrong."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from deskclient.backends.port import (
    BadRow,
    Caps,
    ChangesPage,
    EraseOrder,
    Prepared,
    RemoteRow,
    SessionInfo,
    SizeEstimate,
    SnapshotPage,
    UploadState,
)
from deskclient.domain.errors import (
    BusyError,
    CursorLostError,
    DeskError,
    NetworkError,
    PortalError,
    RefusedError,
    ServerError,
    SignInError,
    UnreadableError,
)
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.operation import Action, Operation, Verdict, VerdictKind
from deskclient.domain.scope import Scope
from tests.fakes.plain_desk import PlainDesk


@dataclass
class Fault:
    """What happens to one call: before the desk acts, or after it has acted."""

    error: DeskError | None = None
    after: bool = False
    delay_s: float = 0.0
    turns_to_close: int = 0
    """How many turns of the loop a call that is cancelled while it is delayed needs to end."""
    late_s: float = 0.0
    """How long verdicts are on their way after the desk has acted."""
    act: Callable[[], None] | None = None
    """Something else that happens at that moment."""


def cut(*, after: bool = False, sent: bool = True) -> Fault:
    """The connection breaks, before or after the desk has acted."""
    return Fault(NetworkError("The connection broke", maybe_sent=sent), after=after)


def failing(status: int = 500, *, after: bool = False) -> Fault:
    """The desk answers with an error of its own."""
    return Fault(ServerError(f"The desk failed ({status})"), after=after)


def busy(wait_s: float) -> Fault:
    """The desk asks to wait."""
    return Fault(BusyError("The desk asks to wait", wait_s=wait_s))


def portal() -> Fault:
    """A sign-in page of the network answers."""
    return Fault(PortalError("A network sign-in page answers"))


def signed_out() -> Fault:
    """The session has ended."""
    return Fault(SignInError("The session has ended"))


class UnkindDesk:
    """Faults are queued by the name of the call; a call without one goes well."""

    def __init__(self, desk: PlainDesk, person_id: str = "me", caps: Caps | None = None) -> None:
        self.desk = desk
        self.person_id = person_id
        self._caps = caps or Caps()
        self.faults: dict[str, list[Fault]] = {}
        self.calls: list[str] = []
        self.reachable = True
        self.swallowed = False
        """Connections are dead without a sign of it, until they are dropped."""
        self.page_rows = 50
        self.chunks: list[tuple[int, int]] = []
        self.bad: list[BadRow] = []
        self.late_rows: list[RemoteRow] = []
        """Rows that come with the next page of the feed, however old they are."""
        self.poison: set[tuple[str, str]] = set()
        """Records of the desk that come as something nobody understands, however they are asked."""
        self.hidden: set[tuple[str, str]] = set()
        """Records the feed forgets to mention."""
        self.proves = True
        """Whether looking for an operation proves its absence."""
        self.failed_looks = 0
        """So many looks for operations from now on the desk fails at."""
        self.looked_for: list[list[OpId]] = []
        """Which operations each look was for."""
        self.order: EraseOrder | None = None
        """An order to erase, told whoever asks."""
        self.order_in_session = False
        self.confirmed: list[tuple[str, str]] = []
        self.news = asyncio.Event()
        self._dropped = asyncio.Event()
        self._numbers: dict[OpId, str] = {}
        self._pages: dict[str, list[tuple[str, str]]] = {}

    @property
    def caps(self) -> Caps:
        return self._caps

    def fault(self, call: str, *faults: Fault) -> None:
        """Let the next calls of this name go wrong, in this order."""
        self.faults.setdefault(call, []).extend(faults)

    def tell(self) -> None:
        """Wake the long polls: something changed."""
        self.news.set()
        self.news = asyncio.Event()

    async def _before(self, call: str) -> Fault:
        self.calls.append(call)
        await asyncio.sleep(0.001)
        if not self.reachable:
            raise NetworkError("The desk does not answer", maybe_sent=False)
        if self.swallowed:
            await self._dropped.wait()
            raise NetworkError("The connection was given up")
        queue = self.faults.get(call)
        fault = queue.pop(0) if queue else Fault()
        if fault.delay_s:
            try:
                await asyncio.sleep(fault.delay_s)
            except asyncio.CancelledError:
                for _ in range(fault.turns_to_close):
                    await asyncio.sleep(0)
                raise
        if not fault.after:
            self._strike(fault)
        return fault

    def _strike(self, fault: Fault) -> None:
        if fault.act is not None:
            fault.act()
        if fault.error is not None:
            raise fault.error

    def _after(self, fault: Fault) -> None:
        if fault.after:
            self._strike(fault)

    # --- the port -------------------------------------------------------------------------------

    async def session(self) -> SessionInfo:
        fault = await self._before("session")
        self._after(fault)
        return SessionInfo(
            instance=self.desk.instance,
            epoch=self.desk.epoch,
            person_id=ServerId(self.person_id),
            login=self.person_id,
            name="Me",
            role="agent",
            rights_rev=1,
            queues={},
            server_time=self.desk.now,
            max_upload_bytes=100_000_000,
            known_since="",
            erase=self.order if self.order_in_session else None,
        )

    async def changes(self, scope: Scope, cursor: str, wait_s: float) -> ChangesPage:
        fault = await self._before("changes")
        epoch, _, place = cursor.rpartition(":")
        if epoch != self.desk.epoch:
            raise CursorLostError("epoch")
        rows = self._rows(int(place), scope)
        if not rows and wait_s:
            await self._wait_for_news(wait_s)
            rows = self._rows(int(place), scope)
        self._after(fault)
        if not self.reachable:
            raise NetworkError("The connection broke")
        end = max((row.seq for row in rows), default=int(place))
        more = bool(self.desk.after(end, scope, 1))
        late, self.late_rows = self.late_rows, []
        good, bad = self._understood(rows)
        return ChangesPage((*good, *late), f"{self.desk.epoch}:{end}", more, bad)

    def _rows(self, place: int, scope: Scope) -> list[RemoteRow]:
        rows = self.desk.after(place, scope, self.page_rows)
        return [row for row in rows if (row.kind, row.server_id) not in self.hidden]

    def _understood(
        self, rows: Sequence[RemoteRow]
    ) -> tuple[tuple[RemoteRow, ...], tuple[BadRow, ...]]:
        bad, self.bad = self.bad, []
        keys = [(row.kind, row.server_id) for row in rows]
        bad += [BadRow(*key, b"{", "not a document") for key in keys if key in self.poison]
        good = [row for row in rows if (row.kind, row.server_id) not in self.poison]
        return tuple(good), tuple(bad)

    async def _wait_for_news(self, wait_s: float) -> None:
        try:
            async with asyncio.timeout(wait_s):
                await self.news.wait()
        except TimeoutError:
            return

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        fault = await self._before("snapshot")
        if not page:
            page = f"{self.desk.epoch}:{self.desk.state.seq}|0"
            self._pages[self.desk.epoch] = self.desk.living(scope)
        cursor, _, start = page.partition("|")
        keys = self._pages.get(cursor.rpartition(":")[0])
        if keys is None:
            raise CursorLostError("expired")
        first = int(start)
        part = [key for key in keys[first : first + self.page_rows] if key not in self.hidden]
        rows = [row for key in part if (row := self.desk.row(key)).doc is not None]
        done = min(len(keys), first + self.page_rows)
        self._after(fault)
        good, bad = self._understood(rows)
        following = f"{cursor}|{done}" if done < len(keys) else ""
        return SnapshotPage(good, following, cursor, done, len(keys), bad)

    async def size(self, scope: Scope) -> SizeEstimate:
        self._after(await self._before("size"))
        return self.desk.size(scope)

    async def digest(self, scope: Scope) -> tuple[int, str]:
        assert not self._caps.swept, "a desk without a digest is not asked for one"
        self._after(await self._before("digest"))
        return self.desk.digest(scope)

    async def ids(self, scope: Scope) -> AsyncIterator[Sequence[tuple[str, ServerId, int]]]:
        self._after(await self._before("ids"))
        keys, swept = self.desk.living(scope), self._caps.swept
        yield [
            (kind, ServerId(one), 0 if swept else self.desk.state.records[kind, one].ver)
            for kind, one in keys
            if not swept or kind in swept
        ]

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        self._after(await self._before("record"))
        if (kind, server_id) in self.poison:
            raise UnreadableError("A record of the desk cannot be understood")
        return self.desk.row((kind, server_id))

    async def thread(self, ticket: ServerId) -> Sequence[RemoteRow]:
        self._after(await self._before("thread"))
        keys = [
            key
            for key, rec in self.desk.state.records.items()
            if key[0] in {"entry", "attachment"} and rec.doc and rec.doc.get("ticket") == ticket
        ]
        return [self.desk.row(key) for key in keys]

    async def prepare(self, op: Operation) -> Prepared:
        return Prepared(token=f"token-{op.op_id[-4:]}")

    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        fault = await self._before("push")
        if not self._caps.client_ids:
            ops = self._numbered(ops)
        verdicts = self.desk.take(ops)
        self.tell()
        await asyncio.sleep(fault.late_s)
        self._after(fault)
        return verdicts

    def _numbered(self, ops: Sequence[Operation]) -> Sequence[Operation]:
        """Give new records numbers of the desk's own, the same for what comes again."""
        numbers = self._numbers
        for op in ops:
            if op.action is Action.CREATE and op.op_id not in numbers:
                numbers[op.op_id] = f"{len(numbers) + 1001}"
        here = {op.record_id: numbers[op.op_id] for op in ops if op.action is Action.CREATE}
        return [
            replace(
                op,
                record_id=RecordId(here.get(op.record_id, op.record_id)),
                patch=replace(
                    op.patch,
                    set={
                        name: here.get(RecordId(value), value) if isinstance(value, str) else value
                        for name, value in op.patch.set.items()
                    },
                ),
            )
            for op in ops
        ]

    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        self._after(await self._before("find"))
        self.looked_for.append([op.op_id for op in ops])
        found: dict[OpId, Verdict | None] = {}
        for op in ops:
            known = self.desk.state.results.get(op.op_id)
            if self.failed_looks:
                self.failed_looks -= 1
                found[op.op_id] = Verdict(op_id=op.op_id, kind=VerdictKind.RETRY_LATER)
            elif known is not None:
                found[op.op_id] = known[1]
            elif self.proves:
                found[op.op_id] = None
        return found

    # --- files ----------------------------------------------------------------------------------

    async def start_upload(self, sha256: str, size: int, name: str, media_type: str) -> UploadState:
        self._after(await self._before("start_upload"))
        return self.desk.start_upload(sha256, size)

    async def upload_state(self, upload_id: str) -> UploadState | None:
        self._after(await self._before("upload_state"))
        known = self.desk.uploads.get(upload_id)
        if known is None:
            return None
        return UploadState(upload_id, len(known[2]), complete=known[0] in self.desk.state.files)

    async def send_chunk(self, upload_id: str, offset: int, chunk: bytes) -> UploadState:
        fault = await self._before("send_chunk")
        known = self.desk.uploads.get(upload_id)
        if known is None:
            raise ServerError("The desk does not know this upload")
        sha256, size, content = known
        if offset != len(content):
            raise ServerError("The place is not where the last piece ended")
        content += chunk
        self.chunks.append((offset, len(chunk)))
        self._after(fault)
        if len(content) < size:
            return UploadState(upload_id, len(content), complete=False)
        if hashlib.sha256(content).hexdigest() != sha256:
            content.clear()
            return UploadState(upload_id, 0, complete=False)
        self.desk.state.files[sha256] = bytes(content)
        return UploadState(upload_id, size, complete=True)

    async def download(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        fault = await self._before("download")
        content = self.desk.state.files.get(sha256)
        if content is None:
            raise RefusedError("There is no such file")
        half = offset + max(1, (len(content) - offset) // 2)
        yield content[offset:half]
        self._after(fault)
        yield content[half:]

    async def erase_order(self) -> EraseOrder | None:
        await self._before("erase_order")
        return self.order

    async def confirm_erased(self, order_id: str, receipt: str) -> None:
        await self._before("confirm_erased")
        self.confirmed.append((order_id, receipt))

    async def sign_out(self) -> None:
        """Nothing to end."""

    async def drop_connections(self) -> None:
        """End what is under way; the next request is made on a new one."""
        self.swallowed = False
        self._dropped.set()
        self._dropped = asyncio.Event()

    async def close(self) -> None:
        """Nothing is open."""
