"""Searches of Request Tracker that lead to whole tickets with what was said in them.

Nothing is paged by offset over an order that moves: each page asks for what lies beyond the last
number of the page before.
"""

import asyncio
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.mapping import (
    SPOKEN,
    custom_names,
    entry_row,
    file_row,
    groups_named,
    latest,
    merged_row,
    number,
    person_ref,
    ticket_row,
    transaction_of,
)
from deskclient.backends.request_tracker.parts import Said, said_in
from deskclient.backends.request_tracker.rest import PAGE, Rest
from deskclient.backends.strict_json import broken_answer, decode
from deskclient.domain.ids import ServerId

EVENTS = "ObjectType='RT::Ticket' AND Type != 'EmailRecord' AND Type != 'CommentEmailRecord'"
"""What RT notes of its mails is no news, and hidden from most, which would thin the pages out."""
_FILE_MOST = 128 << 20


class Whole(Struct, frozen=True):
    """A ticket with its history, or with what is new of it."""

    ticket: wire.Ticket
    transactions: tuple[wire.Transaction, ...]


async def find_tickets(
    rest: Rest,
    sql: str,
    most: int = PAGE,
    *,
    newest_first: bool = False,
    fields: str = wire.TICKET_FIELDS,
) -> wire.Tickets:
    """Give the first page of a search, by number."""
    query = {
        "query": sql,
        "orderby": "id",
        "order": "DESC" if newest_first else "ASC",
        "per_page": str(most),
        "fields": fields,
    }
    page = decode(await rest.get("/tickets", query), wire.Tickets)
    return replace(page, items=[wire.typed(one, rest.fields) for one in page.items])


async def find_transactions(rest: Rest, sql: str) -> Sequence[wire.Transaction]:
    """Give the first page of what happened to tickets, the earliest first."""
    query = {
        "query": f"{EVENTS} AND {sql}",
        "orderby": "id",
        "order": "ASC",
        "per_page": str(PAGE),
        "fields": wire.TRANSACTION_FIELDS,
    }
    return decode(await rest.get("/transactions", query), wire.Transactions).items


async def all_transactions(rest: Rest, sql: str) -> Sequence[wire.Transaction]:
    """Give all of it, page by page."""
    found: list[wire.Transaction] = []
    after = 0
    # A page may be short for what is hidden in it; only an empty one is the last.
    while page := await find_transactions(rest, f"({sql}) AND id > {after}"):
        found += page
        after = number(page[-1].id)
    return found


async def last_transaction(rest: Rest) -> int:
    """Give the number of the newest thing that happened to a ticket we may see; 0 for none."""
    query = {
        "query": f"{EVENTS} AND id > 0",
        "orderby": "id",
        "order": "DESC",
        "per_page": "1",
        "fields": "Type,ObjectId",
    }
    page = decode(await rest.get("/transactions", query), wire.Transactions).items
    return number(page[0].id) if page else 0


async def wholes(rest: Rest, tickets: Sequence[wire.Ticket]) -> Sequence[Whole]:
    """Bring the history of some tickets, in few requests."""
    if not tickets:
        return ()
    told: dict[int, list[wire.Transaction]] = {number(one.id): [] for one in tickets}
    for one in await all_transactions(rest, one_of("ObjectId", told)):
        told.setdefault(number(one.object_id), []).append(one)
    return with_history(tickets, told)


def with_history(
    tickets: Sequence[wire.Ticket], told: Mapping[int, Sequence[wire.Transaction]]
) -> Sequence[Whole]:
    """Put together tickets and what happened to them."""
    return [Whole(one, tuple(told.get(number(one.id), ()))) for one in tickets]


async def rows_of(rest: Rest, some: Sequence[Whole], desk: str) -> Sequence[RemoteRow]:
    """Read tickets with all that belongs to them.

    Args:
        rest: Makes the calls.
        some: The tickets.
        desk: What tells this desk apart from others; for the names of files.
    """
    return rows_from(some, await words_of(rest, some), desk)


async def words_of(rest: Rest, some: Sequence[Whole]) -> Said:
    """Bring what was said in some tickets."""
    events = [one for whole in some for one in whole.transactions if one.type in SPOKEN]
    return await said_in(rest, sorted(number(one.id) for one in events))


def rows_from(some: Sequence[Whole], said: Said, desk: str) -> Sequence[RemoteRow]:
    """Read tickets of which all is known; see :func:`rows_of`."""
    files: dict[int, list[wire.Part]] = {}
    for part in said.files:
        files.setdefault(transaction_of(part), []).append(part)
    rows: list[RemoteRow] = []
    for whole in some:
        rows += groups_named(whole.ticket)
        rows += whole_rows(whole, said.words)
        ticket = number(whole.ticket.id)
        for one in whole.transactions:
            rows += [file_row(part, ticket, desk) for part in files.get(number(one.id), ())]
    return rows


def whole_rows(whole: Whole, words: Mapping[int, wire.Part]) -> Sequence[RemoteRow]:
    """Read one ticket; its version is the number of the last thing that happened to it."""
    ticket = number(whole.ticket.id)
    ver = latest(whole.transactions).get(ticket, 0)
    requesters = [name for one in whole.ticket.requestor if (name := person_ref(one))]
    named = custom_names(whole.ticket)
    entries = [
        entry_row(one, ticket, requesters, words.get(number(one.id)), named)
        for one in whole.transactions
    ]
    return [ticket_row(whole.ticket, ver), *(one for one in entries if one is not None)]


async def lost_row(rest: Rest, ticket: int, ver: int) -> RemoteRow | None:
    """Say what became of a ticket that no search finds; ``None`` if a search must have erred."""
    path = f"/ticket/{ticket}"
    response = await rest.send("GET", path, also=frozenset({403, 404}))
    server_id = ServerId(str(ticket))
    if response.status == 403:
        return RemoteRow("ticket", server_id, 0, 0, RowKind.LEFT_SCOPE)
    if response.status == 404:
        return RemoteRow("ticket", server_id, ver, ver, RowKind.TOMBSTONE)
    found = decode(response.body, wire.Ticket)
    if number(found.id) != ticket:
        return merged_row(ticket, number(found.id), ver)
    if found.status == "deleted":
        return RemoteRow("ticket", server_id, ver, ver, RowKind.TOMBSTONE)
    return None


async def find_by_number(rest: Rest, tickets: Iterable[int]) -> Sequence[wire.Ticket]:
    """Give those of some tickets that a search finds: not merged, not deleted, to be seen."""
    wanted = sorted(set(tickets))
    found: list[wire.Ticket] = []
    for start in range(0, len(wanted), PAGE):
        sql = one_of("id", wanted[start : start + PAGE])
        found += (await find_tickets(rest, sql)).items
    return found


async def file_content(rest: Rest, part: int) -> bytes:
    """Fetch the bytes of a file; they come in base64 within JSON, whole.

    Raises:
        RefusedError: it is gone, or not to be seen.
        ServerError: what came is no file.
    """
    body = await rest.get(f"/attachment/{part}", max_bytes=_FILE_MOST)
    return await asyncio.to_thread(_bytes_in, body)


def _bytes_in(body: bytes) -> bytes:
    try:
        return b64decode(decode(body, wire.Part).content or "", validate=False)
    except ValueError as error:
        raise broken_answer("a file is not in base64") from error


def one_of(name: str, numbers: Iterable[int]) -> str:
    """Write that a number is one of some."""
    return " OR ".join(f"{name} = {one}" for one in numbers)
