"""The transport against a server that behaves as badly as the network does."""

import asyncio
import gzip
import re
import select
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest
import zstandard

from deskclient.backends.http import HttpRequest, HttpxTransport, Limits, check_url
from deskclient.backends.translate import TooBigError, TooSlowError
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import NetworkError, PortalError, RefusedError, ServerError
from tests.backends.rude_server import (
    JSON,
    RudeServer,
    answer,
    drips,
    keeps_silent,
    reset,
    says,
    says_and_closes,
    says_and_resets,
)
from tests.backends.settings import PATIENT, QUICK, get, post, transport


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


async def test_an_answer_is_given_with_its_status_headers_and_body():
    async with RudeServer(says(answer(418, b'{"a":1}'))) as server, transport() as http:
        got = await http.send(get(server.url + "/x"))
    assert (got.status, got.body) == (418, b'{"a":1}')
    assert got.headers["deskclient-protocol"] == "1"
    assert re.match(r"Deskclient/\S+ \(\w+\)$", server.asked[0].headers["user-agent"])


async def test_connections_are_kept_for_the_next_request():
    async with RudeServer(says(answer())) as server, transport() as http:
        for _ in range(3):
            await http.send(get(server.url))
        assert server.connections == 1


async def test_no_more_connections_are_opened_than_allowed():
    limits = Limits(connections=2, pool_s=5.0)
    behave = drips(answer(), 0.001, 100)
    async with RudeServer(behave) as server, transport(limits) as http:
        await asyncio.gather(*(http.send(get(server.url)) for _ in range(8)))
        assert server.connections <= 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_an_answer_and_no_credentials_follow_it(status):
    """Row 36: nothing is sent to the host a redirect names."""
    async with RudeServer(says(answer())) as elsewhere:
        moved = answer(status, b"", {"Location": f"http://localhost:{elsewhere.port}/"})
        async with RudeServer(says(moved)) as server, transport() as http:
            got = await http.send(get(server.url))
        assert got.status == status
        assert elsewhere.connections == 0


async def test_cookies_are_never_kept():
    """Row 36: whatever a portal wants to be remembered by is forgotten."""
    cookie = answer(200, b"{}", {**JSON, "Set-Cookie": "portal=1; Path=/"})
    async with RudeServer(says(cookie)) as server, transport() as http:
        await http.send(get(server.url))
        await http.send(get(server.url))
        assert "cookie" not in server.asked[1].headers


