"""Names of reference records (queues, people, tags …), kept in memory and fresh."""

import threading
from collections.abc import Mapping, Sequence

from deskclient.domain.events import RecordsChanged
from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind, Reach, Registry
from deskclient.storage.port import Reader, RecordView

_WHOLE_AGAIN = 200
"""From this many changed records on, the kind is read as a whole."""


class NameCache:
    """Reads a kind once, then only what events name. Reading is for the UI thread alone."""

    def __init__(self, reader: Reader, registry: Registry) -> None:
        self._reader = reader
        self._registry = registry
        self._records: dict[str, dict[RecordId, RecordView]] = {}
        self._names: dict[str, dict[RecordId, str]] = {}
        self._ordered: dict[str, tuple[RecordView, ...]] = {}
        self._stale: dict[str, set[RecordId]] = {}
        self._lock = threading.Lock()

    def covers(self, kind: str) -> bool:
        """Tell whether a kind is small enough to be kept here."""
        known = self._registry.get(kind)
        return known is not None and known.reach in {Reach.REFERENCE, Reach.PERSONAL}

    def note(self, event: RecordsChanged) -> None:
        """Remember what an event says has changed; called in the engine's thread."""
        if self.covers(event.kind):
            with self._lock:
                self._stale.setdefault(event.kind, set()).update(event.ids)

    def names(self, kind: str) -> Mapping[RecordId, str]:
        """Titles by id."""
        self._refresh(kind)
        return self._names[kind]

    def ordered(self, kind: str) -> Sequence[RecordView]:
        """All records by position, then name."""
        self._refresh(kind)
        if kind not in self._ordered:
            spec = self._registry[kind]
            found = sorted(self._records[kind].values(), key=lambda one: _place(spec, one))
            self._ordered[kind] = tuple(found)
        return self._ordered[kind]

    def record(self, kind: str, record_id: RecordId) -> RecordView | None:
        """One record."""
        self._refresh(kind)
        return self._records[kind].get(record_id)

    def _refresh(self, kind: str) -> None:
        with self._lock:
            stale = self._stale.pop(kind, set())
        known = self._records.get(kind)
        if known is None or len(stale) > _WHOLE_AGAIN:
            known = {one.record_id: one for one in self._reader.all_of(kind)}
        elif stale:
            fresh = self._reader.records(kind, tuple(stale))
            known = {**{i: r for i, r in known.items() if i not in stale}, **fresh}
        else:
            return
        title = self._registry[kind].title_field
        self._records[kind] = known
        self._names[kind] = {i: str(one.doc.get(title) or i) for i, one in known.items()}
        self._ordered.pop(kind, None)


def _place(kind: Kind, one: RecordView) -> tuple[int, str]:
    position: Value = one.doc.get("position")
    title = str(one.doc.get(kind.title_field) or "")
    return (position if isinstance(position, int) else 0, title.casefold())
