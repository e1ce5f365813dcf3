"""Where the detail stands. It is built when it is first needed, so that the list paints sooner."""

import importlib
import threading
from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskclient.domain.ids import RecordId
from deskclient.ui.actions.deck import Writing
from deskclient.ui.parts import Detail, Parts
from deskclient.ui.theme.theme import set_look

NARROWEST = 420
_PAUSE_MS = 1


class DetailHost(QWidget):
    """Holds one detail panel."""

    shown = Signal(object)
    """The record id that is shown now."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._panel: Detail | None = None
        self._making = self._steps()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(NARROWEST)
        set_look(self, ground="surface")

    def warm_up(self) -> None:
        """Import what the panel needs beside the window's thread, then build it in steps."""
        if self._panel is None:
            threading.Thread(target=self._import, name="detail imports", daemon=True).start()

    def _import(self) -> None:
        importlib.import_module("deskclient.ui.detail.panel")
        self._parts.bridge.call(self._build_on)

    def _build_on(self) -> None:
        """Build one piece, then let the window do what waits."""
        if self._panel is not None:
            return
        if next(self._making) is None:
            QTimer.singleShot(_PAUSE_MS, self, self._build_on)
        else:
            self.show_record(None)

    def _steps(self) -> Iterator[Detail | None]:
        # Its imports (mail bodies, editors) would hold up the first rows.
        from deskclient.ui.detail.panel import making  # noqa: PLC0415

        for panel in making(self._parts, self):
            if panel is not None:
                self._box.addWidget(panel)
                self.setFocusProxy(panel)
                self._panel = panel
            yield panel

    def panel(self) -> Detail:
        """Give the panel, building what it still lacks."""
        found = self._panel
        while found is None:
            found = next(self._making)
        return found

    def show_record(self, record_id: RecordId | None) -> None:
        """Show a ticket, or the empty state."""
        self.panel().show_record(record_id)
        self.shown.emit(record_id)

    def record_id(self) -> RecordId | None:
        """The ticket shown."""
        return None if self._panel is None else self._panel.record_id()

    def write(self, what: Writing) -> None:
        """Open the composer."""
        self.panel().write(what)

    def insert(self, text: str) -> None:
        """Put a text into what is being written."""
        self.panel().insert(text)

    def go_to(self, name: str) -> None:
        """Put the keyboard into the editor of a field."""
        self.panel().go_to(name)

    def title(self) -> str:
        """A title for a tab."""
        return self.panel().title()
