"""What one tracker calls things: its statuses, priorities, queues, and properties of its own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.roundup import wire
from deskclient.backends.roundup.schema import ISSUE, Property, PropertyType, Schema
from deskclient.domain.desk_words import DeskWords, KindWords, OwnField, States
from deskclient.domain.fields import Choice, FieldType
from deskclient.domain.workflow import Phase

PREFIX = "rf_"
"""Begins the names of fields that only this tracker has."""
NO_QUEUE = "0"
"""Where issues are that are in no queue; no record of Roundup has this number."""
_CHOICES_MOST = 500
"""More than that are no list to choose from."""
_NAME = re.compile(r"[a-z0-9_]{1,60}")
_OUTSIDE = frozenset({"id", "link"})
_WAITING = frozenset(
    {
        *("deferred", "need-eg", "needs-info", "need-info", "pending", "waiting", "on-hold"),
        *("postponed", "отложена", "ожидание", "ожидает"),
    }
)
_DONE = frozenset(
    {
        *("resolved", "done", "done-cbb", "closed", "fixed", "solved", "rejected", "invalid"),
        *("duplicate", "wont-fix", "won't-fix", "решена", "решено", "закрыта", "закрыто"),
    }
)
_TYPES = {
    PropertyType.STRING: FieldType.TEXT,
    # Fractions have no field of their own.
    PropertyType.NUMBER: FieldType.TEXT,
    PropertyType.INTEGER: FieldType.INTEGER,
    PropertyType.BOOLEAN: FieldType.BOOLEAN,
    PropertyType.DATE: FieldType.MOMENT,
    PropertyType.INTERVAL: FieldType.TEXT,
}
_REFS = {"user": "person", ISSUE: "ticket"}
_HELP = {
    PropertyType.NUMBER: "A number, with a point before its fraction.",
    PropertyType.INTERVAL: "A span of time, such as 2d 3:30 for two days and three and a half "
    "hours.",
}


class Named(Struct, frozen=True):
    """A record of a small class."""

    id: str
    name: str
    order: float = 0


Names = Mapping[str, str]
"""What records are called, by number."""


class Terms(Struct, frozen=True):
    """What is known of one tracker."""

    schema: Schema = Schema()
    statuses: tuple[Named, ...] = ()
    """In their order, as are all lists here."""
    priorities: tuple[Named, ...] = ()
    queues: tuple[Named, ...] = ()
    keywords: Names = MappingProxyType({})
    classes: Mapping[str, tuple[Named, ...]] = MappingProxyType({})
    """What properties of the tracker's own link to, by class."""

    def names(self, klass: str) -> Names:
        """Give what the records of a class of choices are called."""
        return {one.id: one.name for one in self.classes.get(klass, ())}

    def field_of(self, prop: Property) -> OwnField | None:
        """Make the field that stands for a property; ``None`` if it can be none."""
        if not _NAME.fullmatch(prop.name):
            return None
        name, label = f"{PREFIX}{prop.name}", prop.name.replace("_", " ").capitalize()
        if prop.type in _TYPES:
            help_ = _HELP.get(prop.type, "")
            return OwnField(name=name, label=label, type=_TYPES[prop.type], help=help_)
        is_one = prop.type is PropertyType.LINK
        if prop.to in _REFS:
            kind = FieldType.REF if is_one else FieldType.REF_SET
            return OwnField(name=name, label=label, type=kind, ref=_REFS[prop.to])
        some = self.classes.get(prop.to)
        return None if some is None else _choice(OwnField(name=name, label=label), some, is_one)

    def own(self) -> Sequence[tuple[Property, OwnField]]:
        """Give the properties of the tracker's own, each with the field that stands for it."""
        pairs = [(one, self.field_of(one)) for one in self.schema.own()]
        return [(one, made) for one, made in pairs if made is not None]

    def words(self) -> DeskWords:
        """Give the words of this tracker; every status may follow every other."""
        choices: dict[str, tuple[Choice, ...]] = {}
        states = None
        if self.statuses:
            choices["status"] = _choices(self.statuses)
            first = self.statuses[0].id
            states = States(initial=first, phases=phases(self.statuses))
        if self.priorities:
            choices["priority"] = _choices(self.priorities)
        defaults = {"status": states.initial} if states else {}
        fields = tuple(made for _, made in self.own())
        ticket = KindWords(choices=choices, defaults=defaults, states=states, fields=fields)
        return {"ticket": ticket}


def _choice(blank: OwnField, some: Sequence[Named], is_one: bool) -> OwnField:  # noqa: FBT001
    if len(some) > _CHOICES_MOST:
        return replace(blank, writable=False)
    if is_one:
        return replace(blank, type=FieldType.CHOICE, choices=_choices(some))
    # Of a set the members are shown as they are, so that they are labels.
    by_name = tuple(Choice(one.name, one.name, own=True) for one in some)
    return replace(blank, type=FieldType.TEXT_SET, choices=by_name)


def phases(statuses: Sequence[Named]) -> Mapping[str, Phase]:
    """Say how far an issue has come in each status, by what statuses are usually called.

    The first of the list is new; the last means done, if no other one says so.
    """
    found = {one.id: _phase(one.name) for one in statuses}
    if statuses:
        found[statuses[0].id] = Phase.NEW
    if len(statuses) > 1 and Phase.DONE not in found.values():
        found[statuses[-1].id] = Phase.DONE
    return found


def named(items: Iterable[wire.Item], label: str = "name") -> tuple[Named, ...]:
    """Read the records of a small class, in their order.

    Args:
        items: They, with one property that names them.
        label: Its name; where there is none, whichever was told.
    """
    some = [Named(str(one.get("id")), _label(one, label), _order(one)) for one in items]
    return tuple(sorted(some, key=lambda one: (one.order, _number(one.id))))


def _label(item: wire.Item, label: str) -> str:
    told = item.get(label)
    if told is None:
        others = [value for name, value in item.items() if name not in _OUTSIDE]
        told = next((value for value in others if isinstance(value, str)), None)
    return str(told or item.get("id"))


def _order(item: wire.Item) -> float:
    value = item.get("order")
    return float(value) if isinstance(value, int | float) else 0.0


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _phase(name: str) -> Phase:
    word = name.strip().lower().replace(" ", "-").replace("_", "-")
    if word in _DONE:
        return Phase.DONE
    return Phase.WAITING if word in _WAITING else Phase.ACTIVE


def _choices(some: Sequence[Named]) -> tuple[Choice, ...]:
    made = enumerate(some)
    return tuple(
        Choice(one.id, one.name, rank=at, words=(one.name.lower(),), own=True) for at, one in made
    )
