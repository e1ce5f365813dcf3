"""One call to our own desk: who answered, what it said, and under which session."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import msgspec
from msgspec.structs import replace

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream, Transport
from deskclient.backends.native import wire
from deskclient.backends.skim import Skimmer
from deskclient.backends.strict_json import CutPage, broken_answer, decode
from deskclient.backends.tokens import SessionTokens, TokenStore
from deskclient.backends.translate import Said, error_for, portal, update_needed
from deskclient.domain.clock import Clock
from deskclient.domain.errors import (
    BusyError,
    ServerError,
    SignInError,
    StorageError,
    WrongDeskError,
)

RENEW_AT = 0.8
"""Share of an access token's life after which it is renewed before it is used again."""
SAVE_AGAIN_S = 60.0
MAX_PROBLEM_BYTES = 256 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is asked of the desk, below its address."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0.0

    def request(self, base_url: str, token: str = "") -> HttpRequest:
        """Make the request for the desk at ``base_url``."""
        query = f"?{urlencode(self.query)}" if self.query else ""
        headers = {"Accept": "application/json", **self.headers}
        if self.body:
            headers["Content-Type"] = self.media_type
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return HttpRequest(
            method=self.method,
            url=f"{base_url}/v1{self.path}{query}",
            headers=headers,
            body=self.body,
            wait_s=self.wait_s,
        )


def check_sender(status: int, headers: Mapping[str, str], instance: str) -> None:
    """Make sure that an answer is from a desk, and from ours.

    Args:
        status: Of the answer.
        headers: Of the answer, names in lower case.
        instance: The desk's instance as known; empty accepts any.

    Raises:
        PortalError: something in between answered.
        UpdateNeededError: the desk speaks another protocol than we do.
        WrongDeskError: another desk answered.
    """
    protocol = headers.get(wire.PROTOCOL_HEADER.lower(), "")
    if not protocol:
        # What stands before a desk may well say that the desk is down or has too much to do.
        if status in {407, 408, 413, 429} or (status >= 500 and status != 511):
            return
        raise portal("The answer does not carry the mark of a desk; it was not read.")
    if protocol != wire.PROTOCOL:
        raise update_needed()
    found = headers.get(wire.INSTANCE_HEADER.lower(), "")
    if instance and found != instance:
        raise WrongDeskError(
            "Another desk answers at this address",
            "This profile belongs to a different desk, so nothing was exchanged.",
            "Check the address with your administrator, or add the other desk as a profile.",
        )


def said_in(response: HttpResponse) -> Said:
    """Read the desk's own words from a problem document; empty if there is none."""
    if not response.headers.get("content-type", "").startswith(wire.PROBLEM_TYPE):
        return Said()
    try:
        problem = decode(response.body[:MAX_PROBLEM_BYTES], wire.Problem)
    except ServerError:
        return Said()
    return Said(problem.title, problem.detail, problem.reason)


