# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Compiles a list query into statements: parts that follow one another in the order shown. Pure."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from deskclient.domain.fields import FieldType
from deskclient.domain.query import Comparison, Filter, ListQuery
from deskclient.storage.layout import Col, Layout, TableLayout, column_name
from deskclient.storage.query_conditions import (
    SET_INDEX,
    Condition,
    Params,
    asks_for_open,
    compile_filter,
    implies_open,
    match_text,
)

_SMALLEST = -(1 << 63)
AT_MOST = "LIMIT ?+0"
"""SQLite plans anew for each number that is bound as a limit; at a sum it does not look."""


class Part(Struct, frozen=True):
    """One statement's skeleton: rows in order, without columns and limit."""

    source: str
    where: str
    order: str
    params: Params

    def select(self, columns: str, limit: int | None = None) -> tuple[str, Params]:
        """Write the statement."""
        sql = f"SELECT {columns} FROM {self.source} WHERE {self.where} ORDER BY {self.order}"
        return (sql, self.params) if limit is None else (f"{sql} {AT_MOST}", (*self.params, limit))


class Compiled(Struct, frozen=True):
    """A query before it is decided which condition picks the index."""

    layout: Layout
    table: TableLayout
    query: ListQuery
    conditions: tuple[Condition, ...]
    match: str
    indexes: frozenset[str]
    """Those there are: most come when the first pull has ended."""
    by_keys: tuple[Condition, ...] = ()
    """Conditions to be tested by the keys their indexes give, not by reading rows."""

    @property
    def open_only(self) -> bool:
        """Whether it lists open records alone, which have indexes of their own."""
        return self.table.open_column and any(asks_for_open(one) for one in self.query.filters)

    @property
    def order(self) -> tuple[str, bool]:
        """The field the list is sorted by, and whether downwards."""
        name = self.query.sort.removeprefix("-")
        if any(one.field == name and _fixes(one) for one in self.query.filters):
            # All are equal in it: they stand in the order of equals.
            return self.table.newest_by or self.table.kind.born_field, True
        known = self.table.col(name) is not None
        return name if known else self.table.kind.born_field, self.query.sort.startswith("-")

    def candidates(self) -> Sequence[Condition]:
        """List the conditions that may pick the index."""
        rare = [one for one in self.conditions if one.rare]
        found = [one for one in self.conditions if self._index_for(one) is not None]
        if self.order_index:
            # It holds the open records and no others, and in the order wished.
            found = [one for one in found if not one.tells_open]
        # Every other index tells whether a record is open too: of equals, it is the better one.
        return rare or sorted(found, key=lambda one: one.tells_open)

    def is_in_order(self, one: Condition) -> bool:
        """Tell whether the index of a condition delivers the order wished."""
        if one.bounds and one.column == self.order[0]:
            return True
        return one.ordered and self.order[0] == self.table.newest_by

    def _index_for(self, one: Condition) -> str | None:
        if one.rare or one.index == SET_INDEX:
            return one.index
        names = (one.open_index if self.open_only else None, one.index)
        return next((name for name in names if name in self.indexes), None)

    @property
    def order_index(self) -> str:
        """The index of open records in the order wished, if there is one."""
        col = self.table.col(self.order[0])
        name = self.table.open_index_of(col) if col and self.open_only and not self.match else ""
        return name if name in self.indexes else ""

    @property
    def walks_keys_alone(self) -> bool:
        """Whether the order can be walked and each record tested without reading its row."""
        col = self.table.col(self.order[0])
        if col is None or not self.order_index:
            return False
        told = self.table.open_index_columns(col)
        tested = [one.column for one in self.conditions if not one.tells_open]
        return all(column_name(name) in told for name in tested)

    def _pinned(self, lead: Condition | None) -> str:
        """Name the index to read by: SQLite would choose without knowing how many rows it has."""
        return self.order_index if lead is None else self._index_for(lead) or ""

    def probe(self, one: Condition, limit: int) -> tuple[str, Params]:
        """Write a count of a candidate's rows that stops at ``limit``; reads an index only."""
        chosen = [two for two in self.conditions if two.tells_open or two is one or one.joins(two)]
        texts, params = self._texts(chosen, one)
        rows = f"SELECT 1 FROM {self._rows(one)} WHERE {' AND '.join(texts)} {AT_MOST}"
        return f"SELECT count(*) FROM ({rows})", (*params, limit)

    def parts(self, lead: Condition | None) -> Sequence[Part]:
        """Write the parts of the list with ``lead`` picking the index."""
        parts = self._ordered(lead)
        number = self.query.number
        field = self.table.kind.number_field
        if number is None or not field:
            return parts
        col, name = self.table.col(field), column_name(field)
        equals = self.table.order_columns(col)[1:] if col else ["key"]
        order = ", ".join(f"t.{one} DESC" for one in equals)
        jump = Part(f"{self.table.table} t", f"t.{name} = ?", order, (number,))
        rest = [
            Part(p.source, f"{p.where} AND +t.{name} IS NOT ?", p.order, (*p.params, number))
            for p in parts
        ]
        return [jump, *rest]

    def count(self, lead: Condition | None) -> tuple[str, Params]:
        """Write the count of the list, the jump to a number left aside."""
        source, where, params = self._base(lead)
        if self.match and not self.conditions:
            source, where, params = self.table.fts, f"{self.table.fts} MATCH ?", (self.match,)
        return f"SELECT count(*) FROM {source} WHERE {where}", params

    def parts_for(self, lead: Condition | None, *, keys_alone: bool) -> Sequence[Part]:
        """Write the parts; for ``t.rowid`` alone, words without filters need no rows."""
        parts = self.parts(lead)
        fts = self.table.fts
        if (
            keys_alone
            and self.match
            and not self.conditions
            and len(parts) == 1
            and "rowid" in parts[0].order
        ):
            return [Part(f"{fts} t", f"t.{fts} MATCH ?", "t.rowid DESC", (self.match,))]
        return parts

    def _rows(self, lead: Condition | None) -> str:
        pinned = "" if self.match else self._pinned(lead)
        rows = f"{self.table.table} t"
        return f"{rows} INDEXED BY {pinned}" if pinned else rows

    def _texts(
        self, conditions: Sequence[Condition], lead: Condition | None
    ) -> tuple[list[str], Params]:
        texts = [self._text(one, lead) for one in conditions]
        return texts, tuple(value for one in conditions for value in one.params)

    def _text(self, one: Condition, lead: Condition | None) -> str:
        leads = not self.match and self._leads(one, lead)
        index = self._index_for(one)
        if leads or self.match or not index or one not in self.by_keys:
            return one.text(leading=leads)
        return one.by_keys(self.table.table, index, of_open=self.table.is_of_open(index))

    def _leads(self, one: Condition, lead: Condition | None) -> bool:
        if one.tells_open:
            # An index of open records is only read for those who ask for them in so many words.
            return self.table.is_of_open(self._pinned(lead))
        if lead is None:
            return one.bounds and one.column == self.order[0]
        return one is lead or lead.joins(one)

    def _base(self, lead: Condition | None) -> tuple[str, str, Params]:
        texts, params = self._texts(self.conditions, lead)
        source = self._rows(lead)
        if self.match:
            # CROSS JOIN keeps the full-text table outside: it delivers the newest first.
            source = f"{self.table.fts} CROSS JOIN {source} ON t.key = {self.table.fts}.rowid"
            texts.insert(0, f"{self.table.fts} MATCH ?")
            params = (self.match, *params)
        return source, " AND ".join(texts) or "1", params

    def _ordered(self, lead: Condition | None) -> Sequence[Part]:
        source, where, params = self._base(lead)
        name, down = self.order
        col = self.table.col(name)
        if self.match and name in {self.table.newest_by, self.table.kind.born_field} and down:
            return [Part(source, where, f"{self.table.fts}.rowid DESC", params)]
        if col is None or name == self.table.kind.born_field:
            return [Part(source, where, f"t.key {'DESC' if down else 'ASC'}", params)]
        if col.spec.type is FieldType.REF and self._names_of(col):
            return self._by_name(col, lead)
        way = "DESC" if down else "ASC"
        order = ", ".join(f"t.{name} {way}" for name in self._order_columns(lead, col))
        if down:
            return [Part(source, where, order, params)]
        # Nothing sorts before something in SQL; a person expects empty values last.
        least: str | int = "" if col.spec.type is FieldType.TEXT or _is_text(col) else _SMALLEST
        known = Part(source, f"{where} AND t.{col.name} >= ?", order, (*params, least))
        if any(one.bounds and one.column == name for one in self.conditions):
            return [known]
        empty = Part(source, f"{where} AND t.{col.name} IS NULL", self._tail(lead, col), params)
        return [known, empty]

    def _order_columns(self, lead: Condition | None, col: Col) -> list[str]:
        """List what to order by as the index has it, so that nothing is sorted."""
        columns = self.table.order_columns(col)
        # Among open records all are open: their indexes need not tell it.
        of_open = self.table.is_of_open(self._pinned(lead))
        return [name for name in columns if name != "is_open"] if of_open else columns

    def _tail(self, lead: Condition | None, col: Col | None = None) -> str:
        """Order rows that are equal in ``col``; without one, the usual order."""
        usual = self.table.col(self.table.newest_by)
        if col is not None:
            columns = self._order_columns(lead, col)[1:]
        else:
            columns = self._order_columns(lead, usual) if usual else ["key"]
        return ", ".join(f"t.{name} DESC" for name in columns)

    def _names_of(self, col: Col) -> TableLayout | None:
        named = self.layout[col.spec.ref]
        title = named.col(named.kind.title_field)
        return named if title is not None and title.spec.indexed else None

    def _by_name(self, col: Col, lead: Condition | None) -> Sequence[Part]:
        """Sort by the title of the record named, not by its id."""
        source, where, params = self._base(lead)
        named = self.layout[col.spec.ref]
        way = "DESC" if self.order[1] else "ASC"
        order = ", ".join(f"r.{column_name(name)} {way}" for name in _title_order(named))
        tail = self._tail(lead, col)
        if self.match or lead is not None:
            # Words or a condition have picked the rows: few are left to be sorted.
            joined = f"{source} CROSS JOIN {named.table} r ON t.{col.name} = r.id"
        else:
            joined = f"{named.table} r CROSS JOIN {source} ON t.{col.name} = r.id"
        first = Part(joined, where, f"{order}, r.key {way}, {tail}", params)
        empty = Part(source, f"{where} AND t.{col.name} IS NULL", tail, params)
        unknown = _ids_in_use(self.table, col)
        unknown = f"{unknown} EXCEPT SELECT id FROM {named.table}"
        lost = Part(source, f"{where} AND t.{col.name} IN ({unknown})", self._tail(lead), params)
        return [first, lost, empty]


