"""An asyncio loop whose time is made up: nothing waits, everything repeats exactly.

Time stands still while anything can run and jumps to the next timer when nothing can. There are no
sockets and no threads in it. Where nothing will ever run again, or work goes on for ever without
time passing, the run ends with an error that names the tasks, instead of hanging.
"""

import asyncio
from asyncio import base_events
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from typing_extensions import override

T = TypeVar("T")
_STEPS_AT_ONE_MOMENT = 100_000
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class DeadlockError(RuntimeError):
    """Every task waits for something that nobody will do."""


class NoProgressError(RuntimeError):
    """Tasks run and run while time stands still."""


class TimeIsUpError(RuntimeError):
    """The run took longer, in its own time, than it may."""


class _NoSelector:
    """Stands where the loop would wait for sockets: makes the time pass instead."""

    def __init__(self, loop: "VirtualLoop") -> None:
        self._loop = loop

    def select(self, timeout_s: float | None) -> list[Any]:
        self._loop.pass_time(timeout_s)
        return []

    def close(self) -> None:
        """Nothing is open."""


class VirtualLoop(base_events.BaseEventLoop):
    """See the module.

    Args:
        time_limit_s: The run ends with :class:`TimeIsUpError` when its time is past this.
    """

    def __init__(self, time_limit_s: float = float("inf")) -> None:
        super().__init__()
        self._now = 0.0
        self._steps = 0
        self._time_limit_s = time_limit_s
        self._selector = _NoSelector(self)
        self.steps = 0
        """How often the loop went round; part of a run's fingerprint."""

    @override
    def time(self) -> float:
        return self._now

    def pass_time(self, timeout_s: float | None) -> None:
        """Go on to the next timer; called by the loop when it would wait."""
        self.steps += 1
        if timeout_s is None:
            msg = f"nothing will ever happen again; waiting: {self.describe()}"
            raise DeadlockError(msg)
        if timeout_s <= 0:
            self._steps += 1
            if self._steps > _STEPS_AT_ONE_MOMENT:
                msg = f"no progress at {self._now:.3f} s; running: {self.describe()}"
                raise NoProgressError(msg)
            return
        self._steps = 0
        self._now += timeout_s
        if self._now > self._time_limit_s:
            msg = f"more than {self._time_limit_s} s; waiting: {self.describe()}"
            raise TimeIsUpError(msg)

    def forgive(self) -> None:
        """Let an ended run clean up, whatever ended it."""
        self._steps = 0
        self._time_limit_s = float("inf")

    def describe(self) -> str:
        """Name the tasks and where they stand."""
        return "; ".join(
            f"{task.get_name()} {task.get_coro().__qualname__}"  # type: ignore[union-attr]
            for task in ordered_tasks(self)
        )

    @override
    def run_in_executor(  # type: ignore[override]
        self, executor: object, func: Callable[..., T], *args: Any
    ) -> "asyncio.Future[T]":
        """Run at once, in this thread: threads would make the order a matter of luck."""
        future: asyncio.Future[T] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            future.set_exception(error)
        return future

    def _process_events(self, event_list: list[Any]) -> None:
        """There are no sockets."""

    def _write_to_self(self) -> None:
        """There is no other thread to wake this one."""


class VirtualClock:
    """The clock of one computer in a virtual run; its wall may be wrong and may jump."""

    def __init__(self, loop: VirtualLoop, start: datetime = START) -> None:
        self._loop = loop
        self._start = start
        self.wrong_by_s = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._loop.time() + self.wrong_by_s)

    def steady_s(self) -> float:
        return self._loop.time()


def ordered_tasks(loop: asyncio.AbstractEventLoop) -> list["asyncio.Task[Any]"]:
    """All unfinished tasks in the order they were made."""
    tasks = asyncio.all_tasks(loop)
    return sorted(tasks, key=lambda task: (len(task.get_name()), task.get_name()))


def run_virtual(
    main: Callable[[VirtualLoop], Coroutine[Any, Any, T]], *, time_limit_s: float = 7 * 86400.0
) -> T:
    """Run a coroutine to its end on a loop of its own, and end what it left behind."""
    loop = VirtualLoop(time_limit_s)
    try:
        return loop.run_until_complete(main(loop))
    finally:
        _end_all(loop)
        loop.close()


def _end_all(loop: VirtualLoop) -> None:
    left = ordered_tasks(loop)
    loop.forgive()
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
