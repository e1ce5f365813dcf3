# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Compiles the filters and words of a list into SQL conditions. Pure."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from deskclient.domain.fields import FieldType, Value
from deskclient.domain.query import Comparison, Filter, Word
from deskclient.domain.words import fold
from deskclient.storage.cache_rows import key_floor
from deskclient.storage.layout import Col, TableLayout
from deskclient.storage.query_dates import moment_of, moment_text
from deskclient.storage.search_text import index_form

Params = tuple[str | int | None, ...]


class Condition(Struct, frozen=True):
    """One condition on the alias ``t``. ``{plus}`` in ``sql`` keeps an index from being used."""

    sql: str
    params: Params = ()
    index: str | None = None
    """The index that answers it; ``None`` if there is none ever."""
    open_index: str | None = None
    """The same for open records alone."""
    column: str = ""
    """The field tested, if an index on it answers."""
    ordered: bool = True
    """Whether that index delivers the usual order; if not, it only serves counts and few rows."""
    bounds: bool = False
    """Whether it bounds the field from one side."""
    tells_open: bool = False
    """Whether it lets open records pass and no others."""
    rare: bool = False
    """Whether it always leads: few rows have it."""

    def text(self, *, leading: bool) -> str:
        """Write it, as the one that picks the index or as a mere test."""
        return self.sql.replace("{plus}", "" if leading else "+")

    def by_keys(self, table: str, index: str, *, of_open: bool) -> str:
        """Write it as a test of the key alone: the index is read once, the rows not at all."""
        is_open = "s.is_open = 1 AND " if of_open else ""
        own = self.sql.replace("{plus}t.", "s.")
        return f"+t.key IN (SELECT s.key FROM {table} s INDEXED BY {index} WHERE {is_open}{own})"

    def joins(self, other: "Condition") -> bool:
        """Tell whether both bound one field: an index reads them as one range."""
        return self.bounds and other.bounds and self.column == other.column


NEVER = Condition("0")
SET_INDEX = ""
"""Stands for the key of the side table of set members, which is always there."""


def compile_filter(table: TableLayout, one: Filter, now: datetime) -> Condition:
    """Write one filter; what cannot be tested holds for no record."""
    if one.test in {Comparison.UNSENT, Comparison.OPEN, Comparison.DONE}:
        return _by_state(table, one)
    col = table.col(one.field)
    if col is None:
        return _on_document(table, one)
    if one.test is Comparison.EMPTY:
        return _empty(table, col, negated=one.negated)
    if one.test in {Comparison.BEFORE, Comparison.AFTER}:
        return _range(table, col, one, now)
    return _among_members(table, col, one) if col.is_set else _among(table, col, one)


def _by_state(table: TableLayout, one: Filter) -> Condition:
    if one.test is Comparison.UNSENT:
        if one.negated:
            return Condition("+t.pending = 0")
        index = f"{table.table}_by_pending"
        return Condition("{plus}t.pending > 0", (), index, ordered=False, rare=True)
    if not table.open_column:
        return NEVER
    if not asks_for_open(one):
        return Condition("+t.is_open = 0")
    return Condition("{plus}t.is_open = 1", (), table.open_index, tells_open=True)


def asks_for_open(one: Filter) -> bool:
    """Tell whether a filter lets open records pass and no others."""
    wanted = Comparison.DONE if one.negated else Comparison.OPEN
    return one.test is wanted


def implies_open(table: TableLayout, one: Filter) -> bool:
    """Tell whether a filter names states, and work is left in each of them."""
    flow = table.kind.workflow
    if flow is None or one.field != flow.field or one.test is not Comparison.IN or one.negated:
        return False
    return bool(one.values) and all(isinstance(v, str) and flow.is_open(v) for v in one.values)


def _among(table: TableLayout, col: Col, one: Filter) -> Condition:
    values = tuple(col.stored(value) for value in one.values)
    wanted = tuple(value for value in values if value is not None)
    name = f"{{plus}}t.{col.name}"
    marks = ", ".join("?" * len(wanted))
    with_null = len(wanted) != len(values)
    if one.negated:
        null = "AND {} IS NOT NULL" if with_null else "OR {} IS NULL"
        return Condition(
            f"({name} NOT IN ({marks}) {null.format(name)})".replace("{plus}", "+"), wanted
        )
    if with_null:
        return Condition(f"({name} IN ({marks}) OR {name} IS NULL)", wanted)
    if len(wanted) == 1:
        return _by_index(table, col, f"{name} = ?", wanted)
    return _by_index(table, col, f"{name} IN ({marks})", wanted, single=False)


