"""Calling a desk in process, without sockets, and writing operations shortly."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from litestar import Litestar

from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.ids import IdMaker
from tests.server.service import PASSWORD, MiniDesk

IDS = IdMaker(SystemClock(), SystemRandomness())


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


async def ask(
    app: Litestar,
    method: str,
    path: str,
    query: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Answer:
    """Send one request through ASGI."""
    sent: list[Any] = []
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    given = {"content-length": str(len(body)), **(headers or {})}
    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": urlencode(query or {}).encode(),
        "headers": [(k.lower().encode(), v.encode()) for k, v in given.items()],
        "client": ("127.0.0.1", 1),
        "server": ("desk", 80),
        "scheme": "http",
        "root_path": "",
    }
    await app(scope, receive, send)
    raw = b"".join(message.get("body", b"") for message in sent[1:])
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, raw)


@dataclass
class Caller:
    """Somebody signed in at a desk, in process."""

    mini: MiniDesk
    login: str = "anna"
    client_id: str = "client-1"
    token: str = ""
    refresh_token: str = ""
    cursor: str = ""
    scope: str = "mine=1;queues=*;days=0"
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """What this caller's copy of the desk holds."""

    @property
    def person_id(self) -> str:
        return self.mini.people[self.login]

    def call(
        self,
        method: str,
        path: str,
        value: Any = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        body = raw if raw is not None else (b"" if value is None else json.dumps(value).encode())
        given = dict(headers or {})
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        return asyncio.run(ask(self.mini.app, method, path, query, given, body))

    def sign_in(self, password: str = PASSWORD) -> Answer:
        asked = {
            "login": self.login,
            "password": password,
            "device": "test",
            "client_id": self.client_id,
        }
        answer = self.call("POST", "/v1/sign-in", asked)
        if answer.status == 200:
            self.token = answer.json()["access_token"]
            self.refresh_token = answer.json()["refresh_token"]
        return answer

    def push(self, *ops: dict[str, Any]) -> list[dict[str, Any]]:
        batch = {"client_id": self.client_id, "person_id": self.person_id, "ops": list(ops)}
        answer = self.call("POST", "/v1/ops", batch)
        assert answer.status == 200, answer.body
        verdicts: list[dict[str, Any]] = answer.json()["verdicts"]
        assert [one["op_id"] for one in verdicts] == [op["op_id"] for op in ops]
        return verdicts

    def pull(self, limit: int = 500) -> None:
        """Take a whole first pull."""
        page = ""
        while True:
            query = {"scope": self.scope, "page": page, "limit": limit}
            answer = self.call("GET", "/v1/snapshot", query=query)
            assert answer.status == 200, answer.body
            found = answer.json()
            self.take(found["rows"])
            self.cursor, page = found["cursor"], found["page"]
            if not page:
                return

    def changes(self, limit: int = 500) -> Answer:
        query = {"scope": self.scope, "cursor": self.cursor, "limit": limit}
        return self.call("GET", "/v1/changes", query=query)

    def follow(self, limit: int = 500) -> list[dict[str, Any]]:
        """Take the feed to its end; give the rows that came."""
        seen: list[dict[str, Any]] = []
        while True:
            answer = self.changes(limit)
            assert answer.status == 200, answer.body
            found = answer.json()
            names = [(row["kind"], row["id"]) for row in found["rows"]]
            assert len(names) == len(set(names)), "a record stands twice on a page"
            seen += found["rows"]
            self.take(found["rows"])
            self.cursor = found["next"]
            if not found["more"]:
                return seen

    def take(self, rows: list[dict[str, Any]]) -> None:
        """Keep rows as a client does: never an older version; children go with their record."""
        for row in rows:
            name = (row["kind"], row["id"])
            if row.get("op", "put") == "put":
                old = self.rows.get(name)
                if old is None or old["ver"] <= row["ver"]:
                    self.rows[name] = row
                continue
            self.rows.pop(name, None)
            for other, child in list(self.rows.items()):
                if child["doc"].get("ticket") == row["id"]:
                    del self.rows[other]

    def state(self) -> dict[tuple[str, str], int]:
        return {name: row["ver"] for name, row in self.rows.items()}

    def ids(self) -> dict[tuple[str, str], int]:
        """What the desk says is in the scope."""
        found: dict[tuple[str, str], int] = {}
        after = ""
        while True:
            query = {"scope": self.scope, "after": after, "limit": 50}
            page = self.call("GET", "/v1/ids", query=query).json()
            found |= {(kind, record_id): ver for kind, record_id, ver in page["rows"]}
            after = page["after"]
            if not after:
                return found


def create(kind: str, record_id: str = "", /, **values: object) -> dict[str, Any]:
    return {
        "op_id": IDS.new(),
        "kind": kind,
        "id": record_id or IDS.new(),
        "action": "create",
        "patch": {"set": values},
    }


def edit(
    record_id: str, base: dict[str, Any], /, kind: str = "ticket", ver: int = 0, **values: Any
) -> dict[str, Any]:
    return {
        "op_id": IDS.new(),
        "kind": kind,
        "id": record_id,
        "action": "edit",
        "patch": {"set": values},
        "base": base,
        "base_ver": ver,
    }


def remove(record_id: str, ver: int, kind: str = "ticket") -> dict[str, Any]:
    return {
        "op_id": IDS.new(),
        "kind": kind,
        "id": record_id,
        "action": "delete",
        "base_ver": ver,
    }
