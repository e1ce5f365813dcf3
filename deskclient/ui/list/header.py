"""The header of the columns: sort mark and menu by our own hand."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget
from typing_extensions import override

from deskclient.ui.list.columns import Columns, ShownColumn, apply_columns, columns_of
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme


class ColumnHeader(QHeaderView):
    """Sections can be moved, resized, hidden by the context menu and clicked to sort."""

    changed = Signal()
    """The person moved, resized, hid or showed a column."""
    sort_asked = Signal(str)
    """A field name, with a leading minus for descending."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._sort = ""
        self._quiet = False
        self._set: Columns | None = None
        """What was shown last, if nothing has moved since."""
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(40)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.show_menu)
        self.sectionMoved.connect(self._on_changed)
        self.sectionResized.connect(self._on_changed)
        self.sectionClicked.connect(self._on_clicked)

    def _model(self) -> WindowModel:
        model = self.model()
        if not isinstance(model, WindowModel):
            raise TypeError(model)
        return model

    def columns(self) -> Columns:
        """What is shown now."""
        return columns_of(self, self._model().columns)

    def set_columns(self, columns: Columns) -> None:
        """Show these columns, without telling that the person changed them."""
        if columns == self._set:
            return
        self._quiet = True
        apply_columns(self, self._model().columns, columns)
        self._quiet = False
        self._set = columns

    def set_sort(self, sort: str) -> None:
        """Mark the column the list is sorted by."""
        if sort != self._sort:
            self._sort = sort
            self.headerDataChanged(self.orientation(), 0, self.count() - 1)

    def _on_changed(self) -> None:
        if not self._quiet:
            self._set = None
            self.changed.emit()

    def _on_clicked(self, section: int) -> None:
        spec = self._model().columns[section]
        if spec.sortable:
            self.sort_asked.emit(f"-{spec.name}" if self._sort == spec.name else spec.name)

    def show_menu(self, at: QPoint) -> None:
        """Offer all columns with a check mark."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = {one.name for one in self.columns()}
        for spec in self._model().columns:
            if spec.column is None or spec.name == self._model().kind.title_field:
                continue
            action = menu.addAction(domain_text(spec.label))
            action.setCheckable(True)
            action.setChecked(spec.name in shown)
            action.setData(spec.name)
        menu.triggered.connect(lambda action: self.toggle(str(action.data())))
        menu.popup(self.viewport().mapToGlobal(at))

    def toggle(self, name: str) -> None:
        """Show a hidden column at the end, or hide a shown one."""
        columns = self.columns()
        kept = tuple(one for one in columns if one.name != name)
        if len(kept) == len(columns):
            spec = self._model().kind.field_map[name]
            width = spec.column.width if spec.column is not None else 120
            kept = (*columns, ShownColumn(name, width))
        self.set_columns(kept)
        self.changed.emit()

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        spec = self._model().columns[logicalIndex]
        if spec.name != self._sort.removeprefix("-"):
            return
        size = self._theme.px(14)
        name = "arrow-down" if self._sort.startswith("-") else "arrow-up"
        mark = self._theme.icons.pixmap(name, self._theme.colors.accent, size)
        painter.drawPixmap(rect.right() - size - 4, rect.center().y() - size // 2 + 1, mark)
