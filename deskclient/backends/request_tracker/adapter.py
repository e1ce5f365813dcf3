"""One Request Tracker, one signed-in person; see :class:`deskclient.backends.port.Adapter`."""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from hashlib import blake2b
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.http import Transport
from deskclient.backends.other_desks.desk import OtherDesk
from deskclient.backends.other_desks.places import place_in, place_text
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
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.editing import Editing
from deskclient.backends.request_tracker.finding import Finding
from deskclient.backends.request_tracker.groups import read_group, read_groups
from deskclient.backends.request_tracker.library import KINDS, Library
from deskclient.backends.request_tracker.links import neighbours
from deskclient.backends.request_tracker.looking import attachment_record, entry_record
from deskclient.backends.request_tracker.mapping import (
    GROUP,
    NOBODY,
    latest,
    number,
    only_by,
    person_row,
    queue_row,
    ticket_row,
)
from deskclient.backends.request_tracker.reading import (
    file_content,
    find_by_number,
    find_tickets,
    find_transactions,
    last_transaction,
    lost_row,
    rows_of,
    wholes,
    with_history,
)
from deskclient.backends.request_tracker.rest import PAGE, Rest
from deskclient.backends.request_tracker.ticket_pages import Part, TicketPages
from deskclient.backends.request_tracker.words import Speech, read_speech
from deskclient.backends.request_tracker.writing import Writing
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import TokenStore
from deskclient.domain.clock import Clock
from deskclient.domain.errors import CursorLostError, RefusedError, SignInError
from deskclient.domain.file_names import number_in
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Operation, Verdict
from deskclient.domain.scope import Scope
from deskclient.domain.times import to_text

CAPS = Caps(
    feed="cursor",
    deletes="tombstone",
    merges="id_mismatch",
    cond_write="etag",
    create_once="marker",
    append_once="witness",
    upload="inline",
    long_poll=False,
    client_ids=False,
    bundles=(
        Carried("entry", by="ticket", when=("type", "message")),
        Carried("attachment", by="entry"),
    ),
    swept=("ticket", *KINDS),
    batch_ops=1,
    max_page=PAGE,
    settle_s=60.0,
)
_UPLOAD_MOST = 1 << 30
"""RT does not tell its limit; it refuses what is beyond it by name."""
_ENTRY_BYTES = 2_000
_TOKEN_FORM = re.compile(r"[0-9]+-([0-9]+)-[0-9a-f]+")
_CHUNK = 256 << 10
_BESIDE = "|"
"""Stands before the moment from which changes of articles and assets are asked for."""
_PATHS: Mapping[str, str] = {"person": "user", "queue": "queue"}
_NUMBERS = ""
"""No fields: RT tells the numbers of tickets alone."""


