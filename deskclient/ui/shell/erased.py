"""A profile whose copy the desk had erased: what happened, what is kept, and what can be done."""

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from typing_extensions import override

from deskclient.domain.errors import KeyMissingError
from deskclient.services.profile_api import ProfileInfo, Profiles, UnsentWork
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import text_label
from deskclient.ui.profiles.unsent_words import unsent_lines
from deskclient.ui.shell.form_page import FormPage
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look


class ErasedPage(FormPage):
    """Ends the erasing, then offers export, sign-in and removal; nothing unsent is touched."""

    sign_in_asked = Signal(object)
    """The :class:`ProfileInfo` whose person wants to sign in again."""
    remove_asked = Signal(str)
    """The id of the profile to be removed from this computer."""
    unlock_asked = Signal(object)
    """The :class:`ProfileInfo` whose unsent work cannot be read before its key is there."""

    def __init__(
        self,
        surroundings: Surroundings,
        profiles: Profiles,
        profile: ProfileInfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(surroundings.theme, parent)
        self.profile = profile
        self.work: UnsentWork | None = None
        self.exported = 0
        self._texts = surroundings.texts
        self._profiles = profiles
        self._bridge = Bridge(self)
        self._done = False
        self.kept = text_label("", "strong", self)
        self.export = QPushButton(self)
        self.again = QPushButton(self)
        self.remove = QPushButton(self)
        self.title.setWordWrap(True)
        self.setMinimumWidth(self.theme.px(520))
        self.form.addRow(self.kept)
        for button, act in (
            (self.export, self._ask_file),
            (self.again, self.finish),
            (self.remove, self._on_remove),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self.add_below(button)
        set_look(self.remove, role="link")
        self.go.clicked.connect(self._on_sign_in)
        self.again.hide()
        self._write()

    def finish(self) -> None:
        """End the erasing, or try to once more, and look what is kept."""
        self.say_trouble("")
        self.again.hide()
        profile_id = self.profile.profile_id
        self._bridge.when_done(
            self._profiles.finish_erasing(profile_id), self._on_finished, self._on_unfinished
        )
        self._bridge.when_done(self._profiles.unsent(profile_id), self._on_work)

    def _on_finished(self, _result: None) -> None:
        self._done = True
        self._write()

    def _on_unfinished(self, error: BaseException) -> None:
        self.show_trouble(error)
        self.again.show()
        self._write()

    def _on_work(self, work: UnsentWork) -> None:
        self.work = work
        self._write()

    # --- acts -------------------------------------------------------------------------------

    def _on_sign_in(self) -> None:
        self.sign_in_asked.emit(self.profile)

    def _on_remove(self) -> None:
        self.remove_asked.emit(self.profile.profile_id)

    def _ask_file(self) -> None:
        box = QFileDialog(self, self.tr("Export unsent work"))
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setNameFilter(self.tr("ZIP archives (*.zip)"))
        box.setDefaultSuffix("zip")
        box.selectFile("deskclient-unsent.zip")
        box.fileSelected.connect(self.export_to)
        box.open()

    def export_to(self, chosen: str) -> None:
        """Write what is unsent to a file; it stays here as well."""
        self.say_trouble("")
        future = self._profiles.export(self.profile.profile_id, Path(chosen))
        self._bridge.when_done(future, self._on_exported, self._on_not_exported)

    def _on_exported(self, count: int) -> None:
        self.exported = count
        self._write()

    def _on_not_exported(self, error: BaseException) -> None:
        self.show_trouble(error)
        self._write()
        if isinstance(error, KeyMissingError):
            self.unlock_asked.emit(self.profile)

    # --- words ------------------------------------------------------------------------------

    def _write(self) -> None:
        """Write everything in the language in force."""
        profile = self.profile
        desk = profile.desk_name or profile.desk_url
        self.setWindowTitle("Deskclient")
        self.title.setText(
            self.tr("The copy on this computer was erased")
            if self._done
            else self.tr("The copy on this computer is being erased")
        )
        self.about.setText(
            self.tr(
                "An administrator of {desk} has ordered it for {person}; the order came {moment}. "
                "The tickets and files kept here go, with the key that opened them, and the "
                "session on this computer has ended. On the desk everything is as it was."
            ).format(desk=desk, person=profile.person_name, moment=self._moment())
        )
        self.kept.setText(self._kept_words())
        self.go.setText(self.tr("Sign in again…"))
        self.export.setText(self.tr("Export unsent work…"))
        self.export.setVisible(bool(self.work))
        self.again.setText(self.tr("Try again"))
        self.remove.setText(self.tr("Remove the profile from this computer…"))
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as high as the words need now; wrapped ones do not say so by themselves."""
        self.resize(self.width(), self._layout.totalHeightForWidth(self.width()))

    def _moment(self) -> str:
        return self._texts.exact(self.profile.erased_at)

    def _kept_words(self) -> str:
        if self.work is None:
            return ""
        if not self.work:
            return self.tr("Nothing was unsent.")
        lines = [
            self.tr("Kept here, encrypted, because it has not reached the desk:"),
            *(f"•  {line}" for line in unsent_lines(self.work, self._texts)),
        ]
        if self.exported:
            lines.append(self.tr("%n item(s) exported; they stay here as well.", "", self.exported))
        return "\n".join(lines)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
