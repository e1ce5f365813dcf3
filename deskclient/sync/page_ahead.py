"""Fetches the next page of a first pull while the last one is being stored."""

import asyncio

from deskclient.backends.port import Adapter, SnapshotPage
from deskclient.domain.scope import Scope

_TURNS = 12
"""More turns of the loop than a request on a kept connection needs until it has left."""


class PageAhead:
    """At most one page under way."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter
        self._key: tuple[str, str] | None = None
        self._task: asyncio.Task[SnapshotPage] | None = None

    async def page(self, scope: Scope, token: str) -> SnapshotPage:
        """Give a page and start to fetch the one after it."""
        key = (scope.to_text(), token)
        task, self._task = self._task, None
        if task is not None and key == self._key:
            page = await _unless_cancelled(task)
        else:
            await _ended(task)
            page = await self._adapter.snapshot(scope, token)
        if page.next_page:
            self._key = (scope.to_text(), page.next_page)
            self._task = asyncio.ensure_future(self._adapter.snapshot(scope, page.next_page))
            await _let_go(self._task)
        return page

    async def drop(self) -> None:
        """Forget the page under way."""
        task, self._task = self._task, None
        await _ended(task)


async def _let_go(task: "asyncio.Task[SnapshotPage]") -> None:
    """Let a request leave: a page is stored in steps so long that the desk would sit idle."""
    for _ in range(_TURNS):
        if task.done():
            return
        await asyncio.sleep(0)


async def _unless_cancelled(task: "asyncio.Task[SnapshotPage]") -> SnapshotPage:
    try:
        return await task
    finally:
        # A cancelled wait must not leave the request running on a line that is given up.
        task.cancel()


async def _ended(task: "asyncio.Task[SnapshotPage] | None") -> None:
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
