"""Signing in to a desk: address, name, password, and where the key of the stores is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from deskclient.services.profile_api import (
    DeskFound,
    KeyPlace,
    ProfileInfo,
    Profiles,
    SignedIn,
    SignInForm,
)
from deskclient.ui.bridge import Bridge
from deskclient.ui.entry.form_page import FormPage
from deskclient.ui.theme.theme import Theme, set_look


class SignInWindow(FormPage):
    """Stays until somebody is in; a failure keeps everything that was typed."""

    signed_in = Signal(object)
    """A :class:`SignedIn`."""
    others_asked = Signal()
    """The person wants to see the profiles that are here."""

    def __init__(
        self,
        profiles: Profiles,
        theme: Theme,
        again: ProfileInfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Set up.

        Args:
            profiles: The profiles of this computer.
            theme: The look.
            again: A profile whose session has ended; its address and name stand already.
            parent: The window in front of which it stands.
        """
        super().__init__(theme, parent)
        self._profiles = profiles
        self._bridge = Bridge(self)
        self.address = self.field(self.tr("Address of the desk"), "address")
        self.found = QLabel(self, wordWrap=True)
        self.form.addRow(self.found)
        self.login = self.field(self.tr("Sign-in name"), "login")
        self.password = self.field(self.tr("Password"), "password", secret=True)
        self.place = QComboBox(self)
        self.passphrase = self.field(self.tr("Passphrase"), "passphrase", secret=True)
        self.others = QPushButton(self.tr("Other profiles on this computer…"), self)
        self._build()
        if again is not None:
            self._fill(again)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Sign in"))
        self.title.setText(self.tr("Sign in to your desk"))
        self.about.setText(
            self.tr("Everything is kept on this computer, encrypted, and works without a network.")
        )
        self.address.setPlaceholderText("desk.example.org")
        set_look(self.found, role="small")
        self.found.hide()
        self.go.setText(self.tr("Sign in"))
        self._add_places()
        self.add_below(self.others)
        set_look(self.others, role="link")
        self.others.setVisible(bool(self._profiles.all()))
        self.others.clicked.connect(self.others_asked)
        self.address.editingFinished.connect(self._probe)
        self.go.clicked.connect(self.submit)

    def _add_places(self) -> None:
        trouble = self._profiles.keyring_trouble()
        rows = [
            (KeyPlace.KEYRING, self.tr("In the system's keyring")),
            (KeyPlace.PASSPHRASE, self.tr("Locked by a passphrase I type at each start")),
            (KeyPlace.SESSION, self.tr("For this session only; nothing stays readable")),
        ]
        for place, text in rows[1:] if trouble else rows:
            self.place.addItem(text, place)
        label = QLabel(self.tr("Where the key of the local copy is kept"), self)
        label.setBuddy(self.place)
        self.place.setAccessibleName(label.text())
        row = self.form.rowCount() - 1
        self.form.insertRow(row, label, self.place)
        self.place.currentIndexChanged.connect(self._on_place)
        self._on_place()
        if trouble:
            self.say_trouble(self.tr("The system's keyring cannot be used now."))

    def _fill(self, again: ProfileInfo) -> None:
        self.title.setText(self.tr("Sign in again"))
        self.about.setText(self.tr("Your unsent work is kept and goes on after you are back in."))
        self.address.setText(again.desk_url)
        self.login.setText(again.login)
        self.place.setCurrentIndex(max(0, self.place.findData(again.key_place)))
        self.password.setFocus()

    def _on_place(self) -> None:
        wanted = self.place.currentData() == KeyPlace.PASSPHRASE
        self.form.setRowVisible(self.passphrase, wanted)

    # --- the desk ---------------------------------------------------------------------------

    def _probe(self) -> None:
        address = self.address.text().strip()
        if address:
            self._say_found(self.tr("Looking for the desk…"))
            future = self._profiles.probe(address)
            self._bridge.when_done(future, self._on_found, self._on_not_found)

    def _on_found(self, desk: DeskFound) -> None:
        self._say_found(self.tr("{desk} answers at {url}").format(desk=desk.name, url=desk.url))
        self.say_trouble("")

    def _on_not_found(self, error: BaseException) -> None:
        self._say_found("")
        self.show_trouble(error)

    def _say_found(self, text: str) -> None:
        self.found.setText(text)
        self.found.setVisible(bool(text))

    def submit(self) -> None:
        """Try to sign in with what is typed."""
        missing = next((one for one in self._needed() if not one.text().strip()), None)
        if missing is not None:
            self.say_trouble(
                self.tr("“{field}” is still empty.").format(field=missing.accessibleName())
            )
            missing.setFocus()
            return
        self.say_trouble("")
        self._set_busy(busy=True)
        form = SignInForm(
            url=self.address.text().strip(),
            login=self.login.text().strip(),
            password=self.password.text(),
            key_place=KeyPlace(self.place.currentData()),
            passphrase=self.passphrase.text(),
        )
        self._bridge.when_done(self._profiles.sign_in(form), self._on_signed_in, self._on_refused)

    def _needed(self) -> list[QLineEdit]:
        lines = [self.address, self.login, self.password]
        if self.place.currentData() == KeyPlace.PASSPHRASE:
            lines.append(self.passphrase)
        return lines

    def _set_busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.go.setText(self.tr("Signing in…") if busy else self.tr("Sign in"))

    def _on_signed_in(self, result: SignedIn) -> None:
        self._set_busy(busy=False)
        self.password.clear()
        self.passphrase.clear()
        self.signed_in.emit(result)

    def _on_refused(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        self.show_trouble(error)
        self.password.setFocus()
        self.password.selectAll()
