"""Answers requests as Redmine's REST interface does, unkindness and all.

What is particular, each of it measured on a real 5.0.4: what may not be set is left out and
answered with 204, and the moment of the last change moves all the same; that moment has fractions
which no answer shows, and is taken before the issue is saved; of two who save one issue at once the
second gets 422 without a reason, and no answer tells how often it was saved; nothing is left of
what is deleted; time and watchers are no change of an issue.
"""

import asyncio
import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.redmine.acts import Acts, RefusedActError
from tests.fakes.desks.redmine.links import told as relation_told
from tests.fakes.desks.redmine.saving import Body, allowed_statuses
from tests.fakes.desks.redmine.search import Query, issue_test, ordered
from tests.fakes.desks.redmine.shown import Json, Shown, ref
from tests.fakes.desks.redmine.stores import Account, File, Issue, Project, Stores

_JSON = "application/json; charset=utf-8"
_BARE = "application/json"
"""Of an answer without a body."""
_PAGE_MOST = 100
_PAGE_USUAL = 25


class AnsweredError(Exception):
    """Ends the work on a request; the first argument is the status, the second the sentences."""


@dataclass(frozen=True)
class Answer:
    """What is told."""

    status: int
    told: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    """A file, in place of something told."""


@dataclass(frozen=True)
class Write:
    """One change that was accepted, written down behind the desk's back."""

    login: str
    what: str
    """``issue``, ``edit``, ``delete``, ``time``, ``watch``, ``unwatch``, ``relate`` or ``part``."""
    body: Body
    issue: int


@dataclass
class Desk:
    """Everything that a backup holds."""

    stores: Stores = field(default_factory=Stores)
    writes: list[Write] = field(default_factory=list)


