"""What a person may type, and what may answer."""

import pytest

from deskclient.backends.address import desk_url
from deskclient.backends.native import wire
from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.way_in import Proof, Way, find_desk
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import (
    PortalError,
    RefusedError,
    ServerError,
    SignInError,
    UpdateNeededError,
)
from tests.backends.native.scripted_desk import SESSION, Script, refusal, said
from tests.backends.rude_server import INSTANCE, JSON, RudeServer, answer
from tests.backends.settings import transport


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("desk.example.org", "https://desk.example.org"),
        ("  DESK.example.org/ ", "https://desk.example.org"),
        ("desk.example.org:8443/it/", "https://desk.example.org:8443/it"),
        ("https://desk.example.org/it/v1/", "https://desk.example.org/it"),
        ("localhost:8080", "http://localhost:8080"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("[2001:db8::1]", "https://[2001:db8::1]"),
    ],
)
def test_an_address_is_completed(typed, url):
    assert desk_url(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "our desk",
        "http://desk.example.org",
        "ftp://desk.example.org",
        "https://anna:secret@desk.example.org",
        "anna@desk.example.org",
        "https://",
        "desk.example.org:port",
        "desk.example.org:99999",
        "desk.example.org?x=1",
        "https://[::1",
        "[::1",
    ],
)
def test_what_is_no_address_is_refused_in_words(typed):
    with pytest.raises(RefusedError) as caught:
        desk_url(typed)
    assert caught.value.hint.endswith(".")
    assert "secret" not in str(caught.value)


HELLO = wire.Hello(INSTANCE, "Mini desk", "1", "0.1", "2026-11-23T12:00:00.000Z")


def by_password(login: str, password: str) -> Proof:
    return Proof(Way.PASSWORD, login, password)


async def probed(given: bytes):
    script = Script()
    script.on("GET /v1/hello", given)
    async with RudeServer(script) as server, transport() as http:
        sign_in = NativeSignIn(http, SystemClock(), "c1")
        return (await find_desk([("native", sign_in)], f"127.0.0.1:{server.port}/v1/"))[1]


async def test_a_desk_is_found():
    found = await probed(said(HELLO))
    assert (found.name, found.instance) == ("Mini desk", INSTANCE)
    assert found.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("given", "kind", "title"),
    [
        (
            answer(200, b"<html>", {"Content-Type": "text/html; charset=utf-8"}),
            PortalError,
            "A web page answers at this address",
        ),
        (
            answer(302, b"", {"Location": "https://portal.example/"}),
            PortalError,
            "The address leads somewhere else",
        ),
        (
            answer(404, b"{}", {"Content-Type": "application/json"}),
            RefusedError,
            "There is no desk at this address",
        ),
        (
            answer(200, b"{}", {"Content-Type": "application/json"}),
            PortalError,
            "Something else answers in place of the desk",
        ),
        (
            said({"instance": "i", "name": "n", "protocol": "0", "version": "", "server_time": ""}),
            RefusedError,
            "The desk is too old for this program",
        ),
        (
            said({"instance": "i", "name": "n", "protocol": "2", "version": "", "server_time": ""}),
            UpdateNeededError,
            "This program is too old for the desk",
        ),
        (
            said(HELLO, 200, {**JSON, "Deskclient-Protocol": "2"}),
            UpdateNeededError,
            "This program is too old for the desk",
        ),
        (answer(200, b"{"), ServerError, "The answer of the desk cannot be understood"),
        (refusal(500), ServerError, "The desk has failed"),
    ],
)
async def test_whatever_else_answers_is_named(given, kind, title):
    """Row 36, row 24."""
    with pytest.raises(kind) as caught:
        await probed(given)
    assert caught.value.title == title


async def test_signing_in_gives_who_we_are_and_the_tokens():
    script = Script()
    script.on("POST /v1/sign-in", said(wire.Tokens("a1", "r1", 900)))
    async with RudeServer(script) as server, transport() as http:
        info, tokens = await NativeSignIn(http, SystemClock(), "c1").sign_in(
            server.url, by_password("anna", "correct horse"), "Laptop"
        )
        assert server.asked[1].headers["authorization"] == "Bearer a1"
    assert (info.login, info.instance) == (SESSION.login, INSTANCE)
    assert (tokens.access, tokens.refresh) == ("a1", "r1")


async def test_a_wrong_password_is_said_in_words():
    script = Script()
    script.on("POST /v1/sign-in", refusal(401, "The password is wrong"))
    async with RudeServer(script) as server, transport() as http:
        with pytest.raises(SignInError) as caught:
            await NativeSignIn(http, SystemClock(), "c1").sign_in(
                server.url, by_password("anna", "x"), "Laptop"
            )
    assert caught.value.title == "The password is wrong"
    assert "capitals" in caught.value.hint
