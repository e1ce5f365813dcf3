"""About this sync: what is kept here and how the last sync went."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look


class FactsPage(QWidget):
    """The engine's facts as a table, read anew on demand and with every status."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._title = QLabel(self)
        self._again = QPushButton(self)
        self._grid = QGridLayout()
        self._build()
        parts.bridge.status_changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        set_look(self, ground="surface")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        set_look(self._title, role="page")
        layout.addWidget(self._title)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(area)
        set_look(inner, ground="surface")
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        box.addLayout(self._grid)
        box.addStretch(1)
        area.setWidget(inner)
        layout.addWidget(area, 1)
        self._again.clicked.connect(self.refresh)
        layout.addWidget(self._again, alignment=Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Read the facts anew."""
        self._title.setText(self.tr("About this sync"))
        self._again.setText(self.tr("Look again"))
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for row, (label, text) in enumerate(self._parts.desk.sync.facts().items()):
            name = QLabel(domain_text(label), self)
            set_look(name, role="muted")
            value = QLabel(text, self)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
