"""The service as an ASGI application."""

from collections.abc import Awaitable, Callable

from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.types import Message, Scope

from deskclient.backends.native.wire import INSTANCE_HEADER, PROTOCOL, PROTOCOL_HEADER
from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.kind import Registry
from deskclient.domain.kinds.standard import standard_registry
from deskclient.server.config import ServerConfig
from deskclient.server.database.engine import Database
from deskclient.server.database.migrate import prepare
from deskclient.server.desk import Desk, build_desk
from deskclient.server.http.failures import (
    answer_call_error,
    answer_fault,
    answer_http_error,
)
from deskclient.server.http.routes import routes
from deskclient.server.problems import CallError

_MAX_BODY = 2 << 20


def create_app(
    config: ServerConfig,
    database: Database,
    *,
    clock: Clock,
    randomness: Randomness,
    threads: bool,
    registry: Registry | None = None,
) -> Litestar:
    """Build the service on a database, which is created or migrated first.

    Args:
        config: The operator's decisions.
        database: Where everything is kept.
        clock: Tells the time, in simulation a made-up one.
        randomness: Draws tokens and nonces.
        threads: Whether calls run in threads (production) or in the event loop (simulation).
        registry: The kinds of record; the standard ones by default.
    """
    prepare(database, clock, randomness)
    desk = build_desk(config, database, registry or standard_registry(), clock, randomness)
    return app_of(desk, threads=threads)


def app_of(desk: Desk, *, threads: bool) -> Litestar:
    """Build the application of a desk that is put together already."""
    return Litestar(
        routes(desk, threads=threads),
        openapi_config=None,
        logging_config=None,
        before_send=[_marks(desk)],
        exception_handlers={
            CallError: answer_call_error,
            HTTPException: answer_http_error,
            Exception: answer_fault,
        },
        request_max_body_size=_MAX_BODY,
    )


def _marks(desk: Desk) -> Callable[[Message, Scope], Awaitable[None]]:
    """Mark every answer as one of this desk; clients trust no other."""
    with desk.database.read() as connection:
        instance = desk.facts.read(connection).instance
    marks = [
        (PROTOCOL_HEADER.lower().encode(), PROTOCOL.encode()),
        (INSTANCE_HEADER.lower().encode(), instance.encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]

    async def mark(message: Message, scope: Scope) -> None:  # noqa: ARG001
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *marks]

    return mark
