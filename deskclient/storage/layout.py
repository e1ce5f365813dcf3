"""Which tables, columns and indexes the cache has, derived from the registry. Pure.

For each kind ``k_…`` holds a narrow row for every visible record, for lists, and ``d_…`` its
documents under the same key: lists and the making of indexes never read past the documents.
``aside`` holds snapshots that must not be seen (a pending deletion) and the versions of records
that are gone.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from msgspec import Struct

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.kind import Kind, Registry
from deskclient.domain.replay import RecordState

CACHE_FORMAT = 1
"""Version of the fixed columns; another one means the cache is dropped and pulled again."""

FIXED = ("key", "id", "state", "pending", "unread")
TAIL = ("server_id", "ver", "seq", "gen", "read_ver")
STATES = tuple(RecordState)
STATE_CODE = {state: code for code, state in enumerate(STATES)}

_SEPARATOR = "\x1f"
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.COUNTER, FieldType.BOOLEAN, FieldType.CHOICE})
_SETS = frozenset({FieldType.TEXT_SET, FieldType.REF_SET})
_SORTED_ALONE = frozenset({FieldType.MOMENT, FieldType.DATE, FieldType.INTEGER, FieldType.COUNTER})

COMMON_TABLES = (
    "CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE aside(kind TEXT NOT NULL, id TEXT NOT NULL, key INTEGER NOT NULL,"
        " server_id TEXT NOT NULL, ver INTEGER NOT NULL, seq INTEGER NOT NULL,"
        " gen INTEGER NOT NULL, read_ver INTEGER NOT NULL, snap TEXT,"
        " PRIMARY KEY(kind, id)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE quarantine(kind TEXT NOT NULL, server_id TEXT NOT NULL, raw BLOB NOT NULL,"
        " error TEXT NOT NULL, PRIMARY KEY(kind, server_id)) WITHOUT ROWID"
    ),
)


def column_name(field: str) -> str:
    """Name a field's column in SQL: a name of its own, for fields may be called ``state``."""
    return f'"f_{field}"'


class _Codes(dict[Value, "str | int | None"]):
    """Choice to its place by rank; a value this version does not know stays what it is."""

    def __missing__(self, value: Value) -> "str | int | None":
        return value if isinstance(value, str | int) else None


class _Shown(dict["str | int | None", Value]):
    """Stored to shown where both are few: choices and truth."""

    def __missing__(self, stored: "str | int | None") -> Value:
        # What this version does not know is told as it is; a place without a choice is nothing.
        return stored if isinstance(stored, str) else None


def _some(value: Value) -> "str | int | None":
    """Keep a scalar; an empty text is no value."""
    if value is None or isinstance(value, str):
        return value or None
    return _scalar(value)


def _scalar(value: Value) -> "str | int | None":
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str | int):
        return value
    return None if value is None else _SEPARATOR.join(str(one) for one in value)


_KEEPING = (_some, _scalar)


def _members(value: Value) -> str | None:
    return _SEPARATOR.join(map(str, value)) or None if isinstance(value, list) else None


class Col(Struct, frozen=True):
    """One field as a column."""

    spec: FieldSpec
    is_set: bool
    codes: Mapping[Value, "str | int | None"]
    """For choices: value to its place by rank, so that sorting by the column is sorting by rank."""
    stored: Callable[[Value], "str | int | None"]
    """Gives what the column holds for a value."""
    shown: Callable[["str | int | None"], Value]
    """Gives the value a stored column stands for."""

    @property
    def name(self) -> str:
        """Column name in SQL."""
        return column_name(self.spec.name)

    @property
    def is_plain(self) -> bool:
        """Whether a reader gets the stored value as it is."""
        return not (self.codes or self.is_set or self.spec.type is FieldType.BOOLEAN)


