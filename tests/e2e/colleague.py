"""A colleague who works through the desk's API, without a client: HTTP and JSON, nothing else."""

import json
import urllib.request
from typing import Any
from urllib.parse import urlencode


class Colleague:
    """Signed in; sees the desk as it is."""

    def __init__(self, url: str, login: str, password: str) -> None:
        self._url = url
        self._token = ""
        form = {"login": login, "password": password, "device": "script", "client_id": login}
        self._token = self._call("POST", "/v1/sign-in", form)["access_token"]

    def record(self, kind: str, record_id: str) -> dict[str, Any]:
        """Read a record as the desk has it now."""
        found: dict[str, Any] = self._call("GET", f"/v1/records/{kind}/{record_id}")
        return found

    def change(self, kind: str, record_id: str, **values: object) -> None:
        """Set fields of a record, as it is now."""
        ver = self.record(kind, record_id)["ver"]
        patch = {"set": values}
        self._call("PATCH", f"/v1/records/{kind}/{record_id}", patch, {"If-Match": f'"{ver}"'})

    def thread(self, ticket: str) -> list[dict[str, Any]]:
        """Read everything that was written under a ticket."""
        rows: list[dict[str, Any]] = self._call("GET", f"/v1/tickets/{ticket}/entries")["rows"]
        return rows

    def file(self, sha256: str) -> bytes:
        """Read an attached file."""
        with self._open("GET", f"/v1/files/{sha256}") as answer:
            return bytes(answer.read())

    def tickets_called(self, subject: str) -> list[dict[str, Any]]:
        """Find all tickets with a subject, by reading everything."""
        page, found = "", []
        while True:
            query = urlencode({"scope": "mine=1;queues=*;days=0", "limit": 500, "page": page})
            answer = self._call("GET", f"/v1/snapshot?{query}")
            found += [row for row in answer["rows"] if row.get("doc", {}).get("subject") == subject]
            page = answer["page"]
            if not page:
                return found

    def _call(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Any:
        with self._open(method, path, body, headers) as answer:
            return json.loads(answer.read())

    def _open(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Any:
        request = urllib.request.Request(  # noqa: S310 - always http on loopback
            self._url + path,
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={"Content-Type": "application/json", **(headers or {})},
        )
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        return urllib.request.urlopen(request, timeout=10)  # noqa: S310
