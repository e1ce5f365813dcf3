"""A place in which one of two widgets stands."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override


class Either(QWidget):
    """Shows one of two widgets over all of its ground.

    Unlike a stacked layout it lays out and repaints nothing around it when they change places:
    a list that is typed through does so with every other key.
    """

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._faces = (first, second)
        self._shown = first
        self._least = QSize()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for face in self._faces:
            face.setParent(self)
        second.hide()

    def shown(self) -> QWidget:
        """Give the widget that is shown."""
        return self._shown

    def show_face(self, face: QWidget) -> None:
        """Show one of the two; if the focus is in the other, it goes along."""
        if face is self._shown:
            return
        former, self._shown = self._shown, face
        focused = QApplication.focusWidget()
        along = focused is not None and (focused is former or former.isAncestorOf(focused))
        face.show()
        if along:
            _first_to_focus(face).setFocus(Qt.FocusReason.OtherFocusReason)
        former.hide()
        if self.minimumSizeHint() != self._least:
            self._least = self.minimumSizeHint()
            self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        first, second = self._faces
        return first.minimumSizeHint().expandedTo(second.minimumSizeHint())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for face in self._faces:
            face.resize(event.size())


def _first_to_focus(face: QWidget) -> QWidget:
    """Find what the Tab key would reach first in a widget: itself, if nothing else."""
    if face.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return face
    at = face.nextInFocusChain()
    while at is not None and face.isAncestorOf(at):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(face):
            return at
        at = at.nextInFocusChain()
    return face
