"""From what goes wrong on a wire to the errors of the domain, in words for a person."""

import errno
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from msgspec import Struct

from deskclient.domain.errors import (
    BusyError,
    CertificateError,
    CursorLostError,
    DeskError,
    NetworkError,
    PortalError,
    RefusedError,
    ServerError,
    SignInError,
    UpdateNeededError,
)
from deskclient.domain.words import phrase

DEFAULT_WAIT_S = 5.0
MAX_WAIT_S = 900.0
"""A desk may ask for less than a quarter of an hour; a wrong header must not stop us for days."""
CLOCK_ERROR_S = 3600.0
"""From here on a date error is blamed on our clock."""
SIGNED_OUT = "You are signed out"


class TooSlowError(NetworkError):
    """The answer did not come, or not fast enough; a smaller page may work."""


class TooBigError(ServerError):
    """The answer goes beyond a limit of size; a smaller page may work."""


class Cause(StrEnum):
    """Why no usable answer came."""

    ADDRESS = "address"
    NAME = "name"
    NAME_SERVICE = "name_service"
    NO_ROUTE = "no_route"
    REFUSED = "refused"
    CONNECT_TIMEOUT = "connect_timeout"
    TIMEOUT = "timeout"
    TOO_SLOW = "too_slow"
    POOL = "pool"
    RESET = "reset"
    CUT_OFF = "cut_off"
    NOT_HTTP = "not_http"
    PROXY = "proxy"
    PROXY_SIGN_IN = "proxy_sign_in"
    TLS = "tls"
    CERT_EXPIRED = "cert_expired"
    CERT_NOT_YET = "cert_not_yet"
    CERT_HOST = "cert_host"
    CERT_UNKNOWN = "cert_unknown"
    CERT_OTHER = "cert_other"
    CLOCK = "clock"
    OTHER = "other"


class _Words(Struct, frozen=True):
    title: str
    detail: str
    hint: str
    error: type[NetworkError] = NetworkError


_NETWORK = "Check the network connection; your work is safe here and goes on."
_ADDRESS = "Check the address of the desk with your administrator."
_ADMINISTRATOR = "Tell the administrator of the desk; your work is safe here."
_CERTIFICATES = (
    "If your organisation signs its own certificates, have its authority added to the "
    "certificates of this computer. The check cannot be skipped."
)
_WORDS: Mapping[Cause, _Words] = {
    Cause.ADDRESS: _Words(
        "The address is not valid", "The address of the desk cannot be used.", _ADDRESS
    ),
    Cause.NAME: _Words(
        "The name of the desk was not found", "No computer has the name in the address.", _ADDRESS
    ),
    Cause.NAME_SERVICE: _Words(
        "Names cannot be looked up", "The name service of this network does not answer.", _NETWORK
    ),
    Cause.NO_ROUTE: _Words(
        "There is no network", "This computer has no way to the desk at the moment.", _NETWORK
    ),
    Cause.REFUSED: _Words(
        "The desk does not accept connections",
        "The computer was reached, but no service answers at that port.",
        "The desk may be stopped for maintenance; the next try comes by itself.",
    ),
    Cause.CONNECT_TIMEOUT: _Words(
        "The desk cannot be reached",
        "No connection came about in time.",
        _NETWORK,
        TooSlowError,
    ),
    Cause.TIMEOUT: _Words(
        "The desk does not answer",
        "The request was sent, but no answer came in time.",
        "The next try comes by itself.",
        TooSlowError,
    ),
    Cause.TOO_SLOW: _Words(
        "The connection is too slow",
        "The answer came so slowly that it was given up.",
        "The next try asks for less at once.",
        TooSlowError,
    ),
    Cause.POOL: _Words(
        "Too many requests are under way",
        "All connections to the desk are in use.",
        "The next try comes by itself.",
    ),
    Cause.RESET: _Words(
        "The connection was broken off",
        "The other side closed the connection before it answered.",
        "The next try comes by itself.",
    ),
    Cause.CUT_OFF: _Words(
        "The answer was cut off",
        "The connection ended in the middle of an answer, so all of it was thrown away.",
        "The next try comes by itself.",
    ),
    Cause.NOT_HTTP: _Words(
        "Something else answers at this address",
        "The answer is not one of a web service.",
        _ADDRESS,
        PortalError,
    ),
    Cause.PROXY: _Words(
        "The proxy does not let the connection through",
        "The proxy set on this computer cannot be used for the desk.",
        "Check the proxy settings of this computer.",
    ),
    Cause.PROXY_SIGN_IN: _Words(
        "The proxy asks for a sign-in",
        "The proxy set on this computer wants a user name and a password.",
        "Set them in the proxy settings of this computer.",
    ),
    Cause.TLS: _Words(
        "No secure connection came about",
        "The other side does not speak TLS 1.2 or newer.",
        _ADDRESS,
        CertificateError,
    ),
    Cause.CERT_EXPIRED: _Words(
        "The certificate of the desk has expired",
        "By the date of this computer the certificate is out of date.",
        "Check the date of this computer; if it is right, tell the administrator of the desk.",
        CertificateError,
    ),
    Cause.CERT_NOT_YET: _Words(
        "The certificate of the desk is not valid yet",
        "By the date of this computer the certificate begins in the future.",
        "The date of this computer is probably wrong: check it first.",
        CertificateError,
    ),
    Cause.CERT_HOST: _Words(
        "The certificate belongs to another computer",
        "The other side shows a certificate that does not name the address of the desk.",
        "Check the address. In a guest network, sign in there first.",
        CertificateError,
    ),
    Cause.CERT_UNKNOWN: _Words(
        "The certificate of the desk is not trusted",
        "Nobody this computer trusts has signed the certificate.",
        _CERTIFICATES,
        CertificateError,
    ),
    Cause.CERT_OTHER: _Words(
        "The certificate of the desk was not accepted",
        "The check of the certificate failed.",
        _ADMINISTRATOR,
        CertificateError,
    ),
    Cause.CLOCK: _Words(
        "The date of this computer is wrong",
        "The certificate of the desk is refused because this computer and the desk do not agree "
        "on the date.",
        "Set the date and the time of this computer; then everything goes on by itself.",
        CertificateError,
    ),
    Cause.OTHER: _Words(
        "The desk cannot be reached", "The connection failed for an unknown reason.", _NETWORK
    ),
}

