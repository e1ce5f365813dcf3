"""Calls to a desk that knows no sessions: the proof of who we are goes with each of them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import datetime

import msgspec
from msgspec import Struct

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream, Transport
from deskclient.backends.other_desks.doubt import nothing_written
from deskclient.backends.other_desks.patience import Patience
from deskclient.backends.tokens import SessionTokens, TokenStore
from deskclient.backends.translate import Said, error_for, http_date, portal
from deskclient.domain.clock import Clock
from deskclient.domain.errors import ServerError, SignInError

_MAX_ERROR_BYTES = 64 << 10
_LOOKS = frozenset({"GET", "HEAD"})
_TOO_MANY = 429
"""Said before the desk looks at what is asked; what is answered with 503 may have come to it."""
_ERRORS_OF_ANYBODY = frozenset({_TOO_MANY})
"""What a server before the desk may say in its own way."""


class Manners(Struct, frozen=True):
    """How one kind of desk is spoken to."""

    prove: Callable[[SessionTokens], Mapping[str, str]]
    """The headers that prove who we are; raises ``SignInError`` for what cannot be a proof."""
    said: Callable[[bytes], str]
    """The desk's own words in the body of a failure; may raise what decoding raises."""
    at_once: int
    """So many requests at a time."""
    wordless: frozenset[int] = frozenset()
    """Statuses that may come without JSON, where the caller takes them for an answer."""


class DeskCalls:
    """Makes calls for one person.

    Args:
        transport: What carries them.
        tokens: Where the person's proof is kept.
        clock: For dates in answers that carry none.
        manners: How this kind of desk is spoken to.
    """

    def __init__(
        self, transport: Transport, tokens: TokenStore, clock: Clock, manners: Manners
    ) -> None:
        self._transport = transport
        self._tokens = tokens
        self._clock = clock
        self._manners = manners
        self._line = asyncio.Semaphore(manners.at_once)
        self._patience = Patience(clock)
        self.desk_time: datetime | None = None
        """By the desk's last answer."""

    async def proof(self) -> SessionTokens:
        """Give what proves who we are.

        Raises:
            SignInError: nobody is signed in.
        """
        tokens = await self._tokens.get()
        if tokens is None:
            raise SignInError("Nobody is signed in", "There is no proof of who you are here.")
        return tokens

    async def send(self, request: HttpRequest, also: frozenset[int] = frozenset()) -> HttpResponse:
        """Make a call; statuses in ``also`` are answers, not errors.

        Nothing is asked as long as the desk has asked to wait.

        Raises:
            DeskError: the error that stands for the answer, or for its absence.
        """
        proof = self._manners.prove(await self.proof())
        headers = {"Accept": "application/json", **proof, **request.headers}
        is_change = request.method not in _LOOKS
        async with self._line:
            with nothing_written() if is_change else nullcontext():
                self._patience.check()
            response = await self._transport.send(replace(request, headers=headers))
        is_untouched = is_change and response.status == _TOO_MANY
        with nothing_written() if is_untouched else nullcontext(), self._patience.kept():
            self._check(response, also)
        return response

    @asynccontextmanager
    async def stream(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        """Ask for a file as it comes; others may ask meanwhile.

        Raises:
            DeskError: the error that stands for any other answer than a file to be saved.
        """
        proof = self._manners.prove(await self.proof())
        headers = {**proof, **request.headers}
        self._patience.check()
        async with self._transport.stream(replace(request, headers=headers)) as answer:
            # A page of the network in between has no name to be saved under.
            if answer.status != 200 or "content-disposition" not in answer.headers:
                with self._patience.kept():
                    self._check(HttpResponse(answer.status, answer.headers), frozenset())
                raise portal("The answer is not the file that was asked for.")
            yield answer

    async def close(self) -> None:
        """Close connections."""
        await self._transport.close()

    async def drop_connections(self) -> None:
        """Forget every connection."""
        await self._transport.drop_connections()

    def _check(self, response: HttpResponse, also: frozenset[int]) -> None:
        self.desk_time = http_date(response.headers.get("date", "")) or self.desk_time
        status = response.status
        is_json = response.headers.get("content-type", "").startswith("application/json")
        if status in also and (is_json or status in self._manners.wordless):
            return
        said = Said(detail=words_in(response, self._manners.said))
        error = error_for(status, response.headers, self._clock.now(), said)
        if error is not None and (is_json or status >= 500 or status in _ERRORS_OF_ANYBODY):
            raise error
        if not is_json:
            # A desk sends whoever it does not know to a page for browsers; so does a guest network.
            raise portal("The answer is a page for a browser; it was not read.")


def words_in(response: HttpResponse, said: Callable[[bytes], str]) -> str:
    """Give the desk's own words of a failure; empty if there are none."""
    if response.status < 400 or not 0 < len(response.body) <= _MAX_ERROR_BYTES:
        return ""
    try:
        return said(response.body)
    except (ServerError, msgspec.MsgspecError):
        return ""
