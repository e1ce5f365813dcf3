"""All commands with their keys, by menu: found by a line, changed by a click."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.words import fold
from deskclient.ui.actions.keymap import Keymap, native
from deskclient.ui.actions.registry import plain_title
from deskclient.ui.actions.spec import ActionSpec
from deskclient.ui.page_parts import ScrollPage, text_label
from deskclient.ui.settings.keys_dialog import KeysDialog
from deskclient.ui.theme.theme import Theme, set_look
from deskclient.ui.window.menu_bar import menu_title


class ShortcutsPage(ScrollPage):
    """Found by name or by key."""

    def __init__(self, theme: Theme, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._keymap = keymap
        self._typed = ""
        self.found: list[str] = []
        self.rebuild()
        keymap.changed.connect(self.rebuild)

    @override
    def fill(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Keyboard shortcuts"), "page"), 1)
        self._restore = QPushButton(self.tr("All as &standard"))
        self._restore.setObjectName("restore-all")
        self._restore.setEnabled(self._keymap.has_own)
        self._restore.clicked.connect(self._keymap.restore_all)
        head.addWidget(self._restore)
        column.addLayout(head)
        hint = self.tr("Click the keys of a command to change them. Changed ones stand in bold.")
        column.addWidget(text_label(hint, "muted"))
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
        for spec in self._keymap.registry.specs:
            if (spec.in_palette or spec.shortcuts) and self._matches(spec):
                groups.setdefault(spec.id.partition(".")[0], []).append(spec)
        self.found = [spec.id for specs in groups.values() for spec in specs]
        if not groups:
            self._table.addWidget(text_label(self.tr("No command has these words."), "muted"))
        for menu, specs in groups.items():
            self._table.addWidget(text_label(menu_title(menu).replace("&", ""), "section"))
            self._table.addWidget(self._rows(specs))

    def _matches(self, spec: ActionSpec) -> bool:
        text = fold(f"{plain_title(spec)} {native(self._keymap.of(spec.id))}")
        return all(word in text for word in fold(self._typed).split())

    def _rows(self, specs: list[ActionSpec]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for row, spec in enumerate(specs):
            grid.addWidget(text_label(plain_title(spec)), row, 0)
            grid.addWidget(self._keys_button(spec), row, 1, Qt.AlignmentFlag.AlignLeft)
        return table

    def _keys_button(self, spec: ActionSpec) -> QPushButton:
        keys = native(self._keymap.of(spec.id))
        button = QPushButton(keys or "—")
        button.setObjectName(f"keys:{spec.id}")
        set_look(button, role="quiet")
        if self._keymap.is_own(spec.id):
            button.setFont(self.theme.font(strong=True))
        shown = keys or self.tr("none")
        button.setAccessibleName(
            self.tr("Keys of {command}: {keys}").format(command=plain_title(spec), keys=shown)
        )
        button.clicked.connect(partial(self._ask, spec))
        return button

    def _ask(self, spec: ActionSpec) -> None:
        KeysDialog(self.theme, self._keymap, spec, self).open()
