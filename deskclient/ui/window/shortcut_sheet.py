"""All shortcuts on one sheet, by menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.go import TABS
from deskclient.ui.actions.keymap import native
from deskclient.ui.actions.registry import plain_title
from deskclient.ui.actions.spec import ActionSpec
from deskclient.ui.theme.theme import Theme, set_look
from deskclient.ui.window.menu_bar import menu_title

_COLUMNS = 2
_FIRST_TAB = "go.tab_1"
_TABS_BUT_FIRST = frozenset(f"go.tab_{number}" for number in range(2, TABS + 1))


class ShortcutSheet(QDialog):
    """Closes by Escape, Enter or its button."""

    def __init__(self, actions: ActionSet, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._actions = actions
        self._theme = theme
        own = any(map(actions.keymap.is_own, (_FIRST_TAB, *_TABS_BUT_FIRST)))
        self._in_one_row = frozenset() if own else _TABS_BUT_FIRST
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(area)
        set_look(inner, ground="window")
        columns = QHBoxLayout(inner)
        columns.setSpacing(32)
        for part in self._halves():
            column = QVBoxLayout()
            column.setSpacing(6)
            for menu, specs in part:
                column.addWidget(self._heading(menu))
                column.addLayout(self._table(specs))
                column.addSpacing(12)
            column.addStretch(1)
            columns.addLayout(column, 1)
        area.setWidget(inner)
        layout.addWidget(area, 1)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(self._theme.px(760), self._theme.px(560))

    def _halves(self) -> list[list[tuple[str, list[ActionSpec]]]]:
        """Spread the menus over columns of about the same height."""
        groups: dict[str, list[ActionSpec]] = {}
        for spec in self._actions.registry.specs:
            if self._actions.keymap.of(spec.id) and spec.id not in self._in_one_row:
                groups.setdefault(spec.id.partition(".")[0], []).append(spec)
        halves: list[list[tuple[str, list[ActionSpec]]]] = [[] for _ in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        for menu, specs in sorted(groups.items(), key=_by_length, reverse=True):
            at = heights.index(min(heights))
            halves[at].append((menu, specs))
            heights[at] += len(specs) + 2
        return halves

    def _heading(self, menu: str) -> QLabel:
        label = QLabel(menu_title(menu).replace("&", ""), self)
        set_look(label, role="section")
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return label

    def _table(self, specs: list[ActionSpec]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, spec in enumerate(specs):
            name = QLabel(self._name(spec), self)
            name.setWordWrap(True)
            keys = QLabel(self._keys(spec), self)
            set_look(keys, role="muted")
            grid.addWidget(name, row, 0)
            grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return grid

    def _name(self, spec: ActionSpec) -> str:
        if spec.id == _FIRST_TAB and self._in_one_row:
            return self.tr("Tabs 1 to {last}").format(last=TABS)
        return plain_title(spec)

    def _keys(self, spec: ActionSpec) -> str:
        keys = native(self._actions.keymap.of(spec.id))
        return f"{keys}…{TABS}" if spec.id == _FIRST_TAB and self._in_one_row else keys


def _by_length(group: tuple[str, list[ActionSpec]]) -> int:
    return len(group[1])
