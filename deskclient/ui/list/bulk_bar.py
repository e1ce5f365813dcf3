"""The one bar that acts on all selected tickets."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.registry import short_title
from deskclient.ui.actions.spec import Place
from deskclient.ui.flow_layout import FlowLayout
from deskclient.ui.theme.theme import Theme, set_look


class BulkBar(QFrame):
    """Shows itself while several rows are selected."""

    cleared = Signal()
    """The person wants to select nothing."""

    def __init__(self, actions: ActionSet, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._theme = theme
        self._count = 0
        self._label = QLabel(self)
        self._clear = QToolButton(self)
        self._buttons: list[tuple[str, QToolButton]] = []
        set_look(self, ground="selection")
        self.setAccessibleName(self.tr("Acts on the selected tickets"))
        theme.changed.connect(self._redraw)
        self.hide()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 6, 6, 8)
        box.setSpacing(4)
        head = QHBoxLayout()
        set_look(self._label, role="strong")
        head.addWidget(self._label, 1)
        set_look(self._clear, role="quiet")
        self._clear.clicked.connect(self.cleared)
        head.addWidget(self._clear)
        box.addLayout(head)
        holder = QWidget(self)
        flow = FlowLayout(holder, 4)
        for spec in self._actions.registry.at(Place.BULK):
            button = QToolButton(holder)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(partial(self._actions.run, spec.id))
            flow.addWidget(button)
            self._buttons.append((spec.id, button))
        box.addWidget(holder)

    def show_count(self, count: int) -> None:
        """Follow the selection."""
        if count != self._count:
            self._count = count
            self._say_count()

    def _say_count(self) -> None:
        count = self._count
        if count > 1 and not self._buttons:
            # Most starts select nothing: its buttons are made when there is something to act on.
            self._build()
            self._redraw()
            return
        self.setVisible(count > 1)
        if count > 1:
            self._label.setText(self.tr("%n selected", "", count))

    def _redraw(self) -> None:
        self.setAccessibleName(self.tr("Acts on the selected tickets"))
        for action_id, button in self._buttons:
            spec = self._actions.registry[action_id]
            button.setVisible(self._actions[action_id].isVisible())
            button.setText(f" {short_title(spec)}")
            button.setAccessibleName(short_title(spec))
            button.setToolTip(self._actions[action_id].toolTip())
            button.setIcon(self._theme.icons.icon(spec.icon, self._theme.colors.text))
        if self._buttons:
            self._clear.setIcon(self._theme.icons.icon("x", self._theme.colors.text))
            self._clear.setToolTip(self.tr("Select nothing"))
            self._clear.setAccessibleName(self.tr("Select nothing"))
        self._say_count()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._redraw()
        super().changeEvent(event)
