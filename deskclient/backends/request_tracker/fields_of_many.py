"""The custom fields of many tickets, without asking each ticket for each field.

RT 5.0.3 looks for every field of every ticket by itself, empty or not: with 18 fields that takes
five times as long as all else of the ticket. A search tells which tickets have any; only these are
asked.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.mapping import number
from deskclient.backends.request_tracker.reading import find_tickets, one_of
from deskclient.backends.request_tracker.rest import Rest

_NAME = "CustomFields"
_COSTLY = {_NAME, "_hyperlinks"}
WITHOUT = ",".join(one for one in wire.TICKET_FIELDS.split(",") if one not in _COSTLY)
"""All fields of tickets that cost little."""
_JOINED_MOST = 40
"""Custom fields in one search: each is a table more in it, and databases take some sixty."""
_Alike = tuple[str, tuple[bool, ...], tuple[str, ...]]
_Fields = list[wire.CustomValues]


class CustomFieldsOfMany:
    """Fills in what searches without custom fields have left out; for one pull, for one person.

    Args:
        rest: Makes the calls.
        login: Who we are. A field may be shown to the owner of a ticket alone, so that tickets to
            which we stand in different ways are taken for different.
    """

    def __init__(self, rest: Rest, login: str) -> None:
        self._rest = rest
        self._login = login
        self._known: dict[_Alike, _Fields] = {}
        """The fields of tickets that are alike, without values."""

    async def filled(self, tickets: Sequence[wire.Ticket]) -> Sequence[wire.Ticket]:
        """Give at most a page of tickets, in their order, as if each had been asked."""
        found = await self._samples(tickets)
        left = [one for one in tickets if number(one.id) not in found]
        strange = [number(one.id) for one in left if self._alike(one) not in self._known]
        if strange:
            found |= await self._asked(one_of("id", strange))
        alike = [one for one in left if self._alike(one) in self._known]
        names = {str(field.id) for one in alike for field in self._known[self._alike(one)]}
        these = one_of("id", [number(one.id) for one in alike])
        for some in _portions(sorted(names)):
            have = " OR ".join(f"CF.{{{name}}} IS NOT NULL" for name in some)
            found |= await self._asked(f"({these}) AND ({have})")
        return [self._with_fields(one, found) for one in tickets]

    def _with_fields(self, ticket: wire.Ticket, found: Mapping[int, _Fields]) -> wire.Ticket:
        empty = self._known.get(self._alike(ticket), [])
        return replace(ticket, custom_fields=found.get(number(ticket.id), empty))

    async def _samples(self, tickets: Sequence[wire.Ticket]) -> dict[int, _Fields]:
        """Ask one ticket of each sort that was not met before."""
        wanted = {self._alike(one): number(one.id) for one in tickets}
        wanted = {alike: one for alike, one in wanted.items() if alike not in self._known}
        if not wanted:
            return {}
        found = await self._asked(one_of("id", wanted.values()))
        for alike, one in wanted.items():
            # One that was merged or deleted just now tells nothing.
            if one in found:
                self._known[alike] = [replace(field, values=[]) for field in found[one]]
        return found

    async def _asked(self, sql: str) -> dict[int, _Fields]:
        page = await find_tickets(self._rest, sql, fields=_NAME)
        return {number(one.id): _fields_of(one) for one in page.items}

    def _alike(self, ticket: wire.Ticket) -> _Alike:
        lists = ([ticket.owner], ticket.requestor, ticket.cc, ticket.admin_cc)
        we = tuple(any(str(one.id) == self._login for one in some) for some in lists)
        groups = {str(one.id) for some in lists for one in some if one.type == "group"}
        return str(ticket.queue.id), we, tuple(sorted(groups))


def _fields_of(ticket: wire.Ticket) -> _Fields:
    return [] if isinstance(ticket.custom_fields, str) else ticket.custom_fields


def _portions(names: Sequence[str]) -> Sequence[Sequence[str]]:
    return [names[start : start + _JOINED_MOST] for start in range(0, len(names), _JOINED_MOST)]
