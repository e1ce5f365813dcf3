"""What an event changed, in words."""

from PySide6.QtCore import QCoreApplication

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.services.api import RecordView
from deskclient.ui.outbox.words import OpWords
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text


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
        label = domain_text(spec.label) if spec is not None else name
        old = self._words.value(self._kind, name, row.get("old")) or "—"
        new = self._words.value(self._kind, name, row.get("new")) or "—"
        translate = QCoreApplication.translate
        return translate("ChangeWords", "{field}: {old} → {new}").format(
            field=label, old=old, new=new
        )
