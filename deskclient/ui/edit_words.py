"""What a change did and what its undoing takes back, in words: the same wherever it is made."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from deskclient.domain.fields import Doc, FieldSpec, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Kind
from deskclient.services.api import Done
from deskclient.ui.parts import Notice, Parts, Tone
from deskclient.ui.text import domain_text

_LONGEST = 60


class EditWords:
    """Writes the notices of changes to records of one kind."""

    def __init__(self, kind: Kind, parts: Parts) -> None:
        self._kind = kind
        self._parts = parts

    def edited(
        self, ids: Sequence[RecordId], changes: Mapping[str, Value], ops: tuple[OpId, ...]
    ) -> Notice:
        """Tell what fields of these records are now."""
        told = "\n".join(self._is_now(ids, name, value) for name, value in changes.items())
        undone = "; ".join(self._change(ids, name, value) for name, value in changes.items())
        return Notice(told, Tone.SUCCESS, undo=ops, undone=undone)

    def created(self, doc: Doc, ops: tuple[OpId, ...], told: str) -> Notice:
        """Tell that a record was made."""
        what = QCoreApplication.translate("EditWords", "new {kind} “{title}”").format(
            kind=domain_text(self._kind.label).lower(),
            title=str(doc.get(self._kind.title_field) or ""),
        )
        return Notice(told, Tone.SUCCESS, undo=ops, undone=what)

    def _is_now(self, ids: Sequence[RecordId], name: str, value: Value) -> str:
        spec = self._kind.field_map[name]
        words = self._value(spec, value)
        translate = QCoreApplication.translate
        one = self._one(ids)
        if one:
            pattern = (
                translate("EditWords", "{ticket}: {field} is now “{value}”.")
                if words
                else translate("EditWords", "{ticket}: {field} taken away.")
            )
        elif words:
            pattern = translate(
                "EditWords", "%n ticket(s): {field} is now “{value}”.", "", len(ids)
            )
        else:
            pattern = translate("EditWords", "%n ticket(s): {field} taken away.", "", len(ids))
        return pattern.format(ticket=one, field=domain_text(spec.label), value=words)

    def _change(self, ids: Sequence[RecordId], name: str, value: Value) -> str:
        spec = self._kind.field_map[name]
        words = self._value(spec, value) or "—"
        one = self._one(ids)
        translate = QCoreApplication.translate
        if one:
            pattern = translate("EditWords", "{field} “{value}” of {ticket}")
        else:
            pattern = translate("EditWords", "{field} “{value}” of %n ticket(s)", "", len(ids))
        return pattern.format(ticket=one, field=domain_text(spec.label), value=words)

    def _value(self, spec: FieldSpec, value: Value) -> str:
        """Say a value in one line that a toast has room for."""
        words = " ".join(self._parts.texts.value(spec, value, self._title).split())
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"

    def _one(self, ids: Sequence[RecordId]) -> str:
        """Name a single record by its number, or by its title as long as it has none."""
        if len(ids) != 1:
            return ""
        record = self._parts.desk.reads.record(self._kind.name, ids[0])
        if record is None:
            return ""
        number = record.doc.get(self._kind.number_field)
        return f"#{number}" if number else str(record.doc.get(self._kind.title_field) or "")

    def _title(self, kind: str, record_id: str) -> str:
        return self._parts.desk.reads.title(kind, RecordId(record_id))


def undone_notice(undone: str, done: Done) -> Notice:
    """Tell that a change was taken back; one the desk had already takes a way back of its own."""
    translate = QCoreApplication.translate
    if not done.op_ids:
        return Notice(
            translate("EditWords", "Undone: {change}.").format(change=undone)
            if undone
            else translate("EditWords", "Undone."),
            Tone.SUCCESS,
        )
    pattern = (
        translate("EditWords", "Undone: {change}. The desk had it already and is told so.")
        if undone
        else translate("EditWords", "Undone. The desk had it already and is told so.")
    )
    return Notice(pattern.format(change=undone), Tone.SUCCESS)
