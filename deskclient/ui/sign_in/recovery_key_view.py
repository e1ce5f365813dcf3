"""A recovery key to be written down: large, in groups, with Copy and Save."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.file_trouble import told_of
from deskclient.ui.page_parts import Banner
from deskclient.ui.parts import Tone
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look

_PER_LINE = 5


class RecoveryKeyView(QWidget):
    """Shows a key; knows whether it was taken somewhere."""

    taken = Signal()
    """It was copied or saved."""

    def __init__(
        self, theme: Theme, key: str, profile_name: str, parent: QWidget | None = None
    ) -> None:
        """Set up.

        Args:
            theme: The look.
            key: Groups of letters and digits with dashes between them.
            profile_name: Desk and person, for the saved file.
            parent: The page.
        """
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._profile_name = profile_name
        self._shown = QLabel(_in_lines(key), self)
        self.copy = QPushButton(self)
        self.save = QPushButton(self)
        self.banner = Banner(theme, self)
        self._build()
        self.words()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        card = QFrame(self)
        set_look(card, ground="card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 12, 16, 12)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._font()
        self._theme.changed.connect(self._font)
        inner.addWidget(self._shown)
        column.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.copy, self.save):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.banner)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)

    def _font(self) -> None:
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        size = self._theme.font().pointSizeF()
        if size > 0:
            font.setPointSizeF(size * 1.15)
        self._shown.setFont(font)

    def words(self) -> None:
        """Write every text in the language in force."""
        self.copy.setText(self.tr("&Copy"))
        self.save.setText(self.tr("&Save as a file…"))
        self._shown.setAccessibleName(self.tr("Recovery key"))
        self._shown.setAccessibleDescription(self._key)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.banner.say(
            Tone.SUCCESS,
            self.tr("The recovery key is in the clipboard."),
            self.tr("Paste it into your password manager now; anything you copy next replaces it."),
        )
        self.taken.emit()

    def _on_save(self) -> None:
        box = QFileDialog(self, self.tr("Save the recovery key"))
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setNameFilter(self.tr("Text files (*.txt)"))
        box.setDefaultSuffix("txt")
        box.selectFile("deskclient-recovery-key.txt")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.fileSelected.connect(self.save_to)
        box.open()

    def save_to(self, chosen: str) -> None:
        """Write the key to a file that only the person can read."""
        about = self.tr("Recovery key of Deskclient for {profile}").format(
            profile=self._profile_name
        )
        path = Path(chosen)
        try:
            path.touch(mode=0o600)
            path.write_text(f"{about}\n{self._key}\n", "utf-8")
        except OSError as trouble:
            self.banner.say(
                Tone.DANGER,
                self.tr("The recovery key could not be saved."),
                self.tr("{why} Choose another folder.").format(
                    why=domain_text(told_of(trouble, path))
                ),
            )
            return
        self.banner.say(
            Tone.SUCCESS,
            self.tr("The recovery key is saved as {file}.").format(file=path.name),
            self.tr("Move it to a place other than this computer."),
        )
        self.taken.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.words()
        super().changeEvent(event)


def _in_lines(key: str) -> str:
    groups = key.split("-")
    rows = [groups[at : at + _PER_LINE] for at in range(0, len(groups), _PER_LINE)]
    return "\n".join("-".join(row) for row in rows)
