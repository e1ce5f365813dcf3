"""The engine's thread: calls in, answers out, an end within a second."""

import asyncio
import threading
from concurrent.futures import CancelledError

import pytest

from deskclient.sync.thread import EngineThread


async def forever() -> None:
    await asyncio.Event().wait()


def test_a_call_runs_in_the_thread_and_its_answer_comes_back():
    thread = EngineThread("engine", forever)
    thread.start()
    assert thread.submit(threading.current_thread).result(5).name == "engine"
    assert thread.stop()


def test_calls_made_before_the_start_are_run_first():
    thread = EngineThread("engine", forever)
    order: list[int] = []
    early = thread.submit(order.append, 1)
    thread.start()
    thread.submit(order.append, 2).result(5)
    assert early.done()
    assert order == [1, 2]
    assert thread.stop()


def test_an_exception_comes_back_to_whoever_asked():
    thread = EngineThread("engine", forever)
    thread.start()
    with pytest.raises(ZeroDivisionError):
        thread.submit(lambda: 1 // 0).result(5)
    assert thread.stop()


def test_a_coroutine_runs_in_the_loop():
    async def work() -> str:
        await asyncio.sleep(0)
        return "done"

    thread = EngineThread("engine", forever)
    thread.start()
    assert thread.submit_coroutine(work).result(5) == "done"
    assert thread.stop()


def test_stopping_cancels_everything_at_once():
    seen = threading.Event()

    async def stubborn() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            seen.set()

    thread = EngineThread("engine", stubborn)
    thread.start()
    pending = thread.submit_coroutine(forever)
    thread.submit(lambda: None).result(5)
    assert thread.stop(1.0)
    assert seen.is_set()
    assert isinstance(pending.exception(1), RuntimeError)


def test_calls_after_the_end_are_cancelled_and_never_wait():
    thread = EngineThread("engine", forever)
    thread.start()
    assert thread.stop()
    with pytest.raises(CancelledError):
        thread.submit(lambda: None).result(1)


def test_a_thread_that_never_started_stops_too():
    thread = EngineThread("engine", forever)
    early = thread.submit(lambda: None)
    assert thread.stop()
    assert early.cancelled()
