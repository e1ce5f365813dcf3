"""One call to a Request Tracker: who answered, what it said, and what a failure means."""

import base64
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from deskclient.backends.http import MAX_ANSWER_BYTES, HttpRequest, HttpResponse, Transport
from deskclient.backends.other_desks.calls import DeskCalls, Manners
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import NO_FIELDS, Fields
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import SessionTokens, TokenStore
from deskclient.domain.clock import Clock

BASE = "/REST/2.0"
PAGE = 100
"""RT gives no more at once."""
AT_ONCE = 2
"""So many requests at a time: a desk of many people answers each with a process of its own."""
_TOKEN = "token"  # noqa: S105 - the name of a way to sign in
_WORDLESS = frozenset({204, 413})
"""No content; too large, which servers before RT say in their own way."""


def authorization(tokens: SessionTokens) -> Mapping[str, str]:
    """Write the header that proves who we are: a token as RT makes them, or name and password."""
    if tokens.device == _TOKEN:
        return {"Authorization": f"token {tokens.access}"}
    pair = f"{tokens.access}:{tokens.refresh}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


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
        self.calls = DeskCalls(
            transport, tokens, clock, Manners(authorization, said, AT_ONCE, _WORDLESS)
        )
        self._base_url = base_url
        self.fields: Fields = NO_FIELDS
        """Custom fields by number, as far as the session has told of them."""

    @property
    def desk_time(self) -> datetime | None:
        """The desk's clock by its last answer."""
        return self.calls.desk_time

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
        headers: dict[str, str] = {}
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
        return await self.calls.send(request, also)


def said(body: bytes) -> str:
    """Read RT's own words of a failure."""
    return decode(body, wire.Message).message
