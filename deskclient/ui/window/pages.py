"""What a window shows in tabs and windows beside the list: tickets, outbox, decisions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from deskclient.domain.ids import RecordId
from deskclient.ui.parts import Notice, Parts, Tone
from deskclient.ui.window.detail_host import DetailHost
from deskclient.ui.window.tabs import Tabs

_TICKET = "ticket:"


class Pages(QObject):
    """Opens each thing once: a second wish brings the first to the front."""

    def __init__(self, parts: Parts, tabs: Tabs, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._tabs = tabs
        self._window = window
        self._windows: dict[str, QMainWindow] = {}

    # --- tickets ----------------------------------------------------------------------------

    def open_ticket(self, record_id: RecordId) -> None:
        """Show a ticket in a tab."""
        key = _TICKET + record_id
        if self._raise(key) or self._tabs.show_key(key):
            return
        host = DetailHost(self._parts)
        host.show_record(record_id)
        self._tabs.add(key, host.title(), host)

    def panel_of(self, record_id: RecordId) -> DetailHost | None:
        """The detail of a ticket in a window or tab of its own, if it has one."""
        key = _TICKET + record_id
        window = self._windows.get(key)
        widget = self._tabs.widget(key) if window is None else window.centralWidget()
        return widget if isinstance(widget, DetailHost) else None

    def open_window(self, record_id: RecordId) -> None:
        """Show a ticket in a window of its own."""
        key = _TICKET + record_id
        if self._raise(key):
            return
        self._tabs.close_key(key)
        host = DetailHost(self._parts)
        host.show_record(record_id)
        self._show_window(key, host.title(), host)

    def tear_off(self, key: str) -> None:
        """Move a tab into a window of its own."""
        if key.startswith(_TICKET):
            self.open_window(RecordId(key.removeprefix(_TICKET)))

    def _raise(self, key: str) -> bool:
        window = self._windows.get(key)
        if window is None:
            return False
        window.show()
        window.raise_()
        window.activateWindow()
        return True

    def _show_window(self, key: str, title: str, widget: QWidget) -> None:
        window = QMainWindow(self._window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowTitle(title)
        window.setCentralWidget(widget)
        window.resize(760, 720)
        window.destroyed.connect(lambda: self._windows.pop(key, None))
        self._windows[key] = window
        window.show()

    def current_panel(self) -> DetailHost | None:
        """The detail in the tab in front, if that is a ticket."""
        widget = self._tabs.current.widget
        return widget if isinstance(widget, DetailHost) else None

    def current_ticket(self) -> RecordId | None:
        """The ticket in the tab in front."""
        panel = self.current_panel()
        return None if panel is None else panel.record_id()

    def retitle(self) -> None:
        """Write the title of the tab in front anew."""
        panel = self.current_panel()
        if panel is not None and panel.record_id() is not None:
            self._tabs.rename(self._tabs.current.key, panel.title())

    # --- other pages ------------------------------------------------------------------------

    def open_page(self, key: str, title: str, make: Callable[[], QWidget]) -> None:
        """Show a page in a tab, making it if it is not open."""
        if not self._tabs.show_key(key):
            self._tabs.add(key, title, make())

    def open_facts(self) -> None:
        """Show the facts of the sync."""
        from deskclient.ui.diagnostics.sync_page import SyncPage  # noqa: PLC0415 - as below
        from deskclient.ui.surroundings import Surroundings  # noqa: PLC0415

        parts = self._parts
        around = Surroundings(parts.theme, parts.texts)
        self.open_page(
            "facts",
            self.tr("About this sync"),
            lambda: SyncPage(around, parts.desk, parts.bridge),
        )

    def open_outbox(self) -> None:
        """Show what waits."""
        from deskclient.ui.outbox.window import OutboxWindow  # noqa: PLC0415 - not at the start

        self.open_page("outbox", self.tr("Outbox"), lambda: OutboxWindow(self._parts))

    def open_decisions(self) -> None:
        """Show what is to be decided."""
        from deskclient.ui.decisions.window import DecisionsWindow  # noqa: PLC0415 - the same

        self.open_page("decisions", self.tr("Decisions"), lambda: DecisionsWindow(self._parts))

    def export_unsent(self) -> None:
        """Ask for a file, then write all unsent work there."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - the same

        name = self.tr("unsent-work.zip")
        dialog = QFileDialog(self._window, self.tr("Export unsent work"), name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(self._export_to)
        dialog.open()

    def _export_to(self, chosen: str) -> None:
        host = self._parts.host

        def done(count: int) -> None:
            host.notify(Notice(self.tr("%n change(s) written.", "", count), Tone.SUCCESS))

        future = self._parts.desk.outbox.export(Path(chosen))
        self._parts.bridge.when_done(future, done, host.report)

    def create_ticket(self, full_form: bool) -> None:  # noqa: FBT001 - handed on from a command
        """Start a new ticket."""
        from deskclient.ui.forms.new_ticket import NewTicket  # noqa: PLC0415 - not at the start

        page = NewTicket(self._parts, self._window, full_form=full_form)
        page.created.connect(self._on_created)
        page.open()

    def _on_created(self, record_id: str) -> None:
        self._parts.host.open_record("ticket", RecordId(record_id))

    def close_windows(self) -> None:
        """Close what was torn off."""
        for window in list(self._windows.values()):
            window.close()
