"""The adapter for Deskclient's own service; see :mod:`deskclient.backends.native.wire`."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from deskclient.backends.http import Transport
from deskclient.backends.native import wire
from deskclient.backends.native.batches import batches
from deskclient.backends.native.calls import Call, Calls
from deskclient.backends.native.erasing import Erasing
from deskclient.backends.native.files import Files
from deskclient.backends.native.mapping import (
    CHANGES,
    ROWS,
    SNAPSHOT,
    VERDICTS,
    RowIn,
    bad_rows,
    in_order,
    remote_row,
    remote_rows,
    session_info,
    too_large,
    unknown_verdict,
    verdict,
)
from deskclient.backends.port import (
    Caps,
    ChangesPage,
    EraseOrder,
    Prepared,
    RemoteRow,
    RowKind,
    SessionInfo,
    SizeEstimate,
    SnapshotPage,
    UploadState,
)
from deskclient.backends.strict_json import (
    PageReader,
    PageT,
    Rows,
    RowT,
    broken_answer,
    decode,
    decode_row,
    is_whole,
    unreadable,
)
from deskclient.backends.tokens import TokenStore
from deskclient.backends.translate import TooBigError, TooSlowError, update_needed
from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, MemoryShortError
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Operation, Verdict
from deskclient.domain.scope import Scope
from deskclient.domain.times import from_text

CAPS = Caps(orders_erasing=True)
MIN_PAGE_ROWS = 10
ID_PAGE_ROWS = wire.MAX_PAGE_ROWS
MAX_ASKED_OPS = 1000


class NativeAdapter:
    """One of our own desks, one signed-in user; see :class:`deskclient.backends.port.Adapter`.

    Args:
        transport: What carries the calls; closed with the adapter.
        base_url: Address of the desk without a slash at its end.
        tokens: Where the session's tokens are kept.
        clock: Our time.
        instance: The desk this profile belongs to; empty: the first one that answers.
    """

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        tokens: TokenStore,
        clock: Clock,
        instance: str = "",
    ) -> None:
        self._calls = Calls(transport, base_url, tokens, clock, instance)
        self._files = Files(self._calls)
        self._erasing = Erasing(self._calls)
        self._clock = clock
        self._person_id = ""
        self._page_rows = CAPS.max_page
        self._clock_offset_s = 0.0

    @property
    def caps(self) -> Caps:
        """What our own desk can do."""
        return CAPS

    @property
    def clock_offset_s(self) -> float:
        """The desk's clock minus ours, as the last answer told it."""
        return self._clock_offset_s

    async def session(self) -> SessionInfo:
        """Ask who we are."""
        session = decode(await self._get("/session"), wire.Session)
        if session.min_protocol.isdecimal() and int(session.min_protocol) > int(wire.PROTOCOL):
            raise update_needed()
        self._person_id = session.person_id
        self._note_time(session.server_time)
        info = session_info(session)
        if session.erase is None:
            return info
        return replace(info, erase=await self._erasing.judged(session.erase))

    async def changes(self, scope: Scope, cursor: str, wait_s: float) -> ChangesPage:
        """Give what changed after ``cursor``."""
        wait = min(max(int(wait_s), 0), wire.MAX_WAIT_S)
        query = {"scope": scope.to_text(), "cursor": cursor, "wait": str(wait)}
        read = await self._page("/changes", query, CHANGES, float(wait))
        if read.page.more and read.page.next == cursor:
            raise broken_answer("the list of changes does not go on")
        self._note_time(read.page.server_time)
        return ChangesPage(remote_rows(read), read.page.next, read.page.more, bad_rows(read))

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        """Give one page of everything in the scope."""
        query = {"scope": scope.to_text(), "page": page}
        read = await self._page("/snapshot", query, SNAPSHOT)
        found = read.page
        if found.page and found.page == page:
            raise broken_answer("the list of records does not go on")
        self._note_time(found.server_time)
        return SnapshotPage(
            remote_rows(read), found.page, found.cursor, found.done, found.total, bad_rows(read)
        )

    async def size(self, scope: Scope) -> SizeEstimate:
        """Estimate what keeping the scope costs."""
        size = decode(await self._get("/size", {"scope": scope.to_text()}), wire.ScopeSize)
        return SizeEstimate(size.tickets, size.records, size.bytes, size.attachment_bytes)

    async def digest(self, scope: Scope) -> tuple[int, str]:
        """Give count and digest of the scope as the desk has it."""
        digest = decode(await self._get("/digest", {"scope": scope.to_text()}), wire.Digest)
        return digest.count, digest.digest

    async def ids(self, scope: Scope) -> AsyncIterator[Sequence[tuple[str, ServerId, int]]]:
        """Stream what is in the scope, a page at a time."""
        after = ""
        while True:
            query = {"scope": scope.to_text(), "after": after, "limit": str(ID_PAGE_ROWS)}
            page = decode(await self._get("/ids", query), wire.IdPage)
            if page.rows:
                yield [(row.kind, ServerId(row.id), row.ver) for row in page.rows]
            if not page.after:
                return
            if page.after == after:
                raise broken_answer("the list of records does not end")
            after = page.after

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        """Give one record; what the desk does not have, or hides, is a row that says so."""
        path = f"/records/{quote(kind, safe='')}/{quote(server_id, safe='')}"
        also = frozenset({403, 404, 410})
        try:
            response = await self._calls.send(Call(method="GET", path=path), also=also)
        except TooBigError as error:
            raise unreadable("it is too big") from error
        if response.status in also:
            what = RowKind.LEFT_SCOPE if response.status == 403 else RowKind.TOMBSTONE
            return RemoteRow(kind, server_id, 0, 0, what)
        try:
            row, changed = decode_row(response.body, RowIn)
        except ValueError as error:
            if not is_whole(response.body):
                raise broken_answer("it was cut off") from error
            raise unreadable(str(error)) from error
        return remote_row(row, response.body if changed else None)

    async def thread(self, ticket: ServerId) -> Sequence[RemoteRow]:
        """Give all entries and attachment records of one ticket; unreadable ones are left out."""
        path = f"/tickets/{quote(ticket, safe='')}/entries"
        return remote_rows(await self._read(Call(method="GET", path=path), ROWS))

    async def prepare(self, op: Operation) -> Prepared:  # noqa: ARG002 - the port's signature
        """Nothing: the operation's own id is the proof."""
        return Prepared()

    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        """Send operations, in as few requests as the limits allow."""
        if not self._person_id:
            await self.session()
        fitting, oversized = batches(ops)
        found: dict[str, Verdict] = {op.op_id: too_large(op) for op in oversized}
        for number, batch in enumerate(fitting):
            try:
                # The turn is of the call as a whole, so only its first request carries it.
                first = 0 if number else turn
                found.update(await self._push_batch(batch, client_id, first))
            except DeskError:
                # What was answered before must not be lost; the rest is unknown and asked again.
                if number == 0:
                    raise
                break
        return in_order(ops, found)

    async def _push_batch(
        self, ops: Sequence[wire.WireOp], client_id: str, turn: int
    ) -> Mapping[str, Verdict]:
        batch = wire.OpBatch(client_id, self._person_id, list(ops), turn)
        body = msgspec.json.encode(batch)
        # Asked again, the desk answers for operations that it knows already.
        read = await self._read(Call(method="POST", path="/ops", body=body), VERDICTS)
        self._note_time(read.page.server_time)
        found = {one.op_id: verdict(one) for one in read.rows}
        if read.page.new_client:
            return {name: replace(one, new_client=True) for name, one in found.items()}
        return found

    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        """Look whether operations took effect; the desk knows for all made after a moment."""
        found: dict[OpId, Verdict | None] = {}
        for start in range(0, len(ops), MAX_ASKED_OPS):
            found.update(await self._find_some(ops[start : start + MAX_ASKED_OPS]))
        return found

    async def _find_some(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        body = msgspec.json.encode(wire.OpIds([op.op_id for op in ops]))
        read = await self._read(Call(method="POST", path="/ops/status", body=body), VERDICTS)
        known = {OpId(one.op_id): verdict(one) for one in read.rows}
        unreadable = {one.names.get("op_id", "") for one in read.bad}
        found: dict[OpId, Verdict | None] = dict(known)
        for op in ops:
            if op.op_id in known:
                continue
            if op.op_id in unreadable:
                found[op.op_id] = unknown_verdict(op.op_id)
            elif not read.bad and _made_after(op, read.page.known_since):
                found[op.op_id] = None
        return found

    async def start_upload(self, sha256: str, size: int, name: str, media_type: str) -> UploadState:
        """Announce a file."""
        return await self._files.start(wire.NewUpload(sha256, size, name, media_type))

    async def upload_state(self, upload_id: str) -> UploadState | None:
        """Ask how far an upload has come."""
        return await self._files.state(upload_id)

    async def send_chunk(self, upload_id: str, offset: int, chunk: bytes) -> UploadState:
        """Send the next bytes of a file."""
        return await self._files.send_chunk(upload_id, offset, chunk)

    def download(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        """Stream a file's bytes from ``offset`` on; short breaks are bridged."""
        return self._files.download(sha256, offset)

    async def erase_order(self) -> EraseOrder | None:
        """Ask for an order to erase what is kept here."""
        return await self._erasing.asked()

    async def confirm_erased(self, order_id: str, receipt: str) -> None:
        """Tell the desk that its order is carried out."""
        await self._erasing.confirm(order_id, receipt)

    async def sign_out(self) -> None:
        """End the session on the desk and forget the tokens here, whatever the desk says."""
        try:
            await self._calls.send(Call(method="POST", path="/sign-out"))
        except DeskError:
            pass
        finally:
            await self._calls.forget()

    async def close(self) -> None:
        """Close connections."""
        await self._calls.close()

    async def drop_connections(self) -> None:
        """Forget every connection: the computer woke up, or the network changed."""
        await self._calls.drop_connections()

    async def _get(self, path: str, query: Mapping[str, str] | None = None) -> bytes:
        return await self._calls.json(Call(method="GET", path=path, query=query or {}))

    async def _page(
        self,
        path: str,
        query: Mapping[str, str],
        reader: PageReader[PageT, RowT],
        wait_s: float = 0.0,
    ) -> Rows[PageT, RowT]:
        """Fetch and read a page; after one that was too much, less is asked for next time."""
        rows = self._page_rows
        call = Call(method="GET", path=path, query={**query, "limit": str(rows)}, wait_s=wait_s)
        try:
            if rows > MIN_PAGE_ROWS:
                read = reader.read(await self._calls.json(call))
            else:
                read = await self._read(call, reader)
        except TooBigError:
            # Each try may cost as much as an answer may hold: do not feel the way down.
            self._page_rows = MIN_PAGE_ROWS
            raise
        except TooSlowError:
            self._page_rows = max(MIN_PAGE_ROWS, rows // 2)
            raise
        except MemoryError as error:
            self._page_rows = max(MIN_PAGE_ROWS, rows // 2)
            raise MemoryShortError from error
        self._page_rows = min(CAPS.max_page, rows * 2)
        return read

    async def _read(self, call: Call, reader: PageReader[PageT, RowT]) -> Rows[PageT, RowT]:
        """Fetch and read a list that cannot be asked for in smaller parts.

        One that is too big holds a record that is: it is asked for again, and read as it comes.
        """
        try:
            return reader.read(await self._calls.json(call))
        except TooBigError:
            return reader.read_cut(await self._calls.skim(call, reader.key))

    def _note_time(self, server_time: str) -> None:
        try:
            moment = from_text(server_time)
        except ValueError:
            return
        self._clock_offset_s = (moment - self._clock.now()).total_seconds()


def _made_after(op: Operation, known_since: str) -> bool:
    """Tell whether the desk would still know of ``op``; doubtful moments prove nothing.

    What counts is when it first can have arrived: it may have waited here for a year.
    """
    try:
        return from_text(op.first_sent_at or op.acted_at) > from_text(known_since)
    except ValueError:
        return False
