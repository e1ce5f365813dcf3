"""The settings: a page for each declared section, and those that need more than a row."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from deskclient.domain.settings import SECTIONS, SettingValue
from deskclient.services.profile_api import Profiles
from deskclient.services.settings import Settings
from deskclient.ui.actions.keymap import Keymap
from deskclient.ui.paged_window import PagedWindow
from deskclient.ui.settings.offline_page import OfflinePage
from deskclient.ui.settings.open_profile import OpenProfile
from deskclient.ui.settings.section_page import FoundPage, SectionPage
from deskclient.ui.settings.security_page import SecurityPage
from deskclient.ui.settings.shortcuts_page import ShortcutsPage
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import domain_text

_ICONS = {
    "look": "sun-moon",
    "writing": "pencil",
    "offline": "hard-drive",
    "sync": "refresh-cw",
    "notifications": "bell",
    "support": "life-buoy",
}


class SettingsWindow(PagedWindow):
    """Every change is applied and kept at once; :meth:`Settings.listen` tells who must follow."""

    sign_out_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(
        self,
        surroundings: Surroundings,
        settings: Settings,
        keymap: Keymap,
        profiles: Profiles,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(surroundings, parent)
        self._settings = settings
        self._stop: Callable[[], None] | None = None
        self.search = QLineEdit(self)
        self.sections: dict[str, SectionPage] = {}
        self.offline = OfflinePage(surroundings, settings, self)
        self.shortcuts = ShortcutsPage(self.theme, keymap, self)
        self.security = SecurityPage(self.theme, profiles, self)
        self.found = FoundPage(self.theme, settings, self)
        self._build()

    def _build(self) -> None:
        for key in SECTIONS:
            page = (
                self.offline if key == "offline" else SectionPage(self.theme, self._settings, key)
            )
            self.sections[key] = page
            self.add_page(key, _ICONS.get(key, "settings"), page)
        self.add_page("shortcuts", "keyboard", self.shortcuts)
        self.add_page("security", "shield", self.security)
        self.stack.addWidget(self.found)
        self.side.insertWidget(0, self.search)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_typed)
        self.nav.currentRowChanged.connect(self._on_chosen)
        self.nav.clicked.connect(self._on_chosen)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(
            self.search.setFocus
        )
        self.security.sign_out_asked.connect(self.sign_out_asked)
        self.security.remove_asked.connect(self.remove_asked)
        self.relabel()
        self.fit()

    def _section(self, key: str) -> SectionPage:
        return SectionPage(self.theme, self._settings, key, self)

    def show_for(self, profile: OpenProfile | None, page: str = "look") -> None:
        """Show the settings, with the pages of a profile if one is open."""
        self.offline.set_profile(profile)
        self.security.set_profile(profile)
        self.search.clear()
        self.show_page(page)

    def show_profile_gone(self) -> None:
        """The profile was closed: its pages go empty."""
        self.offline.set_profile(None)
        self.security.set_profile(None)

    @override
    def page_title(self, key: str) -> str:
        if key == "offline":
            return self.tr("What is kept offline")
        if key == "shortcuts":
            return self.tr("Shortcuts")
        if key == "security":
            return self.tr("Security")
        return domain_text(SECTIONS[key])

    @override
    def relabel(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.search.setPlaceholderText(self.tr("Find a setting"))
        self.search.setAccessibleName(self.tr("Find a setting"))
        super().relabel()

    def _on_typed(self, typed: str) -> None:
        if typed.strip():
            self.found.show_found(typed)
            self.stack.setCurrentWidget(self.found)
            self.nav.clearSelection()
        else:
            self.stack.setCurrentIndex(max(0, self.nav.currentRow()))
            self.nav.setCurrentRow(max(0, self.nav.currentRow()))

    def _on_chosen(self) -> None:
        if self.search.text():
            self.search.clear()
        self.stack.setCurrentIndex(max(0, self.nav.currentRow()))

    def _on_setting(self, key: str, _: SettingValue) -> None:
        for page in (*self.sections.values(), self.found):
            page.show_change(key)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._stop is None:
            self._stop = self._settings.listen(self._on_setting)
        for page in (*self.sections.values(), self.found):
            for key in page.rows:
                page.show_change(key)
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None
        self.offline.end()
        self.security.hide_key()
        self.security.forget()
        super().hideEvent(event)
