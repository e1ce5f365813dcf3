"""A Request Tracker that says what a test wants, question by question."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any
from urllib.parse import unquote

import msgspec

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import by_token
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock

JSON = {"content-type": "application/json", "date": "Fri, 27 Nov 2026 12:00:00 GMT"}
PAGE = HttpResponse(200, {"content-type": "text/html"}, b"<html>Welcome to the hotel</html>")
TICKET = {
    "id": "7",
    "Subject": "Before",
    "Status": "open",
    "Queue": {"id": "3", "type": "queue"},
    "Owner": {"id": "Nobody", "type": "user"},
    "Requestor": [{"id": "ivan@rt.test", "type": "user"}],
}


def answer(body, status=200, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(status, JSON | named, msgspec.json.encode(body))


def event(number, kind, **more):
    return {
        "id": str(number),
        "Type": kind,
        "ObjectId": "7",
        "Creator": {"id": "anna", "type": "user"},
        "Created": "2026-11-27T12:00:00Z",
        **more,
    }


USER = answer({"id": 29, "Name": "anna"})
NOTHING = answer({"items": []})


class Desk:
    """Answers by method and path; the last of several answers stays."""

    def __init__(self, **routes: Any) -> None:
        self.routes: dict[str, list[HttpResponse | Exception]] = {
            "GET /ticket/7": [answer(TICKET, etag='"1194"')],
            "GET /user/29": [USER],
            "GET /transactions": [NOTHING],
            **routes,
        }
        self.asked: list[HttpRequest] = []

    def writes(self):
        return [one for one in self.asked if one.method != "GET"]

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        path = unquote(request.url.partition("/REST/2.0")[2].partition("?")[0])
        script = self.routes[f"{request.method} {path}"]
        found = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(found, Exception):
            raise found
        return found

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        raise AssertionError(request)

    async def close(self) -> None:
        pass

    async def drop_connections(self) -> None:
        pass


def adapter_at(desk):
    store = MemoryTokenStore(by_token("1-29-5fe3"))
    return RequestTrackerAdapter(desk, "https://desk.example", store, SystemClock())


def push(desk, *ops):
    return asyncio.run(adapter_at(desk).push(ops, "me"))


def find(desk, *ops):
    return asyncio.run(adapter_at(desk).find(ops))
