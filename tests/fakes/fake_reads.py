"""The fake desk's records and its reads."""

from array import array
from collections.abc import Callable, Mapping, Sequence

from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.query import ListQuery, ParsedQuery
from deskclient.domain.query_text import format_query, parse_query
from deskclient.domain.quick_create import Candidate, QuickTicket, parse_quick
from deskclient.domain.replay import RecordState
from deskclient.domain.times import to_millis
from deskclient.domain.words import fold
from deskclient.services.api import ListRow, ListStart, RecordView, ThreadEntry
from tests.fakes.desk_content import ME, Content
from tests.fakes.desk_queries import select


class FakeRecords:
    """All records in memory."""

    def __init__(self, registry: Registry, content: Content) -> None:
        self.registry = registry
        self.by_kind: dict[str, dict[str, RecordView]] = {kind.name: {} for kind in registry}
        self.unread: set[str] = set()
        for kind, docs in content.docs.items():
            for record_id, doc in docs.items():
                self.put(kind, record_id, doc, ver=1)
        self.unread = {one for at, one in enumerate(self.by_kind["ticket"]) if at % 9 == 0}

    def put(
        self,
        kind: str,
        record_id: str,
        doc: Doc,
        *,
        state: RecordState = RecordState.SYNCED,
        pending: int = 0,
        ver: int = 0,
    ) -> RecordView:
        """Store what is shown of a record."""
        known = self.by_kind[kind].get(record_id)
        view = RecordView(
            kind=kind,
            key=known.key if known else self._key(kind, doc),
            record_id=RecordId(record_id),
            doc=dict(doc),
            state=state,
            pending=pending,
            ver=known.ver if known else ver,
            snap=known.snap if known and known.ver else (dict(doc) if ver else None),
        )
        self.by_kind[kind][record_id] = view
        return view

    def _key(self, kind: str, doc: Doc) -> int:
        born = doc.get("created_at")
        millis = to_millis(born) if isinstance(born, str) else 0
        return millis << 20 | (len(self.by_kind[kind]) & 0xFFFFF)

    def row(self, view: RecordView) -> ListRow:
        """Cut a record down to a list row."""
        kind = self.registry[view.kind]
        values = tuple(view.doc.get(spec.name) for spec in kind.columns)
        unread = view.record_id in self.unread
        return ListRow(view.key, view.record_id, values, view.state, view.pending, unread)


