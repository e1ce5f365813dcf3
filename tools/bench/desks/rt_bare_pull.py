"""The floor of a first pull from Request Tracker: the cheapest requests, over two lines, no stores.

Measured on RT 5.0.3 with SQLite, for each hundred: tickets without custom fields 0.5 s, with 18 of
them 3.2 s; transactions 0.3 s; message parts 0.2 s by one search, 3.3 s ticket by ticket. So custom
fields are asked of those tickets alone that a search finds to have any, and one of each queue.
"""

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tools.bench.desks.declared import Pulled
from tools.desks.agent import Proof
from tools.desks.request_tracker.calls import RtCalls

_LINES = 2
_PAGE = 100
_TICKET = (
    "Subject,Status,Queue,Owner,Requestor,Cc,AdminCc,Priority,TimeWorked,Created,LastUpdated,Due,"
    "Resolved"
)
_TRANSACTION = "Type,ObjectId,Field,OldValue,NewValue,Data,Creator,Created,TimeTaken"
_EVENTS = "ObjectType='RT::Ticket' AND Type != 'EmailRecord' AND Type != 'CommentEmailRecord'"
_SPOKEN = {"Create", "Correspond", "Comment"}
_NO_ENTRY = {"SystemError", "Forward Transaction", "SetWatcher"}
"""What RT notes for itself beside its mails."""
_WORDS = "ContentType,Filename,TransactionId,Content"
_FILE = "ContentType,Filename,ContentLength,TransactionId,Created,Headers"
_TEXTS = [
    {"field": "Filename", "operator": "IS", "value": "NULL"},
    {"field": "ContentType", "operator": "STARTSWITH", "value": "text/"},
    {"field": "ContentType", "operator": "STARTSWITH", "value": "multipart/"},
]
_USER = "Name,RealName,EmailAddress,Organization,Privileged,Disabled,Created,LastUpdated"


def bare_pull(url: str, proof: Proof) -> Pulled:
    """Fetch people, queues, tickets, histories, words and what is told of files."""
    pull = _Pull(RtCalls(url, proof))
    with ThreadPoolExecutor(_LINES) as lines:
        work = [lines.submit(pull.run) for _ in range(_LINES)]
        for one in work:
            one.result()
    return Pulled(pull.tickets, pull.messages, pull.entries, pull.wire.requests)


class _Pull:
    """What both lines work on."""

    def __init__(self, wire: RtCalls) -> None:
        self.wire = wire
        self.tickets = self.messages = self.entries = 0
        self._lock = threading.Lock()
        self._before = 0
        self._over = False
        self._people_wanted = True
        self._fields: dict[str, list[str]] = {}

    def run(self) -> None:
        """Work until nothing is left."""
        with self._lock:
            mine, self._people_wanted = self._people_wanted, False
        if mine:
            self._people()
        while page := self._next():
            told = self._transactions(page)
            self._custom_fields(page)
            spoken = [one["id"] for one in told if one["Type"] in _SPOKEN]
            words = [one for at in _steps(spoken) for one in self._words(spoken[at : at + _PAGE])]
            holders = {_event_of(one) for one in words if one["ContentType"].startswith("multi")}
            silent = {str(one) for one in spoken} - {_event_of(one) for one in words}
            self._parts(sorted({*holders, *silent}), [], _FILE)
            with self._lock:
                self.tickets += len(page)
                self.messages += len(spoken)
                self.entries += len([one for one in told if one["Type"] not in _NO_ENTRY])

    def _people(self) -> None:
        self.wire.items("/queues/all", {"per_page": "100", "fields": "Name,Description,Disabled"})
        page, found = 1, [None] * _PAGE
        every = json.dumps([{"field": "id", "operator": ">", "value": "0"}])
        while len(found) == _PAGE:
            query = {"query": every, "per_page": "100", "page": str(page), "fields": _USER}
            found, page = self.wire.items("/users", {**query, "orderby": "id"}), page + 1

    def _next(self) -> list[Any]:
        """List the next page of tickets; the other line waits, or is busy with another page."""
        with self._lock:
            if self._over:
                return []
            older = f" AND id < {self._before}" if self._before else ""
            found = self._listed("/tickets", f"id > 0{older}", _TICKET, "DESC")
            self._over = len(found) < _PAGE
            self._before = int(found[-1]["id"]) if found else 0
            return found

    def _listed(self, path: str, sql: str, fields: str, order: str = "ASC") -> list[Any]:
        query = {"query": sql, "orderby": "id", "order": order, "per_page": "100"}
        return self.wire.items(path, {**query, "fields": fields})

    def _transactions(self, tickets: Sequence[Any]) -> list[Any]:
        these = " OR ".join(f"ObjectId = {one['id']}" for one in tickets)
        found: list[Any] = []
        while True:
            after = found[-1]["id"] if found else 0
            sql = f"{_EVENTS} AND ({these}) AND id > {after}"
            page = self._listed("/transactions", sql, _TRANSACTION)
            found += page
            if len(page) < _PAGE:
                return found

    def _custom_fields(self, tickets: Sequence[Any]) -> None:
        new = {str(one["Queue"]["id"]): str(one["id"]) for one in tickets}
        wanted = [one for queue, one in new.items() if queue not in self._fields]
        if wanted:
            sql = " OR ".join(f"id = {one}" for one in wanted)
            by_id = {str(one["id"]): one for one in self._listed("/tickets", sql, "CustomFields")}
            for queue, one in new.items():
                if one in by_id:
                    told = by_id[one].get("CustomFields") or []
                    self._fields[queue] = [str(field["id"]) for field in told]
        names = sorted({name for queue in new for name in self._fields.get(queue, ())})
        if names:
            have = " OR ".join(f"CF.{{{name}}} IS NOT NULL" for name in names)
            these = " OR ".join(f"id = {one['id']}" for one in tickets)
            self._listed("/tickets", f"({these}) AND ({have})", "CustomFields")

    def _words(self, events: Sequence[str]) -> list[Any]:
        return self._parts(events, _TEXTS, _WORDS)

    def _parts(self, events: Sequence[str], more: Sequence[Any], fields: str) -> list[Any]:
        found: list[Any] = []
        page = [None] * _PAGE
        while events and len(page) == _PAGE:
            after = int(found[-1]["id"]) if found else 0
            search = [
                {"field": "TransactionId", "operator": "IN", "value": [int(one) for one in events]},
                {"field": "id", "operator": ">", "value": after},
                *more,
            ]
            page = self._listed("/attachments", json.dumps(search), fields)
            found += page
        return found


def _event_of(part: Any) -> str:
    owner = part["TransactionId"]
    return str(owner["id"] if isinstance(owner, dict) else owner)


def _steps(some: Sequence[Any]) -> range:
    return range(0, len(some), _PAGE)
