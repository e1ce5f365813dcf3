"""One open profile, before, while and after its engine runs."""

import threading

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import (
    DamagedError,
    DiskFullError,
    NewerSchemaError,
    StorageError,
)
from deskclient.domain.events import Event, JobProgress, Link, SyncStatus
from deskclient.domain.ids import RecordId
from deskclient.domain.query import ListQuery
from deskclient.domain.scope import Scope
from deskclient.storage.port import Draft
from tests.fakes.inline_engine import InlineEngine
from tests.services.opened import wait

HALF = Draft("reply:t1", "reply", "t1", {"body": "half"}, "2026-01-01T00:00:00.000Z")


def test_rows_are_there_before_the_engine_is(unstarted):
    unstarted.engine = InlineEngine(unstarted.stores, unstarted.registry, lambda _: None)
    unstarted.ticket()
    rows = unstarted.desk.reads.first_rows(ListQuery("ticket"), 50)
    assert [row.record_id for row in rows] == ["t1"]


def test_drafts_and_outbox_of_the_last_run_are_known_when_the_engine_is_up(unstarted):
    unstarted.stores.outbox.save_draft(HALF)
    assert unstarted.desk.drafts.load("reply", "t1") is None
    unstarted.start()
    assert unstarted.desk.drafts.load("reply", "t1") == HALF


def test_a_draft_typed_while_starting_wins_over_the_stored_one(unstarted):
    unstarted.stores.outbox.save_draft(HALF)
    newer = Draft("reply:t1", "reply", "t1", {"body": "half and more"}, "2026-01-02")
    unstarted.desk.drafts.save(newer)
    unstarted.start()
    assert unstarted.desk.drafts.load("reply", "t1") == newer
    assert list(unstarted.stores.outbox.drafts()) == [newer]


def test_what_could_not_be_stored_is_stored_later_unless_it_became_something_else(
    unstarted, expected_logs
):
    """Row 25: a disk that is full for a while costs no half-written words."""
    expected_logs.expect("a draft could not be saved")
    desk = unstarted.start().desk
    unstarted.engine.failure = DiskFullError("The disk is full")
    sent = Draft("reply:t2", "reply", "t2", {"body": "whole"}, "2026-01-01")
    desk.drafts.save(HALF)
    desk.drafts.save(sent)
    desk.drafts.save_again()
    assert list(desk.drafts.unsaved()) == [HALF, sent]
    unstarted.engine.failure = None
    desk._drafts.forget(sent.draft_id)
    desk.drafts.save_again()
    assert desk.drafts.unsaved() == []
    assert list(unstarted.stores.outbox.drafts()) == [HALF]


def test_a_draft_thrown_away_while_starting_does_not_come_back(unstarted):
    unstarted.stores.outbox.save_draft(HALF)
    unstarted.desk.drafts.delete("reply:t1")
    unstarted.start()
    assert unstarted.desk.drafts.all() == []
    assert list(unstarted.stores.outbox.drafts()) == []


def test_an_engine_that_cannot_start_is_told_in_words_and_fails_what_waits(unstarted):
    """Row 29: the window stays, the stores stay shut, nothing waits forever."""
    unstarted.start_failure = DamagedError("The outbox is damaged", "It is kept as it is.")
    waiting = unstarted.desk.writes.create("saved_view", {"name": "x"})
    with pytest.raises(DamagedError):
        wait(unstarted.desk.start_engine())
    with pytest.raises(DamagedError):
        wait(waiting)
    with pytest.raises(DamagedError):
        wait(unstarted.desk.writes.create("saved_view", {"name": "y"}))
    assert unstarted.events[-1].link is Link.STORAGE_TROUBLE


def test_unsent_work_can_be_seen_and_exported_although_the_engine_cannot_start(unstarted, home):
    """Row 23: written by a newer version, so it is only read; nothing is out of reach."""
    unstarted.engine = InlineEngine(unstarted.stores, unstarted.registry, lambda _: None)
    unstarted.stores.outbox.save_draft(HALF)
    unstarted.start_failure = NewerSchemaError("Saved by a newer version")
    with pytest.raises(NewerSchemaError):
        wait(unstarted.desk.start_engine())
    assert unstarted.events[-1].link is Link.READ_ONLY
    assert unstarted.desk.drafts.load("reply", "t1") == HALF
    assert wait(unstarted.desk.outbox.export(home / "unsent.zip")) == 1
    assert wait(unstarted.desk.unsent_work()).drafts == 1


def test_an_unexpected_failure_at_the_start_is_logged_and_told_too(unstarted, expected_logs):
    expected_logs.expect("could not start")
    unstarted.start_failure = RuntimeError("a bug")
    with pytest.raises(StorageError, match="a bug"):
        wait(unstarted.desk.start_engine())


def test_starting_twice_is_starting_once(opened):
    engine = opened.engine
    wait(opened.desk.start_engine())
    assert opened.engine is engine


