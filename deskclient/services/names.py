"""Names of reference records (queues, people, tags …), kept in memory and fresh."""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from deskclient.domain.events import RecordsChanged
from deskclient.domain.fields import FieldType
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind, Reach, Registry
from deskclient.domain.phone_numbers import dialled, is_called_by
from deskclient.domain.words import fold
from deskclient.storage.port import Reader, RecordView

_WHOLE_AGAIN = 200
"""From this many changed records on, the kind is read as a whole."""
_HELD = {"person": (("asset", "holder"),)}
"""By kind, the kinds whose records are in its records' hands, and the field that says whose."""


class _Known(Struct):
    """One kind's records with what is derived from them when first asked for."""

    records: dict[RecordId, RecordView]
    titles: dict[RecordId, str]
    ordered: tuple[RecordView, ...] = ()
    exact: dict[str, list[RecordId]] = field(default_factory=dict)
    begins: list[tuple[str, RecordId]] = field(default_factory=list)
    """Sorted: every name and every later word of a name, folded."""
    numbers: Sequence[tuple[str, RecordId]] | None = None
    """Every telephone number, as digits; ``None`` until one is looked for."""


class NameCache:
    """Reads a kind once, then only what events name. Reading is for the UI thread alone."""

    def __init__(self, reader: Reader, registry: Registry) -> None:
        self._reader = reader
        self._registry = registry
        kept = {Reach.REFERENCE, Reach.PERSONAL}
        self._covered = frozenset(kind.name for kind in registry if kind.reach in kept)
        self._known: dict[str, _Known] = {}
        self._stale: dict[str, set[RecordId]] = {}
        self._lock = threading.Lock()

    def covers(self, kind: str) -> bool:
        """Tell whether a kind is small enough to be kept here."""
        return kind in self._covered

    def note(self, event: RecordsChanged) -> None:
        """Remember what an event says has changed; called in the engine's thread."""
        if self.covers(event.kind):
            with self._lock:
                self._stale.setdefault(event.kind, set()).update(event.ids)

    def names(self, kind: str) -> Mapping[RecordId, str]:
        """Titles by id."""
        return self._fresh(kind).titles

    def ordered(self, kind: str) -> Sequence[RecordView]:
        """All records by position, then name."""
        known = self._fresh(kind)
        if not known.ordered:
            spec = self._registry[kind]
            found = sorted(known.records.values(), key=lambda one: _place(spec, one))
            known.ordered = tuple(found)
        return known.ordered

    def record(self, kind: str, record_id: RecordId) -> RecordView | None:
        """One record."""
        return self._fresh(kind).records.get(record_id)

    def names_of(self, kind: str, record_id: RecordId) -> Sequence[str]:
        """Everything a record is called: title, login, short name, other languages."""
        found = self.record(kind, record_id)
        return () if found is None else _called(self._registry[kind], found)

    def called(self, kind: str, name: str) -> Sequence[RecordId]:
        """Records with exactly this name."""
        return self._indexed(kind).exact.get(fold(name), [])

    def beginning(self, kind: str, typed: str) -> Sequence[RecordId]:
        """Records with a name, or a word of one, that begins so."""
        start, begins = fold(typed), self._indexed(kind).begins
        found: dict[RecordId, None] = {}
        at = bisect_left(begins, (start,))
        while at < len(begins) and begins[at][0].startswith(start):
            found[begins[at][1]] = None
            at += 1
        return tuple(found)

    def numbered(self, kind: str, typed: str) -> Sequence[RecordId]:
        """Records that keep the telephone number that was typed."""
        number = dialled(typed)
        if not number:
            return ()
        known = self._fresh(kind)
        if known.numbers is None:
            known.numbers = _numbers(self._registry[kind], known.records.values())
        return tuple(
            dict.fromkeys(one for kept, one in known.numbers if is_called_by(kept, number))
        )

    def holders(self, kind: str, typed: str) -> Sequence[RecordId]:
        """Records that hold what is called so: who has the device with this tag on it."""
        found: dict[RecordId, None] = {}
        for held, name in _HELD.get(kind, ()):
            if not self.covers(held):
                continue
            for one in self.called(held, typed) or self.beginning(held, typed):
                record = self.record(held, one)
                holder = None if record is None else record.doc.get(name)
                if isinstance(holder, str) and self.record(kind, RecordId(holder)) is not None:
                    found[RecordId(holder)] = None
        return tuple(found)

    def _indexed(self, kind: str) -> _Known:
        known = self._fresh(kind)
        if not known.begins:
            spec = self._registry[kind]
            for record_id, record in known.records.items():
                for name in map(fold, _called(spec, record)):
                    known.exact.setdefault(name, []).append(record_id)
                    words = name.split()
                    tails = (" ".join(words[i:]) for i in range(1, len(words)))
                    known.begins += [(part, record_id) for part in (name, *tails)]
            known.begins.sort()
        return known

    def _fresh(self, kind: str) -> _Known:
        with self._lock:
            stale = self._stale.pop(kind, set())
        known = self._known.get(kind)
        if known is not None and not stale:
            return known
        if known is None or len(stale) > _WHOLE_AGAIN:
            records = {one.record_id: one for one in self._reader.all_of(kind)}
        else:
            fresh = self._reader.records(kind, tuple(stale))
            kept = {i: one for i, one in known.records.items() if i not in stale}
            records = {**kept, **fresh}
        title = self._registry[kind].title_field
        titles = {i: str(one.doc.get(title) or i) for i, one in records.items()}
        self._known[kind] = made = _Known(records, titles)
        return made


def _place(kind: Kind, one: RecordView) -> tuple[int, str]:
    position = one.doc.get("position")
    title = str(one.doc.get(kind.title_field) or "")
    return (position if isinstance(position, int) else 0, title.casefold())


def _called(kind: Kind, one: RecordView) -> list[str]:
    names: dict[str, None] = {str(one.doc.get(kind.title_field) or ""): None}
    for spec in kind.fields:
        value = one.doc.get(spec.name)
        if spec.type is FieldType.TEXT and spec.indexed and isinstance(value, str):
            names[value] = None
        elif spec.type is FieldType.TEXT_SET and isinstance(value, list):
            names.update((str(member), None) for member in value)
    return [name for name in names if name]


def _numbers(kind: Kind, records: Iterable[RecordView]) -> Sequence[tuple[str, RecordId]]:
    written = [f.name for f in kind.fields if f.type is FieldType.TEXT and f.searchable]
    kept = ((one.doc.get(name), one.record_id) for one in records for name in written)
    digits = ((dialled(value), one) for value, one in kept if isinstance(value, str))
    return [(number, one) for number, one in digits if number]
