"""Statements of the busiest calls, written out once and run by the driver itself."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    Select,
    bindparam,
    literal_column,
)
from sqlalchemy.exc import DBAPIError

AnySelect = TypeVar("AnySelect", bound=Select[*tuple[Any, ...]])
ONE: ColumnElement[int] = literal_column("1", Integer)
_NOUGHT: ColumnElement[int] = literal_column("0", Integer)


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    values: Mapping[str, Any]
    order: tuple[str, ...]
    """Names of the values in the order of the statement; empty where it names them itself."""


class Prepared:
    """A statement that is wanted as the driver runs it, its rows as the driver gives them.

    Running a small statement through SQLAlchemy costs ten times what the database needs for it. So
    what stands in the way of every page and every operation is compiled once and goes to the
    driver as it is, inside the transaction that is open. Values that are left open need a default.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._written: dict[str, _Written] = {}

    def first(self, connection: Connection, given: Mapping[str, Any]) -> Any:
        """Run it and give the first row, or ``None``.

        Raises:
            DBAPIError: whatever the driver says, as SQLAlchemy would have said it.
        """
        return self._run(connection, given).fetchone()

    def all(self, connection: Connection, given: Mapping[str, Any]) -> list[Any]:
        """Run it and give all rows.

        Raises:
            DBAPIError: as above.
        """
        found: list[Any] = self._run(connection, given).fetchall()
        return found

    def run(self, connection: Connection, given: Mapping[str, Any]) -> None:
        """Run what gives no rows.

        Raises:
            DBAPIError: as above.
        """
        self._run(connection, given)

    def _run(self, connection: Connection, given: Mapping[str, Any]) -> Any:
        written = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        values = {**written.values, **given}
        asked = tuple(map(values.__getitem__, written.order)) if written.order else values
        driver: Any = connection.connection.driver_connection
        try:
            return driver.execute(written.text, asked)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _translated(connection, written.text, error) from error

    def _write(self, dialect: Dialect) -> _Written:
        options = {"render_postcompile": True}
        compiled = self._statement.compile(dialect=dialect, compile_kwargs=options)
        order = tuple(getattr(compiled, "positiontup", None) or ())
        found = _Written(str(compiled), compiled.params, order)
        self._written[dialect.name] = found
        return found


class Shelf:
    """Statements by the view they read; building one costs more than running it."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._kept: dict[Hashable, Prepared] = {}

    def take(self, key: Hashable, make: Callable[[], ClauseElement]) -> Prepared:
        """Give the statement of a view, made now if it is not here."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= self._most:
                self._kept.clear()
            found = self._kept[key] = Prepared(make())
        return found


def at_most(query: AnySelect, rows: ColumnElement[int]) -> AnySelect:
    """Limit a statement that is run often.

    SQLite looks at a number that is bound as a limit while it plans, and plans anew when another is
    bound, or the same again; SQLAlchemy adds a bound offset too. At a sum it does not look.
    """
    return query.limit(rows + _NOUGHT).offset(_NOUGHT)


def places(names: Iterable[str]) -> dict[str, Any]:
    """Give each named column a place for a value of the same name."""
    return {name: bindparam(name) for name in names}


def _translated(connection: Connection, text: str, error: Any) -> DBAPIError:
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    if lost:
        connection.invalidate(error)
    told = DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    return cast("DBAPIError", told)
