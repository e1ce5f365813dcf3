"""The floor of a first pull from Redmine: the cheapest requests, over one line, no stores.

Measured on Redmine 5.0.4 with SQLite, on a busy machine. Journals come with single issues alone, so
each issue is a request of 0.15 s: nearly all of the time. A list tells all fields of an issue and
costs 0.012 to 0.018 s for each; a table with nothing but their numbers costs 0.15 s for five
hundred. A hundred issues take as long over two lines as over one, 10.1 to 16.1 s and 9.2 to 17.4 s:
the server is one process, which does one thing at a time. To take the issues of each project
together changes nothing either. A feed of changes has texts as HTML only, 25 at a time.
"""

import csv
import json
from collections.abc import Sequence
from http.client import HTTPConnection
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

from tools.bench.desks.declared import Pulled
from tools.desks.agent import Proof

_Query: TypeAlias = Sequence[tuple[str, str]]
_MANY = (("limit", "100"),)
_WHOLE = (("include", "journals,watchers,attachments"),)
_NUMBERS = (("f[]", "status_id"), ("op[status_id]", "*"), ("c[]", "id"), ("sort", "id:desc"))


def bare_pull(url: str, proof: Proof) -> Pulled:
    """Fetch people, projects, and issues with journals and what is told of files."""
    wire = _Wire(url, proof)
    wire.people()
    tickets = messages = entries = 0
    for number in wire.numbers():
        journals = wire.ask(f"/issues/{number}.json", _WHOLE)["issue"]["journals"]
        notes = len([one for one in journals if one["notes"]])
        tickets += 1
        messages += 1 + notes
        entries += 1 + notes + len([one for one in journals if one["details"]])
    wire.close()
    return Pulled(tickets, messages, entries, wire.requests)


class _Wire:
    """One kept connection."""

    def __init__(self, url: str, proof: Proof) -> None:
        parts = urlsplit(url)
        self._connection = HTTPConnection(str(parts.hostname), parts.port, timeout=120)
        self._headers = {"X-Redmine-API-Key": proof.secret}
        self.requests = 0

    def people(self) -> None:
        """Fetch projects and whoever works in them."""
        people: set[int] = set()
        for project in self.ask("/projects.json", _MANY)["projects"]:
            path = f"/projects/{project['id']}/memberships.json"
            found = self.ask(path, _MANY)["memberships"]
            people.update(one["user"]["id"] for one in found if "user" in one)
        for one in people:
            self.ask(f"/users/{one}.json")

    def numbers(self) -> list[int]:
        """Fetch the numbers of all issues, the newest first."""
        found: list[int] = []
        while True:
            table = self._body("/issues.csv", (*_NUMBERS, *_below(found))).decode().splitlines()
            page = [int(row[0]) for row in csv.reader(table[1:])]
            if not page:
                return found
            found += page

    def ask(self, path: str, query: _Query = ()) -> Any:
        """Give what an answer holds."""
        return json.loads(self._body(path, query))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _body(self, path: str, query: _Query) -> bytes:
        self.requests += 1
        self._connection.request("GET", f"{path}?{urlencode(query)}", headers=self._headers)
        answer = self._connection.getresponse()
        told = answer.read()
        if answer.status != 200:
            msg = f"{path} answered {answer.status}: {told[:200]!r}"
            raise RuntimeError(msg)
        return told


def _below(found: list[int]) -> _Query:
    if not found:
        return ()
    below = str(found[-1] - 1)
    return (("f[]", "issue_id"), ("op[issue_id]", "<="), ("v[issue_id][]", below))
