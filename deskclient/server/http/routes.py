"""The table of calls: which path and method leads where."""

from collections.abc import Callable

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler

from deskclient.server.desk import Desk
from deskclient.server.http.answers import Answer, Asked
from deskclient.server.http.feed_calls import FeedCalls
from deskclient.server.http.op_calls import OpCalls
from deskclient.server.http.session_calls import SessionCalls

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
    reading: dict[str, Reading] = {
        "/v1/hello": session.hello,
        "/v1/session": session.session,
        "/v1/snapshot": feed.snapshot,
        "/v1/size": feed.size,
        "/v1/ids": feed.ids,
        "/v1/digest": feed.digest,
        "/v1/ops/{op_id:str}": ops.verdict,
    }
    writing: dict[str, Writing] = {
        "/v1/sign-in": session.sign_in,
        "/v1/refresh": session.refresh,
        "/v1/ops": ops.push,
        "/v1/ops/status": ops.statuses,
    }
    handlers: list[HTTPRouteHandler] = [
        get("/v1/changes", media_type="application/json")(_waiting(feed)),
        post("/v1/sign-out", sync_to_thread=threads, status_code=200)(_reading(session.sign_out)),
    ]
    handlers += [get(path, sync_to_thread=threads)(_reading(call)) for path, call in reading.items()]
    handlers += [
        post(path, sync_to_thread=threads, status_code=200)(_writing(call))
        for path, call in writing.items()
    ]
    return handlers


def _reading(call: Reading) -> Callable[..., Answer]:
    def handle(request: Request) -> Answer:  # type: ignore[type-arg]
        return call(request)

    return handle


def _writing(call: Writing) -> Callable[..., Answer]:
    def handle(request: Request, body: bytes) -> Answer:  # type: ignore[type-arg]
        return call(request, body)

    return handle


def _waiting(feed: FeedCalls) -> Callable[..., object]:
    async def handle(request: Request) -> Answer:  # type: ignore[type-arg]
        return await feed.changes(request)

    return handle
