"""Large profiles to measure on: the demo's stories told again and again under other names."""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskclient.domain.clock import SeededRandomness
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import IdMaker, RecordId, ServerId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.times import to_text
from deskclient.server.demo.build import build_demo
from deskclient.services.folders import folders_under
from deskclient.services.profile_list import Profile, ProfileList
from deskclient.storage.layout import Layout
from deskclient.storage.port import Feed, Snap
from deskclient.storage.stores import Stores, open_stores
from tools.bench.figure import Room
from tools.bench.known import KEY, PROFILE

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
PAGE = 500
_STORIES = 400
_YEAR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class SeedRow:
    """One record of the data set."""

    kind: str
    id: str
    doc: Doc


class _Clock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def steady_s(self) -> float:
        return self.moment.timestamp()


def reference_rows() -> list[SeedRow]:
    """The people, queues and so on of the demo."""
    world = build_demo(7, 1, NOW).world
    return [SeedRow(one.kind, one.id, one.doc) for one in world.records]


def ticket_rows(count: int, *, entries: bool) -> Iterator[list[SeedRow]]:
    """Tell ``count`` tickets, newest first; each alone or with its first message."""
    stories = list(build_demo(7, _STORIES, NOW).stories)
    clock, rng = _Clock(), random.Random(11)  # noqa: S311 - a data set
    maker = IdMaker(clock, SeededRandomness(11))
    for at in range(count):
        story = stories[at % _STORIES]
        clock.moment = NOW - timedelta(seconds=at * _YEAR_S / count)
        stamp, ticket_id = to_text(clock.moment), IdMaker(clock, SeededRandomness(at)).new()
        ticket = dict(story.records[0].doc)
        ticket.update(
            number=1000 + count - at,
            subject=f"{ticket['subject']} ({rng.randrange(10_000)})",
            created_at=stamp,
            updated_at=stamp,
            last_entry_at=stamp,
        )
        rows = [SeedRow("ticket", ticket_id, ticket)]
        if entries:
            message: dict[str, Value] = dict(story.records[1].doc)
            message.update(ticket=ticket_id, created_at=stamp, acted_at=stamp)
            rows.append(SeedRow("entry", maker.new(), message))
        yield rows


def home(room: Room, tickets: int, *, full: bool) -> Path:
    """Make a client's folder with a profile of that many tickets, or reuse the one made before.

    Args:
        room: Where.
        tickets: How many.
        full: With a message in each ticket, and everything in the search index; otherwise only
            what lists need.
    """
    # A cache with the columns of another version would be empty without a word.
    columns = Layout(standard_registry()).digest()[:8]
    name = f"home-{tickets}-{'full' if full else 'lists'}-{columns}"
    folders = folders_under(room.folder / name)
    root, stores_folder = folders.data.parent, folders.profiles / PROFILE
    if (root / "ready").exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    stores = open_stores(stores_folder, KEY, standard_registry())
    try:
        fill(stores, tickets, entries=full)
        while stores.cache.prepare_step():
            pass
        while full and stores.cache.index_step(PAGE):
            pass
    finally:
        stores.close()
    ProfileList(folders.profile_list, folders.profiles).put(_card())
    (root / "ready").touch()
    return root


def _card() -> Profile:
    """Sign in somebody who owns tickets, on a desk that is not there."""
    owners = {one[0].doc.get("owner") for one in ticket_rows(50, entries=False)}
    someone = next(one for one in reference_rows() if one.id in owners)
    return Profile(
        profile_id=PROFILE,
        backend="native",
        desk_url="http://127.0.0.1:9",
        desk_name="Bench",
        instance="bench",
        person_id=someone.id,
        person_name=str(someone.doc["name"]),
        login="bench",
        role="agent",
        last_used=to_text(NOW),
    )


def fill(stores: Stores, tickets: int, *, entries: bool) -> None:
    """Store the data set page by page, as a first pull would."""
    page: list[SeedRow] = reference_rows()
    for rows in ticket_rows(tickets, entries=entries):
        page += rows
        if len(page) >= PAGE:
            stores.cache.apply_page(to_snaps(page), _feed(cursor=""))
            page = []
    stores.cache.apply_page(to_snaps(page), _feed(cursor="c"))
    # The end of a first pull, which also makes the indexes of the views.
    stores.cache.end_generation(_feed(cursor="c"))


def to_snaps(rows: Sequence[SeedRow]) -> list[Snap]:
    """Make them what the desk said."""
    return [
        Snap(one.kind, RecordId(one.id), ServerId(one.id), 1, at + 1, one.doc)
        for at, one in enumerate(rows)
    ]


def _feed(cursor: str) -> Feed:
    return Feed("mine=1;queues=*;days=0", cursor, "epoch", 1, last_sync=to_text(NOW))
