"""Asks for the keys of one command."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QKeySequenceEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.ui.actions.keymap import Keymap, may_run, native
from deskclient.ui.actions.registry import plain_title
from deskclient.ui.actions.spec import ActionSpec
from deskclient.ui.page_parts import text_label
from deskclient.ui.theme.theme import Theme

_LEAVING = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class KeyLine(QKeySequenceEdit):
    """Takes one sequence; Escape and Enter stay the dialog's."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEAVING and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class KeysDialog(QDialog):
    """Says at once what the pressed keys do now."""

    def __init__(
        self, theme: Theme, keymap: Keymap, spec: ActionSpec, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keymap = keymap
        self._spec = spec
        name = plain_title(spec)
        self.setWindowTitle(self.tr("Keys for “{command}”").format(command=name))
        self.setMinimumWidth(theme.px(440))
        self.line = KeyLine(self)
        self.line.setMaximumSequenceLength(1)
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(self.windowTitle())
        self.state = text_label("", "muted", self)
        self.buttons = QDialogButtonBox(self)
        self._build()
        self.line.keySequenceChanged.connect(self._say)
        self._say()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        now = native(self._keymap.of(self._spec.id)) or self.tr("none")
        column.addWidget(text_label(self.tr("Keys now: {keys}").format(keys=now), "", self))
        column.addWidget(self.line)
        column.addWidget(self.state)
        column.addWidget(self.buttons)
        role = QDialogButtonBox.ButtonRole
        if self._keymap.is_own(self._spec.id):
            standard = native(self._spec.shortcuts) or self.tr("none")
            words = self.tr("&Standard: {keys}").format(keys=standard)
            self._button(words, role.ResetRole, self._restore, "standard")
        if self._keymap.of(self._spec.id):
            self._button(self.tr("&No keys"), role.ResetRole, self._take_away, "none")
        self.go = self._button(self.tr("Use these keys"), role.AcceptRole, self._give, "give")
        self.go.setDefault(True)
        self._button(self.tr("Cancel"), role.RejectRole, self.reject, "cancel")

    def _button(
        self, words: str, role: QDialogButtonBox.ButtonRole, act: Callable[[], object], name: str
    ) -> QPushButton:
        button = self.buttons.addButton(words, role)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: act())
        return button

    @property
    def _pressed(self) -> str:
        return self.line.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _say(self) -> None:
        key = self._pressed
        holder = self._keymap.holder(key, self._spec.id) if key else None
        if not key:
            words = self.tr("Press the keys.")
        elif not may_run(key):
            words = self.tr("This key is needed for moving and typing.")
        elif holder is not None:
            words = self.tr("“{command}” has these keys now and would lose them.").format(
                command=plain_title(holder)
            )
        else:
            words = self.tr("These keys are free.")
        self.state.setText(words)
        self.go.setEnabled(may_run(key))

    def _give(self) -> None:
        self._keymap.give(self._spec.id, [self._pressed])
        self.accept()

    def _take_away(self) -> None:
        self._keymap.give(self._spec.id, [])
        self.accept()

    def _restore(self) -> None:
        self._keymap.restore(self._spec.id)
        self.accept()
