"""Lists, records and search as the window reads them, and the plans SQLite makes for them."""

import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from deskclient.domain.errors import StorageError
from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.query import Comparison, Filter, ListQuery, Word
from deskclient.domain.replay import RecordState
from deskclient.storage.connect import PLAIN
from deskclient.storage.layout import Layout
from deskclient.storage.query_sql import compile_query
from deskclient.storage.reader import SqlReader, open_reader
from deskclient.storage.stores import MemoryStores, memory_stores
from tests.storage.builders import entry, feed, snap, ticket, view

LONG_AGO = {"created_at": "2025-01-01T00:00:00.000Z"}
HTML = "<p>Зелёный <b>принтер</b> &amp; тонер</p><script>secretword</script>"
PICTURE = {"ticket": "t7", "entry": "e1", "name": "Screenshot.png", "sha256": "0" * 64}
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPEN = Filter("status", Comparison.OPEN)


def index_all(stores) -> None:
    while stores.cache.index_step(100):
        pass
    while stores.cache.prepare_step():
        pass


def make() -> MemoryStores:
    stores = memory_stores(standard_registry())
    people = [
        snap(
            f"p{n}",
            {"name": name, "email": f"p{n}@example.org", "created_at": "2025-01-01T00:00:00.000Z"},
            kind="person",
        )
        for n, name in enumerate(["Zoe Last", "Anna Ёлкина", "Мария Ivanova"])
    ]
    tickets = [
        snap(
            f"t{n}",
            ticket(
                n,
                status=("new", "open", "solved", "closed")[n % 4],
                priority=("critical", "high", "normal", "low")[n % 4],
                queue=f"q{n % 3}",
                owner=[None, "p0", "p1", "lost"][n % 4],
                requester=f"p{n % 3}",
                tags=["VIP", "Ёж"] if n % 5 == 0 else [],
                due_at=None if n % 2 else f"2026-03-{1 + n % 28:02}T00:00:00.000Z",
                waits_for_us=n % 7 == 0,
                resolution="поменяли картридж" if n % 4 == 2 else None,
            ),
        )
        for n in range(1, 61)
    ]
    words = [
        entry("e1", "t7", "The printer says “paper jam” in the café"),
        entry("e2", "t8", HTML, body_format="html"),
        entry("e3", "t9", "jam of paper"),
        snap(
            "a1",
            {"ticket": "t7", "entry": "e1", "name": "Screenshot.png", "sha256": "0" * 64},
            kind="attachment",
        ),
    ]
    stores.cache.apply_page([*people, *tickets, *words], feed())
    index_all(stores)
    return stores


@pytest.fixture(scope="module")
def stores():
    made = make()
    yield made
    made.close()


@pytest.fixture(scope="module")
def reader(stores):
    return SqlReader(
        stores.cache._database.raw,
        Layout(standard_registry()),
        now=lambda: NOW,
        close=lambda: None,
    )


def ids(reader, *filters, sort="-updated_at", words=(), number=None):
    query = ListQuery("ticket", filters, tuple(words), sort, number)
    rows = [row.record_id for row in reader.first_rows(query, 200)]
    keys = list(reader.keys(query))
    assert [row.record_id for row in reader.rows("ticket", keys)] == rows
    if number is None:
        assert reader.count(query) == len(rows)
    return [int(one[1:]) for one in rows]


def expect(test):
    return sorted(n for n in range(1, 61) if test(n))


