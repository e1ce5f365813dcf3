"""What messages are made of: their words and their files, for many messages at once.

RT answers a request for a hundred parts in the time of five requests for one. Bytes of files do not
come along, except with a message that is asked for alone.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import quote

from msgspec import Struct

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.mapping import is_file, number, transaction_of
from deskclient.backends.request_tracker.rest import PAGE, Rest
from deskclient.backends.strict_json import decode
from deskclient.backends.translate import TooBigError

_TEXT = ("text/plain", "text/html")
_WITH_CONTENT = f"{wire.PART_FIELDS},Content"
_WORDS = "ContentType,Filename,TransactionId,Content"
_BYTES_MOST = 4 << 20
"""What is larger together is asked for in smaller portions."""
_NAMELESS = (("Filename", "IS", "NULL"), ("Filename", "=", ""))
_SPOKEN = (("ContentType", "STARTSWITH", "text/"), ("ContentType", "STARTSWITH", "multipart/"))
Condition = tuple[str, str, object]


class Said(Struct, frozen=True):
    """What some messages are made of."""

    words: Mapping[int, wire.Part]
    """The part with the text, by the number of the transaction."""
    files: Sequence[wire.Part]


async def said_in(rest: Rest, events: Sequence[int]) -> Said:
    """Bring words and files of the messages that some transactions are."""
    if len(events) == 1:
        # All in one request; a file too large for that costs two more.
        with suppress(TooBigError):
            read = await _of_one(rest, events[0], _WITH_CONTENT)
            return Said(chosen_words(read), _files_in(read))
    words: dict[int, wire.Part] = {}
    files: list[wire.Part] = []
    for start in range(0, len(events), PAGE):
        some = events[start : start + PAGE]
        read = await _words_of(rest, some)
        best = chosen_words(read)
        words |= best
        # Whoever has files has a part that holds them together with the words, or no words at all.
        holders = {transaction_of(one) for one in read if _holds_others(one)}
        with_more = [one for one in some if one in holders or one not in best]
        files += _files_in(await _found(rest, with_more, (), wire.PART_FIELDS))
    return Said(words, files)


def chosen_words(parts: Sequence[wire.Part]) -> Mapping[int, wire.Part]:
    """Choose, for each transaction, the part that is its text: HTML before plain text."""
    best: dict[int, wire.Part] = {}
    for one in parts:
        kind = (one.content_type or "").split(";")[0]
        if kind not in _TEXT or one.filename:
            continue
        event = transaction_of(one)
        if event not in best or (kind == "text/html" and best[event].content_type != kind):
            best[event] = one
    return best


async def _words_of(rest: Rest, events: Sequence[int]) -> Sequence[wire.Part]:
    """Bring the texts of some messages, and what holds texts and files together."""
    try:
        return await _found(rest, events, (*_NAMELESS, *_SPOKEN), _WORDS)
    except TooBigError:
        half = len(events) // 2
        if half:
            first = await _words_of(rest, events[:half])
            return [*first, *await _words_of(rest, events[half:])]
    parts = await _of_one(rest, events[0], wire.PART_FIELDS)
    best = chosen_words(parts).get(events[0])
    others = [one for one in parts if one is not best]
    return others if best is None else [await _content(rest, best), *others]


async def _found(
    rest: Rest, events: Sequence[int], more: Sequence[Condition], fields: str
) -> Sequence[wire.Part]:
    """Search among the parts of some messages; conditions on one field hold for either value."""
    found: list[wire.Part] = []
    while events:
        after = number(found[-1].id) if found else 0
        search = (("TransactionId", "IN", list(events)), ("id", ">", after), *more)
        query = {
            "query": _json(search),
            "orderby": "id",
            "order": "ASC",
            "per_page": str(PAGE),
            "fields": fields,
        }
        items = decode(await rest.get("/attachments", query, _BYTES_MOST), wire.Parts).items
        found += items
        if len(items) < PAGE // 2:
            break
    return found


async def _of_one(rest: Rest, event: int, fields: str) -> Sequence[wire.Part]:
    found: list[wire.Part] = []
    page = 1
    while True:
        # Parts are never taken away or put in between, so that pages by place lose none.
        query = {"per_page": str(PAGE), "page": str(page), "fields": fields}
        body = await rest.get(f"/transaction/{event}/attachments", query, _BYTES_MOST)
        items = decode(body, wire.Parts).items
        found += items
        if len(items) < PAGE // 2:
            return found
        page += 1


async def _content(rest: Rest, part: wire.Part) -> wire.Part:
    path = f"/attachment/{quote(str(part.id), safe='')}"
    return wire.decoded(decode(await rest.get(path), wire.Part))


def _files_in(parts: Sequence[wire.Part]) -> Sequence[wire.Part]:
    return [one for one in parts if is_file(one)]


def _holds_others(part: wire.Part) -> bool:
    return (part.content_type or "").startswith("multipart/")


def _json(search: Sequence[Condition]) -> str:
    named = [{"field": name, "operator": how, "value": value} for name, how, value in search]
    return json.dumps(named, separators=(",", ":"))
