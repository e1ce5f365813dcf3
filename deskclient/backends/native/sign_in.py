"""The first contact with one of our own desks: is it one, and who are we there?"""

import msgspec

from deskclient.backends.http import HttpResponse, Transport
from deskclient.backends.native import wire
from deskclient.backends.native.calls import Call, check_sender, said_in
from deskclient.backends.native.mapping import session_info
from deskclient.backends.port import SessionInfo
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import SessionTokens
from deskclient.backends.translate import SIGNED_OUT, error_for, update_needed
from deskclient.backends.way_in import DeskAt, Elsewhere, Proof, Way, what_answers
from deskclient.domain.clock import Clock
from deskclient.domain.errors import PortalError, RefusedError, SignInError


class NativeSignIn:
    """Finds a desk and signs in there.

    Args:
        transport: What carries the calls; stays open.
        clock: Our time.
        client_id: Names this installation to the desk.
    """

    def __init__(self, transport: Transport, clock: Clock, client_id: str) -> None:
        self._transport = transport
        self._clock = clock
        self._client_id = client_id

    async def probe(self, url: str) -> DeskAt | Elsewhere:
        """Look whether a desk of ours answers; see :class:`deskclient.backends.way_in.WayIn`."""
        response = await self._transport.send(Call(method="GET", path="/hello").request(url, ""))
        try:
            check_sender(response.status, response.headers, "")
        except PortalError as unknown:
            return Elsewhere(what_answers(response) or unknown)
        self._check(response)
        hello = decode(response.body, wire.Hello)
        ours, theirs = int(wire.PROTOCOL), hello.protocol
        if theirs.isdecimal() and int(theirs) > ours:
            raise update_needed()
        if theirs != wire.PROTOCOL:
            raise RefusedError(
                "The desk is too old for this program",
                "The desk speaks an older version of the protocol only.",
                "Ask the administrator to bring the desk up to date.",
            )
        return DeskAt(url, hello.name, (Way.PASSWORD,), hello.version, hello.instance)

    async def sign_in(
        self, url: str, proof: Proof, device: str
    ) -> tuple[SessionInfo, SessionTokens]:
        """Sign in by name and password, which is sent once and kept nowhere."""
        told = wire.SignIn(proof.login, proof.secret, device, self._client_id)
        call = Call(method="POST", path="/sign-in", body=msgspec.json.encode(told))
        try:
            answer = await self._ask(url, call)
        except SignInError as error:
            raise SignInError(
                error.title if error.title != SIGNED_OUT else "The sign-in was refused",
                error.detail,
                "Check name and password, and whether the capitals key is locked.",
            ) from error
        given = decode(answer.body, wire.Tokens)
        found = await self._ask(url, Call(method="GET", path="/session"), given.access_token)
        tokens = SessionTokens(
            given.access_token, given.refresh_token, given.device, given.device_secret
        )
        return session_info(decode(found.body, wire.Session)), tokens

    async def _ask(self, url: str, call: Call, token: str = "") -> HttpResponse:
        response = await self._transport.send(call.request(url, token))
        try:
            check_sender(response.status, response.headers, "")
        except PortalError as unknown:
            raise what_answers(response) or unknown from unknown
        self._check(response)
        return response

    def _check(self, response: HttpResponse) -> None:
        error = error_for(response.status, response.headers, self._clock.now(), said_in(response))
        if error is not None:
            raise error
