"""One call to a Request Tracker: who answered, what it said, and what a failure means."""

import asyncio
import base64
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from deskclient.backends.http import MAX_ANSWER_BYTES, HttpRequest, HttpResponse, Transport
from deskclient.backends.request_tracker import wire
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import SessionTokens, TokenStore
from deskclient.backends.translate import Said, error_for, http_date, portal
from deskclient.domain.clock import Clock
from deskclient.domain.errors import ServerError, SignInError

BASE = "/REST/2.0"
AT_ONCE = 2
"""So many requests at a time: a desk of many people answers each with a process of its own."""
_TOKEN = "token"  # noqa: S105 - the name of a way to sign in
_MAX_ERROR_BYTES = 64 << 10
_WORDLESS = frozenset({204, 413})
"""No content; too large, which servers before RT say in their own way."""


def authorization(tokens: SessionTokens) -> str:
    """Write the header that proves who we are: a token as RT makes them, or name and password."""
    if tokens.device == _TOKEN:
        return f"token {tokens.access}"
    pair = f"{tokens.access}:{tokens.refresh}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def by_token(token: str) -> SessionTokens:
    """Keep a token that the person made on RT's page for it."""
    return SessionTokens(token.strip(), device=_TOKEN)


def by_password(login: str, password: str) -> SessionTokens:
    """Keep name and password, where RT gives no token for them."""
    return SessionTokens(login, password)


class Sent(Struct, frozen=True):
    """What goes up with a call that changes something."""

    body: Mapping[str, object] | None = None
    if_match: str = ""
    """The ``ETag`` that the record must still have; empty: whatever it has."""


class Rest:
    """Makes calls for one person.

    Args:
        transport: What carries them.
        base_url: Address of the desk's web pages, without a slash at its end.
        tokens: Where the person's proof is kept.
        clock: For dates in answers that carry none.
    """

    def __init__(
        self, transport: Transport, base_url: str, tokens: TokenStore, clock: Clock
    ) -> None:
        self._transport = transport
        self._base_url = base_url
        self._tokens = tokens
        self._clock = clock
        self._line = asyncio.Semaphore(AT_ONCE)
        self.desk_time: datetime | None = None
        """By the desk's last answer."""

    async def get(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        max_bytes: int = MAX_ANSWER_BYTES,
    ) -> bytes:
        """Ask for JSON.

        Args:
            path: Below the REST interface, each part quoted.
            query: Named parameters.
            max_bytes: The largest acceptable answer.

        Raises:
            DeskError: the error that stands for the answer, or for its absence.
        """
        response = await self.send("GET", path, query, max_bytes=max_bytes)
        return response.body

    async def send(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        also: frozenset[int] = frozenset(),
        max_bytes: int = MAX_ANSWER_BYTES,
    ) -> HttpResponse:
        """Make a call; statuses in ``also`` are answers, not errors."""
        tail = f"?{urlencode(query, quote_via=quote)}" if query else ""
        return await self._exchange(method, f"{path}{tail}", Sent(), also, max_bytes)

    async def write(
        self, method: str, path: str, sent: Sent, also: frozenset[int] = frozenset()
    ) -> HttpResponse:
        """Make a call that changes something; statuses in ``also`` are answers, not errors."""
        return await self._exchange(method, path, sent, also, MAX_ANSWER_BYTES)

    async def _exchange(
        self, method: str, path: str, sent: Sent, also: frozenset[int], max_bytes: int
    ) -> HttpResponse:
        tokens = await self._tokens.get()
        if tokens is None:
            raise signed_out()
        headers = {"Accept": "application/json", "Authorization": authorization(tokens)}
        if sent.body is not None:
            headers["Content-Type"] = "application/json"
        if sent.if_match:
            headers["If-Match"] = sent.if_match
        request = HttpRequest(
            method=method,
            url=f"{self._base_url}{BASE}{path}",
            headers=headers,
            body=b"" if sent.body is None else msgspec.json.encode(sent.body),
            max_bytes=max_bytes,
        )
        async with self._line:
            response = await self._transport.send(request)
        self._check(response, also)
        return response

    def _check(self, response: HttpResponse, also: frozenset[int]) -> None:
        self.desk_time = http_date(response.headers.get("date", "")) or self.desk_time
        is_json = response.headers.get("content-type", "").startswith("application/json")
        if response.status in also and (is_json or response.status in _WORDLESS):
            return
        said = said_in(response) if is_json else Said()
        error = error_for(response.status, response.headers, self._clock.now(), said)
        if error is not None and (is_json or response.status >= 500 or response.status == 429):
            raise error
        if not is_json:
            # RT sends whoever it does not know to a page for browsers; so does a guest network.
            raise portal("The answer is a page for a browser; it was not read.")

    async def close(self) -> None:
        """Close connections."""
        await self._transport.close()

    async def drop_connections(self) -> None:
        """Forget every connection."""
        await self._transport.drop_connections()


def signed_out() -> SignInError:
    """Make the error for a profile without a proof of who we are."""
    return SignInError("Nobody is signed in", "There is no proof of who you are here.")


def said_in(response: HttpResponse) -> Said:
    """Read RT's own words of a failure; empty if there are none."""
    if not 0 < len(response.body) <= _MAX_ERROR_BYTES:
        return Said()
    try:
        message = decode(response.body, wire.Message).message
    except (ServerError, msgspec.MsgspecError):
        return Said()
    return Said(detail=message)