class Calls:
    """Makes calls under one session, and renews it when it ends.

    Args:
        transport: What carries them.
        base_url: Address of the desk without a slash at its end.
        tokens: Where the session's tokens are kept.
        clock: For durations, and for dates in answers that carry none.
        instance: The instance this profile belongs to; empty: the first one that answers.
    """

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        tokens: TokenStore,
        clock: Clock,
        instance: str = "",
    ) -> None:
        self._transport = transport
        self._base_url = base_url
        self._store = tokens
        self._clock = clock
        self._instance = instance
        self._tokens: SessionTokens | None = None
        self._save_at_s: float | None = None
        self._renew_at_s: float | None = None
        self._renewal: asyncio.Task[SessionTokens] | None = None
        self._refused: SessionTokens | None = None
        self._quiet_until_s = 0.0

    async def json(self, call: Call) -> bytes:
        """Make a call whose success carries JSON, and give that.

        Raises:
            DeskError: the error that stands for the answer, or for its absence.
        """
        response = await self.send(call)
        _check_json(response.headers)
        return response.body

    async def skim(self, call: Call, key: str) -> CutPage:
        """Make a call whose success carries a page with a list ``key``, of any size.

        What is too big in it is not kept.

        Raises:
            DeskError: as :meth:`json`.
        """
        page = Skimmer(key)
        async with self.stream(call, also=frozenset()) as answer:
            _check_json(answer.headers)
            async with aclosing(answer.chunks) as chunks:
                async for chunk in chunks:
                    page.feed(chunk)
        return page.finish()

    async def send(self, call: Call, *, also: frozenset[int] = frozenset()) -> HttpResponse:
        """Make a call; give its successful answer, or one whose status is among ``also``."""
        self._check_quiet()
        token = await self._current()
        response = await self._exchange(call, token)
        if response.status == 401:
            response = await self._exchange(call, await self._renewed(token))
        if response.status not in also:
            self._raise_for(response)
        return response

    async def nameless(self, call: Call) -> HttpResponse:
        """Make a call that needs no session, and give its successful answer."""
        self._check_quiet()
        response = await self._exchange(call, SessionTokens(""))
        self._raise_for(response)
        return response

    async def stored(self) -> SessionTokens | None:
        """Give the tokens as they are kept, accepted by the desk or not."""
        return await self._store.get()

    @property
    def instance(self) -> str:
        """The desk that is spoken to; empty as long as none has answered."""
        return self._instance

    @asynccontextmanager
    async def stream(self, call: Call, *, also: frozenset[int]) -> AsyncIterator[HttpStream]:
        """Make a call whose answer is bytes; see :meth:`send`."""
        self._check_quiet()
        token = await self._current()
        for last in (False, True):
            request = call.request(self._base_url, token.access)
            async with self._transport.stream(request) as answer:
                check_sender(answer.status, answer.headers, self._instance)
                if answer.status != 401 or last:
                    if answer.status >= 300 and answer.status not in also:
                        self._raise_for(await _whole(answer))
                    yield answer
                    return
            token = await self._renewed(token)

    async def forget(self) -> None:
        """Forget the tokens, here and in the store."""
        self._tokens, self._refused = None, None
        await self._store.set(None)

    async def close(self) -> None:
        """Let a renewal under way end, then close the transport: its answer must not be lost."""
        if self._renewal is not None and not self._renewal.done():
            await asyncio.wait({self._renewal}, timeout=0.5)
            self._renewal.cancel()
        await self._transport.close()

    async def drop_connections(self) -> None:
        """Forget every connection: the network below has changed."""
        await self._transport.drop_connections()

    # --- one exchange -------------------------------------------------------------------------

    async def _exchange(self, call: Call, token: SessionTokens) -> HttpResponse:
        response = await self._transport.send(call.request(self._base_url, token.access))
        check_sender(response.status, response.headers, self._instance)
        if not self._instance:
            self._instance = response.headers.get(wire.INSTANCE_HEADER.lower(), "")
        return response

    def _raise_for(self, response: HttpResponse) -> None:
        error = error_for(response.status, response.headers, self._clock.now(), said_in(response))
        if isinstance(error, BusyError):
            self._quiet_until_s = self._clock.steady_s() + error.wait_s
        if error is not None:
            raise error

    def _check_quiet(self) -> None:
        """Keep still while the desk has asked to wait, whichever call it said that to."""
        rest_s = self._quiet_until_s - self._clock.steady_s()
        if rest_s > 0:
            raise BusyError(
                "The desk asks to wait",
                "The desk has too much to do at the moment.",
                "The next try comes by itself.",
                wait_s=rest_s,
            )

    # --- the session --------------------------------------------------------------------------

    async def _current(self) -> SessionTokens:
        tokens = self._tokens
        if tokens is None or tokens == self._refused:
            tokens = await self._store.get()
        if tokens is None or tokens == self._refused:
            raise _signed_out()
        if tokens != self._tokens:
            # Somebody signed in again: how long these live is told with the next renewal.
            self._tokens, self._renew_at_s = tokens, None
        await self._save_again()
        if self._renew_at_s is not None and self._clock.steady_s() >= self._renew_at_s:
            return await self._renewed(tokens)
        return tokens

    async def _renewed(self, used: SessionTokens) -> SessionTokens:
        """Give tokens newer than ``used``; however many calls need them, the desk is asked once.

        The exchange runs in a task of its own, because a refresh token is good for one use: a
        caller that is cancelled must not take the answer with it.
        """
        if self._tokens is not None and self._tokens != used:
            return self._tokens
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.ensure_future(self._renew(used))
            self._renewal.add_done_callback(_look_at)
        return await asyncio.shield(self._renewal)

    async def _renew(self, used: SessionTokens) -> SessionTokens:
        if not used.refresh:
            self._refused = used
            raise _signed_out()
        body = msgspec.json.encode(wire.Refresh(used.refresh))
        call = Call(method="POST", path="/refresh", body=body)
        response = await self._exchange(call, replace(used, access=""))
        if response.status in {400, 401, 403}:
            self._refused = used
            raise _signed_out()
        self._raise_for(response)
        fresh = decode(response.body, wire.Tokens)
        self._tokens = used.renewed(fresh.access_token, fresh.refresh_token)
        self._renew_at_s = self._clock.steady_s() + fresh.expires_in_s * RENEW_AT
        self._save_at_s = self._clock.steady_s()
        await self._save_again()
        return self._tokens

    async def _save_again(self) -> None:
        """Store tokens that are not stored yet. A locked keyring stops nothing for this run."""
        if self._save_at_s is None or self._clock.steady_s() < self._save_at_s:
            return
        self._save_at_s = self._clock.steady_s() + SAVE_AGAIN_S
        try:
            await self._store.set(self._tokens)
        except StorageError:
            return
        self._save_at_s = None


def _check_json(headers: Mapping[str, str]) -> None:
    if not headers.get("content-type", "").startswith("application/json"):
        raise broken_answer("it is no JSON")


def _look_at(task: asyncio.Task[SessionTokens]) -> None:
    # Every caller may have been cancelled; asyncio must not complain that nobody saw the error.
    if not task.cancelled():
        task.exception()


async def _whole(answer: HttpStream) -> HttpResponse:
    body = bytearray()
    async for chunk in answer.chunks:
        body += chunk
        if len(body) > MAX_PROBLEM_BYTES:
            break
    return HttpResponse(answer.status, answer.headers, bytes(body))


def _signed_out() -> SignInError:
    return SignInError(
        "You are signed out",
        "The desk does not accept the session any more.",
        "Sign in again; your work is safe here.",
    )
