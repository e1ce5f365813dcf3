"""The engine on a good day."""

import asyncio

from deskclient.backends.port import Caps
from deskclient.domain.events import JobProgress, Link, RecordsChanged, SyncStatus
from deskclient.domain.operation import OpState
from deskclient.domain.scope import Scope
from tests.sync.rig import T1, T2, Rig, play


def test_the_first_pull_brings_every_record_and_tells_its_progress():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        assert rig.view("ticket", T1)["subject"] == "Printer 1"
        jobs = [event for event in rig.events if isinstance(event, JobProgress)]
        assert jobs[-1].job_id == "pull"
        assert jobs[-1].ended

    play(scenario)


def test_what_is_chosen_after_signing_in_is_fetched_for_the_first_time():
    async def scenario(rig: Rig) -> None:
        little = Scope(mine=True, queues=())
        rig.engine.set_scope(little)
        await rig.online()
        assert rig.engine.status().synced_scope == little.to_text()
        before = len(rig.events)
        rig.engine.set_scope(Scope())
        await rig.until(lambda: any(one.ended for one in jobs(rig, before)), within_s=5)
        await rig.until(lambda: rig.engine.status().synced_scope == Scope().to_text(), within_s=5)
        since = rig.events[before:]
        complete = [
            place
            for place, one in enumerate(since)
            if isinstance(one, SyncStatus) and one.synced_scope == Scope().to_text()
        ]
        ended = [place for place, one in enumerate(since) if one in jobs(rig, 0) and one.ended]
        assert complete
        assert min(complete) > min(ended)
        assert {one.title for one in jobs(rig, before)} == {
            "Fetching tickets and messages for the first time"
        }

    play(scenario)


def test_another_choice_of_queues_fetches_again():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        before = len(rig.events)
        rig.engine.set_scope(Scope(days=30))
        await rig.until(lambda: any(one.ended for one in jobs(rig, before)), within_s=5)
        assert {one.title for one in jobs(rig, before)} == {"Fetching everything again"}

    play(scenario)


def test_a_stopped_pull_says_so_and_goes_on_when_asked():
    async def scenario(rig: Rig) -> None:
        await rig.start()
        rig.engine.cancel_job("pull")
        await rig.until(lambda: any(one.stopped for one in jobs(rig, 0)), within_s=5)
        assert rig.engine.status().last_sync == ""
        before = len(rig.events)
        rig.engine.sync_now()
        await rig.until(lambda: any(one.ended for one in jobs(rig, before)), within_s=5)
        assert not any(one.stopped for one in jobs(rig, before))

    play(scenario)


def jobs(rig: Rig, before: int) -> list[JobProgress]:
    """Give what was told of the pull since then."""
    return [one for one in rig.events[before:] if isinstance(one, JobProgress)]


def test_an_edit_is_shown_at_once_and_is_on_the_desk_soon():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        op = rig.edit(priority="high")
        assert rig.view("ticket", T1)["priority"] == "high"
        assert rig.state(op) is OpState.QUEUED
        await rig.quiet(within_s=2)
        assert rig.desk.doc("ticket", T1)["priority"] == "high"
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_news_of_a_colleague_are_here_within_two_seconds():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.have("ticket", T2, subject="Printer moved")
        rig.line.tell()
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "Printer moved", within_s=2)

    play(scenario)


def test_own_changes_are_told_at_once_with_their_origin():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        before = len(rig.events)
        seen = rig.new("ticket")
        rig.engine.commit([seen], origin="form-1")
        own = [one for one in rig.events[before:] if isinstance(one, RecordsChanged)]
        assert own[0].origin == "form-1"
        assert own[0].ids == (seen.record_id,)

    play(scenario)


def test_a_thousand_waiting_operations_take_at_most_twelve_requests():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        for number in range(1000):
            rig.create(subject=f"Ticket {number}")
        rig.engine.set_offline(False)
        await rig.quiet()
        assert rig.line.calls.count("push") <= 12
        assert len(rig.desk.effects) == 1000

    play(scenario)


def test_the_status_says_online_and_when_everything_was_complete():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        status = rig.engine.status()
        assert status.link is Link.ONLINE
        assert status.last_sync

    play(scenario)


def test_the_moment_of_a_sync_is_told_at_once_although_the_desk_is_left_alone_for_a_while():
    async def scenario(rig: Rig) -> None:
        rig.use(Caps(long_poll=False, rest_s=600))
        await rig.online()
        rig.engine.set_offline(True)
        await asyncio.sleep(3600)
        rig.engine.set_offline(False)
        before = rig.moment()
        await rig.until(lambda: rig.engine.status().last_sync >= before)
        told = [one.last_sync for one in rig.events if isinstance(one, SyncStatus)]
        assert told[-1] == rig.engine.status().last_sync

    play(scenario)


def test_nothing_flickers_back_to_the_old_value_while_a_change_travels():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.edit(priority="high")
        shown = set()
        for _ in range(200):
            shown.add(rig.view("ticket", T1)["priority"])
            if not rig.outbox.pending():
                break
            await asyncio.sleep(0.0005)
        assert shown == {"high"}
        assert not rig.outbox.pending()

    play(scenario)
