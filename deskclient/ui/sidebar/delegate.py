"""Paints the rows of the sidebar: headings, views with their counts, or icons alone."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Step

ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 1
COUNT_ROLE = ICON_ROLE + 1
HEADING_ROLE = ICON_ROLE + 2
FOLDED_ROLE = ICON_ROLE + 3
ALERT_ROLE = ICON_ROLE + 4
"""Whether the count is one to worry about."""
SHARED_ROLE = ICON_ROLE + 5

Index = QModelIndex | QPersistentModelIndex


class SidebarDelegate(QStyledItemDelegate):
    """Draws with tokens; ``narrow`` draws icons alone.

    What is selected, under the mouse and in focus it asks of the view: what the option says of it
    would load all that styles know, which the first painting would wait for.
    """

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.narrow = False
        self._sizes: dict[tuple[bool, bool], QSize] = {}
        theme.changed.connect(self._sizes.clear)
        self.hovered = -1
        """The row under the mouse."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        # Each look for what lies under the mouse asks it of all rows.
        heading = bool(index.data(HEADING_ROLE))
        size = self._sizes.get((heading, self.narrow))
        if size is None:
            theme, line = self._theme, option.fontMetrics.height()
            high = max(theme.px(theme.metrics.sidebar_row), line + 10)
            if heading:
                high = 12 if self.narrow else max(theme.px(32), line + 14)
            size = self._sizes[heading, self.narrow] = QSize(0, high)
        return size

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if index.data(HEADING_ROLE):
            self._paint_heading(painter, rect, index)
        else:
            selected = self._view.selectionModel().isSelected(index)
            self._paint_ground(painter, rect, index, selected=selected)
            self._paint_view(painter, rect, index, selected=selected)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme = self._theme
        if self.narrow:
            painter.setPen(theme.color("border"))
            painter.drawLine(
                rect.left() + 12, rect.center().y(), rect.right() - 12, rect.center().y()
            )
            return
        painter.setFont(theme.font(Step.SMALL, strong=True))
        painter.setPen(theme.color("muted"))
        text = rect.adjusted(16, 8, -28, 0)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(text, align, str(index.data(Qt.ItemDataRole.DisplayRole)))
        size = theme.px(14)
        name = "chevron-right" if index.data(FOLDED_ROLE) else "chevron-down"
        mark = theme.icons.pixmap(name, theme.colors.muted, size)
        painter.drawPixmap(rect.right() - size - 12, text.center().y() - size // 2, mark)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, index: Index, *, selected: bool
    ) -> None:
        theme = self._theme
        ground = "selection" if selected else ""
        if not ground and index.row() == self.hovered:
            ground = "hover"
        inner = rect.adjusted(6, 1, -6, -1)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(inner, theme.metrics.radius, theme.metrics.radius)
        if self._view.hasFocus() and index == self._view.currentIndex():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.color("accent"))
            pen.setWidth(theme.metrics.focus)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 5, 5)

    def _paint_view(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        theme = self._theme
        size = theme.px(theme.metrics.icon)
        ink = theme.colors.accent if selected else theme.colors.muted
        x = rect.center().x() - size // 2 if self.narrow else rect.left() + 16
        icon = theme.icons.pixmap(str(index.data(ICON_ROLE)), ink, size)
        painter.drawPixmap(x, rect.center().y() - size // 2 + 1, icon)
        if not self.narrow:
            right = self._paint_count(painter, rect, index)
            painter.setFont(theme.font(strong=selected))
            painter.setPen(theme.color("text"))
            text = QRect(x + size + 10, rect.top(), right - x - size - 18, rect.height())
            title = painter.fontMetrics().elidedText(
                str(index.data(Qt.ItemDataRole.DisplayRole)),
                Qt.TextElideMode.ElideRight,
                text.width(),
            )
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_count(self, painter: QPainter, rect: QRect, index: Index) -> int:
        """Draw the count at the right; gives where it begins."""
        count = str(index.data(COUNT_ROLE) or "")
        right = rect.right() - 16
        if not count:
            return right
        theme = self._theme
        alert = bool(index.data(ALERT_ROLE))
        painter.setFont(theme.font(Step.SMALL, strong=alert))
        painter.setPen(theme.color("danger" if alert else "muted"))
        width = painter.fontMetrics().horizontalAdvance(count)
        place = QRect(right - width, rect.top(), width + 2, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, count)
        return right - width