class TableLayout(Struct, frozen=True):
    """The table of one kind and what belongs to it."""

    kind: Kind
    table: str
    cols: tuple[Col, ...]
    open_column: bool
    """Whether a column ``is_open`` tells if the workflow has work left."""
    newest_by: str
    """The field lists are ordered by unless asked otherwise, if it has a column."""
    fts: str
    """The full-text table, or empty if the kind is not found by itself."""
    children: tuple[Kind, ...]
    """Kinds whose words are found under this one."""
    plan: tuple[tuple[str, Value, Callable[[Value], "str | int | None"], bool], ...]
    """For each column the field, its default, what is stored of a value, and whether texts and
    numbers that are not empty are stored as they are."""
    set_fields: tuple[str, ...]

    @property
    def docs(self) -> str:
        """The table of the documents."""
        return f"d_{self.kind.name}"

    @property
    def whole(self) -> str:
        """Rows ``t`` with their documents ``d``, in SQL."""
        return f"{self.table} t JOIN {self.docs} d ON d.key = t.key"

    @property
    def sets(self) -> str:
        """The side table of set members."""
        return f"{self.table}_set"

    def col(self, name: str) -> Col | None:
        """Find a column by field name."""
        return next((col for col in self.cols if col.spec.name == name), None)

    @property
    def list_columns(self) -> tuple[str, ...]:
        """What a list row is made of, in SQL."""
        return (*FIXED, *(col.name for col in self.cols))

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Every column of the row, in stored order."""
        extra = ("is_open",) if self.open_column else ()
        return (*self.list_columns, *extra, *TAIL)

    def statements(self) -> Iterator[str]:
        """Write the DDL of the tables and their indexes."""
        yield self._create_table()
        yield f"CREATE TABLE {self.docs}(key INTEGER PRIMARY KEY, snap TEXT, view TEXT)"
        if any(col.is_set for col in self.cols):
            yield (
                f"CREATE TABLE {self.sets}(field TEXT NOT NULL, value TEXT NOT NULL,"
                " key INTEGER NOT NULL, PRIMARY KEY(key, field, value)) WITHOUT ROWID"
            )
        yield from self.first_indexes()
        yield f"CREATE INDEX {self.docs}_viewed ON {self.docs}(key) WHERE view IS NOT NULL"
        if self.fts:
            yield (
                f"CREATE VIRTUAL TABLE {self.fts} USING fts5(text, content='',"
                " contentless_delete=1, tokenize='unicode61 remove_diacritics 2')"
            )
            yield f"CREATE TABLE {self.fts}_todo(key INTEGER PRIMARY KEY, fresh INTEGER NOT NULL)"

    def _create_table(self) -> str:
        fields = "".join(f" {col.name} {self._type(col)}," for col in self.cols)
        is_open = " is_open INTEGER NOT NULL," if self.open_column else ""
        return (
            f"CREATE TABLE {self.table}(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
            " state INTEGER NOT NULL, pending INTEGER NOT NULL, unread INTEGER NOT NULL,"
            f"{fields}{is_open} server_id TEXT NOT NULL, ver INTEGER NOT NULL,"
            " seq INTEGER NOT NULL, gen INTEGER, read_ver INTEGER NOT NULL)"
        )

    def _type(self, col: Col) -> str:
        # No affinity for choices: a known one is a number, an unknown one stays text.
        if col.codes:
            return "BLOB"
        return "INTEGER" if col.spec.type in _NUMBERS else "TEXT"

    def first_indexes(self) -> Iterator[str]:
        """Write the indexes a table has from the start."""
        yield f"CREATE INDEX {self.table}_by_pending ON {self.table}(pending) WHERE pending > 0"
        if self.open_column:
            yield self._open_index(self.open_index, [*self._order] or ["key"])
        for col in self.cols:
            if not col.is_set and col.spec.name in self._needed_at_once:
                yield self._index(f"f_{col.spec.name}", self._indexed(col))

    def later_indexes(self) -> Iterator[tuple[str, str]]:
        """Write the indexes made when the first pull has ended, by name.

        Filling each of them row by row would double the cost of a first pull.
        """
        yield f"{self.table}_by_gen", self._index("gen", ["gen"])
        if self.set_fields:
            # Until then members stand by record: by value, each page of a pull would touch all.
            name = f"{self.sets}_by_value"
            yield name, f"CREATE INDEX {name} ON {self.sets}(field, value, key)"
        yield from self._open_indexes()
        first = {*self._needed_at_once, self.kind.born_field}
        for col in self.cols:
            if not col.is_set and col.spec.name not in first:
                made = self._index(f"f_{col.spec.name}", self._indexed(col))
                yield self.index_of(col), made

    def _open_indexes(self) -> Iterator[tuple[str, str]]:
        """Write an index of the open records alone for each field lists are sorted by.

        Work is done on open records: the years behind them cost its lists nothing.
        """
        sortable = [col for col in self.cols if col.spec.indexed and not col.is_set]
        for col in sortable if self.open_column else ():
            name = self.open_index_of(col)
            if col.spec.name == self.kind.born_field:
                yield name, self._open_index(name, ["key"])
            elif name != self.open_index:
                yield name, self._open_index(name, self.open_index_columns(col))

    def open_index_columns(self, col: Col) -> list[str]:
        """List the columns of the index of open records by a column."""
        columns = [one for one in self._indexed(col) if one != "is_open"]
        flow = self.kind.workflow
        if flow is None or self.ends_in_usual_order(col) or col.spec.name == self.newest_by:
            return columns
        # Lists of some open states are common: told here, no row is read to find out. The key
        # would follow by itself, but behind the state.
        return [*columns, "key", column_name(flow.field)]

    @property
    def _needed_at_once(self) -> frozenset[str]:
        own = (self.newest_by, self.kind.parent, self.kind.found_under)
        return frozenset(own) - {self.kind.born_field}

    def index_of(self, col: Col) -> str:
        """Name the index of a column."""
        return f"{self.table}_by_f_{col.spec.name}"

    @property
    def open_index(self) -> str:
        """Name the index of the open records in the usual order."""
        return f"{self.table}_by_open"

    def open_index_of(self, col: Col) -> str:
        """Name the index of the open records by a column."""
        if col.spec.name == self.newest_by:
            return self.open_index
        return f"{self.table}_open_f_{col.spec.name}"

    def is_of_open(self, index: str) -> bool:
        """Tell whether an index, by name, holds open records alone."""
        return index == self.open_index or index.startswith(f"{self.table}_open_f_")

    @property
    def _order(self) -> list[str]:
        return [column_name(self.newest_by)] if self.newest_by else []

    def _indexed(self, col: Col) -> list[str]:
        """Each index ends so that the usual order and ``is_open`` are read from it."""
        return [*self.order_columns(col)[:-1]]

    def order_columns(self, col: Col) -> list[str]:
        """List the columns a list sorted by ``col`` is ordered by, as its index has them."""
        is_open = ["is_open"] if self.open_column else []
        usual = self._order if self.ends_in_usual_order(col) else []
        return [col.name, *usual, *is_open, "key"]

    def ends_in_usual_order(self, col: Col) -> bool:
        """Tell whether rows equal in a column stand in the usual order in its indexes."""
        return col.spec.name != self.newest_by and col.spec.type not in _SORTED_ALONE

    def _open_index(self, name: str, columns: list[str]) -> str:
        listed = ", ".join(columns)
        return f'CREATE INDEX "{name}" ON {self.table}({listed}) WHERE is_open = 1'

    def _index(self, name: str, columns: list[str]) -> str:
        return f'CREATE INDEX "{self.table}_by_{name}" ON {self.table}({", ".join(columns)})'


class Layout:
    """The whole cache."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._tables = {kind.name: _table(registry, kind) for kind in registry}

    def __getitem__(self, kind: str) -> TableLayout:
        return self._tables[kind]

    def __contains__(self, kind: object) -> bool:
        return kind in self._tables

    def __iter__(self) -> Iterator[TableLayout]:
        return iter(self._tables.values())

    def statements(self) -> Iterator[str]:
        """Write the DDL of everything."""
        yield from COMMON_TABLES
        for table in self:
            yield from table.statements()

    def digest(self) -> str:
        """Name this layout: another registry with other columns gives another digest."""
        told = sha256(f"format {CACHE_FORMAT}\n".encode())
        for line in self.statements():
            told.update(line.encode() + b"\n")
        for table in self:
            told.update(repr([(col.name, list(col.codes.items())) for col in table.cols]).encode())
            told.update(repr([spec.name for spec in table.kind.searchable]).encode())
            told.update(repr(_done_states(table.kind)).encode())
        return told.hexdigest()


