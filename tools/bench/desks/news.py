"""…-idle and …-one-change: what polls cost, counted on the wire."""

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from deskclient.domain.ids import RecordId
from deskclient.services.api import Desk
from deskclient.sync.settings import EngineSettings
from tools.bench.client import PATIENCE_S, Ear, wait_indexed
from tools.bench.desks.client import client_at
from tools.bench.desks.declared import BenchDesk
from tools.bench.desks.kept import running_desk
from tools.bench.figure import Reading, Room, middle
from tools.bench.relay import Relay, relay_to
from tools.desks.desk import Desk as RealDesk

_TICKETS = 1000
_FEW = 40
_POLLS = 3
_CHANGES = 3


def measure_idle(kind: BenchDesk, room: Room) -> Sequence[Reading]:
    """Watch some polls while nothing happens."""
    polls = 1 if room.quick else _POLLS
    with _in_step(kind, room) as (_, _, ear, relay):
        requests, passed = relay.requests, relay.passed_bytes
        # Half a period more than it takes: polls that take their time count all the same.
        end = time.perf_counter() + (polls + 0.5) * EngineSettings().poll_s
        while time.perf_counter() < end:
            ear.wait_news(end - time.perf_counter())
        spent = (relay.requests - requests) / polls, (relay.passed_bytes - passed) / polls
    note = f"{polls} polls, both directions, headers included"
    return (
        Reading(f"{kind.name}-idle", spent[0], 0, "requests", 1, note=note),
        Reading(f"{kind.name}-idle bytes", spent[1], 0, "B", 2000, note=note),
    )


def measure_one_change(kind: BenchDesk, room: Room) -> Sequence[Reading]:
    """Let a colleague write, and count what is asked until it shows."""
    spent: list[float] = []
    with _in_step(kind, room) as (real, desk, ear, relay):
        for _ in range(1 if room.quick else _CHANGES):
            before, text = relay.requests, f"Seen at {secrets.token_hex(4)}"
            ticket = RecordId(kind.colleague_notes(real, text))
            _wait_shown(desk, ear, ticket, text)
            spent.append(relay.requests - before)
    note = f"{len(spent)} internal notes, the polls before them included"
    return [Reading(f"{kind.name}-one-change", middle(spent), 0, "requests", 3, note=note)]


@contextmanager
def _in_step(kind: BenchDesk, room: Room) -> Iterator[tuple[RealDesk, Desk, Ear, Relay]]:
    with running_desk(room, kind, _FEW if room.quick else _TICKETS) as real:
        proof = kind.proof(real)
        with (
            relay_to(real.url) as relay,
            client_at(room.folder / "watching-desk", _past(relay, real), proof) as (desk, ear),
        ):
            desk.start_engine().result()
            ear.wait_synced()
            wait_indexed(desk, ear)
            _wait_calm(ear, relay)
            yield real, desk, ear, relay


def _past(relay: Relay, real: RealDesk) -> str:
    """Give the desk's address behind the relay; some desks do not begin at the root."""
    return f"{relay.url}{urlsplit(real.url).path}"


def _wait_calm(ear: Ear, relay: Relay) -> None:
    """Wait until what follows a first sync has been asked too."""
    while True:
        before = relay.requests
        ear.wait_news(2.0)
        if relay.requests == before:
            return


def _wait_shown(desk: Desk, ear: Ear, ticket: RecordId, text: str) -> None:
    limit = time.perf_counter() + PATIENCE_S
    while not any(text in str(one.entry.doc.get("body")) for one in desk.reads.thread(ticket)):
        if time.perf_counter() > limit:
            msg = "the colleague's note did not come"
            raise TimeoutError(msg)
        ear.wait_news()
