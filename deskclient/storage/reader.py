# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Reads of one thread over its own read-only connection. Nothing here imports SQLAlchemy."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any

from msgspec.structs import replace
from typing_extensions import override

from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.query import Comparison, ListQuery, Word
from deskclient.storage.cache_file import open_to_read
from deskclient.storage.codec import decode, decode_doc, encode
from deskclient.storage.connect import Connection, Creator, Key, open_target
from deskclient.storage.faults import driver_faults, read_steadily
from deskclient.storage.layout import FIXED, STATES, Layout, column_name
from deskclient.storage.port import ListRow, Reader, RecordView
from deskclient.storage.query_conditions import Condition, match_text
from deskclient.storage.query_sql import Compiled, Part, compile_query

FEW = 1_000
"""Below so many rows reading and sorting them is cheaper than walking a long index for them."""
SORTED_FOR_ONE = 8
"""So many rows are read and sorted for each that is wanted before open records are walked in
order: few stand between those looked for."""
GATHERED_AT_ONCE = 30_000
"""So many keys are gathered from an index while somebody waits for the first rows."""
GATHERED = 1_000_000
"""The same on the reader's thread."""
WALKED = 2_500
"""Steps of the database for a look whether the first rows are near: some three hundred rows."""
WALKED_BY_KEYS = 60_000
"""The same where no row is read, only what the index tells: some twenty thousand of them."""
_LOOKS = 5
"""So often it is looked up within them: SQLite counts the steps of a statement on from its last
run, so that the first look comes at any time."""
LOOKS_UP_AFTER = 5_000
"""Steps of the database between two looks at the clock: a list by index takes fewer."""
_NAME_CANDIDATES = 300
_KEPT = 100
_TELLING_TIME = frozenset({Comparison.BEFORE, Comparison.AFTER})
"""What these test depends on when it is asked."""
_VIEW = "t.key, t.id, t.state, t.pending, t.ver, d.view, d.snap"
_IN = "IN (SELECT value FROM json_each(?))"


def _local_now() -> datetime:
    return datetime.now().astimezone()