def test_a_closed_profile_takes_no_more_changes_and_gives_up_its_lock(unstarted):
    unstarted.start()
    unstarted.desk.close()
    unstarted.desk.close()
    assert unstarted.released
    assert unstarted.engine.runner.stopped
    with pytest.raises(StorageError):
        wait(unstarted.desk.writes.create("saved_view", {"name": "x"}))


def test_one_failing_listener_does_not_silence_the_others(opened, expected_logs):
    expected_logs.expect("a listener failed")
    heard: list[Event] = []

    def fail(event):
        raise RuntimeError

    opened.desk.listen(fail)
    opened.desk.listen(heard.append)
    opened.engine.emit(SyncStatus(Link.ONLINE))
    assert heard == [SyncStatus(Link.ONLINE)]


def test_a_listener_can_stop_listening(opened):
    heard: list[Event] = []
    stop = opened.desk.listen(heard.append)
    stop()
    opened.engine.emit(SyncStatus(Link.ONLINE))
    assert heard == []


def test_a_fetch_is_known_until_it_ends_and_while_it_is_stopped(opened):
    half = JobProgress("pull", "Fetching tickets", 1, 2)
    opened.engine.emit(half)
    assert opened.desk.sync.job() == half
    stopped = replace(half, ended=True, stopped=True)
    opened.engine.emit(stopped)
    opened.engine.emit(JobProgress("file:1", "Fetching a file", 1, 2, unit="bytes"))
    assert opened.desk.sync.job() == stopped
    opened.engine.emit(replace(half, done=2, ended=True))
    assert opened.desk.sync.job() is None


def test_the_status_is_the_one_told_last(opened):
    assert opened.desk.sync.status().link is Link.OFFLINE
    opened.engine.emit(SyncStatus(Link.ONLINE, last_sync="2026"))
    assert opened.desk.sync.status().last_sync == "2026"


def test_times_follow_the_clock_of_the_desk(opened):
    """Row 14: a clock that is wrong by years does not reach the desk."""
    opened.ticket()
    opened.engine.emit(SyncStatus(Link.ONLINE, clock_offset_s=-20 * 365 * 86_400.0))
    wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    assert opened.stores.outbox.pending()[0].acted_at < "2020"


def test_names_are_fresh_after_an_event(opened):
    opened.engine.have("queue", "q1", 1, name="Network", slug="network", position=2)
    opened.engine.have("queue", "q2", 1, name="Access", slug="access", position=1)
    assert opened.desk.reads.names("queue") == {"q1": "Network", "q2": "Access"}
    opened.engine.have("queue", "q1", 2, name="Networks", slug="network", position=2)
    assert opened.desk.reads.title("queue", RecordId("q1")) == "Networks"
    assert [one.record_id for one in opened.desk.reads.reference("queue")] == ["q2", "q1"]


def test_titles_of_what_is_not_here_are_the_bare_id_and_nothing_for_none(opened):
    assert opened.desk.reads.title("queue", RecordId("gone")) == "gone"
    assert opened.desk.reads.title("ticket", RecordId("gone")) == "gone"
    assert opened.desk.reads.title("person", None) == ""


def test_the_search_line_knows_the_names_of_the_desk(opened):
    opened.engine.have("queue", "q1", 1, name="Network", slug="net", words=["сеть"])
    reads = opened.desk.reads
    lines = ("queue:net", "очередь:сеть", "queue:Network", "queue:netw")
    parsed = [reads.parse(line) for line in lines]
    assert [one.unknown for one in parsed] == [()] * 4
    assert [one.query.filters[0].values for one in parsed] == [("q1",)] * 4
    assert reads.format(parsed[0].query) == "queue:Network"


def test_one_line_makes_a_ticket_with_the_names_of_the_desk(opened):
    opened.engine.have("queue", "q1", 1, name="Network", slug="net", words=["сеть"])
    opened.engine.have("person", "p1", 1, name="Пётр Иванов", login="ivanov")
    quick = opened.desk.reads.quick("Нет связи @иванов #сеть !high owner:me")
    assert quick.doc == {
        "subject": "Нет связи",
        "requester": "p1",
        "queue": "q1",
        "priority": "high",
        "owner": "me",
    }


def test_one_line_never_takes_a_group_for_the_one_who_asks(opened):
    opened.engine.have("person", "group:27", 1, name="Agents", is_group=True)
    assert "requester" not in opened.desk.reads.quick("Printer down @agents").doc
    opened.engine.have("person", "p1", 1, name="Agentson", login="agents")
    assert opened.desk.reads.quick("Printer down @agents").doc["requester"] == "p1"


