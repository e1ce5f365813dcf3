"""Where the key is, the recovery key, and taking things off this computer."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.profile_api import KeyPlace, ProfileInfo, Profiles
from deskclient.ui.background import in_background
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import Banner, ScrollPage, text_label
from deskclient.ui.settings.open_profile import OpenProfile
from deskclient.ui.settings.passphrase_dialog import PassphraseDialog
from deskclient.ui.sign_in.recovery_key_view import RecoveryKeyView
from deskclient.ui.theme.theme import Theme, set_look


class SecurityPage(ScrollPage):
    """Of the open profile."""

    sign_out_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, theme: Theme, profiles: Profiles, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._profiles = profiles
        self._bridge = Bridge(self)
        self._profile: ProfileInfo | None = None
        self._key = ""
        self._round = 0
        self._error: BaseException | None = None
        self._changed = False
        self.rebuild()

    def set_profile(self, profile: OpenProfile | None) -> None:
        """Show another profile, or none; a shown recovery key goes away."""
        self._profile = None if profile is None else profile.info
        self._changed = False
        self.hide_key()

    @override
    def fill(self, column: QVBoxLayout) -> None:
        column.addWidget(text_label(self.tr("Security"), "page"))
        profile = self._profile
        if profile is None:
            column.addWidget(
                text_label(self.tr("No profile is open, so there is nothing to show."), "muted")
            )
            return
        who = self.tr("{person} at {desk}").format(person=profile.person_name, desk=profile.title)
        column.addWidget(text_label(who, "muted"))
        self._fill_place(column, profile)
        self._fill_key(column, profile)
        self._fill_leaving(column)

    def _fill_place(self, column: QVBoxLayout, profile: ProfileInfo) -> None:
        column.addSpacing(4)
        column.addWidget(text_label(self.tr("Where the key is"), "title"))
        places = {
            KeyPlace.KEYRING: self.tr(
                "Everything kept here is encrypted. The key and the session are in the keyring of "
                "this system, which opens when you log in to this computer."
            ),
            KeyPlace.PASSPHRASE: self.tr(
                "Everything kept here is encrypted. The key and the session are locked by the "
                "passphrase you type when the program starts."
            ),
            KeyPlace.SESSION: self.tr(
                "Everything kept here is encrypted with a key that exists only while the program "
                "runs. After it ends, nothing kept here can be read, unsent changes included."
            ),
        }
        column.addWidget(text_label(places[profile.key_place]))
        if profile.key_place is not KeyPlace.PASSPHRASE:
            return
        if self._changed:
            column.addWidget(text_label(self.tr("The passphrase has been changed."), "muted"))
        change = self._button(column, "passphrase", self.tr("Change the &passphrase…"))
        change.clicked.connect(self._on_change_passphrase)

    def _fill_key(self, column: QVBoxLayout, profile: ProfileInfo) -> None:
        if profile.key_place is KeyPlace.SESSION:
            return
        column.addSpacing(4)
        column.addWidget(text_label(self.tr("Recovery key"), "title"))
        column.addWidget(
            text_label(
                self.tr(
                    "Whoever has it can read what is kept here. It is needed only if the key "
                    "itself is lost. Look around before you show it."
                )
            )
        )
        if self._error is not None:
            banner = Banner(self.theme)
            column.addWidget(banner)
            banner.fail(self._error)
        if self._key:
            name = f"{profile.person_name}, {profile.desk_name}"
            column.addWidget(RecoveryKeyView(self.theme, self._key, name))
            self._button(column, "hide", self.tr("&Hide the recovery key")).clicked.connect(
                self.hide_key
            )
        else:
            self._button(column, "show", self.tr("&Show the recovery key")).clicked.connect(
                self._on_show
            )

    def _fill_leaving(self, column: QVBoxLayout) -> None:
        column.addSpacing(4)
        column.addWidget(text_label(self.tr("Take it off this computer"), "title"))
        column.addWidget(
            text_label(
                self.tr(
                    "Signing out removes the local copy and ends the session. Removing takes the "
                    "profile out of the list as well. Before either, you are shown what has not "
                    "reached the desk and decide what becomes of it."
                )
            )
        )
        sign_out = self._button(column, "sign_out", self.tr("Sign &out…"))
        sign_out.clicked.connect(self._on_sign_out)
        remove = self._button(column, "remove", self.tr("&Remove from this computer…"))
        set_look(remove, role="danger")
        remove.clicked.connect(self._on_remove)

    @staticmethod
    def _button(column: QVBoxLayout, name: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return button

    # --- acts -------------------------------------------------------------------------------

    def _on_show(self) -> None:
        if self._profile is None:
            return
        self._round += 1
        # The keyring may ask the person first.
        key = in_background(partial(self._profiles.recovery_key, self._profile.profile_id))
        self._bridge.when_done(
            key, partial(self._on_key, self._round), partial(self._on_no_key, self._round)
        )

    def _on_key(self, number: int, key: str) -> None:
        if number == self._round:
            self._key, self._error = key, None
            self.rebuild()

    def _on_no_key(self, number: int, error: BaseException) -> None:
        if number == self._round:
            self._error = error
            self.rebuild()

    def hide_key(self) -> None:
        """Show the recovery key no more."""
        self._round += 1
        self._key, self._error = "", None
        self.rebuild()

    def _on_change_passphrase(self) -> None:
        if self._profile is None:
            return
        page = PassphraseDialog(self.theme, self._profiles, self._profile, self)
        page.changed.connect(self._on_passphrase_changed)
        page.open()

    def _on_passphrase_changed(self) -> None:
        self._changed = True
        self.rebuild()

    def _on_sign_out(self) -> None:
        if self._profile is not None:
            self.sign_out_asked.emit(self._profile.profile_id)

    def _on_remove(self) -> None:
        if self._profile is not None:
            self.remove_asked.emit(self._profile.profile_id)
