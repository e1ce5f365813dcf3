"""A Roundup in memory, as far as its lists and records are read: time is what a test says."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from deskclient.backends.http import HttpRequest, HttpResponse

JSON = {"content-type": "application/json"}
SCHEMA = {
    "title": "String",
    "messages": 'Multilink to "msg"',
    "files": 'Multilink to "file"',
    "nosy": 'Multilink to "user"',
    "superseder": 'Multilink to "issue"',
    "assignedto": 'Link to "user"',
    "keyword": 'Multilink to "keyword"',
    "priority": 'Link to "priority"',
    "status": 'Link to "status"',
    "queue": 'Link to "queue"',
}


def stamp(second):
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d.%H:%M:%S")


def _type_of(told):
    kind, _, to = told.partition(" ")
    return f"&lt;roundup.hyperdb.{kind}{' ' if to else ''}{to}&gt;"


def schema_xml(schema):
    """Write what XML-RPC answers."""
    pair = "<value><array><data><value><string>{}</string></value><value><string>{}</string>"
    pairs = [
        f"{pair.format(name, _type_of(told))}</value></data></array></value>"
        for name, told in schema.items()
    ]
    return (
        "<?xml version='1.0'?><methodResponse><params><param><value><struct><member>"
        "<name>issue</name><value><array><data>" + "".join(pairs) + "</data></array></value>"
        "</member></struct></value></param></params></methodResponse>"
    ).encode()


class SmallTracker:
    """Answers as Roundup does.

    ``before_answer`` is called with each request and may change the desk.
    """

    def __init__(self, now: int) -> None:
        self.now = now
        self.schema: dict[str, str] | None = SCHEMA
        self.asked: list[HttpRequest] = []
        self.shown: dict[str, int] = {}
        """So many records of a class came with the last answer."""
        self.before_answer: Callable[[HttpRequest], object] = lambda _request: None
        self.retired: set[str] = set()
        self.hidden: set[str] = set()
        self.classes: dict[str, dict[str, dict[str, Any]]] = {
            "issue": {},
            "msg": {},
            "file": {},
            "user": {"3": {"username": "anna", "creation": "2026-01-01.00:00:00"}},
            "queue": {"1": {"name": "Network"}},
            "status": {"1": {"name": "unread", "order": 1.0}, "2": {"name": "done", "order": 2.0}},
            "priority": {"1": {"name": "urgent", "order": 1.0}},
            "keyword": {"1": {"name": "vpn"}},
        }

    def make(self, number, second, **more):
        self.classes["issue"][str(number)] = {
            "title": f"Number {number}",
            **dict.fromkeys(("messages", "files", "nosy", "superseder", "keyword"), ()),
            "assignedto": None,
            "priority": "1",
            "status": "1",
            "queue": "1",
            "creator": "3",
            "actor": "3",
            "creation": second,
            "activity": second,
            **more,
        }

    def change(self, number, second, **values):
        self.classes["issue"][str(number)] |= {"activity": second, **values}

    def say(self, number, second, text="Да"):
        name = str(len(self.classes["msg"]) + 1)
        self.classes["msg"][name] = {
            "content": text,
            "author": "3",
            "date": second,
            "files": [],
            "messageid": None,
            "type": None,
            "creation": second,
            "activity": second,
            "creator": "3",
        }
        issue = self.classes["issue"][str(number)]
        self.change(number, second, messages=[*issue["messages"], name])

    # --- the transport --------------------------------------------------------------------------

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        self.before_answer(request)
        parts = urlsplit(request.url)
        date = {"date": format_datetime(datetime.fromtimestamp(self.now, UTC), usegmt=True)}
        if parts.path == "/xmlrpc":
            if self.schema is None:
                return HttpResponse(403, {**JSON, **date}, b'{"error": {"msg": "No"}}')
            return HttpResponse(200, {"content-type": "text/xml", **date}, schema_xml(self.schema))
        _, _, _, klass, *rest = parts.path.split("/")
        status, data = 200, None
        if rest:
            status, data = self._one(klass, rest[0])
        else:
            data = {"collection": self._list(klass, parse_qsl(parts.query))}
        told = {"data": data} if status == 200 else {"error": {"status": status, "msg": "No"}}
        return HttpResponse(status, {**JSON, **date}, json.dumps(told).encode())

    async def close(self) -> None:
        pass

    async def drop_connections(self) -> None:
        pass

    def stream(self, request: HttpRequest):
        raise AssertionError(request)

    def _one(self, klass, name):
        if name not in self.classes[klass]:
            return 404, None
        if name in self.hidden:
            return 403, None
        record = self.classes[klass][name]
        linked = {
            key: {"id": value, "link": f"https://d/rest/data/{key}/{value}"}
            if key in {"status", "priority", "queue"}
            else _shown(value)
            for key, value in record.items()
        }
        return 200, {"id": name, "attributes": linked, "@etag": '"1"'}

    def _list(self, klass, query):
        asked = dict(query)
        wanted = {value for key, value in query if key == "id"}
        found = [
            (name, record)
            for name, record in self.classes[klass].items()
            if (not wanted or name in wanted)
            and (klass != "issue" or name not in self.retired | self.hidden)
            and _passes(record, asked)
        ]
        found.sort(key=lambda one: int(one[0]))
        if asked.get("@sort") == "-activity":
            found.sort(key=lambda one: (one[1]["activity"], int(one[0])), reverse=True)
        elif asked.get("@sort") == "-id":
            found.reverse()
        fields = asked.get("@fields", "").split(",")
        if asked.get("@verbose") == "2":
            fields = ["name"]
        size = int(asked.get("@page_size", "1000000"))
        self.shown[klass] = len(found[:size])
        return [
            {"id": name, "link": f"https://d/rest/data/{klass}/{name}"}
            | {one: _shown(record[one]) for one in fields if one in record}
            for name, record in found[:size]
        ]


def _shown(value):
    if isinstance(value, tuple):
        return list(value)
    is_moment = isinstance(value, int) and not isinstance(value, bool) and value > 1_000_000_000
    return stamp(value) if is_moment else value


def _passes(record, asked):
    if "username:" in asked and record.get("username") != asked["username:"]:
        return False
    if "activity" in asked:
        begin = datetime.strptime(asked["activity"], "%Y-%m-%d.%H:%M:%S%z;")
        return record["activity"] >= begin.timestamp()
    return True
