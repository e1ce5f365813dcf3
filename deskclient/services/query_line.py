"""The search line: typed words to a query and back, with the names this desk knows."""

from typing import Protocol

from deskclient.domain.query import ListQuery, ParsedQuery


class QueryLine(Protocol):
    """Reads and writes search lines."""

    def parse(self, typed: str, kind: str) -> ParsedQuery:
        """Understand what was typed; never raises."""
        ...

    def format(self, query: ListQuery) -> str:
        """Write a query so that :meth:`parse` reads it back."""
        ...
