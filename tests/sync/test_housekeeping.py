"""Pace of the steps, pages fetched ahead, copies of the outbox, the sent log."""

import asyncio

from msgspec.structs import replace

from deskclient.domain.events import RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import Operation, Verdict
from deskclient.domain.query import ListQuery
from deskclient.sync.pace import Pace, Tempo
from deskclient.sync.settings import EngineSettings
from tests.fakes.unkind_desk import Fault, cut
from tests.sync.rig import T1, T2, Rig, play


class HandClock:
    """Time moves when the test says so."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def now(self):
        raise NotImplementedError

    def steady_s(self) -> float:
        return self.at_s


def test_steps_shrink_while_the_person_works_and_grow_when_they_only_look():
    clock = HandClock()
    tempo = Tempo(clock, EngineSettings(step_s=0.01, calm_step_s=0.03))
    pace = Pace(clock, tempo, 500)
    for _ in range(20):
        with pace.measured(100):
            clock.at_s += 0.02
    assert 140 <= pace.rows <= 160
    tempo.note()
    assert 45 <= pace.rows <= 55
    clock.at_s += 10
    assert 140 <= pace.rows <= 160


def test_steps_never_shrink_to_nothing_on_a_slow_disk():
    clock = HandClock()
    pace = Pace(clock, Tempo(clock, EngineSettings()), 500)
    for _ in range(20):
        with pace.measured(100):
            clock.at_s += 5
    assert pace.rows == 20


def test_pages_fetched_ahead_come_in_order_and_survive_a_cut():
    async def scenario(rig: Rig) -> None:
        for number in range(100):
            rig.desk.have("ticket", f"many-{number:03}", subject=f"Ticket {number}", queue="q1")
        rig.line.page_rows = 10
        rig.line.fault("snapshot", Fault(), Fault(), cut(), Fault(), cut(after=True))
        await rig.online()
        assert len(rig.everything()["ticket"]) == 103
        assert rig.cache.digest()[0] == 103

    play(scenario)


def test_memory_of_a_first_pull_is_given_back_once_its_indexes_are_made_and_small_work_keeps_it():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.until(lambda: bool(rig.given_back))
        rig.edit(priority="high")
        await rig.quiet()
        await rig.stop()
        await rig.online()
        await asyncio.sleep(60)
        assert rig.given_back == [0]

    play(scenario)


def test_the_outbox_is_copied_after_work_and_not_without():
    async def scenario(rig: Rig) -> None:
        copies: list[int] = []
        rig.stores.outbox._make_backup = lambda: copies.append(1)
        await rig.online()
        rig.edit(priority="high")
        await rig.quiet()
        await asyncio.sleep(120)
        assert 1 <= len(copies) <= 2
        made = len(copies)
        await asyncio.sleep(2 * 86_400)
        assert len(copies) == made

    play(scenario)


def test_the_sent_log_is_kept_for_half_a_year_whatever_the_clock_says():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.edit(priority="high")
        await rig.quiet()
        rig.clock.wrong_by_s = 400 * 86_400.0
        rig.engine.sync_now()
        await asyncio.sleep(2 * 86_400)
        assert len(rig.outbox.sent_since("")) == 1
        rig.desk.now = rig.moment()
        rig.engine.sync_now()
        await asyncio.sleep(2 * 86_400)
        assert not rig.outbox.sent_since("")

    play(scenario)


def test_a_clock_that_jumps_while_the_desk_is_away_makes_nothing_old():
    """Row 14: what the desk may have forgotten by a restoration must be offered again."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.edit(priority="high")
        await rig.quiet()
        rig.engine.set_offline(True)
        rig.clock.wrong_by_s = 1200 * 86_400.0
        rig.edit(T2, priority="high")
        await asyncio.sleep(2 * 86_400)
        assert len(rig.outbox.sent_since("")) == 1

    play(scenario)


def test_looking_at_a_record_is_remembered():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.have("ticket", T1, subject="News")
        await rig.until(lambda: rig.view("ticket", T1)["subject"] == "News")
        rig.events.clear()
        rig.engine.mark_read("ticket", T1)
        rig.engine.mark_read("ticket", RecordId("unknown"))
        assert rig.events == [RecordsChanged("ticket", (T1,), frozenset({"unread"}))]

    play(scenario)


def test_an_edit_that_the_feed_brings_before_its_answer_need_not_be_read():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", Fault(late_s=20))
        op = rig.edit(priority="high")
        await rig.until(lambda: is_unread(rig))
        await rig.until(lambda: rig.op(op.op_id) is None)
        assert not is_unread(rig)
        rig.desk.have("ticket", T1, subject="News of others")
        await rig.until(lambda: is_unread(rig))

    play(scenario)


def test_a_reply_written_offline_does_not_make_its_ticket_unread():
    """Every reply moves its ticket on; the answer tells to which version."""

    async def scenario(rig: Rig) -> None:
        def moving_on(op: Operation) -> Verdict:
            verdict = rig.desk._act(op)
            doc = {**rig.desk.doc("ticket", T1), "entry_count": 1}
            return replace(verdict, root_ver=rig.desk._put(("ticket", T1), doc).ver)

        await rig.online()
        rig.engine.set_offline(True)
        rig.desk.rule = moving_on
        rig.reply("Hello")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.view("ticket", T1).get("entry_count") == 1)
        assert not is_unread(rig)
        rig.desk.have("ticket", T1, subject="News of others")
        await rig.until(lambda: is_unread(rig))

    play(scenario)


def is_unread(rig: Rig) -> bool:
    rows = rig.reader.first_rows(ListQuery("ticket"), 99)
    return next(row.unread for row in rows if row.record_id == T1)
