"""What a Redmine calls its statuses, priorities, trackers and fields, and what they are here. Pure.

Each Redmine has its own lists of them. Here they are known by the desk's numbers, which stay when
something is renamed, and are shown under the desk's own names. Those names that Redmine gives when
it is born are known in the languages below: they tell a picture and a word to search for.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import Custom
from deskclient.domain.desk_words import DeskWords, KindWords, OwnField, States
from deskclient.domain.fields import Choice, FieldType
from deskclient.domain.workflow import Phase

_STATUSES: Mapping[str, Sequence[str]] = {
    "new": ("New", "Новая", "Neu", "Nouveau", "Nueva"),
    "open": ("In Progress", "В работе", "In Bearbeitung", "En cours", "En curso"),
    "solved": ("Resolved", "Решена", "Gelöst", "Résolu", "Resuelta"),
    "pending": ("Feedback", "Нужен отклик", "Commentaire", "Comentarios"),
    "closed": ("Closed", "Закрыта", "Erledigt", "Fermé", "Cerrada"),
}
_STATUS_OF = {name.casefold(): word for word, names in _STATUSES.items() for name in names}
_PHASES = {"new": Phase.NEW, "pending": Phase.WAITING}
_PICTURES = {
    Phase.NEW: "circle-dot",
    Phase.ACTIVE: "circle-play",
    Phase.WAITING: "user-round",
    Phase.DONE: "circle-check",
}
_LEVELS = (
    ("low", "chevron-down"),
    ("normal", "minus"),
    ("high", "chevron-up"),
    ("critical", "chevrons-up"),
)


class Names(Struct, frozen=True):
    """What the numbers in a desk's answers are here."""

    statuses: Mapping[str, str] = {}
    """Ours, by number as text."""
    priorities: Mapping[str, str] = {}
    """Ours, by number as text."""
    trackers: Mapping[str, str] = {}
    """Ours, by number as text."""
    projects: Mapping[str, str] = {}
    """What they are called, by number as text."""
    people: Mapping[str, str] = {}
    """What they are called, by number as text."""
    fields: Mapping[str, Custom] = {}
    """By our name for them."""


class Lists(Struct, frozen=True):
    """What a desk lets choose from, in its order."""

    statuses: Sequence[wire.StatusRef] = ()
    priorities: Sequence[wire.Priority] = ()
    """The mildest first."""
    trackers: Sequence[wire.Tracker] = ()
    fields: Sequence[Custom] = ()


def status(number: int) -> str:
    """Name a status."""
    return f"st_{number}"


def priority(number: int) -> str:
    """Name a priority."""
    return f"pr_{number}"


def tracker(number: int) -> str:
    """Name a tracker."""
    return f"tr_{number}"


def names_in(lists: Lists, projects: Mapping[str, str], people: Mapping[str, str]) -> Names:
    """Say what numbers are here.

    Args:
        lists: What the desk lets choose from.
        projects: By number; may grow later.
        people: By number; may grow later.
    """
    return Names(
        {str(one.id): status(one.id) for one in lists.statuses},
        {str(one.id): priority(one.id) for one in lists.priorities},
        {str(one.id): tracker(one.id) for one in lists.trackers},
        projects,
        people,
        {one.name: one for one in lists.fields},
    )


def words_in(lists: Lists) -> DeskWords:
    """Say how the desk's tickets are spoken of."""
    if not lists.statuses or not lists.priorities:
        return {}
    phases = {status(one.id): _phase(one) for one in lists.statuses}
    first = next((one.default_status for one in lists.trackers if one.default_status), None)
    levels = _levels(lists.priorities)
    usual = next((one for one in lists.priorities if one.is_default), None)
    return {
        "ticket": KindWords(
            choices={
                "status": tuple(
                    _status_choice(one, rank) for rank, one in enumerate(lists.statuses)
                ),
                # As everywhere here, the most urgent first.
                "priority": tuple(
                    _priority_choice(one, levels[one.id], rank)
                    for rank, one in enumerate(reversed(lists.priorities))
                ),
            },
            defaults={
                "status": status(first.id) if first else next(iter(phases)),
                **({"priority": priority(usual.id)} if usual else {}),
            },
            states=States(initial=status(first.id) if first else next(iter(phases)), phases=phases),
            fields=(*_tracker_field(lists.trackers), *(one.declared() for one in lists.fields)),
        )
    }


def _phase(one: wire.StatusRef) -> Phase:
    if one.is_closed:
        return Phase.DONE
    return _PHASES.get(_STATUS_OF.get(one.name.casefold(), ""), Phase.ACTIVE)


def _status_choice(one: wire.StatusRef, rank: int) -> Choice:
    known = _STATUS_OF.get(one.name.casefold())
    picture = _PICTURES[_phase(one)]
    return Choice(status(one.id), one.name, picture, rank, (known,) if known else (), own=True)


def _priority_choice(one: wire.Priority, level: int, rank: int) -> Choice:
    word, picture = _LEVELS[level]
    return Choice(priority(one.id), one.name, picture, rank, (word,), own=True)


def _levels(found: Sequence[wire.Priority]) -> Mapping[int, int]:
    """Tell how urgent priorities are, by their place beside the usual one."""
    usual = next((place for place, one in enumerate(found) if one.is_default), len(found) // 2)
    most = len(_LEVELS) - 1
    return {one.id: min(max(place - usual + 1, 0), most) for place, one in enumerate(found)}


def _tracker_field(found: Sequence[wire.Tracker]) -> Sequence[OwnField]:
    choices = tuple(Choice(tracker(one.id), one.name, rank=n) for n, one in enumerate(found))
    if not choices:
        return ()
    return (OwnField(name="tracker", label="Tracker", type=FieldType.CHOICE, choices=choices),)


def numbers_of(known: Mapping[str, str], ours: str) -> Sequence[str]:
    """Give the numbers, as texts, that have a name of ours."""
    return [number for number, name in known.items() if name == ours]
