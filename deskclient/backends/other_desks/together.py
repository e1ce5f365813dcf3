"""Several chains of questions at the same time."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


async def together(some: Sequence[Coroutine[Any, Any, T]]) -> Sequence[T]:
    """Give what each gives, in this order; if one fails, none of the others goes on."""
    tasks = [asyncio.ensure_future(one) for one in some]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
