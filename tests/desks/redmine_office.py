"""People at a real Redmine: those under test, and colleagues who do things meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from typing import Any, TypeVar

import httpx
from typing_extensions import override

from deskclient.backends.port import RemoteRow
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_key, by_password
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.clock import SystemClock
from deskclient.domain.scope import Scope
from tests.desks.rt_office import CountedTransport, LossyTransport
from tests.fakes.fault_proxy import FaultProxy
from tools.desks.redmine.server import PASSWORD, Redmine

T = TypeVar("T")


class LaterClock(SystemClock):
    """The clock of this computer, which a test can set ahead instead of waiting."""

    def __init__(self) -> None:
        self._ahead_s = 0.0

    @override
    def steady_s(self) -> float:
        return super().steady_s() + self._ahead_s

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead_s += seconds


class Reading:
    """One person's adapter, and what is below it."""

    def __init__(
        self,
        url: str,
        tokens: SessionTokens,
        instance: str = "",
        line: CountedTransport | None = None,
    ) -> None:
        self.line = line or CountedTransport()
        self.clock = LaterClock()
        self.adapter = RedmineAdapter(
            self.line, url, MemoryTokenStore(tokens), self.clock, instance
        )

    async def pull(self, scope: Scope | None = None) -> tuple[Sequence[RemoteRow], str]:
        """Fetch everything, page by page; gives the place in the feed too."""
        rows: list[RemoteRow] = []
        async for page in self.pages(scope):
            rows += page
        return rows, self.cursor

    async def pages(self, scope: Scope | None = None) -> AsyncGenerator[Sequence[RemoteRow], None]:
        """Fetch everything, a page at a time."""
        token = ""
        while True:
            page = await self.adapter.snapshot(scope or Scope(), token)
            token, self.cursor = page.next_page, page.cursor
            yield page.rows
            if not token:
                return

    async def here(self) -> str:
        """Give the place in the feed, without what lies before it."""
        return (await self.adapter.snapshot(Scope(queues=()), "")).cursor

    async def news(self, cursor: str) -> tuple[Sequence[RemoteRow], str]:
        """Fetch what happened since, to the end."""
        rows: list[RemoteRow] = []
        more = True
        while more:
            page = await self.adapter.changes(Scope(), cursor, 0)
            rows += page.rows
            cursor, more = page.cursor, page.more
        return rows, cursor

    async def rest(self, cursor: str) -> str:
        """Follow the feed until nothing is left to look at again."""
        for _ in range(3):
            self.clock.pass_by(60)
            _, cursor = await self.news(cursor)
        return cursor


class RedmineOffice:
    """A running instance and who works with it."""

    def __init__(self, server: Redmine) -> None:
        self.server = server
        self.url = server.url
        self.marks = server.landmarks()

    def colleague(self, method: str, path: str, json: Any = None, login: str = "ben") -> Any:
        """Let a colleague do something through Redmine's own interface."""
        answer = httpx.request(
            method,
            f"{self.url}{path}.json",
            headers={"X-Redmine-API-Key": self.marks.tokens[login]},
            json=json,
            timeout=60,
            trust_env=False,
        )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def create(self, subject: str, login: str = "ben", **more: Any) -> int:
        """Let a colleague create an issue; gives its number."""
        issue = {"project_id": "network", "subject": subject, "description": "Seen today.", **more}
        made = self.colleague("POST", "/issues", {"issue": issue}, login)
        return int(made["issue"]["id"])

    def edit(self, issue: int, login: str = "ben", **changes: Any) -> None:
        """Let a colleague change an issue, or write a note."""
        self.colleague("PUT", f"/issues/{issue}", {"issue": changes}, login)

    def delete(self, issue: int) -> None:
        """Let the administrator delete an issue."""
        self.colleague("DELETE", f"/issues/{issue}", login="admin")

    def project(self, identifier: str) -> int:
        """Give the number of a project."""
        found = self.colleague("GET", f"/projects/{identifier}", login="admin")
        return int(found["project"]["id"])

    def person(self, login: str) -> int:
        """Give the number of a colleague."""
        return int(self.colleague("GET", "/users/current", login=login)["user"]["id"])

    def hire(self, login: str, role: str) -> None:
        """Let the administrator make somebody a member of the project Network."""
        person = {
            "login": login,
            "password": PASSWORD,
            "firstname": login.title(),
            "lastname": role,
            "mail": f"{login}@desk.example",
            "must_change_passwd": False,
        }
        made = self.colleague("POST", "/users", {"user": person}, "admin")["user"]
        roles = self.colleague("GET", "/roles", login="admin")["roles"]
        number = next(one["id"] for one in roles if one["name"] == role)
        membership = {"user_id": made["id"], "role_ids": [number]}
        path = "/projects/network/memberships"
        self.colleague("POST", path, {"membership": membership}, "admin")

    def reading(self, login: str = "anna", instance: str = "") -> Reading:
        """Give the adapter of a person who signed in by key."""
        return Reading(self.url, by_key(self.marks.tokens[login]), instance)

    def lossy(self, wire: FaultProxy, login: str = "anna") -> tuple[Reading, LossyTransport]:
        """Give an adapter behind a wire, and the hand that cuts it."""
        line = LossyTransport(wire)
        return Reading(wire.url, by_key(self.marks.tokens[login]), line=line), line

    def issue(self, issue: int | str) -> Any:
        """Give an issue with all that belongs to it, as the administrator sees it."""
        query = {"include": "journals,watchers,attachments"}
        return self._asked(f"/issues/{issue}", query)["issue"]

    def days_of_work(self, issue: str) -> list[str]:
        """Give the days for which time is booked on an issue."""
        entries = self._asked("/time_entries", {"issue_id": issue})["time_entries"]
        return [one["spent_on"] for one in entries]

    def notes(self, issue: int | str, *, private: bool = False) -> list[str]:
        """Give the texts of an issue's public notes, or of the private ones."""
        journals = self.issue(issue)["journals"]
        told = [one for one in journals if one["notes"]]
        return [one["notes"] for one in told if one["private_notes"] is private]

    def named(self, subject: str) -> list[int]:
        """Give the numbers of the issues with a subject."""
        query = {"subject": subject, "status_id": "*", "limit": "100"}
        return [one["id"] for one in self._asked("/issues", query)["issues"]]

    def _asked(self, path: str, query: dict[str, str]) -> Any:
        answer = httpx.get(
            f"{self.url}{path}.json",
            params=query,
            headers={"X-Redmine-API-Key": self.marks.tokens["admin"]},
            timeout=60,
            trust_env=False,
        )
        assert answer.is_success, answer.text
        return answer.json()

    def by_password(self, login: str, password: str = PASSWORD) -> Reading:
        """Give the adapter of a person who signed in by name and password."""
        return Reading(self.url, by_password(login, password))

    def run(self, work: Callable[[Reading], Coroutine[Any, Any, T]], reading: Reading) -> T:
        """Run with an adapter to the end."""

        async def whole() -> T:
            try:
                return await work(reading)
            finally:
                await reading.adapter.close()

        return asyncio.run(whole())
