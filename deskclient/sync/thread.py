"""The engine's thread: a plain one, with an asyncio loop of its own."""

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class EngineThread:
    """Runs a loop in a thread of its own and takes calls into it from any other.

    ``main`` makes the coroutine that lives as long as the thread (``Engine.run``), inside the
    thread and the loop, so that stores can be opened where they are used.
    """

    def __init__(self, name: str, main: Callable[[], Coroutine[Any, Any, None]]) -> None: ...

    def start(self) -> None:
        """Start the thread; returns at once, calls submitted before are run first."""
        raise NotImplementedError

    def submit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run ``call`` between two steps of the loop; the future holds its result or exception."""
        raise NotImplementedError

    def submit_coroutine(self, make: Callable[[], Coroutine[Any, Any, T]]) -> "Future[T]":
        """Run a coroutine in the loop."""
        raise NotImplementedError

    def stop(self, timeout_s: float = 1.0) -> bool:
        """Cancel everything and wait; tells whether the thread ended in time."""
        raise NotImplementedError
