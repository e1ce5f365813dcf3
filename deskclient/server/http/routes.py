"""The table of calls: which path and method leads where."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, Response, delete, get, patch, post, route
from litestar.handlers import HTTPRouteHandler

from deskclient.server.desk import Desk
from deskclient.server.http.answers import Answer, Asked, page_answer
from deskclient.server.http.feed_calls import FeedCalls
from deskclient.server.http.file_calls import FileCalls
from deskclient.server.http.op_calls import OpCalls
from deskclient.server.http.record_calls import RecordCalls
from deskclient.server.http.session_calls import SessionCalls
from deskclient.server.openapi import describe

Reading = Callable[[Asked], Answer]
Writing = Callable[[Asked, bytes], Answer]


def routes(desk: Desk, *, threads: bool) -> list[HTTPRouteHandler]:
    """Build every handler.

    Args:
        desk: What serves the calls.
        threads: Whether calls run in threads; without, they run in the event loop, one at a
            time, which makes a simulation repeatable.
    """
    session, feed, ops = SessionCalls(desk), FeedCalls(desk, threads=threads), OpCalls(desk)
    files, records = FileCalls(desk, threads=threads), RecordCalls(desk)
    reading: dict[str, Reading] = {
        "/v1/hello": session.hello,
        "/v1/session": session.session,
        "/v1/snapshot": feed.snapshot,
        "/v1/size": feed.size,
        "/v1/ids": feed.ids,
        "/v1/digest": feed.digest,
        "/v1/ops/{op_id:str}": ops.verdict,
        "/v1/records/{kind:str}/{id:str}": records.record,
        "/v1/tickets/{id:str}/entries": records.thread,
        "/v1/openapi.json": _description(desk),
    }
    writing: dict[str, Writing] = {
        "/v1/sign-in": session.sign_in,
        "/v1/refresh": session.refresh,
        "/v1/erasure": session.erasure,
        "/v1/erasure/done": session.erased,
        "/v1/ops": ops.push,
        "/v1/ops/status": ops.statuses,
        "/v1/uploads": files.start,
    }
    upload, record = "/v1/uploads/{upload_id:str}", "/v1/records/{kind:str}/{id:str}"
    handlers: list[HTTPRouteHandler] = [
        get("/v1/changes")(_waiting(feed.changes)),
        get("/v1/files/{sha256:str}")(_waiting(files.file)),
        patch(upload, request_max_body_size=desk.config.max_upload_bytes)(_waiting(files.append)),
        # The framework's own decorator for this method wants handlers that give nothing.
        route(upload, http_method="HEAD", status_code=200)(_reading(files.head, threads=threads)),
        delete(upload, status_code=200)(_reading(files.drop, threads=threads)),
        patch(record)(_writing(records.patch, threads=threads)),
        post("/v1/sign-out", status_code=200)(_reading(session.sign_out, threads=threads)),
    ]
    handlers += [get(path)(_reading(call, threads=threads)) for path, call in reading.items()]
    handlers += [
        post(path, status_code=200)(_writing(call, threads=threads))
        for path, call in writing.items()
    ]
    return handlers


def _description(desk: Desk) -> Reading:
    body = describe(desk.config.name)

    def answer(request: Asked) -> Answer:
        return page_answer(request, (body,), desk.config.compress_from)

    return answer


def _reading(call: Reading, *, threads: bool) -> Callable[..., object]:
    async def handle(request: Request) -> Answer:  # type: ignore[type-arg]
        return await asyncio.to_thread(call, request) if threads else call(request)

    return handle


def _writing(call: Writing, *, threads: bool) -> Callable[..., object]:
    async def handle(request: Request) -> Answer:  # type: ignore[type-arg]
        body = await request.body()
        return await asyncio.to_thread(call, request, body) if threads else call(request, body)

    return handle


def _waiting(call: Callable[[Asked], Awaitable[Response[Any]]]) -> Callable[..., object]:
    async def handle(request: Request) -> Response:  # type: ignore[type-arg]
        return await call(request)

    return handle