@pytest.mark.parametrize(
    ("filters", "test"),
    [
        ((OPEN,), lambda n: n % 4 in {0, 1}),
        ((Filter("status", Comparison.OPEN, negated=True),), lambda n: n % 4 in {2, 3}),
        ((Filter("status", Comparison.DONE),), lambda n: n % 4 in {2, 3}),
        ((Filter("queue", values=("q1",)),), lambda n: n % 3 == 1),
        ((Filter("queue", values=("q1", "q2")),), lambda n: n % 3 in {1, 2}),
        ((Filter("queue", values=("q1",), negated=True),), lambda n: n % 3 != 1),
        ((Filter("owner", Comparison.EMPTY),), lambda n: n % 4 == 0),
        ((Filter("owner", Comparison.EMPTY, negated=True),), lambda n: n % 4),
        ((Filter("owner", values=("p0",), negated=True),), lambda n: n % 4 != 1),
        ((Filter("owner", values=("p0", None)),), lambda n: n % 4 in {0, 1}),
        ((OPEN, Filter("owner", values=("p0",))), lambda n: n % 4 == 1),
        ((Filter("priority", values=("high",)), OPEN), lambda n: n % 4 == 1),
        ((Filter("priority", values=("no such",)),), lambda _: False),
        ((Filter("tags", values=("vip",)),), lambda n: n % 5 == 0),
        ((Filter("tags", values=("еж",)),), lambda n: n % 5 == 0),
        ((Filter("tags", values=("vip",), negated=True),), lambda n: n % 5),
        ((Filter("tags", Comparison.EMPTY),), lambda n: n % 5),
        ((Filter("waits_for_us", values=(True,)),), lambda n: n % 7 == 0),
        ((Filter("number", values=(12,)),), lambda n: n == 12),
        ((Filter("number", Comparison.AFTER, (50,)),), lambda n: n >= 50),
        ((Filter("created_at", Comparison.AFTER, ("2026-01-01",)),), lambda _: True),
        ((Filter("created_at", Comparison.BEFORE, ("2026-01-01",)),), lambda _: False),
        ((Filter("due_at", Comparison.BEFORE, ("+5d",)),), lambda n: n % 2 == 0 and n % 28 < 6),
        ((Filter("due_at", Comparison.BEFORE, ("never",)),), lambda _: False),
        ((Filter("resolution", Comparison.EMPTY, negated=True),), lambda n: n % 4 == 2),
        ((Filter("resolution", values=("поменяли картридж",)),), lambda n: n % 4 == 2),
        ((Filter("", Comparison.UNSENT),), lambda _: False),
        ((Filter("", Comparison.UNSENT, negated=True),), lambda _: True),
        ((Filter("no_such_field", values=("x",)),), lambda _: False),
    ],
)
def test_filters_choose(reader, filters, test):
    assert sorted(ids(reader, *filters)) == expect(test)


@pytest.mark.parametrize("sort", ["updated_at", "-updated_at", "created_at", "-number", "number"])
def test_moments_and_numbers_sort(reader, sort):
    assert ids(reader, sort=sort) == sorted(range(1, 61), reverse=sort.startswith("-"))


def test_choices_sort_by_rank_and_empty_values_come_last(reader):
    ranks = [n % 4 for n in ids(reader, sort="priority")]
    assert ranks == sorted(ranks)
    due = ids(reader, sort="due_at")
    assert all(n % 2 == 0 for n in due[:30])
    assert all(n % 2 for n in due[30:])
    assert all(n % 2 for n in ids(reader, sort="-due_at")[30:])


def test_references_sort_by_the_name_of_the_record(reader):
    owners = [n % 4 for n in ids(reader, sort="owner")]
    assert owners == [2] * 15 + [1] * 15 + [3] * 15 + [0] * 15


def test_an_unknown_sort_falls_back_to_birth(reader):
    assert len(ids(reader, sort="-no_such")) == 60


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([Word("printer")], [7]),
        ([Word("PRINT")], [7]),
        ([Word("paper")], [9, 7]),
        ([Word("paper jam", phrase=True)], [7]),
        ([Word("paper"), Word("of", negated=True)], [7]),
        ([Word("of", negated=True), Word("paper")], [7]),
        ([Word("cafe")], [7]),
        ([Word("зеленый")], [8]),
        ([Word("ЗЕЛЁНЫЙ")], [8]),
        ([Word("принт")], [8]),
        ([Word("secretword")], []),
        ([Word("screenshot")], [7]),
        ([Word('"')], list(range(60, 0, -1))),
        ([Word('pap"er')], []),
        ([Word("AND"), Word("OR")], []),
        ([Word("paper*")], [9, 7]),
        ([Word("text:paper")], []),
    ],
)
def test_words_are_found_in_both_languages_newest_first(reader, words, found):
    assert ids(reader, words=words) == found


