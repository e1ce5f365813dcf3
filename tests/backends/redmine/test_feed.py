"""The news of a desk that has no feed: nothing is lost, told twice or taken for another desk's."""

import asyncio

import pytest
from typing_extensions import override

from deskclient.backends.port import RowKind
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.feed import AT_ONCE, OVERLAP_S, TOLD_MOST, place_in
from deskclient.backends.redmine.link_watch import REST_S
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import CursorLostError
from deskclient.domain.scope import Scope
from tests.backends.redmine.small_desk import SmallDesk

NOON = 1_795_780_800


class LaterClock(SystemClock):
    ahead_s = 0.0

    @override
    def steady_s(self) -> float:
        return self.ahead_s


class Follower:
    """Somebody who follows the news of a desk; started anew where a test says so."""

    def __init__(self, desk):
        self.desk = desk
        self.clock = LaterClock()
        self.cursor = ""
        self.scope = Scope()
        self.start_anew()

    def start_anew(self):
        store = MemoryTokenStore(by_key("0" * 40))
        self.adapter = RedmineAdapter(self.desk, "https://desk.example", store, self.clock)

    def begin(self):
        page = asyncio.run(self.adapter.snapshot(Scope(queues=()), ""))
        self.cursor = page.cursor
        return self

    def poll(self, wait_s=60):
        """Ask once; gives the rows of tickets."""
        self.clock.ahead_s += wait_s
        page = asyncio.run(self.adapter.changes(self.scope, self.cursor, 0))
        self.cursor = page.cursor
        self.more = page.more
        self.bad = page.bad
        self.rows = page.rows
        return [row for row in page.rows if row.kind == "ticket"]

    def drain(self):
        """Ask until there is no more; gives the numbers told, in order."""
        told = []
        for _ in range(200):
            told += [int(row.server_id) for row in self.poll()]
            if not self.more:
                return told
        raise AssertionError(told)

    def requests(self):
        """Ask once more; gives how many requests that took."""
        before = len(self.desk.asked)
        assert self.poll() == []
        return len(self.desk.asked) - before


@pytest.fixture
def desk():
    made = SmallDesk()
    for number in range(1, 31):
        made.make(number, NOON - 3600 + number)
    return made


def test_a_change_is_told_once_and_then_nothing_costs_one_request(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON + 0.4)
    assert one.drain() == [7]
    one.poll()
    assert [one.requests() for _ in range(3)] == [1, 1, 1]


def test_issues_that_others_link_or_part_are_told_in_time_though_neither_has_changed(desk):
    one = Follower(desk).begin()
    desk.link(7, 12)
    assert one.poll() == []
    rows = {row.server_id: row for row in one.poll(REST_S)}
    assert {number: row.doc["related"] for number, row in rows.items()} == {
        "7": ["12"],
        "12": ["7"],
    }
    assert one.poll(REST_S) == []
    desk.part(7, 12)
    after = {row.server_id: row for row in one.poll(REST_S)}
    assert [row.doc["related"] for row in after.values()] == [[], []]
    assert all(after[number].ver > row.ver for number, row in rows.items())


def test_a_link_that_was_made_while_the_program_did_not_run_is_told_at_its_start(desk):
    one = Follower(desk).begin()
    desk.link(7, 12, "blocks")
    one.start_anew()
    assert {row.server_id for row in one.poll()} == {"7", "12"}
    assert one.poll() == []


