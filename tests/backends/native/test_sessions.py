"""Tokens, the desk's identity, and what answers in place of it."""

import asyncio
from datetime import UTC, datetime

import pytest
from typing_extensions import override

from deskclient.backends.native import wire
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.errors import (
    BusyError,
    CursorLostError,
    KeyMissingError,
    PortalError,
    ServerError,
    SignInError,
    UpdateNeededError,
    WrongDeskError,
)
from deskclient.domain.scope import Scope
from tests.backends.native.scripted_desk import SESSION, operation, refusal, said, scripted
from tests.backends.rude_server import JSON, answer, keeps_silent
from tests.backends.settings import QUICK

FRESH = said(wire.Tokens("a2", "r2", 900))


async def test_an_expired_token_is_renewed_and_the_call_repeated():
    """Row 33."""
    async with scripted() as desk:
        desk.script.token = "a2"
        desk.script.on("POST /v1/refresh", FRESH)
        assert (await desk.adapter.session()).login == "anna"
        assert desk.targets() == ["GET /v1/session", "POST /v1/refresh", "GET /v1/session"]
        assert await desk.store.get() == SessionTokens("a2", "r2")


async def test_many_calls_share_one_renewal():
    """Row 33: single flight; a refresh token is good for one use."""
    async with scripted() as desk:
        desk.script.token = "a2"
        desk.script.on("POST /v1/refresh", FRESH, refusal(401))
        await asyncio.gather(*(desk.adapter.session() for _ in range(6)))
        assert desk.targets().count("POST /v1/refresh") == 1


async def test_a_refused_renewal_asks_for_a_sign_in_and_the_desk_is_left_alone():
    """Row 33: else auth_needed; nothing is marked rejected."""
    async with scripted() as desk:
        desk.script.token = "a9"
        desk.script.on("POST /v1/refresh", refusal(401, "No"))
        for _ in range(3):
            with pytest.raises(SignInError):
                await desk.adapter.push([operation()], "c1")
        assert desk.targets() == ["GET /v1/session", "POST /v1/refresh"]


async def test_signing_in_again_is_noticed_in_the_store():
    async with scripted() as desk:
        desk.script.token = "a9"
        desk.script.on("POST /v1/refresh", refusal(401))
        with pytest.raises(SignInError):
            await desk.adapter.session()
        await desk.store.set(SessionTokens("a9", "r9"))
        assert (await desk.adapter.session()).login == "anna"


async def test_a_caller_that_gives_up_does_not_take_the_new_tokens_with_it():
    """Row 33, row 62: the refresh token is used up, so its answer must be kept."""
    arrived, go = asyncio.Event(), asyncio.Event()

    async def slowly(asked, writer):
        arrived.set()
        await go.wait()
        writer.write(FRESH)

    async with scripted() as desk:
        desk.script.token = "a2"
        desk.script.on("POST /v1/refresh", slowly)
        first = asyncio.ensure_future(desk.adapter.session())
        await arrived.wait()
        first.cancel()
        go.set()
        await asyncio.gather(first, return_exceptions=True)
        await desk.adapter.session()
        assert await desk.store.get() == SessionTokens("a2", "r2")
        assert desk.targets().count("POST /v1/refresh") == 1


async def test_a_token_is_renewed_before_it_ends():
    class Jumping:
        jumped_s = 0.0

        def now(self):
            return datetime.now(UTC)

        def steady_s(self):
            return self.jumped_s

    clock = Jumping()
    async with scripted(clock=clock) as desk:
        desk.script.token = "a2"
        desk.script.on("POST /v1/refresh", FRESH, said(wire.Tokens("a3", "r3", 900)))
        await desk.adapter.session()
        clock.jumped_s = 850.0
        desk.script.token = "a3"
        await desk.adapter.session()
        assert desk.targets()[-2:] == ["POST /v1/refresh", "GET /v1/session"]


async def test_a_locked_keyring_does_not_stop_a_renewed_session():
    """Row 61."""

    class Locked(MemoryTokenStore):
        @override
        async def set(self, tokens):
            raise KeyMissingError("The keyring is locked")

    async with scripted() as desk:
        desk.adapter._calls._store = Locked(SessionTokens("a1", "r1"))
        desk.script.token = "a2"
        desk.script.on("POST /v1/refresh", FRESH)
        assert (await desk.adapter.session()).login == "anna"
        assert (await desk.adapter.session()).login == "anna"


