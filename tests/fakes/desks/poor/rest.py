"""One call to the desk, one after the other."""

import asyncio
import base64
from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from deskclient.backends.http import HttpRequest, HttpResponse, Transport
from deskclient.backends.other_desks.calls import DeskCalls, Manners
from deskclient.backends.other_desks.reading_versions import ReadingVersions
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import SessionTokens, TokenStore
from deskclient.domain.clock import Clock
from tests.fakes.desks.poor import wire

T = TypeVar("T")
REFUSALS = frozenset({400, 403, 404})


class Read(Struct, frozen=True):
    """An answer, and the look that it was."""

    answer: HttpResponse
    look: int

    @property
    def status(self) -> int:
        """Its HTTP status."""
        return self.answer.status

    def body(self, into: type[T]) -> T:
        """Read it; raises ``ServerError`` for what cannot be understood."""
        return decode(self.answer.body, into)


class Rest:
    """Makes calls for one person.

    Args:
        transport: What carries them.
        base_url: Address of the desk, without a slash at its end.
        tokens: Where name and password are kept.
        clock: Our time, where the desk tells none.
    """

    def __init__(
        self, transport: Transport, base_url: str, tokens: TokenStore, clock: Clock
    ) -> None:
        self.calls = DeskCalls(
            transport, tokens, clock, Manners(authorization, said, 1, frozenset({204}))
        )
        self.versions = ReadingVersions()
        self._clock = clock
        self._url = base_url
        self._turn = asyncio.Lock()

    @property
    def now(self) -> datetime:
        """The desk's time."""
        return self.calls.desk_time or self._clock.now()

    async def login(self) -> str:
        """Tell whose proof this is.

        Raises:
            SignInError: nobody is signed in.
        """
        return (await self.calls.proof()).access

    async def get(self, path: str, also: frozenset[int] = frozenset()) -> Read:
        """Ask; statuses in ``also`` are answers."""
        return await self._call(HttpRequest(method="GET", url=f"{self._url}/api{path}"), also)

    async def write(self, method: str, path: str, body: Mapping[str, object]) -> Read:
        """Have something changed; :data:`REFUSALS` are answers.

        Raises:
            NetworkError: tells whether the desk may have acted.
        """
        request = HttpRequest(
            method=method,
            url=f"{self._url}/api{path}",
            headers={"Content-Type": "application/json"},
            body=msgspec.json.encode(body),
        )
        return await self._call(request, REFUSALS | {204})

    async def _call(self, request: HttpRequest, also: frozenset[int]) -> Read:
        async with self._turn:
            answer = await self.calls.send(request, also)
            return Read(answer, self.versions.look(int(self.now.timestamp())))


def by_password(login: str, password: str) -> SessionTokens:
    """Keep name and password."""
    return SessionTokens(login, password)


def authorization(tokens: SessionTokens) -> Mapping[str, str]:
    """Write the header that proves who we are."""
    pair = f"{tokens.access}:{tokens.refresh}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def said(body: bytes) -> str:
    """Read the desk's own words of a failure."""
    return decode(body, wire.Failure).error
