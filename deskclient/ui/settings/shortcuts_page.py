"""All shortcuts, by menu, with a line to find one."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.words import fold
from deskclient.ui.actions.registry import ActionRegistry, plain_title
from deskclient.ui.actions.spec import ActionSpec
from deskclient.ui.page_parts import ScrollPage, text_label
from deskclient.ui.theme.theme import Theme
from deskclient.ui.window.menu_bar import menu_title


class ShortcutsPage(ScrollPage):
    """Found by name or by key."""

    def __init__(
        self, theme: Theme, actions: ActionRegistry, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._actions = actions
        self._typed = ""
        self.found: list[str] = []
        self.rebuild()

    @override
    def fill(self, column: QVBoxLayout) -> None:
        column.addWidget(text_label(self.tr("Keyboard shortcuts"), "page"))
        line = QLineEdit(self._typed)
        line.setObjectName("find")
        line.setClearButtonEnabled(True)
        line.setPlaceholderText(self.tr("Find a command or a key"))
        line.setAccessibleName(line.placeholderText())
        line.textEdited.connect(self._on_typed)
        column.addWidget(line)
        self._table = QVBoxLayout()
        column.addLayout(self._table)
        self._fill_table()

    def _on_typed(self, typed: str) -> None:
        self._typed = typed
        while self._table.count():
            item = self._table.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._fill_table()

    def _fill_table(self) -> None:
        groups: dict[str, list[ActionSpec]] = {}
        for spec in self._actions.specs:
            if spec.shortcuts and self._matches(spec):
                groups.setdefault(spec.id.partition(".")[0], []).append(spec)
        self.found = [spec.id for specs in groups.values() for spec in specs]
        if not groups:
            self._table.addWidget(text_label(self.tr("No command has these words."), "muted"))
        for menu, specs in groups.items():
            self._table.addWidget(text_label(menu_title(menu).replace("&", ""), "section"))
            self._table.addWidget(_rows(specs))

    def _matches(self, spec: ActionSpec) -> bool:
        text = fold(f"{plain_title(spec)} {_keys(spec)}")
        return all(word in text for word in fold(self._typed).split())


def _rows(specs: list[ActionSpec]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 12)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    for row, spec in enumerate(specs):
        grid.addWidget(text_label(plain_title(spec)), row, 0)
        grid.addWidget(text_label(_keys(spec), "muted"), row, 1)
    return table


def _keys(spec: ActionSpec) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "   ".join(QKeySequence(key).toString(native) for key in spec.shortcuts)
