"""One call to a Redmine: who answered, what it said, and what a failure means."""

import base64
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from urllib.parse import quote, urlencode

import msgspec

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream, Transport
from deskclient.backends.other_desks.calls import DeskCalls, Manners
from deskclient.backends.redmine import wire
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import SessionTokens, TokenStore
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError, SignInError

AT_ONCE = 1
"""Requests at a time: whoever reads an issue has Redmine note which project was looked at last,
and on SQLite a second request beside that can end in twenty seconds of silence and two errors."""
_KEY = "key"
_MEANT = "X-HTTP-Method-Override"
_WORDLESS = frozenset({204, 304, 413})
"""Done; not changed; too large, which servers before Redmine say in their own way."""
REFUSALS = frozenset({403, 404, 409, 413, 422})
"""What a Redmine, or a server before it, answers instead of doing what it was told."""

Query = Sequence[tuple[str, str]]


def by_key(key: str) -> SessionTokens:
    """Keep the API key that the person found on Redmine's page about their account."""
    return SessionTokens(key.strip(), device=_KEY)


def by_password(login: str, password: str) -> SessionTokens:
    """Keep name and password; better only until :func:`key_for` has read the key."""
    return SessionTokens(login, password)


def authorization(tokens: SessionTokens) -> Mapping[str, str]:
    """Write the header that proves who we are.

    Raises:
        SignInError: the key cannot be one.
    """
    if tokens.device == _KEY:
        if not (tokens.access.isascii() and tokens.access.isalnum()):
            raise SignInError(
                "The sign-in was refused",
                "This is no API key of Redmine.",
                "Copy the key from the page about your account, all of it.",
            )
        return {"X-Redmine-API-Key": tokens.access}
    pair = f"{tokens.access}:{tokens.refresh}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


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
        manners = Manners(authorization, said, AT_ONCE, _WORDLESS)
        self.calls = DeskCalls(transport, tokens, clock, manners)
        self._base_url = base_url
        self._clock = clock

    def now(self) -> datetime:
        """Give the desk's time by its last answer; ours, where it tells none."""
        return self.calls.desk_time or self._clock.now()

    async def get(self, path: str, query: Query = ()) -> bytes:
        """Ask for JSON.

        Args:
            path: Without its ``.json``, each part quoted.
            query: Named parameters; a name may come again.

        Raises:
            DeskError: the error that stands for the answer, or for its absence.
        """
        response = await self.send(path, query)
        return response.body

    async def send(
        self,
        path: str,
        query: Query = (),
        also: frozenset[int] = frozenset(),
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """Ask; statuses in ``also`` are answers, not errors."""
        tail = f"?{urlencode(query, quote_via=quote)}" if query else ""
        url = f"{self._base_url}{path}.json{tail}"
        request = HttpRequest(method="GET", url=url, headers=headers or {})
        return await self.calls.send(request, also)

    async def write(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> HttpResponse:
        """Have something changed; :data:`REFUSALS` and nothing to say are answers, not errors.

        A change goes as a POST that says what it is: servers between may send a PUT twice by
        themselves, and Redmine would write its note twice.
        """
        headers = {} if body is None else {"Content-Type": "application/json"}
        if method == "PUT":
            method, headers = "POST", {**headers, _MEANT: method}
        request = HttpRequest(
            method=method,
            url=f"{self._base_url}{path}.json",
            headers=headers,
            body=b"" if body is None else msgspec.json.encode(body),
        )
        return await self.calls.send(request, REFUSALS | {204})

    async def upload(self, name: str, content: bytes) -> HttpResponse:
        """Bring a file, which belongs to nothing yet; :data:`REFUSALS` are answers, not errors."""
        request = HttpRequest(
            method="POST",
            url=f"{self._base_url}/uploads.json?{urlencode({'filename': name}, quote_via=quote)}",
            headers={"Content-Type": "application/octet-stream"},
            body=content,
        )
        return await self.calls.send(request, REFUSALS)

    def download(self, path: str) -> AbstractAsyncContextManager[HttpStream]:
        """Ask for a file as it comes; raises what stands for any other answer."""
        request = HttpRequest(
            method="GET", url=f"{self._base_url}{path}", headers={"Accept": "*/*"}
        )
        return self.calls.stream(request)

    async def me(self) -> wire.User:
        """Ask who we are, and where we work.

        Raises:
            SignInError: the key or the password is wrong.
            RefusedError: no program may use this Redmine, or there is none.
        """
        response = await self.send(
            "/users/current", (("include", "memberships"),), also=frozenset({401, 403, 404})
        )
        if response.status == 401:
            raise SignInError(
                "The sign-in was refused",
                "Redmine does not know this API key, or not any more.",
                "Copy the API key from the page about your account, all of it.",
            )
        if response.status == 403:
            raise RefusedError(
                "Redmine lets no program in",
                "Its REST interface is switched off, or it wants you to change your password "
                "first.",
                "Change the password in a browser if it asks for that; else ask its administrator "
                "to enable the REST web service.",
            )
        if response.status == 404:
            raise RefusedError(
                "There is no Redmine at this address",
                "What answers does not know a page that each Redmine has.",
                "Take the address from a browser that shows the first page of your Redmine.",
            )
        return decode(response.body, wire.UserAnswer).user


async def key_for(rest: Rest) -> SessionTokens:
    """Read the API key of whoever is signed in by password, so that it need not be kept.

    Redmine makes the key if there is none yet.

    Raises:
        DeskError: as :meth:`Rest.me` does.
        RefusedError: this Redmine tells no key.
    """
    key = (await rest.me()).api_key
    if not key:
        raise RefusedError(
            "Redmine tells no API key",
            "It did not name the key of your account.",
            "Copy the key from the page about your account and sign in with it.",
        )
    return by_key(key)


def said(body: bytes) -> str:
    """Read Redmine's own words of a failure."""
    return "; ".join(decode(body, wire.Errors).errors)
