"""Who answers in Roundup's place, and what its failures mean."""

import asyncio
import base64
from contextlib import AbstractAsyncContextManager

import pytest

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream
from deskclient.backends.roundup.rest import Rest, by_password
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import BusyError, PortalError, RefusedError, ServerError, SignInError

JSON = {"content-type": "application/json"}
TEXT = {"content-type": "text/plain"}
HTML = {"content-type": "text/html"}
ME = b"""{"data": {"collection": [{"id": "3", "username": "anna", "creation": "2026-01-01.00:00:00",
"link": "https://public.example/desk/rest/data/user/3"}], "@total_size": 1}}"""


class Line:
    """Answers each request as told, the last answer again and again; notes what was asked."""

    def __init__(self, *answers: HttpResponse) -> None:
        self._answers = list(answers)
        self.asked: list[HttpRequest] = []

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        raise AssertionError(request)

    async def close(self) -> None:
        pass

    async def drop_connections(self) -> None:
        pass


def rest_over(line: Line, login: str = "anna", password: str = "pä:ss") -> Rest:
    store = MemoryTokenStore(by_password(login, password))
    return Rest(line, "https://inside.example/desk", store, SystemClock())


def test_name_and_password_go_with_each_question():
    line = Line(HttpResponse(200, JSON, ME))
    me = asyncio.run(rest_over(line).me())
    assert (me.id, me.login, me.created) == ("3", "anna", "2026-01-01.00:00:00")
    (asked,) = line.asked
    proof = asked.headers["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(proof).decode() == "anna:pä:ss"
    assert asked.url.startswith("https://inside.example/desk/rest/data/user?username%3A=anna&")


def test_a_change_names_the_address_that_the_tracker_takes_for_its_own():
    token = (
        b'{"data": {"link": "https://public.example/desk/rest/data/msg/@poe/t-1", "expires": 1}}'
    )
    line = Line(HttpResponse(200, JSON, ME), HttpResponse(200, JSON, token))
    assert asyncio.run(rest_over(line).token("msg")) == "t-1"
    change = line.asked[1]
    assert change.url == "https://inside.example/desk/rest/data/msg/@poe"
    assert change.headers["Origin"] == "https://public.example"
    assert change.headers["Referer"] == "https://public.example/desk/"
    assert change.headers["X-Requested-With"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (HttpResponse(401, TEXT, b"Invalid Login - Invalid login"), SignInError),
        (HttpResponse(401, JSON, b'{"error": {"status": 401, "msg": "Who?"}}'), SignInError),
        (HttpResponse(401, HTML, b"<html>"), PortalError),
        (HttpResponse(429, TEXT, b"Logins occurring too fast."), BusyError),
        (HttpResponse(403, JSON, b'{"error": {"status": 403, "msg": "Forbidden."}}'), RefusedError),
        (HttpResponse(400, JSON, b'{"error": {"status": 400, "msg": "Wrong"}}'), RefusedError),
        (HttpResponse(500, HTML, b"<html>"), ServerError),
        (HttpResponse(200, HTML, b"<html>Sign in</html>"), PortalError),
        (HttpResponse(302, {"location": "/"}, b""), PortalError),
        (HttpResponse(404, HTML, b"<html>"), PortalError),
        (HttpResponse(200, JSON, b'{"data": {"collection": [1]}}'), ServerError),
        (HttpResponse(200, JSON, b'{"data": {"collection": []}}'), RefusedError),
    ],
)
def test_row_36_what_is_no_answer_of_the_desk_is_never_read_as_one(answer, error):
    """Row 36: and nothing is asked a second time; each wrong password counts there."""
    line = Line(answer)
    with pytest.raises(error):
        asyncio.run(rest_over(line).me())
    assert len(line.asked) == 1


def test_the_desks_own_words_of_a_refusal_are_kept():
    line = Line(HttpResponse(400, JSON, b'{"error": {"status": 400, "msg": "no such issue 9"}}'))
    with pytest.raises(RefusedError, match="no such issue 9"):
        asyncio.run(rest_over(line).me())


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(403, JSON, b'{"error": {"status": 403, "msg": "No"}}'),
        HttpResponse(404, HTML, b"<html>"),
        HttpResponse(200, JSON, b"{}"),
    ],
)
def test_a_schema_that_is_not_told_is_none(answer):
    line = Line(HttpResponse(200, JSON, ME), answer)
    assert asyncio.run(rest_over(line).schema()) is None


def test_nobody_signed_in_asks_nothing():
    line = Line(HttpResponse(200, JSON, ME))
    rest = Rest(line, "https://d", MemoryTokenStore(None), SystemClock())
    with pytest.raises(SignInError):
        asyncio.run(rest.me())
    assert line.asked == []