class RequestTrackerAdapter(OtherDesk):
    """Reads and writes a Request Tracker.

    Args:
        transport: What carries the calls; closed with the adapter.
        base_url: Address of the desk's web pages, without a slash at its end.
        tokens: Where the person's token, or name and password, are kept.
        clock: Our time.
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
        self._clock = clock
        self._login = ""
        self._speech: Speech | None = None
        self._tickets = TicketPages(self._rest, self._own_login)
        self._library = Library(self._rest, clock)
        editing = Editing(self._rest, self._own_login)
        self._writing = Writing(self._rest, editing, self._held)
        self._finding = Finding(self._rest, self._writing, editing, self._own_login, CAPS.settle_s)

    @property
    def caps(self) -> Caps:
        """What Request Tracker can do."""
        return CAPS

    async def session(self) -> SessionInfo:
        """Ask who we are; RT has no name for itself, so the birth of our account there is taken."""
        me = await self._me()
        self._login = me.name
        instance = f"rt:{me.id}:{me.created or ''}"
        self._meet(instance)
        queues = await self._queues()
        if self._speech is None:
            # Once in a run: it takes as many requests as the desk has queues and fields.
            self._speech = await read_speech(self._rest, queues, me.timezone or "")
        now = self._rest.desk_time or self._clock.now()
        return SessionInfo(
            instance=instance,
            epoch=instance,
            person_id=ServerId(me.name),
            login=me.name,
            name=me.real_name or me.name,
            role="agent",
            rights_rev=0,
            queues={str(one.id): "work" for one in queues},
            words=self._speech.words,
            server_time=to_text(now),
            max_upload_bytes=_UPLOAD_MOST,
            known_since="",
        )

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        """Give one page: queues, people, tickets from the newest on, then what is looked up."""
        if not page:
            feed = await self._here()
            cursor = f"{feed}{_BESIDE}{self._library.place()}"
            self._library.begin()
            rows = tuple(queue_row(one) for one in await self._queues())
            return SnapshotPage(rows, place_text(_Place(cursor, people=1)), cursor, 0, 0)
        place = place_in(page, _Place)
        if place.people:
            self._tickets.begin(Part(place.cursor, _condition(scope), 0))
            return await self._people_page(place)
        if place.shelf:
            return await self._shelf_page(place)
        return await self._tickets_page(scope, place)

    async def changes(
        self,
        scope: Scope,
        cursor: str,
        wait_s: float,  # noqa: ARG002 - the port's signature
    ) -> ChangesPage:
        """Give what happened after ``cursor``; RT answers at once, whatever came."""
        feed, _, looked = cursor.partition(_BESIDE)
        page = await self._ticket_changes(scope, feed)
        rows = page.rows
        if not rows and not page.more and self._library.is_due():
            here = self._library.place()
            rows, looked = tuple(await self._library.news(looked)), here
        return replace(page, rows=rows, cursor=f"{page.cursor}{_BESIDE}{looked}")

    async def _ticket_changes(self, scope: Scope, cursor: str) -> ChangesPage:
        since = number(cursor.partition(":")[0])
        if since and not cursor.endswith(self._forms()):
            # What is here was read in other forms: fields have come, or shown their types.
            raise CursorLostError("expired")
        found = await find_transactions(self._rest, f"id >= {since}")
        if since:
            await self._check_place(cursor, found[0] if found else None)
            found = [one for one in found if number(one.id) > since]
        if not found:
            return ChangesPage((), cursor, more=False)
        touched = latest(found)
        tickets = await find_by_number(self._rest, touched)
        seen = {number(one.id) for one in tickets}
        near = _beside_merged(found, tickets) - seen - touched.keys()
        tickets = [*tickets, *await find_by_number(self._rest, near)]
        rows: list[RemoteRow] = []
        for ticket in sorted(set(touched) - seen):
            row = await lost_row(self._rest, ticket, touched[ticket])
            rows += [] if row is None else [row]
        kept = [one for one in tickets if await self._is_kept(scope, one)]
        arrived = [
            one for one in kept if number(one.id) in near or _may_be_new_here(found, number(one.id))
        ]
        rows += [_left(one) for one in tickets if one not in kept]
        told: dict[int, list[wire.Transaction]] = {}
        for one in found:
            told.setdefault(number(one.object_id), []).append(one)
        known = with_history([one for one in kept if one not in arrived], told)
        some = [*known, *await wholes(self._rest, arrived)]
        own = only_by(found, await self._own_login())
        for row in await rows_of(self._rest, some, self._instance):
            is_own = row.kind == "ticket" and number(row.server_id) in own
            rows.append(replace(row, own=is_own))
        return ChangesPage(tuple(rows), self._cursor_at(found[-1]), more=len(found) >= PAGE - 1)

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        """Give one record; what is not to be had is a row that says so."""
        if kind == "ticket":
            return await self._ticket(number(server_id))
        if kind == "entry":
            return await entry_record(self._rest, server_id)
        if kind == "attachment":
            return await attachment_record(self._rest, server_id, self._instance)
        if kind in KINDS:
            return await self._library.record(kind, server_id)
        if kind not in _PATHS:
            raise RefusedError("This desk has no such records", kind)
        return await self._named(kind, server_id)

    async def _named(self, kind: str, server_id: ServerId) -> RemoteRow:
        if kind == "person" and server_id.startswith(GROUP):
            return await read_group(self._rest, server_id)
        also = frozenset({403, 404})
        path = f"/{_PATHS[kind]}/{quote(server_id, safe='')}"
        response = await self._rest.send("GET", path, also=also)
        if response.status in also:
            what = RowKind.LEFT_SCOPE if response.status == 403 else RowKind.TOMBSTONE
            return RemoteRow(kind, server_id, 0, 0, what)
        if kind == "queue":
            return queue_row(decode(response.body, wire.Queue))
        return person_row(decode(response.body, wire.User), self._login)

    async def thread(self, ticket: ServerId) -> Sequence[RemoteRow]:
        """Give all entries of one ticket."""
        found = await find_by_number(self._rest, [number(ticket)])
        some = await wholes(self._rest, found)
        rows = await rows_of(self._rest, some, self._instance)
        return [row for row in rows if row.kind in {"entry", "attachment"}]

    async def ids(self, scope: Scope) -> AsyncIterator[Sequence[tuple[str, ServerId, int]]]:
        """Stream the tickets of the scope, the earliest first, then what is looked up.

        Lists do not tell versions.
        """
        after = 0
        while True:
            sql = f"{_condition(scope)} AND id > {after}"
            page = await find_tickets(self._rest, sql, fields=_NUMBERS)
            if not page.items:
                break
            yield [("ticket", ServerId(str(one.id)), 0) for one in page.items]
            after = number(page.items[-1].id)
        for kind in KINDS:
            async for some in self._library.numbers(kind):
                yield [(kind, one, 0) for one in some]

    async def size(self, scope: Scope) -> SizeEstimate:
        """Estimate what keeping the scope costs; RT counts tickets and nothing else."""
        page = await find_tickets(self._rest, _condition(scope), 1, fields=_NUMBERS)
        total = page.total or 0
        return SizeEstimate(total, total * 5, total * 5 * _ENTRY_BYTES)

    async def download(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        """Stream a file's bytes from ``offset`` on; RT sends it whole, so that is what is asked."""
        place = number_in(sha256, self._instance)
        if place is None:
            raise RefusedError("The desk does not have this file", "It is known here alone.")
        content = await file_content(self._rest, place)
        for start in range(offset, len(content), _CHUNK):
            yield content[start : start + _CHUNK]

    async def prepare(self, op: Operation) -> Prepared:
        """Note what the desk had before ``op``."""
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
        """Look in the history whether operations took effect."""
        return await self._finding.find(ops)

    @override
    async def close(self) -> None:
        """Close connections, and forget what was fetched ahead."""
        await self._tickets.drop()
        await super().close()

    # --- pages ----------------------------------------------------------------------------------

    async def _people_page(self, place: "_Place") -> SnapshotPage:
        # Accounts are numbered as they come and never taken away: pages by place lose none.
        query = {
            "query": json.dumps([{"field": "id", "operator": ">", "value": "0"}]),
            "orderby": "id",
            "per_page": str(PAGE),
            "page": str(place.people),
            "fields": wire.USER_FIELDS,
        }
        found = decode(await self._rest.get("/users", query), wire.Users).items
        rows = [person_row(one, self._login) for one in found if one.name != NOBODY]
        after = replace(place, people=place.people + 1 if len(found) == PAGE else 0)
        if not after.people:
            rows += await read_groups(self._rest)
        return SnapshotPage(tuple(rows), place_text(after), place.cursor, 0, 0)

    async def _tickets_page(self, scope: Scope, place: "_Place") -> SnapshotPage:
        sql = _condition(scope)
        page = await self._tickets.page(Part(place.cursor, sql, place.before), self._instance)
        done = place.done + page.tickets
        total = place.total if place.before else page.total
        after = replace(place, before=page.last, done=done, total=total)
        if not page.last:
            after = replace(after, shelf=KINDS[0])
        return SnapshotPage(tuple(page.rows), place_text(after), place.cursor, done, total)

    async def _shelf_page(self, place: "_Place") -> SnapshotPage:
        page = await self._library.page(place.shelf, place.shelved)
        further = KINDS[KINDS.index(place.shelf) + 1 :]
        after = ""
        if page.last:
            after = place_text(replace(place, shelved=page.last))
        elif further:
            after = place_text(replace(place, shelf=further[0], shelved=0))
        return SnapshotPage(tuple(page.rows), after, place.cursor, place.done, place.total)

    async def _is_kept(self, scope: Scope, ticket: wire.Ticket) -> bool:
        if scope.queues is None or str(ticket.queue.id) in scope.queues:
            return True
        return scope.mine and str(ticket.owner.id) == await self._own_login()

    async def _own_login(self) -> str:
        if not self._login:
            self._login = (await self._me()).name
        return self._login

    # --- single records -------------------------------------------------------------------------

    async def _me(self) -> wire.User:
        tokens = await self._rest.calls.proof()
        name = tokens.access
        if tokens.device:
            # A token names its owner: 1-29-5fe3 is of the account 29.
            owner = _TOKEN_FORM.fullmatch(name)
            if owner is None:
                raise SignInError(
                    "The sign-in was refused",
                    "This is no token of Request Tracker.",
                    "Make a token on the page for it, and copy all of it.",
                )
            name = owner[1]
        return decode(await self._rest.get(f"/user/{quote(name, safe='')}"), wire.User)

    async def _queues(self) -> Sequence[wire.Queue]:
        found: list[wire.Queue] = []
        page = 1
        while True:
            query = {
                "per_page": str(PAGE),
                "page": str(page),
                "orderby": "id",
                "fields": wire.QUEUE_FIELDS,
            }
            items = decode(await self._rest.get("/queues/all", query), wire.Queues).items
            found += items
            if len(items) < PAGE:
                return found
            page += 1

    async def _ticket(self, ticket: int) -> RemoteRow:
        found = await find_by_number(self._rest, [ticket])
        some = await wholes(self._rest, found)
        if some:
            return ticket_row(some[0].ticket, latest(some[0].transactions).get(ticket, 0))
        row = await lost_row(self._rest, ticket, 0)
        return row or RemoteRow("ticket", ServerId(str(ticket)), 0, 0, RowKind.LEFT_SCOPE)

    # --- the place in the feed --------------------------------------------------------------------

    async def _here(self) -> str:
        newest = await last_transaction(self._rest)
        found = await find_transactions(self._rest, f"id = {newest}") if newest else ()
        return self._cursor_at(found[0]) if found else "0"

    def _cursor_at(self, transaction: wire.Transaction) -> str:
        """Name a place in the feed so that another event under the same number is told apart."""
        text = f"{transaction.type}\0{transaction.object_id}\0{transaction.created}"
        return f"{transaction.id}:{_short(text)}{self._forms()}"

    def _forms(self) -> str:
        """Name the forms in which custom fields are read."""
        forms = [(one.id, one.type, one.many) for one in self._rest.fields.values()]
        return f":{_short(repr(sorted(forms)))}"

    async def _check_place(self, cursor: str, found: wire.Transaction | None) -> None:
        """See that what the cursor names is still there, if only hidden from us by now.

        Raises:
            CursorLostError: it never happened: the desk was restored.
        """
        since = number(cursor.partition(":")[0])
        if found is None or number(found.id) != since:
            # For one that never was, RT fails with 500; the question after it shows that it works.
            also = frozenset({403, 404, 500})
            answer = await self._rest.send("GET", f"/transaction/{since}", also=also)
            if answer.status != 403:
                # One that can be read but is not listed is of something else than a ticket.
                await last_transaction(self._rest)
                raise CursorLostError("epoch")
        elif self._cursor_at(found) != cursor:
            raise CursorLostError("epoch")


