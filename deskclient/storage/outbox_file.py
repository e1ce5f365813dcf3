# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Opens ``outbox.db``: checks it, recovers it where it is damaged, migrates it after a backup."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from deskclient.domain.errors import (
    DamagedError,
    DiskFullError,
    KeyMissingError,
    NewerSchemaError,
    ReadOnlyError,
    StorageError,
)
from deskclient.domain.words import phrase
from deskclient.storage.backup import Backups, count_of_commits, is_sound
from deskclient.storage.connect import Connection, Creator, Key, Target, Use
from deskclient.storage.faults import driver_faults
from deskclient.storage.files import (
    copy_database,
    file_faults,
    free_folder,
    remove_database,
    sync_file,
    sync_folder,
    write_whole,
)
from deskclient.storage.key_check import key_fits
from deskclient.storage.migrate import Migrations, create_outbox, migrate
from deskclient.storage.outbox_tables import metadata
from deskclient.storage.salvage import Salvage, read_all, stepped_back, unite

NAME = "outbox.db"
_MARK = "outbox.recovering"


class RecoveryReport(Struct, frozen=True):
    """What became of a damaged outbox; shown to the person."""

    copied_to: str
    """Folder with the untouched bytes of the damaged file."""
    operations: int
    """Operations that are here again."""
    drafts: int
    from_backup: bool
    """Whether a copy had to help: work since that copy may be missing."""
    damaged_tables: tuple[str, ...]


class OpenedOutbox(Struct, frozen=True):
    """An outbox ready for use."""

    raw: Connection
    backups: Backups
    report: RecoveryReport | None = None


