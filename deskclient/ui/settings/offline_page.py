"""What is kept offline: of the open profile now, and of new profiles at their start."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.scope import Scope
from deskclient.services.settings import Settings
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import Banner, text_label
from deskclient.ui.parts import Tone
from deskclient.ui.settings.open_profile import OpenProfile
from deskclient.ui.settings.section_page import SectionPage
from deskclient.ui.sign_in.scope_editor import ScopeEditor
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look


class OfflinePage(SectionPage):
    """The choice is applied by its button, because it may remove much or download much."""

    def __init__(
        self, surroundings: Surroundings, settings: Settings, parent: QWidget | None = None
    ) -> None:
        self._surroundings = surroundings
        self._profile: OpenProfile | None = None
        self._bridge: Bridge | None = None
        self._stop: Callable[[], None] | None = None
        self.editor: ScopeEditor | None = None
        self.apply = QPushButton()
        self.undo = QPushButton()
        self.banner = Banner(surroundings.theme)
        self._done = False
        super().__init__(surroundings.theme, settings, "offline", parent)

    def set_profile(self, profile: OpenProfile | None) -> None:
        """Show another profile's choice, or none."""
        self.end()
        self._profile = profile
        self.editor = None
        self._done = False
        if profile is not None:
            self._bridge = Bridge(self)
            self._stop = profile.desk.listen(self._bridge.post)
        self.rebuild()

    def end(self) -> None:
        """Listen no more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    @override
    def title(self) -> str:
        return self.tr("What is kept offline")

    @override
    def fill_rows(self, column: QVBoxLayout) -> None:
        wanted = self._wanted()
        self.editor = None
        if self._profile is not None and self._bridge is not None:
            self._fill_profile(column, self._profile, self._bridge, wanted)
        else:
            column.addWidget(
                text_label(self.tr("No profile is open, so there is nothing to choose."), "muted")
            )
        column.addSpacing(12)
        column.addWidget(text_label(self.tr("When a new profile is made"), "title"))
        super().fill_rows(column)

    def _wanted(self) -> Scope | None:
        """What the person has chosen but not applied; it outlives a change of language."""
        return None if self.editor is None else self.editor.scope()

    def _fill_profile(
        self, column: QVBoxLayout, profile: OpenProfile, bridge: Bridge, wanted: Scope | None
    ) -> None:
        title = self.tr("Of {desk}").format(desk=profile.info.title)
        column.addWidget(text_label(title, "title"))
        editor = ScopeEditor(self._surroundings, profile.desk, bridge)
        if wanted is not None:
            editor.set_scope(wanted)
        editor.changed.connect(self._on_change)
        column.addWidget(editor)
        self.editor = editor
        self.banner = Banner(self.theme)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        self.apply = QPushButton(self.tr("&Apply"))
        set_look(self.apply, role="primary")
        self.undo = QPushButton(self.tr("As it was"))
        for button in (self.apply, self.undo):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.apply.clicked.connect(self._on_apply)
        self.undo.clicked.connect(self._on_undo)
        self._refresh()

    def _refresh(self) -> None:
        if self.editor is None or self._profile is None:
            return
        before, now = self._profile.desk.sync.scope(), self.editor.scope()
        differs = before != now
        self.apply.setEnabled(differs and not self.editor.empty())
        self.undo.setEnabled(differs)
        if differs and _narrower(before, now):
            self.banner.say(
                Tone.WARNING,
                self.tr("Tickets outside this choice are removed from this computer."),
                self.tr("They stay on the desk. Changes that have not been sent are kept."),
            )
        elif self._done and not differs:
            self.banner.say(
                Tone.SUCCESS, self.tr("Applied. The status line shows how far the download is.")
            )
        else:
            self.banner.clear()

    def _on_change(self) -> None:
        self._done = False
        self._refresh()

    def _on_apply(self) -> None:
        if self.editor is not None and self._profile is not None:
            self._profile.desk.sync.set_scope(self.editor.scope())
            self._done = True
            self._refresh()

    def _on_undo(self) -> None:
        if self.editor is not None and self._profile is not None:
            self.editor.set_scope(self._profile.desk.sync.scope())
            self._refresh()


def _narrower(before: Scope, now: Scope) -> bool:
    """Whether something that is kept would go."""
    if before.mine and not now.mine:
        return True
    if now.days and (not before.days or now.days < before.days):
        return True
    if now.queues is None:
        return False
    return before.queues is None or bool(set(before.queues) - set(now.queues))
