"""Which other records show an operation: the ticket of a reply, the far end of a link."""

from deskclient.domain.errors import StorageError
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Reach, Registry
from deskclient.domain.mirrors import far_records
from deskclient.domain.operation import Operation
from deskclient.storage.port import Cache

Key = tuple[str, RecordId]


class Kin:
    """Reads it from the operation, else from the record as it is here."""

    def __init__(self, registry: Registry, cache: Cache) -> None:
        self._registry = registry
        self._cache = cache

    def shown_by(self, op: Operation) -> tuple[Key, ...]:
        """Give all other records that show the operation; none for most."""
        parent = self.parent(op)
        if parent is not None:
            return (parent,)
        kind = self._registry.get(op.kind)
        return () if kind is None else tuple((op.kind, one) for one in far_records(kind, op))

    def parent(self, op: Operation) -> Key | None:
        """Give the record that the operation's own belongs to; ``None`` for most."""
        kind = self._registry.get(op.kind)
        if kind is None or kind.reach is not Reach.PARENT:
            return None
        named = op.patch.set.get(kind.parent) or op.base.get(kind.parent)
        found = named or self._stored(op, kind.parent)
        if not isinstance(found, str):
            return None
        return kind.field_map[kind.parent].ref, RecordId(found)

    def _stored(self, op: Operation, field: str) -> object:
        try:
            snap = self._cache.snap(op.kind, op.record_id)
        except StorageError:
            # Only a mark: the next start sets it.
            return None
        return None if snap is None or snap.doc is None else snap.doc.get(field)
