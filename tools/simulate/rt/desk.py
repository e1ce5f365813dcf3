"""A Request Tracker as clients reach it."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import msgspec
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.request_tracker.server import Desk as Kept
from tests.fakes.desks.request_tracker.server import RequestTrackerServer
from tests.fakes.desks.request_tracker.shown import moment
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.other_desks.desk import OtherDesk


class RtDesk(OtherDesk):
    """A server with the tickets of one history.

    Args:
        kept: What it begins with.
        clock: Its clock.
        chance: Decides how long each step of its work takes.
    """

    def __init__(self, kept: Kept, clock: SimClock, chance: Chance) -> None:
        self.server = RequestTrackerServer(kept, clock.now, self._pause_s, BASE_URL)
        super().__init__(self.server, chance)

    @override
    def copied(self) -> Any:
        return deepcopy(self.server.desk)

    @override
    def go_back(self, copy: Any) -> None:
        self.server.desk = deepcopy(copy)

    @override
    def instance_of(self, person_id: str) -> str:
        account = self.server.desk.stores.account(person_id)
        return "" if account is None else f"rt:{account.number}:{moment(account.created)}"

    @override
    def stranger(self, request: HttpRequest) -> HttpResponse:
        if "/user/" not in request.url:
            return self.failure(401, "Unauthorized")
        made = datetime(2020, 1, 1) + timedelta(days=1)  # noqa: DTZ001 - written without a zone
        told = {"id": 77, "Name": "somebody", "Created": f"{made.isoformat()}Z"}
        return HttpResponse(200, {"content-type": "application/json"}, msgspec.json.encode(told))

    @override
    def failure(self, status: int, message: str) -> HttpResponse:
        headers = {"content-type": "application/json; charset=utf-8"}
        return HttpResponse(status, headers, msgspec.json.encode({"message": message}))
