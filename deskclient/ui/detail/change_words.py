"""What an event changed, in words."""

from PySide6.QtCore import QCoreApplication

from deskclient.domain.fields import FieldType, Value
from deskclient.domain.ids import RecordId
from deskclient.services.api import RecordView
from deskclient.ui.outbox.words import OpWords
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text

_SETS = frozenset({FieldType.TEXT_SET, FieldType.REF_SET})


class ChangeWords:
    """Says what an event entry tells."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._words = OpWords(parts.desk, parts.texts)
        self._kind = parts.desk.registry["ticket"]

    def line(self, entry: RecordView) -> str:
        """Say it in one line: who changed what from what to what."""
        rows = entry.doc.get("changes")
        listed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        changes = "; ".join(self._change(row) for row in listed) or str(entry.doc.get("body") or "")
        author = entry.doc.get("author")
        if not isinstance(author, str) or not author:
            return changes
        name = self._parts.desk.reads.title("person", RecordId(author))
        translate = QCoreApplication.translate
        return translate("ChangeWords", "{name} changed {changes}").format(
            name=name, changes=changes
        )

    def _change(self, row: dict[str, Value]) -> str:
        name = str(row.get("field") or "")
        spec = self._kind.field_map.get(name)
        label = domain_text(name if spec is None else spec.label)
        old, new = self._value(name, row.get("old")), self._value(name, row.get("new"))
        translate = QCoreApplication.translate
        return translate("ChangeWords", "{field}: {old} → {new}").format(
            field=label, old=old, new=new
        )

    def _value(self, name: str, value: Value) -> str:
        spec = self._kind.field_map.get(name)
        if spec is not None and spec.type in _SETS and isinstance(value, str):
            # Desks tell of a list member by member.
            value = [value] if value else []
        return " ".join(self._words.value(self._kind, name, value).split()) or "—"
