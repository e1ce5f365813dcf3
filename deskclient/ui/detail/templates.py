"""Reply templates: found by name or shortcut, filled from the ticket."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from deskclient.domain.fields import Doc, FieldSpec, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.templates import Filled, TemplateFiller
from deskclient.domain.words import fold
from deskclient.services.api import RecordView
from deskclient.ui.choice_popup import Option
from deskclient.ui.parts import Parts

SKELETON = "skeleton"
GAP = "[...]"
"""Stands where the person writes the solution; selected when the skeleton is put in."""


def skeleton() -> str:
    """Give the built-in structure: greeting, apology, solution, thanks, signature."""
    return QCoreApplication.translate(
        "Templates",
        "Hello {{requester.name|there}},\n\nI am sorry for the trouble this has caused.\n\n"
        "[...]\n\nThank you for your patience.\n\nKind regards\n{{me.name}}",
    )


class Templates:
    """What can be put into a reply."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._filler = TemplateFiller(
            parts.desk.registry, self._fetch, self._show, parts.desk.me.person_id
        )

    def options(self, ticket: Doc) -> Sequence[Option]:
        """List all templates, those of the ticket's queue first, and the skeleton."""
        queue = ticket.get("queue")
        found = sorted(self._records(), key=lambda one: (one.doc.get("queue") != queue, _name(one)))
        return [*(self._option(one) for one in found), self._skeleton_option()]

    def by_shortcut(self, typed: str) -> Sequence[Option]:
        """List the templates whose shortcut begins with what was typed, exact ones first."""
        wanted = fold(typed)
        found = [one for one in self._records() if fold(_shortcut(one)).startswith(wanted)]
        found.sort(key=lambda one: (fold(_shortcut(one)) != wanted, _name(one)))
        return [self._option(one) for one in found]

    def exact(self, typed: str) -> Option | None:
        """Find the one template with exactly this shortcut."""
        found = [one for one in self._records() if fold(_shortcut(one)) == fold(typed)]
        return self._option(found[0]) if len(found) == 1 else None

    def fill(self, template_id: str, ticket: Doc) -> Filled:
        """Fill a template, or the skeleton, from a ticket."""
        if template_id == SKELETON:
            return self._filler.fill(skeleton(), "ticket", ticket)
        record = self._parts.desk.reads.record("reply_template", RecordId(template_id))
        body = str(record.doc.get("body") or "") if record is not None else ""
        return self._filler.fill(body, "ticket", ticket)

    def _records(self) -> list[RecordView]:
        return list(self._parts.desk.reads.reference("reply_template"))

    def _option(self, record: RecordView) -> Option:
        shortcut = _shortcut(record)
        body = " ".join(str(record.doc.get("body") or "").split())
        hint = f"/{shortcut}" if shortcut else ""
        return Option(record.record_id, _name(record), "file-text", hint, words=f"{hint} {body}")

    def _skeleton_option(self) -> Option:
        translate = QCoreApplication.translate
        title = translate("Templates", "Structure of a good reply")
        about = translate("Templates", "Greeting, apology, solution, thanks, signature")
        return Option(SKELETON, title, "list-ordered", words=about)

    def _fetch(self, kind: str, record_id: RecordId) -> Doc | None:
        found = self._parts.desk.reads.record(kind, record_id)
        return None if found is None else found.doc

    def _show(self, spec: FieldSpec, value: Value) -> str:
        return self._parts.texts.value(spec, value, self._title)

    def _title(self, kind: str, record_id: str) -> str:
        return self._parts.desk.reads.title(kind, RecordId(record_id))


def _name(record: RecordView) -> str:
    return str(record.doc.get("name") or "")


def _shortcut(record: RecordView) -> str:
    return str(record.doc.get("shortcut") or "")
