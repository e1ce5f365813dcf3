"""The engine's thread: a plain one, with an asyncio loop of its own."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger(__name__)


class EngineThread:
    """Runs a loop in a thread of its own and takes calls into it from any other.

    ``main`` makes the coroutine that lives as long as the thread (``Engine.run``), inside the
    thread and the loop, so that stores can be opened where they are used.
    """

    def __init__(self, name: str, main: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._main = main
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._waiting: list[tuple[Callable[[], None], Future[Any]]] = []
        self._stopped = False
        self._calls: dict[asyncio.Task[Any], None] = {}

    def start(self) -> None:
        """Start the thread; returns at once, calls submitted before are run first."""
        self._thread.start()

    def submit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run ``call`` between two steps of the loop; the future holds its result or exception.

        After the end of the thread the future is cancelled.
        """
        answer: Future[T] = Future()

        def run() -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                answer.set_result(call(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - handed to whoever waits for the answer
                answer.set_exception(error)

        self._hand_over(run, answer)
        return answer

    def submit_coroutine(self, make: Callable[[], Coroutine[Any, Any, T]]) -> "Future[T]":
        """Run a coroutine in the loop."""
        answer: Future[T] = Future()

        async def work() -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                answer.set_result(await make())
            except asyncio.CancelledError:
                answer.set_exception(RuntimeError("The engine has stopped."))
                raise
            except Exception as error:  # noqa: BLE001 - handed to whoever waits for the answer
                answer.set_exception(error)

        def begin() -> None:
            task = asyncio.ensure_future(work())
            self._calls[task] = None
            task.add_done_callback(lambda done: self._calls.pop(done, None))

        self._hand_over(begin, answer)
        return answer

    def stop(self, timeout_s: float = 1.0) -> bool:
        """Cancel everything and wait; tells whether the thread ended in time."""
        with self._lock:
            loop, self._stopped = self._loop, True
        if loop is not None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._cancel)
        if self._thread.ident is None:
            self._forget_waiting()
        else:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    @property
    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    # --- inside -------------------------------------------------------------------------------

    def _hand_over(self, run: Callable[[], None], answer: "Future[Any]") -> None:
        with self._lock:
            if self._loop is None and not self._stopped:
                self._waiting.append((run, answer))
                return
            loop = self._loop
            try:
                if loop is not None:
                    loop.call_soon_threadsafe(run)
                    return
            except RuntimeError:
                _log.debug("a call came after the end of the engine")
        answer.cancel()

    def _forget_waiting(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for _, answer in waiting:
            answer.cancel()

    def _cancel(self) -> None:
        for task in (*self._calls, self._task):
            if task is not None:
                task.cancel()

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except asyncio.CancelledError:
            _log.debug("the engine was stopped")
        finally:
            with self._lock:
                self._stopped = True
                self._loop = None
            self._forget_waiting()

    async def _live(self) -> None:
        self._task = asyncio.current_task()
        with self._lock:
            self._loop = asyncio.get_running_loop()
            waiting, self._waiting = self._waiting, []
            stopped = self._stopped
        for run, _ in waiting:
            run()
        if not stopped:
            await self._main()
