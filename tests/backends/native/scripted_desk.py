"""One of our own desks whose every answer a test writes, over the rude server."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from deskclient.backends.http import Limits
from deskclient.backends.native import wire
from deskclient.backends.native.adapter import NativeAdapter
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.clock import Clock, SystemClock
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, Patch
from deskclient.domain.times import to_text
from tests.backends.rude_server import INSTANCE, JSON, PROBLEM, Asked, Behaviour, RudeServer, answer
from tests.backends.settings import PATIENT, transport

SESSION = wire.Session(
    instance=INSTANCE,
    epoch="e1",
    person_id="p1",
    login="anna",
    name="Anna",
    role="agent",
    rights_rev=1,
    server_time="2026-11-23T12:00:00.000Z",
    queues={"q": "work"},
    max_upload_bytes=1 << 30,
    known_since="2026-01-01T00:00:00.000Z",
)


def said(value: Any, status: int = 200, headers: Mapping[str, str] = JSON) -> bytes:
    """Write an answer that carries a wire record."""
    return answer(status, msgspec.json.encode(value), headers)


def refusal(
    status: int, title: str = "", headers: Mapping[str, str] | None = None, **more: str
) -> bytes:
    """Write a problem."""
    problem = wire.Problem(title=title, status=status, **more)
    return said(problem, status, {**PROBLEM, **(headers or {})})


class Script:
    """Answers by method and path; a list is used up in turn, its last one stays."""

    def __init__(self) -> None:
        self.lines: dict[str, list[bytes | Behaviour]] = {
            "GET /v1/session": [said(SESSION)],
        }
        self.token = ""
        """If set, anything else in the Authorization header is answered with 401."""

    def on(self, line: str, *answers: bytes | Behaviour) -> None:
        self.lines[line] = list(answers)

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        shown = asked.headers.get("authorization", "")
        free = asked.path in {"/v1/refresh", "/v1/hello", "/v1/sign-in", "/v1/erasure"}
        if self.token and not free and shown != f"Bearer {self.token}":
            writer.write(refusal(401, "The session has ended"))
            return
        left = self.lines.get(f"{asked.method} {asked.path}", [refusal(404, "Nothing is here")])
        step = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(step, bytes):
            writer.write(step)
        else:
            await step(asked, writer)


class Scripted:
    """The scripted desk and an adapter for it."""

    def __init__(self, server: RudeServer, script: Script, adapter: NativeAdapter) -> None:
        self.server = server
        self.script = script
        self.adapter = adapter
        self.store = MemoryTokenStore()

    def targets(self) -> list[str]:
        return [f"{one.method} {one.path}" for one in self.server.asked]


@asynccontextmanager
async def scripted(
    *, instance: str = INSTANCE, limits: Limits = PATIENT, clock: Clock | None = None
) -> AsyncIterator[Scripted]:
    """Open a scripted desk; the adapter's tokens are ``a1`` and ``r1``."""
    script, clock = Script(), clock or SystemClock()
    store = MemoryTokenStore(SessionTokens("a1", "r1"))
    async with RudeServer(script) as server, transport(limits) as http:
        adapter = NativeAdapter(http, server.url, store, clock, instance)
        desk = Scripted(server, script, adapter)
        desk.store = store
        yield desk
        await adapter.close()


def operation(name: str = "o1", **more: Any) -> Operation:
    """Make an edit of a subject."""
    given = {
        "op_id": OpId(name),
        "kind": "ticket",
        "record_id": RecordId("t1"),
        "action": Action.EDIT,
        "unit": "subject",
        "patch": Patch(set={"subject": "New"}),
        "base": {"subject": "Old"},
        "acted_at": to_text(SystemClock().now()),
        **more,
    }
    return Operation(**given)
