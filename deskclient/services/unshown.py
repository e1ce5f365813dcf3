"""Operations on their way to the disk: the person has seen them, the reader does not show them yet.

Without them two changes made within milliseconds would both be planned on the older state.
"""

import threading
from collections.abc import Sequence

from msgspec.structs import replace

from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.merge import overlay_patch
from deskclient.domain.operation import Action, Operation
from deskclient.domain.replay import RecordState, replay
from deskclient.storage.port import RecordView


class Unshown:
    """Added to in the UI thread, taken from in the engine's."""

    def __init__(self) -> None:
        self._ops: dict[tuple[str, RecordId], tuple[Operation, ...]] = {}
        self._lock = threading.Lock()

    def add(self, ops: Sequence[Operation]) -> None:
        """Note operations that were just handed over."""
        with self._lock:
            for op in ops:
                key = (op.kind, op.record_id)
                self._ops[key] = (*self._ops.get(key, ()), op)

    def remove(self, ops: Sequence[Operation]) -> None:
        """Forget operations that the reader shows by now, or that could not be stored."""
        with self._lock:
            for op in ops:
                key = (op.kind, op.record_id)
                left = tuple(one for one in self._ops.get(key, ()) if one is not op)
                if left:
                    self._ops[key] = left
                else:
                    self._ops.pop(key, None)

    def over(self, kind: Kind, record_id: RecordId, seen: RecordView | None) -> RecordView | None:
        """Show a record with what is on its way; ``None`` if nobody knows it."""
        with self._lock:
            ops = self._ops.get((kind.name, record_id), ())
        if seen is None:
            view = replay(kind, None, 0, ops) if ops else None
            if view is None:
                return None
            return RecordView(
                kind.name, 0, record_id, view.doc, RecordState.PENDING, view.pending, 0
            )
        doc = seen.doc
        for op in ops:
            if op.action is Action.EDIT:
                doc = overlay_patch(kind, doc, op.patch, op.base)
        return seen if doc is seen.doc else replace(seen, doc=doc)