def test_people_are_found_by_name_and_filters_hold(reader):
    assert sorted(ids(reader, OPEN, words=[Word("елкина")])) == expect(
        lambda n: n % 4 in {0, 1} and (n % 3 == 1 or n % 4 == 2)
    )
    assert ids(reader, words=[Word("paper")], sort="number") == [7, 9]
    assert ids(reader, words=[Word("paper", negated=True)], sort="number")[:9] == [
        *range(1, 7),
        8,
        10,
        11,
    ]


def test_a_number_jumps_to_its_ticket_whatever_the_filters(reader):
    assert ids(reader, OPEN, number=3)[0] == 3
    assert ids(reader, words=[Word("7")], number=7)[0] == 7
    assert 3 not in ids(reader, OPEN, number=3)[1:]


def test_what_was_renamed_is_found_by_its_new_name():
    stores = make()
    person = snap(
        "p1", {"name": "Свежее Имя", "created_at": "2025-01-01T00:00:00.000Z"}, 2, "person"
    )
    stores.cache.apply_page([person], feed())
    index_all(stores)
    assert ids(stores.reader, words=[Word("свежее")])
    assert not ids(stores.reader, words=[Word("елкина")])
    assert [one.record_id for one in stores.reader.find_names("person", "имя", 5)] == ["p1"]
    stores.close()


def test_unsent_records_are_listed():
    stores = make()
    stores.cache.write_views([view("t5", ticket(5, subject="mine"))])
    unsent = Filter("", Comparison.UNSENT)
    assert ids(stores.reader, unsent) == [5]
    (row,) = stores.reader.first_rows(ListQuery("ticket", (unsent,)), 5)
    assert (row.state, row.pending) == (RecordState.PENDING, 1)
    assert any(
        "by_pending" in line for line in stores.reader.explain(ListQuery("ticket", (unsent,)))
    )
    stores.close()


@pytest.mark.parametrize("sort", ["-updated_at", "-created_at", "due_at", "subject", "-queue"])
def test_unsent_records_are_never_looked_for_among_all_others(sort):
    stores = make()
    stores.cache.write_views([view("t5", ticket(5, subject="mine"))])
    unsent = ListQuery("ticket", (Filter("", Comparison.UNSENT),), sort=sort)
    assert [row.record_id for row in stores.reader.first_rows(unsent, 5)] == ["t5"]
    compiled = compile_query(Layout(standard_registry()), unsent, datetime.now(UTC))
    (lead,) = compiled.conditions
    for part in compiled.parts(lead):
        assert "INDEXED BY k_ticket_by_pending" in part.source
    stores.close()


def test_a_conversation_is_in_the_order_of_the_desk_with_unsent_words_last():
    stores = memory_stores(standard_registry())
    page = [entry("late", "t1", "x", 10), entry("e2", "t1", "x", 2), entry("e1", "t1", "x", 1)]
    stores.cache.apply_page([snap("t1", ticket(1)), *page, entry("alien", "t2", "x", 1)], feed())
    mine = entry("mine", "t1", "unsent", None, created_at="2020-01-01T00:00:00.000Z")
    stores.cache.write_views([view("mine", mine.doc, kind="entry")])
    found = stores.reader.children("entry", RecordId("t1"))
    assert [one.record_id for one in found] == ["e1", "e2", "late", "mine"]
    stores.close()


