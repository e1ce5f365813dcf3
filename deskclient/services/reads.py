"""Lists and records from the cache, for the window."""

from array import array
from collections.abc import Callable, Mapping, Sequence

from typing_extensions import override

from deskclient.domain.events import RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.query import ListQuery, ParsedQuery
from deskclient.domain.quick_create import QuickTicket
from deskclient.services.api import ListStart, Reads, ThreadEntry
from deskclient.services.given_back import give_back
from deskclient.services.names import NameCache
from deskclient.services.query_line import KnownNames, QueryLine
from deskclient.services.reader_thread import ReaderThread
from deskclient.storage.port import ListRow, Reader, RecordView

AT_ONCE_S = 0.03
"""How long the window may wait for rows; painting them takes the rest of what a person feels."""
_SCREENS = 2
"""So many screens of keys are looked for at once: each costs some time, and more than one screen
tells that there is something to scroll to."""


class CacheReads(Reads):
    """Answers small questions in the calling (UI) thread, hands long ones to the reader thread."""

    def __init__(
        self, reader: Reader, background: ReaderThread, registry: Registry, me: RecordId
    ) -> None:
        self._reader = reader
        self._background = background
        self._registry = registry
        self._names = NameCache(reader, registry)
        self._line = QueryLine(KnownNames(self._names, reader, registry), registry, me)

    def note(self, event: RecordsChanged) -> None:
        """Hear what changed; called in the engine's thread."""
        self._names.note(event)

    def rest(self) -> None:
        """Give back what the counts over a great change have left in memory; any thread."""
        self._background.run("rest", lambda reader: reader.rest(), lambda _: give_back())

    @override
    def first_rows(self, query: ListQuery, limit: int) -> Sequence[ListRow]:
        return self._reader.first_rows(query, limit)

    @override
    def start_at_once(self, query: ListQuery, in_sight: int) -> ListStart | None:
        try:
            if query.words:
                return self._start_found(query, in_sight)
            return self._start(query, in_sight)
        except TimeoutError:
            return None

    def _start(self, query: ListQuery, in_sight: int) -> ListStart:
        """Read keys first: an index mostly has them, and rows only for those in sight."""
        wanted = _SCREENS * in_sight
        keys = self._reader.first_keys(query, wanted, AT_ONCE_S)
        rows = self._reader.rows(query.kind, keys[:in_sight]) if keys else ()
        return ListStart(keys, rows, whole=len(keys) < wanted)

    def _start_found(self, query: ListQuery, in_sight: int) -> ListStart:
        """Read rows in one statement: the search index leads straight to them."""
        rows = self._reader.first_rows(query, in_sight + 1, AT_ONCE_S)
        keys = array("q", [row.key for row in rows])
        return ListStart(keys, rows, whole=len(rows) <= in_sight)

    @override
    def keys(self, query: ListQuery, done: Callable[["array[int]"], None]) -> Callable[[], None]:
        return self._background.run(f"keys:{query.kind}", lambda reader: reader.keys(query), done)

    @override
    def rows(self, kind: str, keys: Sequence[int]) -> Sequence[ListRow]:
        return self._reader.rows(kind, keys)

    @override
    def counts(
        self,
        queries: Mapping[str, ListQuery],
        done: Callable[[Mapping[str, int]], None],
        slot: str = "counts",
    ) -> None:
        wanted = dict(queries)
        self._background.run(
            slot,
            lambda reader: {name: reader.count(query) for name, query in wanted.items()},
            done,
        )

    @override
    def record(self, kind: str, record_id: RecordId) -> RecordView | None:
        return self._reader.record(kind, record_id)

    @override
    def thread(self, ticket_id: RecordId) -> Sequence[ThreadEntry]:
        files: dict[str, list[RecordView]] = {}
        for one in self._reader.children("attachment", ticket_id):
            files.setdefault(str(one.doc.get("entry") or ""), []).append(one)
        return tuple(
            ThreadEntry(entry, tuple(files.get(entry.record_id, ())))
            for entry in self._reader.children("entry", ticket_id)
        )

    @override
    def names(self, kind: str) -> Mapping[RecordId, str]:
        return self._names.names(kind)

    @override
    def title(self, kind: str, record_id: RecordId | None) -> str:
        if record_id is None or not record_id:
            return ""
        if self._names.covers(kind):
            return self._names.names(kind).get(record_id, record_id)
        found = self._reader.record(kind, record_id)
        title = None if found is None else found.doc.get(self._registry[kind].title_field)
        return str(title or record_id)

    @override
    def reference(self, kind: str) -> Sequence[RecordView]:
        return self._names.ordered(kind)

    @override
    def find_names(self, kind: str, typed: str, limit: int = 12) -> Sequence[RecordView]:
        found = self._reader.find_names(kind, typed, limit)
        if not self._names.covers(kind):
            return found
        # The index knows a number only in the groups it was written in, and nothing of devices.
        others = (*self._names.numbered(kind, typed), *self._names.holders(kind, typed))
        known = (self._names.record(kind, one) for one in others)
        every = {one.record_id: one for one in (*found, *known) if one is not None}
        return tuple(every.values())[:limit]

    @override
    def parse(self, typed: str, kind: str = "ticket") -> ParsedQuery:
        return self._line.parse(typed, kind)

    @override
    def format(self, query: ListQuery) -> str:
        return self._line.format(query)

    @override
    def quick(self, typed: str) -> QuickTicket:
        return self._line.quick(typed)

    def close(self) -> None:
        """Close both connections."""
        self._background.close()
        self._reader.close()
