"""Pages of a first pull are begun before they are asked for, and never more than one of them."""

import asyncio
import json

import pytest
from typing_extensions import override

from deskclient.backends.request_tracker.custom_fields import NO_FIELDS
from deskclient.backends.request_tracker.rest import PAGE, Rest
from deskclient.backends.request_tracker.ticket_pages import Part, TicketPages
from deskclient.domain.errors import NetworkError

NEWEST = 3 * PAGE - 10
FIRST = Part("cursor", "id > 0", 0)


class Shelf(Rest):
    """A desk with tickets that hold nothing; may fail at one page."""

    def __init__(self):
        self.fields = NO_FIELDS
        self.listed = []
        self.fails_before = -1

    @override
    async def get(self, path, query=None, max_bytes=0):
        await asyncio.sleep(0)
        if path != "/tickets" or query["fields"] == "CustomFields":
            return b'{"items": []}'
        before = int(query["query"].rpartition("id < ")[2]) if "id <" in query["query"] else 0
        if before == self.fails_before:
            raise NetworkError("The connection broke")
        self.listed.append(before)
        top = before - 1 if before else NEWEST
        numbers = range(top, max(0, top - PAGE), -1)
        return json.dumps({"items": [{"id": one, "Status": "open"} for one in numbers]}).encode()


async def login():
    return "anna"


def play(scenario):
    async def whole():
        shelf = Shelf()
        pages = TicketPages(shelf, login)
        try:
            return await scenario(shelf, pages)
        finally:
            await pages.drop()

    return asyncio.run(whole())


def numbers(page):
    return [int(row.server_id) for row in page.rows if row.kind == "ticket"]


async def rest_a_while():
    for _ in range(50):
        await asyncio.sleep(0)


def test_pages_follow_each_other_to_the_end():
    async def scenario(shelf, pages):
        found, last = [], 0
        while True:
            page = await pages.page(Part("cursor", "id > 0", last), "desk")
            found += numbers(page)
            last = page.last
            if not last:
                return found, shelf.listed

    found, listed = play(scenario)
    assert found == list(range(NEWEST, 0, -1))
    assert len(listed) == len(set(listed)) == 3


def test_one_page_is_ahead_and_no_more():
    async def scenario(shelf, pages):
        await pages.page(FIRST, "desk")
        await rest_a_while()
        return shelf.listed

    assert play(scenario) == [0, NEWEST - PAGE + 1]


def test_another_pull_gets_nothing_that_was_fetched_for_the_last_one():
    async def scenario(shelf, pages):
        page = await pages.page(FIRST, "desk")
        await rest_a_while()
        await pages.page(Part("later", "id > 0", page.last), "desk")
        return shelf.listed

    listed = play(scenario)
    assert listed.count(NEWEST - PAGE + 1) == 2


def test_a_page_that_failed_ahead_is_asked_for_again_after_its_failure_was_told():
    async def scenario(shelf, pages):
        shelf.fails_before = NEWEST - PAGE + 1
        page = await pages.page(FIRST, "desk")
        await rest_a_while()
        shelf.fails_before = -1
        after = Part("cursor", "id > 0", page.last)
        with pytest.raises(NetworkError):
            await pages.page(after, "desk")
        return numbers(await pages.page(after, "desk"))

    assert play(scenario)[0] == NEWEST - PAGE


def test_a_cancelled_page_leaves_nothing_running():
    async def scenario(shelf, pages):
        task = asyncio.ensure_future(pages.page(FIRST, "desk"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled(), len(asyncio.all_tasks())

    assert play(scenario) == (True, 1)