class OutboxFile:
    """The outbox of one profile folder, on its way to being open."""

    def __init__(
        self, folder: Path, key: Key, creator: Creator, migrations: Migrations | None = None
    ) -> None:
        self._folder = folder
        self._key = key
        self._creator = creator
        self._migrations = migrations or Migrations()
        self._path = folder / NAME
        self._backups = Backups(folder / "backups", key, creator)

    def open(self) -> OpenedOutbox:
        """Open for writing.

        Raises:
            NewerSchemaError: written by a newer version; can be opened for reading.
            StorageError: cannot be opened now; nothing was changed.
        """
        mark = self._folder / _MARK
        report = None
        if mark.exists():
            report = self._recover(self._folder / mark.read_text("utf-8").strip())
        raw = self._open_sound()
        if raw is None:
            self._require_proof_of_key()
            report = self._recover(self._keep_bytes())
            raw = self._open_sound()
        if raw is None:
            raise DamagedError("The outbox is damaged", "Recovery did not give a sound file.")
        newest = self._newer_copy(raw)
        if newest is not None:
            raw.close()
            report = self._rebuild(self._keep_bytes(), stepped_back(newest), from_backup=True)
            raw = self._creator(Target(self._path, self._key, Use.OUTBOX))
        try:
            self._bring_up(raw)
        except BaseException:
            raw.close()
            raise
        return OpenedOutbox(raw, self._backups, report)

    def open_read_only(self) -> Connection:
        """Open for reading whatever version wrote it, for export."""
        return self._creator(Target(self._path, self._key, Use.READER, read_only=True))

    # --- checks -------------------------------------------------------------------------------

    def _open_sound(self) -> Connection | None:
        """Open and check; tried twice before anything is called damaged."""
        for _ in range(2):
            try:
                raw = self._creator(Target(self._path, self._key, Use.OUTBOX))
            except DamagedError:
                continue
            if is_sound(raw) and _is_outbox(raw):
                return raw
            raw.close()
        return None

    def _require_proof_of_key(self) -> None:
        """Call nothing damaged that may only be locked with another key."""
        if key_fits(self._folder, self._key) or any(True for _ in self._backups.newest_good()):
            return
        raise KeyMissingError(
            "The key may not fit",
            "Your unsent work is here, but it cannot be opened with the key that was found.",
            "Unlock your keyring, or type the recovery key.",
        )

    def _newer_copy(self, raw: Connection) -> Salvage | None:
        """A copy that saw more commits than the store proves that the store lost its log."""
        here = count_of_commits(raw)
        for copy in self._backups.newest_good():
            there = count_of_commits(copy)
            if there and int(there) > int(here or 0):
                return read_all(copy)
            return None
        return None

    def _bring_up(self, raw: Connection) -> None:
        with driver_faults():
            found = int(raw.execute("PRAGMA user_version").fetchone()[0])
        if found > self._migrations.newest:
            raise NewerSchemaError(
                "Your unsent work was saved by a newer version of the program",
                "It can be read and exported here, but not changed.",
                "Install the newer version again.",
            )
        if found == 0:
            create_outbox(raw)
        elif found < self._migrations.newest:
            copy = self._folder / "backups" / f"before-{found + 1}.db"
            self._backups.copy_to(raw, copy)
            self._migrate(raw, copy)

    def _migrate(self, raw: Connection, copy: Path) -> None:
        try:
            migrate(raw, self._migrations)
        except (DiskFullError, ReadOnlyError):
            raise
        except Exception as trouble:
            raise StorageError(
                "Your unsent work could not be taken over from the older version",
                phrase("It is here as it was; a copy of it is kept in {file}.", file=copy),
                "Start again. If that does not help, send your work with the older version.",
            ) from trouble

    # --- recovery -----------------------------------------------------------------------------

    def _keep_bytes(self) -> Path:
        folder = free_folder(self._folder, "damaged")
        copy_database(self._path, folder)
        # From here on a restart works from the copy: the file itself may be gone half-way.
        write_whole(self._folder / _MARK, folder.name.encode())
        return folder

    def _recover(self, kept: Path) -> RecoveryReport:
        damaged = self._read_damaged(kept)
        copy = next((read_all(one) for one in self._backups.newest_good()), None)
        helped = copy is not None and bool(damaged.broken)
        return self._rebuild(kept, unite(damaged, copy), from_backup=helped)

    def _read_damaged(self, kept: Path) -> Salvage:
        # A second copy is opened: opening applies the log, and the kept bytes stay untouched.
        trial = self._folder / "salvage"
        everything = frozenset(table.name for table in metadata.sorted_tables)
        path = copy_database(kept / NAME, trial)
        try:
            raw = self._creator(Target(path, self._key, Use.COPY))
        except DamagedError:
            return Salvage({}, everything)
        else:
            try:
                return read_all(raw)
            finally:
                raw.close()
        finally:
            remove_database(path)
            with file_faults():
                trial.rmdir()

    def _rebuild(self, kept: Path, found: Salvage, *, from_backup: bool) -> RecoveryReport:
        fresh = self._folder / "outbox.new.db"
        remove_database(fresh)
        raw = self._creator(Target(fresh, self._key, Use.COPY))
        try:
            create_outbox(raw)
            lost = _fill(raw, found)
        finally:
            raw.close()
        with file_faults():
            sync_file(fresh)
            remove_database(self._path)
            fresh.replace(self._path)
            sync_folder(self._folder)
            (self._folder / _MARK).unlink(missing_ok=True)
        return RecoveryReport(
            copied_to=str(kept),
            operations=len(found.rows.get("op", [])),
            drafts=len(found.rows.get("draft", [])),
            from_backup=from_backup,
            damaged_tables=tuple(sorted(found.broken | lost)),
        )


def _is_outbox(raw: Connection) -> bool:
    """An empty file is a new outbox; any other must have our tables."""
    with driver_faults():
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
    return not tables or "op" in tables


def _fill(raw: Connection, found: Salvage) -> frozenset[str]:
    """Write salvaged rows; one that does not fit any more is left out and its table named."""
    lost = set()
    with driver_faults():
        raw.execute("BEGIN IMMEDIATE")
        for table in metadata.sorted_tables:
            known = [column.name for column in table.columns]
            for row in found.rows.get(table.name, []):
                if not _put(raw, table.name, {n: row[n] for n in known if n in row}):
                    lost.add(table.name)
        raw.execute("COMMIT")
    return frozenset(lost)


def _put(raw: Connection, table: str, row: dict[str, object]) -> bool:
    names: Sequence[str] = list(row)
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    sql = f"INSERT OR IGNORE INTO {table}({quoted}) VALUES ({marks})"
    return bool(raw.execute(sql, tuple(row.values())).rowcount)
