"""The scenarios as values, and how one becomes the text of a ticket."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import msgspec


@dataclass(frozen=True, slots=True)
class Scenario:
    """One believable matter; texts hold slots in braces."""

    queue: str
    category: str
    kind: str
    channels: tuple[str, ...]
    impact: str
    urgency: str
    tags: tuple[str, ...]
    subjects: tuple[str, ...]
    message: str
    replies: tuple[str, ...]
    note: str
    resolution_code: str
    resolution: str
    hostile: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """All scenarios and slot values of one language."""

    scenarios: tuple[Scenario, ...]
    slots: Mapping[str, list[str]]

    def fill_slots(self, rng: random.Random) -> dict[str, str]:
        """Draw one value for every slot."""
        filled = {name: rng.choice(values) for name, values in self.slots.items()}
        filled["floor"] = str(rng.randint(1, 9))
        filled["asset"] = f"NB-{rng.randint(1000, 9999)}"
        return filled


def load_books() -> Mapping[str, Book]:
    """Read the scenarios of both languages from the package."""
    folder = resources.files("deskclient.server.demo")
    slots = tomllib.loads((folder / "slots.toml").read_text("utf-8"))
    books = {}
    for language in ("en", "ru"):
        raw = tomllib.loads((folder / f"scenarios_{language}.toml").read_text("utf-8"))
        scenarios = tuple(msgspec.convert(one, Scenario) for one in raw["scenario"])
        books[language] = Book(scenarios, slots[language])
    return books
