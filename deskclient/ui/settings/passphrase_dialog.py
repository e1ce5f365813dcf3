"""Another passphrase for a profile that is locked with one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskclient.services.profile_api import ProfileInfo, Profiles
from deskclient.ui.background import in_background
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import Banner, text_label
from deskclient.ui.sign_in.key_place import SHORTEST
from deskclient.ui.theme.theme import Theme


class PassphraseDialog(QDialog):
    """Asks for the current one, and twice for the new one."""

    changed = Signal()

    def __init__(
        self, theme: Theme, profiles: Profiles, profile: ProfileInfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._profiles = profiles
        self._profile_id = profile.profile_id
        self._bridge = Bridge(self)
        self.banner = Banner(theme, self)
        self.current, self.first, self.again = (
            QLineEdit(self, echoMode=QLineEdit.EchoMode.Password) for _ in range(3)
        )
        self._state = text_label("", "muted", self)
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.go = self.buttons.addButton(self.tr("Change the passphrase"), role.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), role.RejectRole)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.setWindowTitle(self.tr("Change the passphrase"))
        self.setMinimumWidth(theme.px(420))
        self._build()
        self._on_typed()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.banner)
        hint = self.tr("Leave it empty if you opened this profile with the recovery key.")
        self._line(column, self.tr("&Current passphrase"), self.current)
        column.addWidget(text_label(hint, "muted", self))
        self._line(column, self.tr("&New passphrase"), self.first)
        self._line(column, self.tr("The new passphrase &again"), self.again)
        column.addWidget(self._state)
        column.addWidget(self.buttons)

    def _line(self, column: QVBoxLayout, words: str, line: QLineEdit) -> None:
        label = QLabel(words, self)
        label.setBuddy(line)
        line.setAccessibleName(words.replace("&", ""))
        line.textChanged.connect(self._on_typed)
        column.addWidget(label)
        column.addWidget(line)

    def _missing(self) -> str:
        if len(self.first.text()) < SHORTEST:
            return self.tr("Use at least %n character(s); a short sentence is best.", "", SHORTEST)
        if self.first.text() != self.again.text():
            return self.tr("The two do not match yet.")
        return ""

    def _on_typed(self) -> None:
        missing = self._missing()
        self._state.setText(missing or self.tr("The passphrase can be used."))
        self.go.setEnabled(not missing)

    def _on_accepted(self) -> None:
        self.banner.clear()
        self.buttons.setEnabled(False)
        # Deriving a key takes its time by design.
        done = in_background(
            partial(
                self._profiles.change_passphrase,
                self._profile_id,
                self.current.text(),
                self.first.text(),
            )
        )
        self._bridge.when_done(done, self._on_done, self._on_failed)

    def _on_done(self, _: None) -> None:
        self.changed.emit()
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.buttons.setEnabled(True)
        self.banner.fail(error)
        self.current.setFocus()
        self.current.selectAll()
