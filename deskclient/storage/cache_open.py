# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Opens ``cache.db`` for writing: whatever is wrong with it, a usable one comes back at once."""

from pathlib import Path

from msgspec import Struct

from deskclient.domain.errors import DamagedError
from deskclient.storage.cache_file import cache_state, create_cache
from deskclient.storage.cache_rows import Rec
from deskclient.storage.cache_table import REC_COLUMNS, CacheTable, Change
from deskclient.storage.codec import decode_doc
from deskclient.storage.connect import Connection as RawConnection
from deskclient.storage.connect import Creator, Key, Target, Use
from deskclient.storage.database import Database, Session
from deskclient.storage.faults import driver_faults
from deskclient.storage.files import free_folder, move_database, remove_database
from deskclient.storage.layout import CACHE_FORMAT, Layout, TableLayout
from deskclient.storage.search_index import SearchIndex

NAME = "cache.db"
_CHUNK = 500


class OpenedCache(Struct, frozen=True):
    """A cache ready for use."""

    raw: RawConnection
    moved_to: str = ""
    """Folder of a damaged one, if it had to be replaced: everything is pulled again."""
    clean: bool = True
    """Whether it was closed properly; if not, it should be checked when there is time."""


def open_cache(folder: Path, key: Key, layout: Layout, creator: Creator) -> OpenedCache:
    """Open, make, rebuild or replace the cache.

    Raises:
        StorageError: it cannot be opened now (busy, no room); nothing was moved.
    """
    path = folder / NAME
    raw = _opened(path, key, creator)
    state = "damaged" if raw is None else _state(raw, layout)
    if raw is not None and state == "columns":
        try:
            rebuild(raw, layout)
        except DamagedError:
            state = "damaged"
    moved_to = ""
    if raw is None or state in {"damaged", "foreign"}:
        if raw is not None:
            raw.close()
        moved_to = set_aside(folder)
        raw = creator(Target(path, key, Use.CACHE))
    create_cache(raw, layout)
    return OpenedCache(raw, moved_to, _note_open(raw))


def set_aside(folder: Path) -> str:
    """Move the cache away, forgetting an older damaged one; the next opening makes a new one."""
    for older in folder.glob("cache-damaged-*"):
        remove_database(older / NAME)
        older.rmdir()
    target = free_folder(folder, "cache-damaged")
    move_database(folder / NAME, target)
    return str(target)


def _opened(path: Path, key: Key, creator: Creator) -> RawConnection | None:
    for _ in range(2):
        try:
            return creator(Target(path, key, Use.CACHE))
        except DamagedError:
            continue
    return None


def _state(raw: RawConnection, layout: Layout) -> str:
    try:
        return cache_state(raw, layout)
    except DamagedError:
        return "damaged"


def _note_open(raw: RawConnection) -> bool:
    with driver_faults():
        row = raw.execute("SELECT v FROM meta WHERE k = 'closed'").fetchone()
        raw.execute("INSERT OR REPLACE INTO meta(k, v) VALUES ('closed', 'no')")
    return row is None or row[0] == "yes"


def rebuild(raw: RawConnection, layout: Layout) -> None:
    """Give the tables the columns of this version, from the documents they hold. All or nothing."""
    with Database(raw).write() as session:
        old = _put_old_aside(session)
        for table in layout:
            for statement in table.statements():
                session.run(statement)
            if table.kind.name in old:
                _refill(session, table, layout)
        for name in old:
            session.run(f"DROP TABLE old_k_{name}")
            session.run(f"DROP TABLE old_d_{name}")
        for fact in (("layout", layout.digest()), ("format", str(CACHE_FORMAT))):
            session.run("INSERT OR REPLACE INTO meta(k, v) VALUES (?, ?)", fact)


def _put_old_aside(session: Session) -> list[str]:
    """Rename the tables with records, drop everything that follows from them."""
    listed = session.all(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE type IN ('index', 'table')"
    )
    for kind, name, sql in listed:
        if kind == "index" and sql:
            session.run(f'DROP INDEX "{name}"')
        elif sql.startswith("CREATE VIRTUAL"):
            session.run(f"DROP TABLE {name}")
            session.run(f"DROP TABLE {name}_todo")
    tables = {name for kind, name, _ in listed if kind == "table"}
    kinds = sorted(name[2:] for name in tables if name.startswith("d_"))
    for name in kinds:
        for prefix in ("k_", "d_"):
            session.run(f"ALTER TABLE {prefix}{name} RENAME TO old_{prefix}{name}")
        session.run(f"DROP TABLE IF EXISTS k_{name}_set")
    return kinds


def _refill(session: Session, table: TableLayout, layout: Layout) -> None:
    target, index = CacheTable(table), SearchIndex(layout)
    old = f"old_{table.table} t JOIN old_{table.docs} d ON d.key = t.key"
    last = 0
    while True:
        rows = session.all(
            f"SELECT {REC_COLUMNS} FROM {old} WHERE t.key > ? ORDER BY t.key LIMIT ?",
            (last, _CHUNK),
        )
        if not rows:
            return
        records = [Rec(*row) for row in rows]
        changes = [Change(None, rec, decode_doc(rec.shown or "{}")) for rec in records]
        index.note(session, table, target.store(session, changes))
        last = records[-1].key
