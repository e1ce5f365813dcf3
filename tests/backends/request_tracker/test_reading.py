"""Searches of Request Tracker go on where its pages are thinned out, and stay within bounds."""

import asyncio
import json
from typing import Any

import pytest
from typing_extensions import override

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.parts import said_in
from deskclient.backends.request_tracker.reading import all_transactions, rows_of, wholes
from deskclient.backends.request_tracker.rest import PAGE, Rest
from deskclient.backends.strict_json import decode
from deskclient.backends.translate import TooBigError

TICKET = decode(b'{"id": 7, "Status": "open", "Queue": {"id": 3}}', wire.Ticket)


class ScriptedRest(Rest):
    """Gives pages in turn, by path; notes what was asked."""

    def __init__(self, pages):
        self._pages = {path: list(some) for path, some in pages.items()}
        self.asked = []

    @override
    async def get(self, path, query=None, max_bytes=0):
        self.asked.append((path, dict(query or {}), max_bytes))
        kind = path.rsplit("/", 1)[-1]
        page = self._pages[kind].pop(0) if self._pages.get(kind) else []
        if isinstance(page, Exception):
            raise page
        return json.dumps({"items": page} if isinstance(page, list) else page).encode()


def event(number, kind="Set"):
    return {"id": str(number), "Type": kind, "ObjectId": "7", "Creator": {"id": "anna"}}


def part(number, content=None, length=5, filename=""):
    made = {
        "id": str(number),
        "TransactionId": "1",
        "ContentType": "text/plain",
        "ContentLength": str(length),
        "Filename": filename,
    }
    return made if content is None else {**made, "Content": content}


def test_a_page_that_hidden_events_have_thinned_out_is_not_the_last():
    full = [event(n) for n in range(1, PAGE)]
    rest = ScriptedRest({"transactions": [full, [event(300)], []]})
    found = asyncio.run(all_transactions(rest, "ObjectId = 7"))
    assert [int(one.id) for one in found] == [*range(1, PAGE), 300]
    assert "id > 300" in rest.asked[-1][1]["query"]


def test_events_of_tickets_nobody_asked_for_do_no_harm():
    stray = {**event(5), "ObjectId": "99"}
    rest = ScriptedRest({"transactions": [[event(1), stray], []]})
    some = asyncio.run(wholes(rest, [TICKET]))
    assert [[int(one.id) for one in whole.transactions] for whole in some] == [[1]]


def holder(number):
    return {**part(number), "ContentType": "multipart/mixed"}


@pytest.mark.parametrize("too_big", [0, 1, 2])
def test_words_come_beside_a_file_of_any_size(too_big):
    async def read(rest):
        some = await wholes(rest, [TICKET])
        return await rows_of(rest, some, "desk")

    words, file = part(10, "Да", 5), part(11, "", 10_000_000, "log.txt")
    described = [holder(9), part(10), file]
    pages: list[Any] = [
        [[holder(9), words, file]],
        [TooBigError("too big"), [holder(9), words], described],
        [TooBigError("too big"), TooBigError("too big"), described, described],
    ][too_big]
    alone = {**part(10), "Content": "0JTQsA=="}
    script = {"transactions": [[event(1, "Create")], []], "attachments": pages, "10": [alone]}
    rest = ScriptedRest(script)
    rows = asyncio.run(read(rest))
    assert [row.doc["body"] for row in rows if row.kind == "entry"] == ["Да"]
    files = [row.doc for row in rows if row.kind == "attachment"]
    assert [(one["name"], one["size"], one["entry"]) for one in files] == [
        ("log.txt", 10_000_000, "1")
    ]
    bounds = {bound for path, _, bound in rest.asked if path.endswith("/attachments")}
    assert 0 < max(bounds) <= 4 << 20


def test_too_large_words_of_many_messages_are_asked_for_in_smaller_portions():
    first, second = part(10, "A"), {**part(20, "B"), "TransactionId": "2"}
    rest = ScriptedRest({"attachments": [TooBigError("too big"), [first], [second]]})
    said = asyncio.run(said_in(rest, [1, 2]))
    assert {event: one.content for event, one in said.words.items()} == {1: "A", 2: "B"}
    asked = [json.loads(query["query"])[0]["value"] for _, query, _ in rest.asked]
    assert asked == [[1, 2], [1], [2]]


def test_only_messages_that_hold_more_than_words_are_asked_for_files():
    words = [part(10, "A"), {**holder(20), "TransactionId": "2"}]
    file = {**part(30, None, 5, "a.txt"), "TransactionId": "3"}
    rest = ScriptedRest({"attachments": [words, [file]]})
    said = asyncio.run(said_in(rest, [1, 2, 3]))
    assert [str(one.id) for one in said.files] == ["30"]
    assert json.loads(rest.asked[-1][1]["query"])[0]["value"] == [2, 3]
    assert "Content" not in rest.asked[-1][1]["fields"].split(",")
