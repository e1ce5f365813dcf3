"""Cancels calls of httpx so that no connection stays open.

httpx closes connections under shields of anyio. These hold off a cancellation by anyio, but not
one by asyncio, after which the connections that were next to be closed are forgotten.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(closing: Coroutine[Any, Any, None]) -> None:
    """Close all even if cancelled: it takes a turn of the loop for each connection, no more."""
    task = asyncio.ensure_future(closing)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


async def by_scope(
    call: Callable[[], Coroutine[Any, Any, T]], undo: Callable[[T], Coroutine[Any, Any, None]]
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
        await asyncio.wait({task})
        if not task.cancelled() and task.exception() is None:
            await to_the_end(undo(task.result()))
        raise
