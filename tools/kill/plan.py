"""What happens in one trial: drawn from its seed, every failpoint in turn."""

from dataclasses import dataclass
from enum import StrEnum

from tools.kill.service import places
from tools.simulate.chance import Chance


class Way(StrEnum):
    """How the client dies."""

    PLACE = "place"
    """At a named failpoint."""
    TIME = "time"
    """At any moment."""
    FIRST_START = "first_start"
    """While the stores are made."""
    BACKUP = "backup"
    """While the outbox is copied to a backup."""
    SALVAGE = "salvage"
    """While a damaged outbox is repaired."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One trial."""

    seed: str
    way: Way
    place: str = ""
    """With its passing, as the environment variable has it."""
    after_s: float = 0.0
    call: int = 0
    """The number of the file call at which the process ends."""
    after_call: bool = False
    acts: int = 6

    @property
    def name(self) -> str:
        """What is covered by this trial."""
        return self.place.partition(":")[0] if self.way is Way.PLACE else self.way.value


_REST = (Way.TIME, Way.TIME, Way.FIRST_START, Way.BACKUP, Way.SALVAGE)


def draw_plan(seed: int, number: int) -> Plan:
    """Draw trial ``number``: two of three at a named place, in turn, the rest in other ways."""
    chance = Chance(f"kill {seed}/{number}")
    text, acts = f"{seed}.{number}", chance.number(2, 8)
    if number % 3 != 2:
        turn = number - number // 3
        place = places()[turn % len(places())]
        return Plan(text, Way.PLACE, f"{place}:{chance.number(1, 3)}", acts=acts)
    way = _REST[(number // 3) % len(_REST)]
    return Plan(
        text,
        way,
        after_s=chance.between(0.0, 0.25),
        call=chance.number(1, 12),
        after_call=chance.happens(0.5),
        acts=acts,
    )
