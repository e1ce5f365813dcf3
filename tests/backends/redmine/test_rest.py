"""Who answers in Redmine's place, and what its failures mean."""

import asyncio
import base64

import pytest

from deskclient.backends.http import HttpRequest, HttpResponse
from deskclient.backends.redmine.rest import AT_ONCE, Rest, by_key, by_password, key_for
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import BusyError, PortalError, RefusedError, ServerError, SignInError

JSON = {"content-type": "application/json; charset=utf-8"}
KEY = "c7ae479333f24e939cf0e997fc6c232895079bd5"


class Line:
    """Answers each request as told, and notes what was asked."""

    def __init__(self, status=200, body=b"{}", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._answer = HttpResponse(status, named or JSON, body)
        self.asked: list[HttpRequest] = []
        self.under_way = self.most = 0

    async def send(self, request):
        self.asked.append(request)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        return self._answer

    def stream(self, request):
        raise AssertionError(request)

    async def close(self):
        pass

    async def drop_connections(self):
        pass


def rest_over(line, tokens=None):
    store = MemoryTokenStore(tokens or by_key(KEY))
    return Rest(line, "https://desk.example/redmine", store, SystemClock())


def ask(line, tokens=None):
    return asyncio.run(rest_over(line, tokens).get("/issues", (("f[]", "a"), ("f[]", "ж"))))


def test_a_key_and_a_password_are_sent_as_redmine_reads_them():
    line = Line()
    ask(line, by_key(f" {KEY}\n"))
    ask(line, by_password("anna", "pä:ss"))
    first, second = (one.headers for one in line.asked)
    assert first["X-Redmine-API-Key"] == KEY
    assert "Authorization" not in first
    proof = second["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(proof).decode() == "anna:pä:ss"
    start = "https://desk.example/redmine/issues.json?f%5B%5D=a&f%5B%5D=%D0%B6"
    assert line.asked[0].url == start


@pytest.mark.parametrize("key", ["", "ключ", "a b", "a\r\nX: y"])
def test_what_cannot_be_a_key_is_not_sent(key):
    line = Line()
    with pytest.raises(SignInError):
        ask(line, by_key(key))
    assert line.asked == []


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (Line(401, b""), SignInError),
        (Line(403, b""), RefusedError),
        (Line(404, b""), RefusedError),
        (Line(422, b'{"errors":["Updated cannot be blank"]}'), RefusedError),
        (Line(500, b""), ServerError),
        (Line(502, b"<html>", content_type="text/html"), ServerError),
        (Line(429, b"slow down", content_type="text/plain"), BusyError),
        (Line(200, b"<html>Sign in</html>", content_type="text/html"), PortalError),
        (Line(302, b"", location="/login"), PortalError),
        (Line(404, b"<html>", content_type="text/html"), PortalError),
        (Line(403, b"<html>", content_type="text/html"), PortalError),
    ],
)
def test_row_36_what_is_no_answer_of_the_desk_is_never_read_as_one(line, error):
    """Row 36: pages of a network or of the desk itself are not its data."""
    with pytest.raises(error):
        ask(line)


def test_a_page_of_the_network_is_no_proof_that_an_issue_is_gone():
    line = Line(404, b"<html>", content_type="text/html")
    with pytest.raises(PortalError):
        asyncio.run(rest_over(line).send("/issues/7", also=frozenset({403, 404})))


def test_the_desks_own_words_of_a_refusal_are_kept():
    with pytest.raises(RefusedError) as refusal:
        ask(Line(422, b'{"errors":["Updated cannot be blank"]}'))
    assert refusal.value.detail == "Updated cannot be blank"


@pytest.mark.parametrize(
    ("status", "error", "word"),
    [(401, SignInError, "key"), (403, RefusedError, "REST"), (404, RefusedError, "address")],
)
def test_whoever_is_not_let_in_is_told_why_and_what_to_do(status, error, word):
    with pytest.raises(error) as refusal:
        asyncio.run(rest_over(Line(status, b"")).me())
    assert word in f"{refusal.value.title} {refusal.value.detail}"
    assert refusal.value.hint


def test_the_key_takes_the_place_of_the_password():
    line = Line(body=b'{"user": {"id": 6, "login": "anna", "api_key": "' + KEY.encode() + b'"}}')
    rest = rest_over(line, by_password("anna", "secret"))
    assert asyncio.run(key_for(rest)) == by_key(KEY)


def test_a_desk_that_tells_no_key_says_so():
    line = Line(body=b'{"user": {"id": 6, "login": "anna"}}')
    with pytest.raises(RefusedError):
        asyncio.run(key_for(rest_over(line, by_password("anna", "secret"))))


def test_requests_go_one_after_the_other():
    line = Line()

    async def many() -> None:
        rest = rest_over(line)
        await asyncio.gather(*(rest.get("/issues") for _ in range(9)))

    asyncio.run(many())
    assert len(line.asked) == 9
    assert line.most == AT_ONCE


def test_nobody_signed_in_asks_nothing():
    line = Line()
    rest = Rest(line, "https://desk.example", MemoryTokenStore(None), SystemClock())
    with pytest.raises(SignInError):
        asyncio.run(rest.get("/issues"))
    assert line.asked == []
