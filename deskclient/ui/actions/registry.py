"""The one registry of commands, and what they are called."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from deskclient.ui.actions.spec import ActionSpec, Place
from deskclient.ui.text import domain_text


def action_text(text: str) -> str:
    """Translate a command's title or tip; titles taken from the domain are found there."""
    if not text:
        return ""
    found = QCoreApplication.translate("actions", text)
    return domain_text(text) if found == text else found


def bare(title: str) -> str:
    """Take mnemonic and dots from a translated title."""
    return title.replace("&", "").rstrip("…").rstrip(".")


def plain_title(spec: ActionSpec) -> str:
    """Give a command's whole name in the language in force: ``Set status › Open``."""
    title = bare(action_text(spec.title))
    return f"{bare(action_text(spec.submenu))} › {title}" if spec.submenu else title


def short_title(spec: ActionSpec) -> str:
    """Give a command's name for a button."""
    return action_text(spec.short) or bare(action_text(spec.title))


class ActionRegistry:
    """All commands by id; frozen after construction."""

    def __init__(self, specs: Iterable[ActionSpec]) -> None:
        """Check and keep the commands.

        Raises:
            ValueError: two commands share an id or a shortcut.
        """
        listed = tuple(specs)
        self._specs = MappingProxyType({spec.id: spec for spec in listed})
        if len(self._specs) != len(listed):
            msg = "two commands share an id"
            raise ValueError(msg)
        taken = [key for spec in listed for key in spec.shortcuts]
        twice = {key for key in taken if taken.count(key) > 1}
        if twice:
            msg = f"two commands share the shortcuts {sorted(twice)}"
            raise ValueError(msg)

    def __getitem__(self, action_id: str) -> ActionSpec:
        """Find a command; raises ``KeyError`` for an unknown id."""
        return self._specs[action_id]

    @property
    def specs(self) -> Sequence[ActionSpec]:
        """All commands in declared order."""
        return tuple(self._specs.values())

    def with_specs(self, specs: Sequence[ActionSpec]) -> "ActionRegistry":
        """Make a registry that knows further commands; raises as the constructor does."""
        return ActionRegistry((*self._specs.values(), *specs)) if specs else self

    def at(self, place: Place) -> Sequence[ActionSpec]:
        """List the commands of a place, by group."""
        return sorted((s for s in self._specs.values() if place in s.places), key=_group)


def _group(spec: ActionSpec) -> int:
    return spec.group
