"""Events from the engine: at once for what was done here, merged for what the sync brings."""

import threading
from concurrent.futures import Future
from typing import Any

import pytest
from msgspec.structs import replace

from deskclient.domain.events import Link, OutboxCount, RecordMoved, RecordsChanged, SyncStatus
from deskclient.domain.ids import RecordId
from deskclient.ui.bridge import Bridge


def changed(kind, record_id, *fields):
    return RecordsChanged(kind, (RecordId(record_id),), frozenset(fields))


@pytest.fixture
def bridge(qapp):
    made = Bridge()
    yield made
    made.deleteLater()


def test_events_of_the_sync_are_merged_by_kind(bridge, qtbot):
    heard: list[Any] = []
    bridge.records_changed.connect(heard.append)
    for number in range(1000):
        bridge.post(changed("ticket", f"t{number}", "status"))
    bridge.post(changed("entry", "e1"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    tickets = next(event for event in heard if event.kind == "ticket")
    assert len(tickets.ids) == 1000
    assert tickets.fields == {"status"}


def test_an_event_about_any_field_wins_over_named_ones(bridge, qtbot):
    heard: list[Any] = []
    bridge.records_changed.connect(heard.append)
    bridge.post(changed("ticket", "a", "status"))
    bridge.post(changed("ticket", "b"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].fields == frozenset()


def test_every_record_that_moved_is_told_of(bridge, qtbot):
    heard: list[Any] = []
    bridge.record_moved.connect(heard.append)
    moves = [RecordMoved("ticket", RecordId(one), RecordId("t9")) for one in ("t1", "t2")]
    for one in moves:
        bridge.post(one)
    qtbot.waitUntil(lambda: heard == moves)


def test_only_the_latest_status_is_told(bridge, qtbot):
    heard: list[Any] = []
    bridge.status_changed.connect(heard.append)
    for link in (Link.CONNECTING, Link.UNREACHABLE, Link.ONLINE):
        bridge.post(SyncStatus(link))
    qtbot.waitUntil(lambda: bool(heard))
    assert [status.link for status in heard] == [Link.ONLINE]


def test_what_was_done_here_is_told_before_what_the_sync_brought(bridge, qtbot):
    heard: list[Any] = []
    bridge.records_changed.connect(heard.append)
    bridge.post(changed("ticket", "theirs"))
    bridge.post(replace(changed("ticket", "mine"), origin="form"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [event.ids for event in heard] == [("mine",), ("theirs",)]


def test_other_threads_are_heard_on_the_thread_of_the_window(bridge, qtbot):
    threads = []
    bridge.outbox_changed.connect(lambda _count: threads.append(threading.current_thread()))
    worker = threading.Thread(target=lambda: bridge.post(OutboxCount(1, 0)))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]


def test_the_end_of_a_future_is_told_once(bridge, qtbot):
    done: list[int] = []
    failed: list[BaseException] = []
    futures: list[Future[int]] = [Future(), Future(), Future()]
    good, bad, gone = futures
    for future in futures:
        bridge.when_done(future, done.append, failed.append)
    gone.cancel()
    good.set_result(7)
    error = ValueError("no")
    bad.set_exception(error)
    qtbot.waitUntil(lambda: bool(done and failed))
    assert (done, failed) == ([7], [error])


def test_what_comes_together_is_told_in_turns_so_that_it_is_drawn_in_between(bridge, qtbot):
    told: list[str] = []
    probe = Bridge(bridge)

    def hear(event: RecordsChanged) -> None:
        told.append(event.kind)
        probe.call(lambda: told.append("turn"))

    bridge.records_changed.connect(hear)
    for kind in ("ticket", "entry", "person"):
        bridge.post(changed(kind, "one"))
    qtbot.waitUntil(lambda: len(told) == 6)
    assert told == ["ticket", "turn", "entry", "turn", "person", "turn"]
