"""A poor desk as clients reach it."""

import asyncio
from copy import deepcopy
from typing import Any

import msgspec
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.poor.server import PoorServer
from tools.simulate.chance import Chance
from tools.simulate.other_desks.desk import OtherDesk
from tools.simulate.poor.looks import Looks

_KEPT = ("tickets", "last_number", "last_message", "events", "kept_from", "secret")


class PoorDesk(OtherDesk):
    """A server with the tickets of one history.

    Args:
        server: What it begins with.
        chance: Decides how long each step of its work takes.
    """

    def __init__(self, server: PoorServer, chance: Chance) -> None:
        super().__init__(server, chance)
        self.server = server
        self.looks = Looks(server.events)

    @override
    async def serve(self, request: HttpRequest) -> HttpResponse:
        self.looks.sent(request)
        return await super().serve(request)

    @override
    async def _call(self, request: HttpRequest) -> HttpResponse:
        """Take time before the work and after it; the work itself is done at once."""
        await asyncio.sleep(self._pause_s())
        before = len(self.server.events)
        answer = await self.server.serve(request)
        self.looks.answered(request, before)
        await asyncio.sleep(self._pause_s())
        return answer

    @override
    def copied(self) -> Any:
        return deepcopy({name: getattr(self.server, name) for name in _KEPT})

    @override
    def go_back(self, copy: Any) -> None:
        for name, value in deepcopy(copy).items():
            setattr(self.server, name, value)
        self.looks = Looks(self.server.events)

    @override
    def instance_of(self, person_id: str) -> str:
        return f"poor:{person_id}:2026-01-01T08:00:00Z"

    @override
    def stranger(self, request: HttpRequest) -> HttpResponse:
        if "/account" not in request.url:
            return self.failure(401, "Who are you?")
        told = {"login": "anna", "name": "Anna", "since": "2020-01-02T08:00:00Z"}
        return HttpResponse(200, {"content-type": "application/json"}, msgspec.json.encode(told))

    @override
    def failure(self, status: int, message: str) -> HttpResponse:
        body = msgspec.json.encode({"error": message})
        return HttpResponse(status, {"content-type": "application/json"}, body)
