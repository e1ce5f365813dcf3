"""A Redmine in memory, as far as its lists and issues are asked for: time is what a test says."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from deskclient.backends.http import HttpRequest, HttpResponse
from deskclient.backends.redmine.rest import Rest, by_key
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock

RELATED = frozenset({"relates", "duplicates", "blocks"})
JSON = {"content-type": "application/json; charset=utf-8"}


def stamp(second):
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(text):
    return datetime.fromisoformat(text).timestamp()


class SmallDesk:
    """Answers as Redmine does; changes have fractions of a second that it does not show.

    ``before_answer`` is called with the number of each request and may change the desk.
    """

    def __init__(self):
        self.issues: dict[int, dict[str, Any]] = {}
        self.asked: list[HttpRequest] = []
        self.pages: dict[str, dict[str, Any]] = {}
        """Wiki pages of the one project, by title."""
        self.before_answer: Callable[[int], object] = lambda _number: None
        self._journals = 0
        self._relations = 0

    def make(self, number, second, **more):
        self.issues[number] = {
            "id": number,
            "project": {"id": 1, "name": "Network"},
            "status": {"id": 1, "name": "New", "is_closed": False},
            "author": {"id": 5, "name": "Olga"},
            "subject": f"Number {number}",
            "description": "",
            "created_on": second,
            "updated_on": second,
            "journals": [],
            **more,
        }

    def note(self, number, second, text="Да"):
        self._journals += 1
        note = {"id": self._journals, "user": {"id": 6, "name": "Anna"}, "notes": text}
        self.issues[number]["journals"].append({**note, "created_on": stamp(second)})
        self.issues[number]["updated_on"] = second

    def link(self, first, second, type_="relates"):
        """Link two issues; that changes nothing but their journals."""
        self._relations += 1
        made = {"id": self._relations, "issue_id": first, "issue_to_id": second}
        for number in (first, second):
            issue = self.issues[number]
            issue.setdefault("relations", []).append({**made, "relation_type": type_})
            self._journals += 1
            note = {"id": self._journals, "user": {"id": 5, "name": "Olga"}, "notes": ""}
            detail = {"property": "relation", "name": type_, "new_value": str(second)}
            at = stamp(issue["updated_on"] + 60)
            issue["journals"].append({**note, "created_on": at, "details": [detail]})

    def part(self, first, second):
        """Take the relations of two issues away again."""
        for number in (first, second):
            issue = self.issues[number]
            self._journals += 1
            note = {"id": self._journals, "user": {"id": 5, "name": "Olga"}, "notes": ""}
            at = stamp(issue["updated_on"] + 90)
            issue["journals"].append({**note, "created_on": at})
            issue["relations"] = []

    def write(self, title, second, text, version=1):
        times = {"created_on": stamp(second), "updated_on": stamp(second)}
        self.pages[title] = {"title": title, "version": version, "text": text, **times}

    def delete(self, number):
        del self.issues[number]

    # --- the transport --------------------------------------------------------------------------

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        self.before_answer(len(self.asked))
        parts = urlsplit(request.url)
        if parts.path == "/issues.json":
            body = json.dumps(self._list(parse_qs(parts.query))).encode()
        elif parts.path.startswith("/issues/"):
            issue = self.issues.get(int(parts.path.split("/")[2].removesuffix(".json")))
            if issue is None:
                return HttpResponse(404, JSON)
            body = json.dumps({"issue": self._shown(issue)}).encode()
        elif parts.path.startswith("/projects/1/wiki/"):
            title = unquote(parts.path.rsplit("/", 1)[1].removesuffix(".json"))
            if title != "index" and title not in self.pages:
                return HttpResponse(404, JSON)
            bare = [{**one, "text": None} for one in self.pages.values()]
            told = {"wiki_pages": bare} if title == "index" else {"wiki_page": self.pages[title]}
            body = json.dumps(told).encode()
        else:
            body = _OTHERS[parts.path]
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponse(304, {"etag": etag})
        return HttpResponse(200, {**JSON, "etag": etag}, body)

    async def close(self):
        pass

    async def drop_connections(self):
        pass

    def _list(self, query):
        found = [one for one in self.issues.values() if _passes(one, query)]
        for name in reversed(query["sort"][0].split(",")):
            field, _, order = name.partition(":")
            found.sort(key=itemgetter(field), reverse=order == "desc")
        limit = int(query["limit"][0])
        shown = [self._shown(one) for one in found[:limit]]
        for one in shown:
            del one["journals"]
        return {"issues": shown, "total_count": len(found), "offset": 0, "limit": limit}

    @staticmethod
    def _shown(issue):
        times = {name: stamp(issue[name]) for name in ("created_on", "updated_on")}
        return {**issue, **times}


_OTHERS = {
    "/users/current.json": b'{"user": {"id": 6, "login": "anna", "firstname": "Anna"}}',
    "/issue_statuses.json": b'{"issue_statuses": [{"id": 1, "name": "New"}]}',
    "/trackers.json": b'{"trackers": []}',
    "/enumerations/issue_priorities.json": b'{"issue_priorities": []}',
    "/projects/1/memberships.json": b'{"memberships": [], "total_count": 0}',
    "/projects.json": b'{"projects": [{"id": 1, "name": "Network"}], "total_count": 1}',
}


def _passes(issue, query):
    for field in query["f[]"]:
        op = query[f"op[{field}]"][0]
        values = query.get(f"v[{field}][]", [])
        if field == "updated_on":
            # Redmine lets a second too much through.
            if not issue[field] > seconds(values[0]) - 1:
                return False
            if op == "><" and not issue[field] <= seconds(values[1]):
                return False
        elif field in RELATED and not _is_related(issue, field):
            return False
        elif field == "issue_id":
            number = issue["id"]
            wanted = [int(one) for one in values[0].split(",")]
            passes = {"=": number in wanted, ">=": number >= wanted[0], "<=": number <= wanted[0]}
            if not passes[op]:
                return False
    return True


def _is_related(issue, type_):
    """Tell whether an issue has a relation of a type: of others than mutual ones the first."""
    some = [one for one in issue.get("relations", ()) if one["relation_type"] == type_]
    return any(type_ == "relates" or one["issue_id"] == issue["id"] for one in some)


def rest_over(line):
    store = MemoryTokenStore(by_key("0" * 40))
    return Rest(line, "https://desk.example", store, SystemClock())
