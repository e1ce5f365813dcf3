"""The one way every statement of a store takes: whole transactions, and no statement unwatched."""

from collections.abc import Iterator

import pytest
from sqlalchemy import bindparam, select
from sqlcipher3 import dbapi2

from deskclient.domain.errors import DiskFullError, MemoryShortError, StorageError
from deskclient.domain.operation import OpState
from deskclient.storage.composed import Composed, put_into
from deskclient.storage.connect import PLAIN, Target, Use, open_target
from deskclient.storage.database import Database
from deskclient.storage.outbox_tables import meta
from deskclient.storage.stores import MemoryStores, memory_stores
from tests.storage.builders import FIRST, edit, feed, snap, ticket, view

FACTS = "SELECT k, v FROM facts ORDER BY k"


@pytest.fixture
def database() -> Iterator[Database]:
    found = Database(open_target(Target(None, PLAIN, Use.CACHE)))
    with found.write() as session:
        session.run("CREATE TABLE facts(k TEXT PRIMARY KEY, v TEXT)")
        session.run("INSERT INTO facts VALUES ('a', 'A')")
    yield found
    found.close()


@pytest.fixture
def stores(registry) -> Iterator[MemoryStores]:
    found = memory_stores(registry)
    yield found
    found.close()


class Trouble:
    """Counts statements, and lets one of them fail."""

    def __init__(self, *databases: Database, at: int = -1) -> None:
        self.seen: list[str] = []
        self._at = at
        for one in databases:
            one.session.before = self._before

    def _before(self, sql: str) -> None:
        self.seen.append(sql)
        if len(self.seen) - 1 == self._at:
            error = dbapi2.OperationalError("database or disk is full")
            vars(error)["sqlite_errorcode"] = 13
            raise error


def content(database: Database) -> dict[str, list[object]]:
    raw = database.raw
    tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    texts = {name: f'SELECT * FROM "{name}"' for (name,) in tables}  # noqa: S608 - our own names
    return {name: raw.execute(text).fetchall() for name, text in texts.items()}


def test_what_ends_with_an_exception_is_undone_and_the_exception_is_told(database):
    def write_and_stop() -> None:
        with database.write() as session:
            session.run("INSERT INTO facts VALUES ('b', 'B')")
            msg = "said"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="said"):
        write_and_stop()
    with database.read() as session:
        assert session.all(FACTS) == [("a", "A")]


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (dbapi2.OperationalError("locked"), StorageError),
        (MemoryError(), MemoryShortError),
    ],
)
def test_what_the_driver_raises_is_named_in_our_terms(database, raised, told):
    with pytest.raises(told), database.write():
        raise raised
    with pytest.raises(told), database.read():
        raise raised


def test_a_commit_that_fails_leaves_nothing_open(database):
    with database.write() as session:
        session.run("CREATE TABLE child(k TEXT REFERENCES facts(k) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(StorageError), database.write() as session:
        session.run("INSERT INTO child VALUES ('nobody')")
    assert not database.raw.in_transaction
    with database.write() as session:
        session.run("INSERT INTO child VALUES ('a')")


def test_every_statement_is_watched_and_none_is_run_for_no_rows(database):
    trouble = Trouble(database)
    with database.write() as session:
        session.run("SELECT 1")
        session.run_many("INSERT INTO facts VALUES (?, ?)", [])
        session.run_many("INSERT INTO facts VALUES (?, ?)", [("b", "B"), ("c", "C")])
        assert session.first(f"{FACTS} LIMIT 1") == ("a", "A")
        assert session.number("SELECT count(*) FROM facts") == 3
        assert session.named(f"{FACTS} LIMIT 1") == [{"k": "a", "v": "A"}]
    assert [sql.split()[0] for sql in trouble.seen] == [
        "BEGIN",
        "SELECT",
        "INSERT",
        *["SELECT"] * 3,
    ]


def test_whichever_statement_of_a_page_fails_the_page_comes_whole_or_not_at_all(registry):
    def page(stores: MemoryStores) -> None:
        stores.cache.apply_page(
            [snap("t1", ticket(1, subject="new"), 2), snap("t2", None, 2), snap("t3", ticket(3))],
            feed(cursor="next"),
            [view("t3", ticket(3, subject="mine"))],
        )

    def stocked() -> MemoryStores:
        stores = memory_stores(registry)
        stores.cache.apply_page([snap("t1", ticket(1)), snap("t2", ticket(2))], FIRST)
        return stores

    whole = stocked()
    count = Trouble(whole.cache._database)
    page(whole)
    statements = len(count.seen)
    assert statements > 10
    expected = whole.cache.digest(), content(whole.cache._database)
    whole.close()
    for number in range(statements):
        stores = stocked()
        database = stores.cache._database
        before = stores.cache.feed(), stores.cache.digest(), content(database)
        Trouble(database, at=number)
        with pytest.raises(DiskFullError):
            page(stores)
        database.session.before = None
        assert (stores.cache.feed(), stores.cache.digest(), content(database)) == before
        page(stores)
        assert (stores.cache.digest(), content(database)) == expected
        stores.close()


def test_whichever_statement_of_a_change_in_the_outbox_fails_nothing_of_it_stays(stores):
    (stored,) = stores.outbox.add([edit("a", subject="x")])
    database = stores.outbox._database
    count = Trouble(database)
    stores.outbox.set_state([stored.op_id], OpState.HELD)
    for number in range(len(count.seen)):
        before = content(database)
        Trouble(database, at=number)
        with pytest.raises(DiskFullError):
            stores.outbox.set_state([stored.op_id], OpState.QUEUED)
        assert content(database) == before


def test_composed_statements_take_their_values_by_name(stores):
    put = put_into(meta, replacing=True)
    one = Composed(select(meta.c.v).where(meta.c.k == bindparam("key")))
    with stores.outbox._database.write() as session:
        put.run(session, {"v": "one", "k": "x"})
        put.run_many(session, [{"k": "y", "v": "two"}, {"k": "x", "v": "three"}])
        assert one.named(session, {"key": "x"}) == [{"v": "three"}]
        assert one.named(session, {"key": "y"}) == [{"v": "two"}]
        with pytest.raises(KeyError):
            put.run(session, {"k": "z"})


def test_a_transaction_comes_again_as_long_as_room_can_be_made(database):
    """Row 25: the ways in their order, each until it has no more to give."""
    used: list[str] = []

    def way(name: str, times: int):
        def make() -> bool:
            used.append(name)
            return used.count(name) <= times

        return make

    database.add_room(way("reserve", 1))
    database.add_room(way("files", 2))
    tries: list[int] = []

    def step() -> None:
        tries.append(len(used))
        raise DiskFullError("The disk is full")

    with pytest.raises(DiskFullError):
        database.retry_when_full(step)
    assert used == ["reserve", "reserve", "files", "reserve", "files", "reserve", "files"]
    assert len(tries) == 4