async def test_a_refused_connection_proves_that_nothing_was_sent():
    """Row 38."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with transport() as http:
            with pytest.raises(NetworkError) as caught:
                await http.send(post(url))
    assert not caught.value.maybe_sent
    assert "does not accept" in caught.value.title


async def test_a_name_that_does_not_exist_is_told_apart(monkeypatch):
    """Row 38: DNS failure is a state of its own."""

    def nowhere(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    # Only the look-up can be replaced: a test may not ask a real name server.
    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    async with transport() as http:
        with pytest.raises(NetworkError) as caught:
            await http.send(post("https://desk.invalid"))
    assert not caught.value.maybe_sent
    assert caught.value.title == "The name of the desk was not found"


@contextmanager
def black_hole(host, port):
    """An address where connecting is never answered: it listens, and its queue is full."""
    with ExitStack() as held:
        hole = held.enter_context(socket.socket(socket.AF_INET6))
        hole.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        hole.bind((host, port))
        hole.listen(0)
        for _ in range(16):
            one = held.enter_context(socket.socket(socket.AF_INET6))
            one.setblocking(False)
            one.connect_ex((host, port))
            # On loopback the other side has answered by now, or never will.
            if not select.select([], [one], [], 0.2)[1]:
                break
        else:
            pytest.fail("the queue was never full")
        yield


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full queue refuses")
@pytest.mark.skipif(not has_ipv6(), reason="this computer has no IPv6")
async def test_an_address_that_swallows_everything_does_not_hide_the_one_that_answers(monkeypatch):
    """Row 38: an IPv6 black hole; the name has two addresses, and the first one is dead."""

    def both(host, port, *args, **kwargs):
        assert host == b"localhost"
        kind = (socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
        return [
            (socket.AF_INET6, *kind, ("::1", port, 0, 0)),
            (socket.AF_INET, *kind, ("127.0.0.1", port)),
        ]

    async with RudeServer(says(answer())) as server, transport() as http:
        with black_hole("::1", server.port):
            # Which addresses a name has differs between computers.
            monkeypatch.setattr(socket, "getaddrinfo", both)
            got = await http.send(post(f"http://localhost:{server.port}"))
    assert got.status == 200
    assert len(server.asked) == 1


async def test_silence_after_the_request_ends_at_the_deadline():
    """Row 39: the request may have been sent, so that must be said."""
    async with RudeServer(keeps_silent) as server, transport(QUICK) as http:
        with pytest.raises(TooSlowError) as caught:
            await http.send(post(server.url))
    assert caught.value.maybe_sent


async def test_headers_that_drip_end_at_the_deadline():
    """Row 39: slow-loris against the client; each byte comes in time, the head never ends."""
    async with RudeServer(drips(answer(), 0.1)) as server, transport(QUICK) as http:
        with pytest.raises(TooSlowError):
            await http.send(get(server.url))


async def test_a_body_below_the_least_rate_is_given_up():
    """Row 39: a byte at a time keeps every read deadline, yet not the rate."""
    head, body = answer(200, b"x" * 5000).split(b"\r\n\r\n")

    async def behave(asked, writer):
        writer.write(head + b"\r\n\r\n")
        await drips(body, 0.02)(asked, writer)

    async with RudeServer(behave) as server, transport(QUICK) as http:
        with pytest.raises(TooSlowError) as caught:
            await http.send(get(server.url))
    assert caught.value.title == "The connection is too slow"


async def test_the_whole_exchange_has_a_deadline():
    """Row 39: an answer that flows for ever ends as well."""
    endless = answer(200, b"", {**JSON, "Transfer-Encoding": "chunked"})

    async def behave(asked, writer):
        writer.write(endless)
        await drips(b"400\r\n" + b"x" * 1024 + b"\r\n", 0.0, 1 << 20)(asked, writer)
        while True:
            writer.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
            await asyncio.sleep(0.05)

    async with RudeServer(behave) as server, transport(QUICK) as http:
        with pytest.raises(TooSlowError):
            await http.send(get(server.url))


async def test_a_long_poll_may_be_silent_as_long_as_agreed():
    async def behave(asked, writer):
        await asyncio.sleep(QUICK.read_s + 0.2)
        writer.write(answer())

    async with RudeServer(behave) as server, transport(QUICK) as http:
        assert (await http.send(get(server.url, wait_s=2.0))).status == 200


async def test_a_reset_before_the_answer_leaves_it_open_what_happened():
    """Row 10: the answer is lost; the desk may have acted."""
    async with RudeServer(says_and_resets(b"")) as server, transport() as http:
        with pytest.raises(NetworkError) as caught:
            await http.send(post(server.url))
    assert caught.value.maybe_sent
    assert caught.value.title == "The connection was broken off"


async def test_a_connection_reset_at_once_is_a_network_error():
    async def at_once(writer):
        reset(writer)

    async with RudeServer(at_once=at_once) as server, transport() as http:
        with pytest.raises(NetworkError):
            await http.send(get(server.url))


@pytest.mark.parametrize("cut", [1, 20, 90, -1])
async def test_an_answer_cut_anywhere_is_no_answer(cut):
    """Row 40."""
    whole = answer(200, b'{"rows":[]}')
    async with RudeServer(says_and_closes(whole[:cut])) as server, transport() as http:
        with pytest.raises(NetworkError) as caught:
            await http.send(get(server.url))
    assert caught.value.maybe_sent


async def test_an_answer_reset_in_the_middle_is_no_answer():
    """Row 40: half a body, then RST."""
    half = answer(200, b'{"rows":', length=500)
    async with RudeServer(says_and_resets(half)) as server, transport() as http:
        with pytest.raises(NetworkError) as caught:
            await http.send(get(server.url))
    assert caught.value.title == "The answer was cut off"


async def test_a_half_closed_connection_still_gives_its_answer():
    """The server ends its writing side politely, right after the whole answer."""

    async def behave(asked, writer):
        writer.write(answer(200, b'{"a":1}', {**JSON, "Connection": "close"}))
        writer.write_eof()

    async with RudeServer(behave) as server, transport() as http:
        assert (await http.send(get(server.url))).body == b'{"a":1}'


async def test_bytes_beyond_the_announced_length_do_not_become_the_next_answer():
    """Row 40: wrong Content-Length, too short."""
    longer = answer(200, b'{"a":1}HTTP/1.1 200', length=7)
    async with RudeServer(says(longer)) as server, transport() as http:
        assert (await http.send(get(server.url))).body == b'{"a":1}'
        server.behave = says(answer(200, b'{"b":2}'))
        assert (await http.send(get(server.url))).body == b'{"b":2}'


@pytest.mark.parametrize("noise", [b"SSH-2.0-OpenSSH_9.2\r\n", b"\x16\x03\x01\x00\x00" * 9])
async def test_another_protocol_at_the_port_is_no_desk(noise):
    """Row 36."""
    async with RudeServer(says_and_closes(noise + b"\r\n\r\n")) as server, transport() as http:
        with pytest.raises(PortalError):
            await http.send(get(server.url))


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress)]
)
async def test_compressed_answers_are_unpacked(encoding, pack):
    body = b'{"rows":[' + b'"text",' * 5000 + b"0]}"
    packed = answer(200, pack(body), {**JSON, "Content-Encoding": encoding})
    async with RudeServer(says(packed)) as server, transport() as http:
        assert (await http.send(get(server.url))).body == body
        assert encoding in server.asked[0].headers["accept-encoding"]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(b"x" * 999, mtime=0)[:-9]),
        ("gzip", gzip.compress(b"x" * 999, mtime=0) + b"garbage"),
        ("zstd", b"no zstd at all"),
        ("zstd", zstandard.compress(b"x" * 999)[:-3]),
        ("br", b"never asked for"),
    ],
)
async def test_damaged_compression_throws_the_whole_answer_away(encoding, body):
    """Row 40."""
    damaged = answer(200, body, {**JSON, "Content-Encoding": encoding})
    async with RudeServer(says(damaged)) as server, transport() as http:
        with pytest.raises(ServerError) as caught:
            await http.send(get(server.url))
    assert caught.value.retryable


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress)]
)
async def test_a_bomb_is_stopped_while_it_unpacks(encoding, pack):
    """Row 41: the ratio gives it away long before the memory is full."""
    bomb = pack(b"0" * (100 << 20))
    packed = answer(200, bomb, {**JSON, "Content-Encoding": encoding})
    async with RudeServer(says(packed)) as server, transport(PATIENT) as http:
        with pytest.raises(TooBigError):
            await http.send(get(server.url))


async def test_an_answer_beyond_its_cap_is_given_up():
    """Row 41."""
    async with RudeServer(says(answer(200, b"x" * 5000))) as server, transport() as http:
        with pytest.raises(TooBigError):
            await http.send(HttpRequest(method="GET", url=server.url, max_bytes=4999))


async def test_a_question_survives_a_kept_connection_that_died():
    """Row 59: one retry on a new connection, and only because asking twice is harmless."""
    async with RudeServer(says(answer())) as server, transport() as http:
        await http.send(get(server.url))
        server.behave = _dies_once()
        assert (await http.send(get(server.url))).status == 200
        assert server.connections == 2


async def test_a_change_is_never_sent_again_by_the_transport():
    """Row 10: whether to send again is decided by proof, not by the transport."""
    async with RudeServer(says(answer())) as server, transport() as http:
        await http.send(get(server.url))
        server.behave = _dies_once()
        with pytest.raises(NetworkError) as caught:
            await http.send(post(server.url))
        assert caught.value.maybe_sent
        assert [one.method for one in server.asked] == ["GET", "POST"]


def _dies_once():
    times = []

    async def behave(asked, writer):
        times.append(asked)
        await (says_and_resets(b"") if len(times) == 1 else says(answer()))(asked, writer)

    return behave


async def test_a_stream_gives_pieces_as_they_come():
    async with RudeServer(drips(answer(206, b"abcdef"), 0.001, 50)) as server:
        async with transport() as http, http.stream(get(server.url)) as got:
            assert got.status == 206
            assert b"".join([chunk async for chunk in got.chunks]) == b"abcdef"
        assert server.asked[0].headers["accept-encoding"] == "identity"


async def test_a_failure_of_the_caller_inside_a_stream_stays_its_own():
    async with RudeServer(says(answer(200, b"abc"))) as server, transport() as http:
        with pytest.raises(OSError, match="disk is full"):
            async with http.stream(get(server.url)):
                raise OSError("the disk is full")


async def test_a_stream_that_breaks_is_a_network_error():
    breaks = says_and_resets(answer(200, b"ab", length=9))
    async with (
        RudeServer(breaks) as server,
        transport() as http,
        http.stream(get(server.url)) as got,
    ):
        with pytest.raises(NetworkError):
            async for _ in got.chunks:
                pass


async def test_a_large_body_leaves_in_pieces_and_whole():
    body = b"0123456789abcdef" * (1 << 16)
    async with RudeServer(says(answer())) as server, transport() as http:
        await http.send(post(server.url, body))
    assert server.asked[0].body == body
    assert server.asked[0].headers["content-length"] == str(len(body))


async def test_a_closed_transport_refuses():
    async with transport() as http:
        pass
    with pytest.raises(NetworkError) as caught:
        await http.send(get("http://127.0.0.1:9"))
    assert not caught.value.maybe_sent


@pytest.mark.parametrize("url", ["http://192.0.2.1/", "ftp://127.0.0.1/", "desk", "http://[::1"])
def test_only_https_leaves_this_computer(url):
    with pytest.raises(RefusedError):
        check_url(url)


async def test_loopback_never_goes_through_a_proxy(monkeypatch):
    async with RudeServer(says(answer())) as proxy, RudeServer(says(answer())) as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        async with transport() as http:
            await http.send(get(server.url))
        assert (proxy.connections, server.connections) == (0, 1)


async def test_a_proxy_that_wants_a_sign_in_is_named(monkeypatch):
    """Row 38: proxy authentication is a state of its own; the request itself never left."""
    wants = answer(407, b"", {"Proxy-Authenticate": "Basic"})
    async with RudeServer(says(wants)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        async with transport() as http:
            with pytest.raises(NetworkError) as caught:
                await http.send(post("https://desk.invalid/"))
        assert proxy.asked[0].method == "CONNECT"
        assert "canary-token" not in str(proxy.asked)
    assert caught.value.title == "The proxy asks for a sign-in"
    assert not caught.value.maybe_sent


async def test_a_proxy_of_an_unknown_kind_is_a_network_error(monkeypatch):
    """Row 38."""
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    async with transport() as http:
        with pytest.raises(NetworkError) as caught:
            await http.send(get("https://desk.invalid/"))
    assert "proxy" in caught.value.title


def test_the_token_is_in_no_text_of_a_request():
    assert "canary" not in repr(get("https://desk.example/"))


def test_importing_the_backends_does_not_import_httpx():
    code = (
        "import sys; import deskclient.backends.native.adapter, deskclient.backends.registry;"
        "raise SystemExit('httpx' in sys.modules or 'truststore' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_transport_is_cheap_to_make():
    assert HttpxTransport(SystemClock())._client is None
