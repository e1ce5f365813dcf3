"""SQLAlchemy over one writing connection: transactions begun by name, errors in our terms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from deskclient.domain.errors import DiskFullError, MemoryShortError
from deskclient.storage.connect import Connection as RawConnection
from deskclient.storage.faults import as_storage_error


@contextmanager
def engine_faults() -> Iterator[None]:
    """Translate what SQLAlchemy or the driver raises inside."""
    try:
        yield
    except DBAPIError as error:
        raise as_storage_error(error.orig or error) from error
    except dbapi2.Error as error:
        raise as_storage_error(error) from error
    except MemoryError as error:
        raise MemoryShortError from error


@cache
def _dialect() -> tuple[Dialect, URL, dict[Any, Any]]:
    """Prepare once what every engine needs: its manner of speaking and the statements compiled.

    A process may open thousands of stores (the simulator does); compiling costs more than they do.
    """
    template = create_engine("sqlite://", module=dbapi2)
    with template.connect():
        pass
    template.dispose()
    return template.dialect, template.url, {}


def make_engine(raw: RawConnection) -> Engine:
    """Put an engine over an open connection in autocommit mode."""
    dialect, url, compiled = _dialect()
    pool = StaticPool(lambda: raw, dialect=dialect)
    engine = Engine(
        pool,
        dialect,
        url,
        execution_options={"compiled_cache": compiled},
        # Values are the person's words; they do not belong into messages and logs.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # The driver would begin late and only before some statements; DDL would not roll back.
    if not connection.get_execution_options().get("reading"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


class Database:
    """One store's only writing connection. Belongs to the engine thread."""

    def __init__(
        self, raw: RawConnection, *, make_room: Callable[[], bool] = lambda: False
    ) -> None:
        self.raw = raw
        self.engine = make_engine(raw)
        self._reading = self.engine.execution_options(reading=True)
        self._make_room = make_room
        self.closed = False

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run one transaction: all of it or nothing."""
        with engine_faults(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Run reads."""
        with engine_faults(), self._reading.connect() as connection:
            yield connection

    def retry_when_full(self, step: Callable[[], None]) -> None:
        """Run a transaction again, once, if making room on a full disk succeeds."""
        try:
            step()
        except DiskFullError:
            if not self._make_room():
                raise
            step()

    def close(self) -> None:
        """Close the connection; committed work stays. Closing twice does nothing."""
        if self.closed:
            return
        self.closed = True
        with engine_faults():
            self.engine.dispose()
            self.raw.close()
