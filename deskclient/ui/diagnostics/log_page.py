"""The newest log lines, with a filter; secrets were taken out before they were written."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.words import fold
from deskclient.ui.bridge import Bridge
from deskclient.ui.diagnostics.sources import DiagnosticSources
from deskclient.ui.page_parts import Banner, fixed_font, text_label
from deskclient.ui.theme.theme import Theme, set_look

LINES = 2000
_TROUBLE = (" WARNING ", " ERROR ", " CRITICAL ")


class LogPage(QWidget):
    """Reads the files when it is shown and on demand."""

    def __init__(
        self, theme: Theme, sources: DiagnosticSources, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sources = sources
        self._bridge = Bridge(self)
        self._lines: Sequence[str] = ()
        self._title = text_label("", "page", self)
        self._hint = text_label("", "muted", self)
        self.filter = QLineEdit(self)
        self.troubles = QCheckBox(self)
        self.again = QPushButton(self)
        self.copy = QPushButton(self)
        self.text = QPlainTextEdit(self)
        self.banner = Banner(theme, self)
        self._build()
        self.words()

    def _build(self) -> None:
        set_look(self, ground="surface")
        # A plain QWidget paints its ground only if it is told to.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.filter, 1)
        row.addWidget(self.troubles)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.again, self.copy):
            button.setAutoDefault(False)
            acts.addWidget(button)
        acts.addStretch(1)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._dress()
        self._theme.changed.connect(self._dress)
        for widget in (self._title, self._hint):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self.text, 1)
        column.addLayout(acts)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show)
        self.troubles.toggled.connect(self._show)
        self.again.clicked.connect(self.read)
        self.copy.clicked.connect(self._on_copy)

    def _dress(self) -> None:
        self.text.setFont(fixed_font(self._theme))

    def read(self) -> None:
        """Read the log anew."""
        self._bridge.when_done(self._sources.log(LINES), self._on_lines, self.banner.fail)

    def _on_lines(self, lines: Sequence[str]) -> None:
        self.banner.clear()
        self._lines = lines
        self._show()

    def shown(self) -> list[str]:
        """The lines that pass the filter."""
        wanted = fold(self.filter.text()).split()
        return [
            line
            for line in self._lines
            if all(word in fold(line) for word in wanted)
            and (not self.troubles.isChecked() or any(mark in line for mark in _TROUBLE))
        ]

    def _show(self) -> None:
        lines = self.shown()
        self.text.setPlainText("\n".join(lines))
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.text.setPlaceholderText(
            self.tr("No line has these words.") if self._lines else self.tr("The log is empty.")
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.shown()))

    def words(self) -> None:
        """Write every text in the language in force."""
        self._title.setText(self.tr("Log"))
        self._hint.setText(
            self.tr("The newest lines stand at the end. Passwords, keys and tokens never get here.")
        )
        self.filter.setPlaceholderText(self.tr("Show only lines with these words"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.troubles.setText(self.tr("Only &troubles"))
        self.again.setText(self.tr("&Read again"))
        self.copy.setText(self.tr("&Copy what is shown"))
        self.text.setAccessibleName(self.tr("Log lines"))
        self._show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.words()
        super().changeEvent(event)
