"""One look at a ticket before or after something is written, and what failures mean then."""

import re
from base64 import b64decode
from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.calls import words_in
from deskclient.backends.other_desks.verdicts import by_status, gone, moved
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.mapping import (
    SPOKEN,
    entry_row,
    file_row,
    latest,
    number,
    person_ref,
    ticket_row,
    transaction_of,
)
from deskclient.backends.request_tracker.parts import chosen_words
from deskclient.backends.request_tracker.reading import EVENTS, find_transactions
from deskclient.backends.request_tracker.rest import PAGE, Rest, said
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import ServerError
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Operation, Verdict

_DIGITS = re.compile(r"[0-9]+")


class Seen(Struct, frozen=True):
    """A ticket as it stands."""

    ticket: wire.Ticket
    last: int
    """The number of the last event that we may see."""
    if_match: str
    """The condition under which what is written goes over nothing; empty if the desk has none."""


class Message(Struct, frozen=True):
    """A message as it stands on the desk."""

    row: RemoteRow
    files: tuple[wire.Part, ...]


async def look(rest: Rest, op: Operation, ticket: int) -> Seen | Verdict:
    """Look at a ticket; gives what is to be said of ``op`` if it is not to be had."""
    answer = await rest.send("GET", f"/ticket/{ticket}", also=frozenset({403, 404}))
    if answer.status in {403, 404}:
        return of_answer(op, answer)
    seen = await seen_in(rest, answer)
    if number(seen.ticket.id) != ticket:
        return moved(op, number(seen.ticket.id))
    return gone(op) if seen.ticket.status == "deleted" else seen


def of_answer(op: Operation, answer: HttpResponse) -> Verdict:
    """Read a refusal by its status: 403, 404, or what else RT did not accept."""
    return by_status(op, answer.status, words_in(answer, said))


async def seen_in(rest: Rest, answer: HttpResponse) -> Seen:
    """Read a ticket that was asked for by itself.

    Servers before RT mark the ``ETag`` of what they compress, or leave it out.
    """
    ticket = wire.typed(decode(answer.body, wire.Ticket), rest.fields)
    digits = _DIGITS.search(answer.headers.get("etag", ""))
    if digits is not None:
        return Seen(ticket, number(digits[0]), f'"{digits[0]}"')
    return Seen(ticket, latest(await newest(rest, number(ticket.id))).get(number(ticket.id), 0), "")


async def newest(rest: Rest, ticket: int) -> Sequence[wire.Transaction]:
    """Give the last hundred events of a ticket, or somewhat fewer, the earliest first."""
    query = {
        "query": f"{EVENTS} AND ObjectId = {ticket}",
        "orderby": "id",
        "order": "DESC",
        "per_page": str(PAGE),
        "fields": wire.TRANSACTION_FIELDS,
    }
    found = decode(await rest.get("/transactions", query), wire.Transactions).items
    return sorted(found, key=lambda one: number(one.id))


async def newest_creation(rest: Rest) -> int:
    """Give the number of the event that made the youngest ticket we may see; 0 for none."""
    query = {
        "query": "ObjectType='RT::Ticket' AND Type = 'Create'",
        "orderby": "id",
        "order": "DESC",
        "per_page": "1",
        "fields": "Type,ObjectId",
    }
    found = decode(await rest.get("/transactions", query), wire.Transactions).items
    return number(found[0].id) if found else 0


def row_at(seen: Seen, events: Sequence[wire.Transaction]) -> RemoteRow:
    """Read a ticket whose last events are known."""
    ticket = number(seen.ticket.id)
    return ticket_row(seen.ticket, latest(events).get(ticket, seen.last))


async def message_of(
    rest: Rest, ticket: wire.Ticket, event: wire.Transaction, *, is_small: bool = False
) -> Message | None:
    """Read a message with the names of its files; one that is small comes in one request."""
    parts: Sequence[wire.Part] = ()
    if event.type in SPOKEN:
        fields = f"{wire.PART_FIELDS},Content" if is_small else wire.PART_FIELDS
        query = {"per_page": str(PAGE), "fields": fields}
        path = f"/transaction/{number(event.id)}/attachments"
        parts = decode(await rest.get(path, query), wire.Parts).items
    words = chosen_words(parts).get(number(event.id))
    if words is not None and not is_small:
        path = f"/attachment/{quote(str(words.id), safe='')}"
        words = wire.decoded(decode(await rest.get(path), wire.Part))
    requesters = [name for one in ticket.requestor if (name := person_ref(one))]
    row = entry_row(event, number(ticket.id), requesters, words)
    if row is None:
        return None
    files = tuple(one for one in parts if one.filename)
    return Message(row, files)


async def event_of(rest: Rest, event: int) -> wire.Transaction | None:
    """Give one event; ``None`` if we may not see it."""
    found = await find_transactions(rest, f"id = {event}")
    return found[0] if found else None


async def entry_record(rest: Rest, server_id: ServerId) -> RemoteRow:
    """Give one entry; what is not to be had is a row that says so."""
    hidden = RemoteRow("entry", server_id, 0, 0, RowKind.LEFT_SCOPE)
    event = await event_of(rest, number(server_id))
    if event is None:
        # RT fails with 500 at one that never was; it has just shown that it works.
        path = f"/transaction/{number(server_id)}"
        answer = await rest.send("GET", path, also=frozenset({403, 404, 500}))
        never = RemoteRow("entry", server_id, 0, 0, RowKind.TOMBSTONE)
        return never if answer.status in {404, 500} else hidden
    answer = await rest.send(
        "GET", f"/ticket/{number(event.object_id)}", also=frozenset({403, 404})
    )
    if answer.status in {403, 404}:
        return hidden
    told = await message_of(rest, decode(answer.body, wire.Ticket), event)
    return hidden if told is None else told.row


async def attachment_record(rest: Rest, server_id: ServerId, desk: str) -> RemoteRow:
    """Give one file, with all its bytes behind it: RT tells nothing of a file without them.

    Args:
        rest: Makes the calls.
        server_id: The desk's name of it.
        desk: What tells this desk apart from others.
    """
    hidden = RemoteRow("attachment", server_id, 0, 0, RowKind.LEFT_SCOPE)
    path = f"/attachment/{number(server_id)}"
    answer = await rest.send("GET", path, also=frozenset({403, 404, 500}))
    if answer.status in {404, 500}:
        # RT fails with 500 at one that never was; the next question shows that it works.
        await newest_creation(rest)
        return RemoteRow("attachment", server_id, 0, 0, RowKind.TOMBSTONE)
    if answer.status == 403:
        return hidden
    part = decode(answer.body, wire.Part)
    event = await event_of(rest, transaction_of(part))
    if event is None:
        return hidden
    size = len(b64decode(part.content or ""))
    return file_row(replace(part, content_length=size), number(event.object_id), desk)


async def account_name(rest: Rest, account: str) -> str:
    """Name whoever has the account of this number; the number itself if that cannot be told."""
    not_told = frozenset({403, 404})
    answer = await rest.send("GET", f"/user/{quote(account, safe='')}", also=not_told)
    if answer.status in not_told:
        return account
    return decode(answer.body, wire.User).name or account


def sentences(answer: HttpResponse) -> str:
    """Read what RT says of a change, refused or not."""
    try:
        said = decode(answer.body, list[str])
    except ServerError:
        return ""
    return " ".join(said)
