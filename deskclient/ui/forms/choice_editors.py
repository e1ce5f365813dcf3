"""Editors that choose from a list: declared choices, and records of small kinds."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from deskclient.domain.fields import FieldSpec, Value
from deskclient.ui.forms.editor import FieldEditor
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text


class ListEditor(FieldEditor):
    """A drop-down of (value, words, icon); a value this version does not know stays as it is."""

    def __init__(self, spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._parts = parts
        self.box = QComboBox(self)
        side = parts.theme.px(16)
        self.box.setIconSize(QSize(side, side))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(8)
        self.box.installEventFilter(self)
        self.box.activated.connect(self._on_activated)
        self.hold(self.box)

    def fill(self, items: Sequence[tuple[str, str, str]]) -> None:
        """Put the choices in: value, words, icon name."""
        if not (self.spec.required and self.spec.default is not None):
            self.box.addItem("—" if not self.spec.required else "", None)
        for value, words, icon in items:
            self.box.addItem(words, value)
            if icon:
                drawn = self._parts.theme.icons.icon(icon, self._parts.theme.colors.muted)
                self.box.setItemIcon(self.box.count() - 1, drawn)

    def _on_activated(self) -> None:
        self.touch()
        self.commit()

    @override
    def value(self) -> Value:
        found = self.box.currentData()
        return found if isinstance(found, str) else None

    def words_of(self, value: str) -> str:
        """Give the words for a value that is not in the list."""
        return value

    @override
    def _show(self, value: Value) -> None:
        if isinstance(value, str) and value:
            if self.box.findData(value) < 0:
                self.box.addItem(self.words_of(value), value)
            self.box.setCurrentIndex(self.box.findData(value))
        else:
            self.box.setCurrentIndex(self.box.findData(None))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The wheel scrolls the form; it must not change a value on the way.
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class ChoiceEditor(ListEditor):
    """One of the declared choices."""

    def __init__(self, spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(spec, parts, parent)
        self.fill([(one.value, domain_text(one.label), one.icon) for one in spec.choices])


class RefListEditor(ListEditor):
    """A record of a small kind: queue, line, category."""

    def __init__(self, spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(spec, parts, parent)
        title = parts.desk.registry[spec.ref].title_field
        self.fill(
            [
                (one.record_id, str(one.doc.get(title) or ""), "")
                for one in parts.desk.reads.reference(spec.ref)
                if one.doc.get("active") is not False
            ]
        )

    @override
    def words_of(self, value: str) -> str:
        names = self._parts.desk.reads.names(self.spec.ref)
        return next((name for record_id, name in names.items() if record_id == value), value)
