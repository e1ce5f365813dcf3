"""A Roundup is told from what else answers, and one that cannot be used is named."""

import pytest

from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.request_tracker.sign_in import RequestTrackerSignIn
from deskclient.backends.roundup.sign_in import LACKS, RoundupSignIn
from deskclient.backends.way_in import DeskAt, Proof, Way, WayIn, find_desk
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import PortalError, RefusedError, SignInError
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import kept_names, without
from tests.backends.native.scripted_desk import Script
from tests.backends.rude_server import RudeServer, answer
from tests.backends.settings import transport

PLAIN = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
TURNS_AWAY = answer(403, b'{ "error": { "status": 403, "msg": "Forbidden." } }', PLAIN)
LETS_IN = answer(
    200, b'{"data": {"default_version": 1, "supported_versions": [1], "links": []}}', PLAIN
)
PAGE = b'<html><a href="https://www.roundup-tracker.org">Roundup docs</a>'
ABSENT = answer(404, b"<html>Not found", HTML)


async def probed(rest: bytes, page: bytes, path: str = "/support") -> DeskAt:
    script = Script()
    for line in ("/v1/hello", "/REST/2.0/rt"):
        script.on(f"GET {path}{line}", ABSENT)
    script.on(f"GET {path}/rest/", rest)
    script.on(f"GET {path}/", page)
    async with RudeServer(script) as server, transport() as http:
        ways: list[tuple[str, WayIn]] = [
            ("native", NativeSignIn(http, SystemClock(), "c1")),
            ("request_tracker", RequestTrackerSignIn(http, SystemClock(), "c1")),
            ("roundup", RoundupSignIn(http, SystemClock(), "c1")),
        ]
        name, found = await find_desk(ways, f"{server.url}{path}")
    assert name == "roundup"
    return found


@pytest.mark.parametrize("rest", [TURNS_AWAY, LETS_IN])
async def test_a_roundup_is_found_whether_or_not_it_lets_anybody_in(rest):
    found = await probed(rest, answer(200, PAGE, HTML))
    assert (found.name, found.kind, found.ways) == ("support", "Roundup", (Way.PASSWORD,))
    assert found.keeps_password
    assert "no internal notes" in found.promise


async def test_one_at_the_root_of_its_address_is_named_by_that():
    found = await probed(TURNS_AWAY, answer(200, PAGE, HTML), "")
    assert found.name == "127.0.0.1"


async def test_one_that_lets_no_programs_in_is_said_to_be_one():
    with pytest.raises(RefusedError, match="lets no programs in") as caught:
        await probed(ABSENT, answer(200, PAGE, HTML))
    assert "enable_rest" in caught.value.hint


@pytest.mark.parametrize(
    ("rest", "page"),
    [
        (ABSENT, answer(200, b"<html>A shop", HTML)),
        (answer(403, b'{"error": "no"}', PLAIN), answer(200, b"{}", PLAIN)),
        (answer(403, b'{"error": {"msg": "Go away"}}', PLAIN), answer(200, b"<html>", HTML)),
        (answer(200, b"{", PLAIN), answer(200, b"x" * (2 << 20), HTML)),
    ],
)
async def test_what_is_none_is_told_from_one(rest, page):
    """Row 36."""
    with pytest.raises(PortalError, match="A web page answers"):
        await probed(rest, page)


async def test_a_wrong_password_is_tried_once_and_told_with_what_follows():
    script = Script()
    script.on(
        "GET /rest/data/user", answer(401, b"Invalid Login - x", {"Content-Type": "text/plain"})
    )
    async with RudeServer(script) as server, transport() as http:
        way_in = RoundupSignIn(http, SystemClock(), "c1")
        with pytest.raises(SignInError) as caught:
            await way_in.sign_in(server.url, Proof(Way.PASSWORD, "anna", "x"), "Laptop")
        asked = len(server.asked)
    assert "four wrong" in caught.value.hint
    assert asked == 1


async def test_a_token_is_refused_unsent():
    async with RudeServer(Script()) as server, transport() as http:
        way_in = RoundupSignIn(http, SystemClock(), "c1")
        with pytest.raises(SignInError, match="no tokens"):
            await way_in.sign_in(server.url, Proof(Way.TOKEN, "", "x"), "Laptop")
        assert server.asked == []


def test_what_is_lacking_is_declared_by_names_that_there_are():
    registry = standard_registry()
    names = {kind.name for kind in registry} | {
        f"{kind.name}.{field.name}" for kind in registry for field in kind.fields
    }
    assert {name.partition("=")[0] for name in LACKS} <= names
    kept = set(kept_names(without(registry, LACKS)))
    assert "entry.type=note" not in kept
    assert {name for name in kept if name.startswith("ticket.") and "=" not in name} == {
        *("ticket.subject", "ticket.status", "ticket.priority", "ticket.queue"),
        *("ticket.owner", "ticket.watchers", "ticket.tags", "ticket.duplicates"),
    }
