"""The news of a tracker that has no feed: nothing is lost, told twice or taken for another's."""

import asyncio

import pytest
from typing_extensions import override

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.backends.roundup.feed import AT_ONCE, OVERLAP_S, TOLD_MOST, place_in
from deskclient.backends.roundup.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.backends.translate import TooBigError
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import CursorLostError
from deskclient.domain.scope import Scope
from tests.backends.roundup.small_tracker import SmallTracker

NOON = 1_795_780_800


class Follower:
    """Somebody who follows the news of a tracker; started anew where a test says so."""

    def __init__(self, desk, scope=None):
        self.desk = desk
        self.cursor = ""
        self.scope = scope or Scope()
        self.start_anew()

    def start_anew(self):
        store = MemoryTokenStore(by_password("anna", "x"))
        self.adapter = RoundupAdapter(self.desk, "https://d", store, SystemClock())

    def pull(self):
        async def work():
            rows: list[RemoteRow] = []
            page = ""
            while True:
                got = await self.adapter.snapshot(self.scope, page)
                rows += got.rows
                self.cursor, page = got.cursor, got.next_page
                if not page:
                    return rows

        return asyncio.run(work())

    def page(self):
        got = asyncio.run(self.adapter.changes(self.scope, self.cursor, 0))
        self.cursor = got.cursor
        return got

    def news(self):
        rows: list[RemoteRow] = []
        while True:
            got = self.page()
            rows += got.rows
            if not got.more:
                return rows

    def told(self):
        """Give what the news say of tickets, by number."""
        return {row.server_id: row for row in self.news() if row.kind == "ticket"}


@pytest.fixture
def desk():
    desk = SmallTracker(NOON)
    for number in range(1, 4):
        desk.make(number, NOON - 1000 + number)
    return desk


@pytest.fixture
def follower(desk):
    follower = Follower(desk)
    follower.pull()
    return follower


def test_where_nothing_happens_one_question_is_asked_and_the_place_stays(desk, follower):
    follower.news()
    before, desk.asked = follower.cursor, []
    assert follower.news() == []
    assert follower.cursor == before
    assert len(desk.asked) == 1


def test_each_question_begins_before_the_last_change_and_says_in_which_zone(desk, follower):
    desk.asked = []
    follower.news()
    (question,) = desk.asked
    # 2026-11-27.11:43:23 less the overlap, in UTC for everybody.
    assert "activity=2026-11-27.11%3A41%3A23%2B0000%3B" in question.url
    assert OVERLAP_S == 120


def test_where_nothing_happens_any_more_few_rows_come_however_many_changed_last(desk):
    for number in range(10, 10 + 3 * AT_ONCE):
        desk.make(number, NOON)
    desk.now = NOON + OVERLAP_S - 1
    follower = Follower(desk)
    follower.pull()
    assert follower.news() == []
    assert desk.shown["issue"] == 3 * AT_ONCE
    desk.now += 1
    assert follower.news() == []
    assert follower.news() == []
    assert desk.shown["issue"] == 3


def test_after_a_calm_each_of_many_changes_comes_once(desk, follower):
    follower.news()
    for number in range(10, 15):
        desk.make(number, NOON)
    desk.change(3, NOON)
    desk.now = NOON + 10
    assert set(follower.told()) == {"3", "10", "11", "12", "13", "14"}
    assert follower.news() == []


def test_a_late_change_comes_also_if_a_calm_follows_it(desk, follower):
    desk.change(2, NOON)
    desk.now = NOON + 10
    follower.news()
    # Nobody asked since it came out, and now it is too long ago for another one.
    desk.change(3, NOON - 5, title="Late")
    desk.now = NOON + 2 * OVERLAP_S
    assert follower.told()["3"].doc["subject"] == "Late"


def test_a_change_comes_once_also_after_a_new_start(desk, follower):
    desk.change(2, NOON, title="Changed")
    desk.now = NOON + 10
    assert follower.told()["2"].doc["subject"] == "Changed"
    follower.start_anew()
    assert follower.news() == []