class _Place(Struct, frozen=True):
    """How far a first pull has come."""

    cursor: str
    """Where the feed stood when it began."""
    people: int = 0
    """The page of people that comes next; 0: all came."""
    before: int = 0
    """Tickets with smaller numbers are still to come; 0: none came."""
    done: int = 0
    total: int = 0
    shelf: str = ""
    """The kind of what is looked up that comes next; empty: tickets are still to come."""
    shelved: int = 0
    """Of that kind, those with greater numbers are still to come."""


def _short(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _condition(scope: Scope) -> str:
    """Write a scope as TicketSQL.

    Days are not asked for: RT reads moments in the person's time zone, and what is kept is not
    told apart by an hour.
    """
    if scope.queues is None:
        return "id > 0"
    choices = [f"Queue = {number(one)}" for one in scope.queues]
    choices += ["Owner = '__CurrentUser__'"] if scope.mine else []
    return f"({' OR '.join(choices)})" if choices else "id < 0"


def _may_be_new_here(events: Sequence[wire.Transaction], ticket: int) -> bool:
    """Tell whether a ticket may have come into what is kept or seen: then its past is fetched."""
    bringing = {"Queue", "Owner", "MergedInto"}
    return any(
        one.field_name in bringing or one.old_value == "deleted"
        for one in events
        if number(one.object_id) == ticket
    )


def _beside_merged(events: Sequence[wire.Transaction], tickets: Sequence[wire.Ticket]) -> set[int]:
    """Number the tickets whose links a merge has moved; RT notes nothing of it in their history."""
    merged = {number(one.object_id) for one in events if one.field_name == "MergedInto"}
    return neighbours([one for one in tickets if number(one.id) in merged])


def _left(ticket: wire.Ticket) -> RemoteRow:
    return RemoteRow("ticket", ServerId(str(ticket.id)), 0, 0, RowKind.LEFT_SCOPE)
