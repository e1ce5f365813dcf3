"""The way to a desk over HTTP: requests and answers as values, and the transport that carries them.

This is the only module that uses httpx, and has it imported only with the first request. Adapters
know the :class:`Transport` port alone; the simulator puts a network of its own behind it.
"""

import asyncio
import platform
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    aclosing,
    asynccontextmanager,
    contextmanager,
)
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from deskclient import __version__
from deskclient.backends.cancelling import by_scope, to_the_end
from deskclient.backends.inflate import Inflater, accepted_encodings
from deskclient.backends.lean_import import without_command_line
from deskclient.backends.translate import (
    Cause,
    TooSlowError,
    cause_in,
    http_date,
    network_error,
)
from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, NetworkError, RefusedError, ServerError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts to which plain HTTP may go, and never through a proxy."""
MAX_ANSWER_BYTES = 64 << 20
_WRITE_STEP = 16 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """What is asked. Headers and body stay out of its ``repr``, so no log can show a token."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    wait_s: float = 0.0
    """How long the other side may be silent by agreement (long poll)."""
    max_bytes: int = MAX_ANSWER_BYTES
    """The largest acceptable answer, unpacked; streams are not limited."""

    @property
    def repeatable(self) -> bool:
        """Whether asking twice is the same as asking once."""
        return self.method in {"GET", "HEAD"}


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete answer; header names in lower case, the body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


class HttpStream(Struct, frozen=True):
    """An answer whose body comes in pieces, as they arrive."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncGenerator[bytes, None]


class Transport(Protocol):
    """What carries requests; any status is an answer, and redirects are never followed.

    An exchange that fails raises :class:`NetworkError`, :class:`ServerError` or a child of them.
    """

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Ask and give the whole answer."""
        ...

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        """Ask and give the answer as it comes; leaving the context ends the transfer."""
        ...

    async def drop_connections(self) -> None:
        """Forget every connection, also those in use: the network below has changed."""
        ...

    async def close(self) -> None:
        """End everything; may be called twice."""
        ...


class Limits(Struct, frozen=True, kw_only=True):
    """How patient a transport is; seconds, bytes and counts."""

    connect_s: float = 10.0
    read_s: float = 15.0
    """Longest silence."""
    write_s: float = 20.0
    """Longest time for 16 KiB to leave."""
    pool_s: float = 10.0
    head_s: float = 30.0
    """From the request to the end of the answer's headers."""
    total_s: float = 120.0
    """The whole exchange; a download has no such limit. Large bodies get more, by the rate."""
    min_rate: float = 256.0
    """Bytes a second that an answer must bring within each window."""
    rate_window_s: float = 10.0
    connections: int = 6
    keep_alive_s: float = 4.0
    """Less than the 5 s after which common servers close an idle connection."""
    max_ratio: int = 200


def system_trust(extra_authority: Path | None = None) -> ssl.SSLContext:
    """Make a TLS context that trusts what this computer trusts, and ``extra_authority`` (PEM)."""
    import truststore  # noqa: PLC0415 - wanted with the first connection only

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if extra_authority is not None:
        context.load_verify_locations(str(extra_authority))
    return context


def check_url(url: str) -> None:
    """Refuse addresses to which nothing may be sent.

    Raises:
        RefusedError: no https address, and not one of this computer.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if not host or parts.scheme not in {"http", "https"}:
        raise RefusedError("The address is not valid", "It is no address of a web service.")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise RefusedError(
            "The address is not protected",
            "Without https anybody on the way could read and change everything.",
            "Use the address of the desk that begins with https.",
        )


class _Journey:
    """How far one request has come, as httpx reports it."""

    def __init__(self) -> None:
        self.sent = False
        """A byte of the request itself may have left."""
        self.connected = False
        """A new connection was tried; otherwise one that was kept alive is in use."""
        self.answered = False
        self.dropped = False
        """Its connection was given up by us."""

    def died_of_age(self, error: NetworkError) -> bool:
        """Whether a connection kept alive turned out to be dead, which is no news of the desk."""
        reused = self.sent and not self.connected
        is_end = self.answered or self.dropped or isinstance(error, TooSlowError)
        return reused and not is_end

    async def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """Take one report; a proxy's CONNECT is not the request itself."""
        if name.endswith(".connect_tcp.started"):
            self.connected = True
        elif name.endswith("send_request_headers.started"):
            request = info.get("request")
            self.sent = self.sent or getattr(request, "method", b"") != b"CONNECT"


