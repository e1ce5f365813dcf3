"""Wiki pages as articles: they come with a first pull, and by their versions with a sweep."""

import asyncio

import pytest
from typing_extensions import override

from deskclient.backends.http import HttpResponse
from deskclient.backends.port import RowKind
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.redmine.wiki import page_name, place_of
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.scope import Scope
from tests.backends.redmine.small_desk import JSON, SmallDesk

NOON = 1_795_780_800


class Absent(SmallDesk):
    """A desk that answers all questions about a wiki with one status."""

    status = 404

    @override
    async def send(self, request):
        if "/wiki/" in request.url:
            return HttpResponse(self.status, JSON, b'{"errors": ["No"]}')
        return await super().send(request)


def adapter_at(desk):
    store = MemoryTokenStore(by_key("0" * 40))
    return RedmineAdapter(desk, "https://desk.example", store, SystemClock())


@pytest.fixture
def desk():
    made = SmallDesk()
    made.make(1, NOON)
    made.write("Печать_из_1С", NOON, "h1. Сначала\r\n\r\nПроверьте драйвер.", version=3)
    made.write("VPN", NOON, "Sign in first.")
    return made


def pulled(adapter):
    async def work():
        rows, token = [], ""
        while True:
            page = await adapter.snapshot(Scope(), token)
            rows += page.rows
            token = page.next_page
            if not token:
                return rows

    return asyncio.run(work())


def listed(adapter):
    async def work():
        return [one async for page in adapter.ids(Scope()) for one in page]

    return [one for one in asyncio.run(work()) if one[0] == "article"]


def articles(rows):
    return {row.server_id: row for row in rows if row.kind == "article"}


def test_pages_come_as_articles_after_the_issues(desk):
    rows = pulled(adapter_at(desk))
    assert [row.kind for row in rows][-2:] == ["article", "article"]
    page = articles(rows)["1-Печать_из_1С"]
    assert page.ver == 3
    assert page.doc["title"] == "Печать из 1С"
    assert page.doc["section"] == "Network"
    assert page.doc["body"] == "h1. Сначала\n\nПроверьте драйвер."


def test_a_poll_never_asks_for_them(desk):
    adapter = adapter_at(desk)
    rows = asyncio.run(adapter.snapshot(Scope(), ""))
    cursor = rows.cursor
    desk.asked.clear()
    for _ in range(3):
        cursor = asyncio.run(adapter.changes(Scope(), cursor, 0)).cursor
    assert not [one for one in desk.asked if "/wiki/" in one.url]


def test_the_list_for_a_sweep_shows_which_pages_have_changed(desk):
    adapter = adapter_at(desk)
    before = listed(adapter)
    assert set(before) == {("article", "1-Печать_из_1С", 3), ("article", "1-VPN", 1)}
    desk.write("VPN", NOON + 60, "Sign in to the portal first.", version=2)
    (changed,) = set(listed(adapter)) - set(before)
    row = asyncio.run(adapter.record(changed[0], changed[1]))
    assert (row.ver, row.doc["body"]) == (2, "Sign in to the portal first.")


def test_a_page_that_is_gone_is_told_as_such(desk):
    adapter = adapter_at(desk)
    del desk.pages["VPN"]
    assert asyncio.run(adapter.record("article", "1-VPN")).what is RowKind.TOMBSTONE
    assert asyncio.run(adapter.record("article", "nonsense")).what is RowKind.TOMBSTONE


@pytest.mark.parametrize("status", [403, 404, 500])
def test_projects_without_a_wiki_are_pulled_all_the_same(status):
    desk = Absent()
    desk.status = status
    desk.make(1, NOON)
    adapter = adapter_at(desk)
    rows = pulled(adapter)
    assert [row.server_id for row in rows if row.kind == "ticket"] == ["1"]
    assert not articles(rows)
    assert listed(adapter) == []


def test_titles_with_dashes_keep_their_project():
    assert place_of(page_name(12, "How-to-Print")) == (12, "How-to-Print")
