"""The desks and people of this computer."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.errors import DeskError
from deskclient.services.api import Desk
from deskclient.services.profile_api import ProfileInfo, Profiles, UnsentWork
from deskclient.ui.bridge import Bridge
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.page_parts import Banner, ScrollPage, text_label
from deskclient.ui.profiles.card import ProfileCard
from deskclient.ui.profiles.departure import DepartureDialog, Leaving
from deskclient.ui.profiles.rename_dialog import RenameDialog
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look

_SIZE = (660, 520)


class ProfileList(ScrollPage):
    """The cards; filled by its window."""

    def __init__(self, window: "ProfilesWindow", surroundings: Surroundings) -> None:
        super().__init__(surroundings.theme, window)
        self._window = window
        self.rebuild()

    @override
    def fill(self, column: QVBoxLayout) -> None:
        self._window.fill(column)


class ProfilesWindow(QDialog):
    """Open, add, rename, sign in again, sign out, remove."""

    open_asked = Signal(str)
    """A profile's id: show its window, or bring it to the front."""
    add_asked = Signal()
    """Sign in to another desk, or as somebody else."""
    sign_in_asked = Signal(object)
    """A :class:`ProfileInfo` whose person wants to sign in again."""
    left = Signal(str)
    """A profile was signed out or removed."""

    def __init__(
        self,
        surroundings: Surroundings,
        profiles: Profiles,
        open_desks: Callable[[], Mapping[str, Desk]],
        close_profile: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Set up.

        Args:
            surroundings: Look and words.
            profiles: All profiles.
            open_desks: Gives the open desks by profile id.
            close_profile: Closes the windows of a profile and the profile itself, if it is open.
            parent: The window in front of which it stands, if any.
        """
        super().__init__(parent)
        self._surroundings = surroundings
        self._profiles = profiles
        self._open_desks = open_desks
        self._bridge = Bridge(self)
        self._round = 0
        self.cards: dict[str, ProfileCard] = {}
        self.departure = DepartureDialog(surroundings, profiles, close_profile, self)
        self.rename_dialog: RenameDialog | None = None
        self._error: DeskError | None = None
        self.add = QPushButton(self)
        self._close = QPushButton(self)
        self._list = ProfileList(self, surroundings)
        self._build()
        self.departure.left.connect(self._on_left)
        surroundings.theme.changed.connect(self.refresh)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._list, 1)
        line = QFrame(self)
        set_look(line, role="line")
        outer.addWidget(line)
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 16)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self._close)
        outer.addLayout(row)
        self.add.clicked.connect(self._on_add)
        self.add.setAutoDefault(False)
        self._close.clicked.connect(self.reject)

    # --- entry points -----------------------------------------------------------------------

    def show_list(self) -> None:
        """Show every profile, or bring the list to the front."""
        self._error = None
        self.refresh()
        if not self.isVisible():
            theme, room = self._surroundings.theme, self.screen().availableGeometry().size()
            width = min(theme.px(_SIZE[0]), room.width() - 48)
            self.resize(width, min(theme.px(_SIZE[1]), room.height() - 64))
            self.open()
        self.raise_()
        self.activateWindow()
        first = next(iter(self.cards.values()), None)
        (self.add if first is None else first.open_button).setFocus()

    def sign_out(self, profile_id: str) -> None:
        """Ask what to do with unsent work, then sign out."""
        self._leave(profile_id, Leaving.SIGN_OUT)

    def remove(self, profile_id: str) -> None:
        """Ask what to do with unsent work, then remove the profile from this computer."""
        self._leave(profile_id, Leaving.REMOVE)

    def _leave(self, profile_id: str, leaving: Leaving) -> None:
        for one in self._profiles.all():
            if one.profile_id == profile_id:
                self.departure.show_for(one, leaving)

    # --- the list ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the profiles anew."""
        self._list.rebuild()

    def fill(self, column: QVBoxLayout) -> None:
        """Put heading and cards into a column."""
        self._round += 1
        self.setWindowTitle(self.tr("Profiles"))
        self.add.setText(self.tr("&Sign in to another desk…"))
        self._close.setText(self.tr("Close"))
        column.addWidget(text_label(self.tr("Profiles"), "page"))
        column.addWidget(
            text_label(
                self.tr(
                    "Each desk and each person has a store and a key of their own on this "
                    "computer. They never mix."
                ),
                "muted",
            )
        )
        if self._error is not None:
            banner = Banner(self._surroundings.theme)
            column.addWidget(banner)
            banner.fail(self._error)
        listed = self._profiles.all()
        self.cards = {}
        if not listed:
            self._fill_empty(column)
        for profile in listed:
            card = self._card(profile)
            self.cards[profile.profile_id] = card
            column.addWidget(card)
            self._ask(profile.profile_id)

    def _fill_empty(self, column: QVBoxLayout) -> None:
        empty = EmptyState(self._surroundings.theme)
        empty.say(
            "users-round",
            self.tr("There is no profile here yet."),
            self.tr("Sign in to your service desk to make one."),
        )
        column.addWidget(empty)

    def _card(self, profile: ProfileInfo) -> ProfileCard:
        desk = self._open_desks().get(profile.profile_id)
        last_sync = "" if desk is None else desk.sync.status().last_sync
        card = ProfileCard(self._surroundings, profile, last_sync)
        card.open_asked.connect(self._on_open)
        card.rename_asked.connect(self._on_rename)
        card.sign_in_asked.connect(self._on_sign_in)
        card.sign_out_asked.connect(self._on_sign_out)
        card.remove_asked.connect(self._on_remove)
        return card

    def _ask(self, profile_id: str) -> None:
        number = self._round
        self._bridge.when_done(
            self._profiles.unsent(profile_id), partial(self._on_work, number, profile_id), _unknown
        )
        self._bridge.when_done(
            self._profiles.size(profile_id), partial(self._on_size, number, profile_id), _unknown
        )

    def _on_work(self, number: int, profile_id: str, work: UnsentWork) -> None:
        if number == self._round:
            self.cards[profile_id].show_work(work)

    def _on_size(self, number: int, profile_id: str, size_bytes: int) -> None:
        if number == self._round:
            self.cards[profile_id].show_room(size_bytes)

    # --- acts -------------------------------------------------------------------------------

    def _on_open(self, profile: ProfileInfo) -> None:
        self.open_asked.emit(profile.profile_id)
        self.accept()

    def _on_add(self) -> None:
        self.add_asked.emit()
        self.accept()

    def _on_sign_in(self, profile: ProfileInfo) -> None:
        self.sign_in_asked.emit(profile)
        self.accept()

    def _on_sign_out(self, profile: ProfileInfo) -> None:
        self.sign_out(profile.profile_id)

    def _on_remove(self, profile: ProfileInfo) -> None:
        self.remove(profile.profile_id)

    def _on_rename(self, profile: ProfileInfo) -> None:
        dialog = RenameDialog(self._surroundings.theme, profile, self)
        dialog.named.connect(partial(self._rename, profile.profile_id))
        dialog.finished.connect(dialog.deleteLater)
        self.rename_dialog = dialog
        dialog.open()

    def _rename(self, profile_id: str, label: str) -> None:
        try:
            self._profiles.rename(profile_id, label)
        except DeskError as error:
            self._error = error
        self.refresh()

    def _on_left(self, profile_id: str) -> None:
        self.refresh()
        self.left.emit(profile_id)


def _unknown(_: BaseException) -> None:
    """A line that cannot be told is left out; opening the profile says what is wrong."""
