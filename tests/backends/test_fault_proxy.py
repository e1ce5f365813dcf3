"""The faulty wire does what it says; each fault as the transport sees it."""

import pytest

from deskclient.backends.translate import TooSlowError
from deskclient.domain.errors import NetworkError
from tests.backends.rude_server import RudeServer, answer, keeps_silent, says
from tests.backends.settings import PATIENT, QUICK, get, post, transport
from tests.fakes.fault_proxy import FaultProxy, Faults

BODY = b'{"text":"' + b"x" * 20_000 + b'"}'


async def asked(faults, *, body=b"{}", limits=PATIENT):
    """Give the answer through a faulty wire and what arrived at the server."""
    async with RudeServer(says(answer(200, BODY))) as server, transport(limits) as http:
        with FaultProxy(server.port, faults) as wire:
            try:
                return (await http.send(post(wire.url, body))).body, server.asked
            except NetworkError as error:
                return error, server.asked


async def test_a_wire_without_faults_changes_nothing():
    got, seen = await asked(Faults(), body=BODY)
    assert got == BODY
    assert seen[0].body == BODY


async def test_a_refused_connection_sends_nothing():
    """Row 38."""
    got, seen = await asked(Faults(refuse=True))
    assert isinstance(got, NetworkError)
    assert not got.maybe_sent
    assert seen == []


async def test_a_black_hole_ends_at_the_deadline():
    """Row 38, row 39."""
    got, seen = await asked(Faults(black_hole=True), limits=QUICK)
    assert isinstance(got, TooSlowError)
    assert got.maybe_sent
    assert seen == []


@pytest.mark.parametrize("after", [0, 10, 500])
@pytest.mark.parametrize("reset", [True, False])
async def test_a_request_cut_on_its_way_may_have_been_sent(after, reset):
    """Row 4: the server had all of it or none."""
    got, seen = await asked(Faults(cut_up_after=after, reset=reset), body=BODY)
    assert isinstance(got, NetworkError)
    assert got.maybe_sent
    assert seen == []


@pytest.mark.parametrize("after", [0, 10, 120, 19_000])
@pytest.mark.parametrize("reset", [True, False])
async def test_an_answer_cut_on_its_way_is_lost_after_the_server_acted(after, reset):
    """Row 10, row 40."""
    got, seen = await asked(Faults(cut_down_after=after, reset=reset))
    assert isinstance(got, NetworkError)
    assert got.maybe_sent
    assert len(seen) == 1


async def test_a_swallowed_answer_is_a_timeout_after_the_server_acted():
    """Row 10."""
    got, seen = await asked(Faults(swallow_down=True), limits=QUICK)
    assert isinstance(got, TooSlowError)
    assert len(seen) == 1


async def test_a_byte_a_second_is_given_up():
    """Row 39."""
    got, _ = await asked(Faults(bytes_per_s=1.0), limits=QUICK)
    assert isinstance(got, TooSlowError)


async def test_a_delay_is_borne():
    got, _ = await asked(Faults(delay_s=0.02))
    assert got == BODY


async def test_faults_come_and_go_and_live_connections_can_be_severed():
    """Row 59."""
    async with RudeServer(says(answer())) as server, transport() as http:
        with FaultProxy(server.port) as wire:
            assert (await http.send(get(wire.url))).status == 200
            wire.sever()
            assert (await http.send(get(wire.url))).status == 200
            wire.faults = Faults(refuse=True)
            wire.sever()
            with pytest.raises(NetworkError):
                await http.send(get(wire.url))
            wire.faults = Faults()
            assert (await http.send(get(wire.url))).status == 200
            assert wire.connections == 3


async def test_a_server_that_is_silent_is_let_go_when_the_wire_is_taken_down():
    async with RudeServer(keeps_silent) as server, transport(QUICK) as http:
        with FaultProxy(server.port) as wire, pytest.raises(TooSlowError):
            await http.send(get(wire.url))