def test_a_second_that_may_still_run_is_read_again_when_it_is_over(desk, follower):
    desk.now = NOON
    desk.change(2, NOON, title="First")
    first = follower.told()["2"]
    desk.change(2, NOON, title="Second")
    assert follower.news() == []
    desk.now = NOON + 3
    second = follower.told()["2"]
    assert (first.doc["subject"], second.doc["subject"]) == ("First", "Second")
    assert second.ver > first.ver
    assert follower.news() == []


def test_what_came_while_everything_was_pulled_is_not_lost(desk):
    follower = Follower(desk)

    def meanwhile(request):
        if "/data/user" in request.url:
            desk.change(1, NOON, title="Meanwhile")

    desk.before_answer = meanwhile
    follower.pull()
    desk.before_answer = lambda _request: None
    desk.now = NOON + 5
    assert follower.told()["1"].doc["subject"] == "Meanwhile"


def test_a_change_that_comes_out_late_under_an_earlier_second_is_told(desk, follower):
    desk.now = NOON + 100
    desk.change(2, NOON + 90)
    follower.news()
    # Its mails took long.
    desk.change(3, NOON + 20, title="Late")
    assert follower.told()["3"].doc["subject"] == "Late"


def test_more_than_a_page_within_one_second_comes_whole_and_once(desk):
    for number in range(10, 10 + 3 * AT_ONCE):
        desk.make(number, NOON - 500)
    follower = Follower(desk)
    follower.pull()
    for number in range(10, 10 + 3 * AT_ONCE):
        desk.change(number, NOON)
    desk.now = NOON + 10
    pages = [follower.page()]
    while pages[-1].more:
        pages.append(follower.page())
    told = [row.server_id for page in pages for row in page.rows if row.kind == "ticket"]
    assert len(pages) == 3
    assert sorted(told, key=int) == [str(n) for n in range(10, 10 + 3 * AT_ONCE)]
    assert follower.news() == []


def test_more_than_can_be_remembered_is_not_told_twice(desk):
    most = TOLD_MOST + 2 * AT_ONCE
    follower = Follower(desk)
    follower.pull()
    for number in range(10, 10 + most):
        desk.make(number, NOON)
    desk.now = NOON + 10
    told = [row.server_id for row in follower.news() if row.kind == "ticket"]
    assert sorted(told, key=int) == [str(n) for n in range(10, 10 + most)]
    assert follower.news() == []
    assert len(place_in(follower.cursor).told) <= TOLD_MOST


def test_the_words_of_a_ticket_come_when_there_are_new_ones_and_only_then(desk, follower):
    desk.say(2, NOON, "Первое")
    desk.now = NOON + 10
    assert [row.doc["body"] for row in follower.news() if row.kind == "entry"] == ["Первое"]
    desk.change(2, NOON + 20, title="Only renamed")
    desk.now, desk.asked = NOON + 30, []
    assert [row.kind for row in follower.news()] == ["ticket"]
    assert not [one for one in desk.asked if "/data/msg" in one.url]


def test_a_retired_ticket_that_was_told_of_lately_is_buried_under_a_newer_version(desk, follower):
    desk.change(2, NOON, title="Soon gone")
    desk.now = NOON + 10
    told = follower.told()["2"]
    desk.retired.add("2")
    gone = follower.told()["2"]
    assert gone.what is RowKind.TOMBSTONE
    assert gone.ver > told.ver
    assert follower.news() == []


def test_one_that_is_hidden_leaves(desk, follower):
    desk.change(2, NOON)
    desk.now = NOON + 10
    follower.news()
    desk.hidden.add("2")
    assert follower.told()["2"].what is RowKind.LEFT_SCOPE


