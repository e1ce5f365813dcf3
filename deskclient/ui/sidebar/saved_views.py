"""What is done to saved views: keep, rename, order, share, delete."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from deskclient.domain.query import ListQuery
from deskclient.services.api import Done
from deskclient.ui.list.columns import Columns, write_columns
from deskclient.ui.parts import Notice, Parts
from deskclient.ui.theme.theme import set_look
from deskclient.ui.views import View, saved_views


class SavedViewActs(QObject):
    """Changes saved views; each change is an ordinary operation with Undo."""

    def __init__(self, parts: Parts, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._window = parent

    def menu(self, view: View, parent: QWidget) -> QMenu:
        """Make the context menu of a saved view."""
        menu = QMenu(parent)
        acts = (
            (self.tr("Rename…"), partial(self.rename, view), view.mine),
            (self.tr("Move up"), partial(self.move, view, -1), view.mine),
            (self.tr("Move down"), partial(self.move, view, 1), view.mine),
            (self.tr("Delete"), partial(self.delete, view), view.mine),
        )
        for text, act, allowed in acts:
            action = menu.addAction(text)
            action.setEnabled(allowed)
            action.triggered.connect(act)
        share = menu.addAction(self.tr("Shared with everybody"))
        share.setCheckable(True)
        share.setChecked(view.shared)
        share.setEnabled(view.mine)
        share.triggered.connect(partial(self.share, view))
        return menu

    def ask_name(self, query: ListQuery, columns: Columns) -> None:
        """Ask for a name, then keep a query and its columns as a view."""
        self._ask(self.tr("Save view"), "", partial(self._save, query, columns))

    def _save(self, query: ListQuery, columns: Columns, name: str) -> None:
        self.keep(name, query, columns)

    def keep(self, name: str, query: ListQuery, columns: Columns) -> None:
        """Keep a query and its columns as a view of mine."""
        if not name.strip():
            return
        desk = self._parts.desk
        future = desk.writes.create(
            "saved_view",
            {
                "name": name.strip(),
                "query": desk.reads.format(query),
                "sort": query.sort,
                "columns": write_columns(columns),
                "position": len(saved_views(desk)),
                "owner": desk.me.person_id,
                "shared": False,
            },
        )
        self._follow(future, self.tr("The view “{name}” is saved.").format(name=name.strip()))

    def rename(self, view: View) -> None:
        """Ask for another name."""
        self._ask(self.tr("Rename view"), view.title, partial(self._rename, view))

    def _rename(self, view: View, name: str) -> None:
        if name.strip() and name.strip() != view.title:
            self._edit(view, {"name": name.strip()}, self.tr("The view is renamed."))

    def share(self, view: View, shared: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Share with everybody, or keep for myself."""
        told = self.tr("Everybody sees this view now.")
        hidden = self.tr("Only you see this view now.")
        self._edit(view, {"shared": shared}, told if shared else hidden)

    def move(self, view: View, step: int) -> None:
        """Change places with a neighbour."""
        desk = self._parts.desk
        order = [one for one in saved_views(desk) if one.mine]
        at = next((i for i, one in enumerate(order) if one.id == view.id), -1)
        if at < 0 or not 0 <= at + step < len(order):
            return
        order[at], order[at + step] = order[at + step], order[at]
        for position, one in enumerate(order):
            record = desk.reads.record("saved_view", one.record_id) if one.record_id else None
            if record is not None and record.doc.get("position") != position:
                desk.writes.edit("saved_view", [record.record_id], {"position": position})

    def delete(self, view: View) -> None:
        """Remove a view; Undo brings it back."""
        if view.record_id is not None:
            future = self._parts.desk.writes.delete("saved_view", [view.record_id])
            self._follow(future, self.tr("The view “{name}” is deleted.").format(name=view.title))

    def _edit(self, view: View, changes: dict[str, str | bool], told: str) -> None:
        if view.record_id is not None:
            writes = self._parts.desk.writes
            self._follow(writes.edit("saved_view", [view.record_id], dict(changes)), told)

    def _follow(self, future: "Future[Done]", told: str) -> None:
        host = self._parts.host

        def done(result: Done) -> None:
            host.notify(Notice(told, undo=result.op_ids))

        self._parts.bridge.when_done(future, done, host.report)

    def _ask(self, title: str, name: str, then: Callable[[str], None]) -> None:
        # Only here: what Qt brings for a dialog takes time, and the start asks nothing.
        from PySide6.QtWidgets import QDialogButtonBox, QInputDialog  # noqa: PLC0415

        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name of the view"))
        dialog.setTextValue(name)
        dialog.setOkButtonText(self.tr("Save"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        buttons = dialog.findChild(QDialogButtonBox)
        if buttons is not None:
            set_look(buttons.button(QDialogButtonBox.StandardButton.Ok), role="primary")
        dialog.textValueSelected.connect(then)
        dialog.open()
