"""What every real desk is filled with: the stories of the demo desk, in words any desk has."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from deskclient.server.demo.build import build_demo
from deskclient.server.demo.hostile import HOSTILE_MAILS
from deskclient.server.demo.tickets import Story
from deskclient.server.demo.world import World

_SEED = 5
_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_MESSAGES_MOST = 4
_DEEPEST = 400
"""Mails nested deeper than this take a desk's own HTML converter minutes."""


class SeedFile(Struct, frozen=True):
    """One attachment; ``content`` in base64."""

    name: str
    media_type: str
    content: str


class SeedMessage(Struct, frozen=True):
    """One message of a conversation; authors are e-mail addresses."""

    author: str
    kind: str
    """``message``, ``reply`` or ``note``."""
    body: str
    html: bool
    files: tuple[SeedFile, ...] = ()


class SeedTicket(Struct, frozen=True):
    """One ticket; statuses and priorities are the demo desk's."""

    queue: str
    subject: str
    requester: str
    owner: str
    status: str
    priority: str
    minutes: int
    tags: tuple[str, ...]
    messages: tuple[SeedMessage, ...]


class SeedPerson(Struct, frozen=True):
    """Somebody the desk knows; agents have a login."""

    email: str
    name: str
    organisation: str
    login: str = ""


class Seed(Struct, frozen=True):
    """A whole desk."""

    queues: tuple[str, ...]
    people: tuple[SeedPerson, ...]
    tickets: tuple[SeedTicket, ...]


def tell_seed(tickets: int) -> Seed:
    """Make a desk of ``tickets`` tickets; the same each time."""
    demo = build_demo(_SEED, tickets, _NOW)
    names = {record.id: str(record.doc.get("name", "")) for record in demo.world.records}
    people = _people(demo.world, names)
    told = tuple(_ticket(story, names, people) for story in demo.stories)
    queues = tuple(names[one] for one in demo.world.queues.values())
    return Seed(queues, tuple(people.values()), told)


def write_seed(seed: Seed, path: Path) -> None:
    """Write it for a desk's own loader."""
    path.write_text(json.dumps(msgspec.to_builtins(seed), ensure_ascii=False), "utf-8")


def _people(world: World, names: dict[str, str]) -> dict[str, SeedPerson]:
    logins = {user.person_id: user.login for user in world.users}
    return {
        record.id: SeedPerson(
            email=str(record.doc.get("email", "")),
            name=names[record.id],
            organisation=names.get(str(record.doc.get("organisation", "")), ""),
            login=logins.get(record.id, ""),
        )
        for record in world.records
        if record.kind == "person"
    }


def _ticket(story: Story, names: dict[str, str], people: dict[str, SeedPerson]) -> SeedTicket:
    doc = next(one.doc for one in story.records if one.kind == "ticket")
    entries = [one for one in story.records if one.kind == "entry" and one.doc["type"] != "event"]

    def email(person: object) -> str:
        known = people.get(str(person))
        return "" if known is None else known.email

    def files(entry: str) -> tuple[SeedFile, ...]:
        return tuple(
            SeedFile(
                name=str(one.doc["name"]),
                media_type=str(one.doc.get("media_type") or "application/octet-stream"),
                content=base64.b64encode(story.files[str(one.doc["sha256"])]).decode(),
            )
            for one in story.records
            if one.kind == "attachment" and one.doc["entry"] == entry
        )

    tags = doc.get("tags")
    minutes = doc.get("minutes_spent")
    return SeedTicket(
        queue=names[str(doc["queue"])],
        subject=str(doc["subject"]),
        requester=email(doc["requester"]),
        owner=email(doc.get("owner")),
        status=str(doc["status"]),
        priority=str(doc["priority"]),
        minutes=minutes if isinstance(minutes, int) else 0,
        tags=tuple(str(one) for one in tags) if isinstance(tags, list) else (),
        messages=tuple(
            SeedMessage(
                author=email(one.doc.get("author")),
                kind=str(one.doc["type"]),
                body=_bearable(str(one.doc["body"])),
                html=one.doc.get("body_format") == "html",
                files=files(one.id),
            )
            for one in entries[:_MESSAGES_MOST]
        ),
    )


def _bearable(body: str) -> str:
    if body.count("<div>") <= _DEEPEST:
        return body
    return next(one for one in HOSTILE_MAILS if "<form" in one)
