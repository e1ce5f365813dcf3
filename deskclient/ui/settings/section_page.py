"""A section of the declared settings, and what a search finds among all of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.settings import SECTIONS, SETTINGS, SettingSpec
from deskclient.domain.words import fold
from deskclient.services.settings import Settings
from deskclient.ui.page_parts import Banner, ScrollPage, text_label
from deskclient.ui.parts import Tone
from deskclient.ui.settings.row import SettingRow
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look


class SectionPage(ScrollPage):
    """Every setting of one section."""

    def __init__(
        self, theme: Theme, settings: Settings, section: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._settings = settings
        self._section = section
        self.rows: dict[str, SettingRow] = {}
        self.rebuild()

    def specs(self) -> Sequence[SettingSpec]:
        """What stands on the page."""
        return [spec for spec in SETTINGS if spec.section == self._section]

    def title(self) -> str:
        """The page's heading."""
        return domain_text(SECTIONS[self._section])

    def show_change(self, key: str) -> None:
        """Follow a change made anywhere."""
        if key in self.rows:
            self.rows[key].refresh()

    @override
    def fill(self, column: QVBoxLayout) -> None:
        column.addWidget(text_label(self.title(), "page"))
        problem = self._settings.problem
        if problem is not None:
            banner = Banner(self.theme)
            column.addWidget(banner)
            rest = f"{domain_text(problem.detail)} {domain_text(problem.hint)}".strip()
            banner.say(Tone.WARNING, domain_text(problem.title), rest)
        self.rows = {}
        self.fill_rows(column)

    def fill_rows(self, column: QVBoxLayout) -> None:
        """Put the rows in, with hairlines between them."""
        for spec in self.specs():
            if self.rows:
                line = QFrame()
                set_look(line, role="line")
                column.addWidget(line)
            row = SettingRow(self.theme, self._settings, spec)
            self.rows[spec.key] = row
            column.addWidget(row)


class FoundPage(SectionPage):
    """Settings that a typed text finds, by section."""

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        self._typed = ""
        super().__init__(theme, settings, "", parent)

    def show_found(self, typed: str) -> None:
        """Show what a text finds."""
        self._typed = typed
        self.rebuild()

    @override
    def specs(self) -> Sequence[SettingSpec]:
        wanted = fold(self._typed).split()
        return [spec for spec in SETTINGS if all(word in _haystack(spec) for word in wanted)]

    @override
    def title(self) -> str:
        return self.tr("Settings with “{text}”").format(text=self._typed.strip())

    @override
    def fill_rows(self, column: QVBoxLayout) -> None:
        found = self.specs()
        if not found:
            column.addWidget(text_label(self.tr("No setting has these words."), "muted"))
        for key, label in SECTIONS.items():
            part = [spec for spec in found if spec.section == key]
            if part:
                column.addSpacing(8)
                column.addWidget(text_label(domain_text(label), "section"))
            for spec in part:
                row = SettingRow(self.theme, self._settings, spec)
                self.rows[spec.key] = row
                column.addWidget(row)


def _haystack(spec: SettingSpec) -> str:
    """Everything a setting can be found by, in both the language in force and English."""
    words = [spec.label, spec.help, SECTIONS[spec.section], *(one.label for one in spec.choices)]
    return fold(" ".join(f"{one} {domain_text(one)}" for one in words if one))
