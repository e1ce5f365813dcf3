"""The floor of a first pull from Roundup: the cheapest requests, over two lines, no stores."""

import base64
import json
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from tools.bench.desks.declared import Pulled
from tools.desks.agent import Proof

_LINES = 2
_PAGE = 200
_ISSUE = (
    "title,messages,files,nosy,superseder,assignedto,keyword,priority,status,queue,serial,weight,"
    "seats,insured,visit,effort,place,affected,creator,creation,activity"
)
_MESSAGE = "author,content,date,files,messageid,type,creation"
_FILE = "name,type,creation,creator"
_PERSON = "username,realname,address"


def bare_pull(url: str, proof: Proof) -> Pulled:
    """Fetch people, queues, issues, messages and what is told of files."""
    pull = _Pull(url, proof)
    with ThreadPoolExecutor(_LINES) as lines:
        work = [lines.submit(pull.run) for _ in range(_LINES)]
        for one in work:
            one.result()
    return Pulled(pull.tickets, pull.messages, pull.entries, pull.requests)


class _Pull:
    """What both lines work on.

    Args:
        url: The tracker.
        proof: A password.
    """

    def __init__(self, url: str, proof: Proof) -> None:
        parts = urlsplit(url)
        self._place = (str(parts.hostname), parts.port)
        self._path = f"{parts.path}/rest/data"
        pair = base64.b64encode(f"{proof.login}:{proof.secret}".encode()).decode()
        self._headers = {"Authorization": f"Basic {pair}", "Accept": "application/json"}
        self._lock = threading.Lock()
        self.tickets = self.messages = self.entries = self.requests = 0
        newest = self._items("issue", [("@sort", "-id"), ("@page_size", "1")])
        self._before = int(newest[0]["id"]) + 1
        self._people_wanted = True

    def run(self) -> None:
        """Work until nothing is left."""
        with self._lock:
            mine, self._people_wanted = self._people_wanted, False
        if mine:
            self._items("queue", [("@fields", "name")])
            self._items("user", [("@fields", _PERSON)])
        while numbers := self._next():
            issues = self._some("issue", numbers, _ISSUE)
            said = self._some("msg", _linked(issues, "messages"), _MESSAGE, verbose=3)
            files = self._some("file", _linked(issues, "files"), _FILE)
            with_message = {file["id"] for one in said for file in one["files"]}
            with self._lock:
                self.tickets += len(issues)
                self.messages += len(said)
                self.entries += len(said) + len({one["id"] for one in files} - with_message)

    def _next(self) -> Sequence[int]:
        with self._lock:
            end = self._before
            self._before = start = max(1, end - _PAGE)
        return range(start, end)

    def _some(
        self, klass: str, numbers: Iterable[Any], fields: str, verbose: int = 0
    ) -> Sequence[Any]:
        wanted = [("id", str(one)) for one in numbers]
        return self._items(klass, [*wanted, ("@fields", fields)], verbose) if wanted else ()

    def _items(self, klass: str, query: Sequence[tuple[str, str]], verbose: int = 0) -> list[Any]:
        with self._lock:
            self.requests += 1
        # Its server closes each line after one answer.
        connection = HTTPConnection(*self._place, timeout=120)
        asked = urlencode([*query, ("@verbose", str(verbose))])
        try:
            connection.request("GET", f"{self._path}/{klass}?{asked}", headers=self._headers)
            answer = connection.getresponse()
            told = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            msg = f"{klass} answered {answer.status}: {told[:200]!r}"
            raise RuntimeError(msg)
        return list(json.loads(told)["data"]["collection"])


def _linked(items: Sequence[Any], name: str) -> Iterable[str]:
    return [one for item in items for one in item[name]]