class FakeReads:
    """The reads of the window. Long ones answer at once, or when the test says so."""

    def __init__(self, records: FakeRecords, *, hold: bool = False) -> None:
        self._records = records
        self.hold = hold
        self.held: list[Callable[[], None]] = []
        self.row_reads = 0
        self.keys_read: list[int] = []
        """The keys of all rows asked for."""
        self.slow = False
        """Whether no list has rows at once."""

    def release(self) -> None:
        """Answer what was held back."""
        held, self.held = self.held, []
        for answer in held:
            answer()

    def _answer(self, call: Callable[[], None]) -> None:
        if self.hold:
            self.held.append(call)
        else:
            call()

    def _select(self, query: ListQuery) -> list[RecordView]:
        kind = self._records.registry[query.kind]
        return select(kind, self._records.by_kind[query.kind].values(), query)

    def first_rows(self, query: ListQuery, limit: int) -> Sequence[ListRow]:
        return [self._records.row(one) for one in self._select(query)[:limit]]

    def start_at_once(self, query: ListQuery, in_sight: int) -> ListStart | None:
        if self.slow:
            return None
        found = self._select(query)
        keys = array("q", [one.key for one in found[: in_sight + 1]])
        rows = self.rows(query.kind, keys[:in_sight])
        return ListStart(keys, rows, whole=len(found) <= in_sight)

    def keys(self, query: ListQuery, done: Callable[["array[int]"], None]) -> Callable[[], None]:
        alive = [True]

        def answer() -> None:
            if alive[0]:
                done(array("q", [one.key for one in self._select(query)]))

        self._answer(answer)
        return lambda: alive.__setitem__(0, False)

    def rows(self, kind: str, keys: Sequence[int]) -> Sequence[ListRow]:
        self.row_reads += 1
        self.keys_read.extend(keys)
        by_key = {one.key: one for one in self._records.by_kind[kind].values()}
        return [self._records.row(by_key[key]) for key in keys if key in by_key]

    def counts(
        self,
        queries: Mapping[str, ListQuery],
        done: Callable[[Mapping[str, int]], None],
        slot: str = "counts",
    ) -> None:
        self._answer(lambda: done({name: len(self._select(q)) for name, q in queries.items()}))

    def record(self, kind: str, record_id: RecordId) -> RecordView | None:
        return self._records.by_kind[kind].get(record_id)

    def thread(self, ticket_id: RecordId) -> Sequence[ThreadEntry]:
        entries = [
            one for one in self._records.by_kind["entry"].values() if one.doc["ticket"] == ticket_id
        ]
        files = list(self._records.by_kind["attachment"].values())
        return [
            ThreadEntry(one, tuple(f for f in files if f.doc["entry"] == one.record_id))
            for one in sorted(entries, key=_position)
        ]

    def names(self, kind: str) -> Mapping[RecordId, str]:
        field = self._records.registry[kind].title_field
        return {v.record_id: str(v.doc.get(field)) for v in self._records.by_kind[kind].values()}

    def title(self, kind: str, record_id: RecordId | None) -> str:
        if not record_id:
            return ""
        found = self._records.by_kind[kind].get(record_id)
        field = self._records.registry[kind].title_field
        return str(found.doc.get(field)) if found else record_id

    def reference(self, kind: str) -> Sequence[RecordView]:
        return sorted(
            self._records.by_kind[kind].values(),
            key=lambda one: (one.doc.get("position") or 0, str(one.doc.get("name"))),
        )

    def find_names(self, kind: str, typed: str, limit: int = 12) -> Sequence[RecordView]:
        specs = self._records.registry[kind].searchable
        wanted = fold(typed).split()
        found = [
            one
            for one in self._records.by_kind[kind].values()
            if all(
                any(part.startswith(word) for s in specs for part in _words(one.doc.get(s.name)))
                for word in wanted
            )
        ]
        return found[:limit]

    def parse(self, typed: str, kind: str = "ticket") -> ParsedQuery:
        return parse_query(typed, self._records.registry[kind], _Names(self._records), RecordId(ME))

    def format(self, query: ListQuery) -> str:
        kind = self._records.registry[query.kind]
        return format_query(query, kind, _Names(self._records), RecordId(ME))

    def quick(self, typed: str) -> QuickTicket:
        return parse_quick(typed, self._records.registry["ticket"], self._look, RecordId(ME))

    def _look(self, kind: str, typed: str) -> Sequence[Candidate]:
        return [
            Candidate(one.record_id, str(one.doc.get("name")), _called(one.doc))
            for one in self.find_names(kind, typed)
        ]


def _called(doc: Doc) -> tuple[str, ...]:
    names = [str(doc[field]) for field in ("name", "login", "slug") if doc.get(field)]
    return (*names, *_texts(doc.get("words")))


class _Names:
    """What the search line calls records."""

    def __init__(self, records: FakeRecords) -> None:
        self._records = records

    def find(self, kind: str, text: str) -> Sequence[RecordId]:
        wanted = fold(text)
        return [
            one.record_id
            for one in self._records.by_kind[kind].values()
            if wanted in {fold(str(one.doc.get(f, ""))) for f in ("slug", "name", "login")}
            or wanted in [fold(word) for word in _texts(one.doc.get("words"))]
        ]

    def title(self, kind: str, record_id: RecordId) -> str:
        found = self._records.by_kind[kind].get(record_id)
        return str(found.doc.get("slug") or found.doc.get("name")) if found else ""


def _position(view: RecordView) -> tuple[int, str]:
    position = view.doc.get("ord")
    return (position if isinstance(position, int) else 1_000_000, str(view.doc.get("acted_at")))


def _texts(value: Value) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _words(value: Value) -> list[str]:
    return fold(str(value)).replace("@", " ").split() if value else []
