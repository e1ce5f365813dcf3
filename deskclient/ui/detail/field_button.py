"""A field of the header: icon, value, and a popup to choose another one."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from deskclient.domain.fields import Choice, Doc, FieldSpec, FieldType, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.services.api import RecordView
from deskclient.ui.choice_popup import ChoicePopup, Option
from deskclient.ui.forms.ref_editor import subtitle_of
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text

_INK = {"critical": "danger", "high": "warning", "solved": "success"}


def options_of(spec: FieldSpec, doc: Doc, parts: Parts, kind: Kind) -> tuple[Option, ...]:
    """List what may be chosen for a field now; for a state, only the legal next ones."""
    if spec.type is FieldType.CHOICE:
        return tuple(_choice_option(one) for one in _legal(spec, doc, kind))
    found = parts.desk.reads.reference(spec.ref)
    people = spec.ref == "person"
    listed = [one for one in found if _offered(one, spec, people=people)]
    options = [_record_option(one, spec, parts) for one in listed]
    if people:
        options.sort(key=lambda one: one.value != parts.desk.me.person_id)
    return tuple(options) if spec.required else (Option("", "—"), *options)


def _legal(spec: FieldSpec, doc: Doc, kind: Kind) -> Sequence[Choice]:
    flow = kind.workflow
    if flow is None or flow.field != spec.name:
        return spec.choices
    now = str(spec.value_in(doc))
    allowed = {now, *flow.next_states(now)}
    return [one for one in spec.choices if one.value in allowed]


def _choice_option(choice: Choice) -> Option:
    words = " ".join((choice.value, *choice.words))
    return Option(choice.value, domain_text(choice.label), choice.icon, words=words)


def _offered(record: RecordView, spec: FieldSpec, *, people: bool) -> bool:
    if record.doc.get("active") is False:
        return False
    return bool(record.doc.get("is_agent")) if people and spec.name == "owner" else True


def _record_option(record: RecordView, spec: FieldSpec, parts: Parts) -> Option:
    kind = parts.desk.registry[spec.ref]
    title = str(record.doc.get(kind.title_field) or record.record_id)
    words = subtitle_of(kind, record.doc, parts)
    return Option(record.record_id, title, kind.icon, words=words)


class FieldButton(QToolButton):
    """Shows a value and lets the person choose another one; Enter, Space, F4 or Down opens."""

    chosen = Signal(str, object)
    """Field name and value."""

    def __init__(
        self, spec: FieldSpec, kind: Kind, parts: Parts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._spec = spec
        self._kind = kind
        self._parts = parts
        self._doc: Doc = {}
        self.reading_only = False
        """Shows its value as clearly as ever, but offers no other one."""
        self.setProperty("role", "quiet")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self.open_list)

    def show_doc(self, doc: Doc) -> None:
        """Show the field's value in a document."""
        self._doc = doc
        value = self._spec.value_in(doc)
        words = self._parts.texts.value(self._spec, value, self._title)
        label = domain_text(self._spec.label)
        none = self.tr("No {field}").format(field=label.lower())
        self.setText(" " + (words or none[:1].upper() + none[1:]))
        self.setAccessibleName(self.tr("{field}: {value}").format(field=label, value=words or "—"))
        self.setToolTip(self.accessibleName())
        icon = self._icon(value)
        self.setIcon(self._parts.theme.icons.icon(icon, self._ink(value)))

    def open_list(self) -> None:
        """Show what can be chosen."""
        if self.reading_only:
            return
        now = self._spec.value_in(self._doc)
        options = [
            replace(one, checked=one.value == now)
            for one in options_of(self._spec, self._doc, self._parts, self._kind)
        ]
        popup = ChoicePopup(self._parts.theme, domain_text(self._spec.label), options, self)
        popup.chosen.connect(self.choose)
        popup.show_at(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def choose(self, value: object) -> None:
        """Take a value, as the person does in the list."""
        self.setFocus()
        if value != (self._spec.value_in(self._doc) or ""):
            self.chosen.emit(self._spec.name, value or None)

    def _icon(self, value: Value) -> str:
        choice = self._spec.choice(value)
        if choice is not None and choice.icon:
            return choice.icon
        ref = self._parts.desk.registry.get(self._spec.ref)
        return ref.icon if ref is not None and ref.icon else "circle"

    def _ink(self, value: Value) -> str:
        token = _INK.get(str(value), "muted")
        return str(getattr(self._parts.theme.colors, token))

    def _title(self, kind: str, record_id: str) -> str:
        return self._parts.desk.reads.title(kind, RecordId(record_id))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_list()
            return
        super().keyPressEvent(event)
