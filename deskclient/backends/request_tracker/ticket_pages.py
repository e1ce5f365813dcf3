"""Pages of a first pull, each begun before it is asked for, so that the desk is never idle."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.port import RemoteRow
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.fields_of_many import WITHOUT, CustomFieldsOfMany
from deskclient.backends.request_tracker.links import is_linked
from deskclient.backends.request_tracker.mapping import number
from deskclient.backends.request_tracker.parts import Said
from deskclient.backends.request_tracker.reading import (
    Whole,
    find_tickets,
    one_of,
    rows_from,
    wholes,
    with_history,
    words_of,
)
from deskclient.backends.request_tracker.rest import PAGE, Rest


class Part(Struct, frozen=True):
    """Which page of which pull."""

    pull: str
    """Where the feed stood when the pull began."""
    sql: str
    """The tickets of the pull."""
    before: int
    """Those with smaller numbers; 0 for the newest."""


class TicketPage(Struct, frozen=True):
    """Tickets with all that belongs to them, the newest first."""

    rows: Sequence[RemoteRow]
    tickets: int
    last: int
    """The smallest number, after which the next page goes on; 0 if there is none."""
    total: int
    """Tickets of the pull; 0 if the desk does not count them for us."""


class TicketPages:
    """Reads a page, and meanwhile begins the one after it; at most that one is ahead.

    Args:
        rest: Makes the calls.
        login: Tells who we are.
    """

    def __init__(self, rest: Rest, login: Callable[[], Awaitable[str]]) -> None:
        self._rest = rest
        self._login = login
        self._begun: dict[Part, _Begun] = {}
        self._fields: CustomFieldsOfMany | None = None

    async def page(self, part: Part, desk: str) -> TicketPage:
        """Give a page.

        Args:
            part: Which one.
            desk: What tells this desk apart from others; for the names of files.
        """
        if part not in self._begun:
            await self.drop()
        try:
            begun = self.begin(part)
            listed = await begun.listed
            last = number(listed.items[-1].id) if len(listed.items) == PAGE else 0
            if last:
                self.begin(Part(part.pull, part.sql, last))
            some, said = await begun.read
        except BaseException:
            # What is ahead was asked over the same line, or for somebody who does not wait.
            await self.drop()
            raise
        del self._begun[part]
        rows = rows_from(some, said, desk)
        return TicketPage(rows, len(listed.items), last, listed.total or 0)

    async def drop(self) -> None:
        """Forget what is ahead."""
        begun, self._begun, self._fields = tuple(self._begun.values()), {}, None
        tasks = [task for one in begun for task in (one.listed, one.read)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def begin(self, part: Part) -> "_Begun":
        """Begin to read a page that will be asked for."""
        if part not in self._begun:
            older = f"{part.sql} AND id < {part.before}" if part.before else part.sql
            listed = asyncio.ensure_future(
                find_tickets(self._rest, older, newest_first=True, fields=WITHOUT)
            )
            read = asyncio.ensure_future(self._read(listed))
            for one in (listed, read):
                one.add_done_callback(_note_failure)
            self._begun[part] = _Begun(listed, read)
        return self._begun[part]

    async def _read(self, listing: "asyncio.Future[wire.Tickets]") -> tuple[Sequence[Whole], Said]:
        tickets = (await listing).items
        (told, said), filled = await asyncio.gather(self._told(tickets), self._filled(tickets))
        linked = {number(one.ticket.id): one.ticket.links for one in told}
        whole = [replace(one, links=linked[number(one.id)]) for one in filled]
        return with_history(whole, {number(one.ticket.id): one.transactions for one in told}), said

    async def _told(self, tickets: Sequence[wire.Ticket]) -> tuple[Sequence[Whole], Said]:
        some = await wholes(self._rest, tickets)
        linked, said = await asyncio.gather(self._linked(some), words_of(self._rest, some))
        return linked, said

    async def _linked(self, some: Sequence[Whole]) -> Sequence[Whole]:
        """Ask those for their links that were ever linked: RT lists much else with them."""
        ever = [number(one.ticket.id) for one in some if is_linked(one.transactions)]
        if not ever:
            return some
        page = await find_tickets(self._rest, one_of("id", ever), fields="_hyperlinks")
        links = {number(one.id): one.links for one in page.items}
        return [
            replace(one, ticket=replace(one.ticket, links=links.get(number(one.ticket.id), [])))
            for one in some
        ]

    async def _filled(self, tickets: Sequence[wire.Ticket]) -> Sequence[wire.Ticket]:
        if self._fields is None:
            self._fields = CustomFieldsOfMany(self._rest, await self._login())
        return await self._fields.filled(tickets)


class _Begun(Struct, frozen=True):
    """A page on its way: its tickets, then all that belongs to them."""

    listed: "asyncio.Future[wire.Tickets]"
    read: "asyncio.Future[tuple[Sequence[Whole], Said]]"


def _note_failure(task: "asyncio.Future[Any]") -> None:
    """Take the failure of what was begun ahead: told when that page is asked for, or never."""
    if not task.cancelled():
        task.exception()
