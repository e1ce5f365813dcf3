"""The line above the list: its name, its size, its order."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget
from typing_extensions import override

from deskclient.domain.kind import Kind
from deskclient.ui.elided_label import ElidedLabel
from deskclient.ui.still_place import StillPlace
from deskclient.ui.text import Texts, domain_text
from deskclient.ui.theme.theme import Theme, set_look

_SORTED_BY = ("updated_at", "created_at", "due_at", "priority", "status", "last_entry_at", "number")


class ListHead(QWidget):
    """Title, count and the sort button."""

    sort_asked = Signal(str)
    columns_asked = Signal()

    def __init__(self, kind: Kind, texts: Texts, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._texts = texts
        self._theme = theme
        self._sort = "-updated_at"
        self._count: int | None = None
        self._room = 0
        self._title = ElidedLabel(self)
        self._number = QLabel(self)
        self._order = QToolButton(self)
        self._columns = QToolButton(self)
        self._build()
        theme.changed.connect(self._redraw)
        self._redraw()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        set_look(self._title, role="title")
        set_look(self._number, role="muted")
        row.addWidget(StillPlace(self._title, 60, self), 1)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._number)
        self._order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (self._order, self._columns):
            set_look(button, role="quiet")
            row.addWidget(button)
        self._order.clicked.connect(self._offer_orders)
        self._columns.clicked.connect(self.columns_asked)

    def show_title(self, title: str) -> None:
        """Name the list."""
        self._title.setText(title)

    def show_count(self, count: int | None) -> None:
        """Say how long the list is; ``None`` while that is being found out."""
        # Each text told to a label lays the line out and paints it again.
        if count != self._count:
            self._count = count
            self._say_count()

    def _say_count(self) -> None:
        count = self._count
        self._number.setText("" if count is None else self._texts.number(count))
        if count is not None:
            self._keep_room()
        spoken = "" if count is None else self.tr("%n ticket(s)", "", count)
        self._number.setAccessibleName(spoken)
        self._number.setToolTip(spoken)

    def _keep_room(self) -> None:
        """Keep the room of the longest number so far: the title stays as it is beside the next."""
        self._number.ensurePolished()
        hint = self._number.sizeHint()
        if hint.width() > self._room:
            self._room = hint.width()
            self._number.setFixedSize(hint)

    def show_sort(self, sort: str) -> None:
        """Say what the list is sorted by."""
        if sort != self._sort:
            self._sort = sort
            self._say_order()

    def _say_order(self) -> None:
        spec = self._kind.field_map.get(self._sort.removeprefix("-"))
        down = self._sort.startswith("-")
        icon = "arrow-down" if down else "arrow-up"
        self._order.setIcon(self._theme.icons.icon(icon, self._theme.colors.muted))
        # Qt leaves no room between icon and words.
        self._order.setText(f" {domain_text(spec.label)}" if spec is not None else "")

    def _redraw(self) -> None:
        self._say_order()
        self._order.setToolTip(self.tr("Order of the list"))
        self._order.setAccessibleName(self.tr("Order of the list"))
        self._columns.setIcon(self._theme.icons.icon("columns-3", self._theme.colors.muted))
        self._columns.setToolTip(self.tr("Columns of this view"))
        self._columns.setAccessibleName(self.tr("Columns of this view"))
        self._room = 0
        self._say_count()

    def _offer_orders(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        name = self._sort.removeprefix("-")
        for field in _SORTED_BY:
            spec = self._kind.field_map.get(field)
            if spec is not None:
                self._add(menu, group, domain_text(spec.label), field, checked=field == name)
        menu.addSeparator()
        direction = QActionGroup(menu)
        down = self._sort.startswith("-")
        self._add(menu, direction, self.tr("Descending"), "-", checked=down)
        self._add(menu, direction, self.tr("Ascending"), "+", checked=not down)
        menu.triggered.connect(self._on_order)
        menu.popup(self._order.mapToGlobal(self._order.rect().bottomLeft()))

    @staticmethod
    def _add(menu: QMenu, group: QActionGroup, text: str, data: str, *, checked: bool) -> None:
        action = QAction(text, menu)
        action.setData(data)
        action.setCheckable(True)
        action.setChecked(checked)
        group.addAction(action)
        menu.addAction(action)

    def _on_order(self, action: QAction) -> None:
        data = str(action.data())
        name, sign = self._sort.removeprefix("-"), "-" if self._sort.startswith("-") else ""
        if data in {"-", "+"}:
            self.sort_asked.emit(("-" if data == "-" else "") + name)
        else:
            self.sort_asked.emit(sign + data)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._redraw()
        super().changeEvent(event)
