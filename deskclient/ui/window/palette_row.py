"""Paints the lines of the palette: section, icon, title, and what stands at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Step

RIGHT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SECTION_ROLE = RIGHT_ROLE + 1
"""The name of the section that begins with this line; empty within one."""

Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Draws with tokens."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def _head(self, index: Index) -> int:
        return self._theme.px(26) if index.data(SECTION_ROLE) else 0

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(
            0, max(self._theme.px(34), option.fontMetrics.height() + 12) + self._head(index)
        )

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, head = self._theme, self._head(index)
        rect: QRect = option.rect
        if head:
            painter.setFont(theme.font(Step.SMALL, strong=True))
            painter.setPen(theme.color("muted"))
            place = QRect(rect.left() + 8, rect.top(), rect.width(), head)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, str(index.data(SECTION_ROLE)))
        row = rect.adjusted(0, head, 0, 0)
        if self._view.selectionModel().isSelected(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(row, theme.metrics.radius, theme.metrics.radius)
        self._paint_row(painter, row, index)
        painter.restore()

    def _paint_row(self, painter: QPainter, row: QRect, index: Index) -> None:
        theme = self._theme
        size = theme.px(theme.metrics.icon)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            place = QRect(row.left() + 10, row.center().y() - size // 2 + 1, size, size)
            icon.paint(painter, place)
        right = str(index.data(RIGHT_ROLE) or "")
        painter.setFont(theme.font(Step.SMALL))
        painter.setPen(theme.color("muted"))
        width = painter.fontMetrics().horizontalAdvance(right)
        edge = row.right() - width - 10
        painter.drawText(
            QRect(edge, row.top(), width + 2, row.height()), Qt.AlignmentFlag.AlignVCenter, right
        )
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        left = row.left() + 10 + size + 10
        place = QRect(left, row.top(), edge - left - 12, row.height())
        text = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