def test_records_and_names(reader):
    found = reader.records("ticket", [RecordId("t1"), RecordId("none"), RecordId("t2")])
    assert set(found) == {"t1", "t2"}
    assert reader.record("ticket", RecordId("none")) is None
    assert sorted(one.record_id for one in reader.all_of("person")) == ["p0", "p1", "p2"]
    assert [one.record_id for one in reader.find_names("person", "", 2)] == ["p1", "p0"]
    assert [one.record_id for one in reader.find_names("person", "iva", 5)] == ["p2"]
    assert [one.record_id for one in reader.find_names("person", "p0@exam", 5)] == ["p0"]
    assert reader.find_names("person", "nobody", 5) == []
    assert reader.rows("ticket", [1, 2, 3]) == []


STANDARD = {
    "all": ListQuery("ticket"),
    "open": ListQuery("ticket", (OPEN,)),
    "mine": ListQuery("ticket", (OPEN, Filter("owner", values=("p0",)))),
    "unassigned": ListQuery("ticket", (OPEN, Filter("owner", Comparison.EMPTY))),
    "queue": ListQuery("ticket", (Filter("queue", values=("q1",)),)),
    "queue open": ListQuery("ticket", (OPEN, Filter("queue", values=("q1",)))),
    "requester": ListQuery("ticket", (Filter("requester", values=("p1",)),)),
    "waits": ListQuery("ticket", (OPEN, Filter("waits_for_us", values=(True,)))),
    "news": ListQuery("ticket", sort="-created_at"),
    "number": ListQuery("ticket", sort="number"),
    "priority": ListQuery("ticket", sort="priority"),
    "due": ListQuery("ticket", sort="due_at"),
    "due down": ListQuery("ticket", sort="-due_at"),
    "subject": ListQuery("ticket", sort="subject"),
    "jump": ListQuery("ticket", (OPEN,), number=7),
    "words": ListQuery("ticket", words=(Word("paper"),)),
    "people": ListQuery("person", sort="name"),
}


@pytest.mark.parametrize("name", STANDARD)
def test_no_standard_view_sorts_or_walks_a_table(reader, name):
    plan = reader.explain(STANDARD[name])
    for line in plan:
        assert "TEMP B-TREE" not in line, plan
        walks = line.startswith("SCAN t") and "INDEX" not in line
        assert not walks or STANDARD[name].sort == "-created_at", plan


def test_filters_on_references_use_their_index(reader):
    for name in ("mine", "queue", "requester", "unassigned", "queue open"):
        plan = reader.explain(STANDARD[name])
        assert plan[0].startswith("SEARCH t USING INDEX"), plan


def test_before_the_first_pull_has_ended_lists_work_without_the_later_indexes():
    stores = memory_stores(standard_registry())
    stores.cache.apply_page([snap(f"t{n}", ticket(n)) for n in range(9)], feed(cursor="", page="2"))
    index_all(stores)
    query = STANDARD["queue open"]
    assert len(stores.reader.first_rows(query, 50)) == 9
    assert "by_open" in stores.reader.explain(query)[0]
    stores.cache.end_generation(feed())
    index_all(stores)
    assert "open_f_queue" in stores.reader.explain(query)[0]
    stores.close()


def test_members_of_sets_are_found_with_and_without_their_index():
    stores = memory_stores(standard_registry())
    rows = [snap(f"t{n}", ticket(n, tags=["VIP"] if n % 3 == 0 else [])) for n in range(9)]
    stores.cache.apply_page(rows, feed(cursor="", page="2"))
    query = ListQuery("ticket", filters=(Filter("tags", values=("vip",)),))
    assert len(stores.reader.first_rows(query, 50)) == 3
    stores.cache.end_generation(feed())
    index_all(stores)
    assert len(stores.reader.first_rows(query, 50)) == 3
    assert any("k_ticket_set_by_value" in line for line in stores.reader.explain(query))
    stores.cache.apply_page([snap("t0", ticket(0, tags=["quiet"]), ver=2)], feed())
    assert len(stores.reader.first_rows(query, 50)) == 2
    stores.close()


