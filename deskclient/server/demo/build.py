"""The whole demo desk from one seed."""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import resources

from deskclient.domain.clock import SeededRandomness
from deskclient.domain.fields import Value
from deskclient.domain.ids import IdMaker
from deskclient.domain.times import to_text
from deskclient.server.demo.library import tell_library
from deskclient.server.demo.stories import load_books
from deskclient.server.demo.tickets import Story, spread_moments, tell_tickets
from deskclient.server.demo.world import SeedRecord, World, build_world


@dataclass(frozen=True, slots=True)
class Demo:
    """A desk ready to be loaded: its order first, then the stories one by one."""

    world: World
    stories: Iterator[Story]


class _SetClock:
    """A clock that stands where it is put, so that ids tell the age of their records."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def steady_s(self) -> float:
        return self.moment.timestamp()


def build_demo(seed: int, tickets: int, now: datetime) -> Demo:
    """Make a desk of ``tickets`` tickets that happened in the year before ``now``."""
    rng = random.Random(seed)  # noqa: S311 - a story, not a secret
    clock = _SetClock(now - timedelta(days=400))
    maker = IdMaker(clock, SeededRandomness(seed))
    world = build_world(maker.new, rng, to_text(clock.moment))
    world = replace(world, records=(*world.records, *_personal(world, maker, clock)))

    # With chances of its own: the stories stay as they are, whatever there is to look up.
    aside = random.Random(seed)  # noqa: S311 - as above
    library = tell_library(world, aside, now, _id_maker(clock, aside))
    world = replace(world, records=(*world.records, *library))
    moments = spread_moments(rng, tickets, now)
    return Demo(world, tell_tickets(world, load_books(), rng, moments, _id_maker(clock, rng)))


def _id_maker(clock: _SetClock, rng: random.Random) -> Callable[[datetime], str]:
    def new_id(moment: datetime) -> str:
        clock.moment = moment
        return IdMaker(clock, SeededRandomness(rng.getrandbits(64))).new()

    return new_id


def _personal(world: World, maker: IdMaker, clock: _SetClock) -> list[SeedRecord]:
    stamp = to_text(clock.moment)
    common: dict[str, Value] = {
        "owner": world.agents[0][0],
        "shared": True,
        "created_at": stamp,
        "updated_at": stamp,
    }
    folder = resources.files("deskclient.server.demo")
    raw = tomllib.loads((folder / "personal.toml").read_text("utf-8"))
    views = [{**view, "position": at} for at, view in enumerate(raw["views"])]
    docs = [("saved_view", one) for one in views]
    docs += [("reply_template", one) for one in raw["templates"]]
    return [SeedRecord(kind, maker.new(), {**doc, **common}) for kind, doc in docs]
