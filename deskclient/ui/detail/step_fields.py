"""What a change of status needs besides: a resolution, a date. Asked where it is chosen."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.fields import Doc, Value
from deskclient.domain.kind import Kind, Trouble
from deskclient.ui.forms.record_form import RecordForm
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text


def step_needs(kind: Kind, doc: Doc, status: str) -> tuple[str, ...]:
    """List the fields that must be filled for a step and are not, by the kind's declaration."""
    flow = kind.workflow
    if flow is None or not status:
        return ()
    after = {**doc, flow.field: status}
    unit = kind.unit_fields(kind.field_map[flow.field].merge_unit)
    return tuple(
        spec.name for spec in unit if spec.name != flow.field and spec.required_when(after)
    )


class StepFields(QFrame):
    """The fields of one step, shown only if it needs any."""

    changed = Signal()
    dropped = Signal()
    """The person does not want the step any more."""

    def __init__(self, kind: Kind, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._parts = parts
        self._form: RecordForm | None = None
        self.status = ""
        self.setProperty("ground", "card")
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        self._close = close = QToolButton(self)
        close.setProperty("role", "quiet")
        close.setIcon(parts.theme.icons.icon("x", parts.theme.colors.muted))
        close.clicked.connect(self.dropped)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 8, 12)
        self._layout.addLayout(head)
        self._say()
        self.hide()

    def _say(self) -> None:
        self._close.setAccessibleName(self.tr("Leave the status as it is"))
        self._close.setToolTip(self._close.accessibleName())
        self._name_step()

    @property
    def needs_more(self) -> bool:
        """Whether the step asks for fields."""
        return self._form is not None

    def aim(self, status: str, doc: Doc) -> None:
        """Prepare a step; empty for none."""
        if status == self.status and self._form is not None:
            return
        self.status = status
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        needs = step_needs(self._kind, doc, status)
        self.setVisible(bool(needs))
        if not needs:
            return
        flow = self._kind.workflow
        self._name_step()
        self._form = RecordForm(self._kind, self._parts, self, fields=needs, columns=1)
        self._form.set_doc({**doc, **({flow.field: status} if flow is not None else {})})
        self._form.changed.connect(self.changed)
        self._layout.addWidget(self._form)

    def _name_step(self) -> None:
        flow = self._kind.workflow
        choice = self._kind.field_map[flow.field].choice(self.status) if flow is not None else None
        label = domain_text(choice.label) if choice is not None else self.status
        self._title.setText(self.tr("For the status “{status}”").format(status=label))

    def put(self, values: Mapping[str, Value]) -> None:
        """Fill fields in from a draft."""
        if self._form is not None:
            self._form.put({k: v for k, v in values.items() if k in self._form.names()})

    def values(self) -> dict[str, Value]:
        """Give what was filled in."""
        if self._form is None:
            return {}
        return {name: self._form.editor(name).value() for name in self._form.names()}

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        if self._form is not None:
            self._form.focus_first()

    def check(self, doc: Doc) -> tuple[Trouble, ...]:
        """Check the record as it would be after the step; shows what is missing."""
        flow = self._kind.workflow
        if self._form is None or flow is None:
            return ()
        after = {**doc, flow.field: self.status, **self.values()}
        mine = set(self._form.names())
        found = self._parts.desk.writes.check(self._kind.name, self._kind.written(after))
        troubles = tuple(one for one in found if one.field in mine)
        self._form.show_troubles(troubles)
        return troubles

    def show_troubles(self, troubles: Iterable[Trouble]) -> None:
        """Show why the change was refused."""
        if self._form is not None:
            self._form.show_troubles(troubles)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
