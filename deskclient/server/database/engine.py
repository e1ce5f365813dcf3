"""Connections: SQLite in a file or in memory, or PostgreSQL, with the same promises."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool
from sqlcipher3 import dbapi2 as sqlite

# Fewer than a PostgreSQL takes by default, with some processes of ours.
_POOL = 12
_WRITES = "desk_write"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16384")


def _sqlite_engine(url: URL) -> Engine:
    # The bundled SQLite: older ones, such as the interpreter's, can damage a WAL file when it is
    # reset under load. Without a key its files are plain SQLite.
    in_memory = url.database in {None, "", ":memory:"}
    engine = create_engine(
        url,
        module=sqlite,
        poolclass=StaticPool if in_memory else QueuePool,
        connect_args={"check_same_thread": False, "timeout": 30},
        **({} if in_memory else {"pool_size": _POOL, "max_overflow": _POOL}),
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ARG001
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()
        connection.execute("PRAGMA trusted_schema=OFF").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        # Taking the write lock at once: a reader that turns writer may be refused at the end.
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        # This one cannot fail, and past the layers of SQLAlchemy it costs a tenth.
        _driver_of(connection).execute("BEGIN").close()

    return engine


def _driver_of(connection: Connection) -> Any:
    return connection.connection.driver_connection


class Database:
    """One database of one desk; safe to use from any thread."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self._lock: AbstractContextManager[object] = nullcontext()
        self.path: Path | None = None
        if self.is_sqlite:
            self.engine = _sqlite_engine(parsed)
            if isinstance(self.engine.pool, StaticPool):
                self._lock = threading.RLock()
            else:
                self.path = Path(str(parsed.database))
        else:
            if parsed.drivername in {"postgresql", "postgres"}:
                parsed = parsed.set(drivername="postgresql+psycopg")
            self.engine = create_engine(
                parsed, pool_size=_POOL, max_overflow=_POOL, pool_pre_ping=True
            )
        self._reader = self.engine
        if not self.is_sqlite:
            self._reader = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._writer = self.engine.execution_options(**{_WRITES: True})
        self._glancing: Connection | None = None
        self.generation = 0
        """Rises when the content is replaced as a whole; whoever remembers facts asks it."""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read one consistent state."""
        with self._lock, self._reader.connect() as connection:
            connection.begin()
            yield connection

    @property
    def can_glance(self) -> bool:
        """Whether :meth:`glance` is there: in a file of this machine nobody waits for anybody."""
        return self.path is not None

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """Read single rows by their keys in the event loop; only there, as it has one connection.

        Handing so little to a thread takes several times as long as reading it.

        Raises:
            DBAPIError: also where a reader would have had to wait.
        """
        if self._glancing is None:
            self._glancing = self._reader.connect()
            _driver_of(self._glancing).execute("PRAGMA busy_timeout=0").close()
        driver = _driver_of(self._glancing)
        driver.execute("BEGIN").close()
        try:
            yield self._glancing
        finally:
            driver.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Write as a whole: committed at the end, undone by any exception."""
        with self._lock, self._writer.begin() as connection:
            yield connection

    def replace_content(self, other: "Database") -> None:
        """Take over the whole content of another SQLite database, as a restored backup does."""
        with self._lock, self.engine.connect() as mine, other.engine.connect() as theirs:
            source: Any = theirs.connection.dbapi_connection
            source.backup(mine.connection.dbapi_connection)
        self.generation += 1

    def close(self) -> None:
        """Close every connection."""
        if self._glancing is not None:
            self._glancing.close()
            self._glancing = None
        self.engine.dispose()
