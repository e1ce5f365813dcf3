"""Leaving a profile: what is unsent, and what shall become of it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QPushButton, QRadioButton, QWidget

from deskclient.services.profile_api import Departure, ProfileInfo, UnsentWork
from deskclient.ui.entry.form_page import FormPage
from deskclient.ui.theme.theme import Theme, set_look

_TITLES_SHOWN = 5


class DepartureWindow(FormPage):
    """Asks once, in plain words; Cancel leaves everything as it is."""

    decided = Signal(object, object)
    """A :class:`Departure` and the file for an export, or ``None``."""

    def __init__(
        self,
        profile: ProfileInfo,
        unsent: UnsentWork,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        wipe: bool = False,
    ) -> None:
        super().__init__(theme, parent)
        self._unsent = unsent
        self._wipe = wipe
        self._choices = QButtonGroup(self)
        self.setWindowTitle(self.tr("Remove profile") if wipe else self.tr("Sign out"))
        pattern = (
            self.tr("Remove {desk} from this computer?") if wipe else self.tr("Sign out of {desk}?")
        )
        self.title.setText(pattern.format(desk=profile.desk_name or profile.desk_url))
        self.about.setText(self._what_is_unsent())
        self._offer()
        self.go.setText(self.tr("Remove") if wipe else self.tr("Sign out"))
        if wipe:
            set_look(self.go, role="danger")
        self.go.clicked.connect(self._go)
        cancel = QPushButton(self.tr("Cancel"), self)
        set_look(cancel, role="quiet")
        cancel.clicked.connect(self.close)
        self.add_below(cancel)

    def _what_is_unsent(self) -> str:
        unsent = self._unsent
        if not unsent.readable:
            return self.tr("The local copy cannot be read, so nobody can say what is unsent in it.")
        if not unsent:
            return self.tr("Everything is on the desk; nothing is lost.")
        lines = [self.tr("%n change(s) are not on the desk yet.", "", unsent.changes)]
        if unsent.drafts:
            lines.append(self.tr("%n draft(s) are unfinished.", "", unsent.drafts))
        lines += [f"· {title}" for title in unsent.titles[:_TITLES_SHOWN]]
        return "\n".join(lines)

    def _offer(self) -> None:
        if not self._unsent:
            return
        rows = [
            (Departure.KEEP, self.tr("Keep it here, encrypted, until I sign in again")),
            (Departure.EXPORT, self.tr("Write it to a readable file first, then remove it")),
            (Departure.DISCARD, self.tr("Throw it away")),
        ]
        for at, (choice, text) in enumerate(rows[1:] if self._wipe else rows):
            button = QRadioButton(text, self)
            button.setObjectName(choice.value)
            button.setChecked(at == 0)
            self._choices.addButton(button)
            self.form.addRow(button)
        if self._wipe:
            self.form.addRow(QLabel(self.tr("This cannot be undone."), self))

    def _go(self) -> None:
        checked = self._choices.checkedButton()
        choice = Departure(checked.objectName()) if checked is not None else Departure.DISCARD
        if not self._unsent:
            choice = Departure.DISCARD if self._wipe else Departure.KEEP
        if choice is not Departure.EXPORT:
            self._end(choice, None)
            return
        dialog = QFileDialog(self, self.tr("Export unsent work"), self.tr("unsent-work.zip"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(lambda chosen: self._end(choice, Path(chosen)))
        dialog.open()

    def _end(self, choice: Departure, target: Path | None) -> None:
        self.decided.emit(choice, target)
        self.close()
