"""One Roundup, one signed-in person; see :class:`deskclient.backends.port.Adapter`."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.http import Transport
from deskclient.backends.other_desks.desk import OtherDesk
from deskclient.backends.other_desks.held_files import MOST_BYTES
from deskclient.backends.other_desks.places import place_in as read_place
from deskclient.backends.other_desks.places import place_text
from deskclient.backends.other_desks.together import together
from deskclient.backends.port import (
    Caps,
    Carried,
    ChangesPage,
    Prepared,
    RemoteRow,
    RowKind,
    SessionInfo,
    SizeEstimate,
    SnapshotPage,
)
from deskclient.backends.roundup.editing import Editing
from deskclient.backends.roundup.feed import (
    AT_ONCE,
    News,
    Place,
    Told,
    after,
    digest_of,
    here,
    news,
    parts_of,
    place_in,
    to_text,
)
from deskclient.backends.roundup.finding import Finding
from deskclient.backends.roundup.looking import row_of
from deskclient.backends.roundup.mapping import (
    issue_row,
    lost_row,
    number,
    people_in,
    queue_rows,
    version,
)
from deskclient.backends.roundup.reading import (
    Listed,
    highest,
    is_kept,
    listed,
    people,
    read_issues,
    read_parts,
    read_terms,
    read_wholes,
    single_entry,
    single_file,
    walk_issues,
    whole,
)
from deskclient.backends.roundup.rest import AT_ONCE as LINES
from deskclient.backends.roundup.rest import Rest
from deskclient.backends.roundup.schema import ISSUE
from deskclient.backends.roundup.terms import NO_QUEUE, phases
from deskclient.backends.roundup.vocabulary import Vocabulary
from deskclient.backends.roundup.writing import Writing
from deskclient.backends.tokens import TokenStore
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError
from deskclient.domain.file_names import number_in
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Operation, Verdict
from deskclient.domain.scope import Scope
from deskclient.domain.times import to_text as moment_text

CAPS = Caps(
    feed="updated_since",
    deletes="sweep",
    merges="none",
    # The condition is compared before the change, without a lock, and no history shows by REST
    # what went over what: two who write within the same moment may both succeed.
    cond_write="etag",
    audited=False,
    create_once="poe",
    append_once="marker",
    upload="inline",
    long_poll=False,
    client_ids=False,
    bundles=(
        Carried("entry", by="ticket", when=("type", "message")),
        Carried("attachment", by="entry"),
    ),
    swept=("ticket",),
    batch_ops=1,
    max_page=AT_ONCE,
    settle_s=60.0,
)
_ENTRY_BYTES = 2_000
_PULLED_AT_ONCE = 150
"""Numbers of issues that are read by themselves in a first pull."""


class RoundupAdapter(OtherDesk):
    """Reads and writes a Roundup.

    Args:
        transport: What carries the calls; closed with the adapter.
        base_url: Address of the tracker, without a slash at its end.
        tokens: Where name and password are kept.
        clock: Our time, where the desk does not tell its own.
        instance: Who answered when the profile was made; empty: whoever does.
    """

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
        self._tracker = base_url.rstrip("/").rpartition("/")[2]
        self._me = ""
        self._vocabulary = Vocabulary(lambda: read_terms(self._rest))
        self._people: set[str] = set()
        """Whoever the last complete pull has listed."""
        self._others: dict[str, RemoteRow] = {}
        """Whoever else is named, told each time: nobody tells whether an answer was stored."""
        self._queues: set[str] = set()
        """Those that were told of since the start."""
        editing = Editing(self._rest, self._vocabulary)
        self._writing = Writing(self._rest, self._vocabulary, editing, self._held, self._own_number)
        self._finding = Finding(
            self._rest, self._vocabulary, self._writing, self._own_number, CAPS.settle_s
        )

    @property
    def caps(self) -> Caps:
        """What Roundup can do."""
        return CAPS

    async def session(self) -> SessionInfo:
        """Ask who we are and what there is to choose from.

        Roundup has no name for itself, so the birth of our account there is taken.
        """
        me = await self._rest.me()
        self._me = me.id
        instance = f"roundup:{me.id}:{me.created}"
        self._meet(instance)
        terms = await self._vocabulary.refresh()
        queues = dict.fromkeys([*(one.id for one in terms.queues), NO_QUEUE], "work")
        return SessionInfo(
            instance=instance,
            epoch=instance,
            person_id=ServerId(me.id),
            login=me.login,
            name=me.name,
            role="agent",
            rights_rev=crc32(repr(sorted(queues)).encode()),
            queues=queues,
            server_time=moment_text(self._rest.moment),
            max_upload_bytes=MOST_BYTES,
            known_since="",
            words=terms.words(),
        )

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        """Give one page: queues first, then people, then issues from the newest on."""
        if not page:
            self._people.clear()
            self._others.clear()
            terms = await self._vocabulary.terms()
            cursor = to_text(await here(self._rest, terms.schema))
            rows = tuple(queue_rows(terms, self._tracker))
            self._queues.update(row.server_id for row in rows)
            top = await highest(self._rest)
            return SnapshotPage(rows, place_text(_Progress(cursor, top, top + 1)), cursor, 0, top)
        place = read_place(page, _Progress)
        if place.had_people:
            return await self._issues_page(scope, place)
        rows = tuple(await people(self._rest))
        self._people.update(row.server_id for row in rows)
        after_them = place_text(replace(place, had_people=True))
        return SnapshotPage(rows, after_them, place.cursor, 0, place.top)

    async def changes(
        self,
        scope: Scope,
        cursor: str,
        wait_s: float,  # noqa: ARG002 - the port's signature
    ) -> ChangesPage:
        """Give what happened after ``cursor``; Roundup answers at once, whatever came."""
        place = place_in(cursor)
        schema = (await self._vocabulary.terms()).schema
        found = await news(self._rest, schema, place)
        if not (found.issues or found.again or found.lost):
            if found.calm is not place.calm:
                cursor = to_text(replace(place, calm=found.calm))
            return ChangesPage((), cursor, more=False)
        rows, read = await self._told(scope, place, found)
        gone = {row.server_id for row in found.lost}
        then = after(place, found, read, gone, self._rest.now_s)
        return ChangesPage((*found.lost, *rows), to_text(then), more=found.more)

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        """Give one record; what is not to be had is a row that says so."""
        if kind not in {"ticket", "entry", "attachment", "person", "queue"}:
            raise RefusedError("This desk has no such records", kind)
        if kind == "queue":
            rows = queue_rows(await self._vocabulary.refresh(), self._tracker)
            found = [row for row in rows if row.server_id == server_id]
            return found[0] if found else lost_row(kind, server_id, 404)
        if not number(server_id):
            return lost_row(kind, server_id, 404)
        if kind == "person":
            person = await people(self._rest, [server_id])
            return person[0] if person else lost_row(kind, server_id, 404)
        if kind == "entry":
            return await single_entry(self._rest, server_id)
        if kind == "attachment":
            return await single_file(self._rest, server_id, self._instance)
        return await row_of(self._rest, await self._vocabulary.terms(), server_id)

    async def thread(self, ticket: ServerId) -> Sequence[RemoteRow]:
        """Give all entries and files of one issue."""
        if not number(ticket):
            return ()
        found, _ = await read_wholes(self._rest, self._vocabulary, [ticket], self._instance)
        return [row for one in found for row in one.parts]

    async def ids(self, scope: Scope) -> AsyncIterator[Sequence[tuple[str, ServerId, int]]]:
        """Stream the issues of the scope; a list tells too little for their versions."""
        schema = (await self._vocabulary.terms()).schema
        is_kept_here = await self._keeper(scope)
        async for some in walk_issues(self._rest, schema):
            yield [("ticket", ServerId(one.id), 0) for one in some if is_kept_here(one)]

    async def size(self, scope: Scope) -> SizeEstimate:
        """Estimate what keeping the scope costs; what is in two choices of it counts twice."""
        choices: list[list[tuple[str, str]]] = [[]]
        queue = (await self._vocabulary.terms()).schema.queue
        if scope.queues is not None and queue is not None:
            wanted = ",".join("-1" if one == NO_QUEUE else one for one in scope.queues)
            me = await self._own_number()
            choices = [[("assignedto", me)], [("nosy", me)]] if scope.mine else []
            choices += [[(queue.name, wanted)]] if wanted else []
        total = sum([await self._rest.count(ISSUE, one) for one in choices])
        return SizeEstimate(total, total * 5, total * 5 * _ENTRY_BYTES)

    async def download(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        """Stream a file's bytes from ``offset`` on; it comes whole, and the start is left out."""
        place = number_in(sha256, self._instance)
        if place is None:
            raise RefusedError("The desk does not have this file", "It is known here alone.")
        async for chunk in self._rest.download(str(place), offset):
            yield chunk

    async def prepare(self, op: Operation) -> Prepared:
        """Fetch what lets ``op`` arrive only once."""
        return await self._finding.prepare(op)

    async def push(
        self,
        ops: Sequence[Operation],
        client_id: str,  # noqa: ARG002 - the port's signature
        turn: int = 0,  # noqa: ARG002 - the port's signature
    ) -> Sequence[Verdict]:
        """Send operations; a message goes with its files, a ticket with its first message."""
        verdicts = await self._writing.push(ops)
        self._finding.note(ops, verdicts)
        return verdicts

    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        """Look whether operations took effect, and finish what was begun."""
        return await self._finding.find(ops)

    # --- pages ----------------------------------------------------------------------------------

    async def _issues_page(self, scope: Scope, place: "_Progress") -> SnapshotPage:
        """Give issues with numbers below the last page's; what comes meanwhile, the feed tells."""
        start = max(1, place.before - _PULLED_AT_ONCE * LINES)
        keeper = await self._keeper(scope)
        some = [
            [str(one) for one in range(first, min(first + _PULLED_AT_ONCE, place.before))]
            for first in range(start, place.before, _PULLED_AT_ONCE)
        ]
        # Each by itself: while one asks for messages, the other one looks which there are.
        read = await together(
            [read_wholes(self._rest, self._vocabulary, one, self._instance, keeper) for one in some]
        )
        rows = [row for found, _ in read for one in found for row in (one.ticket, *one.parts)]
        bad = [one for _, more in read for one in more]
        rows = [*await self._first_named(rows), *rows]
        page = place_text(replace(place, before=start)) if start > 1 else ""
        done = place.top + 1 - start
        return SnapshotPage(tuple(rows), page, place.cursor, done, place.top, tuple(bad))

    async def _told(
        self, scope: Scope, place: Place, found: News
    ) -> tuple[Sequence[RemoteRow], Mapping[str, Told]]:
        """Read what the feed has found; gives what was told of each issue too."""
        is_kept_here = await self._keeper(scope)
        told = {one.id: Told(one.second) for one in found.issues}
        wanted = [one.id for one in found.issues if is_kept_here(one)]
        rows = [_left(one.id) for one in found.issues if one.id not in wanted]
        schema = (await self._vocabulary.terms()).schema
        items = await read_issues(self._rest, schema, [*wanted, *found.again])
        now = self._rest.now_s
        terms = await self._vocabulary.knowing(items.values())
        talked = {
            name: one
            for name, one in items.items()
            if name not in place.told or place.told[name].parts != parts_of(one)
        }
        parts = await read_parts(self._rest, talked.values())
        for name, item in items.items():
            if not is_kept_here(listed(item, terms.schema)):
                rows.append(_left(name))
                continue
            one = whole(item, parts, terms, now, self._instance)
            before = place.told.get(name, Told(0))
            state = digest_of(item)
            ver = version(one.second, now, before.ver if before.state != state else 0)
            told[name] = Told(one.second, ver, state, parts_of(item))
            rows += [issue_row(item, terms, ver), *(one.parts if name in talked else ())]
        return [*await self._first_named(rows), *rows], told

    async def _first_named(self, rows: Sequence[RemoteRow]) -> Sequence[RemoteRow]:
        """Read the people and queues that are named for the first time."""
        docs = [row.doc for row in rows if row.doc is not None]
        named: list[RemoteRow] = []
        queues = {str(doc["queue"]) for doc in docs if doc.get("queue")}
        if queues - self._queues:
            named += queue_rows(await self._vocabulary.terms(), self._tracker)
            self._queues |= queues
        others = people_in(docs) - self._people
        if fresh := others - self._others.keys():
            found = await people(self._rest, fresh)
            self._others.update({str(row.server_id): row for row in found})
        return [*named, *(row for name, row in self._others.items() if name in others)]

    async def _keeper(self, scope: Scope) -> Callable[[Listed], bool]:
        """Make what tells whether an issue belongs to what is kept here."""
        known = phases((await self._vocabulary.terms()).statuses)
        me, now = await self._own_number(), self._rest.now_s
        return lambda one: is_kept(scope, me, now, known, one)

    async def _own_number(self) -> str:
        if not self._me:
            self._me = (await self._rest.me()).id
        return self._me


class _Progress(Struct, frozen=True):
    """How far a first pull has come."""

    cursor: str
    """Where the feed stood when it began."""
    top: int
    """The highest number of an issue then."""
    before: int
    """Issues with smaller numbers are still to come."""
    had_people: bool = False


def _left(issue: str) -> RemoteRow:
    return RemoteRow("ticket", ServerId(issue), 0, 0, RowKind.LEFT_SCOPE)
