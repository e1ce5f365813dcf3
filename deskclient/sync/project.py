"""From a snapshot and the operations that wait to the row that is shown. Pure."""

from collections.abc import Sequence

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.merge import overlay_patch
from deskclient.domain.mirrors import on_its_way
from deskclient.domain.operation import Operation, OpState
from deskclient.domain.replay import RecordState, replay, worst_state
from deskclient.storage.port import Snap, ViewRow


def project(
    kind: Kind,
    record_id: RecordId,
    snap: Snap | None,
    ops: Sequence[Operation],
    below: Sequence[Operation] = (),
) -> ViewRow:
    """Compute what is shown of one record that has operations.

    Those ``below`` are on others: on what belongs to it, which mark it and change nothing else of
    it, and on records of its kind that they link with it.
    """
    doc = None if snap is None else snap.doc
    view = replay(kind, doc, 0 if snap is None else snap.ver, ops)
    if view is None:
        return ViewRow(kind.name, record_id, None, RecordState.SYNCED, 0)
    shown = None if view.deleted else _linked(kind, record_id, view.doc, below)
    state = worst_state(view.state, below)
    return ViewRow(kind.name, record_id, shown, state, view.pending + len(below))


def _linked(
    kind: Kind, record_id: RecordId, doc: dict[str, Value], below: Sequence[Operation]
) -> dict[str, Value]:
    for op in below:
        if op.kind == kind.name and op.state is not OpState.REJECTED:
            doc = overlay_patch(kind, doc, on_its_way(kind, op, record_id), {})
    return doc
