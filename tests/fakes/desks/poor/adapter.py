"""One such desk, one signed-in person; see :class:`deskclient.backends.port.Adapter`.

Written as by somebody outside of this program: nothing in it knows of this adapter.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import NoReturn
from zlib import crc32

from msgspec.structs import replace

from deskclient.backends.http import Transport
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.desk import OtherDesk
from deskclient.backends.other_desks.list_feed import AT_ONCE, ListFeed
from deskclient.backends.other_desks.list_place import FIRST, place_in, to_text
from deskclient.backends.port import (
    Caps,
    Carried,
    ChangesPage,
    Prepared,
    RemoteRow,
    SessionInfo,
    SizeEstimate,
    SnapshotPage,
)
from deskclient.backends.tokens import TokenStore
from deskclient.domain import times
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Operation, Verdict
from deskclient.domain.scope import Scope
from tests.fakes.desks.poor import wire
from tests.fakes.desks.poor.finding import Finding
from tests.fakes.desks.poor.reading import (
    Reading,
    keeper,
    lost_row,
    named_in,
    number,
    people,
    queues,
    read_page,
    read_whole,
)
from tests.fakes.desks.poor.rest import Rest
from tests.fakes.desks.poor.writing import Writing

CAPS = Caps(
    feed="list",
    deletes="list",
    merges="none",
    # We compare just before we write, and nothing shows afterwards what went over what.
    cond_write="none",
    audited=False,
    create_once="probe",
    append_once="witness",
    upload="inline",
    long_poll=False,
    client_ids=False,
    bundles=(Carried("entry", by="ticket", when=("type", "message")),),
    swept=("ticket",),
    batch_ops=1,
    max_page=AT_ONCE,
    settle_s=60.0,
)
_TICKET_BYTES = 5_000


class PoorAdapter(OtherDesk):
    """Reads and writes such a desk; takes what each maker of adapters is given."""

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        tokens: TokenStore,
        clock: Clock,
        instance: str = "",
    ) -> None:
        self._rest = Rest(transport, base_url, tokens, clock)
        super().__init__(self._rest.calls, tokens, instance)
        self._feed = ListFeed("ticket", clock, self._rest.versions)
        claims = Claims()
        self._writing = Writing(self._rest, claims)
        self._finding = Finding(self._rest, self._writing, claims, CAPS.settle_s)
        self._people: set[str] = set()
        """Whoever was told of since the start."""

    @property
    def caps(self) -> Caps:
        """What it can do, and how long it is to be left alone now."""
        return replace(CAPS, rest_s=self._feed.rest_s)

    async def session(self) -> SessionInfo:
        """Ask who we are; the desk has no name, so that the birth of our account there is it."""
        me = (await self._rest.get("/account")).body(wire.Account)
        instance = f"poor:{me.login}:{me.since}"
        self._meet(instance)
        names = [row.server_id for row in await queues(self._rest)]
        return SessionInfo(
            instance=instance,
            epoch=instance,
            person_id=ServerId(me.login),
            login=me.login,
            name=me.name,
            role="agent",
            rights_rev=crc32(repr(names).encode()),
            queues=dict.fromkeys(names, "work"),
            server_time=times.to_text(self._rest.now),
            max_upload_bytes=0,
            known_since="",
            words=wire.WORDS,
        )

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        """Give one page: queues and people first, then the list is read, then what is kept."""
        rows: list[RemoteRow] = []
        if not page:
            rows += [*await queues(self._rest), *await people(self._rest)]
            self._people = {row.server_id for row in rows if row.kind == "person"}
        got = await self._feed.pulled(await self._reading(scope), page)
        rows += await self._first_named(got.rows)
        rows += got.rows
        return SnapshotPage(tuple(rows), got.token, got.cursor, got.done, got.total, tuple(got.bad))

    async def changes(
        self,
        scope: Scope,
        cursor: str,
        wait_s: float,
    ) -> ChangesPage:
        """Give what a look at the list shows; the desk answers at once, whatever came."""
        place = place_in(cursor)
        got = await self._feed.news(await self._reading(scope), place)
        rows = (*await self._first_named(got.rows), *got.rows)
        then = cursor if got.place == place else to_text(got.place)
        return ChangesPage(rows, then, got.more, tuple(got.bad))

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        """Give one record; what is not to be had is a row that says so."""
        if kind in {"queue", "person"}:
            rows = await (queues if kind == "queue" else people)(self._rest)
            return next(
                (one for one in rows if one.server_id == server_id), _unknown(kind, server_id)
            )
        if kind not in {"ticket", "entry"}:
            raise RefusedError("This desk has no such records", kind)
        ticket = number(server_id.partition("-")[0])
        if not ticket:
            return _unknown(kind, server_id)
        seen = await read_whole(self._rest, ticket)
        found = (one for one in seen.rows if (one.kind, one.server_id) == (kind, server_id))
        return next(found, _unknown(kind, server_id))

    async def thread(self, ticket: ServerId) -> Sequence[RemoteRow]:
        """Give all entries of one ticket."""
        if not number(ticket):
            return ()
        return [
            one
            for one in (await read_whole(self._rest, number(ticket))).rows
            if one.kind == "entry"
        ]

    async def ids(self, scope: Scope) -> AsyncIterator[Sequence[tuple[str, ServerId, int]]]:
        """Stream the tickets of the scope; the list tells no versions."""
        async for page in self._feed.numbers(await self._reading(scope)):
            yield [("ticket", ServerId(str(one)), 0) for one in page]

    async def size(self, scope: Scope) -> SizeEstimate:
        """Estimate what keeping the scope costs: the desk counts all its tickets and no others."""
        total, _ = await read_page(self._rest, FIRST)
        return SizeEstimate(total, total * 4, total * _TICKET_BYTES)

    def download(
        self,
        sha256: str,
        offset: int,
    ) -> NoReturn:
        """There are no files."""
        raise RefusedError("This desk keeps no files")

    async def prepare(self, op: Operation) -> Prepared:
        """Note what the desk had before ``op``."""
        return await self._finding.prepare(op)

    async def push(
        self,
        ops: Sequence[Operation],
        client_id: str,
        turn: int = 0,
    ) -> Sequence[Verdict]:
        """Send operations; a ticket goes with its first message."""
        return await self._writing.push(ops)

    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        """Look whether operations took effect."""
        return await self._finding.find(ops)

    async def _reading(self, scope: Scope) -> Reading:
        return Reading(self._rest, keeper(scope, await self._rest.login(), self._rest.now))

    async def _first_named(self, rows: Sequence[RemoteRow]) -> Sequence[RemoteRow]:
        """Read people anew when somebody is named for the first time."""
        if not named_in(rows) - self._people:
            return ()
        found = await people(self._rest)
        self._people |= {*(row.server_id for row in found), *named_in(rows)}
        return found


def _unknown(kind: str, name: ServerId) -> RemoteRow:
    return lost_row(kind, name, 404, 0)
