"""What is kept offline, with its size, before anything is downloaded."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.api import Desk
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import text_label
from deskclient.ui.sign_in.scope_editor import ScopeEditor
from deskclient.ui.sign_in.step import Step
from deskclient.ui.surroundings import Surroundings


class ScopeStep(Step):
    """The choice can be changed at any time in the settings."""

    def __init__(
        self,
        surroundings: Surroundings,
        desk: Desk,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._why = text_label("", "muted", self)
        self.editor = ScopeEditor(surroundings, desk, bridge, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._why)
        column.addWidget(self.editor)
        column.addStretch(1)
        self.editor.changed.connect(self.changed)
        self.editor.sized.connect(self.changed)
        self.words()

    @override
    def heading(self) -> str:
        return self.tr("What should be here without a network?")

    @override
    def next_words(self) -> str:
        return self.tr("Start the download")

    @override
    def ready(self) -> bool:
        return not self.editor.empty()

    @override
    def pinned(self) -> QWidget | None:
        return self.editor.cost

    @override
    def words(self) -> None:
        self._why.setText(
            self.tr(
                "Everything you choose is kept on this computer, encrypted, and can be read and "
                "worked on offline. You can change this later in the settings."
            )
        )

    @override
    def focus_first(self) -> None:
        self.editor.mine.setFocus()
