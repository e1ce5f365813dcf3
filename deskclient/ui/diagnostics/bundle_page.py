"""A bundle for support: every part can be read and left out before anything is saved."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.services.diagnostics import Diagnosis
from deskclient.ui.bridge import Bridge
from deskclient.ui.diagnostics.sources import DiagnosticSources
from deskclient.ui.page_parts import Banner, fixed_font, text_label
from deskclient.ui.parts import Tone
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look

_SIDE_BY_SIDE_PX = 520
_ABOUT = "about.txt"
"""Says what the bundle is; it always goes along."""


class BundlePage(QWidget):
    """What is not ticked is not in the file."""

    def __init__(
        self, surroundings: Surroundings, sources: DiagnosticSources, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = surroundings.theme
        self._texts = surroundings.texts
        self._sources = sources
        self._bridge = Bridge(self)
        self._diagnosis = Diagnosis({})
        self._title = text_label("", "page", self)
        self._hint = text_label("", "muted", self)
        self.parts = QListWidget(self)
        self.text = QPlainTextEdit(self)
        self.banner = Banner(self._theme, self)
        self.save = QPushButton(self)
        self.again = QPushButton(self)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self.words()

    def _build(self) -> None:
        set_look(self, ground="surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        panes = self._panes
        panes.setSpacing(12)
        self.parts.currentRowChanged.connect(self._on_current)
        self.parts.itemChanged.connect(self._on_ticked)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self._dress()
        self._theme.changed.connect(self._dress)
        panes.addWidget(self.parts, 2)
        panes.addWidget(self.text, 3)
        column.addLayout(panes, 1)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(8)
        set_look(self.save, role="primary")
        for button in (self.save, self.again):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.save.clicked.connect(self._on_save)
        self.again.clicked.connect(self.collect)

    def _dress(self) -> None:
        self.text.setFont(fixed_font(self._theme))

    # --- collecting -------------------------------------------------------------------------

    def collect(self) -> None:
        """Collect everything anew; what was left out stays left out."""
        self.save.setEnabled(False)
        self.banner.say(Tone.INFO, self.tr("Collecting…"))
        self._bridge.when_done(self._sources.bundle(), self._on_collected, self.banner.fail)

    def _on_collected(self, diagnosis: Diagnosis) -> None:
        left_out = set(self._diagnosis.files) - set(self.chosen().files)
        self._diagnosis = diagnosis
        self.banner.clear()
        self.parts.clear()
        for name, text in diagnosis.files.items():
            size = self._texts.size(len(text.encode()))
            item = QListWidgetItem(f"{name}  ({size})", self.parts)
            item.setData(Qt.ItemDataRole.UserRole, name)
            if name == _ABOUT:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                continue
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Unchecked if name in left_out else Qt.CheckState.Checked
            item.setCheckState(ticked)
        self.parts.setCurrentRow(0)
        self.save.setEnabled(bool(diagnosis.files))

    def chosen(self) -> Diagnosis:
        """What would be saved now."""
        names = []
        for at in range(self.parts.count()):
            item = self.parts.item(at)
            name = str(item.data(Qt.ItemDataRole.UserRole))
            if name == _ABOUT or item.checkState() is Qt.CheckState.Checked:
                names.append(name)
        return Diagnosis({name: self._diagnosis.files[name] for name in names})

    def _on_current(self, row: int) -> None:
        if row >= 0:
            name = str(self.parts.item(row).data(Qt.ItemDataRole.UserRole))
            self.text.setPlainText(self._diagnosis.files[name])
            self.text.setAccessibleName(name)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        out = item.flags() & Qt.ItemFlag.ItemIsUserCheckable
        left_out = bool(out) and item.checkState() is Qt.CheckState.Unchecked
        font = item.font()
        if font.strikeOut() != left_out:
            font.setStrikeOut(left_out)
            item.setFont(font)

    # --- saving -----------------------------------------------------------------------------

    def _on_save(self) -> None:
        box = QFileDialog(self, self.tr("Save the bundle"))
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setNameFilter(self.tr("ZIP archives (*.zip)"))
        box.setDefaultSuffix("zip")
        box.selectFile("deskclient-diagnostics.zip")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.fileSelected.connect(self.save_to)
        box.open()

    def save_to(self, chosen: str) -> None:
        """Write what is ticked."""
        target = Path(chosen)

        def done(_: None) -> None:
            self.banner.say(
                Tone.SUCCESS,
                self.tr("The bundle is saved as {file}.").format(file=target.name),
                self.tr("Nothing was sent anywhere; give it to whoever helps you."),
            )

        self._bridge.when_done(self._sources.save(target, self.chosen()), done, self.banner.fail)

    def words(self) -> None:
        """Write every text in the language in force."""
        self._title.setText(self.tr("Bundle for support"))
        self._hint.setText(
            self.tr(
                "This is exactly what the file will hold. Read it, and untick what shall stay "
                "here. It has no passwords, no keys and no text of tickets."
            )
        )
        self.parts.setAccessibleName(self.tr("Parts of the bundle"))
        self.save.setText(self.tr("&Save as…"))
        self.again.setText(self.tr("&Collect again"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < self._theme.px(_SIDE_BY_SIDE_PX)
        ways = QBoxLayout.Direction
        self._panes.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.words()
        super().changeEvent(event)
