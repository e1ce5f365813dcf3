"""A Redmine is told from what else answers, and one that cannot be used is named."""

import json

import pytest

from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.redmine.sign_in import LACKS, RedmineSignIn
from deskclient.backends.request_tracker.sign_in import RequestTrackerSignIn
from deskclient.backends.way_in import DeskAt, Proof, Way, WayIn, find_desk
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import PortalError, RefusedError, SignInError
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import without
from deskclient.services.intents import born_doc, check_birth
from tests.backends.native.scripted_desk import Script
from tests.backends.rude_server import RudeServer, answer
from tests.backends.settings import transport

PLAIN = {"Content-Type": "application/json; charset=utf-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
ASKS = answer(401, b"", PLAIN | {"WWW-Authenticate": 'Basic realm="Redmine API"'})
LOGIN = b'<title>Help &amp; desk</title><meta name="description" content="Redmine" />'
BORN = LOGIN.replace(b"Help &amp; desk", b"Redmine")
ABSENT = answer(404, b"<html>Not found", HTML)
FORBIDDEN = answer(403, b"", PLAIN)
KEY = "c7ae479333f24e939cf0e997fc6c232895079bd5"
ME = {"id": 6, "login": "anna", "created_on": "2026-11-28T00:36:12Z", "api_key": KEY}
WHO = "GET /users/current.json"


def told(body):
    return answer(200, json.dumps(body).encode(), PLAIN)


async def probed(who: bytes, login: bytes, path: str = "") -> DeskAt:
    script = Script()
    for place in ("", path):
        for other in ("/v1/hello", "/REST/2.0/rt", "/", ""):
            script.on(f"GET {place}{other}", ABSENT)
        script.on(f"GET {place}/users/current.json", who)
        script.on(f"GET {place}/login", login)
    if path:
        script.on(f"GET {path}", answer(200, LOGIN, HTML))
    async with RudeServer(script) as server, transport() as http:
        clock = SystemClock()
        ways: list[tuple[str, WayIn]] = [
            ("native", NativeSignIn(http, clock, "c1")),
            ("request_tracker", RequestTrackerSignIn(http, clock, "c1")),
            ("redmine", RedmineSignIn(http, clock, "c1")),
        ]
        name, found = await find_desk(ways, f"{server.url}{path}")
    assert name == "redmine"
    return found


async def signed_in(proof, *who, queues=True):
    script = Script()
    script.on(WHO, *who)
    project = {"id": 1, "name": "Network", "status": 1}
    projects = {"projects": [project] if queues else [], "total_count": int(queues)}
    script.on("GET /projects.json", told(projects))
    script.on("GET /issue_statuses.json", told({"issue_statuses": []}))
    script.on("GET /enumerations/issue_priorities.json", told({"issue_priorities": []}))
    script.on("GET /trackers.json", told({"trackers": []}))
    async with RudeServer(script) as server, transport() as http:
        return await RedmineSignIn(http, SystemClock(), "c1").sign_in(server.url, proof, "Laptop")


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (answer(200, LOGIN, HTML), "Help & desk"),
        (answer(200, BORN, HTML), "127.0.0.1"),
        (answer(302, b"", {"Location": "https://sso.example/"}), "127.0.0.1"),
        (answer(200, LOGIN + b"x" * (2 << 20), HTML), "127.0.0.1"),
    ],
)
async def test_a_redmine_is_found_and_named_as_it_calls_itself(page, name):
    found = await probed(ASKS, page)
    assert (found.name, found.kind) == (name, "Redmine")
    assert found.ways == (Way.TOKEN, Way.PASSWORD)
    assert not found.keeps_password


async def test_one_whose_interface_is_switched_off_is_said_to_be_one():
    with pytest.raises(RefusedError, match="lets no programs in") as caught:
        await probed(FORBIDDEN, answer(200, LOGIN, HTML))
    assert "REST web service" in caught.value.hint


async def test_an_address_inside_of_one_is_said_to_be_that():
    with pytest.raises(RefusedError, match="inside of a Redmine") as caught:
        await probed(ABSENT, ABSENT, "/projects/network")
    assert "first page" in caught.value.hint


@pytest.mark.parametrize(
    ("who", "page"),
    [
        (ABSENT, answer(200, b"<html>A shop", HTML)),
        (answer(401, b"", PLAIN), answer(200, b"<html>A shop", HTML)),
        (FORBIDDEN, answer(200, b"\xff" * 100, HTML)),
    ],
)
async def test_what_is_none_is_told_from_one(who, page):
    """Row 36: the first guess, our own desk, says best what is there."""
    with pytest.raises(PortalError, match="A web page answers"):
        await probed(who, page)


async def test_a_password_is_given_up_for_the_key():
    session, tokens = await signed_in(Proof(Way.PASSWORD, "anna", "secret"), told({"user": ME}))
    assert session.login == "anna"
    assert tokens == by_key(KEY)


@pytest.mark.parametrize(
    ("proof", "word", "hint"),
    [
        (Proof(Way.TOKEN, "", KEY), "key", "Copy the API key"),
        (Proof(Way.TOKEN, "", "no key"), "key", "Copy the key"),
        (Proof(Way.PASSWORD, "anna", "x"), "password", "capitals"),
    ],
)
async def test_a_wrong_proof_is_told_with_what_to_do(proof, word, hint):
    with pytest.raises(SignInError) as caught:
        await signed_in(proof, ASKS)
    assert word in caught.value.detail
    assert hint in caught.value.hint


async def test_who_must_change_the_password_is_told_so():
    with pytest.raises(RefusedError, match="has to be changed") as caught:
        await signed_in(Proof(Way.PASSWORD, "anna", "first"), FORBIDDEN, ASKS)
    assert "browser" in caught.value.hint


async def test_an_interface_switched_off_meanwhile_is_not_taken_for_that():
    with pytest.raises(RefusedError, match="lets no program in"):
        await signed_in(Proof(Way.PASSWORD, "anna", "first"), FORBIDDEN)


async def test_an_account_that_sees_no_project_is_told_so():
    with pytest.raises(RefusedError, match="may see no project"):
        await signed_in(Proof(Way.TOKEN, "", KEY), told({"user": ME}), queues=False)


def test_an_issue_can_be_made_with_what_a_redmine_keeps():
    full = standard_registry()
    ticket = without(full, LACKS)["ticket"]
    given = {"subject": "It broke", "queue": "1"}
    assert not check_birth(ticket, given)
    assert set(born_doc(ticket, given)) <= {
        *("subject", "queue", "status", "priority", "minutes_spent", "owner", "watchers", "due_at"),
    }
    for name in LACKS:
        kind, _, field = name.partition(".")
        assert kind in full
        assert not field or field in full[kind].field_map, name
