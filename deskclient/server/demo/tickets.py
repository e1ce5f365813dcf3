"""A year of tickets: each a story of messages, replies, notes and changes in office hours."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from deskclient.domain.fields import Value
from deskclient.domain.kinds.ticket import priority_of
from deskclient.domain.times import to_text
from deskclient.server.demo.hostile import HOSTILE_MAILS
from deskclient.server.demo.pictures import draw_screenshot
from deskclient.server.demo.stories import Book, Scenario
from deskclient.server.demo.world import SeedRecord, World

NewId = Callable[[datetime], str]
_LEAD_SHARE = {"en": 0.1, "ru": 0.2}


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket with everything under it, and the bytes of its files by digest."""

    records: tuple[SeedRecord, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who and what a story is about."""

    scenario: Scenario
    slots: Mapping[str, str]
    requester: tuple[str, str, str, str]
    agent: tuple[str, str, int, str]

    def tell(self, text: str) -> str:
        return text.format_map(self.slots)


def tell_tickets(
    world: World,
    books: Mapping[str, Book],
    rng: random.Random,
    moments: list[datetime],
    new_id: NewId,
) -> Iterator[Story]:
    """Tell one story for each moment; numbers rise with them from 1001."""
    now = moments[-1] + timedelta(minutes=20)
    for at, born in enumerate(moments):
        cast = _choose(world, books, rng, born)
        yield _Teller(world, rng, now, new_id).tell(1001 + at, born, cast)


def spread_moments(rng: random.Random, count: int, now: datetime) -> list[datetime]:
    """Draw moments of a year up to ``now``: working days and hours mostly, denser of late."""
    moments: list[datetime] = []
    while len(moments) < count:
        age_days = 365 * rng.random() ** 1.4
        day = now - timedelta(days=age_days)
        hour = min(max(rng.gauss(11.5, 2.6), 6.0), 20.0)
        moment = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour)
        if moment < now and (moment.weekday() < 5 or rng.random() < 0.08):
            moments.append(moment)
    return sorted(moments)


def _choose(world: World, books: Mapping[str, Book], rng: random.Random, born: datetime) -> _Cast:
    requester = rng.choice(world.requesters)
    book = books[requester[3]]
    scenario = rng.choice(book.scenarios)
    same = [agent for agent in world.agents[:-1] if agent[3] == requester[3]]
    # The one who signs in to the demo has a full day.
    agent = world.agents[0] if rng.random() < _LEAD_SHARE[requester[3]] else rng.choice(same)
    slots = {
        **book.fill_slots(rng),
        "requester": requester[1],
        "first": requester[1].split()[0],
        "organisation": world.organisation_names[requester[2]],
        "agent": agent[1],
        "phone": f"555-{rng.randint(1000, 9999)}",
        "year": str(born.year),
    }
    return _Cast(scenario, slots, requester, agent)


class _Teller:
    """Writes down one ticket; lives for one story."""

    def __init__(self, world: World, rng: random.Random, now: datetime, new_id: NewId) -> None:
        self._world = world
        self._rng = rng
        self._now = now
        self._new_id = new_id
        self._entries: list[SeedRecord] = []
        self._attachments: list[SeedRecord] = []
        self._files: dict[str, bytes] = {}

    def tell(self, number: int, born: datetime, cast: _Cast) -> Story:
        """Play the story up to now and give its records."""
        ticket_id = self._new_id(born)
        doc = self._opening(number, born, cast)
        channel = str(doc["channel"])
        self._say(ticket_id, cast.requester[0], "message", self._message(cast), born, channel)
        self._maybe_attach(ticket_id, born)
        self._play(ticket_id, doc, born, cast)
        if doc["status"] not in {"solved", "closed"}:
            # What is open is mostly still in time; about one in eight is late.
            hours = self._rng.uniform(-12, 84)
            doc["due_at"] = to_text(self._now + timedelta(hours=hours))
        doc["entry_count"] = len(self._entries)
        last = self._entries[-1].doc
        doc["updated_at"] = last["acted_at"]
        doc["last_entry_at"] = last["acted_at"]
        ticket = SeedRecord("ticket", ticket_id, doc)
        return Story((ticket, *self._entries, *self._attachments), self._files)

    def _opening(self, number: int, born: datetime, cast: _Cast) -> dict[str, Value]:
        scenario = cast.scenario
        queue = self._world.queues[scenario.queue]
        return {
            "number": number,
            "subject": cast.tell(self._rng.choice(scenario.subjects)),
            "status": "new",
            "impact": scenario.impact,
            "urgency": scenario.urgency,
            "priority": self._priority(scenario),
            "request_kind": scenario.kind,
            "channel": self._rng.choice(scenario.channels),
            "queue": queue,
            "line": self._world.lines[cast.agent[2]],
            "requester": cast.requester[0],
            "organisation": cast.requester[2],
            "category": self._world.categories[scenario.category],
            "tags": sorted(scenario.tags),
            "minutes_spent": 0,
            "reopened": 0,
            "waits_for_us": True,
            "due_at": to_text(born + timedelta(hours=self._rng.choice([8, 24, 48, 72]))),
            "created_at": to_text(born),
        }

    def _priority(self, scenario: Scenario) -> str:
        computed = priority_of(scenario.impact, scenario.urgency)
        if computed == "high" and self._rng.random() < 0.1:
            return "critical"
        return computed

    def _message(self, cast: _Cast) -> str:
        if cast.scenario.hostile and self._rng.random() < 0.7:
            return self._rng.choice(HOSTILE_MAILS)
        return cast.tell(cast.scenario.message)

    def _play(self, ticket_id: str, doc: dict[str, Value], born: datetime, cast: _Cast) -> None:
        """Let the desk work until the story ends or now is reached."""
        rng, when = self._rng, born
        owner = cast.agent[0]
        when = self._step(when, 5, 240)
        if when > self._now or (self._is_fresh(born) and rng.random() < 0.4):
            return
        doc["owner"] = owner
        self._change(ticket_id, doc, owner, when, "status", "open")
        if rng.random() < 0.6:
            self._say(ticket_id, owner, "note", cast.tell(cast.scenario.note), when, "portal")
        for reply in cast.scenario.replies:
            when = self._step(when, 10, 900)
            if when > self._now:
                return
            self._say(ticket_id, owner, "reply", cast.tell(reply), when, "email")
            doc.setdefault("first_reply_at", to_text(when))
            doc["waits_for_us"] = False
            doc["minutes_spent"] = int(str(doc["minutes_spent"])) + rng.choice([5, 10, 15, 30])
        self._close(ticket_id, doc, born, when, cast)

    def _close(
        self, ticket_id: str, doc: dict[str, Value], born: datetime, when: datetime, cast: _Cast
    ) -> None:
        rng, owner = self._rng, cast.agent[0]
        when = self._step(when, 30, 2000)
        if when > self._now:
            return
        if self._is_fresh(born) and rng.random() < 0.55:
            waiting = rng.choice(["pending_customer", "pending_third_party", "planned", "open"])
            if waiting == "planned":
                doc["planned_at"] = to_text(self._now + timedelta(days=rng.randint(1, 9)))
            self._change(ticket_id, doc, owner, when, "status", waiting)
            return
        doc["resolution_code"] = cast.scenario.resolution_code
        doc["resolution"] = cast.tell(cast.scenario.resolution)
        doc["solved_at"] = to_text(when)
        self._change(ticket_id, doc, owner, when, "status", "solved")
        later = when + timedelta(days=7)
        if later < self._now:
            self._change(ticket_id, doc, owner, later, "status", "closed")

    def _is_fresh(self, born: datetime) -> bool:
        return self._now - born < timedelta(days=45)

    def _step(self, when: datetime, low: int, high: int) -> datetime:
        return when + timedelta(minutes=self._rng.randint(low, high))

    def _change(
        self,
        ticket_id: str,
        doc: dict[str, Value],
        author: str,
        when: datetime,
        field: str,
        new: str,
    ) -> None:
        row: dict[str, Value] = {"field": field, "old": doc.get(field), "new": new}
        if doc.get(field) == new:
            return
        doc[field] = new
        self._say(ticket_id, author, "event", "", when, "portal", changes=[row])

    def _say(  # noqa: PLR0913, PLR0917 - an entry has that many sides
        self,
        ticket_id: str,
        author: str,
        entry_type: str,
        body: str,
        when: datetime,
        channel: str,
        changes: list[dict[str, Value]] | None = None,
    ) -> None:
        doc: dict[str, Value] = {
            "ticket": ticket_id,
            "type": entry_type,
            "author": author,
            "channel": channel,
            "body": body,
            "body_format": "html" if body.lstrip().startswith("<") else "plain",
            "acted_at": to_text(when),
            "created_at": to_text(when),
            "ord": len(self._entries) + 1,
        }
        if changes is not None:
            doc["changes"] = changes
        self._entries.append(SeedRecord("entry", self._new_id(when), doc))

    def _maybe_attach(self, ticket_id: str, when: datetime) -> None:
        """Add a picture or a log to about one message in eight."""
        if self._rng.random() > 0.125:
            return
        if self._rng.random() < 0.7:
            content, name, media = draw_screenshot(self._rng), "screenshot.png", "image/png"
        else:
            lines = [f"{when:%H:%M:%S} adapter reset, code {self._rng.randint(1, 99)}\n"] * 40
            content, name, media = "".join(lines).encode(), "adapter.log", "text/plain"
        digest = sha256(content).hexdigest()
        self._files[digest] = content
        doc: dict[str, Value] = {
            "ticket": ticket_id,
            "entry": self._entries[-1].id,
            "name": name,
            "media_type": media,
            "size": len(content),
            "sha256": digest,
            "created_at": to_text(when),
        }
        self._attachments.append(SeedRecord("attachment", self._new_id(when), doc))
