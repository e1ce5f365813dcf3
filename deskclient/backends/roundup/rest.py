"""One call to a Roundup: who answered, what it said, and what a failure means.

Each call proves anew who we are, with a password that takes the desk a while to check: few and
large questions. After four wrong ones it lets nobody in under that name for minutes, so nothing
here tries again by itself.
"""

import base64
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from msgspec import Struct

from deskclient.backends.http import MAX_ANSWER_BYTES, HttpRequest, HttpResponse, Transport
from deskclient.backends.other_desks.calls import DeskCalls, Manners, words_in
from deskclient.backends.roundup import wire
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import SessionTokens, TokenStore
from deskclient.backends.translate import portal
from deskclient.domain.clock import Clock
from deskclient.domain.errors import PortalError, RefusedError, SignInError

BASE = "/rest"
AT_ONCE = 2
"""So many requests at a time: each costs the desk the check of a password."""
_JSON = {"Content-Type": "application/json"}
_WRONG_PASSWORD = b"Invalid Login"
_WORDLESS = frozenset({200, 401, 413})
"""XML, where that was asked for; a wrong password; too large, in the words of a server before."""
_HERE = "/rest/data/"
_ME_FIELDS = "username,realname,creation,timezone"
TOKEN_LIFE_S = 3600
"""The longest that Roundup allows."""

Query = Sequence[tuple[str, str]]


class Me(Struct, frozen=True):
    """Who we are there."""

    id: str
    login: str
    name: str
    created: str
    """As Roundup writes it; empty if we may not know."""


def authorization(tokens: SessionTokens) -> Mapping[str, str]:
    """Write the header that proves who we are."""
    pair = f"{tokens.access}:{tokens.refresh}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def by_password(login: str, password: str) -> SessionTokens:
    """Keep name and password: Roundup gives nothing in their place."""
    return SessionTokens(login, password)


class Upload(Struct, frozen=True):
    """A file on its way."""

    name: str
    media_type: str
    content: bytes
    boundary: str
    """Must not stand in the content."""

    def body(self) -> bytes:
        """Write it as a form does."""
        edge = f"--{self.boundary}\r\n".encode()
        part = 'Content-Disposition: form-data; name="{}"{}\r\n{}\r\n'
        kind = "Content-Type: application/octet-stream\r\n"
        pieces = [
            edge, part.format("name", "", "").encode(), _one_line(self.name), b"\r\n",
            edge, part.format("type", "", "").encode(), _one_line(self.media_type), b"\r\n",
            edge, part.format("content", '; filename="file"', kind).encode(), self.content,
            f"\r\n--{self.boundary}--\r\n".encode(),
        ]  # fmt: skip
        return b"".join(pieces)


