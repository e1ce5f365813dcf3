"""What is asked and answered, without what differs from desk to desk: numbers, names, moments.

Two desks of one kind say the same if the same exchanges occur and their answers are built alike.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, field

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream, Transport

_NUMBER = re.compile(r"\d+")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_REPEATED = re.compile(r"(\w+ = N)(?: OR \w+ = N)+")
_FIELDS = re.compile(r"(CF\.\{N\} IS NOT NULL)(?: OR CF\.\{N\} IS NOT NULL)+")
_LISTED = re.compile(r"\[N(?:,N)*\]")
_NUMBERS = re.compile(r"\bN(?:,N)+\b")
_TAG = re.compile(r'(?<=^W/")[0-9a-f]+(?="$)')
_NAME = re.compile(r"(?<=/user/)[^/?]+")
_ONCE = re.compile(r"(?<=/@poe/)[\w-]+")
_HASH = re.compile(r"[0-9a-f]{32}")
_GLANCE = re.compile(r"(?<=&)@page_size=N&@sort=-activity&(?=.*\bactivity=)")
"""Whether all changes since a moment are asked for, or the newest: depends on how old they are."""
_QUOTED = re.compile(r"'[^']*'|(?<=from ).*(?= to )|(?<= to ).*|(?<=Added )\S+|^\S+(?= is no )")
_HEADERS = ("content-type", "etag", "location")
_SAID = frozenset({".message", "[]", ".errors[]", ".error.msg"})
"""Where sentences stand."""
_WRAPPERS = frozenset({"issue", "relation", "time_entry"})
"""What Redmine takes stands in one of these."""
_UNREAD = frozenset({"@links", "_hyperlinks", "_url"})
"""Addresses for programs that follow them."""


class Transcript:
    """Exchanges by what was asked, with everything that was seen in their answers."""

    def __init__(self) -> None:
        self.exchanges: dict[str, set[str]] = defaultdict(set)

    def note(self, request: HttpRequest, answer: HttpResponse) -> None:
        """Write down one exchange."""
        told = self.exchanges[f"{_asked(request)} -> {answer.status}"]
        told |= {f"{name}: {_plain(answer.headers[name])}" for name in _told_in(answer.headers)}
        if answer.body and _is_json(answer.headers):
            told |= set(_built(json.loads(answer.body), ""))


class Exchange(Struct):
    """What is known of the answers to one question."""

    asked: str
    always: list[str]
    sometimes: list[str] = field(default_factory=list)


class Book(Struct):
    """The transcripts of a whole suite."""

    exchanges: list[Exchange]
    tests: dict[str, list[int]]
    """By the name of a test, the places of its exchanges."""


def write_book(path: Path, told: Mapping[str, Transcript]) -> None:
    """Put the transcripts of all tests together."""
    seen: dict[str, list[set[str]]] = defaultdict(list)
    for name in sorted(told):
        for asked, lines in told[name].exchanges.items():
            seen[asked].append(lines)
    order = sorted(seen)
    exchanges: list[dict[str, Any]] = []
    for asked in order:
        ever, always = set[str](), set(seen[asked][0])
        for lines in seen[asked]:
            ever, always = ever | lines, always & lines
        always -= _of_some_rows(ever)
        told_of = {"asked": asked, "always": sorted(always), "sometimes": sorted(ever - always)}
        exchanges.append(told_of)
    tests = {
        name: sorted(order.index(asked) for asked in told[name].exchanges) for name in sorted(told)
    }
    path.write_text(json.dumps({"exchanges": exchanges, "tests": tests}, indent=1) + "\n", "utf-8")


def _of_some_rows(lines: AbstractSet[str]) -> set[str]:
    """Choose what stands in some rows of a listing only: members of a list, a value or none.

    Which rows a listing gives depends on what else happened in these seconds.
    """
    kinds = Counter(line.rpartition(": ")[0] for line in lines)
    return {
        line
        for line in lines
        if "[]." in (place := line.rpartition(": ")[0]) and (place[-2:] == "[]" or kinds[place] > 1)
    }


def differences(book: Book, name: str, told: Transcript) -> Sequence[str]:
    """List what a desk said otherwise than is written; ``name`` is that of the test."""
    known = {book.exchanges[place].asked: book.exchanges[place] for place in book.tests[name]}
    found = [f"not written: {asked}" for asked in sorted(set(told.exchanges) - set(known))]
    found += [f"did not occur: {asked}" for asked in sorted(set(known) - set(told.exchanges))]
    for asked in sorted(set(known) & set(told.exchanges)):
        lines, written = told.exchanges[asked], known[asked]
        new = sorted(lines - {*written.always, *written.sometimes})
        found += [f"{asked}: not written: {one}" for one in new]
        found += [f"{asked}: absent: {one}" for one in written.always if one not in lines]
    return found


class Writer:
    """A transport that writes down what goes over it."""

    def __init__(self, inner: Transport, transcript: Transcript) -> None:
        self._inner = inner
        self._transcript = transcript

    async def send(self, request: HttpRequest) -> HttpResponse:
        answer = await self._inner.send(request)
        self._transcript.note(request, answer)
        return answer

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        return self._inner.stream(request)

    async def drop_connections(self) -> None:
        await self._inner.drop_connections()

    async def close(self) -> None:
        await self._inner.close()


def _asked(request: HttpRequest) -> str:
    parts = urlsplit(request.url)
    query = "&".join(
        f"{name}={_plain(values[-1])}" for name, values in sorted(parse_qs(parts.query).items())
    )
    query = _GLANCE.sub("", query)
    body = f" {_sent(request)}" if request.body else ""
    condition = " if-match" if "If-Match" in request.headers else ""
    path = _NAME.sub("NAME", _plain(parts.path))
    meant = request.headers.get("X-HTTP-Method-Override")
    method = request.method if meant is None else f"{request.method} as {meant}"
    return f"{method} {path}{'?' if query else ''}{query}{body}{condition}"


def _sent(request: HttpRequest) -> str:
    """Name the fields of a body; of one that is no JSON, what it is."""
    kind = request.headers.get("Content-Type", "").partition(";")[0]
    if kind == "application/octet-stream":
        return "bytes"
    if kind != "application/json":
        return kind
    sent = json.loads(request.body)
    for name in _WRAPPERS & set(sent):
        return f"{name}: {','.join(sorted(sent[name]))}"
    return ",".join(sorted(sent))


def _is_json(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").startswith("application/json")


def _told_in(headers: Mapping[str, str]) -> Iterator[str]:
    return (name for name in _HEADERS if name in headers)


def _plain(text: str) -> str:
    text = _ONCE.sub("TOKEN", _HASH.sub("HASH", _ID.sub("ID", _TAG.sub("TAG", text))))
    text = _NUMBERS.sub("N,…", _NUMBER.sub("N", text))
    text = _FIELDS.sub(r"\1 OR …", _LISTED.sub("[N,…]", text))
    return _REPEATED.sub(r"\1 OR …", text)


def _built(value: Any, where: str) -> Iterator[str]:
    """List the places in an answer, with what sort of value stands there."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _UNREAD:
                yield from _built(inner, f"{where}.{name}")
    elif isinstance(value, list):
        yield f"{where}: list"
        for inner in value:
            yield from _built(inner, f"{where}[]")
    elif isinstance(value, str) and where in _SAID:
        yield f"{where}: {_plain(_QUOTED.sub('…', value))}"
    else:
        yield f"{where}: {'null' if value is None else type(value).__name__}"
