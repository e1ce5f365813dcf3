"""The head of a ticket: number, subject, state, and the fields that are changed most."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from deskclient.domain.fields import Value
from deskclient.domain.kind import Kind
from deskclient.services.api import RecordView
from deskclient.ui.detail.field_button import FieldButton
from deskclient.ui.detail.state_badge import StateBadge
from deskclient.ui.detail.subject_line import SubjectLine
from deskclient.ui.flow_layout import FlowLayout
from deskclient.ui.parts import Parts
from deskclient.ui.theme.tokens import Step

HEADER_FIELDS = ("status", "priority", "queue", "line", "owner")


class TicketHeader(QFrame):
    """Shows and changes what stands on top."""

    field_chosen = Signal(str, object)
    """Field name and value the person chose."""
    side_wanted = Signal(bool)
    """Show or hide the side panel."""

    def __init__(self, kind: Kind, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._parts = parts
        self.setProperty("ground", "surface")
        self.number = QLabel(self)
        self.number.setProperty("role", "muted")
        longest = kind.field_map[kind.title_field].max_length
        self.subject = SubjectLine(parts.theme, longest, self)
        self.subject.edited.connect(self._on_subject)
        self.badge = StateBadge(parts, self)
        self.side_button = QToolButton(self)
        self.side_button.setProperty("role", "quiet")
        self.side_button.setCheckable(True)
        self.side_button.toggled.connect(self.side_wanted)
        self._fields = QWidget(self)
        self.buttons = {
            name: FieldButton(kind.field_map[name], kind, parts, self._fields)
            for name in HEADER_FIELDS
            if name in kind.field_map and not kind.field_map[name].server_only
        }
        self.due = QLabel(self._fields)
        self._arrange()
        self.retranslate()
        parts.theme.changed.connect(self._restyle)
        self._restyle()
        self._view: RecordView | None = None

    def show_view(self, view: RecordView) -> None:
        """Show a ticket's head."""
        self._view = view
        number = view.doc.get(self._kind.number_field)
        self.number.setText(f"#{number}" if number else self.tr("New"))
        self.subject.show_subject(str(view.doc.get(self._kind.title_field) or ""))
        for button in self.buttons.values():
            button.show_doc(view.doc)
        self._show_due(view)

    def go_to(self, name: str) -> bool:
        """Put the keyboard where a field is changed; tells whether that is here."""
        fields: dict[str, QWidget] = {self._kind.title_field: self.subject, **self.buttons}
        if name in fields:
            fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
        return name in fields

    def set_reading_only(self, reading_only: bool) -> None:  # noqa: FBT001 - a state, not a mode
        """Let fields be changed, or only be read."""
        self.subject.setReadOnly(reading_only)
        for button in self.buttons.values():
            button.reading_only = reading_only

    def retranslate(self) -> None:
        """Write the fixed words in the language in force."""
        self.side_button.setAccessibleName(self.tr("Details and history"))
        self.side_button.setToolTip(self.tr("Show or hide details and history"))

    def _arrange(self) -> None:
        space = self._parts.theme.metrics
        top = QHBoxLayout()
        top.setSpacing(space.s)
        top.addWidget(self.number)
        top.addWidget(self.subject, 1)
        top.addWidget(self.badge)
        top.addWidget(self.side_button)
        flow = FlowLayout(self._fields, 2)
        for button in self._ordered():
            button.chosen.connect(self.field_chosen)
            flow.addWidget(button)
        flow.addWidget(self.due)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.l, space.s, space.s, space.s)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._fields)

    def _ordered(self) -> Sequence[FieldButton]:
        return list(self.buttons.values())

    def _restyle(self) -> None:
        colors = self._parts.theme.colors
        self.number.setFont(self._parts.theme.font(Step.TITLE))
        self.side_button.setIcon(self._parts.theme.icons.icon("panel-right", colors.muted))
        self.due.setMinimumHeight(self._parts.theme.px(32))
        self.due.setContentsMargins(8, 0, 8, 0)
        if getattr(self, "_view", None) is not None and self._view is not None:
            self.show_view(self._view)

    def _show_due(self, view: RecordView) -> None:
        due = view.doc.get("due_at")
        flow = self._kind.workflow
        is_open = flow is None or flow.is_open(str(view.doc.get(flow.field)))
        self.due.setVisible(isinstance(due, str) and bool(due) and is_open)
        if not isinstance(due, str):
            return
        texts = self._parts.texts
        past = texts.is_past(due)
        said = self.tr("Overdue ({time})") if past else self.tr("Due {time}")
        self.due.setText(said.format(time=texts.relative(due)))
        self.due.setToolTip(texts.exact(due))
        self.due.setProperty("role", "danger" if past else "muted")
        self.due.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        style = self.due.style()
        style.unpolish(self.due)
        style.polish(self.due)

    def retime(self) -> None:
        """Say anew how long there is left; called each minute."""
        if self._view is not None:
            self._show_due(self._view)

    def _on_subject(self, subject: str) -> None:
        value: Value = subject
        self.field_chosen.emit(self._kind.title_field, value)