def _by_index(
    table: TableLayout,
    col: Col,
    sql: str,
    params: Params = (),
    *,
    single: bool = True,
    bounds: bool = False,
) -> Condition:
    return Condition(
        sql,
        params,
        table.index_of(col),
        table.open_index_of(col),
        col.spec.name,
        ordered=single and table.ends_in_usual_order(col),
        bounds=bounds,
    )


def _among_members(table: TableLayout, col: Col, one: Filter) -> Condition:
    members = tuple(fold(str(value)) for value in one.values)
    marks = ", ".join("?" * len(members))
    chosen = f"SELECT key FROM {table.sets} WHERE field = ? AND value IN ({marks})"
    params = (col.spec.name, *members)
    if one.negated:
        return Condition(f"t.key NOT IN ({chosen})", params)
    return Condition(f"{{plus}}t.key IN ({chosen})", params, SET_INDEX)


def _empty(table: TableLayout, col: Col, *, negated: bool) -> Condition:
    if col.spec.type is FieldType.TEXT:
        sql = f"coalesce(t.{col.name}, '') = ''"
        return Condition(f"NOT ({sql})" if negated else sql)
    if negated:
        return Condition(f"+t.{col.name} IS NOT NULL")
    return _by_index(table, col, f"{{plus}}t.{col.name} IS NULL")


def _range(table: TableLayout, col: Col, one: Filter, now: datetime) -> Condition:
    if not one.values:
        return NEVER
    sign = ">=" if (one.test is Comparison.AFTER) != one.negated else "<"
    value = one.values[0]
    if col.spec.type in {FieldType.MOMENT, FieldType.DATE}:
        moment = moment_of(str(value), now)
        text = moment_text(str(value), now)
        if moment is None or text is None:
            return NEVER
        if col.spec.name == table.kind.born_field:
            return Condition(f"t.key {sign} ?", (key_floor(moment),))
        bound = text[:10] if col.spec.type is FieldType.DATE else text
        sql = f"{{plus}}t.{col.name} {sign} ?"
        return _by_index(table, col, sql, (bound,), single=False, bounds=True)
    if isinstance(value, int) and not col.codes:
        sql = f"{{plus}}t.{col.name} {sign} ?"
        return _by_index(table, col, sql, (value,), single=False, bounds=True)
    return NEVER


def _on_document(table: TableLayout, one: Filter) -> Condition:
    """Test a field without a column: reads every document, so no standard view does it."""
    if one.field not in table.kind.field_map:
        return NEVER
    place = f"'$.\"{one.field}\"'"
    found = f"SELECT coalesce(d.view, d.snap) FROM {table.docs} d WHERE d.key = t.key"
    doc = f"({found}), {place}"
    sign = "NOT " if one.negated else ""
    if one.test is Comparison.EMPTY:
        return Condition(f"{sign}coalesce(json_extract({doc}), '') IN ('', '[]')")
    if one.test is not Comparison.IN:
        return NEVER
    marks = ", ".join("?" * len(one.values))
    found = f"EXISTS (SELECT 1 FROM json_each({doc}) AS m WHERE m.value IN ({marks}))"
    return Condition(f"{sign}{found}", tuple(_plain(value) for value in one.values))


def _plain(value: Value) -> str | int | None:
    return value if isinstance(value, str | int) or value is None else str(value)


def match_text(words: Sequence[Word]) -> tuple[str, str]:
    """Write words for the full-text engine: what must be there, and what must not."""
    wanted = [_match(word) for word in words if not word.negated and _has_token(word)]
    banned = [_match(word) for word in words if word.negated and _has_token(word)]
    must, never = " AND ".join(wanted), " OR ".join(banned)
    if must and never:
        return f"({must}) NOT ({never})", ""
    return must, never


def _match(word: Word) -> str:
    quoted = index_form(word.text).replace('"', '""').replace("\0", " ")
    return f'"{quoted}"' if word.phrase else f'"{quoted}" *'


def _has_token(word: Word) -> bool:
    return any(char.isalnum() for char in word.text)
