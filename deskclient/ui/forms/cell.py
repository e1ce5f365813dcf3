"""One field in a form: label above, editor, and what is wrong with it below."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskclient.domain.fields import FieldSpec, FieldType
from deskclient.ui.forms.builder import build_editor
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text


class FieldCell(QWidget):
    """Label, editor and trouble of one field."""

    def __init__(self, spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor = build_editor(spec, parts, self)
        self._required = False
        self._message = ""
        self.label = QLabel(self)
        self.label.setProperty("role", "small")
        self.label.setBuddy(editor.control())
        self.label.setVisible(editor.spec.type is not FieldType.BOOLEAN)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "danger")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.label)
        layout.addWidget(editor)
        layout.addWidget(self.trouble)
        self._write_label()

    def set_required(self, *, required: bool) -> None:
        """Mark the field as one that must be filled."""
        if required != self._required:
            self._required = required
            self._write_label()

    def show_trouble(self, message: str) -> None:
        """Show why the value cannot be saved; empty for nothing wrong."""
        if message == self._message:
            return
        self._message = message
        self.trouble.setText(domain_text(message))
        self.trouble.setVisible(bool(message))
        self.editor.set_trouble(wrong=bool(message))
        described = self.trouble.text() or domain_text(self.editor.spec.help)
        self.editor.control().setAccessibleDescription(described)

    def _write_label(self) -> None:
        words = domain_text(self.editor.spec.label)
        if self._required:
            words = self.tr("{label} (required)").format(label=words)
        self.label.setText(words)
        self.editor.control().setAccessibleName(words)
