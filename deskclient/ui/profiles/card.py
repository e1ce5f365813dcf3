"""One profile in the list: desk, person, what waits, how much room it takes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deskclient.services.profile_api import KeyPlace, ProfileInfo, UnsentWork
from deskclient.ui.page_parts import text_label
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look


class ProfileCard(QFrame):
    """Opens by its button; the rest is in the menu beside it."""

    open_asked = Signal(object)
    rename_asked = Signal(object)
    sign_in_asked = Signal(object)
    sign_out_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(
        self,
        surroundings: Surroundings,
        profile: ProfileInfo,
        last_sync: str,
        parent: QWidget | None = None,
    ) -> None:
        """Set up.

        Args:
            surroundings: Look and words.
            profile: What it shows.
            last_sync: Moment of the last complete sync if the profile is open, else empty.
            parent: The list.
        """
        super().__init__(parent)
        self.profile = profile
        self._theme = surroundings.theme
        self._texts = surroundings.texts
        self._last_sync = last_sync
        self.waiting = text_label("", "muted", self)
        self.room = text_label("", "muted", self)
        self.open_button = QPushButton(self)
        self.more = QToolButton(self)
        self.menu = QMenu(self.more)
        set_look(self, ground="card")
        self._build()

    def _build(self) -> None:
        profile = self.profile
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 12, 12)
        row.setSpacing(12)
        picture = QLabel(self)
        icon = "building" if profile.signed_in else "log-out"
        colors = self._theme.colors
        ink = colors.accent if profile.signed_in else colors.muted
        picture.setPixmap(self._theme.icons.pixmap(icon, ink, self._theme.px(24)))
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text_label(profile.title, "strong", self))
        words.addWidget(text_label(self._who(), "", self))
        words.addWidget(text_label(self._when(), "muted", self))
        words.addWidget(self.waiting)
        words.addWidget(self.room)
        self.waiting.hide()
        self.room.hide()
        row.addLayout(words, 1)
        row.addWidget(self.open_button, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._build_acts()

    def _build_acts(self) -> None:
        profile = self.profile
        named = self.tr("{act}: {profile}")
        signed_in = profile.signed_in
        self.open_button.setText(self.tr("Open") if signed_in else self.tr("Sign in…"))
        self.open_button.setAccessibleName(
            named.format(act=self.open_button.text().rstrip("…"), profile=self.name())
        )
        asked = self._on_open if signed_in else self._on_sign_in
        self.open_button.clicked.connect(asked)
        self.more.setIcon(self._theme.icons.icon("ellipsis", self._theme.colors.text))
        self.more.setToolTip(self.tr("More"))
        self.more.setAccessibleName(named.format(act=self.tr("More"), profile=self.name()))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_look(self.more, role="quiet")
        self.menu.addAction(self.tr("&Rename…")).triggered.connect(self._on_rename)
        if signed_in:
            self.menu.addAction(self.tr("Sign in &again…")).triggered.connect(self._on_sign_in)
            self.menu.addSeparator()
            self.menu.addAction(self.tr("Sign &out…")).triggered.connect(self._on_sign_out)
        self.menu.addAction(self.tr("Re&move from this computer…")).triggered.connect(
            self._on_remove
        )
        self.more.setMenu(self.menu)

    # --- what is told later -----------------------------------------------------------------

    def show_work(self, work: UnsentWork) -> None:
        """Tell what waits."""
        if not work.readable:
            words, role = self.tr("What waits here cannot be read now."), "warning"
        elif work.changes:
            words, role = self.tr("%n change(s) not sent.", "", work.changes), "warning"
        elif work.drafts:
            words, role = self.tr("%n unfinished text(s).", "", work.drafts), "muted"
        else:
            words, role = self.tr("Everything is on the desk."), "muted"
        self.waiting.setText(words)
        set_look(self.waiting, role=role)
        self.waiting.show()

    def show_room(self, size_bytes: int) -> None:
        """Tell how much room it takes."""
        size = self._texts.size(size_bytes)
        self.room.setText(self.tr("Takes {size} on this computer.").format(size=size))
        self.room.show()

    # --- words ------------------------------------------------------------------------------

    def name(self) -> str:
        """Desk and person."""
        return f"{self.profile.title}, {self.profile.person_name}"

    def _who(self) -> str:
        profile = self.profile
        words = self.tr("{person} ({login}) at {address}").format(
            person=profile.person_name, login=profile.login, address=profile.desk_url
        )
        if profile.key_place is KeyPlace.SESSION:
            return self.tr("{profile}; for this session only").format(profile=words)
        return words

    def _when(self) -> str:
        if self.profile.erased_at:
            moment = self._texts.exact(self.profile.erased_at)
            return self.tr("The desk had its copy here erased. The order came {moment}.").format(
                moment=moment
            )
        if not self.profile.signed_in:
            moment = self._texts.exact(self.profile.last_used)
            return self.tr("Signed out. Last used: {moment}.").format(moment=moment)
        if self._last_sync:
            moment = self._texts.exact(self._last_sync)
            return self.tr("Open now. Last complete sync: {moment}.").format(moment=moment)
        moment = self._texts.exact(self.profile.last_used)
        return self.tr("Last used: {moment}.").format(moment=moment)

    def _on_open(self) -> None:
        self.open_asked.emit(self.profile)

    def _on_sign_in(self) -> None:
        self.sign_in_asked.emit(self.profile)

    def _on_rename(self) -> None:
        self.rename_asked.emit(self.profile)

    def _on_sign_out(self) -> None:
        self.sign_out_asked.emit(self.profile)

    def _on_remove(self) -> None:
        self.remove_asked.emit(self.profile)
