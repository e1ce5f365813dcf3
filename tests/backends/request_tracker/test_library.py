"""Articles and assets of a Request Tracker in memory: read, followed, and in nobody's way."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.library import EVERY_S
from deskclient.backends.request_tracker.library_rows import (
    Article,
    Asset,
    article_row,
    asset_row,
)
from deskclient.backends.request_tracker.rest import by_token
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.fields import Doc
from deskclient.domain.scope import Scope
from tests.fakes.desks.request_tracker.office import small_office
from tests.fakes.desks.request_tracker.server import RequestTrackerServer
from tests.fakes.desks.request_tracker.stores import sql_moment
from tests.fakes.desks.wire import Wire

SCOPE = Scope()
START = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


class SteppedClock:
    """Time that passes only when somebody says so."""

    def __init__(self) -> None:
        self.passed_s = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed_s)

    def steady_s(self) -> float:
        return self.passed_s


class Line(Wire):
    """Counts what is asked; the desk fails at chosen pages."""

    def __init__(self, server: RequestTrackerServer) -> None:
        super().__init__(server)
        self.asked: list[str] = []
        self.status = 0

    @override
    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request.url)
        if self.status and ("/articles" in request.url or "/assets" in request.url):
            told = {"content-type": "application/json"}
            return HttpResponse(self.status, told, b'{"message": "No"}')
        return await super().send(request)


class Setting:
    """One person at a desk in memory."""

    def __init__(self) -> None:
        self.clock = SteppedClock()
        self.desk = small_office(START)
        self.line = Line(RequestTrackerServer(self.desk, self.clock.now))
        self.adapter = self.another()

    def another(self) -> RequestTrackerAdapter:
        """The same person after a start of the program."""
        tokens = MemoryTokenStore(by_token("1-29-5ec7e7"))
        return RequestTrackerAdapter(self.line, "https://rt.example", tokens, self.clock)

    async def pull(self) -> tuple[list[Any], str]:
        rows: list[Any] = []
        token = ""
        while True:
            page = await self.adapter.snapshot(SCOPE, token)
            rows += page.rows
            token = page.next_page
            if not token:
                return rows, page.cursor

    async def poll(self, cursor: str) -> tuple[list[Any], str, list[str]]:
        """Ask for news; gives rows, the new place and what was asked."""
        self.line.asked.clear()
        page = await self.adapter.changes(SCOPE, cursor, 0.0)
        return list(page.rows), page.cursor, list(self.line.asked)


@pytest.fixture
def setting() -> Setting:
    return Setting()


def named(rows: list[Any], kind: str) -> dict[str, Any]:
    return {row.server_id: row for row in rows if row.kind == kind}


def test_they_come_last_in_a_first_pull(setting):
    async def work():
        rows, _ = await setting.pull()
        return rows

    rows = asyncio.run(work())
    assert [row.kind for row in rows][-4:] == ["article", "article", "asset", "asset"]
    assert named(rows, "asset")["1"].doc["holder"] == "anna"


def test_a_poll_costs_one_request_until_it_is_time_to_look(setting):
    async def work():
        _, cursor = await setting.pull()
        setting.clock.passed_s += EVERY_S - 1
        _, cursor, before = await setting.poll(cursor)
        setting.clock.passed_s += 1
        _, cursor, due = await setting.poll(cursor)
        _, _, after = await setting.poll(cursor)
        return before, due, after

    before, due, after = asyncio.run(work())
    assert (len(before), len(due), len(after)) == (1, 3, 1)


def test_what_was_changed_since_the_last_look_is_told_and_nothing_else(setting):
    shelves = setting.desk.stores.shelves

    async def work():
        setting.clock.passed_s = 3600
        _, cursor = await setting.pull()
        setting.clock.passed_s += 300
        shelves.change("asset", 2, sql_moment(setting.clock.now()), {"Status": "allocated"})
        setting.clock.passed_s += EVERY_S
        rows, cursor, _ = await setting.poll(cursor)
        setting.clock.passed_s += EVERY_S
        return rows, (await setting.poll(cursor))[0]

    rows, later = asyncio.run(work())
    assert [(row.kind, row.server_id) for row in rows] == [("asset", "2")]
    assert rows[0].doc["status"] == "allocated"
    assert later == []


def test_a_program_that_starts_again_looks_at_once_for_what_it_missed(setting):
    shelves = setting.desk.stores.shelves

    async def work():
        setting.clock.passed_s = 3600
        _, cursor = await setting.pull()
        setting.clock.passed_s += 60
        shelves.change("article", 1, sql_moment(setting.clock.now()), {}, Content="Call us.")
        setting.adapter = setting.another()
        rows, _, _ = await setting.poll(cursor)
        return rows

    (row,) = asyncio.run(work())
    assert (row.server_id, row.doc["body"]) == ("1", "Call us.")


def test_a_place_kept_by_an_older_program_brings_all_of_them(setting):
    async def work():
        _, cursor = await setting.pull()
        setting.adapter = setting.another()
        rows, _, _ = await setting.poll(cursor.partition("|")[0])
        return rows

    assert len(asyncio.run(work())) == 4


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_desk_without_them_is_pulled_and_followed_all_the_same(setting, status):
    setting.line.status = status

    async def work():
        rows, cursor = await setting.pull()
        setting.clock.passed_s += EVERY_S
        news, _, _ = await setting.poll(cursor)
        listed = [one async for page in setting.adapter.ids(SCOPE) for one in page]
        return rows, news, listed

    rows, news, listed = asyncio.run(work())
    assert named(rows, "ticket")
    assert not named(rows, "article")
    assert news == []
    assert {kind for kind, _, _ in listed} == {"ticket"}


def test_who_may_not_see_them_gets_none(setting):
    setting.desk.stores.accounts[29].looks_up = False

    async def work():
        rows, _ = await setting.pull()
        return rows, await setting.adapter.record("article", "1")

    rows, row = asyncio.run(work())
    assert not named(rows, "article")
    assert row.what is RowKind.LEFT_SCOPE


def test_more_than_a_page_of_them_come_whole(setting):
    shelves = setting.desk.stores.shelves
    for number in range(150):
        told = {"Name": f"Article {number}", "Class": {"id": "1", "Name": "General"}}
        shelves.put("article", sql_moment(START), told)

    async def work():
        rows, _ = await setting.pull()
        return rows

    assert len(named(asyncio.run(work()), "article")) == 152


def fields(*pairs):
    return [
        {"id": str(at), "name": name, "values": [text]} for at, (name, text) in enumerate(pairs)
    ]


def article(**told) -> Doc:
    whole = {"id": "7", "Name": "A", "Class": {"id": "1"}, **told}
    return article_row(decode(json.dumps(whole).encode(), Article)).doc or {}


def asset(**told) -> RemoteRow:
    return asset_row(decode(json.dumps({"id": "7", **told}).encode(), Asset))


def test_texts_of_several_fields_stand_below_their_names():
    plain = article(CustomFields=fields(("Question", "Why?"), ("Answer", "So.")))
    assert plain["body"] == "Question\nWhy?\n\nAnswer\nSo."
    mixed = article(CustomFields=fields(("Q & A", "1 < 2\nyes"), ("Answer", "<p>So.</p>")))
    assert mixed["body_format"] == "html"
    assert mixed["body"] == "<h4>Q &amp; A</h4><p>1 &lt; 2<br>yes</p><h4>Answer</h4><p>So.</p>"


def test_an_article_without_anything_is_one_all_the_same():
    doc = article(Name=None, CustomFields="")
    assert (doc["title"], doc["body"], doc["body_format"]) == ("#7", "", "plain")


def test_a_deleted_asset_is_not_kept():
    assert asset(Status="deleted").what is RowKind.LEFT_SCOPE


def test_an_asset_keeps_a_status_of_the_administrators_own():
    doc = asset(Status="на складе").doc or {}
    assert doc["status"] == "на складе"
