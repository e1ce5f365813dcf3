"""A row of two groups that become two rows where there is no room for both."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override


class WrapRow(QWidget):
    """The first group at the left, the second one at the right or, for want of room, below."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = QWidget(self)
        self._second = QWidget(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        self._groups: list[QBoxLayout] = []
        for group in (self._first, self._second):
            inner = QBoxLayout(QBoxLayout.Direction.LeftToRight, group)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(gap)
            self._groups.append(inner)
            self._row.addWidget(group, 1 if group is self._second else 0)

    @property
    def first(self) -> QBoxLayout:
        """Where the widgets of the first group go."""
        return self._groups[0]

    @property
    def second(self) -> QBoxLayout:
        """Where the widgets of the second group go."""
        return self._groups[1]

    @property
    def is_wrapped(self) -> bool:
        """Whether the groups stand below each other."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def _fit(self) -> None:
        needed = sum(one.minimumSizeHint().width() for one in (self._first, self._second))
        wrapped = needed + self._row.spacing() > self.width()
        if wrapped is not self.is_wrapped:
            directions = QBoxLayout.Direction
            self._row.setDirection(directions.TopToBottom if wrapped else directions.LeftToRight)
            self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(one.minimumSizeHint().width() for one in (self._first, self._second))
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        # Longer words or larger text need another look as much as less room does.
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)
