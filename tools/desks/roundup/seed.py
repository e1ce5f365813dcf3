"""Fills a fresh tracker, named first, from the JSON file named second; prints what it made.

Runs by Roundup's own interpreter, as the user that owns the tracker. The third argument is the
password of all agents.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

from roundup import instance  # type: ignore[import-not-found]
from roundup.date import Date, Interval  # type: ignore[import-not-found]
from roundup.dehtml import dehtml  # type: ignore[import-not-found]
from roundup.password import Password  # type: ignore[import-not-found]

_ZONES = {"anna": "Europe/Moscow", "ben": "America/New_York"}
_PERSONNEL = "lena"
_STATUSES = {
    "new": "unread",
    "open": "in-progress",
    "planned": "deferred",
    "pending_customer": "need-eg",
    "pending_third_party": "chatting",
    "solved": "testing",
    "closed": "resolved",
}
_PRIORITIES = {"low": "wish", "normal": "feature", "high": "urgent", "critical": "critical"}
_DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAA"
    "AABJRU5ErkJggg=="
)
_MAILED = 150
"""Stories told with mails, and so with recipients; nobody reads them and they take long."""
_TEXT_OF = dehtml("dehtml").html2text


class Desk:
    """The tracker while it is being filled, with what it has by name."""

    def __init__(self, db: Any, seed: dict[str, Any], password: str) -> None:
        self._db = db
        self.users: dict[str, str] = {}
        self.logins: dict[str, str] = {}
        for one in seed["people"]:
            self._add_person(one, password)
        self._queues = {
            name: db.queue.create(name=name, private=name == "Personnel")
            for name in (*seed["queues"], "Учётные записи", "Personnel")
        }
        self.places = {
            name: db.place.create(name=name) for name in ("Ground", "First", "Second", "Подвал")
        }
        self._keywords: dict[str, str] = {}

    def add(self, told: dict[str, Any], **more: Any) -> str:
        """Let an issue come, be talked about and end as the story has it; gives its id."""
        first, *rest = told["messages"]
        message = self._message(first)
        issue: str = self._db.issue.create(
            title=told["subject"], queue=self._queues[told["queue"]], **message
        )
        for one in rest:
            message = self._message(one)
            for name in message:
                message[name] = [*self._db.issue.get(issue, name), *message[name]]
            self._db.issue.set(issue, **message)
        self._db.setCurrentUser("admin")
        values = {
            "status": self._db.status.lookup(_STATUSES[told["status"]]),
            "priority": self._db.priority.lookup(_PRIORITIES[told["priority"]]),
            "assignedto": self.users.get(told["owner"]),
            "keyword": [self._keyword(name) for name in told["tags"]],
            **more,
        }
        if told["minutes"]:
            hours, minutes = divmod(told["minutes"], 60)
            values["effort"] = Interval(f"{hours}:{minutes:02}")
        self._db.issue.set(issue, **values)
        return issue

    def _add_person(self, one: dict[str, Any], password: str) -> None:
        login = one["login"]
        values = {
            "address": one["email"],
            "realname": one["name"],
            "organisation": one["organisation"],
            "roles": "User,Personnel" if login == _PERSONNEL else "User",
            "timezone": _ZONES.get(login, "UTC"),
        }
        if login == "admin":
            values["roles"] = "Admin"
            user = self._db.user.lookup(login)
            self._db.user.set(user, **values)
        elif login:
            values["password"] = Password(password, config=self._db.config)
            user = self._db.user.create(username=login, **values)
        else:
            user = self._db.user.create(username=one["email"], **{**values, "roles": "Requester"})
        self.users[one["email"]] = user
        if login:
            self.logins[login] = user

    def _keyword(self, name: str) -> str:
        if name not in self._keywords:
            self._keywords[name] = self._db.keyword.create(name=name)
        return self._keywords[name]

    def _message(self, told: dict[str, Any]) -> dict[str, list[str]]:
        """Make a message by its author's hand, in the manner of Roundup's mail gateway.

        A message is plain text there: what came as HTML lies next to it as a file without a name
        of its own. There are no internal notes: everybody on the nosy list gets everything.
        """
        author = self.users[told["author"]]
        self._db.setCurrentUser(self._db.user.get(author, "username"))
        body = told["body"]
        files = []
        if told["html"]:
            files.append(
                self._db.file.create(name="unnamed", type="text/html", content=body.encode())
            )
            body = _TEXT_OF(body)
        files += [
            self._db.file.create(
                name=one["name"],
                type=one["media_type"],
                content=base64.b64decode(one["content"]),
            )
            for one in told.get("files", ())
        ]
        message = self._db.msg.create(author=author, date=Date("."), content=body, files=files)
        return {"messages": [message], "files": files}


def add_landmarks(desk: Desk, db: Any, requester: str) -> dict[str, str]:
    """Add the issues that are there for a reason; gives their ids by name."""

    def add(
        subject: str,
        body: str,
        *,
        queue: str = "Workplace",
        files: tuple[Any, ...] = (),
        **more: Any,
    ) -> str:
        html = body.startswith("<")
        message = {"author": requester, "html": html, "body": body, "files": files}
        told = {
            "subject": subject,
            "queue": queue,
            "messages": [message],
            "owner": "",
            "status": "open",
            "priority": "normal",
            "tags": [],
            "minutes": 0,
        }
        return desk.add(told, **more)

    log = base64.b64encode(b"All work and no play. " * 476_626).decode()
    survivor = add("The first report of the matter", "The first report of the matter.")
    made = {
        "inline": add(
            "A picture inside a mail",
            '<p>The screen shows <img src="cid:dot@roundup.test"> and nothing else.</p>',
            files=({"name": "dot.png", "media_type": "image/png", "content": _DOT},),
        ),
        "large": add(
            "Ten megabytes of log",
            "The log is attached.",
            files=({"name": "журнал.log", "media_type": "text/x-log", "content": log},),
        ),
        "typed": add(
            "All properties filled",
            "See the properties.",
            queue="Учётные записи",
            clientid="11111111-2222-4333-8444-555555555555",
            serial="SN-ж-1",
            weight=1.25,
            seats=12,
            insured=False,
            visit=Date("2026-12-01.10:30:00"),
            effort=Interval("1d 2:30"),
            place=desk.places["Подвал"],
            affected=[desk.places["First"], desk.places["Подвал"]],
        ),
        "secret": add("A salary", "Nobody else reads it.", queue="Personnel"),
        "merged": add("The same matter", "The same matter.", superseder=[survivor]),
        "survivor": survivor,
        "retired": add("Sent by mistake", "Sent by mistake."),
    }
    db.issue.retire(made["retired"])
    return made


def main() -> None:
    """Fill the tracker."""
    tracker, seed_file, password = sys.argv[1:]
    seed = json.loads(Path(seed_file).read_text("utf-8"))
    db = instance.open(tracker).open("admin")
    # Roundup writes each new id to the disk at once: most of the time of filling.
    db.commit()
    db.sql("pragma synchronous = off")
    try:
        desk = Desk(db, seed, password)
        for at, one in enumerate(seed["tickets"]):
            if at == _MAILED:
                db.issue.reactors = dict.fromkeys(db.issue.reactors, ())
            desk.add(one)
            if at % 100 == 0:
                # Roundup goes through all files of a transaction for each new one.
                db.commit()
        requester = next(one["email"] for one in seed["people"] if not one["login"])
        made = add_landmarks(desk, db, requester)
        db.commit()
    finally:
        db.close()
    print(json.dumps({**made, "logins": desk.logins, "tickets": len(seed["tickets"])}))


if __name__ == "__main__":
    main()
