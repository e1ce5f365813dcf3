"""Generations of copies of the outbox: three, the newest called 1."""

from collections.abc import Iterator
from pathlib import Path

from deskclient.domain.errors import StorageError
from deskclient.storage.connect import Connection, Creator, Key, Target, Use
from deskclient.storage.faults import driver_faults
from deskclient.storage.files import (
    file_faults,
    make_inside,
    remove_database,
    sync_file,
    sync_folder,
)

GENERATIONS = 3


class Backups:
    """The copies in one folder."""

    def __init__(self, folder: Path, key: Key, creator: Creator) -> None:
        self._folder = folder
        self._key = key
        self._creator = creator
        self._copied = ""

    def make(self, source: Connection) -> None:
        """Copy to the newest generation, if anything changed since the last copy."""
        now = count_of_commits(source)
        if now == self._copied:
            return
        fresh = self._folder / "outbox.new.db"
        self.copy_to(source, fresh)
        with file_faults():
            for number in range(GENERATIONS, 1, -1):
                older = self._path(number - 1)
                if older.exists():
                    older.replace(self._path(number))
            fresh.replace(self._path(1))
            sync_folder(self._folder)
        self._copied = now

    def copy_to(self, source: Connection, target: Path) -> None:
        """Copy a store to a file, whole, under the same key."""
        make_inside(target.parent)
        remove_database(target)
        copy = self._creator(Target(target, self._key, Use.COPY))
        try:
            with driver_faults():
                source.backup(copy)
                # The copy says it has a log beside it, as its source does; it has none.
                copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            copy.close()
        with file_faults():
            sync_file(target)
            sync_folder(target.parent)

    def newest_good(self) -> Iterator[Connection]:
        """Open the generations from the newest on, leaving out those that cannot be read."""
        for number in range(1, GENERATIONS + 1):
            connection = self._opened(self._path(number))
            if connection is not None:
                try:
                    yield connection
                finally:
                    connection.close()

    def _opened(self, path: Path) -> Connection | None:
        if not path.exists():
            return None
        try:
            connection = self._creator(Target(path, self._key, Use.COPY, read_only=True))
        except StorageError:
            return None
        if is_sound(connection):
            return connection
        connection.close()
        return None

    def _path(self, number: int) -> Path:
        return self._folder / f"outbox.{number}.db"


def is_sound(connection: Connection) -> bool:
    """Tell whether every page of a store can be read and makes sense."""
    try:
        with driver_faults():
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except StorageError:
        return False


def count_of_commits(connection: Connection) -> str:
    """Read how many commits a store has seen; empty if it cannot tell."""
    try:
        with driver_faults():
            row = connection.execute("SELECT v FROM meta WHERE k = 'generation'").fetchone()
    except StorageError:
        return ""
    return str(row[0]) if row else ""
