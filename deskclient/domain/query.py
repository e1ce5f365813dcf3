"""What a list shows: filters, words and order, as values.

Text forms are read and written by :mod:`deskclient.domain.query_text`.
"""

from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from deskclient.domain.fields import Value


class Comparison(StrEnum):
    """How a filter compares."""

    IN = "in"
    """The field is one of the values; for sets: holds one of them."""
    EMPTY = "empty"
    BEFORE = "before"
    AFTER = "after"
    OPEN = "open"
    """The workflow state is not a finished one (``is:open``)."""
    DONE = "done"
    UNSENT = "unsent"
    """The record has operations that are not on the desk (``is:unsent``)."""


class Filter(Struct, frozen=True):
    """One condition; all of a query's conditions must hold."""

    field: str
    test: Comparison = Comparison.IN
    values: tuple[Value, ...] = ()
    negated: bool = False


class Word(Struct, frozen=True):
    """A word (found as the beginning of words) or an exact phrase."""

    text: str
    phrase: bool = False
    negated: bool = False


class ListQuery(Struct, frozen=True):
    """What one list shows. ``sort`` is a field name, with a leading minus for descending."""

    kind: str
    filters: tuple[Filter, ...] = ()
    words: tuple[Word, ...] = ()
    sort: str = "-updated_at"
    number: int | None = None
    """A ticket number typed alone: that record comes first, whatever the filters."""

    def with_filter(self, one: Filter) -> "ListQuery":
        """Copy with another condition, replacing those on the same field and sign."""
        kept = tuple(f for f in self.filters if (f.field, f.negated) != (one.field, one.negated))
        return replace(self, filters=(*kept, one))

    def without_field(self, name: str) -> "ListQuery":
        """Copy without any condition on a field."""
        return replace(self, filters=tuple(f for f in self.filters if f.field != name))


class ParsedQuery(Struct, frozen=True):
    """A typed search line: the query and what could not be understood, as typed."""

    query: ListQuery
    unknown: tuple[str, ...] = field(default=())
