"""The one registry of commands, and the Qt actions of one window made from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QIcon, QKeySequence
from typing_extensions import override

from deskclient.ui.actions.deck import Deck
from deskclient.ui.actions.spec import ActionSpec, Place, UiContext
from deskclient.ui.text import domain_text

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю."
_SAME_KEY = dict(zip(_LATIN, _RUSSIAN, strict=True))


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

    def at(self, place: Place) -> Sequence[ActionSpec]:
        """List the commands of a place, by group."""
        return sorted((s for s in self._specs.values() if place in s.places), key=_group)


def _group(spec: ActionSpec) -> int:
    return spec.group


class ActionSet(QObject):
    """The commands of one window as Qt actions: titles, shortcuts, enabling, running."""

    def __init__(
        self,
        registry: ActionRegistry,
        deck: Deck,
        icon: Callable[[str], QIcon],
        parent: QObject,
    ) -> None:
        """Make the actions.

        Args:
            registry: The commands.
            deck: What they act on.
            icon: Gives an icon in the scheme in force.
            parent: The window.
        """
        super().__init__(parent)
        self._registry = registry
        self._deck = deck
        self._icon = icon
        self._context = UiContext()
        self._actions = {spec.id: self._make(spec) for spec in registry.specs}
        self.retranslate()

    @property
    def registry(self) -> ActionRegistry:
        """The commands themselves."""
        return self._registry

    @property
    def actions(self) -> Mapping[str, QAction]:
        """All actions by id."""
        return MappingProxyType(self._actions)

    @property
    def context(self) -> UiContext:
        """The state the actions were last enabled for."""
        return self._context

    def __getitem__(self, action_id: str) -> QAction:
        """Find an action; raises ``KeyError`` for an unknown id."""
        return self._actions[action_id]

    def refresh(self, context: UiContext) -> None:
        """Enable and check every action for the window's state."""
        self._context = context
        for spec in self._registry.specs:
            action = self._actions[spec.id]
            action.setEnabled(spec.enabled_when(context))
            action.setVisible(not spec.needs or spec.needs in context.capabilities)
            if spec.checked_when is not None:
                action.setChecked(spec.checked_when(context))

    def retranslate(self) -> None:
        """Write all titles in the language in force."""
        for spec in self._registry.specs:
            action = self._actions[spec.id]
            action.setText(action_text(spec.title))
            tip = action_text(spec.tip) or plain_title(spec)
            action.setStatusTip(tip)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{tip} ({keys})" if keys else tip)

    def redraw(self) -> None:
        """Draw the icons in the scheme in force."""
        for spec in self._registry.specs:
            if spec.icon:
                self._actions[spec.id].setIcon(self._icon(spec.icon))

    def run(self, action_id: str) -> None:
        """Run a command if it can be used now."""
        self._actions[action_id].trigger()

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checked_when is not None)
        action.setShortcuts([QKeySequence(key) for key in with_twins(spec.shortcuts)])
        deck = self._deck
        action.triggered.connect(lambda _checked=False: spec.run(deck))
        return action

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().event(event)


def with_twins(shortcuts: Sequence[str]) -> list[str]:
    """Add to each one-letter shortcut the letter on the same key of the Russian keyboard."""
    found = list(shortcuts)
    for key in shortcuts:
        twin = _SAME_KEY.get(key.lower())
        if twin is not None and key.isalpha():
            found.append(twin.upper())
    return found
