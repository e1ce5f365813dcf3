"""The first contact with one of our own desks: is it one, and who are we there?"""

import re
from urllib.parse import SplitResult, urlsplit

import msgspec
from msgspec import Struct

from deskclient.backends.http import LOOPBACK, HttpResponse, Transport, check_url
from deskclient.backends.native import wire
from deskclient.backends.native.calls import Call, check_sender, said_in
from deskclient.backends.native.mapping import session_info
from deskclient.backends.port import SessionInfo
from deskclient.backends.strict_json import decode
from deskclient.backends.translate import SIGNED_OUT, error_for, update_needed
from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, PortalError, RefusedError, SignInError

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")


class DeskFound(Struct, frozen=True):
    """A desk that answers."""

    url: str
    """Its address as it is kept: with scheme, without a slash at the end."""
    hello: wire.Hello


def desk_url(typed: str) -> str:
    """Make an address of what a person typed: adds https, and takes off what is not of the desk.

    Raises:
        RefusedError: no address can be made of it; says why.
    """
    text = typed.strip()
    if not text or re.search(r"\s", text):
        raise _not_an_address("Type the address of the desk, such as desk.example.org.")
    if not _SCHEME.match(text):
        text = f"{_default_scheme(text)}://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _not_an_address("The part after the colon must be a port number.") from error
    _check_parts(parts)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{port}" if port is not None else host
    path = re.sub(r"(/v1)?/*$", "", parts.path)
    url = f"{parts.scheme.lower()}://{place}{path}"
    check_url(url)
    return url


def _default_scheme(text: str) -> str:
    try:
        host = urlsplit(f"//{text}").hostname
    except ValueError:
        host = None
    return "http" if host in LOOPBACK else "https"


def _check_parts(parts: SplitResult) -> None:
    if parts.scheme.lower() not in {"http", "https"}:
        raise _not_an_address("The address of a desk begins with https.")
    if parts.username is not None or parts.password is not None:
        raise _not_an_address("The address must not contain a user name or a password.")
    if not parts.hostname:
        raise _not_an_address("The address names no computer.")
    if parts.query or parts.fragment:
        raise _not_an_address("Take off everything from the question mark or the hash sign on.")


def _not_an_address(hint: str) -> RefusedError:
    return RefusedError(
        "This is no address of a desk", "What was typed cannot be used as an address.", hint
    )


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

    async def probe(self, typed: str) -> DeskFound:
        """Look whether a desk answers at the address that was typed.

        Raises:
            RefusedError: no address, or no desk is there.
            PortalError: a web page or a network's sign-in page answers.
            UpdateNeededError: the desk is newer than this program.
            NetworkError: nothing answers, or it cannot be trusted.
        """
        url = desk_url(typed)
        response = await self._ask(url, Call(method="GET", path="/hello"))
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
        return DeskFound(url, hello)

    async def sign_in(
        self, url: str, login: str, password: str, device: str
    ) -> tuple[SessionInfo, wire.Tokens]:
        """Sign in, and ask the desk who we are then.

        Args:
            url: As :meth:`probe` gave it.
            login: The name to sign in with.
            password: Sent once, kept nowhere.
            device: How this computer shall be called in the list of sessions.

        Raises:
            SignInError: name or password are not right, or the account is closed.
        """
        body = msgspec.json.encode(wire.SignIn(login, password, device, self._client_id))
        try:
            answer = await self._ask(url, Call(method="POST", path="/sign-in", body=body))
        except SignInError as error:
            raise SignInError(
                error.title if error.title != SIGNED_OUT else "The sign-in was refused",
                error.detail,
                "Check name and password, and whether the capitals key is locked.",
            ) from error
        tokens = decode(answer.body, wire.Tokens)
        found = await self._ask(url, Call(method="GET", path="/session"), tokens.access_token)
        return session_info(decode(found.body, wire.Session)), tokens

    async def _ask(self, url: str, call: Call, token: str = "") -> HttpResponse:
        response = await self._transport.send(call.request(url, token))
        try:
            check_sender(response.status, response.headers, "")
        except PortalError as unknown:
            raise _what_is_there(response, unknown) from unknown
        error = error_for(response.status, response.headers, self._clock.now(), said_in(response))
        if error is not None:
            raise error
        return response


def _what_is_there(response: HttpResponse, portal: PortalError) -> DeskError:
    """Say what answers instead of a desk."""
    kind = response.headers.get("content-type", "")
    if 300 <= response.status < 400:
        return PortalError(
            "The address leads somewhere else",
            "The answer is a redirect, which a desk never gives; it was not followed.",
            "Type the address the desk really has. In a guest network, sign in there first.",
        )
    if "html" in kind:
        return PortalError(
            "A web page answers at this address",
            "It is a page for a browser, not the service of a desk.",
            "Check the address: the desk may have its own, or a path after the name. In a guest "
            "network, sign in there first.",
        )
    if response.status == 404:
        return RefusedError(
            "There is no desk at this address",
            "A web service answers, but it is not a desk.",
            "Check the address of the desk with your administrator.",
        )
    return portal
