"""Writing: every change of a record, its log row and its number in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Kind, Registry
from deskclient.domain.times import to_text
from deskclient.server.database.engine import Database
from deskclient.server.database.prepared import Prepared, places
from deskclient.server.database.schema import CHANGE, COUNTER, RECORD
from deskclient.server.records.news import Notifier
from deskclient.server.records.stored import (
    Keys,
    Stored,
    encode_doc,
    keys_of,
    row_hash,
)

PUT, TOMBSTONE = 0, 1
COLUMNS = (
    RECORD.c.key,
    RECORD.c.kind,
    RECORD.c.id,
    RECORD.c.ver,
    RECORD.c.seq,
    RECORD.c.doc,
    RECORD.c.root_key,
    RECORD.c.reach,
    RECORD.c.queue_id,
    RECORD.c.owner_id,
    RECORD.c.watchers,
    RECORD.c.shared,
    RECORD.c.open,
    RECORD.c.updated_at,
    RECORD.c.created_at,
    RECORD.c.updated_by,
    RECORD.c.gone,
    RECORD.c.moved_to,
    RECORD.c.child_ord,
)
_STATE = (
    *("ver", "seq", "doc", "size", "hash", "reach", "queue_id", "owner_id"),
    *("watchers", "shared", "open", "updated_at", "updated_by"),
)
_BY_NAME = Prepared(
    select(*COLUMNS).where(RECORD.c.kind == bindparam("kind"), RECORD.c.id == bindparam("id"))
)
_BY_KEY = Prepared(select(*COLUMNS).where(RECORD.c.key == bindparam("key")))
_CHILDREN = Prepared(
    select(*COLUMNS)
    .where(RECORD.c.root_key == bindparam("key"), RECORD.c.key != bindparam("key"))
    .order_by(RECORD.c.key)
)
_LOCK_COUNTER = Prepared(
    select(COUNTER.c.value).where(COUNTER.c.name == bindparam("n")).with_for_update()
)
_SET_COUNTER = Prepared(
    update(COUNTER).where(COUNTER.c.name == bindparam("n")).values(value=bindparam("v"))
)
_NEW_COUNTER = Prepared(insert(COUNTER).values(places(("name", "value"))))
_INSERT = Prepared(insert(RECORD).values(places(RECORD.c.keys())))
_LOG = Prepared(insert(CHANGE).values(places(CHANGE.c.keys())))
_AT_KEY = update(RECORD).where(RECORD.c.key == bindparam("the_key"))
_UPDATE = Prepared(_AT_KEY.values(places(("root_key", *_STATE))))
_BURY = Prepared(_AT_KEY.values(places(("gone", "moved_to", *_STATE))))
_ERASE = Prepared(_AT_KEY.values(gone=True, doc="{}", size=2))
_MARK = Prepared(text("SAVEPOINT attempt"))
_STEP_BACK = Prepared(text("ROLLBACK TO SAVEPOINT attempt"))
_GO_ON = Prepared(text("RELEASE SAVEPOINT attempt"))
_SET_ORD = Prepared(_AT_KEY.values(child_ord=bindparam("ord")))


def stored_of(row: Sequence[Any]) -> Stored:
    """Read a selected row of all columns."""
    key, kind, record_id, ver, seq, doc, root, *found, born, by, gone, moved, ordinal = row
    reach, queue, owner, watchers, shared, is_open, updated_at = found
    # A driver may know no truth values, only numbers.
    keys = Keys(reach, queue, owner, watchers, bool(shared), bool(is_open), updated_at)
    return Stored(
        key, kind, record_id, ver, seq, doc, root, keys, born, by, bool(gone), moved, ordinal
    )


def find(connection: Connection, kind: str, record_id: str) -> Stored | None:
    """Look a record up by its name, gone or not."""
    row = _BY_NAME.first(connection, {"kind": kind, "id": record_id})
    return None if row is None else stored_of(row)


def find_key(connection: Connection, key: int) -> Stored | None:
    """Look a record up by its key."""
    row = _BY_KEY.first(connection, {"key": key})
    return None if row is None else stored_of(row)


class Writing:
    """One write transaction; holds the feed number's lock from the first moment to the commit."""

    def __init__(
        self, connection: Connection, registry: Registry, clock: Clock, randomness: Randomness
    ) -> None:
        self.connection = connection
        self.registry = registry
        self.now = to_text(clock.now())
        self._ids = IdMaker(clock, randomness)
        self._randomness = randomness
        self._first = self.seq = self._lock("seq")

    def _lock(self, name: str) -> int:
        (value,) = _LOCK_COUNTER.first(self.connection, {"n": name})
        return int(value)

    def finish(self) -> None:
        """Write the feed number back; the last step before the commit."""
        if self.seq != self._first:
            _SET_COUNTER.run(self.connection, {"n": "seq", "v": self.seq})

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo what is written inside, and only that, if it ends with an exception."""
        seq = self.seq
        _MARK.run(self.connection, {})
        try:
            yield
        except BaseException:
            self.seq = seq
            _STEP_BACK.run(self.connection, {})
            _GO_ON.run(self.connection, {})
            raise
        _GO_ON.run(self.connection, {})

    @property
    def changed(self) -> bool:
        """Whether anything will appear in the feed."""
        return self.seq != self._first

    def next_number(self, counter: str) -> int:
        """Give the next number of a counter; a rolled back transaction leaves no gap."""
        row = _LOCK_COUNTER.first(self.connection, {"n": counter})
        if row is None:
            _NEW_COUNTER.run(self.connection, {"name": counter, "value": 1})
            return 1
        _SET_COUNTER.run(self.connection, {"n": counter, "v": int(row[0]) + 1})
        return int(row[0]) + 1

    def new_id(self) -> str:
        """Make an id for a record the desk itself writes."""
        return self._ids.new()

    def create(
        self, kind: Kind, record_id: str, doc: Doc, by: str, root: Stored | None = None
    ) -> Stored:
        """Insert a record; ``root`` is the record it belongs to."""
        self.seq += 1
        text, keys = encode_doc(doc), keys_of(kind, doc, self.now)
        row = Stored(
            key=self.seq,
            kind=kind.name,
            id=record_id,
            ver=1,
            seq=self.seq,
            text=text,
            root_key=self.seq if root is None else root.root_key,
            keys=keys,
            created_at=str(doc.get(kind.born_field) or self.now),
            updated_by=by,
        )
        _INSERT.run(
            self.connection,
            {
                "key": row.key,
                "kind": row.kind,
                "id": row.id,
                "root_key": row.root_key,
                "created_at": row.created_at,
                "gone": False,
                "moved_to": "",
                "child_ord": 0,
                **_state(row),
            },
        )
        self._log(row, PUT, None)
        return row

    def update(self, before: Stored, doc: Doc, by: str, root: Stored | None = None) -> Stored:
        """Store a new version; ``root`` moves a child to another record."""
        self.seq += 1
        row = Stored(
            key=before.key,
            kind=before.kind,
            id=before.id,
            ver=before.ver + 1,
            seq=self.seq,
            text=encode_doc(doc),
            root_key=before.root_key if root is None else root.root_key,
            keys=keys_of(self.registry[before.kind], doc, self.now),
            created_at=before.created_at,
            updated_by=by,
            child_ord=before.child_ord,
        )
        values = {"the_key": row.key, "root_key": row.root_key, **_state(row)}
        _UPDATE.run(self.connection, values)
        self._log(row, PUT, before)
        return row

    def bury(self, before: Stored, by: str, moved_to: str = "") -> Stored:
        """Take a record away with everything that belongs to it; its words are erased."""
        for child in self.children(before):
            if not child.gone:
                _ERASE.run(self.connection, {"the_key": child.key})
        self.seq += 1
        row = Stored(
            key=before.key,
            kind=before.kind,
            id=before.id,
            ver=before.ver + 1,
            seq=self.seq,
            text="{}",
            root_key=before.root_key,
            keys=before.keys,
            created_at=before.created_at,
            updated_by=by,
            gone=True,
            moved_to=moved_to,
        )
        values = {"the_key": row.key, "gone": True, "moved_to": moved_to, **_state(row)}
        _BURY.run(self.connection, values)
        self._log(row, TOMBSTONE, before)
        return row

    def children(self, root: Stored) -> list[Stored]:
        """List everything that belongs to a record, oldest first."""
        return [stored_of(row) for row in _CHILDREN.all(self.connection, {"key": root.key})]

    def next_ord(self, root: Stored) -> int:
        """Give the next position among the entries of a record."""
        fresh = find_key(self.connection, root.key)
        value = 1 if fresh is None else fresh.child_ord + 1
        _SET_ORD.run(self.connection, {"the_key": root.key, "ord": value})
        return value

    def _log(self, row: Stored, op: int, before: Stored | None) -> None:
        was = was_at = None
        if before is not None:
            was_at = before.keys.updated_at
            old, new = before.keys.was_text(), row.keys.was_text()
            was = old if old != new else None
        _LOG.run(
            self.connection,
            {
                "seq": row.seq,
                "nonce": self._randomness.bits(62),
                "rec": row.key,
                "op": op,
                "ver": row.ver,
                "at": self.now,
                "was": was,
                "was_at": was_at,
            },
        )


def _state(row: Stored) -> Mapping[str, Value]:
    keys = row.keys
    return {
        "ver": row.ver,
        "seq": row.seq,
        "doc": row.text,
        "size": len(row.text.encode()),
        "hash": row_hash(row.kind, row.id, row.ver),
        "reach": keys.reach,
        "queue_id": keys.queue,
        "owner_id": keys.owner,
        "watchers": keys.watchers,
        "shared": keys.shared,
        "open": keys.open,
        "updated_at": keys.updated_at,
        "updated_by": row.updated_by,
    }


class Ledger:
    """Opens write transactions and tells the waiting readers of their success."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        clock: Clock,
        randomness: Randomness,
        notifier: Notifier,
    ) -> None:
        self._database = database
        self.registry = registry
        self.clock = clock
        self.randomness = randomness
        self._notifier = notifier

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Write as a whole; an exception undoes everything."""
        with self._database.write() as connection:
            change = Writing(connection, self.registry, self.clock, self.randomness)
            yield change
            change.finish()
        if change.changed:
            self._notifier.tell()
