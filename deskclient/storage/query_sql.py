# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Compiles a list query into statements: parts that follow one another in the order shown. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from deskclient.domain.fields import FieldType
from deskclient.domain.query import ListQuery
from deskclient.storage.layout import Col, Layout, TableLayout, column_name
from deskclient.storage.query_conditions import (
    Condition,
    Params,
    compile_filter,
    match_text,
)

_SMALLEST = -(1 << 63)


@dataclass(frozen=True, slots=True)
class Part:
    """One statement's skeleton: rows in order, without columns and limit."""

    source: str
    where: str
    order: str
    params: Params

    def select(self, columns: str, limit: int | None = None) -> tuple[str, Params]:
        """Write the statement."""
        sql = f"SELECT {columns} FROM {self.source} WHERE {self.where} ORDER BY {self.order}"
        return (sql, self.params) if limit is None else (f"{sql} LIMIT ?", (*self.params, limit))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query before it is decided which condition picks the index."""

    layout: Layout
    table: TableLayout
    query: ListQuery
    conditions: tuple[Condition, ...]
    match: str

    @property
    def sort_name(self) -> str:
        """The field sorted by; the birth of records where the wish cannot be met."""
        name = self.query.sort.lstrip("-")
        return name if self.table.col(name) else self.table.kind.born_field

    @property
    def by_usual_order(self) -> bool:
        """Whether indexes that lead with another column deliver this order too."""
        return self.sort_name == self.table.newest_by

    def candidates(self, indexes: frozenset[str]) -> tuple[Condition, ...]:
        """List the conditions that may pick the index, of those that exist."""
        rare = tuple(one for one in self.conditions if one.rare)
        found = [
            one
            for one in self.conditions
            if one.index is not None and (not one.index or one.index in indexes)
        ]
        # Every other index tells whether a record is open too: of equals, it is the better one.
        open_index = f"{self.table.table}_by_open"
        return rare or tuple(sorted(found, key=lambda one: one.index == open_index))

    def probe(self, one: Condition, limit: int) -> tuple[str, Params]:
        """Write a count of a candidate's rows that stops at ``limit``; reads an index only."""
        rows = f"SELECT 1 FROM {self.table.table} t WHERE {one.text(leading=True)} LIMIT ?"
        return f"SELECT count(*) FROM ({rows})", (*one.params, limit)

    def parts(self, lead: Condition | None) -> Sequence[Part]:
        """Write the parts of the list with ``lead`` picking the index."""
        parts = self._ordered(lead)
        number = self.query.number
        field = self.table.kind.number_field
        if number is None or not field:
            return parts
        col = self.table.col(field)
        order = self._tail(col) if col else "t.key DESC"
        name = column_name(field)
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

    def key_parts(self, lead: Condition | None) -> Sequence[Part]:
        """Write the parts for reading ``t.rowid`` alone: words without filters need no rows."""
        parts = self.parts(lead)
        fts = self.table.fts
        if self.match and not self.conditions and len(parts) == 1 and "rowid" in parts[0].order:
            return [Part(f"{fts} t", f"t.{fts} MATCH ?", "t.rowid DESC", (self.match,))]
        return parts

    def _base(self, lead: Condition | None) -> tuple[str, str, Params]:
        texts = [one.text(leading=one is lead and not self.match) for one in self.conditions]
        params = tuple(value for one in self.conditions for value in one.params)
        source = f"{self.table.table} t"
        if lead is not None and lead.rare:
            # Few rows lead: the index of the order must not tempt SQLite to walk all the others.
            source = f"{source} INDEXED BY {lead.index}"
        if self.match:
            # CROSS JOIN keeps the full-text table outside: it delivers the newest first.
            source = f"{self.table.fts} CROSS JOIN {source} ON t.key = {self.table.fts}.rowid"
            texts.insert(0, f"{self.table.fts} MATCH ?")
            params = (self.match, *params)
        return source, " AND ".join(texts) or "1", params

    def _ordered(self, lead: Condition | None) -> Sequence[Part]:
        source, where, params = self._base(lead)
        down = self.query.sort.startswith("-")
        name, col = self.sort_name, self.table.col(self.sort_name)
        if self.match and name in {self.table.newest_by, self.table.kind.born_field} and down:
            return [Part(source, where, f"{self.table.fts}.rowid DESC", params)]
        if col is None or name == self.table.kind.born_field:
            return [Part(source, where, f"t.key {'DESC' if down else 'ASC'}", params)]
        if col.spec.type is FieldType.REF and self._names_of(col):
            return self._by_name(col, source, where, params)
        order = self._order(col)
        if down:
            return [Part(source, where, order, params)]
        # Nothing sorts before something in SQL; a person expects empty values last.
        least: str | int = "" if col.spec.type is FieldType.TEXT or _is_text(col) else _SMALLEST
        known = Part(source, f"{where} AND t.{col.name} >= ?", order, (*params, least))
        empty = Part(source, f"{where} AND t.{col.name} IS NULL", self._tail(col), params)
        return [known, empty]

    def _order(self, col: Col) -> str:
        """Order as the index on ``col`` has it, so that nothing is sorted."""
        way = "DESC" if self.query.sort.startswith("-") else "ASC"
        return ", ".join(f"t.{name} {way}" for name in self.table.order_columns(col))

    def _tail(self, col: Col | None = None) -> str:
        """Order rows that are equal in ``col``; without one, the usual order."""
        usual = self.table.col(self.table.newest_by)
        if col is None:
            columns = self.table.order_columns(usual) if usual else ["key"]
        else:
            columns = self.table.order_columns(col)[1:]
        return ", ".join(f"t.{name} DESC" for name in columns)

    def _names_of(self, col: Col) -> TableLayout | None:
        named = self.layout[col.spec.ref]
        title = named.col(named.kind.title_field)
        return named if title is not None and title.spec.indexed else None

    def _by_name(self, col: Col, source: str, where: str, params: Params) -> Sequence[Part]:
        """Sort by the title of the record named, not by its id."""
        named = self.layout[col.spec.ref]
        way = "DESC" if self.query.sort.startswith("-") else "ASC"
        order = ", ".join(f"r.{column_name(name)} {way}" for name in _title_order(named))
        joined = f"{named.table} r CROSS JOIN {self.table.table} t ON t.{col.name} = r.id"
        tail = self._tail(col)
        if source != f"{self.table.table} t":
            # Words or a rare condition have picked the rows: few are left to be sorted.
            joined = f"{source} JOIN {named.table} r ON t.{col.name} = r.id"
        first = Part(joined, where, f"{order}, r.key {way}, {tail}", params)
        empty = Part(source, f"{where} AND t.{col.name} IS NULL", tail, params)
        # The ids in use are read from the index on the column alone.
        used = f"SELECT DISTINCT {col.name} FROM {self.table.table} WHERE {col.name} IS NOT NULL"
        unknown = f"{used} EXCEPT SELECT id FROM {named.table}"
        lost = Part(source, f"{where} AND t.{col.name} IN ({unknown})", self._tail(), params)
        return [first, lost, empty]


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


def compile_query(layout: Layout, query: ListQuery, now: datetime) -> Compiled:
    """Compile a query of a known kind."""
    table = layout[query.kind]
    conditions = [compile_filter(table, one, now) for one in query.filters]
    must, never = match_text(query.words) if table.fts else ("", "")
    if never:
        banned = f"SELECT rowid FROM {table.fts} WHERE {table.fts} MATCH ?"
        conditions.append(Condition(f"t.key NOT IN ({banned})", (never,)))
    return Compiled(layout, table, query, tuple(conditions), must)
