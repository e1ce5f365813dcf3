"""Asks before a window closes over words that nothing can keep."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from deskclient.ui.forms.draft_keeper import DraftKeeper
from deskclient.ui.parts import Parts


class Parting(QObject):
    """Lets a window close at once where everything is kept."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._window = window
        self._box: QWidget | None = None
        self._decided = False

    def decide(self) -> None:
        """Ask nothing any more."""
        self._decided = True

    def may_close(self) -> bool:
        """Tell whether the window may close now; where not, the person is asked."""
        if self._decided:
            return True
        for keeper in self._window.findChildren(DraftKeeper):
            keeper.save_now()
        count = len(self._parts.desk.drafts.unsaved())
        if count:
            self._ask(count)
        return not count

    def _ask(self, count: int) -> None:
        if self._box is not None:
            self._box.raise_()
            self._box.activateWindow()
            return
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - dear, and hardly ever asked

        box = self._box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Close without saving?"))
        box.setText(self.tr("%n unfinished text(s) cannot be kept.", "", count))
        box.setInformativeText(
            self.tr("Nothing can be saved here now. Copy the words to another place first.")
        )
        go = box.addButton(self.tr("Close &without saving"), QMessageBox.ButtonRole.DestructiveRole)
        back = box.addButton(self.tr("Go &back"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        go.clicked.connect(self._on_go)
        box.finished.connect(self._on_answered)
        box.open()

    def _on_answered(self) -> None:
        self._box = None

    def _on_go(self) -> None:
        self.decide()
        self._window.close()
