"""A Roundup as clients reach it."""

from copy import deepcopy
from typing import Any

import msgspec
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.roundup.server import RoundupServer
from tests.fakes.desks.roundup.stores import Stores, moment
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.other_desks.desk import OtherDesk


class RoundupDesk(OtherDesk):
    """A server with the issues of one history.

    Args:
        kept: What it begins with.
        clock: Its clock.
        chance: Decides how long each step of its work takes.
    """

    def __init__(self, kept: Stores, clock: SimClock, chance: Chance) -> None:
        self.server = RoundupServer(kept, clock.now, self._pause_s, BASE_URL)
        super().__init__(self.server, chance)

    @override
    def copied(self) -> Any:
        return deepcopy(self.server.stores)

    @override
    def go_back(self, copy: Any) -> None:
        self.server.stores = deepcopy(copy)

    @override
    def instance_of(self, person_id: str) -> str:
        user = self.server.stores.items["user"][person_id]
        return f"roundup:{user.id}:{moment(user.values['creation'])}"

    @override
    def stranger(self, request: HttpRequest) -> HttpResponse:
        if "/data/user" not in request.url:
            return self.failure(401, "")
        link = f"{BASE_URL}/rest/data/user/77"
        told = {"id": "77", "link": link, "username": "x", "creation": "2020-01-02.00:00:00"}
        body = msgspec.json.encode({"data": {"collection": [told], "@total_size": 1}})
        return HttpResponse(200, {"content-type": "application/json"}, body)

    @override
    def failure(self, status: int, message: str) -> HttpResponse:
        if status == 401:
            said = b"Invalid Login - Invalid login"
            return HttpResponse(status, {"content-type": "text/plain"}, said)
        body = msgspec.json.encode({"error": {"status": status, "msg": message}})
        return HttpResponse(status, {"content-type": "application/json"}, body)
