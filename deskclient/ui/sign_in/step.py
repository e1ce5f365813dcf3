"""One step of signing in: what the window around it asks."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.ui.page_parts import text_label


class Step(QWidget):
    """Subclasses build themselves once and write their words in :meth:`words`."""

    changed = Signal()
    """Whether one can go on may be different now."""
    submitted = Signal()
    """Enter was pressed in the last field."""

    def heading(self) -> str:
        """What is to be done here, as the page's title."""
        raise NotImplementedError

    def next_words(self) -> str:
        """What the button says."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Whether one can go on."""
        raise NotImplementedError

    def words(self) -> None:
        """Write every text in the language in force."""
        raise NotImplementedError

    def pinned(self) -> QWidget | None:
        """A part that stays in sight while the rest scrolls."""
        return None

    def focus_first(self) -> None:
        """Put the keyboard where the person begins."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.words()
        super().changeEvent(event)


def labelled(column: QVBoxLayout, label: QLabel, field: QWidget) -> None:
    """Put a field under its label."""
    label.setBuddy(field)
    cell = QVBoxLayout()
    cell.setSpacing(4)
    cell.addWidget(label)
    cell.addWidget(field)
    column.addLayout(cell)


def name_field(label: QLabel, field: QLineEdit, words: str) -> None:
    """Write a field's label and its name for screen readers."""
    label.setText(words)
    field.setAccessibleName(words)


def small_label(parent: QWidget) -> QLabel:
    """Make the label above a field."""
    return QLabel(parent)


def hint_label(parent: QWidget) -> QLabel:
    """Make the muted sentence under a field."""
    return text_label("", "muted", parent)