class RedmineServer:
    """The interface.

    Args:
        desk: What it keeps.
        now: Its clock.
        pause_s: How long each step of its work takes.
        url: Address of the web pages.
    """

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        pause_s: Callable[[], float] = lambda: 0.0,
        url: str = "http://127.0.0.1:1",
    ) -> None:
        self.desk = desk
        self._now = now
        self._pause_s = pause_s
        self.url = url
        self.acts = Acts(lambda: self.desk.stores, now)
        self.is_dated = False
        """Whether a server before it puts the date on answers; its own leaves it out."""

    async def serve(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        try:
            answer = await self._answer(request)
        except AnsweredError as error:
            status, said = error.args
            answer = Answer(status, said)
        return self._written(request, answer)

    async def _answer(self, request: HttpRequest) -> Answer:
        parts = urlsplit(request.url)
        who = self._who(request.headers)
        if who is None:
            raise AnsweredError(401, None)
        path = parts.path.removesuffix(".json")
        asked = request.method
        if asked == "POST":
            asked = request.headers.get("X-HTTP-Method-Override", asked)
        call = _Call(self, who, request, parse_qs(parts.query, keep_blank_values=True))
        for method, pattern, work in _ROUTES:
            found = re.fullmatch(pattern, path)
            if found is not None and method == asked:
                await self.step()
                answer: Answer = await work(call, *(unquote(one) for one in found.groups()))
                return answer
        msg = f"{request.method} {request.url}"
        raise AssertionError(msg)

    def _written(self, request: HttpRequest, answer: Answer) -> HttpResponse:
        headers = dict(answer.headers)
        if self.is_dated:
            headers["date"] = format_datetime(self._now(), usegmt=True)
        body = b"" if answer.told is None else json.dumps(answer.told, ensure_ascii=False).encode()
        if answer.content is not None:
            return HttpResponse(answer.status, headers, answer.content)
        if answer.status == 401:
            headers["www-authenticate"] = 'Basic realm="Redmine API"'
        if answer.status in {200, 201}:
            headers["etag"] = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
            if request.headers.get("If-None-Match") == headers["etag"]:
                return HttpResponse(304, headers, b"")
        if answer.status != 204:
            headers["content-type"] = _JSON if body else _BARE
        return HttpResponse(answer.status, headers, body)

    def _who(self, headers: Mapping[str, str]) -> Account | None:
        accounts = [one for one in self.desk.stores.accounts.values() if not one.is_group]
        key = headers.get("X-Redmine-API-Key", "")
        if key:
            return next((one for one in accounts if one.key == key), None)
        way, _, proof = headers.get("Authorization", "").partition(" ")
        if way != "Basic":
            return None
        login, _, password = base64.b64decode(proof).decode().partition(":")
        known = (one for one in accounts if one.login == login and one.password == password)
        return next(known, None) if password else None

    async def step(self) -> None:
        """Work for a moment, during which others are served."""
        await asyncio.sleep(self._pause_s())


class _Call:
    """One request of one person."""

    def __init__(
        self, server: RedmineServer, who: Account, request: HttpRequest, query: Query
    ) -> None:
        self._server = server
        self._who = who
        self._request = request
        self._query = query

    @property
    def _stores(self) -> Stores:
        return self._server.desk.stores

    @property
    def _shown(self) -> Shown:
        return Shown(self._stores, self._server.url, self._who)

    @property
    def _acts(self) -> Acts:
        return self._server.acts

    def _body(self, name: str) -> Body:
        assert self._request.headers.get("Content-Type") == "application/json"
        found: Body = json.loads(self._request.body)[name]
        return found

    # --- people, places and lists to choose from ------------------------------------------------

    async def me(self) -> Answer:
        told = self._shown.user(self._who)
        if "memberships" in self._included():
            told["memberships"] = self._shown.memberships(self._who)
        return Answer(200, {"user": told})

    async def user(self, number: str) -> Answer:
        account = self._stores.accounts.get(int(number))
        if account is None or account.is_group:
            raise AnsweredError(404, None)
        return Answer(200, {"user": self._shown.user(account)})

    async def role(self, number: str) -> Answer:
        role = self._stores.roles.get(int(number))
        if role is None:
            raise AnsweredError(404, None)
        return Answer(200, {"role": self._shown.role(role)})

    async def projects(self) -> Answer:
        found = sorted(self._stores.projects.values(), key=lambda one: one.name)
        some = [one for one in found if self._stores.sees_project(self._who, one.number)]
        return self._page("projects", some, lambda one: self._project(one, alone=False))

    async def project(self, number: str) -> Answer:
        one = self._seen_project(int(number))
        return Answer(200, {"project": self._project(one, alone=True)})

    def _project(self, one: Project, *, alone: bool) -> Json:
        more: Json = {}
        if "time_entry_activities" in self._included():
            found = self._stores.activities.values()
            more["time_entry_activities"] = [ref(each) for each in found]
        if "issue_custom_fields" in self._included():
            # Only those that it does not share with all others are named.
            more["issue_custom_fields"] = []
        return self._shown.project(one, more, alone=alone)

    async def wiki_index(self, project: str) -> Answer:
        self._seen_project(int(project))
        pages = sorted(self._stores.pages.get(int(project), ()), key=lambda one: one.title)
        return Answer(200, {"wiki_pages": [self._shown.in_index(one) for one in pages]})

    async def wiki_page(self, project: str, title: str) -> Answer:
        self._seen_project(int(project))
        for one in self._stores.pages.get(int(project), ()):
            if one.title == title:
                return Answer(200, {"wiki_page": self._shown.page(one)})
        raise AnsweredError(404, None)

    async def members(self, project: str) -> Answer:
        one = self._seen_project(int(project))
        return self._page("memberships", self._shown.members(one.number), lambda each: each)

    async def statuses(self) -> Answer:
        told = [self._shown.status(one) for one in sorted(self._stores.statuses)]
        return Answer(200, {"issue_statuses": told})

    async def trackers(self) -> Answer:
        told = [self._shown.tracker(one) for one in self._stores.trackers.values()]
        return Answer(200, {"trackers": told})

    async def priorities(self) -> Answer:
        told = [
            {**ref(one), "is_default": one.marked, "active": True}
            for one in self._stores.priorities.values()
        ]
        return Answer(200, {"issue_priorities": told})

    async def custom_fields(self) -> Answer:
        if not self._who.admin:
            raise AnsweredError(403, None)
        told = [self._shown.custom_field(one) for one in self._stores.custom_fields.values()]
        return Answer(200, {"custom_fields": told})

    # --- issues ---------------------------------------------------------------------------------

    async def issues(self) -> Answer:
        fits = issue_test(self._query, self._stores, self._who)
        some = [
            one
            for one in self._stores.issues.values()
            if self._stores.sees(self._who, one) and fits(one)
        ]
        show = self._shown.linked if "relations" in self._included() else self._shown.issue
        return self._page("issues", ordered(some, self._query["sort"][0]), show)

    async def issue(self, number: str) -> Answer:
        one = self._seen(int(number))
        shown, stores, included = self._shown, self._stores, self._included()
        told = shown.issue(one)
        if "relations" in included and (relations := shown.relations(one)):
            told["relations"] = relations
        if "children" in included and (children := shown.children(one)):
            told["children"] = children
        if "attachments" in included:
            told["attachments"] = [shown.file(each) for each in stores.files_of(one.number)]
        if "journals" in included:
            told["journals"] = shown.journals(one)
        if "watchers" in included and stores.may(self._who, "view_issue_watchers", one.project):
            told["watchers"] = shown.people(one.watchers)
        if "allowed_statuses" in included:
            allowed = allowed_statuses(stores, one)
            told["allowed_statuses"] = [shown.status(each) for each in allowed]
        return Answer(200, {"issue": told})

    async def create(self) -> Answer:
        body = self._body("issue")
        with _refusals():
            draft = self._acts.begin_new(self._who, body)
            await self._server.step()
            made = self._acts.commit(draft)
        self._log("issue", body, made.number)
        told = {"issue": self._shown.issue(made, with_time=False)}
        await self._server.step()
        return Answer(201, told, {"location": f"{self._server.url}/issues/{made.number}"})

    async def change(self, number: str) -> Answer:
        body = self._body("issue")
        with _refusals():
            draft = self._acts.begin_edit(self._who, self._seen(int(number)), body)
            # Whoever comes now has looked at the same issue.
            await self._server.step()
            self._acts.commit(draft)
        self._log("edit", body, int(number))
        await self._server.step()
        return Answer(204)

    async def delete(self, number: str) -> Answer:
        issue = self._seen(int(number))
        if not self._stores.may(self._who, "delete_issues", issue.project):
            raise AnsweredError(403, None)
        await self._server.step()
        if issue.number in self._stores.issues:
            self._acts.delete(issue.number, self._who)
            self._log("delete", {}, issue.number)
        await self._server.step()
        return Answer(204)

    # --- links between them ---------------------------------------------------------------------

    async def relate(self, number: str) -> Answer:
        body = self._body("relation")
        await self._server.step()
        issue = self._stores.issues.get(int(number))
        if issue is None:
            raise AnsweredError(404, None)
        with _refusals():
            made = self._acts.relate(self._who, issue, body)
        self._log("relate", body, issue.number)
        await self._server.step()
        headers = {"location": f"{self._server.url}/relations/{made.number}"}
        return Answer(201, {"relation": relation_told(made)}, headers)

    async def part(self, number: str) -> Answer:
        await self._server.step()
        with _refusals():
            gone = self._acts.part(self._who, int(number))
        self._log("part", {}, gone.first)
        await self._server.step()
        return Answer(204)

    # --- beside them ----------------------------------------------------------------------------

    async def watch(self, number: str) -> Answer:
        person = int(json.loads(self._request.body)["user_id"])
        await self._server.step()
        issue = self._watched(int(number), "add_issue_watchers")
        self._acts.watch(issue, person)
        self._log("watch", {"user_id": person}, issue.number)
        await self._server.step()
        return Answer(204)

    async def unwatch(self, number: str, person: str) -> Answer:
        await self._server.step()
        issue = self._watched(int(number), "delete_issue_watchers")
        with _refusals():
            self._acts.unwatch(issue, int(person))
        self._log("unwatch", {"user_id": int(person)}, issue.number)
        await self._server.step()
        return Answer(204)

    def _watched(self, number: int, right: str) -> Issue:
        """Find an issue; one that is not there is refused like a hidden one."""
        issue = self._stores.issues.get(number)
        if issue is None or not self._stores.sees(self._who, issue):
            raise AnsweredError(403, None)
        if not self._stores.may(self._who, right, issue.project):
            raise AnsweredError(403, None)
        return issue

    async def times(self) -> Answer:
        issue, user = int(self._query["issue_id"][0]), int(self._query["user_id"][0])
        there = self._stores.issues.get(issue)
        some = [
            one
            for one in self._stores.times.values()
            if (one.issue, one.user) == (issue, user)
            and there is not None
            and self._stores.sees(self._who, there)
            and self._stores.may(self._who, "view_time_entries", there.project)
        ]
        some.sort(key=lambda one: (one.day, one.number), reverse=True)
        return self._page("time_entries", some, self._shown.time_entry)

    async def book(self) -> Answer:
        body = self._body("time_entry")
        await self._server.step()
        with _refusals():
            made = self._acts.book(self._who, body)
        self._log("time", body, made.issue)
        told = {"time_entry": self._shown.time_entry(made)}
        await self._server.step()
        return Answer(201, told, {"location": f"{self._server.url}/time_entries/{made.number}"})

    async def upload(self) -> Answer:
        assert self._request.headers.get("Content-Type") == "application/octet-stream"
        file = self._acts.upload(self._who, self._query["filename"][0], self._request.body)
        token = f"{file.number}.{file.digest}"
        return Answer(201, {"upload": {"id": file.number, "token": token}})

    async def file(self, number: str) -> Answer:
        return Answer(200, {"attachment": self._shown.file(self._seen_file(int(number)))})

    async def download(self, number: str, name: str) -> Answer:
        del name
        file = self._seen_file(int(number))
        headers = {"content-type": file.type, "content-disposition": "attachment"}
        return Answer(200, None, headers, file.content)

    # --- who sees what --------------------------------------------------------------------------

    def _seen(self, number: int) -> Issue:
        issue = self._stores.issues.get(number)
        if issue is None:
            raise AnsweredError(404, None)
        if not self._stores.sees(self._who, issue):
            raise AnsweredError(403, None)
        return issue

    def _seen_project(self, number: int) -> Project:
        project = self._stores.projects.get(number)
        if project is None:
            raise AnsweredError(404, None)
        if not self._stores.sees_project(self._who, number):
            raise AnsweredError(403, None)
        return project

    def _seen_file(self, number: int) -> File:
        file = self._stores.files.get(number)
        if file is None or file.issue in self._stores.deleted:
            raise AnsweredError(404, None)
        if file.issue:
            self._seen(file.issue)
        elif file.author != self._who.number:
            raise AnsweredError(403, None)
        return file

    def _included(self) -> frozenset[str]:
        return frozenset(",".join(self._query.get("include", ())).split(","))

    def _log(self, what: str, body: Body, issue: int) -> None:
        self._server.desk.writes.append(Write(self._who.login, what, body, issue))

    def _page(self, name: str, some: Sequence[Any], show: Callable[[Any], Json]) -> Answer:
        limit = min(int(self._query.get("limit", [str(_PAGE_USUAL)])[0]), _PAGE_MOST)
        offset = int(self._query.get("offset", ["0"])[0])
        told = [show(one) for one in some[offset : offset + limit]]
        page = {name: told, "total_count": len(some), "offset": offset, "limit": limit}
        return Answer(200, page)


@contextmanager
def _refusals() -> Iterator[None]:
    """Answer what is refused."""
    try:
        yield
    except RefusedActError as refusal:
        status, said = refusal.args
        told: Json | None = {"errors": list(said)} if status == 422 else None
        if status == 404 and said:
            told = {"status": status, "error": said[0]}
        raise AnsweredError(status, told) from refusal


_ROUTES: Sequence[tuple[str, str, Any]] = (
    ("GET", r"/users/current", _Call.me),
    ("GET", r"/users/(\d+)", _Call.user),
    ("GET", r"/roles/(\d+)", _Call.role),
    ("GET", r"/projects", _Call.projects),
    ("GET", r"/projects/(\d+)", _Call.project),
    ("GET", r"/projects/(\d+)/memberships", _Call.members),
    ("GET", r"/projects/(\d+)/wiki/index", _Call.wiki_index),
    ("GET", r"/projects/(\d+)/wiki/([^/]+)", _Call.wiki_page),
    ("GET", r"/issue_statuses", _Call.statuses),
    ("GET", r"/trackers", _Call.trackers),
    ("GET", r"/enumerations/issue_priorities", _Call.priorities),
    ("GET", r"/custom_fields", _Call.custom_fields),
    ("GET", r"/issues", _Call.issues),
    ("GET", r"/issues/(\d+)", _Call.issue),
    ("GET", r"/time_entries", _Call.times),
    ("GET", r"/attachments/(\d+)", _Call.file),
    ("GET", r"/attachments/download/(\d+)/([^/]*)", _Call.download),
    ("POST", r"/issues", _Call.create),
    ("POST", r"/issues/(\d+)/watchers", _Call.watch),
    ("POST", r"/issues/(\d+)/relations", _Call.relate),
    ("POST", r"/time_entries", _Call.book),
    ("POST", r"/uploads", _Call.upload),
    ("PUT", r"/issues/(\d+)", _Call.change),
    ("DELETE", r"/issues/(\d+)", _Call.delete),
    ("DELETE", r"/relations/(\d+)", _Call.part),
    ("DELETE", r"/issues/(\d+)/watchers/(\d+)", _Call.unwatch),
)
