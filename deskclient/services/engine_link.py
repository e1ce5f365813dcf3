"""Calls into the engine that may be made before it runs: they wait in order until it does."""

import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from deskclient.domain.errors import StorageError
from deskclient.services.engine_port import EngineCalls, RunningEngine

T = TypeVar("T")


class EngineLink:
    """The one way from the window's thread to the engine's. Safe from any thread.

    Once closed, calls end at once with a :class:`StorageError`, so that nothing waits forever.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: RunningEngine | None = None
        self._failure: Exception | None = None
        self._waiting: list[Callable[[RunningEngine | None], None]] = []

    def call(self, work: Callable[[EngineCalls], T]) -> "Future[T]":
        """Run ``work`` in the engine's thread."""
        return self.call_running(lambda running: work(running.calls))

    def call_running(self, work: Callable[[RunningEngine], T]) -> "Future[T]":
        """Run ``work``, which also sees the outbox, in the engine's thread."""
        return self._hand_over(lambda running: running.runner.submit(work, running))

    def call_async(self, make: Callable[[EngineCalls], Coroutine[Any, Any, T]]) -> "Future[T]":
        """Run a coroutine in the engine's loop."""
        return self._hand_over(
            lambda running: running.runner.submit_coroutine(lambda: make(running.calls))
        )

    def attach(self, running: RunningEngine) -> None:
        """Say that the engine runs; what waited goes first, in its order."""
        while True:
            with self._lock:
                if not self._waiting:
                    # Only now: a call made meanwhile must not overtake one that waited.
                    self._running = running
                    return
                batch, self._waiting = self._waiting, []
            for waiting in batch:
                waiting(running)

    def fail(self, failure: Exception) -> None:
        """Say that no engine will run (any more); what waits and comes fails with ``failure``."""
        with self._lock:
            self._running = None
            self._failure = failure
            batch, self._waiting = self._waiting, []
        for waiting in batch:
            waiting(None)

    def close(self) -> None:
        """Take no more calls."""
        self.fail(StorageError("The profile is closed", "Nothing can be saved in it any more."))

    @property
    def running(self) -> RunningEngine | None:
        """The engine, once it runs."""
        return self._running

    def _hand_over(self, start: Callable[[RunningEngine], "Future[T]"]) -> "Future[T]":
        answer: Future[T] = Future()
        answer.set_running_or_notify_cancel()

        def go(running: RunningEngine | None) -> None:
            if running is None:
                answer.set_exception(self._failure or StorageError("The engine does not run"))
            else:
                start(running).add_done_callback(lambda done: _copy(done, answer))

        with self._lock:
            if self._running is None and self._failure is None:
                self._waiting.append(go)
                return answer
            running = self._running
        go(running)
        return answer


def _copy(source: "Future[T]", target: "Future[T]") -> None:
    if source.cancelled():
        target.set_exception(
            StorageError("The profile was closed", "The change was not saved any more.")
        )
        return
    failure = source.exception()
    if failure is not None:
        target.set_exception(failure)
    else:
        target.set_result(source.result())


def chain(source: "Future[T]", convert: Callable[[T], "Any"]) -> "Future[Any]":
    """Give a future of what ``convert`` makes of the result; runs where ``source`` ends."""
    target: Future[Any] = Future()
    target.set_running_or_notify_cancel()

    def finish(done: "Future[T]") -> None:
        failure = done.exception()
        if failure is not None:
            target.set_exception(failure)
            return
        try:
            target.set_result(convert(done.result()))
        except Exception as trouble:  # noqa: BLE001 - handed to whoever waits for it
            target.set_exception(trouble)

    source.add_done_callback(finish)
    return target


def failed(failure: Exception) -> "Future[Any]":
    """Give a future that has failed already."""
    answer: Future[Any] = Future()
    answer.set_exception(failure)
    return answer


def finished(result: T) -> "Future[T]":
    """Give a future that is done already."""
    answer: Future[T] = Future()
    answer.set_result(result)
    return answer
