"""Leaving a profile: what is unsent, what can become of it, and nothing done by accident."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.services.profile_api import Departure, ProfileInfo, Profiles, UnsentWork
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import Banner, Column, grow_to_content, text_label
from deskclient.ui.parts import Tone
from deskclient.ui.profiles.unsent_words import unsent_lines
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look

_SIZE = (560, 220)


class Leaving(StrEnum):
    """How a profile is left."""

    SIGN_OUT = "sign_out"
    """The session ends; the profile stays in the list."""
    REMOVE = "remove"
    """Nothing of it stays on this computer."""


class DepartureDialog(QDialog):
    """The departure check. Close is the default; what destroys must be chosen and confirmed."""

    left = Signal(str)
    """The profile's id, once it is done."""

    def __init__(
        self,
        surroundings: Surroundings,
        profiles: Profiles,
        close_profile: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Set up.

        Args:
            surroundings: Look and words.
            profiles: All profiles.
            close_profile: Closes the windows of a profile and the profile itself, if it is open.
            parent: The window in front of which it stands, if any.
        """
        super().__init__(parent)
        self._theme = surroundings.theme
        self._texts = surroundings.texts
        self._profiles = profiles
        self._close_profile = close_profile
        self._bridge = Bridge(self)
        self._profile: ProfileInfo | None = None
        self._leaving = Leaving.SIGN_OUT
        self.work: UnsentWork | None = None
        self._busy = False
        self._heading = text_label("", "page", self)
        self._intro = text_label("", "", self)
        self.banner = Banner(self._theme, self)
        self._found = QFrame(self)
        self._found_box = QVBoxLayout(self._found)
        self._group = QButtonGroup(self)
        self.choices: dict[Departure, QRadioButton] = {}
        self._hints = {one: text_label("", "muted", self) for one in Departure}
        self.sure = QCheckBox(self)
        self._area = QScrollArea(self)
        self.stay = QPushButton(self)
        self.go = QPushButton(self)
        self._build()

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = self._area
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = Column(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        set_look(self._found, ground="warning")
        self._found_box.setContentsMargins(14, 10, 14, 10)
        self._found_box.setSpacing(4)
        for widget in (self._heading, self.banner, self._intro, self._found):
            column.addWidget(widget)
        self._build_choices(column)
        column.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area, 1)
        line = QFrame(self)
        set_look(line, role="line")
        outer.addWidget(line)
        outer.addLayout(self._build_buttons())

    def _build_choices(self, column: QVBoxLayout) -> None:
        for one in Departure:
            button = QRadioButton(self)
            self._group.addButton(button)
            self.choices[one] = button
            column.addWidget(button)
            hint = QVBoxLayout()
            hint.setContentsMargins(24, 0, 0, 2)
            hint.addWidget(self._hints[one])
            column.addLayout(hint)
        indent = QVBoxLayout()
        indent.setContentsMargins(24, 0, 0, 0)
        indent.addWidget(self.sure)
        column.addLayout(indent)
        self._group.buttonClicked.connect(self._refresh)
        self.sure.clicked.connect(self._refresh)

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 16)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(self.stay)
        self.go.setAutoDefault(False)
        self.stay.setDefault(True)
        self.stay.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)
        return row

    # --- entry points -----------------------------------------------------------------------

    def show_for(self, profile: ProfileInfo, leaving: Leaving) -> None:
        """Look what is unsent, then ask."""
        self._profile, self._leaving, self.work = profile, leaving, None
        self._busy = False
        self.sure.setChecked(False)
        self.banner.say(Tone.INFO, self.tr("Looking for work that has not reached the desk…"))
        self._refresh()
        room = self.screen().availableGeometry().size()
        width = min(self._theme.px(_SIZE[0]), room.width() - 48)
        self.resize(width, min(self._theme.px(_SIZE[1]), room.height() - 64))
        self.open()
        self.stay.setFocus()
        self._bridge.when_done(
            self._profiles.unsent(profile.profile_id), self._on_work, self._on_unknown
        )

    def _on_work(self, work: UnsentWork) -> None:
        self.banner.clear()
        self.work = work
        keep = self._leaving is Leaving.SIGN_OUT
        first = Departure.KEEP if keep else Departure.EXPORT
        self.choices[first].setChecked(True)
        self._fill_found(work)
        self._refresh()

    def _grow(self) -> None:
        grow_to_content(self, self._area)

    def _on_unknown(self, error: BaseException) -> None:
        # As careful as with a store that cannot be read: something may be in it.
        self._on_work(UnsentWork(0, 0, 0, 0, 0, readable=False))
        self.banner.fail(error)

    def _fill_found(self, work: UnsentWork) -> None:
        while self._found_box.count():
            item = self._found_box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        lines = "\n".join(unsent_lines(work, self._texts))
        self._found_box.addWidget(text_label(lines, "strong", self._found))
        if work.titles:
            titles = "\n".join(f"•  {title}" for title in work.titles)
            self._found_box.addWidget(text_label(titles, "", self._found))

    # --- deciding ---------------------------------------------------------------------------

    def choice(self) -> Departure:
        """What is to become of unsent work."""
        chosen = [one for one, button in self.choices.items() if button.isChecked()]
        return chosen[0] if chosen and self.work else Departure.KEEP

    def _loses(self) -> bool:
        return bool(self.work) and self.choice() is Departure.DISCARD

    def _on_go(self) -> None:
        if self.work and self.choice() is Departure.EXPORT:
            self._ask_file()
        elif self.work:
            self._leave(self.choice(), None)
        else:
            self._leave(Departure.DISCARD, None)

    def _ask_file(self) -> None:
        box = QFileDialog(self, self.tr("Export unsent work"))
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setNameFilter(self.tr("ZIP archives (*.zip)"))
        box.setDefaultSuffix("zip")
        box.selectFile("deskclient-unsent.zip")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.fileSelected.connect(self.export_to)
        box.open()

    def export_to(self, chosen: str) -> None:
        """Export to a file, then leave."""
        self._leave(Departure.EXPORT, Path(chosen))

    def _leave(self, choice: Departure, target: Path | None) -> None:
        if self._profile is None:
            return
        profile_id = self._profile.profile_id
        self._busy = True
        self.banner.say(Tone.INFO, self.tr("Leaving {desk}…").format(desk=self._profile.desk_name))
        self._refresh()
        self._close_profile(profile_id)
        signs_out = self._leaving is Leaving.SIGN_OUT
        act = self._profiles.sign_out if signs_out else self._profiles.wipe
        future = act(profile_id, choice, target)
        self._bridge.when_done(future, partial(self._on_left, profile_id), self._on_failed)

    def _on_left(self, profile_id: str, _: None) -> None:
        self._busy = False
        self.left.emit(profile_id)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self._refresh()
        self.banner.fail(error)

    # --- words ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        profile, work = self._profile, self.work
        if profile is None:
            return
        signs_out = self._leaving is Leaving.SIGN_OUT
        heading = self.tr("Sign out of {desk}?") if signs_out else self.tr("Remove {desk}?")
        self._heading.setText(heading.format(desk=profile.desk_name))
        self.setWindowTitle(self._heading.text())
        self._intro.setText(self._intro_words(profile, signs_out=signs_out))
        self._found.setVisible(bool(work))
        for one, button in self.choices.items():
            offered = bool(work) and self._offers(one)
            button.setVisible(offered)
            button.setEnabled(not self._busy)
            self._hints[one].setVisible(offered)
        self._choice_words(profile)
        self.sure.setVisible(self._loses())
        QTimer.singleShot(0, self, self._grow)
        self.sure.setText(self.tr("&Yes, this work may be lost for good"))
        self.stay.setText(self.tr("Do not leave") if work else self.tr("Cancel"))
        self.go.setText(self._go_words(signs_out=signs_out))
        set_look(self.go, role="danger" if self._loses() and self.sure.isChecked() else "")
        ready = work is not None and not self._busy
        self.go.setEnabled(ready and (not self._loses() or self.sure.isChecked()))

    def _offers(self, choice: Departure) -> bool:
        if choice is Departure.KEEP:
            return self._leaving is Leaving.SIGN_OUT
        readable = self.work is None or self.work.readable
        return choice is not Departure.EXPORT or readable

    def _intro_words(self, profile: ProfileInfo, *, signs_out: bool) -> str:
        if self.work:
            words = self.tr("There is work of {person} here that has not reached the desk:")
        elif signs_out:
            words = self.tr(
                "{person} is signed out and the local copy is removed from this computer. "
                "Everything is on the desk and comes back with the next sign-in."
            )
        else:
            words = self.tr(
                "The local copy, its key and the session of {person} are removed from this "
                "computer. The tickets stay on the desk."
            )
        if self.work is None:
            return ""
        return words.format(person=profile.person_name)

    def _choice_words(self, profile: ProfileInfo) -> None:
        self.choices[Departure.KEEP].setText(self.tr("&Keep it here, encrypted"))
        keep = self.tr("It is sent when {person} signs in again on this computer.")
        self._hints[Departure.KEEP].setText(keep.format(person=profile.person_name))
        self.choices[Departure.EXPORT].setText(self.tr("&Export it to a file first"))
        self._hints[Departure.EXPORT].setText(
            self.tr(
                "A ZIP that can be read without this program, and without a password. It is not "
                "sent to the desk any more; what is in it must be entered again by hand."
            )
        )
        self.choices[Departure.DISCARD].setText(self.tr("&Discard it"))
        self._hints[Departure.DISCARD].setText(
            self.tr("It never reaches the desk, and nobody can bring it back.")
        )

    def _go_words(self, *, signs_out: bool) -> str:
        if not self.work:
            return self.tr("Sign out") if signs_out else self.tr("Remove from this computer")
        return {
            Departure.KEEP: self.tr("Keep and sign out"),
            Departure.EXPORT: self.tr("Export and sign out…")
            if signs_out
            else self.tr("Export and remove…"),
            Departure.DISCARD: self.tr("Discard and sign out")
            if signs_out
            else self.tr("Discard and remove"),
        }[self.choice()]

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
            if self.work is not None:
                self._fill_found(self.work)
        super().changeEvent(event)

    @override
    def reject(self) -> None:
        if not self._busy:
            super().reject()
