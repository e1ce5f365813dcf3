"""An attached file as a chip: thumbnail or icon, name, size; opened, saved and dragged out."""

from pathlib import Path
from shutil import copyfile

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDrag, QIcon, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QToolButton, QWidget
from typing_extensions import override

from deskclient.domain.events import JobProgress
from deskclient.domain.file_trouble import why
from deskclient.domain.safe_names import may_run
from deskclient.services.api import RecordView
from deskclient.ui.forms.file_names import THUMB_BYTES, icon_of, short_name
from deskclient.ui.markup.characters import harmless
from deskclient.ui.markup.pictures import decode_picture
from deskclient.ui.parts import Notice, Parts, Tone
from deskclient.ui.text import domain_text


class AttachmentChip(QToolButton):
    """One file of an entry."""

    def __init__(self, record: RecordView, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._parts = parts
        self._pressed: QPoint | None = None
        self._after_fetch = ""
        self.setProperty("role", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        parts.bridge.job_changed.connect(self._on_job)
        self._show()

    @property
    def name(self) -> str:
        """The file's name, made harmless."""
        return Path(harmless(str(self._record.doc.get("name") or "file"))).name or "file"

    @property
    def _sha256(self) -> str:
        return str(self._record.doc.get("sha256") or "")

    def _show(self) -> None:
        size = self._record.doc.get("size")
        words = self._parts.texts.size(size) if isinstance(size, int) else ""
        self.setText(f"{short_name(self.name)}  {words}")
        self.setToolTip(
            self.tr("{name}, {size}. Click to open, drag it out, or right-click for more.").format(
                name=self.name, size=words
            )
        )
        self.setAccessibleName(
            self.tr("Attached file {name}, {size}").format(name=self.name, size=words)
        )
        self._draw()

    def _draw(self) -> None:
        thumb = self._thumbnail()
        if thumb is not None:
            self.setIcon(QIcon(thumb))
            self.setIconSize(QSize(56, 40))
            return
        icon = icon_of(str(self._record.doc.get("media_type") or ""), self.name)
        self.setIcon(self._parts.theme.icons.icon(icon, self._parts.theme.colors.muted))
        self.setIconSize(QSize(16, 16))

    def _thumbnail(self) -> QPixmap | None:
        size = self._record.doc.get("size")
        if not str(self._record.doc.get("media_type")).startswith("image/"):
            return None
        if not isinstance(size, int) or size > THUMB_BYTES:
            return None
        content = self._parts.desk.files.content(self._sha256)
        picture = decode_picture(content, 112, 80) if content else None
        return None if picture is None else QPixmap.fromImage(picture)

    # --- open, save, drag -------------------------------------------------------------------

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Open"), self._open)
        menu.addAction(self.tr("&Save as…"), self._save)
        menu.popup(self.mapToGlobal(at))

    def _path(self, then: str) -> Path | None:
        """Give the local copy, or have it fetched and go on with ``then`` when it is here."""
        path = self._parts.desk.files.local_path(self._sha256, self.name)
        if path is None:
            self._after_fetch = then
            self._parts.desk.files.fetch(self._sha256)
            self.setText(self.tr("{name}  fetching…").format(name=short_name(self.name)))
        return path

    def _open(self) -> None:
        path = self._path("open")
        if path is None:
            return
        if may_run(self.name):
            self._ask_risky(path)
            return
        self._launch(path)

    def _ask_risky(self, path: Path) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("This file can run a program"))
        box.setText(self.tr("{name} can run a program on this computer.").format(name=self.name))
        box.setInformativeText(self.tr("Open it only if you expected it from this sender."))
        go = box.addButton(self.tr("Open anyway"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        go.clicked.connect(lambda: self._launch(path))
        box.open()

    def _launch(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            said = self.tr("No program on this computer opens {name}.").format(name=self.name)
            self._parts.host.notify(Notice(said, Tone.WARNING))

    def _save(self) -> None:
        path = self._path("save")
        if path is None:
            return
        dialog = QFileDialog(self, self.tr("Save the attached file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.name)
        dialog.fileSelected.connect(lambda target: self._copy(path, Path(target)))
        dialog.open()

    def _copy(self, source: Path, target: Path) -> None:
        try:
            copyfile(source, target)
        except OSError as error:
            said = self.tr("The file could not be saved. {why}").format(why=domain_text(why(error)))
            self._parts.host.notify(Notice(said, Tone.DANGER))

    def _on_job(self, job: JobProgress) -> None:
        if job.job_id != f"file:{self._sha256}" or not job.ended:
            return
        self._show()
        then, self._after_fetch = self._after_fetch, ""
        if then and self._parts.desk.files.local_path(self._sha256, self.name) is not None:
            (self._open if then == "open" else self._save)()
        elif then:
            said = self.tr("{name} is not on this computer yet. It needs the desk.").format(
                name=self.name
            )
            self._parts.host.notify(Notice(said, Tone.WARNING))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        here = event.position().toPoint()
        if self._pressed is None or (here - self._pressed).manhattanLength() < far:
            super().mouseMoveEvent(event)
            return
        self._pressed = None
        self.setDown(False)
        path = self._path("")
        if path is not None:
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(path))])
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)
