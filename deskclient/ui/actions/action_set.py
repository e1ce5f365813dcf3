"""The commands of one window as Qt actions."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QIcon, QKeySequence
from typing_extensions import override

from deskclient.ui.actions.deck import Deck
from deskclient.ui.actions.keymap import Keymap, with_twins
from deskclient.ui.actions.registry import ActionRegistry, action_text, plain_title
from deskclient.ui.actions.spec import ActionSpec, UiContext, usable


class ActionSet(QObject):
    """The commands of one window as Qt actions: titles, shortcuts, enabling, running."""

    def __init__(
        self,
        keymap: Keymap,
        deck: Deck,
        icon: Callable[[str], QIcon],
        parent: QObject,
        also: Sequence[ActionSpec] = (),
    ) -> None:
        """Make the actions.

        Args:
            keymap: The commands and their keys.
            deck: What they act on.
            icon: Gives an icon in the scheme in force.
            parent: The window.
            also: Commands of this window's desk alone; nobody gives them keys.
        """
        super().__init__(parent)
        self._keymap = keymap
        self._registry = registry = keymap.registry.with_specs(also)
        self._keyless = frozenset(spec.id for spec in also)
        self._deck = deck
        self._icon = icon
        self._context = UiContext()
        self._actions = {spec.id: self._make(spec) for spec in registry.specs}
        self.retranslate()
        keymap.changed.connect(self._rekey)

    @property
    def keymap(self) -> Keymap:
        """Which keys run them."""
        return self._keymap

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
            action.setEnabled(usable(spec, context))
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
        action.setShortcuts(self._sequences(spec))
        deck = self._deck
        action.triggered.connect(lambda _checked=False: spec.run(deck))
        return action

    def _sequences(self, spec: ActionSpec) -> list[QKeySequence]:
        if spec.id in self._keyless:
            return []
        return [QKeySequence(key) for key in with_twins(self._keymap.of(spec.id))]

    def _rekey(self) -> None:
        # All are freed first: Qt calls a key ambiguous while two actions have it.
        changed = {
            spec.id: keys
            for spec in self._registry.specs
            if (keys := self._sequences(spec)) != self._actions[spec.id].shortcuts()
        }
        for action_id in changed:
            self._actions[action_id].setShortcuts([])
        for action_id, keys in changed.items():
            self._actions[action_id].setShortcuts(keys)
        self.retranslate()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().event(event)
