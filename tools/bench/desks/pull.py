"""…-pull: the client's whole first sync beside the fastest bare script for the same data."""

import time
from collections.abc import Sequence

from deskclient.domain.query import ListQuery
from tools.bench.client import wait_indexed
from tools.bench.desks.client import client_at
from tools.bench.desks.declared import BenchDesk, Pulled
from tools.bench.desks.kept import running_desk
from tools.bench.figure import Reading, Room, middle
from tools.desks.agent import Proof

_TICKETS = 1000
_FEW = 40
_ROUNDS = 5


def measure_pull(kind: BenchDesk, room: Room) -> Sequence[Reading]:
    """Pull by both in turn."""
    ours: list[float] = []
    floor: list[float] = []
    with running_desk(room, kind, _FEW if room.quick else _TICKETS) as desk:
        proof = kind.proof(desk)
        wanted = kind.bare_pull(desk.url, proof)  # the desk's own caches fill up
        for _ in range(1 if room.quick else _ROUNDS):
            ours.append(_first_sync(room, desk.url, proof, wanted))
            started = time.perf_counter()
            kind.bare_pull(desk.url, proof)
            floor.append(time.perf_counter() - started)
    spread = f"{min(ours):.1f} to {max(ours):.1f} s over {min(floor):.1f} to {max(floor):.1f} s"
    note = f"{wanted.tickets} tickets, {wanted.messages} messages, searchable; {spread}"
    return [Reading(f"{kind.name}-pull", middle(ours), middle(floor), "s", 1.15, note=note)]


def _first_sync(room: Room, url: str, proof: Proof, wanted: Pulled) -> float:
    with client_at(room.folder / "pulled-desk", url, proof) as (desk, ear):
        started = time.perf_counter()
        desk.start_engine().result()
        ear.wait_synced()
        wait_indexed(desk, ear)
        seconds = time.perf_counter() - started
        tickets, entries = (
            len(desk.reads.first_rows(ListQuery(kind), 10_000_000)) for kind in ("ticket", "entry")
        )
    if (tickets, entries) != (wanted.tickets, wanted.entries):
        msg = f"not the same: {tickets} tickets and {entries} entries came, {wanted} were there"
        raise RuntimeError(msg)
    return seconds
