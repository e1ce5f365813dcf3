"""What Redmine's statuses and priorities are called with us. Pure.

Each Redmine has its own list of both. Those that it makes for itself are known by name, in the
languages below; others stay what they are, except where no priority at all is known by name: then
their order tells.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from deskclient.backends.redmine import wire

_STATUSES: Mapping[str, Sequence[str]] = {
    "new": ("New", "Новая", "Neu", "Nouveau", "Nueva"),
    "open": ("In Progress", "В работе", "In Bearbeitung", "En cours", "En curso"),
    "solved": ("Resolved", "Решена", "Gelöst", "Résolu", "Resuelta"),
    "pending_customer": ("Feedback", "Нужен отклик", "Commentaire", "Comentarios"),
    "closed": (
        *("Closed", "Закрыта", "Erledigt", "Fermé", "Cerrada"),
        *("Rejected", "Отклонена", "Abgewiesen", "Rejeté", "Rechazada"),
    ),
}
_PRIORITIES: Mapping[str, Sequence[str]] = {
    "low": ("Low", "Низкий", "Niedrig", "Bas", "Baja"),
    "normal": ("Normal", "Нормальный"),
    "high": ("High", "Высокий", "Hoch", "Haut", "Alta"),
    "critical": (
        *("Urgent", "Срочный", "Dringend", "Urgente"),
        *("Immediate", "Немедленный", "Sofort", "Immédiat", "Inmediata"),
    ),
}
_STATUS_OF = {name.casefold(): ours for ours, names in _STATUSES.items() for name in names}
_PRIORITY_OF = {name.casefold(): ours for ours, names in _PRIORITIES.items() for name in names}
_LEVELS = ("low", "normal", "high", "critical")


class Names(Struct, frozen=True):
    """What a desk calls what its journals name by number only."""

    statuses: Mapping[str, str] = {}
    """Ours, by number as text."""
    priorities: Mapping[str, str] = {}
    """Ours, by number as text."""
    projects: Mapping[str, str] = {}
    people: Mapping[str, str] = {}


def status(name: str) -> str:
    """Name a status that Redmine makes for itself; others stay what they are."""
    return _STATUS_OF.get(name.casefold(), name)


def priority(name: str) -> str:
    """Name a priority that Redmine makes for itself; others stay what they are."""
    return _PRIORITY_OF.get(name.casefold(), name)


def statuses(found: Sequence[wire.StatusRef]) -> Mapping[str, str]:
    """Name all statuses of a desk."""
    return {str(one.id): status(one.name) for one in found}


def priorities(found: Sequence[wire.Priority]) -> Mapping[str, str]:
    """Name all priorities of a desk.

    Args:
        found: The mildest first.
    """
    if any(one.name.casefold() in _PRIORITY_OF for one in found):
        return {str(one.id): priority(one.name) for one in found}
    usual = next((place for place, one in enumerate(found) if one.is_default), len(found) // 2)
    return {str(one.id): _level(place - usual) for place, one in enumerate(found)}


def _level(above_usual: int) -> str:
    return _LEVELS[min(max(above_usual + 1, 0), len(_LEVELS) - 1)]


def numbers_of(known: Mapping[str, str], ours: str) -> Sequence[str]:
    """Give the numbers, as texts, that have a name of ours."""
    return [number for number, name in known.items() if name == ours]
