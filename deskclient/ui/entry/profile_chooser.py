"""All profiles on this computer: open one, sign in again, add, remove."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskclient.services.profile_api import ProfileInfo, Profiles
from deskclient.ui.entry.form_page import FormPage
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme, set_look


class ProfileChooser(FormPage):
    """One card for each profile."""

    open_asked = Signal(object)
    """The :class:`ProfileInfo` to open, or to sign in to again."""
    add_asked = Signal()
    remove_asked = Signal(object)

    def __init__(
        self, profiles: Profiles, texts: Texts, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._texts = texts
        self.setWindowTitle(self.tr("Profiles"))
        self.title.setText(self.tr("Profiles on this computer"))
        self.about.setText(
            self.tr("Each profile is one desk and one person; their data never mix.")
        )
        for profile in profiles.all():
            self.form.addRow(self._card(profile))
        self.go.setText(self.tr("Sign in to another desk"))
        self.go.clicked.connect(self._add)
        self.setMinimumWidth(theme.px(520))

    def _card(self, profile: ProfileInfo) -> QWidget:
        card = QFrame(self)
        set_look(card, ground="card")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 10, 10, 10)
        words = QVBoxLayout()
        words.setSpacing(2)
        name = QLabel(f"{profile.desk_name or profile.desk_url}", card)
        set_look(name, role="strong")
        words.addWidget(name)
        state = self._texts.relative(profile.last_used)
        if not profile.signed_in:
            state = self.tr("signed out")
        about = QLabel(f"{profile.person_name or profile.login} · {state}", card)
        set_look(about, role="small")
        words.addWidget(about)
        row.addLayout(words, 1)
        remove = QPushButton(self.tr("Remove…"), card)
        set_look(remove, role="quiet")
        remove.clicked.connect(partial(self._ask_remove, profile))
        open_button = QPushButton(
            self.tr("Open") if profile.signed_in else self.tr("Sign in"), card
        )
        open_button.clicked.connect(partial(self._ask_open, profile))
        row.addWidget(remove)
        row.addWidget(open_button)
        return card

    def _ask_open(self, profile: ProfileInfo) -> None:
        self.open_asked.emit(profile)
        self.close()

    def _ask_remove(self, profile: ProfileInfo) -> None:
        self.remove_asked.emit(profile)
        self.close()

    def _add(self) -> None:
        self.add_asked.emit()
        self.close()
