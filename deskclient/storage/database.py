"""One store's writing connection: transactions begun by name, every statement one way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2

from deskclient.domain.errors import DiskFullError, MemoryShortError
from deskclient.storage.connect import Connection
from deskclient.storage.faults import as_storage_error

Row: TypeAlias = tuple[Any, ...]
Cursor: TypeAlias = Any
"""The driver's, which ships no types: iterated, it gives rows as tuples."""
Values: TypeAlias = Sequence[object]


class Session:
    """What a transaction sees of the connection.

    Statements go to the driver as they are: a layer between costs several times what the database
    needs for a small one. Each passes ``before`` first, so that a test can let any of them fail.
    """

    __slots__ = ("_raw", "before")

    def __init__(self, raw: Connection) -> None:
        self._raw = raw
        self.before: Callable[[str], None] | None = None

    def run(self, sql: str, values: Values = ()) -> Cursor:
        """Run one statement."""
        if self.before is not None:
            self.before(sql)
        return self._raw.execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Values]) -> None:
        """Run one statement for each row; with no rows, do nothing."""
        if not rows:
            return
        if self.before is not None:
            self.before(sql)
        self._raw.executemany(sql, rows)

    def all(self, sql: str, values: Values = ()) -> list[Row]:
        """Run a statement and give all rows."""
        found: list[Row] = self.run(sql, values).fetchall()
        return found

    def first(self, sql: str, values: Values = ()) -> Row | None:
        """Run a statement and give the first row, if there is one."""
        cursor = self.run(sql, values)
        found: Row | None = cursor.fetchone()
        # A statement that is left half-way would hold its read lock until it is collected.
        cursor.close()
        return found

    def number(self, sql: str, values: Values = ()) -> int:
        """Run a statement that gives exactly one number."""
        ((found,),) = self.all(sql, values)
        return int(found)

    def named(self, sql: str, values: Values = ()) -> list[Mapping[str, Any]]:
        """Run a statement and give all rows by the names of their columns."""
        cursor = self.run(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


class Database:
    """One store's only writing connection. Belongs to the engine thread."""

    def __init__(self, raw: Connection, *, require_file: Callable[[], None] = lambda: None) -> None:
        """Take a connection over.

        Args:
            raw: The driver's.
            require_file: Raises where the store's file is not there any more: the system would
                write on into what nobody can find again.
        """
        self.raw = raw
        self.session = Session(raw)
        self._ways: list[Callable[[], bool]] = []
        self._require_file = require_file
        self.closed = False

    def add_room(self, way: Callable[[], bool]) -> None:
        """Know one more way to make room on a full disk, the last to be tried.

        Args:
            way: Frees some room; ``False``: it has none to give any more.
        """
        self._ways.append(way)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Run one transaction: all of it or nothing."""
        self._require_file()
        try:
            # By name: the driver would begin late, and only before some statements.
            self.session.run("BEGIN IMMEDIATE")
            yield self.session
            self.raw.commit()
        except BaseException as error:
            # What went wrong first is what is told; a full disk has rolled back by itself.
            with suppress(dbapi2.Error):
                self.raw.rollback()
            told = _told(error)
            if told is None:
                raise
            raise told from error

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Run reads."""
        try:
            yield self.session
        except (dbapi2.Error, MemoryError) as error:
            raise _told(error) or error from error

    def retry_when_full(self, step: Callable[[], None]) -> None:
        """Run a transaction, again each time that room could be made on a full disk."""
        while True:
            try:
                step()
            except DiskFullError:
                if not any(way() for way in self._ways):
                    raise
            else:
                return

    def close(self) -> None:
        """Close the connection; committed work stays. Closing twice does nothing."""
        if self.closed:
            return
        self.closed = True
        try:
            self.raw.close()
        except dbapi2.Error as error:
            raise as_storage_error(error) from error


def _told(error: BaseException) -> Exception | None:
    """Name in our terms what the driver raised; ``None`` for what others did."""
    if isinstance(error, dbapi2.Error):
        return as_storage_error(error)
    return MemoryShortError() if isinstance(error, MemoryError) else None
