"""Statuses and failures of the system become errors of the domain, in words."""

import errno
import socket
import ssl
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.backends.translate import (
    _WORDS,
    MAX_WAIT_S,
    Cause,
    Said,
    cause_in,
    error_for,
    http_date,
    network_error,
    retry_after_s,
)
from deskclient.domain.errors import (
    BusyError,
    CertificateError,
    CursorLostError,
    NetworkError,
    PortalError,
    RefusedError,
    ServerError,
    SignInError,
    UpdateNeededError,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize("status", [200, 201, 204, 206])
def test_success_is_no_error(status):
    assert error_for(status, {}, NOW) is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, PortalError),
        (400, RefusedError),
        (401, SignInError),
        (403, RefusedError),
        (404, RefusedError),
        (407, NetworkError),
        (408, BusyError),
        (410, CursorLostError),
        (413, RefusedError),
        (426, UpdateNeededError),
        (429, BusyError),
        (500, ServerError),
        (503, BusyError),
        (511, PortalError),
        (599, ServerError),
    ],
)
def test_each_status_has_its_error(status, kind):
    assert type(error_for(status, {}, NOW)) is kind


@pytest.mark.parametrize("reason", ["expired", "epoch", "rights"])
def test_a_lost_cursor_says_why(reason):
    """Row 17, row 18."""
    error = error_for(410, {}, NOW, Said(reason=reason))
    assert isinstance(error, CursorLostError)
    assert error.reason == reason


def test_an_unknown_reason_for_a_lost_cursor_means_expired():
    error = error_for(410, {}, NOW, Said(reason="moon"))
    assert isinstance(error, CursorLostError)
    assert error.reason == "expired"


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "17"}, 17.0),
        ({"retry-after": "0"}, 1.0),
        ({"retry-after": "99999999"}, MAX_WAIT_S),
        ({"retry-after": "Mon, 23 Nov 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Mon, 23 Nov 2020 12:01:00 GMT"}, 1.0),
        ({"retry-after": "Mon, 23 Nov 2999 12:01:00 GMT"}, MAX_WAIT_S),
        (
            {
                "retry-after": "Mon, 23 Nov 2015 12:00:30 GMT",
                "date": "Mon, 23 Nov 2015 12:00:00 GMT",
            },
            30.0,
        ),
        ({"retry-after": "soon"}, 5.0),
        ({}, 5.0),
    ],
)
def test_the_desk_says_how_long_to_wait(headers, wait_s):
    """Row 44: seconds or a date, capped; a date is measured by the desk's own clock."""
    assert retry_after_s(headers, NOW) == wait_s


@given(st.text(max_size=40))
def test_no_header_breaks_the_reading_of_dates(text):
    http_date(text)
    assert 1.0 <= retry_after_s({"retry-after": text, "date": text}, NOW) <= MAX_WAIT_S


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (socket.gaierror(socket.EAI_NONAME, ""), Cause.NAME),
        (socket.gaierror(socket.EAI_AGAIN, ""), Cause.NAME_SERVICE),
        (ConnectionRefusedError(), Cause.REFUSED),
        (ConnectionResetError(), Cause.RESET),
        (OSError(errno.ENETUNREACH, ""), Cause.NO_ROUTE),
        (OSError(errno.EHOSTUNREACH, ""), Cause.NO_ROUTE),
        (ssl.SSLEOFError(8, ""), Cause.CUT_OFF),
        (ssl.SSLError(1, ""), Cause.TLS),
        (ValueError(), None),
    ],
)
def test_the_systems_failures_are_told_apart(error, cause):
    """Row 38."""
    outer = RuntimeError("outer")
    outer.__cause__ = ExceptionGroup("both ways failed", [error])
    assert cause_in(outer) is cause


@pytest.mark.parametrize(
    ("code", "offset_s", "cause"),
    [
        (10, None, Cause.CERT_EXPIRED),
        (10, -90_000.0, Cause.CLOCK),
        (10, 90_000.0, Cause.CERT_EXPIRED),
        (10, -60.0, Cause.CERT_EXPIRED),
        (9, 90_000.0, Cause.CLOCK),
        (9, -90_000.0, Cause.CERT_NOT_YET),
        (62, -90_000.0, Cause.CERT_HOST),
        (20, None, Cause.CERT_UNKNOWN),
        (-67818, None, Cause.CERT_EXPIRED),
        (0x800B0109 - (1 << 32), None, Cause.CERT_UNKNOWN),
        (77, None, Cause.CERT_OTHER),
    ],
)
def test_a_certificates_fault_is_told_from_our_clocks(code, offset_s, cause):
    """Row 14, row 37."""
    error = ssl.SSLCertVerificationError("certificate verify failed")
    error.verify_code = code
    assert cause_in(error, clock_offset_s=offset_s) is cause


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_whole_sentences(cause):
    words = _WORDS[cause]
    assert words.title[0].isupper()
    assert not words.title.endswith(".")
    for text in (words.detail, words.hint):
        assert text.endswith(".")
    error = network_error(cause, maybe_sent=False)
    assert not error.maybe_sent
    assert isinstance(error, CertificateError) == ("cert" in cause or cause in {"tls", "clock"})


def test_the_desks_own_words_win():
    error = error_for(403, {}, NOW, Said("Only leads may close", "Ask Anna."))
    assert error is not None
    assert (error.title, error.detail) == ("Only leads may close", "Ask Anna.")