@pytest.mark.parametrize("typed", ["+441134960108", "0113-496-0108", '"+44 113 496 0108"'])
def test_a_caller_is_known_by_the_number_on_the_display(opened, typed):
    opened.engine.have("person", "p1", 1, name="Mary Ward", phone="+44 113 496 0108")
    opened.engine.have("person", "p2", 1, name="Liam Shaw", phone="+44 113 496 0109")
    reads = opened.desk.reads
    assert reads.quick(f"VPN drops @{typed}").doc["requester"] == "p1"
    assert [one.record_id for one in reads.find_names("person", typed.strip('"'))] == ["p1"]


def test_a_number_brings_everybody_who_has_it_once_and_no_more_than_wanted(opened):
    opened.engine.have("person", "p1", 1, name="Mary Ward", phone="441134960108")
    opened.engine.have("person", "p2", 1, name="Liam Shaw", phone="+44 113 496 0108")
    found = opened.desk.reads.find_names("person", "441134960108")
    assert sorted(one.record_id for one in found) == ["p1", "p2"]
    assert len(opened.desk.reads.find_names("person", "441134960108", 1)) == 1


@pytest.mark.parametrize("typed", ["100037", "nb-1001", "NB-10", "PT436W7SN8"])
def test_a_caller_is_known_by_the_tag_on_their_device(opened, typed):
    opened.engine.have("person", "p1", 1, name="Mary Ward")
    opened.engine.have("person", "p2", 1, name="Liam Shaw")
    device = {"name": "NB-1001", "tag": "100037", "serial": "PT436W7SN8"}
    opened.engine.have("asset", "d1", 1, holder="p1", **device)
    opened.engine.have("asset", "d2", 1, holder="p2", name="PR-1002", tag="100038")
    opened.engine.have("asset", "d3", 1, name="NB-1003", tag="100039")
    reads = opened.desk.reads
    assert reads.quick(f"Blue screen @{typed}").doc["requester"] == "p1"
    assert [one.record_id for one in reads.find_names("person", typed)] == ["p1"]


def test_a_device_that_nobody_has_brings_nobody(opened):
    opened.engine.have("person", "p1", 1, name="Mary Ward")
    opened.engine.have("asset", "d1", 1, name="NB-1003", tag="100039")
    assert "requester" not in opened.desk.reads.quick("Blue screen @100039").doc
    assert opened.desk.reads.find_names("person", "100039") == ()


def test_long_reads_answer_in_their_own_thread(opened):
    opened.ticket()
    answers, done = [], threading.Event()

    def take(counts):
        answers.append((dict(counts), threading.current_thread().name))
        done.set()

    opened.desk.reads.counts({"all": ListQuery("ticket")}, take)
    assert done.wait(5)
    assert answers == [({"all": 1}, "deskclient-reader")]


def test_after_great_work_the_reader_of_counts_rests_in_its_own_thread(opened, monkeypatch):
    rested, done = [], threading.Event()

    def rest(reader):
        rested.append((reader, threading.current_thread().name))

    monkeypatch.setattr(type(opened.stores.reader), "rest", rest)
    opened.rest()
    opened.desk.reads.counts({"all": ListQuery("ticket")}, lambda _: done.set())
    assert done.wait(5)
    assert rested == [(opened.stores.reader, "deskclient-reader")]


def test_a_size_estimate_that_fails_is_unknown(opened):
    sizes = []
    opened.desk.sync.estimate(Scope(), lambda *size: sizes.append(size))
    opened.engine.failure = StorageError("no")
    opened.desk.sync.estimate(Scope(), lambda *size: sizes.append(size))
    assert sizes == [(3, 1000, 50), (-1, -1, -1)]


def test_wishes_for_the_sync_reach_the_engine(opened):
    sync = opened.desk.sync
    sync.sync_now()
    sync.set_offline(True)
    sync.cancel_job("pull")
    sync.load_thread(RecordId("t1"))
    sync.mark_read("ticket", RecordId("t1"))
    opened.desk.files.fetch("abc")
    sync.set_scope(Scope(days=30))
    assert opened.engine.wishes == [
        ("sync", None),
        ("offline", True),
        ("cancel", "pull"),
        ("thread", "t1"),
        ("read", "t1"),
        ("file", "abc"),
    ]
    assert sync.scope() == opened.engine.scope() == Scope(days=30)
    assert sync.facts() == {"Waiting": "0"}


@pytest.mark.parametrize(("there", "whole"), [(2, True), (3, False)])
def test_what_words_find_begins_with_the_rows_in_sight_and_one_more(unstarted, there, whole):
    unstarted.start()
    for number in range(there):
        unstarted.ticket(f"t{number}", created_at=f"2026-01-0{number + 1}T00:00:00.000Z")
    unstarted.stores.cache.index_step(100)
    query = replace(unstarted.desk.reads.parse("printer").query, sort="-created_at")
    start = unstarted.desk.reads.start_at_once(query, 2)
    assert [row.record_id for row in start.rows] == ["t2", "t1", "t0"][-there:]
    assert list(start.keys) == [row.key for row in start.rows]
    assert start.whole is whole
