"""Unlocking a profile by passphrase or recovery key, and showing a new recovery key once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from deskclient.domain.errors import DeskError
from deskclient.services.profile_api import KeyState, ProfileInfo, Profiles
from deskclient.ui.entry.form_page import FormPage
from deskclient.ui.theme.theme import Theme, set_look


class UnlockWindow(FormPage):
    """Asks until the stores open or the person gives up; nothing is erased."""

    unlocked = Signal(str)
    """The id of the profile that can be opened now."""

    def __init__(
        self,
        profiles: Profiles,
        profile: ProfileInfo,
        state: KeyState,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._profiles = profiles
        self._profile = profile
        needs_phrase = state is KeyState.PASSPHRASE_NEEDED
        label = self.tr("Passphrase") if needs_phrase else self.tr("Recovery key")
        self.secret: QLineEdit = self.field(label, "secret", secret=needs_phrase)
        self.setWindowTitle(self.tr("Unlock"))
        self.title.setText(
            self.tr("Unlock {desk}").format(desk=profile.desk_name or profile.desk_url)
        )
        self.about.setText(self._why(state))
        self.go.setText(self.tr("Unlock"))
        self.go.clicked.connect(self.submit)
        self.again = QPushButton(self.tr("Try the keyring again"), self)
        set_look(self.again, role="link")
        self.again.setVisible(state is KeyState.KEYRING_LOCKED)
        self.again.clicked.connect(self._try_again)
        self.add_below(self.again)

    def _why(self, state: KeyState) -> str:
        return {
            KeyState.READY: "",
            KeyState.PASSPHRASE_NEEDED: self.tr("Your local copy is locked by your passphrase."),
            KeyState.KEYRING_LOCKED: self.tr(
                "The system's keyring does not answer. Unlock it and try again, or type the "
                "recovery key. Nothing is lost."
            ),
            KeyState.MISSING: self.tr(
                "The key is not where it was. The recovery key you were given opens your local "
                "copy. Nothing is lost."
            ),
        }[state]

    def submit(self) -> None:
        """Try what is typed."""
        try:
            self._profiles.unlock(self._profile.profile_id, self.secret.text().strip())
        except DeskError as error:
            self.show_trouble(error)
            self.secret.selectAll()
            return
        self.secret.clear()
        self.unlocked.emit(self._profile.profile_id)
        self.close()

    def _try_again(self) -> None:
        if self._profiles.key_state(self._profile.profile_id) is KeyState.READY:
            self.unlocked.emit(self._profile.profile_id)
            self.close()
        else:
            self.say_trouble(self.tr("The keyring still does not answer."))


class RecoveryKeyWindow(FormPage):
    """Shows the recovery key of a new profile."""

    kept = Signal()

    def __init__(self, recovery_key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(self.tr("Recovery key"))
        self.title.setText(self.tr("Keep this recovery key"))
        self.about.setText(
            self.tr(
                "It opens the copy on this computer if the keyring is ever lost. Write it down or "
                "keep it with your passwords; it is shown once."
            )
        )
        self.key = self.field(self.tr("Recovery key"), "recovery_key")
        self.key.setText(recovery_key)
        self.key.setReadOnly(True)
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        copy = QPushButton(self.tr("Copy"), self)
        copy.clicked.connect(self._copy)
        self.form.addRow(copy)
        self.go.setText(self.tr("I have kept it"))
        self.go.clicked.connect(self.accept)
        self.finished.connect(self.kept)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.text())
