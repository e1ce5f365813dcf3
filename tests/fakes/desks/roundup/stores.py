"""What a Roundup keeps: items of its classes, and a journal of what was done to them."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

from tests.fakes.desks.roundup.classes import CLASSES, KEYS

Values: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Item:
    """A node, in Roundup's word."""

    klass: str
    id: str
    values: Values
    """With its stamps; links are numbers in texts, dates are moments."""
    retired: bool = False

    def get(self, name: str) -> Any:
        return self.id if name == "id" else self.values[name]


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the journal, which no program can read."""

    number: int
    klass: str
    id: str
    what: str
    """``create``, ``set`` or ``retired``."""
    who: str
    old: Mapping[str, Any]
    """As whoever wrote had loaded it."""
    new: Mapping[str, Any]
    seen: int
    """The newest event when the item was loaded, and a condition compared: what came between that
    and this one was not seen."""


@dataclass(frozen=True, slots=True)
class Token:
    """What makes one item, once."""

    user: str
    klass: str
    ends: datetime


@dataclass(slots=True)
class Stores:
    """The whole desk; a copy of it is a backup."""

    items: dict[str, dict[str, Item]] = field(
        default_factory=lambda: {klass: {} for klass in CLASSES}
    )
    journal: list[Event] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CLASSES, 0))
    """The last that were given, also to what was never made then."""
    tokens: dict[str, Token] = field(default_factory=dict)
    tokens_given: int = 0
    kept_from: dict[str, set[str]] = field(default_factory=dict)
    """Queues that somebody does not see although they are not private, by user."""

    def find(self, klass: str, number: str) -> Item | None:
        return self.items[klass].get(number)

    def all(self, klass: str) -> Iterator[Item]:
        """Give what is not retired, by number."""
        return (one for one in self.items[klass].values() if not one.retired)

    def lookup(self, klass: str, name: str) -> Item | None:
        """Find by what names an item."""
        key = KEYS.get(klass)
        return next((one for one in self.all(klass) if key and one.values[key] == name), None)

    def user(self, name: str) -> Item:
        """Give somebody who must be there."""
        found = self.lookup("user", name)
        assert found is not None, name
        return found

    def issues_of(self, klass: str, number: str) -> list[Item]:
        """Give the issues that have a message or file; retired ones keep theirs."""
        name = {"msg": "messages", "file": "files"}[klass]
        return [one for one in self.items["issue"].values() if number in one.values[name]]

    def number(self, klass: str) -> str:
        """Give the next number, which is never given again."""
        self.numbers[klass] += 1
        return str(self.numbers[klass])

    @property
    def newest(self) -> int:
        """The number of the last entry in the journal."""
        return len(self.journal)

    def events_of(self, klass: str, number: str) -> Iterator[Event]:
        return (one for one in self.journal if (one.klass, one.id) == (klass, number))

    def loaded(self, klass: str, number: str) -> Item | None:
        """Give an item as it is now, whatever becomes of it."""
        return deepcopy(self.find(klass, number))


def moment(at: datetime) -> str:
    """Write a moment as Roundup answers it: the fraction of its second is kept, but not told."""
    return at.astimezone(UTC).strftime("%Y-%m-%d.%H:%M:%S")
