"""Connections are closed, whenever a request is cancelled or the network given up."""

import asyncio
import gc

import pytest

from deskclient.backends.http import HttpxTransport
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import NetworkError
from tests.backends.rude_server import RudeServer, answer, drips, keeps_silent, says
from tests.backends.settings import PATIENT, get, post, transport


async def test_dropping_connections_ends_what_is_under_way():
    """Row 59: after sleep, sockets of the old network are of no use."""
    arrived = asyncio.Event()
    async with RudeServer(_silent_once(arrived)) as server, transport(PATIENT) as http:
        waiting = asyncio.ensure_future(http.send(post(server.url)))
        await arrived.wait()
        await http.drop_connections()
        with pytest.raises(NetworkError) as caught:
            await waiting
        assert caught.value.maybe_sent
        server.behave = says(answer())
        assert (await http.send(get(server.url))).status == 200


@pytest.mark.parametrize("turns", range(1, 13))
async def test_dropping_connections_ends_also_what_is_still_connecting(turns):
    async with RudeServer(keeps_silent) as server, transport(PATIENT) as http:
        waiting = asyncio.ensure_future(http.send(post(server.url)))
        await _turn(turns)
        await http.drop_connections()
        with pytest.raises(NetworkError, match="broke"):
            async with asyncio.timeout(5):
                await waiting
        server.behave = says(answer())
        assert (await http.send(get(server.url))).status == 200


@pytest.mark.parametrize("turns", range(1, 4))
async def test_what_is_closed_is_closed_whole_even_if_nobody_waits_for_the_end(turns):
    async with RudeServer(drips(answer(), 0.001, 100)) as server:
        http = HttpxTransport(SystemClock(), PATIENT)
        await asyncio.gather(*(http.send(get(server.url)) for _ in range(3)))
        closing = asyncio.ensure_future(http.close())
        await _turn(turns)
        closing.cancel()
        async with asyncio.timeout(5):
            await server.all_closed()
        assert server.connections == 3


@pytest.mark.parametrize("again", range(4))
@pytest.mark.parametrize("turns", range(1, 7))
async def test_connections_the_desk_has_closed_are_closed_here_by_a_request_that_is_cancelled(
    turns, again, recwarn
):
    """As when a desk goes down: the first request afterwards meets all of them."""
    async with RudeServer(drips(answer(), 0.001, 100)) as server, transport() as http:
        await asyncio.gather(*(http.send(get(server.url)) for _ in range(3)))
        await server.hang_up()
        waiting = asyncio.ensure_future(http.send(get(server.url)))
        await _turn(turns)
        waiting.cancel()
        await _turn(again)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        server.behave = says(answer())
        assert (await http.send(get(server.url))).status == 200
    del waiting, http
    gc.collect()
    assert [str(one.message) for one in recwarn] == []


async def test_a_cancelled_request_ends_at_once():
    """Row 62."""
    arrived = asyncio.Event()
    async with RudeServer(_silent_once(arrived)) as server, transport(PATIENT) as http:
        waiting = asyncio.ensure_future(http.send(get(server.url)))
        await arrived.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(waiting, 5)


def _silent_once(arrived):
    async def behave(asked, writer):
        arrived.set()
        await keeps_silent(asked, writer)

    return behave


async def _turn(turns):
    for _ in range(turns):
        await asyncio.sleep(0)
