"""Answers requests as Roundup's REST interface does, unkindness and all.

What is particular, each of it measured on a real 2.6.0: a change demands an ``ETag``, which is
compared when the item is loaded, without a lock, so that two may be let in and the later one goes
over the earlier; a change is known only when all its mails are sent, under the second in which it
began; what makes an item once is used up before anything else is looked at; retired items can
still be asked for by themselves, and no list, stamp or history tells that they are; what is empty
in a request is none at all.
"""

import asyncio
import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.roundup.acts import Acts, Loaded, RefusedActError
from tests.fakes.desks.roundup.classes import CLASSES, SCHEMA_XML, props_of
from tests.fakes.desks.roundup.door import Door, TurnedAwayError
from tests.fakes.desks.roundup.raw import UsageError, read_values
from tests.fakes.desks.roundup.rights import Rights
from tests.fakes.desks.roundup.search import Query, in_order, item_test
from tests.fakes.desks.roundup.shown import Shown, changed, etag
from tests.fakes.desks.roundup.stores import Item, Stores, Token, Values

_JSON, _TEXT, _BYTES = "application/json", "text/plain", "application/octet-stream"
_SMALLEST_ZIPPED = 100
_TOKEN_MOST_S = 3600
_STALE = "If-Match is missing or does not match. Retrieve asset and retry modification if valid."
Answer: TypeAlias = tuple[int, dict[str, str], bytes]


class AnsweredError(Exception):
    """Ends the work on a request; arguments: the status, and the sentence."""


