"""Roundup, for the trials with lost answers."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from tools.desks.agent import Proof
from tools.desks.desk import Desk
from tools.desks.lost.declared import LostDesk, Message, Truth
from tools.desks.lost.plan import Deed
from tools.desks.lost.wire import Passing
from tools.desks.roundup.server import PASSWORD, Roundup

# A message that no ticket has is nowhere: nobody got it.
_MESSAGES = """
    SELECT m.id, held.nodeid, u._username FROM _msg m
    JOIN issue_messages held ON held.linkid = m.id JOIN _user u ON u.id = m._author
    WHERE m.__retired__ = 0
"""
_FILES = """
    SELECT held.nodeid, f.id, f._name FROM _file f JOIN msg_files held ON held.linkid = f.id
    WHERE f.__retired__ = 0
"""
_ISSUES = "SELECT id, _title, _status, _priority FROM _issue WHERE __retired__ = 0"
_ISSUE = re.compile(r"/data/issue/([0-9]+)\b")
_OF_A_FOLDER = 1000


def _proof(desk: Desk, login: str) -> Proof:
    del desk
    return Proof(login, PASSWORD, "password")


def _truth(desk: Desk) -> Truth:
    if not isinstance(desk, Roundup):
        raise TypeError(desk)
    folder = desk.database
    with closing(sqlite3.connect(f"file:{folder / 'db'}?mode=ro", uri=True)) as connection:
        files: dict[int, dict[str, bytes]] = {}
        for message, number, name in connection.execute(_FILES):
            files.setdefault(message, {})[name] = _content(folder, "file", number)
        messages = [
            Message(
                str(issue),
                author,
                is_note=False,
                text=_content(folder, "msg", number).decode("utf-8", "replace"),
                files=files.get(number, {}),
            )
            for number, issue, author in connection.execute(_MESSAGES)
        ]
        tickets: dict[str, Mapping[str, object]] = {
            str(number): {"subject": title, "status": str(state), "priority": str(level)}
            for number, title, state, level in connection.execute(_ISSUES)
        }
    return Truth(messages, tickets)


def _content(folder: Path, kind: str, number: int) -> bytes:
    """Read what Roundup keeps beside its database."""
    return (folder / "files" / kind / str(number // _OF_A_FOLDER) / f"{kind}{number}").read_bytes()


def _ticket_of(passing: Passing) -> str:
    found = _ISSUE.search(passing.path)
    return "" if found is None else found[1]


def _meddle(desk: Desk, ticket: str, words: str) -> None:
    """Let a colleague say the same: there are no notes."""
    parts = urlsplit(desk.url)
    headers = {
        "X-Requested-With": "rest",
        "Origin": f"{parts.scheme}://{parts.netloc}",
        "Referer": f"{desk.url}/",
    }
    proof = ("ben", PASSWORD)
    with httpx.Client(headers=headers, auth=proof, timeout=60.0, trust_env=False) as ben:

        def asked(method: str, path: str, **more: Any) -> Any:
            answer = ben.request(method, f"{desk.url}/rest/data/{path}", **more)
            return answer.raise_for_status().json()["data"]

        number = asked("GET", "user?username:=ben")["collection"][0]["id"]
        message = {"author": number, "date": ".", "content": words}
        made = asked("POST", "msg", json=message)["id"]
        version = {"If-Match": asked("GET", f"issue/{ticket}")["@etag"]}
        addition = {"@op": "add", "messages": made}
        asked("PATCH", f"issue/{ticket}", json=addition, headers=version)


def _steps(deed: Deed, files: int) -> int:
    """Count the files, the message, and what gives both to the ticket."""
    return 1 if deed is Deed.EDIT else files + 2


ROUNDUP = LostDesk(
    title="Roundup",
    at=Roundup,
    deeds=frozenset({Deed.REPLY, Deed.TWINS, Deed.CREATE, Deed.EDIT}),
    proof=_proof,
    truth=_truth,
    ticket_of=_ticket_of,
    meddle=_meddle,
    queue="Network",
    choices={"status": ("5", "8"), "priority": ("2", "5")},
    names_requester=False,
    steps=_steps,
)
