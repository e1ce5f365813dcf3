"""What every field editor can do; forms know nothing else about them."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.fields import FieldSpec, Value
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look


class FieldEditor(QWidget):
    """Edits the value of one field.

    Subclasses put their control in with :meth:`hold` and call :meth:`touch` when the person changes
    something, :meth:`commit` when they are done with it.
    """

    changed = Signal()
    """The person changed the value."""
    committed = Signal()
    """The person is done with a changed value: left the field, chose, pressed Enter."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._touched = False
        self._control: QWidget = self
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    # --- what forms use -------------------------------------------------------------------

    def value(self) -> Value:
        """Give the value as documents hold it; ``None`` for nothing."""
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show a value; tells nobody."""
        self._touched = False
        self._show(value)

    def control(self) -> QWidget:
        """The widget that takes the keyboard and carries the name."""
        return self._control

    def set_trouble(self, *, wrong: bool) -> None:
        """Mark the value as one that cannot be saved."""
        set_look(self._control, trouble="true" if wrong else "false")

    def set_read_only(self, *, read_only: bool) -> None:
        """Allow or forbid changes."""
        self.setEnabled(not read_only)

    # --- what editors use -----------------------------------------------------------------

    def hold(self, control: QWidget, *, watch_focus: bool = False) -> None:
        """Take the control in; with ``watch_focus`` leaving it commits."""
        self._control = control
        label = domain_text(self.spec.label)
        control.setAccessibleName(label)
        if self.spec.help:
            control.setToolTip(domain_text(self.spec.help))
            control.setAccessibleDescription(domain_text(self.spec.help))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(control)
        self.setFocusProxy(control)
        if watch_focus:
            control.installEventFilter(self)

    def touch(self) -> None:
        """Note a change by the person."""
        self._touched = True
        self.changed.emit()

    def commit(self) -> None:
        """Note that the person is done; silent if nothing changed."""
        if self._touched:
            self._touched = False
            self.committed.emit()

    def _show(self, value: Value) -> None:
        raise NotImplementedError

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)
