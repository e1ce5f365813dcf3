"""A Redmine as clients reach it."""

from copy import deepcopy
from typing import Any

import msgspec
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.redmine.server import Desk as Kept
from tests.fakes.desks.redmine.server import RedmineServer
from tests.fakes.desks.redmine.stores import stamp
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.other_desks.desk import OtherDesk


class RedmineDesk(OtherDesk):
    """A server with the issues of one history.

    Args:
        kept: What it begins with.
        clock: Its clock.
        chance: Decides how long each step of its work takes.
    """

    def __init__(self, kept: Kept, clock: SimClock, chance: Chance) -> None:
        self.server = RedmineServer(kept, clock.now, self._pause_s, BASE_URL)
        super().__init__(self.server, chance)

    @override
    def copied(self) -> Any:
        return deepcopy(self.server.desk)

    @override
    def go_back(self, copy: Any) -> None:
        self.server.desk = deepcopy(copy)

    @override
    def instance_of(self, person_id: str) -> str:
        account = self.server.desk.stores.accounts[int(person_id)]
        return f"redmine:{account.number}:{stamp(account.born)}"

    @override
    def stranger(self, request: HttpRequest) -> HttpResponse:
        if "/users/current" not in request.url:
            return self.failure(401, "")
        told = {"id": 77, "login": "somebody", "created_on": "2020-01-02T00:00:00Z"}
        headers = {"content-type": "application/json; charset=utf-8"}
        return HttpResponse(200, headers, msgspec.json.encode({"user": told}))

    @override
    def failure(self, status: int, message: str) -> HttpResponse:
        """Answer without a body for whom it does not know, and with a sentence when it fails."""
        if status == 401:
            headers = {"www-authenticate": 'Basic realm="Redmine API"'}
            return HttpResponse(status, {"content-type": "application/json", **headers})
        body = msgspec.json.encode({"status": status, "error": message})
        return HttpResponse(status, {"content-type": "application/json; charset=utf-8"}, body)