class SqlReader(Reader):
    """See :class:`deskclient.storage.port.Reader`."""

    def __init__(
        self,
        connection: Connection,
        layout: Layout,
        *,
        now: Callable[[], datetime] = _local_now,
        timer: Callable[[], float] = perf_counter,
        close: Callable[[], None] | None = None,
    ) -> None:
        self._connection = connection
        self._layout = layout
        self._now = now
        self._timer = timer
        self._close = connection.close if close is None else close
        self._watch: tuple[Callable[[], bool] | None, int] = (None, 0)
        self._schema_version = -1
        self._indexes: frozenset[str] = frozenset()
        self._compiled_before: dict[ListQuery, Compiled] = {}
        self._row_columns = {
            table.kind.name: ", ".join(f"t.{name}" for name in table.list_columns)
            for table in layout
        }
        self._converters = {
            table.kind.name: [
                (place, col.shown) for place, col in enumerate(table.cols) if not col.is_plain
            ]
            for table in layout
        }

    # --- lists --------------------------------------------------------------------------------

    @override
    def first_rows(
        self, query: ListQuery, limit: int, within_s: float | None = None
    ) -> Sequence[ListRow]:
        found = self._first(query, limit, within_s, keys_alone=False)
        return [self._list_row(query.kind, row) for row in found]

    @override
    def first_keys(
        self, query: ListQuery, limit: int, within_s: float | None = None
    ) -> "array[int]":
        found = self._first(query, limit, within_s, keys_alone=True)
        return array("q", [row[0] for row in found])

    def _first(
        self, query: ListQuery, limit: int, within_s: float | None, *, keys_alone: bool
    ) -> list[list[Any]]:
        columns = "t.rowid" if keys_alone else self._row_columns[query.kind]
        with self._patience(within_s):
            compiled = self._compiled(query)
            few = min(FEW, SORTED_FOR_ONE * limit) if compiled.order_index else FEW
            sure, lead = self._sure(compiled, few)
            if not sure:
                in_order = compiled.parts_for(None, keys_alone=keys_alone)
                no_rows = keys_alone and compiled.walks_keys_alone
                steps = WALKED_BY_KEYS if no_rows else WALKED
                # Where many rows pass, the first are found sooner than the many are counted.
                with suppress(InterruptedError), self._watched(_after(_LOOKS), steps // _LOOKS):
                    return self._begin(in_order, columns, limit)
                compiled, lead = self._decide(compiled, GATHERED_AT_ONCE)
            return self._begin(compiled.parts_for(lead, keys_alone=keys_alone), columns, limit)

    def _begin(self, parts: Sequence[Part], columns: str, limit: int) -> list[list[Any]]:
        found: list[list[Any]] = []
        for part in parts:
            found += self._at_once(columns, *part.select(columns, limit - len(found)))
            if len(found) >= limit:
                break
        return found

    @override
    def keys(self, query: ListQuery) -> "array[int]":
        compiled = self._compiled(query)
        found = array("q")
        compiled, lead = self._decide(compiled, GATHERED)
        for part in compiled.parts_for(lead, keys_alone=True):
            sql, params = part.select("t.rowid")
            found.extend(self._numbers(sql, params))
        return found

    @override
    def rows(self, kind: str, keys: Sequence[int]) -> Sequence[ListRow]:
        table = self._layout[kind].table
        columns = self._row_columns[kind]
        sql = f"SELECT {columns} FROM {table} t WHERE t.key {_IN}"
        found = {row[0]: row for row in self._at_once(columns, sql, (encode(list(keys)),))}
        return [self._list_row(kind, found[key]) for key in keys if key in found]

    @override
    def count(self, query: ListQuery) -> int:
        compiled = self._compiled(query)
        compiled, lead = self._decide(compiled, GATHERED, counting=True)
        sql, params = compiled.count(lead)
        return int(self._all(sql, params)[0][0])

    def _compiled(self, query: ListQuery) -> Compiled:
        if query.words:
            found = compile_query(self._layout, query, self._now())
            # Words pick the rows by themselves; those that must not be there pick none.
            return found if found.match else replace(found, indexes=self._existing_indexes())
        indexes = self._existing_indexes()
        kept = self._compiled_before.get(query)
        if kept is not None and kept.indexes == indexes:
            return kept
        compiled = compile_query(self._layout, query, self._now(), indexes)
        if not any(one.test in _TELLING_TIME for one in query.filters):
            # Views are opened again and again.
            if len(self._compiled_before) >= _KEPT:
                self._compiled_before.clear()
            self._compiled_before[query] = compiled
        return compiled

    def _decide(
        self, compiled: Compiled, most: int, *, counting: bool = False
    ) -> tuple[Compiled, Condition | None]:
        """Decide which condition picks the index, and which are tested by keys.

        Without one that leads, the order is walked and each row tested. Tests that read rows are
        what costs: rows lie anywhere. The keys of an index lie side by side.

        Args:
            compiled: The query.
            most: How many keys may be gathered for the tests of one condition.
            counting: Whether the order does not matter.
        """
        sure, lead = self._sure(compiled, FEW, counting=counting)
        return (compiled, lead) if sure else self._weighed(compiled, most, counting=counting)

    def _sure(
        self, compiled: Compiled, few: int, *, counting: bool = False
    ) -> tuple[bool, Condition | None]:
        """Tell whether it can be decided without counting many rows, and which one leads then.

        One that picks fewer than ``few`` rows does.
        """
        candidates = () if compiled.match else compiled.candidates()
        alone = len(candidates) == 1 and (counting or compiled.is_in_order(candidates[0]))
        if not candidates or candidates[0].rare or alone:
            return True, next(iter(candidates), None)
        fewest, best = self._counted(compiled, few)[0]
        return (True, best) if fewest < few else (False, None)

    def _counted(self, compiled: Compiled, most: int) -> list[tuple[int, Condition]]:
        """Count the rows of each candidate up to a limit, the fewest first."""
        counted = [
            (int(self._all(*compiled.probe(one, most))[0][0]), one) for one in compiled.candidates()
        ]
        return sorted(counted, key=lambda pair: pair[0])

    def _weighed(
        self, compiled: Compiled, most: int, *, counting: bool = False
    ) -> tuple[Compiled, Condition | None]:
        counted = self._counted(compiled, most)
        by_keys = tuple(one for count, one in counted if count < most and one.column)
        # Too many to sort: an index is only of use if it has the order itself.
        useful = [one for _, one in counted if counting or compiled.is_in_order(one)]
        lead = next(iter(useful), None)
        return replace(compiled, by_keys=by_keys), lead

    def _existing_indexes(self) -> frozenset[str]:
        """The indexes there are now: most come when the first pull has ended."""
        version = self._all("PRAGMA schema_version", ())[0][0]
        if version != self._schema_version:
            rows = self._all("SELECT name FROM sqlite_master WHERE type = 'index'", ())
            self._indexes = frozenset(row[0] for row in rows)
            self._schema_version = version
        return self._indexes

    def _list_row(self, kind: str, row: Sequence[Any]) -> ListRow:
        values = list(row[len(FIXED) :])
        for place, shown in self._converters[kind]:
            values[place] = shown(values[place])
        return ListRow(row[0], row[1], tuple(values), STATES[row[2]], row[3], bool(row[4]))

    # --- records ------------------------------------------------------------------------------

    @override
    def record(self, kind: str, record_id: RecordId) -> RecordView | None:
        found = self._views(kind, "t.id = ?", (record_id,))
        return found[0] if found else None

    @override
    def records(self, kind: str, ids: Sequence[RecordId]) -> Mapping[RecordId, RecordView]:
        found = self._views(kind, f"t.id {_IN}", (encode(list(ids)),))
        return {one.record_id: one for one in found}

    @override
    def all_of(self, kind: str) -> Sequence[RecordView]:
        return self._views(kind, "1 ORDER BY t.key", ())

    @override
    def children(self, kind: str, parent_id: RecordId) -> Sequence[RecordView]:
        declared = self._layout[kind].kind
        found = self._views(kind, f"t.{column_name(declared.parent)} = ?", (parent_id,))
        return sorted(found, key=_conversation_order)

    @override
    def find_names(self, kind: str, typed: str, limit: int) -> Sequence[RecordView]:
        table = self._layout[kind]
        must, _ = match_text([Word(one) for one in typed.split()])
        if must and table.fts:
            source = (
                f"{table.fts} CROSS JOIN {table.table} t ON t.key = {table.fts}.rowid"
                f" CROSS JOIN {table.docs} d ON d.key = t.key"
            )
            where = f"{table.fts} MATCH ? ORDER BY {table.fts}.rowid DESC LIMIT {_NAME_CANDIDATES}"
            found = self._views(kind, where, (must,), source)
        elif typed.strip():
            found = []
        else:
            by_title = table.col(table.kind.title_field)
            order = "key DESC" if by_title is None else by_title.name
            found = self._views(kind, f"1 ORDER BY t.{order} LIMIT ?", (limit,))
        title = table.kind.title_field
        return sorted(found, key=lambda one: str(one.doc.get(title, "")).casefold())[:limit]

    def _views(
        self, kind: str, where: str, params: tuple[object, ...], source: str = ""
    ) -> list[RecordView]:
        source = source or self._layout[kind].whole
        sql = f"SELECT {_VIEW} FROM {source} WHERE {where}"
        return [_record_view(kind, row) for row in self._at_once(_VIEW, sql, params)]

    @contextmanager
    def _patience(self, seconds: float | None) -> Iterator[None]:
        if seconds is None:
            yield
            return
        end = self._timer() + seconds
        try:
            with self._watched(lambda: self._timer() > end, LOOKS_UP_AFTER):
                yield
        except InterruptedError as error:
            msg = "the list takes longer"
            raise TimeoutError(msg) from error

    @contextmanager
    def _watched(self, enough: Callable[[], bool], steps: int) -> Iterator[None]:
        """Interrupt what is read if it is enough, asked each time so many steps were taken."""
        outer, self._watch = self._watch, (enough, steps)
        self._connection.set_progress_handler(*self._watch)
        try:
            yield
        finally:
            self._watch = outer
            self._connection.set_progress_handler(*outer)

    # --- the connection -----------------------------------------------------------------------

    @override
    def rest(self) -> None:
        with driver_faults():
            self._connection.execute("PRAGMA shrink_memory")

    @override
    def interrupt(self) -> None:
        self._connection.interrupt()

    @override
    def close(self) -> None:
        self._close()

    def explain(self, query: ListQuery) -> Sequence[str]:
        """Tell how SQLite would read a list; for tests and diagnostics."""
        compiled = self._compiled(query)
        compiled, lead = self._decide(compiled, GATHERED_AT_ONCE)
        lines: list[str] = []
        for part in compiled.parts(lead):
            sql, params = part.select(self._row_columns[query.kind], 50)
            lines += [row[3] for row in self._all(f"EXPLAIN QUERY PLAN {sql}", params)]
        return lines

    def _at_once(self, columns: str, sql: str, params: tuple[object, ...]) -> list[list[Any]]:
        """Read all rows of a statement in one step of the driver.

        Each step gives up the interpreter's lock and waits for it again: while the engine works,
        the window would wait as many times as it reads rows.
        """
        names = _names(columns)
        whole = f"WITH r({names}) AS ({sql}) SELECT json_group_array(json_array({names})) FROM r"
        rows: list[list[Any]] = decode(self._all(whole, params)[0][0])
        return rows

    def _numbers(self, sql: str, params: tuple[object, ...]) -> "array[int]":
        """Read one column of many rows without keeping each row."""
        return read_steadily(
            lambda: array("q", chain.from_iterable(self._connection.execute(sql, params)))
        )

    def _all(self, sql: str, params: tuple[object, ...]) -> list[tuple[Any, ...]]:
        return read_steadily(lambda: self._connection.execute(sql, params).fetchall())


def _after(looks: int) -> Callable[[], bool]:
    """Have enough after so many looks."""
    left = iter(range(looks))
    return lambda: next(left, None) is None


@cache
def _names(columns: str) -> str:
    """Name columns listed in SQL by their places."""
    return ", ".join(f"c{place}" for place in range(columns.count(",") + 1))


def _record_view(kind: str, row: Sequence[Any]) -> RecordView:
    key, record_id, state, pending, ver, view, snap = row
    snap_doc = None if snap is None else decode_doc(snap)
    doc = decode_doc(view) if view is not None else snap_doc
    return RecordView(
        kind=kind,
        key=key,
        record_id=RecordId(record_id),
        doc=doc or {},
        state=STATES[state],
        pending=pending,
        ver=0 if snap is None else ver,
        snap=snap_doc,
    )


def _conversation_order(one: RecordView) -> tuple[bool, int, int]:
    place = one.doc.get("ord")
    known = isinstance(place, int)
    return (not known, place if isinstance(place, int) else 0, one.key)


def open_reader(
    folder: Path,
    key: Key,
    registry: Registry,
    *,
    creator: Creator = open_target,
    now: Callable[[], datetime] = _local_now,
) -> SqlReader:
    """Open the cache for reading; an absent one is created empty.

    Raises:
        StorageError: see :func:`deskclient.storage.cache_file.open_to_read`.
    """
    layout = Layout(registry)
    connection = open_to_read(folder / "cache.db", key, layout, creator=creator)
    return SqlReader(connection, layout, now=now)