def test_links_that_come_all_at_once_are_all_told_also_after_a_start_anew(desk):
    numbers = range(100, 100 + 3 * AT_ONCE // 2)
    for number in numbers:
        desk.make(number, NOON - 3600)
    one = Follower(desk).begin()
    for number in numbers[::2]:
        desk.link(number, number + 1, "duplicates")
    told = {row.server_id for row in one.poll(REST_S)}
    assert len(told) < len(numbers)
    one.start_anew()
    assert {*told, *(row.server_id for row in one.poll())} == {str(one) for one in numbers}


def test_a_project_that_is_new_is_told_with_its_first_issue(desk):
    one = Follower(desk).begin()
    desk.make(40, NOON, project={"id": 77, "name": "Just founded"})
    one.poll()
    queues = {row.server_id: row.doc["name"] for row in one.rows if row.kind == "queue"}
    assert queues["77"] == "Just founded"
    desk.note(40, NOON + 50)
    one.poll()
    assert [row for row in one.rows if row.kind == "queue"] == []


def test_what_follows_in_the_same_second_is_told_though_the_list_shows_nothing(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON + 0.1, "First")
    (first,) = one.poll()
    desk.note(7, NOON + 0.9, "Second")
    (second,) = one.poll()
    assert {row.doc["body"] for row in one.rows if row.kind == "entry"} >= {"First", "Second"}
    assert second.ver > first.ver


def test_a_second_that_may_still_run_is_looked_at_later(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON + 0.1)
    one.poll()
    assert one.poll(wait_s=0.5) == []
    desk.note(7, NOON + 0.9)
    assert len(one.poll(wait_s=2)) == 1


def test_a_second_that_ran_when_the_program_ended_is_looked_at_after_its_start(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON + 0.1)
    one.poll()
    desk.note(7, NOON + 0.9)
    one.start_anew()
    assert one.poll() == []
    assert len(one.poll()) == 1


def test_what_was_written_late_with_an_older_stamp_is_told(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON)
    one.drain()
    desk.note(8, NOON - 100)
    assert one.drain() == [8]


def test_what_follows_after_the_clock_of_the_desk_was_set_back_is_told(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON)
    one.drain()
    desk.note(7, NOON - 60)
    assert one.drain() == [7]


@pytest.mark.parametrize("count", [AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 250, TOLD_MOST + 200])
def test_however_many_share_one_second_each_is_told_once(desk, count):
    one = Follower(desk).begin()
    for number in range(1000, 1000 + count):
        desk.make(number, NOON + number % 7 / 10)
    told = one.drain()
    assert sorted(told) == list(range(1000, 1000 + count))
    desk.note(5, NOON + 30)
    assert one.drain() == [5]


def test_a_long_absence_is_caught_up_in_order_and_the_place_stays_small(desk):
    one = Follower(desk).begin()
    for number in range(1000, 2500):
        desk.make(number, NOON + number * 3)
    assert one.drain() == list(range(1000, 2500))
    assert len(one.cursor) < 10_000


def test_what_changed_in_the_second_before_a_question_begins_is_told_once(desk):
    """The filter lets it through, and the place does not remember it any more."""
    one = Follower(desk).begin()
    # So late that the next question begins anew, this side of the earlier change.
    late = NOON - 2780
    desk.note(9, late - OVERLAP_S - 0.5)
    assert one.drain() == [9]
    others = range(10, 25)
    for number in others:
        desk.note(number, late)
    assert one.drain() == [*others]
    one.poll()
    assert [one.requests() for _ in range(3)] == [1, 1, 1]


def test_what_is_touched_while_a_long_list_is_read_is_not_lost(desk):
    one = Follower(desk).begin()
    for number in range(1000, 1300):
        desk.make(number, NOON + number / 1000)
    touched: list[int] = []

    def touch(asked):
        # Now and then somebody takes one out of the middle.
        if asked % 5 == 0 and len(touched) < 60:
            touched.append(1000 + asked * 7 % 300)
            desk.note(touched[-1], NOON + 100 + len(touched) * 0.7)

    desk.before_answer = touch
    told = one.drain() + one.drain()
    assert len(touched) == 60
    assert set(told) == set(range(1000, 1300))
    known = place_in(one.cursor).told
    assert {n: known[n].second for n in set(touched)} == {
        n: int(desk.issues[n]["updated_on"]) for n in set(touched)
    }


def test_a_fresh_one_that_was_deleted_is_told(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON)
    known = one.poll()[-1].ver
    desk.delete(7)
    (row,) = one.poll()
    assert (row.server_id, row.what) == ("7", RowKind.TOMBSTONE)
    # Else whoever keeps the newest version keeps the issue.
    assert row.ver > known
    assert one.poll() == []


def test_what_is_outside_of_the_scope_is_not_brought_in_by_a_second_look(desk):
    one = Follower(desk).begin()
    one.scope = Scope(queues=("1",))
    desk.make(40, NOON, project={"id": 2, "name": "Elsewhere"})
    (row,) = one.poll()
    assert row.what is RowKind.LEFT_SCOPE
    assert {each.what for each in one.poll()} <= {RowKind.LEFT_SCOPE}
    desk.issues[40]["assigned_to"] = {"id": 6, "name": "Anna"}
    desk.note(40, NOON + 50)
    (row,) = one.poll()
    assert row.what is RowKind.PUT


def test_what_leaves_the_scope_within_the_same_second_is_told(desk):
    one = Follower(desk).begin()
    one.scope = Scope(mine=False, queues=("1",))
    desk.note(7, NOON + 0.1)
    (row,) = one.poll()
    assert row.what is RowKind.PUT
    desk.issues[7]["project"] = {"id": 2, "name": "Elsewhere"}
    desk.note(7, NOON + 0.9)
    (row,) = one.poll()
    assert row.what is RowKind.LEFT_SCOPE


def test_a_desk_that_forgot_its_last_changes_was_restored(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON)
    one.drain()
    desk.issues[7].update(journals=[], updated_on=NOON - 3593)
    with pytest.raises(CursorLostError) as lost:
        one.poll()
    assert lost.value.reason == "epoch"


def test_another_journal_under_a_known_number_shows_that_the_desk_was_restored(desk):
    one = Follower(desk).begin()
    desk.note(7, NOON)
    one.drain()
    desk.issues[7]["journals"] = []
    desk._journals = 0
    desk.note(7, NOON + 50)
    with pytest.raises(CursorLostError):
        one.poll()


def test_another_issue_under_a_known_number_shows_that_the_desk_was_restored(desk):
    one = Follower(desk).begin()
    desk.make(31, NOON)
    one.drain()
    desk.make(31, NOON + 50)
    with pytest.raises(CursorLostError):
        one.poll()


def test_an_empty_desk_in_place_of_a_full_one_was_restored(desk):
    one = Follower(desk).begin()
    desk.issues.clear()
    with pytest.raises(CursorLostError):
        one.poll()


def test_the_first_issue_of_an_empty_desk_is_told():
    desk = SmallDesk()
    one = Follower(desk).begin()
    desk.make(1, NOON)
    assert one.drain() == [1]


def test_a_place_that_is_none_asks_for_a_new_pull(desk):
    one = Follower(desk)
    one.cursor = "17:abc"
    with pytest.raises(CursorLostError):
        one.poll()


def test_an_issue_that_cannot_be_read_does_not_stop_the_others(desk):
    one = Follower(desk).begin()
    desk.make(40, NOON, subject=["no", "text"])
    desk.make(41, NOON, project="Network")
    desk.make(42, NOON)
    desk.note(42, NOON)
    desk.issues[42]["journals"].append({"id": 77, "notes": 5})
    assert one.drain() == [42]
    assert {(bad.kind, bad.server_id) for bad in one.bad} == {
        ("ticket", "40"),
        ("ticket", "41"),
        ("entry", "42-77"),
    }
    assert one.drain() == []
