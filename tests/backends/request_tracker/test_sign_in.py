"""A Request Tracker is told from what else answers, and one that cannot be used is named."""

import pytest

from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.request_tracker.sign_in import RequestTrackerSignIn
from deskclient.backends.way_in import DeskAt, Proof, Way, WayIn, find_desk
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import PortalError, RefusedError, SignInError
from tests.backends.native.scripted_desk import Script
from tests.backends.rude_server import RudeServer, answer
from tests.backends.settings import transport

PLAIN = {"Content-Type": "application/json; charset=utf-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
ASKS = answer(401, b'{"message":"Unauthorized"}', PLAIN)
LOGIN = b'<html><script>RT.Config      = {"WebPath":"","rtname":"help.example","x":1};</script>'
ABSENT = answer(404, b"<html>Not found", HTML)


async def probed(rest: bytes, page: bytes) -> DeskAt:
    script = Script()
    script.on("GET /v1/hello", ABSENT)
    script.on("GET /REST/2.0/rt", rest)
    script.on("GET /", page)
    async with RudeServer(script) as server, transport() as http:
        ways: list[tuple[str, WayIn]] = [
            ("native", NativeSignIn(http, SystemClock(), "c1")),
            ("request_tracker", RequestTrackerSignIn(http, SystemClock(), "c1")),
        ]
        name, found = await find_desk(ways, server.url)
    assert name == "request_tracker"
    return found


async def test_a_request_tracker_is_found_and_named_as_it_calls_itself():
    found = await probed(ASKS, answer(200, LOGIN, HTML))
    assert (found.name, found.kind) == ("help.example", "Request Tracker")
    assert found.ways == (Way.TOKEN, Way.PASSWORD)
    assert found.keeps_password


async def test_one_whose_pages_are_closed_is_named_by_its_address():
    found = await probed(ASKS, answer(302, b"", {"Location": "https://sso.example/"}))
    assert found.name == "127.0.0.1"


async def test_one_that_lets_no_programs_in_is_said_to_be_one():
    with pytest.raises(RefusedError, match="lets no programs in") as caught:
        await probed(ABSENT, answer(200, LOGIN, HTML))
    assert "/REST/2.0" in caught.value.hint


@pytest.mark.parametrize(
    ("rest", "page"),
    [
        (ABSENT, answer(200, b"<html>A shop", HTML)),
        (answer(401, b"{}", PLAIN), answer(200, b"{}", PLAIN)),
        (answer(200, LOGIN, HTML), answer(200, b"<html>A shop", HTML)),
        (answer(401, b"{", PLAIN), answer(200, b"\xff" * 100, HTML)),
    ],
)
async def test_what_is_none_is_told_from_one(rest, page):
    """Row 36: the first guess, our own desk, says best what is there."""
    with pytest.raises(PortalError, match="A web page answers"):
        await probed(rest, page)


async def test_a_huge_page_in_its_place_is_not_read():
    big = answer(200, b"x" * (2 << 20), HTML)
    with pytest.raises(PortalError, match="A web page answers"):
        await probed(ABSENT, big)


@pytest.mark.parametrize(
    ("proof", "hint"),
    [
        (Proof(Way.TOKEN, "", "1-29-00"), "Auth Tokens"),
        (Proof(Way.TOKEN, "", "nonsense"), "Auth Tokens"),
        (Proof(Way.PASSWORD, "anna", "x"), "capitals"),
    ],
)
async def test_a_wrong_proof_is_told_with_what_to_do(proof, hint):
    script = Script()
    script.on("GET /REST/2.0/user/29", ASKS)
    script.on("GET /REST/2.0/user/anna", ASKS)
    async with RudeServer(script) as server, transport() as http:
        way_in = RequestTrackerSignIn(http, SystemClock(), "c1")
        with pytest.raises(SignInError) as caught:
            await way_in.sign_in(server.url, proof, "Laptop")
    assert hint in caught.value.hint


async def test_an_account_that_sees_no_queue_is_told_so():
    script = Script()
    me = b'{"id":29,"Name":"anna","RealName":"Anna","Created":"2026-11-27T00:00:00Z"}'
    script.on("GET /REST/2.0/user/anna", answer(200, me, PLAIN))
    script.on("GET /REST/2.0/queues/all", answer(200, b'{"items":[]}', PLAIN))
    async with RudeServer(script) as server, transport() as http:
        way_in = RequestTrackerSignIn(http, SystemClock(), "c1")
        with pytest.raises(RefusedError, match="may see no queue"):
            await way_in.sign_in(server.url, Proof(Way.PASSWORD, "anna", "right"), "Laptop")
