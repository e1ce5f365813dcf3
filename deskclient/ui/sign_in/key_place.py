"""Where the key of the local copy lives if the system has no keyring for it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.profile_api import KeyPlace
from deskclient.ui.page_parts import Banner
from deskclient.ui.parts import Tone
from deskclient.ui.sign_in.step import hint_label, labelled, name_field, small_label
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme

SHORTEST = 10


class KeyPlaceChoice(QWidget):
    """Passphrase, or this session only. Says what each of them means."""

    changed = Signal()

    def __init__(self, theme: Theme, trouble: str, parent: QWidget | None = None) -> None:
        """Set up.

        Args:
            theme: The look.
            trouble: Why the keyring cannot be used, in English.
            parent: The step.
        """
        super().__init__(parent)
        self._trouble = trouble
        self._why = Banner(theme, self)
        self.passphrase = QRadioButton(self)
        self.session = QRadioButton(self)
        self._secret_part = QWidget(self)
        self._session_hint = hint_label(self)
        self._passphrase_hint = hint_label(self)
        self.first = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self.again = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self._first_label = small_label(self)
        self._again_label = small_label(self)
        self._state = hint_label(self)
        self._build()
        self.passphrase.setChecked(True)
        self.words()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._why)
        column.addWidget(self.passphrase)
        inner = QVBoxLayout(self._secret_part)
        inner.setContentsMargins(24, 0, 0, 8)
        inner.setSpacing(8)
        inner.addWidget(self._passphrase_hint)
        labelled(inner, self._first_label, self.first)
        labelled(inner, self._again_label, self.again)
        inner.addWidget(self._state)
        column.addWidget(self._secret_part)
        column.addWidget(self.session)
        rest = QVBoxLayout()
        rest.setContentsMargins(24, 0, 0, 0)
        rest.addWidget(self._session_hint)
        column.addLayout(rest)
        for field in (self.first, self.again):
            field.textChanged.connect(self._on_change)
        self.passphrase.toggled.connect(self._on_change)

    def place(self) -> KeyPlace:
        """What was chosen."""
        return KeyPlace.PASSPHRASE if self.passphrase.isChecked() else KeyPlace.SESSION

    def secret(self) -> str:
        """The passphrase; empty if none is wanted."""
        return self.first.text() if self.passphrase.isChecked() else ""

    def ready(self) -> bool:
        """Whether the choice is complete."""
        return self.session.isChecked() or not self._missing()

    def _missing(self) -> str:
        if len(self.first.text()) < SHORTEST:
            return self.tr("Use at least %n character(s); a short sentence is best.", "", SHORTEST)
        if self.first.text() != self.again.text():
            return self.tr("The two do not match yet.")
        return ""

    def _on_change(self) -> None:
        self._secret_part.setVisible(self.passphrase.isChecked())
        self._state.setText(self._missing() or self.tr("The passphrase can be used."))
        self.changed.emit()

    def words(self) -> None:
        """Write every text in the language in force."""
        self._why.say(
            Tone.WARNING,
            self.tr("This system has no keyring that can be used for the key of your data."),
            domain_text(self._trouble),
        )
        self.passphrase.setText(self.tr("Lock it with a &passphrase"))
        self._passphrase_hint.setText(
            self.tr("You type it each time the program starts. Nobody can reset it for you.")
        )
        self.session.setText(self.tr("Keep it for this &session only"))
        self._session_hint.setText(
            self.tr(
                "Nothing to remember, but everything kept here can no longer be read once the "
                "program ends, and changes that have not reached the desk by then are lost."
            )
        )
        name_field(self._first_label, self.first, self.tr("Passphrase"))
        name_field(self._again_label, self.again, self.tr("The same passphrase again"))
        self._on_change()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.words()
        super().changeEvent(event)
