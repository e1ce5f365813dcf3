"""The search line and the one-line ticket, with the names this desk knows."""

from collections.abc import Sequence

from typing_extensions import override

from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.query import ListQuery, ParsedQuery
from deskclient.domain.query_text import Names, format_query, parse_query
from deskclient.domain.quick_create import Candidate, QuickTicket, parse_quick
from deskclient.services.names import NameCache
from deskclient.storage.port import Reader

_MOST = 50


class KnownNames(Names):
    """Finds records by exact name, the beginning of any, telephone number, or what they hold."""

    def __init__(self, cache: NameCache, reader: Reader, registry: Registry) -> None:
        self._cache = cache
        self._reader = reader
        self._registry = registry

    @override
    def find(self, kind: str, text: str) -> Sequence[RecordId]:
        if self._cache.covers(kind):
            return (self._cache.called(kind, text) or self._meant(kind, text))[:_MOST]
        return [one.record_id for one in self._reader.find_names(kind, text, _MOST)]

    @override
    def title(self, kind: str, record_id: RecordId) -> str:
        if self._cache.covers(kind):
            return self._cache.names(kind).get(record_id, "")
        found = self._reader.record(kind, record_id)
        field = self._registry[kind].title_field
        return "" if found is None else str(found.doc.get(field) or "")

    def candidates(self, kind: str, text: str) -> Sequence[Candidate]:
        """Give the records a typed name may mean, for :func:`parse_quick`; no group of people."""
        if not self._cache.covers(kind):
            return []
        found = [one for one in self._meant(kind, text) if not self._is_group(kind, one)]
        return [
            Candidate(one, self.title(kind, one), tuple(self._cache.names_of(kind, one)))
            for one in found[:_MOST]
        ]

    def _is_group(self, kind: str, record_id: RecordId) -> bool:
        known = self._cache.record(kind, record_id)
        return known is not None and known.doc.get("is_group") is True

    def _meant(self, kind: str, text: str) -> Sequence[RecordId]:
        return (
            self._cache.beginning(kind, text)
            or self._cache.numbered(kind, text)
            or self._cache.holders(kind, text)
        )


class QueryLine:
    """Reads and writes search lines; never raises for what was typed."""

    def __init__(self, names: KnownNames, registry: Registry, me: RecordId) -> None:
        self._names = names
        self._registry = registry
        self._me = me

    def parse(self, typed: str, kind: str) -> ParsedQuery:
        """Understand what was typed."""
        return parse_query(typed, self._registry[kind], self._names, self._me)

    def format(self, query: ListQuery) -> str:
        """Write a query so that :meth:`parse` reads it back."""
        return format_query(query, self._registry[query.kind], self._names, self._me)

    def quick(self, typed: str) -> QuickTicket:
        """Understand a ticket typed in one line."""
        return parse_quick(typed, self._registry["ticket"], self._names.candidates, self._me)
