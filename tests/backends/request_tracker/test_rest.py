"""Who answers in Request Tracker's place, and what its failures mean."""

import asyncio
import base64
from contextlib import AbstractAsyncContextManager

import pytest

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream
from deskclient.backends.request_tracker.rest import AT_ONCE, Rest, by_password, by_token
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import BusyError, PortalError, RefusedError, ServerError, SignInError

JSON = {"content-type": 'application/json; charset="utf-8"'}


class Line:
    """Answers each request as told, and notes what was asked."""

    def __init__(self, status: int = 200, body: bytes = b"{}", **headers: str) -> None:
        self._answer = HttpResponse(
            status, {k.replace("_", "-"): v for k, v in headers.items()} or JSON, body
        )
        self.asked: list[HttpRequest] = []
        self.under_way = self.most = 0

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        return self._answer

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        raise AssertionError(request)

    async def close(self) -> None:
        pass

    async def drop_connections(self) -> None:
        pass


def rest_over(line, tokens=None):
    store = MemoryTokenStore(tokens or by_token("1-29-secret"))
    return Rest(line, "https://desk.example/rt", store, SystemClock())


def ask(line, tokens=None):
    return asyncio.run(rest_over(line, tokens).get("/rt", {"query": "id > 5 AND a = 'ж'"}))


def test_a_token_and_a_password_are_sent_as_rt_reads_them():
    line = Line()
    ask(line)
    ask(line, by_password("anna", "pä:ss"))
    first, second = (one.headers["Authorization"] for one in line.asked)
    assert first == "token 1-29-secret"
    assert base64.b64decode(second.removeprefix("Basic ")).decode() == "anna:pä:ss"
    assert line.asked[0].url.startswith("https://desk.example/rt/REST/2.0/rt?query=id%20%3E%205")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (Line(401, b'{"message":"Unauthorized"}'), SignInError),
        (Line(403, b'{"message":"Forbidden"}'), RefusedError),
        (Line(400, b'{"message":"Wrong query"}'), RefusedError),
        (Line(500, b""), ServerError),
        (Line(502, b"<html>", content_type="text/html"), ServerError),
        (Line(429, b"slow down", content_type="text/plain"), BusyError),
        (Line(200, b"<html>Sign in</html>", content_type="text/html"), PortalError),
        (Line(302, b"", location="/NoAuth/Login.html"), PortalError),
        (Line(404, b"<html>", content_type="text/html"), PortalError),
        (Line(401, b"<html>", content_type="text/html"), PortalError),
    ],
)
def test_row_36_what_is_no_answer_of_the_desk_is_never_read_as_one(line, error):
    """Row 36: pages of a network or of the desk itself are not its data."""
    with pytest.raises(error):
        ask(line)


def test_the_desks_own_words_of_a_refusal_are_kept():
    with pytest.raises(RefusedError) as refusal:
        ask(Line(400, b'{"message":"Wrong query, expecting a VALUE"}'))
    assert "expecting a VALUE" in str(refusal.value.detail)


def test_no_more_than_two_requests_are_under_way():
    line = Line()

    async def many() -> None:
        rest = rest_over(line)
        await asyncio.gather(*(rest.get("/rt") for _ in range(9)))

    asyncio.run(many())
    assert len(line.asked) == 9
    assert line.most == AT_ONCE


def test_nobody_signed_in_asks_nothing():
    line = Line()
    rest = Rest(line, "https://desk.example", MemoryTokenStore(None), SystemClock())
    with pytest.raises(SignInError):
        asyncio.run(rest.get("/rt"))
    assert line.asked == []