class Rest:
    """Makes calls for one person.

    Args:
        transport: What carries them.
        base_url: Address of the tracker, without a slash at its end.
        tokens: Where name and password are kept.
        clock: For dates in answers that carry none.
    """

    def __init__(
        self, transport: Transport, base_url: str, tokens: TokenStore, clock: Clock
    ) -> None:
        self.calls = DeskCalls(
            transport, tokens, clock, Manners(authorization, said, AT_ONCE, _WORDLESS)
        )
        self._transport = transport
        self._base_url = base_url
        self._clock = clock
        self._web = ""
        """What the tracker takes for its own address."""

    @property
    def desk_time(self) -> datetime | None:
        """The desk's clock by its last answer."""
        return self.calls.desk_time

    @property
    def now_s(self) -> int:
        """The second it is there, or here if the desk does not tell."""
        return int(self.moment.timestamp())

    @property
    def moment(self) -> datetime:
        """The desk's time, or ours if the desk does not tell it."""
        return self.desk_time or self._clock.now()

    async def me(self) -> Me:
        """Ask who we are.

        Raises:
            RefusedError: the account may not see itself.
        """
        login = (await self.calls.proof()).access
        found = await self.list("user", [("username:", login), ("@fields", _ME_FIELDS)])
        if not found:
            raise RefusedError(
                "This account may not see itself",
                "The sign-in was right, but the desk does not tell who you are.",
                "Ask the administrator for the rights of a user.",
            )
        one = found[0]
        self._web = str(one.get("link") or "").partition(_HERE)[0]
        name = str(one.get("realname") or login)
        return Me(str(one["id"]), login, name, str(one.get("creation") or ""))

    async def list(self, klass: str, query: Query, verbose: int = 0) -> list[wire.Item]:
        """Ask for many records of a class.

        Args:
            klass: The class.
            query: What they must be like, ``@fields`` and ``@sort``.
            verbose: 0: links are numbers; 2: with a label; 3: contents too.

        Raises:
            DeskError: the error that stands for the answer, or for its absence.
        """
        return (await self._list(klass, [*query, ("@verbose", str(verbose))])).collection

    async def count(self, klass: str, query: Query) -> int:
        """Count records of a class."""
        return max(0, (await self._list(klass, [*query, ("@page_size", "1")])).total)

    async def _list(self, klass: str, query: Query) -> wire.Collection:
        path = f"/data/{klass}?{urlencode(query, quote_via=quote)}"
        return decode((await self.send("GET", path)).body, wire.ListAnswer).data

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        if_match: str = "",
        also: frozenset[int] = frozenset(),
    ) -> HttpResponse:
        """Make a call; statuses in ``also`` are answers, not errors."""
        headers = dict(_JSON) if body is not None else {}
        if if_match:
            headers["If-Match"] = if_match
        content = b"" if body is None else msgspec.json.encode(body)
        return await self._exchange(method, f"{BASE}{path}", headers, content, also)

    async def upload(
        self, path: str, file: Upload, also: frozenset[int] = frozenset()
    ) -> HttpResponse:
        """Bring a file; statuses in ``also`` are answers, not errors."""
        kind = f"multipart/form-data; boundary={file.boundary}"
        headers = {"Content-Type": kind}
        return await self._exchange("POST", f"{BASE}{path}", headers, file.body(), also)

    async def schema(self) -> bytes | None:
        """Ask for the classes and their properties, in XML; ``None`` where that is not answered.

        REST tells values, but not what type a property is of.
        """
        call = b"<?xml version='1.0'?><methodCall><methodName>schema</methodName></methodCall>"
        headers = {"Content-Type": "text/xml", "Accept": "text/xml"}
        answers = frozenset({200, 400, 403, 404, 405})
        try:
            answer = await self._exchange("POST", "/xmlrpc", headers, call, answers)
        except PortalError:
            return None
        is_xml = answer.headers.get("content-type", "").startswith("text/xml")
        return answer.body if answer.status == 200 and is_xml else None

    async def token(self, klass: str) -> str:
        """Fetch what makes one record of a class, and only one."""
        body = {"lifetime": str(TOKEN_LIFE_S)}
        answer = await self.send("POST", f"/data/{klass}/@poe", body)
        return decode(answer.body, wire.TokenAnswer).data.link.rpartition("/")[2]

    async def download(self, file: str, offset: int) -> AsyncGenerator[bytes, None]:
        """Stream a file's bytes from ``offset`` on; what lies before comes too and is left out.

        Raises:
            RefusedError: the file is gone, or not to be seen.
        """
        proof = authorization(await self.calls.proof())
        request = HttpRequest(
            method="GET",
            url=f"{self._base_url}{BASE}/data/file/{quote(file, safe='')}/binary_content",
            headers={"Accept": "application/octet-stream", **proof},
        )
        async with self._transport.stream(request) as answer:
            kind = answer.headers.get("content-type", "")
            if answer.status == 401:
                raise _refused_sign_in()
            if answer.status != 200 or not kind.startswith("application/octet-stream"):
                raise RefusedError("The desk does not give this file", "It is gone or hidden.")
            skip = offset
            async with aclosing(answer.chunks) as chunks:
                async for chunk in chunks:
                    rest = chunk[skip:]
                    skip -= len(chunk) - len(rest)
                    if rest:
                        yield rest

    async def _exchange(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        also: frozenset[int],
    ) -> HttpResponse:
        own = await self._own_page() if method != "GET" else {}
        request = HttpRequest(
            method=method,
            url=f"{self._base_url}{path}",
            headers={**own, **headers},
            body=body,
            max_bytes=MAX_ANSWER_BYTES,
        )
        response = await self.calls.send(request, also | {401})
        if response.status != 401:
            return response
        if response.body.startswith(_WRONG_PASSWORD) or words_in(response, said):
            raise _refused_sign_in()
        raise portal("The answer is a page for a browser; it was not read.")

    async def _own_page(self) -> Mapping[str, str]:
        """Say that a change comes from the tracker's own pages: it takes none from elsewhere.

        It means the address in its own settings, which may be another one than ours.
        """
        if not self._web:
            await self.me()
        parts = urlsplit(self._web)
        return {
            "X-Requested-With": "rest",
            "Origin": f"{parts.scheme}://{parts.netloc}",
            "Referer": f"{self._web}/",
        }


def said(body: bytes) -> str:
    """Read Roundup's own words of a failure."""
    return decode(body, wire.FailureAnswer).error.msg


def _refused_sign_in() -> SignInError:
    return SignInError(
        "The sign-in was refused",
        "The desk does not accept this name and password.",
        "Check both. After four wrong ones the desk lets nobody in under that name for minutes.",
    )


def _one_line(text: str) -> bytes:
    return text.replace("\r", " ").replace("\n", " ").encode("utf-8", "replace")
