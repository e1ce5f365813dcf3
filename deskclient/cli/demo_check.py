"""``deskclient demo --headless-check``: the whole way from sign-in to a synced list, no window."""

import threading

from deskclient.cli.say import complain, say
from deskclient.domain.events import Event, SyncStatus
from deskclient.domain.query import ListQuery
from deskclient.services.api import Desk
from deskclient.services.program import Program

SYNC_S = 180.0
_KINDS = ("ticket", "entry", "attachment", "person", "queue")


def check_demo(program: Program, profile_id: str) -> int:
    """Open the profile, sync once, print how many records are here; 1 if that takes too long."""
    desk = program.profiles.open(profile_id)
    try:
        if not _synced(desk):
            status = desk.sync.status()
            complain(f"no complete sync: {status.link.value} {status.title} {status.detail}")
            return 1
        counts = _counted(desk)
        say(" ".join(f"{kind}={counts.get(kind, 0)}" for kind in _KINDS))
        return 0 if counts.get("ticket") else 1
    finally:
        desk.close()


def _synced(desk: Desk) -> bool:
    done = threading.Event()

    def hear(event: Event) -> None:
        if isinstance(event, SyncStatus) and event.last_sync:
            done.set()

    desk.listen(hear)
    desk.start_engine().result()
    if desk.sync.status().last_sync:
        done.set()
    return done.wait(SYNC_S)


def _counted(desk: Desk) -> dict[str, int]:
    found: dict[str, int] = {}
    done = threading.Event()

    def take(counts: object) -> None:
        if isinstance(counts, dict):
            found.update(counts)
        done.set()

    desk.reads.counts({kind: ListQuery(kind, sort="-created_at") for kind in _KINDS}, take)
    done.wait(SYNC_S)
    return found
