"""Reads the list and what stands behind it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from deskclient.backends.other_desks.list_place import FIRST, Listed, ListPage
from deskclient.backends.other_desks.reading_versions import state_of
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import ServerError
from deskclient.domain.ids import ServerId
from deskclient.domain.scope import Scope
from deskclient.domain.times import from_text
from tests.fakes.desks.poor import wire
from tests.fakes.desks.poor.rest import Rest

GONE = frozenset({403, 404})
Kept = Callable[[wire.Ticket], Listed]


class Whole(Struct, frozen=True):
    """A ticket with its conversation."""

    row: RemoteRow
    """The ticket, or that it is gone or hidden."""
    ticket: wire.Ticket | None = None
    messages: tuple[wire.Message, ...] = ()

    @property
    def rows(self) -> Sequence[RemoteRow]:
        """Give all of it, the ticket first."""
        more = wire.entry_rows(self.ticket, self.messages) if self.ticket else ()
        return (self.row, *more)


class Reading:
    """Reads for one person; see :class:`deskclient.backends.other_desks.list_feed.Listing`.

    Args:
        rest: Makes the calls.
        listed: Tells what is kept.
    """

    def __init__(self, rest: Rest, listed: Kept) -> None:
        self._rest = rest
        self._listed = listed

    async def page(self, number: int) -> ListPage:
        """Read a page of the list."""
        total, rows = await read_page(self._rest, number)
        return ListPage([_item(one, self._listed) for one in rows], is_last=not rows, total=total)

    async def whole(self, number: int) -> Sequence[RemoteRow]:
        """Read a ticket with its conversation."""
        return (await read_whole(self._rest, number)).rows


async def read_page(rest: Rest, number: int) -> tuple[int, Sequence[msgspec.Raw]]:
    """Read a page; gives how many tickets there are (0 beyond the end), and its rows."""
    read = await rest.get(f"/tickets?page={number}", also=GONE)
    if read.status in GONE:
        return 0, ()
    page = read.body(wire.RawPage)
    return page.count, page.results


async def read_all(rest: Rest) -> tuple[Sequence[wire.Ticket], bool]:
    """Read the whole list, and tell whether that was all: the order moves under the pages."""
    found: dict[int, wire.Ticket] = {}
    number, count = FIRST, 0
    while True:
        total, rows = await read_page(rest, number)
        count = max(count, total)
        fresh = {one.id: one for one in map(_ticket, rows) if one.id not in found}
        if not fresh:
            return tuple(found.values()), len(found) >= count
        found |= fresh
        number += 1


async def read_ticket(rest: Rest, number: int) -> Whole:
    """Read a ticket without its conversation."""
    read = await rest.get(f"/tickets/{number}", also=GONE)
    if read.status in GONE:
        return Whole(lost_row("ticket", str(number), read.status, read.look))
    ticket = read.body(wire.Ticket)
    ver = rest.versions.of(("ticket", number), state_of(ticket), read.look)
    return Whole(wire.ticket_row(ticket, ver), ticket)


async def read_whole(rest: Rest, number: int) -> Whole:
    """Read a ticket with its conversation."""
    found = await read_ticket(rest, number)
    if found.ticket is None:
        return found
    read = await rest.get(f"/tickets/{number}/messages", also=GONE)
    if read.status in GONE:
        return Whole(lost_row("ticket", str(number), read.status, read.look))
    return Whole(found.row, found.ticket, read.body(wire.Messages).messages)


async def queues(rest: Rest) -> Sequence[RemoteRow]:
    """Read all queues."""
    read = await rest.get("/queues")
    return [
        wire.queue_row(one, rest.versions.of(("queue", one.id), state_of(one), read.look))
        for one in read.body(tuple[wire.Queue, ...])
    ]


async def people(rest: Rest) -> Sequence[RemoteRow]:
    """Read all people."""
    read = await rest.get("/people")
    return [
        wire.person_row(one, rest.versions.of(("person", one.login), state_of(one), read.look))
        for one in read.body(tuple[wire.Person, ...])
    ]


def keeper(scope: Scope, me: str, now: datetime) -> Kept:
    """Make what tells which tickets are kept.

    No time of a change is told, so that the age of a closed ticket is taken from its birth; one
    that is here when it is closed stays until the next complete pull.
    """
    oldest = now - timedelta(days=scope.days)

    def listed(ticket: wire.Ticket) -> Listed:
        is_mine = scope.mine and me in {ticket.owner, ticket.requester}
        is_near = scope.queues is None or str(ticket.queue) in scope.queues or is_mine
        is_fresh = not scope.days or ticket.is_open or from_text(ticket.created) >= oldest
        is_kept = is_near and (is_fresh or is_mine)
        return Listed(ticket.id, state_of(ticket), is_kept, may_stay=is_near)

    return listed


def lost_row(kind: str, name: str, status: int, look: int) -> RemoteRow:
    """Tell that a record is gone, or hidden from us."""
    what = RowKind.TOMBSTONE if status == 404 else RowKind.LEFT_SCOPE
    return RemoteRow(kind, ServerId(name), look, look, what)


def number(name: object) -> int:
    """Read a number of the desk; what is none, such as a name of our own, is 0."""
    return int(name) if isinstance(name, str) and name.isascii() and name.isdecimal() else 0


def named_in(rows: Iterable[RemoteRow]) -> set[str]:
    """Give whoever is named."""
    names = ("owner", "requester", "author")
    docs = [row.doc for row in rows if row.doc is not None]
    return {str(doc[name]) for doc in docs for name in names if doc.get(name)}


def _ticket(raw: msgspec.Raw) -> wire.Ticket:
    return decode(bytes(raw), wire.Ticket)


def _item(raw: msgspec.Raw, listed: Kept) -> Listed:
    """Read a row of the list; one that cannot be understood is there all the same."""
    try:
        return listed(_ticket(raw))
    except ServerError:
        return Listed(decode(bytes(raw), wire.Made).id, state_of(bytes(raw)))
