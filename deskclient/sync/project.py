"""From a snapshot and the operations that wait to the row that is shown. Pure."""

from collections.abc import Sequence

from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.operation import Operation
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

    Those ``below`` are on what belongs to it: they mark it and change nothing else of it.
    """
    doc = None if snap is None else snap.doc
    view = replay(kind, doc, 0 if snap is None else snap.ver, ops)
    if view is None:
        return ViewRow(kind.name, record_id, None, RecordState.SYNCED, 0)
    shown = None if view.deleted else view.doc
    state = worst_state(view.state, below)
    return ViewRow(kind.name, record_id, shown, state, view.pending + len(below))
