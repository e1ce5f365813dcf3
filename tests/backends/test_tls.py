"""Row 37: a connection that cannot be trusted is refused, and a person learns why."""

import ssl
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from typing_extensions import override

from deskclient.backends.http import HttpxTransport, system_trust
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import CertificateError, NetworkError
from tests.backends.certificates import DAY, Authority
from tests.backends.rude_server import JSON, RudeServer, answer, says, says_and_closes
from tests.backends.settings import QUICK, get, post


@pytest.fixture(scope="module")
def authority():
    return Authority.make()


class MovedClock(SystemClock):
    """A clock that is wrong by a fixed time."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    @override
    def now(self) -> datetime:
        return datetime.now(UTC) + self._by


@asynccontextmanager
async def trusting(authority, clock=None):
    made = HttpxTransport(clock or SystemClock(), QUICK, authority.trust)
    try:
        yield made
    finally:
        await made.close()


async def refusal(http, url):
    with pytest.raises(CertificateError) as caught:
        await http.send(post(url))
    return caught.value


async def test_a_trusted_certificate_is_accepted(authority, tmp_path):
    tls = authority.server(tmp_path)
    async with RudeServer(says(answer()), tls=tls) as server, trusting(authority) as http:
        assert (await http.send(get(server.url))).status == 200


async def test_an_authority_of_ones_own_can_be_added_to_the_systems(authority, tmp_path):
    file = authority.write(tmp_path / "authority.pem")
    async with RudeServer(says(answer()), tls=authority.server(tmp_path)) as server:
        http = HttpxTransport(SystemClock(), QUICK, lambda: system_trust(file))
        assert (await http.send(get(server.url))).status == 200
        await http.close()


async def test_an_unknown_issuer_is_refused_before_anything_is_sent(authority, tmp_path):
    """Row 37: as with TLS interception; the system's trust is asked."""
    async with RudeServer(says(answer()), tls=authority.server(tmp_path)) as server:
        http = HttpxTransport(SystemClock(), QUICK)
        error = await refusal(http, server.url)
        await http.close()
        assert server.asked == []
    assert error.title == "The certificate of the desk is not trusted"
    assert not error.maybe_sent


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ({"ends": -DAY / 2}, "The certificate of the desk has expired"),
        ({"begins": DAY / 2}, "The certificate of the desk is not valid yet"),
        ({"address": "192.0.2.7"}, "The certificate belongs to another computer"),
    ],
)
async def test_a_bad_certificate_is_refused_and_named(authority, tmp_path, what, title):
    """Row 37: and a date error says to look at the date of this computer (row 14)."""
    async with RudeServer(says(answer()), tls=authority.server(tmp_path, **what)) as server:
        async with trusting(authority) as http:
            error = await refusal(http, server.url)
        assert server.asked == []
    assert error.title == title
    assert not error.maybe_sent
    assert "address" not in what or "date" not in error.hint


async def test_our_own_wrong_clock_is_blamed_where_the_desk_told_the_date(authority, tmp_path):
    """Row 14: our clock is three days ahead of the desk's, so a valid certificate looks expired."""
    dated = {**JSON, "Date": f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} GMT"}
    good, expired = authority.server(tmp_path), authority.server(tmp_path, ends=-DAY / 2)
    async with trusting(authority, MovedClock(3 * DAY)) as http:
        async with RudeServer(says(answer(200, b"{}", dated)), tls=good) as server:
            await http.send(get(server.url))
        async with RudeServer(says(answer()), tls=expired) as server:
            error = await refusal(http, server.url)
    assert error.title == "The date of this computer is wrong"


async def test_a_certificate_expired_by_the_desks_own_date_is_the_desks_fault(authority, tmp_path):
    """Row 14: our clock agrees with the desk's."""
    dated = {**JSON, "Date": f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} GMT"}
    good, expired = authority.server(tmp_path), authority.server(tmp_path, ends=-DAY / 2)
    async with trusting(authority) as http:
        async with RudeServer(says(answer(200, b"{}", dated)), tls=good) as server:
            await http.send(get(server.url))
        async with RudeServer(says(answer()), tls=expired) as server:
            error = await refusal(http, server.url)
    assert error.title == "The certificate of the desk has expired"


async def test_old_tls_is_refused(authority, tmp_path):
    """Row 37: nothing below TLS 1.2."""
    old = authority.server(tmp_path)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1 is deprecated"):
        old.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    async with RudeServer(says(answer()), tls=old) as server:
        http = HttpxTransport(SystemClock(), QUICK)
        # Whether an alert or only the end of the connection arrives is the server's choice.
        with pytest.raises(NetworkError) as caught:
            await http.send(post(server.url))
        await http.close()
        assert server.asked == []
    assert not caught.value.maybe_sent


async def test_plain_http_at_the_port_is_no_secure_connection(authority):
    plain = says_and_closes(answer())

    async def at_once(writer):
        await plain(None, writer)  # type: ignore[arg-type]

    async with RudeServer(at_once=at_once) as server, trusting(authority) as http:
        error = await refusal(http, f"https://127.0.0.1:{server.port}")
    assert not error.maybe_sent


def test_the_systems_trust_asks_for_tls_1_2_and_checks_everything():
    context = system_trust()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