async def test_without_tokens_nothing_is_sent():
    async with scripted() as desk:
        await desk.store.set(None)
        with pytest.raises(SignInError):
            await desk.adapter.session()
        assert desk.targets() == []


@pytest.mark.parametrize(
    "portal",
    [
        answer(200, b"<html>Welcome!</html>", {"Content-Type": "text/html"}),
        answer(200, b"{}", {"Content-Type": "application/json"}),
        answer(302, b"", {"Location": "http://portal.example/"}),
        answer(302, b"", {**JSON, "Location": "http://portal.example/"}),
        answer(401, b"", {"WWW-Authenticate": "Basic"}),
        answer(404, b"<html>no</html>", {"Content-Type": "text/html"}),
        answer(511, b"", {}),
    ],
)
async def test_an_answer_that_is_not_the_desks_is_never_read(portal):
    """Row 36: neither as empty, nor as signed out."""
    async with scripted() as desk:
        desk.script.on("GET /v1/changes", portal)
        with pytest.raises(PortalError):
            await desk.adapter.changes(Scope(), "c", 0)
        assert desk.targets() == ["GET /v1/changes"]


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_what_stands_before_the_desk_may_say_that_it_is_down(status):
    async with scripted() as desk:
        desk.script.on("GET /v1/session", answer(status, b"<html>", {"Content-Type": "text/html"}))
        with pytest.raises(ServerError):
            await desk.adapter.session()


async def test_another_desk_at_the_address_stops_everything():
    """Row 19: no data of one desk gets into the profile of another."""
    async with scripted(instance="desk-0") as desk:
        with pytest.raises(WrongDeskError):
            await desk.adapter.session()


async def test_the_first_desk_that_answers_is_the_one():
    """Row 19: without a known instance the first one is pinned."""
    async with scripted(instance="") as desk:
        await desk.adapter.session()
        desk.script.on("GET /v1/session", said(SESSION, 200, {**JSON, "Deskclient-Instance": "x"}))
        with pytest.raises(WrongDeskError):
            await desk.adapter.session()


async def test_a_newer_protocol_asks_for_an_update():
    """Row 24."""
    async with scripted() as desk:
        newer = said({"rows": []}, 200, {**JSON, "Deskclient-Protocol": "2"})
        desk.script.on("GET /v1/changes", newer)
        with pytest.raises(UpdateNeededError):
            await desk.adapter.changes(Scope(), "c", 0)


async def test_a_raised_minimum_asks_for_an_update():
    """Row 24."""
    async with scripted() as desk:
        desk.script.on("GET /v1/session", said({**_as_dict(SESSION), "min_protocol": "2"}))
        with pytest.raises(UpdateNeededError):
            await desk.adapter.session()


def _as_dict(value):
    return {name: getattr(value, name) for name in value.__struct_fields__}


async def test_a_busy_desk_is_left_alone_by_every_call():
    """Row 44: Retry-After holds for the whole desk, not for one call."""
    async with scripted() as desk:
        desk.script.on("GET /v1/session", refusal(429, headers={"Retry-After": "30"}))
        with pytest.raises(BusyError) as first:
            await desk.adapter.session()
        with pytest.raises(BusyError) as second:
            await desk.adapter.changes(Scope(), "c", 0)
        assert first.value.wait_s == 30.0
        assert 25.0 < second.value.wait_s <= 30.0
        assert desk.targets() == ["GET /v1/session"]


@pytest.mark.parametrize("reason", ["expired", "epoch", "rights"])
async def test_a_lost_cursor_is_told_with_its_reason(reason):
    """Row 17, row 18, row 48."""
    async with scripted() as desk:
        desk.script.on("GET /v1/changes", refusal(410, "Gone", reason=reason))
        with pytest.raises(CursorLostError) as caught:
            await desk.adapter.changes(Scope(), "c", 0)
        assert caught.value.reason == reason


async def test_signing_out_forgets_the_tokens_whatever_the_desk_says():
    async with scripted(limits=QUICK) as desk:
        desk.script.on("POST /v1/sign-out", keeps_silent)
        await desk.adapter.sign_out()
        assert await desk.store.get() is None


async def test_the_desks_clock_is_compared_with_ours():
    """Row 14."""
    async with scripted() as desk:
        await desk.adapter.session()
        expected = datetime(2026, 11, 23, 12, tzinfo=UTC) - datetime.now(UTC)
        assert abs(desk.adapter.clock_offset_s - expected.total_seconds()) < 5