def _fixes(one: Filter) -> bool:
    """Tell whether all records a filter lets pass are equal in its field."""
    single = one.test is Comparison.IN and len(one.values) == 1
    return (single or one.test is Comparison.EMPTY) and not one.negated


def _ids_in_use(table: TableLayout, col: Col) -> str:
    """Write a look at each id once, from one to the next in the index on the column."""
    least = f"SELECT min({col.name}) FROM {table.table}"
    after = f"SELECT (({least} WHERE {col.name} > used.id)) FROM used WHERE used.id IS NOT NULL"
    used = f"WITH RECURSIVE used(id) AS ({least} UNION ALL {after})"
    return f"{used} SELECT id FROM used WHERE id IS NOT NULL"


def _title_order(named: TableLayout) -> list[str]:
    title = named.kind.title_field
    return [title] if named.newest_by in {"", title} else [title, named.newest_by]


def _is_text(col: Col) -> bool:
    return not col.codes and col.spec.type in {
        FieldType.MOMENT,
        FieldType.DATE,
        FieldType.REF,
        FieldType.TEXT_SET,
        FieldType.REF_SET,
    }


def _said_to_be_open(table: TableLayout, query: ListQuery) -> ListQuery:
    """Say that a list of states with work left is one of open records: it is read as such."""
    if any(asks_for_open(one) for one in query.filters):
        return query
    if not any(implies_open(table, one) for one in query.filters):
        return query
    return replace(query, filters=(*query.filters, Filter("", Comparison.OPEN)))


def compile_query(
    layout: Layout, query: ListQuery, now: datetime, indexes: frozenset[str] = frozenset()
) -> Compiled:
    """Compile a query of a known kind for a cache with these indexes."""
    table = layout[query.kind]
    query = _said_to_be_open(table, query)
    conditions = [compile_filter(table, one, now) for one in query.filters]
    must, never = match_text(query.words) if table.fts else ("", "")
    if never:
        banned = f"SELECT rowid FROM {table.fts} WHERE {table.fts} MATCH ?"
        conditions.append(Condition(f"t.key NOT IN ({banned})", (never,)))
    return Compiled(layout, table, query, tuple(conditions), must, indexes)