def test_one_that_leaves_and_comes_back_brings_its_words_again(desk):
    desk.say(2, NOON - 300, "Раньше")
    desk.classes["queue"]["2"] = {"name": "Other"}
    follower = Follower(desk, Scope(mine=False, queues=("1",)))
    follower.pull()
    desk.change(2, NOON, queue="2")
    desk.now = NOON + 10
    assert follower.told()["2"].what is RowKind.LEFT_SCOPE
    desk.change(2, NOON + 20, queue="1")
    desk.now = NOON + 30
    assert [row.doc["body"] for row in follower.news() if row.kind == "entry"] == ["Раньше"]


@pytest.mark.parametrize(
    "restore",
    [
        lambda desk: desk.change(3, NOON - 5000),
        lambda desk: desk.classes["issue"].pop("3"),
        lambda desk: desk.change(3, NOON - 998),
    ],
)
def test_a_desk_in_which_what_was_told_never_happened_was_restored(desk, follower, restore):
    """Row 18."""
    follower.news()
    restore(desk)
    with pytest.raises(CursorLostError) as lost:
        follower.news()
    assert lost.value.reason == "epoch"


def test_no_place_at_all_begins_anew(follower):
    follower.cursor = "17:abc"
    with pytest.raises(CursorLostError):
        follower.news()


def test_an_empty_tracker_can_be_followed():
    desk = SmallTracker(NOON)
    follower = Follower(desk)
    follower.pull()
    desk.make(1, NOON)
    desk.now = NOON + 10
    assert set(follower.told()) == {"1"}


def test_a_name_that_is_new_is_asked_for_once(desk, follower):
    desk.classes["keyword"]["2"] = {"name": "новая"}
    desk.change(2, NOON, keyword=["2", "77"])
    desk.now = NOON + 10
    assert follower.told()["2"].doc["tags"] == ["77", "новая"]
    desk.change(2, NOON + 20, keyword=["77"])
    desk.now, desk.asked = NOON + 30, []
    assert follower.told()["2"].doc["tags"] == ["77"]
    assert not [one for one in desk.asked if "/data/keyword" in one.url]


def test_a_page_too_large_is_asked_for_in_halves(desk, follower):
    def too_big(request):
        if request.url.count("id=") > 1 and "content" in request.url:
            raise TooBigError("Too large")

    desk.say(1, NOON, "Раз")
    desk.say(2, NOON, "Два")
    desk.now = NOON + 10
    desk.before_answer = too_big
    assert {row.doc["body"] for row in follower.news() if row.kind == "entry"} == {"Раз", "Два"}


def test_a_first_pull_and_a_sweep_go_through_all_numbers_whatever_is_missing_among_them(desk):
    for number in (90, 101, 102, 350, 801):
        desk.make(number, NOON - 500)
    desk.retired.add("101")
    desk.hidden.add("102")
    follower = Follower(desk)
    there = {"1", "2", "3", "90", "350", "801"}
    assert {row.server_id for row in follower.pull() if row.kind == "ticket"} == there

    async def names():
        return {name async for page in follower.adapter.ids(Scope()) for _, name, _ in page}

    assert asyncio.run(names()) == there


class BusyTracker(SmallTracker):
    """Counts how many questions it has at the same time."""

    def __init__(self, now):
        super().__init__(now)
        self.now_asked = self.most_asked = 0

    @override
    async def send(self, request):
        self.now_asked += 1
        self.most_asked = max(self.most_asked, self.now_asked)
        try:
            await asyncio.sleep(0)
            return await super().send(request)
        finally:
            self.now_asked -= 1


def test_a_first_pull_asks_two_questions_at_a_time_and_never_more():
    desk = BusyTracker(NOON)
    for number in range(1, 701):
        desk.make(number, NOON - 1000)
    rows = Follower(desk).pull()
    told = [row.server_id for row in rows if row.kind == "ticket"]
    assert sorted(told, key=int) == [str(number) for number in range(1, 701)]
    assert desk.most_asked == 2
