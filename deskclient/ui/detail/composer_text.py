"""The text of the composer: expands shortcuts, and sends."""

import re

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deskclient.ui.forms.file_text import FileText

_SHORTCUT = re.compile(r"(?:^|\s)/([^\s/]{1,30})$")
_SEND = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ComposerText(FileText):
    """Where a reply or a note is written."""

    send_wanted = Signal()
    """Ctrl+Enter."""
    shortcut_typed = Signal(str, bool)
    """What stands after a slash before the cursor, and whether it was ended by Tab or a space."""
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._look_for_shortcut)

    def shortcut(self) -> str:
        """Give what stands after a slash right before the cursor; empty if nothing does."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _SHORTCUT.search(before)
        return found.group(1) if found else ""

    def replace_shortcut(self, text: str) -> None:
        """Put a text in place of the shortcut before the cursor, or at the cursor."""
        cursor = self.textCursor()
        typed = self.shortcut()
        if typed:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed) + 1
            )
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def select_words(self, words: str) -> None:
        """Select the first place where ``words`` stand, so that typing replaces them."""
        found = self.document().find(words)
        if not found.isNull():
            self.setTextCursor(found)

    def _look_for_shortcut(self) -> None:
        typed = self.shortcut()
        if typed:
            self.shortcut_typed.emit(typed, False)

    def _on_ending_key(self, event: QKeyEvent) -> bool:
        if event.key() not in {Qt.Key.Key_Tab, Qt.Key.Key_Space}:
            return False
        typed = self.shortcut()
        if not typed:
            return False
        before = self.toPlainText()
        self.shortcut_typed.emit(typed, True)
        return self.toPlainText() != before

    @override
    def event(self, event: QEvent) -> bool:
        # Tab would move on before keyPressEvent sees it.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._on_ending_key(event)
        ):
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _SEND and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send_wanted.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().lineSpacing() * 5 + 16)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing() * 2 + 16)
