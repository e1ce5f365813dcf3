"""SQLAlchemy over one writing connection: transactions begun by name, errors in our terms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from deskclient.domain.errors import DiskFullError
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


def make_engine(raw: RawConnection) -> Engine:
    """Put an engine over an open connection in autocommit mode."""
    engine = create_engine(
        "sqlite://", creator=lambda: raw, module=dbapi2, poolclass=StaticPool, query_cache_size=200
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver would begin late and only before some statements; DDL would not roll back.
        if not connection.get_execution_options().get("reading"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


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