def test_a_superseded_read_stops():
    stores = memory_stores(standard_registry())
    stores.cache.apply_page([snap(f"t{n}", ticket(n)) for n in range(400)], feed())
    reader = stores.reader
    begun = threading.Event()
    connection = stores.cache._database.raw

    def slow(value: object) -> object:
        begun.set()
        return value

    connection.create_function("slow", 1, slow)
    outcome: list[BaseException] = []

    def read() -> None:
        # Any statement of the reader will do; this one lasts for ever.
        sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT slow(x) FROM n) SELECT x FROM n"
        try:
            reader._all(sql, ())
        except InterruptedError as error:
            outcome.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(10)
    reader.interrupt()
    thread.join(10)
    assert len(outcome) == 1
    assert len(reader.first_rows(ListQuery("ticket"), 5)) == 5
    stores.close()


def test_the_reader_cannot_write_and_sees_commits_at_once(stores_on_disk):
    stores, reader = stores_on_disk
    assert reader.count(ListQuery("ticket")) == 0
    stores.cache.apply_page([snap("t1", ticket(1))], feed())
    assert reader.count(ListQuery("ticket")) == 1
    with pytest.raises(StorageError):
        reader._all("DELETE FROM k_ticket", ())


@pytest.fixture
def stores_on_disk(opening, folder, key, registry):
    stores = opening()
    reader = open_reader(folder, key, registry)
    yield stores, reader
    reader.close()


def test_a_reader_alone_makes_an_empty_cache(folder, registry):
    folder.mkdir(parents=True)
    reader = open_reader(folder, PLAIN, registry)
    assert reader.first_rows(ListQuery("ticket"), 5) == []
    reader.close()


class CountedSteps:
    """A connection that counts the rows its driver hands over, each of which it waits for."""

    def __init__(self, connection):
        self._connection = connection
        self.rows = []

    def execute(self, sql, params=()):
        self._found = self._connection.execute(sql, params).fetchall()
        self.rows.append(len(self._found))
        return self

    def fetchall(self):
        return self._found

    def __getattr__(self, name):
        return getattr(self._connection, name)


def test_however_many_rows_there_are_the_window_waits_for_the_driver_once(stores_on_disk):
    stores, whole = stores_on_disk
    odd = 'a "b" \\ \n\t\x01 Ёж 🖨 \u202e'
    snaps = [snap(f"t{n}", ticket(n, subject=f"{n} {odd}", owner=None)) for n in range(300)]
    stores.cache.apply_page(snaps, feed())
    steps = CountedSteps(whole._connection)
    reader = SqlReader(steps, whole._layout, close=lambda: None)
    query = ListQuery("ticket")
    keys = reader.first_keys(query, 300)
    rows = reader.rows("ticket", keys)
    views = reader.records("ticket", [row.record_id for row in rows])
    assert len(keys) == len(rows) == len(views) == 300
    assert {str(one.doc["subject"]) for one in views.values()} == {f"{n} {odd}" for n in range(300)}
    assert [tuple(row.values) for row in rows] == [
        tuple(row.values) for row in reader.first_rows(query, 300)
    ]
    assert max(steps.rows) < 300


def test_a_reader_at_rest_gives_up_its_pages_and_reads_on(stores_on_disk):
    stores, reader = stores_on_disk
    stores.cache.apply_page([snap("t1", ticket(1))], feed())
    assert reader.count(ListQuery("ticket")) == 1
    asked: list[str] = []
    reader._connection.set_trace_callback(asked.append)
    reader.rest()
    reader._connection.set_trace_callback(None)
    assert asked == ["PRAGMA shrink_memory"]
    assert reader.count(ListQuery("ticket")) == 1


def test_reading_does_not_load_sqlalchemy():
    program = (
        "import sys, deskclient.storage.reader\n"
        "heavy = {'sqlalchemy', 'alembic', 'asyncio', 'httpx', 'keyring', 'cryptography'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
