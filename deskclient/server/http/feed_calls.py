"""News, first pulls and reconciliation."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from deskclient.backends.native.wire import MAX_PAGE_ROWS, MAX_WAIT_S
from deskclient.domain.scope import Scope
from deskclient.server.access.tokens import Bearer
from deskclient.server.desk import Desk
from deskclient.server.feed.changes import ChangesAnswer, RestoredError
from deskclient.server.feed.inventory import digest_of_scope, ids_of, size_of
from deskclient.server.feed.reach import wanted
from deskclient.server.feed.snapshot import SnapshotAnswer
from deskclient.server.http.answers import Answer, Asked, json_answer, page_answer
from deskclient.server.http.asking import (
    Parameters,
    read_number,
    read_scope,
    read_wait,
    token_in,
)
from deskclient.server.problems import bad_request, feed_lost
from deskclient.server.records.news import Waiter

_DEFAULT_ROWS = 500
_MAX_IDS = 10_000
Check: TypeAlias = Callable[[Connection, str], Bearer]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Question:
    """One request for changes."""

    token: str
    scope: Scope
    cursor: str
    limit: int

    @classmethod
    def of(cls, asked: Parameters, token: str) -> "_Question":
        scope = read_scope(asked)
        limit = read_number(asked, "limit", _DEFAULT_ROWS, MAX_PAGE_ROWS)
        cursor = asked.get("cursor", "")
        if not cursor:
            raise bad_request("The feed needs a cursor; a first pull gives one.", field="cursor")
        return cls(token, scope, cursor, limit)

    @property
    def about(self) -> tuple[Scope, str, int]:
        return self.scope, self.cursor, self.limit


class FeedCalls:
    """The reading calls of the sync protocol."""

    def __init__(self, desk: Desk, *, threads: bool) -> None:
        self._desk = desk
        self._threads = threads

    async def changes(self, request: Asked) -> Answer:
        """Give what changed; waits for news if nothing did and the client is willing."""
        asked: Parameters = request.query_params
        deadline = asyncio.get_running_loop().time() + read_wait(asked, MAX_WAIT_S)
        question = _Question.of(asked, token_in(request))
        check: Check = self._desk.bearer
        while True:
            waiter = self._desk.notifier.waiter()
            try:
                answer, check = self._glance(question, check)
                if answer is None:
                    answer = await self._run(partial(self._changes, question, check))
                if answer.count or answer.more or await self._is_quiet(waiter, answer, deadline):
                    break
            finally:
                waiter.stop()
            # A request counts once, however often it looks.
            question, check = replace(question, cursor=answer.next), self._desk.known_bearer
        pieces = answer.pieces(self._desk.now_text())
        return page_answer(request, pieces, self._desk.config.compress_from)

    async def _is_quiet(self, waiter: Waiter, answer: ChangesAnswer, deadline: float) -> bool:
        """Wait for something to be written; tell whether the time went by without it."""
        loop, every_s = asyncio.get_running_loop(), self._desk.config.poll_s
        notifier = self._desk.notifier
        while (left := deadline - loop.time()) > 0 and not notifier.ending:
            if await waiter.wait(min(left, every_s)):
                return notifier.ending
            if await self._run(self._desk.pulse.newest) > answer.newest:
                return False
        return True

    async def _run(self, call: Callable[[], T]) -> T:
        return await asyncio.to_thread(call) if self._threads else call()

    def _glance(self, question: "_Question", check: Check) -> tuple[ChangesAnswer | None, Check]:
        """Answer right here if that takes a glance; else tell what a thread has left to check."""
        desk = self._desk
        if not desk.database.can_glance:
            return None, check
        with suppress(DBAPIError, RestoredError), desk.database.glance() as connection:
            who = check(connection, question.token).principal
            check = desk.known_bearer
            return desk.feed.recall(connection, who, *question.about, desk.now()), check
        return None, check

    def _changes(self, question: "_Question", check: Check) -> ChangesAnswer:
        desk = self._desk
        try:
            with desk.database.read() as connection:
                who = check(connection, question.token).principal
                return desk.feed.read(connection, who, *question.about, desk.now())
        except RestoredError as restored:
            desk.facts.start_new_epoch(restored.epoch)
            raise feed_lost("epoch") from None

    def snapshot(self, request: Asked) -> Answer:
        """Give one page of everything in a scope."""
        desk = self._desk
        answer = self._snapshot(request)
        return page_answer(request, (answer.body(desk.now_text()),), desk.config.compress_from)

    def _snapshot(self, request: Asked) -> SnapshotAnswer:
        desk = self._desk
        asked: Parameters = request.query_params
        scope, page = read_scope(asked), asked.get("page", "")
        limit = read_number(asked, "limit", _DEFAULT_ROWS, MAX_PAGE_ROWS)
        try:
            with desk.database.read() as connection:
                who = desk.bearer(connection, token_in(request)).principal
                return desk.snapshots.read(connection, who, scope, page, limit, desk.now())
        except RestoredError as restored:
            desk.facts.start_new_epoch(restored.epoch)
            raise feed_lost("epoch") from None

    def size(self, request: Asked) -> Answer:
        """Estimate what keeping a scope costs."""
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            want = wanted(who, read_scope(request.query_params), desk.now())
            return json_answer(size_of(connection, want))

    def ids(self, request: Asked) -> Answer:
        """List ids and versions of a scope."""
        desk, asked = self._desk, request.query_params
        limit = read_number(asked, "limit", MAX_PAGE_ROWS, _MAX_IDS)
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            want = wanted(who, read_scope(asked), desk.now())
            return json_answer(ids_of(connection, want, asked.get("after", ""), limit))

    def digest(self, request: Asked) -> Answer:
        """Give the digest of a scope."""
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            want = wanted(who, read_scope(request.query_params), desk.now())
            return json_answer(digest_of_scope(connection, want))