class _Pace:
    """Watches that an answer keeps flowing; only time spent on waiting for it counts."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waited_s = 0.0
        self._bytes = 0

    def note(self, size: int, waited_s: float) -> None:
        """Add one piece.

        Raises:
            TooSlowError: the last window brought less than the rate asks for.
        """
        self._bytes += size
        self._waited_s += waited_s
        if self._waited_s < self._limits.rate_window_s:
            return
        if self._bytes < self._limits.min_rate * self._waited_s:
            raise network_error(Cause.TOO_SLOW, maybe_sent=True)
        self._waited_s, self._bytes = 0.0, 0


class HttpxTransport:
    """The real network. One for each profile; belongs to the loop it is first used on.

    Args:
        clock: Tells our time, to compare with the desk's when a certificate is refused.
        limits: How patient to be.
        trust: Makes the TLS context; called with the first request on new connections.
    """

    def __init__(
        self,
        clock: Clock,
        limits: Limits | None = None,
        trust: Callable[[], ssl.SSLContext] = system_trust,
    ) -> None:
        self._clock = clock
        self._limits = limits or Limits()
        self._trust = trust
        self._client: Any = None
        self._closed = False
        self._clock_offset_s: float | None = None
        self._heads: dict[_Journey, asyncio.Timeout] = {}
        """What waits until its answer begins."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Ask and give the whole answer; see :class:`Transport`."""
        journey = _Journey()
        try:
            return await self._send_once(request, journey)
        except NetworkError as error:
            if not (request.repeatable and journey.died_of_age(error)):
                raise
        return await self._send_once(request, _Journey())

    async def _send_once(self, request: HttpRequest, journey: _Journey) -> HttpResponse:
        limits = self._limits
        total_s = limits.total_s + request.wait_s + len(request.body) / max(limits.min_rate, 1.0)
        with self._translated(journey):
            async with asyncio.timeout(total_s), self._open(request, journey) as answer:
                headers = _headers(answer)
                inflater = Inflater(
                    headers.get("content-encoding", ""), request.max_bytes, limits.max_ratio
                )
                body = bytearray()
                async with aclosing(self._paced(answer)) as chunks:
                    async for chunk in chunks:
                        body += inflater.feed(chunk)
                if body or request.method != "HEAD":
                    inflater.finish()
                return HttpResponse(answer.status_code, headers, bytes(body))

    @asynccontextmanager
    async def stream(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        """Ask and give the answer as it comes; see :class:`Transport`."""
        journey = _Journey()
        plain = {**request.headers, "Accept-Encoding": "identity"}
        asked = HttpRequest(
            method=request.method,
            url=request.url,
            headers=plain,
            body=request.body,
            wait_s=request.wait_s,
        )
        async with AsyncExitStack() as stack:
            # What the caller raises inside the context must not look like a failure of the network.
            with self._translated(journey):
                answer = await stack.enter_async_context(self._open(asked, journey))
            headers = _headers(answer)
            if headers.get("content-encoding", "identity") != "identity":
                raise ServerError(
                    "The answer of the desk is damaged",
                    "A file came compressed although that was not asked for.",
                )
            chunks = self._translated_chunks(answer, journey)
            yield HttpStream(answer.status_code, headers, chunks)

    async def drop_connections(self) -> None:
        """Forget every connection; requests under way fail as broken off."""
        client, self._client = self._client, None
        for journey, head in self._heads.items():
            # The client does not know a connection that is only being made, and would not close it.
            journey.dropped = True
            if not head.expired():
                head.reschedule(0)
        if client is not None:
            await to_the_end(client.aclose())

    async def close(self) -> None:
        """End everything; later requests fail."""
        self._closed = True
        await self.drop_connections()

    @asynccontextmanager
    async def _open(self, request: HttpRequest, journey: _Journey) -> AsyncIterator[Any]:
        check_url(request.url)
        client = self._the_client()
        prepared = client.build_request(
            request.method,
            request.url,
            headers=_sent_headers(request),
            content=_pieces(request.body) if request.body else None,
            extensions={"trace": journey.trace, "timeout": self._timeouts(request)},
        )
        async with asyncio.timeout(self._head_s(request)) as head:
            self._heads[journey] = head
            try:
                answer = await by_scope(
                    lambda: client.send(prepared, stream=True), lambda late: late.aclose()
                )
            finally:
                del self._heads[journey]
        try:
            journey.answered = True
            self._note_date(answer.headers.get("date", ""))
            yield answer
        finally:
            await to_the_end(answer.aclose())

    async def _paced(self, answer: Any) -> AsyncGenerator[bytes, None]:
        pace = _Pace(self._limits)
        loop = asyncio.get_running_loop()
        started = loop.time()
        chunks = answer.aiter_raw()
        try:
            while (chunk := await by_scope(lambda: anext(chunks, None))) is not None:
                pace.note(len(chunk), loop.time() - started)
                yield chunk
                started = loop.time()
        finally:
            await to_the_end(chunks.aclose())

    async def _translated_chunks(
        self, answer: Any, journey: _Journey
    ) -> AsyncGenerator[bytes, None]:
        with self._translated(journey):
            async with aclosing(self._paced(answer)) as chunks:
                async for chunk in chunks:
                    yield chunk

    def _head_s(self, request: HttpRequest) -> float:
        sending_s = len(request.body) / max(self._limits.min_rate, 1.0)
        return self._limits.head_s + request.wait_s + sending_s

    def _timeouts(self, request: HttpRequest) -> dict[str, float]:
        limits = self._limits
        return {
            "connect": limits.connect_s,
            "read": limits.read_s + request.wait_s,
            "write": limits.write_s,
            "pool": limits.pool_s,
        }

    def _note_date(self, text: str) -> None:
        moment = http_date(text)
        if moment is not None:
            self._clock_offset_s = (moment - self._clock.now()).total_seconds()

    def _the_client(self) -> Any:
        if self._closed:
            raise network_error(Cause.OTHER, maybe_sent=False)
        if self._client is None:
            self._client = _new_client(self._limits, self._trust())
        return self._client

    @contextmanager
    def _translated(self, journey: _Journey) -> Iterator[None]:
        """Turn everything httpx and the system raise into the errors of the domain."""
        with without_command_line():
            import httpx  # noqa: PLC0415 - see the module's docstring

        try:
            yield
        except DeskError as error:
            if isinstance(error, NetworkError):
                error.maybe_sent = error.maybe_sent and journey.sent
            raise
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise network_error(Cause.ADDRESS, maybe_sent=False) from error
        except (httpx.HTTPError, httpx.StreamError, OSError, RuntimeError) as error:
            cause = cause_in(error, clock_offset_s=self._clock_offset_s)
            if cause is None or isinstance(error, httpx.ProxyError):
                cause = _cause_of_class(error, journey)
            if journey.dropped or cause in {Cause.RESET, Cause.CUT_OFF}:
                cause = Cause.CUT_OFF if journey.answered else Cause.RESET
            raise network_error(cause, maybe_sent=journey.sent) from error


def _cause_of_class(error: Exception, journey: _Journey) -> Cause:
    """Judge by the kind of exception, where no system error behind it says more."""
    import httpx  # noqa: PLC0415 - see the module's docstring

    text = str(error)
    if isinstance(error, httpx.ProxyError):
        return Cause.PROXY_SIGN_IN if text.startswith("407") else Cause.PROXY
    table: tuple[tuple[type[Exception], Cause], ...] = (
        (httpx.PoolTimeout, Cause.POOL),
        (httpx.ConnectTimeout, Cause.CONNECT_TIMEOUT),
        (httpx.ConnectError, Cause.OTHER),
        (TimeoutError, Cause.TIMEOUT if journey.sent else Cause.CONNECT_TIMEOUT),
        (httpx.TimeoutException, Cause.TIMEOUT),
        (httpx.LocalProtocolError, Cause.ADDRESS),
        (httpx.NetworkError, Cause.CUT_OFF if journey.answered else Cause.RESET),
    )
    for kind, cause in table:
        if isinstance(error, kind):
            return cause
    if isinstance(error, httpx.RemoteProtocolError):
        if journey.answered:
            return Cause.CUT_OFF
        return Cause.RESET if "disconnected" in text.lower() else Cause.NOT_HTTP
    return Cause.OTHER


def _new_client(limits: Limits, trust: ssl.SSLContext) -> Any:
    """Make the httpx client.

    Raises:
        NetworkError: the proxy settings of this computer are of a kind httpx cannot use.
    """
    from http.cookiejar import CookieJar, DefaultCookiePolicy  # noqa: PLC0415 - as heavy as httpx

    with without_command_line():
        import httpx  # noqa: PLC0415 - see the module's docstring

    try:
        return httpx.AsyncClient(
            verify=trust,
            follow_redirects=False,
            trust_env=True,
            # This computer's own services are never reached through a proxy.
            mounts={f"all://{_bracketed(host)}": None for host in LOOPBACK},
            limits=httpx.Limits(
                max_connections=limits.connections,
                max_keepalive_connections=limits.connections,
                keepalive_expiry=limits.keep_alive_s,
            ),
            # Whatever a portal wants to be remembered by is forgotten.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={
                "User-Agent": f"Deskclient/{__version__} ({platform.system() or 'unknown'})",
                "Accept-Encoding": accepted_encodings(),
            },
        )
    except (ImportError, ValueError) as error:
        raise network_error(Cause.PROXY, maybe_sent=False) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _sent_headers(request: HttpRequest) -> dict[str, str]:
    headers = dict(request.headers)
    if request.body or request.method not in {"GET", "HEAD", "DELETE"}:
        headers["Content-Length"] = str(len(request.body))
    return headers


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    # In small pieces the write deadline means a rate, not a time for the whole body.
    for start in range(0, len(body), _WRITE_STEP):
        yield body[start : start + _WRITE_STEP]


def _headers(answer: Any) -> Mapping[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}