# OpenSSL's X509_V_ERR_*, the Security framework's OSStatus and CryptoAPI's HRESULT, as numbers.
_CERT_CODES: Mapping[int, Cause] = {
    9: Cause.CERT_NOT_YET,
    10: Cause.CERT_EXPIRED,
    18: Cause.CERT_UNKNOWN,
    19: Cause.CERT_UNKNOWN,
    20: Cause.CERT_UNKNOWN,
    21: Cause.CERT_UNKNOWN,
    62: Cause.CERT_HOST,
    64: Cause.CERT_HOST,
    -67818: Cause.CERT_EXPIRED,
    -67602: Cause.CERT_HOST,
    -67843: Cause.CERT_UNKNOWN,
    0x800B0101: Cause.CERT_EXPIRED,
    0x800B0109: Cause.CERT_UNKNOWN,
    0x800B010A: Cause.CERT_UNKNOWN,
    0x800B010F: Cause.CERT_HOST,
}
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}
_RESET = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)


def network_error(cause: Cause, *, maybe_sent: bool) -> NetworkError:
    """Make the error for ``cause``; ``maybe_sent`` is False only if no request byte left."""
    words = _WORDS[cause]
    return words.error(words.title, words.detail, words.hint, maybe_sent=maybe_sent)


def cause_in(error: BaseException, *, clock_offset_s: float | None = None) -> Cause | None:
    """Find the first OS or TLS failure in the chain behind ``error`` that says why.

    Args:
        error: What was caught; its causes, contexts and groups are looked through.
        clock_offset_s: The desk's clock minus ours as an earlier answer told it, if one did.
    """
    for link in _chain(error):
        if isinstance(link, ssl.SSLError):
            return _tls_cause(link, clock_offset_s)
        if isinstance(link, OSError):
            cause = _os_cause(link)
            if cause is not None:
                return cause
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    waiting, seen = [error], set[int]()
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        if isinstance(link, BaseExceptionGroup):
            waiting.extend(link.exceptions)
        waiting.extend(one for one in (link.__cause__, link.__context__) if one is not None)


