"""A desk that asks to wait is left alone, and what it refused for haste was not done (row 44)."""

from contextlib import AbstractAsyncContextManager

import pytest

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream
from deskclient.backends.other_desks.calls import DeskCalls, Manners
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.errors import BusyError, NetworkError
from tests.fakes.fixed_clock import FixedClock

JSON = {"content-type": "application/json"}
ADDRESS = "https://desk.example/things"


class BusyDesk:
    """Answers with a status; counts what comes."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.asked = 0

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        return HttpResponse(self.status, {**JSON, "retry-after": "120"}, b"{}")

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        raise AssertionError(request)

    async def close(self) -> None:
        pass

    async def drop_connections(self) -> None:
        pass


@pytest.fixture
def clock():
    return FixedClock()


def calls_to(desk: BusyDesk, clock: FixedClock) -> DeskCalls:
    manners = Manners(lambda _: {}, lambda _: "", at_once=2)
    return DeskCalls(desk, MemoryTokenStore(SessionTokens("anna")), clock, manners)


@pytest.mark.parametrize("status", [429, 503])
async def test_nothing_is_asked_before_the_time_is_over(clock, status):
    desk = BusyDesk(status)
    calls = calls_to(desk, clock)
    look = HttpRequest(method="GET", url=ADDRESS)
    with pytest.raises(BusyError) as first:
        await calls.send(look)
    assert first.value.wait_s == 120
    clock.advance(119)
    with pytest.raises(BusyError) as second:
        await calls.send(look)
    with pytest.raises(BusyError):
        async with calls.stream(look):
            pass
    assert second.value.wait_s == 1
    assert desk.asked == 1
    clock.advance(1)
    desk.status = 200
    assert (await calls.send(look)).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_a_change_refused_for_haste_was_not_made_and_one_in_its_wake_is_not_sent(
    clock, method
):
    desk = BusyDesk(429)
    calls = calls_to(desk, clock)
    for _ in range(2):
        with pytest.raises(NetworkError) as failure:
            await calls.send(HttpRequest(method=method, url=ADDRESS, body=b"{}"))
        assert not failure.value.maybe_sent
    assert desk.asked == 1


async def test_a_change_that_a_failing_desk_answered_may_have_been_made(clock):
    with pytest.raises(BusyError):
        await calls_to(BusyDesk(503), clock).send(HttpRequest(method="POST", url=ADDRESS))
