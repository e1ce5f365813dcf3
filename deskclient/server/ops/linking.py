"""Links between records stand at both ends: whoever writes one end has the other written here."""

from deskclient.backends.native.wire import WireOp
from deskclient.domain.fields import Doc
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.mirrors import far_ends, links_itself, with_member
from deskclient.server.ops.effects import write_history
from deskclient.server.ops.verdicts import rejected_for
from deskclient.server.records.ledger import Writing, find


def check_links(kind: Kind, op: WireOp, doc: Doc) -> None:
    """Refuse to link a record with itself."""
    troubles = links_itself(kind, RecordId(op.id), doc)
    if troubles:
        raise rejected_for(op, troubles)


def write_far_ends(
    change: Writing, kind: Kind, record_id: str, docs: tuple[Doc, Doc], by: str, acted_at: str = ""
) -> None:
    """Let other records name this one, or name it no more.

    Args:
        change: The transaction.
        kind: The kind of all of them.
        record_id: The record that was changed.
        docs: How it was, and how it is; an empty document links nothing.
        by: Whose hand it was.
        acted_at: When they did it; empty for now.
    """
    for far_id, field, there in far_ends(kind, *docs):
        far = find(change.connection, kind.name, far_id)
        if far is None or far.gone:
            continue
        before = far.doc
        after = with_member(before, field, record_id, there=there)
        if kind.field_map[field].value_in(before) in (after[field], after[field] or None):
            continue
        if kind.changed_field in kind.field_map:
            after[kind.changed_field] = change.now
        stored = change.update(far, after, by)
        write_history(change, stored, before, after, by, acted_at)