def _tls_cause(error: ssl.SSLError, clock_offset_s: float | None) -> Cause:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return Cause.CUT_OFF if isinstance(error, ssl.SSLEOFError) else Cause.TLS
    code = getattr(error, "verify_code", 0)
    # Windows gives the number with or without its sign.
    cause = _CERT_CODES.get(code) or _CERT_CODES.get(code & 0xFFFFFFFF, Cause.CERT_OTHER)
    # A certificate never begins in the future by a clock that is behind, and never has expired
    # by one that is ahead: then the certificate itself is at fault.
    if clock_offset_s is None:
        return cause
    behind, ahead = clock_offset_s > CLOCK_ERROR_S, clock_offset_s < -CLOCK_ERROR_S
    if (cause is Cause.CERT_EXPIRED and ahead) or (cause is Cause.CERT_NOT_YET and behind):
        return Cause.CLOCK
    return cause


def _os_cause(error: OSError) -> Cause | None:
    if isinstance(error, socket.gaierror):
        unsure = error.errno in {socket.EAI_AGAIN, getattr(socket, "EAI_FAIL", None)}
        return Cause.NAME_SERVICE if unsure else Cause.NAME
    if isinstance(error, ConnectionRefusedError):
        return Cause.REFUSED
    if isinstance(error, _RESET):
        return Cause.RESET
    if error.errno in _NO_ROUTE:
        return Cause.NO_ROUTE
    return Cause.CONNECT_TIMEOUT if error.errno == errno.ETIMEDOUT else None


class Said(Struct, frozen=True):
    """What an answer says about its own failure, taken from its body by the adapter."""

    title: str = ""
    detail: str = ""
    reason: str = ""


def error_for(
    status: int, headers: Mapping[str, str], now: datetime, said: Said | None = None
) -> DeskError | None:
    """Give the error an HTTP status stands for; ``None`` for success.

    Args:
        status: The status; redirects count as failures, because no API call answers with one.
        headers: With lower-case names.
        now: Our clock, for a ``Retry-After`` date in an answer that carries no ``Date``.
        said: The desk's own words, which win over ours.
    """
    words = said or Said()
    if status < 300:
        return None
    if status < 400 or status == 511:
        return portal("The answer is a redirect, as sign-in pages of networks give it.")
    if status == 407:
        return network_error(Cause.PROXY_SIGN_IN, maybe_sent=True)
    if status in {408, 425, 429, 503}:
        return _busy(headers, now, words)
    if status >= 500:
        return ServerError(
            words.title or "The desk has failed",
            words.detail or phrase("The desk answered with the error {status}.", status=status),
            "The next try comes by itself.",
        )
    return _refusal(status, words)


def _refusal(status: int, words: Said) -> DeskError:
    if status == 401:
        return SignInError(
            words.title or SIGNED_OUT,
            words.detail or "The desk does not accept the session any more.",
            "Sign in again; your work is safe here.",
        )
    if status == 410:
        known = {"expired", "epoch", "rights"}
        return CursorLostError(words.reason if words.reason in known else "expired")
    if status == 426:
        return update_needed()
    if status == 403:
        return RefusedError(
            words.title or "You may not do this",
            words.detail or "The desk says that your rights do not allow it.",
            "Ask the administrator of the desk if you should have the right.",
        )
    return RefusedError(
        words.title or "The desk refuses the request",
        words.detail or phrase("The desk answered with the error {status}.", status=status),
    )


def _busy(headers: Mapping[str, str], now: datetime, words: Said) -> BusyError:
    wait_s = retry_after_s(headers, now)
    return BusyError(
        words.title or "The desk asks to wait",
        words.detail or "The desk has too much to do at the moment.",
        "The next try comes by itself.",
        wait_s=wait_s,
    )


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float:
    """Read ``Retry-After``, seconds or a date, within 1 second and a quarter of an hour.

    A date is compared with the answer's own ``Date``, so that our clock plays no part.
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", text):
        return min(max(float(text), 1.0), MAX_WAIT_S)
    moment = http_date(text)
    if moment is None:
        return DEFAULT_WAIT_S
    start = http_date(headers.get("date", "")) or now
    return min(max((moment - start).total_seconds(), 1.0), MAX_WAIT_S)


def http_date(text: str) -> datetime | None:
    """Read an HTTP date; ``None`` for anything else."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def portal(detail: str) -> PortalError:
    """Make the error for an answer that is not the desk's."""
    return PortalError(
        "Something else answers in place of the desk",
        detail,
        "You may be in a network that asks for a sign-in: open a web page in a browser first.",
    )


def update_needed() -> UpdateNeededError:
    """Make the error for a desk that no longer speaks our protocol."""
    return UpdateNeededError(
        "This program is too old for the desk",
        "The desk speaks only a newer version of its protocol.",
        "Install the newest version of this program; unsent work stays here and is sent then.",
    )
