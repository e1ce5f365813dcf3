"""Asks for one ticket, found by its number or its words; for a link or a merge."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskclient.domain.ids import RecordId
from deskclient.services.api import ListRow
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import set_look

_KIND = "ticket"
_SHOWN_MOST = 12
_ID = Qt.ItemDataRole.UserRole


class Asked(Struct, frozen=True):
    """What the dialog asks, in words."""

    title: str
    what: str
    """What will happen, as far as it must be said before."""
    act: str
    """Words of the button that does it."""
    ways: tuple[tuple[str, str], ...] = ()
    """Name and label of the relations to choose from; empty for none."""


class TicketFinder(QDialog):
    """Tells the choice once, then closes."""

    chosen = Signal(str, str)
    """The id of the ticket, and the name of the relation or an empty text."""

    def __init__(self, asked: Asked, but: RecordId, parts: Parts, parent: QWidget) -> None:
        """Build it.

        Args:
            asked: What is asked.
            but: The ticket that is no answer: the one it is asked for.
            parts: The window's parts.
            parent: The owner.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(asked.title)
        self._but = but
        self._parts = parts
        self.ways = QComboBox(self)
        self.line = QLineEdit(self)
        self.found = QListWidget(self)
        self._none = QLabel(self.tr("Nothing fits."), self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self._buttons.addButton(asked.act, QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange(asked)
        self.line.textChanged.connect(self._look_up)
        self.line.returnPressed.connect(self.take)
        self.found.itemActivated.connect(self.take)
        self.found.currentRowChanged.connect(self._allow)
        self._buttons.accepted.connect(self.take)
        self._buttons.rejected.connect(self.reject)
        self._look_up("")
        self.line.setFocus()

    def take(self) -> None:
        """Take the ticket that is marked, as Enter does."""
        if self.found.currentRow() < 0:
            return
        item = self.found.currentItem()
        self.chosen.emit(str(item.data(_ID)), str(self.ways.currentData() or ""))
        self.accept()

    def _arrange(self, asked: Asked) -> None:
        space = self._parts.theme.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.l, space.l, space.l, space.l)
        layout.setSpacing(space.s)
        if asked.what:
            what = QLabel(asked.what, self)
            what.setWordWrap(True)
            layout.addWidget(what)
        for name, label in asked.ways:
            self.ways.addItem(label, name)
        self.ways.setAccessibleName(self.tr("How the two are linked"))
        self.ways.setVisible(bool(asked.ways))
        layout.addWidget(self.ways)
        self.line.setPlaceholderText(self.tr("Number or words of the other ticket"))
        self.line.setAccessibleName(self.line.placeholderText())
        layout.addWidget(self.line)
        self.found.setAccessibleName(self.tr("Tickets that fit"))
        self.found.setMinimumSize(self._parts.theme.px(420), self._parts.theme.px(280))
        self.found.setSpacing(space.xs // 2)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.found)
        set_look(self._none, role="muted")
        layout.addWidget(self._none)
        set_look(self.go, role="primary")
        self.go.setDefault(False)
        layout.addWidget(self._buttons)

    def _look_up(self, typed: str) -> None:
        self.found.clear()
        query = self._parts.desk.reads.parse(typed.strip(), _KIND).query
        rows = self._parts.desk.reads.first_rows(query, _SHOWN_MOST + 1)
        for row in [row for row in rows if row.record_id != self._but][:_SHOWN_MOST]:
            item = QListWidgetItem(title_of(row, self._parts), self.found)
            item.setData(_ID, row.record_id)
        self._none.setVisible(self.found.count() == 0)
        # Nothing is marked before something is looked for: Enter must not take what nobody meant.
        self.found.setCurrentRow(0 if typed.strip() and self.found.count() else -1)
        self._allow()

    def _allow(self) -> None:
        self.go.setEnabled(self.found.currentRow() >= 0)


def title_of(row: ListRow, parts: Parts) -> str:
    """Write number, subject and state of a ticket in a list."""
    kind = parts.desk.registry[_KIND]
    return ticket_words(dict(zip((s.name for s in kind.columns), row.values, strict=True)), parts)


def ticket_words(values: "dict[str, object]", parts: Parts) -> str:
    """Write number, subject and state of a ticket."""
    kind = parts.desk.registry[_KIND]
    number = values.get(kind.number_field)
    subject = str(values.get(kind.title_field) or "")
    words: Sequence[str] = [f"#{number}" if number else "", subject]
    return "  ".join(one for one in words if one)
