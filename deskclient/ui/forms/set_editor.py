"""Editors for sets: chips to remove, and a line to add one more."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.ids import RecordId
from deskclient.ui.flow_layout import FlowLayout
from deskclient.ui.forms.editor import FieldEditor
from deskclient.ui.forms.ref_editor import NameFinder
from deskclient.ui.parts import Parts
from deskclient.ui.text import text_list


class SetEditor(FieldEditor):
    """Members as chips. Enter or a comma adds what is typed, Backspace removes the last one."""

    def __init__(self, spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._parts = parts
        self._members: list[str] = []
        self._chips: list[QToolButton] = []
        frame = QFrame(self)
        self._chip_host = QWidget(frame)
        self._flow = FlowLayout(self._chip_host, 4)
        self.line = QLineEdit(frame)
        self.line.setMaxLength(spec.max_length)
        self.line.installEventFilter(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._chip_host)
        column.addWidget(self.line)
        self.hold(frame)
        self.setFocusProxy(self.line)
        self.line.setAccessibleName(frame.accessibleName())
        self._finder: NameFinder | None = None
        if spec.type is FieldType.REF_SET:
            self.line.setPlaceholderText(self.tr("Add by name"))
            self._finder = NameFinder(spec.ref, parts, self.line, groups=True)
            self._finder.found.connect(self.add, Qt.ConnectionType.QueuedConnection)
            self.line.textEdited.connect(self._finder.look_up)
        else:
            offered = ", ".join(one.value for one in spec.choices)
            self.line.setPlaceholderText(offered or self.tr("Add and press Enter"))
            self.line.setToolTip(offered)
            self.line.textEdited.connect(self._on_typed)

    # --- members --------------------------------------------------------------------------

    def add(self, member: str) -> None:
        """Add a member, as the person does."""
        word = self._meant(member.strip().strip(",").strip())
        self.line.clear()
        if not word or word in self._members:
            return
        self._members.append(word)
        self._draw()
        self.touch()
        self.commit()

    def _meant(self, typed: str) -> str:
        """Give the one choice that begins as it was typed; else what was typed."""
        fits = [
            one.value
            for one in self.spec.choices
            if one.value.casefold().startswith(typed.casefold())
        ]
        exact = [one for one in fits if one.casefold() == typed.casefold()]
        return (exact or fits)[0] if exact or len(fits) == 1 else typed

    def remove(self, member: str) -> None:
        """Remove a member, as the person does."""
        self._members.remove(member)
        self._draw()
        self.touch()
        self.commit()
        self.line.setFocus()

    def _on_typed(self, typed: str) -> None:
        if "," in typed or ";" in typed:
            for word in typed.replace(";", ",").split(","):
                self.add(word)

    def _title(self, member: str) -> str:
        if self.spec.type is FieldType.TEXT_SET:
            return member
        return self._parts.desk.reads.title(self.spec.ref, RecordId(member))

    def _draw(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
            self._flow.removeWidget(chip)
        self._chips = [self._chip(one) for one in self._members]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._chip_host.setVisible(bool(self._chips))

    def _chip(self, member: str) -> QToolButton:
        title = self._title(member)
        chip = QToolButton()
        chip.setText(title)
        chip.setProperty("role", "chip")
        chip.setIcon(self._parts.theme.icons.icon("x", self._parts.theme.colors.muted))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setToolTip(self.tr("Remove {name}").format(name=title))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(partial(self.remove, member))
        return chip

    @override
    def value(self) -> Value:
        return sorted(self._members)

    @override
    def _show(self, value: Value) -> None:
        self._members = text_list(value)
        self.line.clear()
        self._draw()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._on_key(event):
                return True
        elif watched is self.line and event.type() == QEvent.Type.FocusOut:
            self._take_typed()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._members:
            self.remove(self._members[-1])
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.line.text().strip():
            self._take_typed()
            return True
        return False

    def _take_typed(self) -> None:
        if self._finder is None:
            self.add(self.line.text())
        elif not self._finder.list.isVisible():
            self.line.clear()
