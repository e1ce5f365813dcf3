"""Patience for tests: a transport waits long, unless its test is about the waiting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deskclient.backends.http import HttpRequest, HttpxTransport, Limits
from deskclient.domain.clock import SystemClock

QUICK = Limits(
    connect_s=10.0,
    read_s=0.5,
    write_s=1.0,
    pool_s=1.0,
    head_s=2.0,
    total_s=4.0,
    min_rate=1000.0,
    rate_window_s=0.4,
)
PATIENT = Limits(connect_s=10.0, read_s=10.0)


@asynccontextmanager
async def transport(limits: Limits = PATIENT) -> AsyncIterator[HttpxTransport]:
    """A real transport."""
    made = HttpxTransport(SystemClock(), limits)
    try:
        yield made
    finally:
        await made.close()


def get(url: str, **more: float) -> HttpRequest:
    """A plain question with a token."""
    headers = {"Authorization": "Bearer canary-token"}
    return HttpRequest(method="GET", url=url, headers=headers, wait_s=more.get("wait_s", 0.0))


def post(url: str, body: bytes = b"{}") -> HttpRequest:
    """A change with a token."""
    headers = {"Authorization": "Bearer canary-token", "Content-Type": "application/json"}
    return HttpRequest(method="POST", url=url, headers=headers, body=body)
