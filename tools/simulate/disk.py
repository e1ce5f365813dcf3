"""The disk of one simulated machine: two stores in memory that survive the death of the client."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2
from typing_extensions import override

from deskclient.domain.kind import Registry
from deskclient.storage.cache import SqlCache
from deskclient.storage.connect import PLAIN, Connection, Target, Use, open_target
from deskclient.storage.database import Database
from deskclient.storage.layout import Layout
from deskclient.storage.stores import open_stores

_FULL = 13


def copied(source: Connection, use: Use) -> Connection:
    """Copy a store in memory."""
    target = open_target(Target(None, PLAIN, use))
    source.backup(target)
    return target


class UnindexedCache(SqlCache):
    """A cache in which nothing can be searched: the index takes long and decides nothing here."""

    @override
    def index_step(self, rows: int) -> int:
        return 0

    @override
    def prepare_step(self) -> int | None:
        return 0


class BlankDisks:
    """Makes the disks of new machines: copies of stores that were made once."""

    def __init__(self, registry: Registry) -> None:
        self.layout = Layout(registry)
        self._made: dict[Use, Connection] = {}
        with TemporaryDirectory() as folder:
            open_stores(Path(folder), PLAIN, registry, creator=self._create)
        self._make_indexes()

    def _create(self, target: Target) -> Connection:
        if target.path is not None:
            # Whoever opens a store looks whether its file is there.
            target.path.touch()
        self._made[target.use] = open_target(Target(None, PLAIN, target.use))
        return self._made[target.use]

    def _make_indexes(self) -> None:
        # The cache makes them one by one after the first pull; that takes longer than a history.
        for table in self.layout:
            for _, statement in table.later_indexes():
                self._made[Use.CACHE].execute(statement)

    @staticmethod
    def trouble(fails: Callable[[], bool]) -> "DiskTrouble":
        """Make what lets stores fail."""
        return DiskTrouble(fails)

    def new(self) -> "Disk":
        """Make an empty disk."""
        outbox, cache = (copied(self._made[use], use) for use in (Use.OUTBOX, Use.CACHE))
        return Disk(outbox, cache)


class DiskTrouble:
    """Lets store statements fail, one now and then or all of them."""

    def __init__(self, fails: Callable[[], bool]) -> None:
        self._fails = fails

    def attach(self, database: Database) -> None:
        """Stand between a store and its connection."""
        database.session.before = self._before

    def _before(self, sql: str) -> None:
        del sql
        if self._fails():
            raise _fault()


def _fault() -> Exception:
    error: Exception = dbapi2.OperationalError("simulated: database or disk is full")
    vars(error)["sqlite_errorcode"] = _FULL
    return error


class Disk:
    """What is left when the power goes: every committed outbox, perhaps an older cache."""

    def __init__(self, outbox: Connection, cache: Connection) -> None:
        self.outbox = outbox
        self.cache = cache
        self._older: Connection | None = None

    def keep_older_cache(self) -> None:
        """Remember the cache as it is now: a power loss may bring it back."""
        if self.cache.in_transaction:
            return
        if self._older is not None:
            self._older.close()
        self._older = copied(self.cache, Use.CACHE)

    def lose_power(self, *, step_back: bool) -> None:
        """Drop what was not committed; the old connections are of no use to anybody any more."""
        outbox, cache = (
            self._survivor(self.outbox, Use.OUTBOX),
            self._survivor(self.cache, Use.CACHE),
        )
        if step_back and self._older is not None:
            cache.close()
            cache, self._older = self._older, None
        self.outbox, self.cache = outbox, cache

    def _survivor(self, old: Connection, use: Use) -> Connection:
        if old.in_transaction:
            old.execute("ROLLBACK")
        fresh = copied(old, use)
        old.close()
        return fresh

    def close(self) -> None:
        """Throw the machine away."""
        for connection in (self.outbox, self.cache, self._older):
            if connection is not None:
                connection.close()
