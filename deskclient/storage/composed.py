"""Statements that SQLAlchemy composes, once; the driver runs them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Table, bindparam, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ClauseElement

from deskclient.storage.database import Cursor, Session

Given: TypeAlias = Mapping[str, object]


class Composed:
    """A statement with named places for values."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def run(self, session: Session, values: Given | None = None) -> Cursor:
        """Run it once."""
        return session.run(self.text, self._in_order(values or {}))

    def run_many(self, session: Session, rows: Iterable[Given]) -> None:
        """Run it for each row; with no rows, do nothing."""
        session.run_many(self.text, [self._in_order(row) for row in rows])

    def named(self, session: Session, values: Given | None = None) -> list[Mapping[str, Any]]:
        """Run it and give all rows by the names of their columns."""
        return session.named(self.text, self._in_order(values or {}))

    @cached_property
    def _written(self) -> tuple[str, dict[str, Any], tuple[str, ...]]:
        # Not at import: few of all statements are needed in the first second.
        compiled = self._statement.compile(dialect=sqlite.dialect())
        binds: dict[str, BindParameter[Any]] = getattr(compiled, "binds", {})
        # What SQLAlchemy would fill in for a value that is not given is NULL: better none at all.
        fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        return str(compiled), fixed, tuple(getattr(compiled, "positiontup", ()))

    @property
    def text(self) -> str:
        """The statement as the driver takes it."""
        return self._written[0]

    def _in_order(self, values: Given) -> tuple[object, ...]:
        _, fixed, order = self._written
        return tuple(values[name] if name in values else fixed[name] for name in order)


def places(names: Iterable[str]) -> dict[str, Any]:
    """Give each named column a place for a value of the same name."""
    return {name: bindparam(name) for name in names}


def put_into(table: Table, *, without: str = "", replacing: bool = False) -> Composed:
    """Compose an insertion of whole rows, but for a column the table fills in itself."""
    statement = insert(table).values(places(c.name for c in table.columns if c.name != without))
    return Composed(statement.prefix_with("OR REPLACE") if replacing else statement)