def _done_states(kind: Kind) -> list[str]:
    """List the states in which no work is left: a column tells that of each row."""
    flow = kind.workflow
    return [] if flow is None else [one for one in flow.phases if not flow.is_open(one)]


def _table(registry: Registry, kind: Kind) -> TableLayout:
    names = {spec.name for spec in kind.columns}
    children = tuple(
        child
        for child in registry
        if child.found_under and child.field_map[child.found_under].ref == kind.name
    )
    found = bool(kind.searchable or children) and not kind.found_under
    cols = tuple(_col(spec) for spec in kind.columns)
    return TableLayout(
        kind=kind,
        table=f"k_{kind.name}",
        cols=cols,
        open_column=kind.workflow is not None,
        newest_by="updated_at" if "updated_at" in names else "",
        fts=f"fts_{kind.name}" if found else "",
        children=children,
        plan=tuple(
            (col.spec.name, col.spec.default, col.stored, col.stored in _KEEPING) for col in cols
        ),
        set_fields=tuple(col.spec.name for col in cols if col.is_set),
    )


def _col(spec: FieldSpec) -> Col:
    ranked = sorted(spec.choices, key=lambda one: one.rank)
    codes = _Codes({one.value: place for place, one in enumerate(ranked)})
    is_set = spec.type in _SETS
    stored: Callable[[Value], str | int | None] = _some
    shown: Callable[[str | int | None], Value] = _as_it_is
    if spec.choices:
        stored = codes.__getitem__
        shown = _Shown({place: one.value for place, one in enumerate(ranked)}).__getitem__
    elif is_set:
        stored, shown = _members, _split
    elif spec.type is FieldType.TEXT:
        stored = _scalar
    elif spec.type is FieldType.BOOLEAN:
        shown = _Shown({0: False, 1: True}).__getitem__
    return Col(spec=spec, is_set=is_set, codes=codes, stored=stored, shown=shown)


def _as_it_is(stored: str | int | None) -> Value:
    return stored


def _split(stored: str | int | None) -> Value:
    return None if stored is None else list(str(stored).split(_SEPARATOR))
