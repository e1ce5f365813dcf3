"""The files that go with what is being written: chips with size, each can be taken off."""

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.api import StagedFile
from deskclient.ui.flow_layout import FlowLayout
from deskclient.ui.forms.file_names import THUMB_BYTES, icon_of, short_name
from deskclient.ui.markup.pictures import decode_picture
from deskclient.ui.parts import Notice, Parts, Tone


class FileTray(QWidget):
    """Freezes files through the desk and holds them until what they belong to is sent."""

    changed = Signal()
    """A file came or went."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._files: list[StagedFile] = []
        self._busy = 0
        self._owner = 0
        self._chips: list[QWidget] = []
        self._flow_host = QWidget(self)
        self._flow = FlowLayout(self._flow_host, 4)
        self._waiting = QLabel(self)
        self._waiting.setProperty("role", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._flow_host)
        layout.addWidget(self._waiting)
        self._draw()

    @property
    def files(self) -> tuple[StagedFile, ...]:
        """The files held."""
        return tuple(self._files)

    @property
    def is_busy(self) -> bool:
        """Whether a file is still being copied."""
        return self._busy > 0

    def set_files(self, files: Sequence[StagedFile]) -> None:
        """Hold the files of another text; copies still under way for the old one are dropped."""
        self._owner += 1
        self._busy = 0
        self._files = list(files)
        self._draw()

    def add_path(self, path: Path) -> None:
        """Attach a file of this computer."""
        if not path.is_file():
            said = self.tr("{name} is not a file, so it cannot be attached.").format(name=path.name)
            self._parts.host.notify(Notice(said, Tone.WARNING))
            return
        self._wait_for(self._parts.desk.files.stage(path))

    def add_picture(self, content: bytes) -> None:
        """Attach a picture from the clipboard."""
        taken = {one.name for one in self._files}
        number = next(n for n in range(1, 1000) if self._picture_name(n) not in taken)
        name = self._picture_name(number)
        self._wait_for(self._parts.desk.files.stage_bytes(content, name, "image/png"))

    def _picture_name(self, number: int) -> str:
        return self.tr("Screenshot {number}.png").format(number=number)

    def remove(self, file: StagedFile) -> None:
        """Take a file off."""
        self._files.remove(file)
        self._draw()
        self.changed.emit()

    def _wait_for(self, future: "Future[StagedFile]") -> None:
        self._busy += 1
        self._draw()
        owner = self._owner
        self._parts.bridge.when_done(
            future, partial(self._on_staged, owner), partial(self._on_failed, owner)
        )

    def _on_staged(self, owner: int, file: StagedFile) -> None:
        if owner != self._owner:
            return
        self._busy -= 1
        if file not in self._files:
            self._files.append(file)
        self._draw()
        self.changed.emit()

    def _on_failed(self, owner: int, error: BaseException) -> None:
        if owner == self._owner:
            self._busy -= 1
            self._draw()
        self._parts.host.report(error)

    def _draw(self) -> None:
        for chip in self._chips:
            chip.hide()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(one) for one in self._files]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow_host.setVisible(bool(self._files))
        self._waiting.setText(self.tr("Copying the file…"))
        self._waiting.setVisible(self.is_busy)
        self.setVisible(bool(self._files) or self.is_busy)

    def _chip(self, file: StagedFile) -> QToolButton:
        size = self._parts.texts.size(file.size)
        chip = QToolButton()
        chip.setProperty("role", "chip")
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setText(f"{short_name(file.name)}  {size}  ✕")
        chip.setIcon(self._icon(file))
        if file.media_type.startswith("image/"):
            px = self._parts.theme.px
            chip.setIconSize(QSize(px(24), px(18)))
        said = self.tr("{name}, {size}. Click to take it off.").format(name=file.name, size=size)
        chip.setToolTip(said)
        chip.setAccessibleName(said)
        chip.clicked.connect(partial(self.remove, file))
        return chip

    def _icon(self, file: StagedFile) -> QIcon:
        if file.media_type.startswith("image/") and file.size <= THUMB_BYTES:
            content = self._parts.desk.files.content(file.sha256)
            picture = decode_picture(content, 48, 36) if content else None
            if picture is not None:
                return QIcon(QPixmap.fromImage(picture))
        name = icon_of(file.media_type, file.name)
        return self._parts.theme.icons.icon(name, self._parts.theme.colors.muted)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()
        super().changeEvent(event)
