"""Editors for texts, numbers and yes-or-no."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.ui.forms.editor import FieldEditor
from deskclient.ui.text import domain_text, text_list

_LINES = 4
_SHORT = 1000
"""A text that may not be longer gets half as many lines."""
_SPARE = 2
"""Pixels that Qt wants below the last line before it calls it seen; with less it shows a bar."""


class _Given:
    """A text as the document has it, and as a control shows it: tidied, shortened, other line ends.

    A form that was only looked at must give back what it was given, to the last blank.
    """

    def __init__(self) -> None:
        self._text = ""
        self._shown = ""

    def note(self, value: Value, shown: str) -> None:
        """Note what was given and what became of it on screen."""
        self._text = value if isinstance(value, str) else ""
        self._shown = shown

    def value(self, now: str) -> Value:
        """Give the value for what stands on screen now."""
        return (self._text if now == self._shown else now.strip()) or None


class ShownText(FieldEditor):
    """A value that nobody writes here, to be read and copied."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._value: Value = None
        self.words = QLabel(self)
        # What the desk has in a field is never markup of ours.
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.hold(self.words)

    @override
    def value(self) -> Value:
        return self._value

    @override
    def _show(self, value: Value) -> None:
        self._value = value
        self.words.setText(
            ", ".join(text_list(value)) if isinstance(value, list) else str(value or "")
        )


class TextEditor(FieldEditor):
    """One line."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._given = _Given()
        self.line = QLineEdit(self)
        self.line.setMaxLength(spec.max_length)
        self.line.textEdited.connect(self.touch)
        self.line.editingFinished.connect(self.commit)
        self.hold(self.line)

    @override
    def value(self) -> Value:
        return self._given.value(self.line.text())

    @override
    def _show(self, value: Value) -> None:
        self.line.setText(value if isinstance(value, str) else "")
        self.line.setCursorPosition(0)
        self._given.note(value, self.line.text())


class LongTextEditor(FieldEditor):
    """Several lines; Tab leaves the field, Ctrl+Enter is left to the form.

    Where one line is as likely as many, it begins with one and grows.
    """

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._given = _Given()
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self._most = _LINES if spec.max_length > _SHORT else _LINES // 2
        self._least = self._most if spec.type is FieldType.LONG_TEXT else 1
        self._fit()
        self.text.textChanged.connect(self._on_text)
        # Also when a narrower window breaks a line: lines are counted as they are shown.
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._showing = False
        self.hold(self.text, watch_focus=True)

    @override
    def value(self) -> Value:
        return self._given.value(self.text.toPlainText())

    def _on_text(self) -> None:
        if not self._showing:
            self.touch()

    def _fit(self) -> None:
        field = self.text
        lines = round(field.document().size().height())  # Qt counts a plain text in lines
        frame = field.contentsMargins().top() + field.contentsMargins().bottom()
        around = frame + 2 * round(field.document().documentMargin()) + _SPARE
        seen = min(max(lines, self._least), self._most)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * seen + around)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # only now the style has said how wide its frame is

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    @override
    def _show(self, value: Value) -> None:
        self._showing = True
        self.text.setPlainText(value if isinstance(value, str) else "")
        self._showing = False
        self._given.note(value, self.text.toPlainText())


class IntegerEditor(FieldEditor):
    """A whole number that may be absent."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.line = QLineEdit(self)
        self.line.setValidator(QIntValidator(-2_000_000_000, 2_000_000_000, self.line))
        self.line.textEdited.connect(self.touch)
        self.line.editingFinished.connect(self.commit)
        self.hold(self.line)

    @override
    def value(self) -> Value:
        number, understood = self.line.locale().toInt(self.line.text())
        return number if understood else None

    @override
    def _show(self, value: Value) -> None:
        self.line.setText("" if not isinstance(value, int) else str(value))


class CounterEditor(IntegerEditor):
    """A number that is counted up; never absent, never below nothing."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.line.setValidator(QIntValidator(0, 1_000_000, self.line))

    @override
    def value(self) -> Value:
        return super().value() or 0


class BooleanEditor(FieldEditor):
    """Yes or no. The label stands beside the box, so the form writes none above."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.box = _ReturnBox(domain_text(spec.label))
        self.box.clicked.connect(self._on_clicked)
        self.hold(self.box)

    @override
    def value(self) -> Value:
        return self.box.isChecked()

    def _on_clicked(self) -> None:
        self.touch()
        self.commit()

    @override
    def _show(self, value: Value) -> None:
        self.box.setChecked(bool(value))


class _ReturnBox(QCheckBox):
    """A check box that Enter toggles too."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)
