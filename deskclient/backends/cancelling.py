"""Cancels calls of httpx so that no connection stays open.

httpx closes connections under shields of anyio. These hold off a cancellation by anyio, but not
one by asyncio, after which the connections that were next to be closed are forgotten.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(closing: Awaitable[None]) -> None:
    """Close all even if cancelled: it takes a turn of the loop for each connection, no more."""
    task = asyncio.ensure_future(closing)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await _ended(task)
        raise


async def by_scope(
    call: Callable[[], Awaitable[T]],
    undo: Callable[[T], Awaitable[None]] | None = None,
) -> T:
    """Make a call that is cancelled by way of anyio.

    Args:
        call: Begins it.
        undo: Takes back a result that came in the same moment as the cancellation.
    """
    from anyio import CancelScope  # noqa: PLC0415 - comes with httpx, which comes late

    scope = CancelScope()

    async def work() -> T:
        with scope:
            return await call()
        raise asyncio.CancelledError

    task = asyncio.ensure_future(work())
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        scope.cancel()
        if await _ended(task) and undo is not None:
            await _ended(asyncio.ensure_future(undo(task.result())))
        raise


async def _ended(task: "asyncio.Task[Any]") -> bool:
    """Wait for the end, however often the wait is cancelled; tells whether there is a result."""
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait({task})
    return not task.cancelled() and task.exception() is None