class RoundupServer:
    """The interface.

    Args:
        stores: What the tracker keeps.
        now: Its clock.
        pause_s: How long each step of its work takes.
        web: What it takes for its own address, without a slash at the end.
    """

    def __init__(
        self,
        stores: Stores,
        now: Callable[[], datetime],
        pause_s: Callable[[], float] = lambda: 0.0,
        web: str = "https://roundup.example/desk",
    ) -> None:
        self.stores = stores
        self.now = now
        self.web = web
        self._pause_s = pause_s
        self.door = Door()
        self.acts = Acts(lambda: self.stores, now)

    async def serve(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        try:
            status, more, body = await self._answer(request)
        except TurnedAwayError as away:
            status, more, said = away.args
            more, body = {"content-type": _TEXT, **more}, said.encode()
        except AnsweredError as error:
            status, more, body = _failure(*error.args)
        headers = {
            "content-type": _JSON,
            "date": format_datetime(self.now(), usegmt=True),
            **more,
        }
        return _zipped(request, HttpResponse(status, headers, body))

    async def step(self) -> None:
        """Work for a moment, during which others are served."""
        await asyncio.sleep(self._pause_s())

    async def _answer(self, request: HttpRequest) -> Answer:
        parts = urlsplit(request.url)
        path = parts.path.removeprefix(urlsplit(self.web).path)
        who = self.door.let_in(self.stores, request.headers, self.now())
        if who is None or not Rights(self.stores, who).may_come_in:
            raise AnsweredError(403, "Forbidden.")
        if request.method != "GET":
            self._check_origin(request.headers)
        if path == "/xmlrpc":
            return 200, {"content-type": "text/xml"}, SCHEMA_XML
        call = _Call(self, who, request, parse_qsl(parts.query, keep_blank_values=True))
        for method, pattern, work in _ROUTES:
            found = re.fullmatch(pattern, path.removeprefix("/rest"))
            if found is not None and method == request.method:
                await self.step()
                answer: Answer = await work(call, *(unquote(one) for one in found.groups()))
                return answer
        raise AnsweredError(404, "Nothing matches the given URI")

    def _check_origin(self, headers: Mapping[str, str]) -> None:
        """Take changes from the tracker's own pages only."""
        parts = urlsplit(self.web)
        origin = headers.get("Origin")
        if origin is None or "X-Requested-With" not in headers:
            raise AnsweredError(400, "Required Header Missing")
        if origin != f"{parts.scheme}://{parts.netloc}":
            raise AnsweredError(400, "Client is not allowed to use Rest Interface.")
        referer = headers.get("Referer", "")
        if not referer.startswith(f"{self.web}/"):
            raise AnsweredError(400, f"Invalid Referer: {referer}")
        host = headers.get("Host", parts.netloc)
        if host != parts.netloc:
            raise AnsweredError(400, f"Invalid HOST {host}")


class _Call:
    """One request of one person."""

    def __init__(
        self, server: RoundupServer, who: Item, request: HttpRequest, query: Query
    ) -> None:
        self._server = server
        self._who = who
        self._request = request
        self._query = query
        self._asked = dict(query)

    @property
    def _stores(self) -> Stores:
        return self._server.stores

    @property
    def _rights(self) -> Rights:
        return Rights(self._stores, self._who)

    @property
    def _shown(self) -> Shown:
        return Shown(self._stores, self._server.web, self._rights)

    # --- reading --------------------------------------------------------------------------------

    async def root(self) -> Answer:
        return _told({"default_version": 1, "supported_versions": [1], "links": []})

    async def list(self, klass: str) -> Answer:
        shown, verbose = self._shown, int(self._asked.get("@verbose", "1"))
        with _usage():
            fits = item_test(_known(klass), self._query)
            fields = shown.fields(klass, self._asked.get("@fields", ""))
        rights = self._rights
        some = [one for one in self._stores.all(klass) if fits(one) and rights.sees(one)]
        some = in_order(some, self._asked.get("@sort", ""))
        size = int(self._asked.get("@page_size", "0"))
        told: dict[str, Any] = {
            "collection": [
                shown.listed(one, fields, verbose) for one in (some[:size] if size else some)
            ]
        }
        if size:
            told["@links"] = self._pages(klass, is_more=size < len(some))
        return _told({**told, "@total_size": len(some)})

    def _pages(self, klass: str, *, is_more: bool) -> Mapping[str, Any]:
        some = (("next", 2), ("self", 1)) if is_more else (("self", 1),)
        uri = f"{self._server.web}/rest/data/{klass}?@page_index="
        return {rel: [{"rel": rel, "uri": f"{uri}{page}"}] for rel, page in some}

    async def one(self, klass: str, number: str) -> Answer:
        item = self._found(klass, number)
        if not self._rights.sees(item):
            raise AnsweredError(403, f"Permission to view {klass}{number} denied")
        asked = self._asked.get("@fields")
        with _usage():
            fields = set(CLASSES[klass]) if asked is None else self._shown.fields(klass, asked)
        if asked is None and self._asked.get("@protected") == "true":
            fields = set(props_of(klass))
        told = {
            "id": number,
            "type": klass,
            "link": self._shown.link(klass, number),
            "attributes": self._shown.values(item, fields, int(self._asked.get("@verbose", "1"))),
            "@etag": etag(item),
        }
        status, headers, body = _told(told)
        return status, {**headers, "etag": etag(item)}, body

    async def bytes_of(self, number: str) -> Answer:
        item = self._found("file", number)
        if not self._rights.sees(item):
            raise AnsweredError(403, f"Permission to view file{number} denied")
        return 200, {"content-type": _BYTES}, item.values["content"]

    # --- changing -------------------------------------------------------------------------------

    async def token(self, klass: str) -> Answer:
        try:
            life_s = int(self._body().get("lifetime", "1800"))
        except ValueError as error:
            raise AnsweredError(400, "Value 'lifetime' must be an integer") from error
        if not 1 <= life_s <= _TOKEN_MOST_S:
            raise AnsweredError(400, "Value 'lifetime' must be between 1 second and 1 hour")
        self._stores.tokens_given += 1
        seed = f"{self._stores.tokens_given} {self._server.now()}"
        name = sha256(seed.encode()).hexdigest()[:54]
        ends = self._server.now() + timedelta(seconds=life_s)
        self._stores.tokens[name] = Token(self._who.id, klass, ends)
        link = f"{self._server.web}/rest/data/{klass}/@poe/{name}"
        return _told({"link": link, "expires": ends.timestamp()})

    async def make_once(self, klass: str, name: str) -> Answer:
        """Take what makes an item before anything else is looked at; then make it, or not."""
        token = self._stores.tokens.pop(name, None)
        is_good = token is not None and token.ends > self._server.now()
        if token is None or not is_good or token.user != self._who.id:
            raise AnsweredError(400, f"POE token '{name}' not valid.")
        if token.klass != klass:
            said = f"POE token '{name}' not valid for {klass}, was generated for class"
            raise AnsweredError(400, f"{said} {token.klass}")
        await self._server.step()
        return await self.make(klass)

    async def make(self, klass: str) -> Answer:
        if not self._rights.may_make(_known(klass)):
            raise AnsweredError(403, f"Permission to create {klass} denied")
        with _usage():
            values = self._values(klass, None)
        with _refused():
            plan = self._server.acts.plan_new(self._who, klass, values)
        await self._server.step()
        self._server.acts.commit(plan)
        await self._server.step()
        link = self._shown.link(klass, plan.id)
        return 201, {"location": link}, _written({"data": {"id": plan.id, "link": link}})

    async def change(self, klass: str, number: str) -> Answer:
        loaded = self._loaded(klass, number)
        with _usage():
            values = self._values(klass, loaded.item)
        if not self._rights.may_edit(loaded.item):
            name = next(iter(values), "")
            raise AnsweredError(403, f"Permission to edit {name} of {klass}{number} denied")
        self._check_condition(loaded)
        return await self._write(loaded, values)

    async def add(self, klass: str, number: str) -> Answer:
        loaded = self._loaded(klass, number)
        self._check_condition(loaded)
        assert self._body().get("@op") == "add", "another way to patch"
        with _usage():
            values = self._values(klass, loaded.item)
        if not self._rights.may_edit(loaded.item):
            name = next(iter(values), "")
            raise AnsweredError(403, f"Permission to edit {name} of {klass}{number} denied")
        before = loaded.item.values
        whole = {name: [*(before[name] or []), *value] for name, value in values.items()}
        return await self._write(loaded, whole)

    async def _write(self, loaded: Loaded, values: Values) -> Answer:
        # Whoever comes now has been let in, too.
        await self._server.step()
        with _refused():
            plan = self._server.acts.plan_change(self._who, loaded, values)
        # All mails go out.
        await self._server.step()
        if plan is not None:
            self._server.acts.commit(plan)
            await self._server.step()
        item = loaded.item
        return _told(
            {
                "id": item.id,
                "type": item.klass,
                "link": self._shown.link(item.klass, item.id),
                "attribute": {} if plan is None else changed(plan.new),
            }
        )

    async def retire(self, klass: str, number: str) -> Answer:
        if not self._rights.may_retire():
            raise AnsweredError(403, f"Permission to retire {klass} {number} denied")
        loaded = self._loaded(klass, number)
        self._check_condition(loaded)
        await self._server.step()
        self._server.acts.retire(self._who, loaded.item)
        await self._server.step()
        return _told({"status": "ok"})

    # --- what is asked --------------------------------------------------------------------------

    def _body(self) -> dict[str, Any]:
        kind = self._request.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            return _form(kind, self._request.body)
        if kind != _JSON:
            raise AnsweredError(415, f"Unable to process input of type {kind}")
        found: dict[str, Any] = json.loads(self._request.body)
        return found

    def _values(self, klass: str, item: Item | None) -> Values:
        body, now = self._body(), self._server.now()
        content = body.pop("content", None) if klass == "file" else None
        values = read_values(self._stores, klass, body, item, now)
        if isinstance(content, bytes | str):
            values["content"] = content if isinstance(content, bytes) else content.encode()
        return values

    def _found(self, klass: str, number: str) -> Item:
        item = self._stores.find(_known(klass), number)
        if item is None:
            raise AnsweredError(404, f"no such {klass} {number}")
        return item

    def _loaded(self, klass: str, number: str) -> Loaded:
        self._found(klass, number)
        loaded = self._server.acts.load(klass, number)
        assert loaded is not None
        return loaded

    def _check_condition(self, loaded: Loaded) -> None:
        told = self._request.headers.get("If-Match", "").replace('-gzip"', '"')
        if told != etag(loaded.item):
            raise AnsweredError(412, _STALE)


@contextmanager
def _usage() -> Iterator[None]:
    """Answer what is no value as Roundup does."""
    try:
        yield
    except UsageError as error:
        raise AnsweredError(400, str(error)) from error


@contextmanager
def _refused() -> Iterator[None]:
    """Answer what cannot be done as Roundup does."""
    try:
        yield
    except RefusedActError as error:
        raise AnsweredError(*error.args) from error


def _known(klass: str) -> str:
    if klass not in CLASSES:
        raise AnsweredError(404, f"Class {klass} not found")
    return klass


def _form(kind: str, body: bytes) -> dict[str, Any]:
    """Read a form; what is a file stays bytes."""
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        name = str(part.get_param("name", header="content-disposition"))
        assert isinstance(content, bytes)
        found[name] = content if part.get_filename() else content.decode()
    return found


def _told(data: Any) -> Answer:
    return 200, {}, _written({"data": data})


def _failure(status: int, said: str) -> Answer:
    return status, {}, _written({"error": {"status": status, "msg": said}})


def _written(told: Any) -> bytes:
    return msgspec.json.encode(told) + b"\n"


def _zipped(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Make an answer smaller for whoever reads it so; its condition gets another name then."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return answer
    if len(answer.body) < _SMALLEST_ZIPPED:
        return answer
    headers = {**answer.headers, "content-encoding": "gzip"}
    if "etag" in headers:
        headers["etag"] = f'{headers["etag"][:-1]}-gzip"'
    return HttpResponse(answer.status, headers, gzip.compress(answer.body, 5))


_ROUTES: Sequence[tuple[str, str, Any]] = (
    ("GET", "/?", _Call.root),
    ("GET", r"/data/(\w+)", _Call.list),
    ("GET", r"/data/file/(\d+)/binary_content", _Call.bytes_of),
    ("GET", r"/data/(\w+)/(\d+)", _Call.one),
    ("POST", r"/data/(\w+)", _Call.make),
    ("POST", r"/data/(\w+)/@poe", _Call.token),
    ("POST", r"/data/(\w+)/@poe/([^/]+)", _Call.make_once),
    ("PUT", r"/data/(\w+)/(\d+)", _Call.change),
    ("PATCH", r"/data/(\w+)/(\d+)", _Call.add),
    ("DELETE", r"/data/(\w+)/(\d+)", _Call.retire),
)
