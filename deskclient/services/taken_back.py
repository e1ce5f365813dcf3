"""What unsent operations become when they are taken back: the text they were, or a new ticket."""

from collections.abc import Iterable, Mapping, Sequence

from deskclient.domain.fields import FieldSpec, FieldType, MergeRule, Value
from deskclient.domain.kind import Kind
from deskclient.domain.operation import Operation
from deskclient.services.drafts import draft_id_of, file_rows
from deskclient.services.op_maker import what_of
from deskclient.storage.port import Draft, StagedFile

NEW_TICKET = "ticket"
"""The kind of the draft that a new ticket is made from; it is about no record."""
_TIMED = "minutes_spent"
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.MARKUP})


def text_draft(
    entry: Operation,
    taken: Sequence[Operation],
    files: Iterable[StagedFile],
    there: Draft | None,
    moment: str,
) -> Draft:
    """Make the draft that a reply or note was; another one begun meanwhile stays behind it.

    Args:
        entry: The reply or note.
        taken: All that goes, itself included.
        files: Its files.
        there: The draft of that kind for its ticket, if there is one.
        moment: When it is saved.
    """
    kind, ticket = what_of(entry), str(entry.patch.set.get("ticket") or "")
    begun = {} if there is None else there.content
    content: dict[str, Value] = {
        "body": _joined([_text(entry.patch.set.get("body")), _text(begun.get("body"))]),
        "files": _all_files(file_rows(files), begun),
    }
    for op in taken:
        if op.kind == "ticket":
            content.update({k: v for k, v in op.patch.set.items() if k not in content})
            content["minutes"] = op.patch.incr.get(_TIMED, content.get("minutes"))
    draft_id = draft_id_of(kind, ticket) if there is None else there.draft_id
    return Draft(draft_id, kind, ticket, content, moment)


def new_ticket_draft(
    kind: Kind,
    taken: Sequence[Operation],
    files: Iterable[StagedFile],
    there: Draft | None,
    moment: str,
) -> Draft:
    """Make the draft of a new ticket from what was done to one that is gone.

    What a draft of a new ticket holds already stays: its words stand first, its fields win.

    Args:
        kind: The ticket's declaration.
        taken: Entries, files and edits of the one ticket.
        files: The files among them.
        there: The draft of a new ticket, if there is one.
        moment: When it is saved.
    """
    begun = {"full": True} if there is None else dict(there.content)
    values = _values(kind, taken)
    fits = {spec.name for spec in kind.fields if _fits(kind, spec)}
    words = [_text(op.patch.set.get("body")) for op in taken if op.kind == "entry"]
    words += [
        _text(op.patch.set[name])
        for op in taken
        if op.kind == kind.name
        for name in op.patch.set
        if name not in fits and _is_text(kind, name)
    ]
    spent = sum(op.patch.incr.get(_TIMED, 0) for op in taken if op.kind == kind.name)
    before = begun.get(_TIMED)
    content: dict[str, Value] = {
        **{name: value for name, value in values.items() if name in fits},
        **{name: value for name, value in begun.items() if value not in (None, "", [])},
        "body": _joined([_text(begun.get("body")), *words]),
        "files": _all_files(begun.get("files"), {"files": list(file_rows(files))}),
        _TIMED: spent + (before if isinstance(before, int) else 0),
    }
    draft_id = draft_id_of(NEW_TICKET, "") if there is None else there.draft_id
    return Draft(draft_id, NEW_TICKET, "", content, moment)


def _values(kind: Kind, taken: Sequence[Operation]) -> dict[str, Value]:
    """Give the ticket as far as the operations tell of it, with what they wanted."""
    values: dict[str, Value] = {}
    for op in taken:
        for name, value in op.base.items():
            values.setdefault(name, value)
    for op in taken:
        if op.kind != kind.name:
            continue
        values.update(op.patch.set)
        for name in {*op.patch.add, *op.patch.remove}:
            before = values.get(name)
            members = {str(one) for one in before} if isinstance(before, list) else set()
            members -= set(op.patch.remove.get(name, ()))
            values[name] = sorted(members | set(op.patch.add.get(name, ())))
    return {name: value for name, value in values.items() if value is not None}


def _fits(kind: Kind, spec: FieldSpec) -> bool:
    """Tell whether the form of a new ticket has a field; none that is decided with the state."""
    flow = kind.workflow
    decided = flow is not None and spec.merge_unit == kind.field_map[flow.field].merge_unit
    written = spec.in_form and spec.merge is not MergeRule.SERVER
    return written and not decided and spec.name != _TIMED


def _is_text(kind: Kind, name: str) -> bool:
    spec = kind.field_map.get(name)
    return spec is not None and spec.type in _TEXTS


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(one for one in texts if one.strip())


def _all_files(first: Value, other: Mapping[str, Value]) -> list[dict[str, Value]]:
    """Put the files of two drafts together, each once."""
    found: dict[str, dict[str, Value]] = {}
    for rows in (first, other.get("files")):
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                found.setdefault(str(row.get("sha256")), row)
    return list(found.values())
