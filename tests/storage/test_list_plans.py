"""What reading a list costs: open tickets must not pay for the years of finished ones behind them.

Costs are counted in the database's own steps, so that they are the same on every machine.
"""

from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product

import pytest
from msgspec.structs import replace

from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.query import Comparison, Filter, ListQuery, Word
from deskclient.storage import reader as reading
from deskclient.storage.layout import Layout
from deskclient.storage.reader import SqlReader
from deskclient.storage.stores import memory_stores
from deskclient.ui.views import standing_views
from tests.storage.builders import feed, snap, ticket

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ME = RecordId("p1")
OPEN = Filter("status", Comparison.OPEN)
FEW, MANY, LISTED = 40, 2000, 300
SORTS = [
    f"{sign}{spec.name}"
    for spec, sign in product(standard_registry()["ticket"].columns, ("", "-"))
    if spec.indexed
]
VIEWS = {one.id: one.query for one in standing_views(ME) if one.id != "work:unsent"}
LISTS = {
    **VIEWS,
    "a queue": ListQuery("ticket", (OPEN, Filter("queue", values=("q1",)))),
    "states with work left": ListQuery("ticket", (Filter("status", values=("open", "planned")),)),
    "a state with work left": ListQuery("ticket", (Filter("status", values=("planned",)),)),
    "a colleague": ListQuery("ticket", (OPEN, Filter("owner", values=("p2",)))),
    "chips": ListQuery(
        "ticket",
        (
            OPEN,
            Filter("queue", values=("q1",)),
            Filter("priority", values=("high", "critical")),
            Filter("owner", values=("p2", "p3")),
            Filter("due_at", Comparison.AFTER, ("2026-01-01",)),
        ),
    ),
}


def one_ticket(n, *, done):
    return ticket(
        n,
        status=("solved", "closed")[n % 2] if done else ("new", "open", "planned")[n % 3],
        priority=("critical", "high", "normal", "low")[n % 4],
        queue=f"q{n % 3}",
        owner=[None, "p1", "p2", "p3", "lost"][n % 5],
        requester=f"p{n % 4}",
        due_at=f"2026-02-{1 + n % 28:02}T00:00:00.000Z" if n % 2 else None,
        last_entry_at=f"2026-01-{1 + n % 28:02}T00:00:00.000Z",
        waits_for_us=not done and n % 2 == 0,
    )


def reader_of(finished):
    """Make a cache with some open tickets and many or few finished ones, older than all of them."""
    stores = memory_stores(standard_registry())
    people = [
        snap(
            f"p{n}", {"name": f"Agent {n}", "created_at": "2025-01-01T00:00:00.000Z"}, kind="person"
        )
        for n in range(4)
    ]
    rows = [snap(f"t{n}", one_ticket(n, done=n < finished)) for n in range(finished + LISTED)]
    stores.cache.apply_page([*people, *rows], feed())
    stores.cache.end_generation(feed())
    while stores.cache.prepare_step():
        pass
    connection = stores.cache._database.raw
    made = SqlReader(connection, Layout(standard_registry()), now=lambda: NOW, close=stores.close)
    return made, connection


@pytest.fixture(scope="module")
def few():
    made = reader_of(FEW)
    yield made
    made[0].close()


@pytest.fixture(scope="module")
def many():
    made = reader_of(MANY)
    yield made
    made[0].close()


def steps(made, read):
    """Count the steps of a read, also while the reader watches them itself."""
    reader, connection = made
    taken = [0]

    def tick():
        taken[0] += 1
        return 0

    @contextmanager
    def watched(enough, every):
        begun = taken[0]

        def look():
            tick()
            return (taken[0] - begun) % every == 0 and enough()

        connection.set_progress_handler(look, 1)
        try:
            yield
        finally:
            connection.set_progress_handler(tick, 1)

    read(reader)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_watched", watched)
        connection.set_progress_handler(tick, 1)
        read(reader)
    connection.set_progress_handler(None, 0)
    return taken[0]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", LISTS)
def test_the_past_costs_lists_of_open_tickets_nothing(few, many, name, sort, monkeypatch):
    query = replace(LISTS[name], sort=sort)
    for few_rows in (reading.FEW, 0):
        monkeypatch.setattr(reading, "FEW", few_rows)
        costs = [steps(made, lambda reader: reader.first_rows(query, 50)) for made in (few, many)]
        assert costs[1] <= costs[0] * 1.1 + 100
        costs = [steps(made, lambda reader: reader.first_keys(query, 50)) for made in (few, many)]
        assert costs[1] <= costs[0] * 1.1 + 100


@pytest.mark.parametrize("name", LISTS)
def test_the_past_costs_counts_and_whole_lists_nothing(few, many, name):
    for read in (
        lambda reader: reader.count(LISTS[name]),
        lambda reader: reader.keys(LISTS[name]),
    ):
        assert steps(many, read) <= steps(few, read) * 1.1 + 100


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", LISTS)
def test_every_order_of_every_view_is_read_from_an_index(many, name, sort, monkeypatch):
    """With more rows than can be sorted at once."""
    monkeypatch.setattr(reading, "FEW", 0)
    for line in many[0].explain(replace(LISTS[name], sort=sort)):
        assert "SCAN t" not in line or "USING INDEX" in line or "USING COVERING INDEX" in line
        if line.startswith(("SCAN t ", "SEARCH t ")):
            assert "_open" in line, line


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", LISTS)
def test_however_a_list_is_read_it_is_the_same_list(few, name, sort, monkeypatch):
    reader, query = few[0], replace(LISTS[name], sort=sort)
    sorted_rows = list(reader.keys(query))
    assert [row.key for row in reader.first_rows(query, LISTED)] == sorted_rows
    assert list(reader.first_keys(query, 50)) == sorted_rows[:50]
    monkeypatch.setattr(reading, "FEW", 0)
    assert list(reader.keys(query)) == sorted_rows
    assert reader.count(query) == len(sorted_rows)
    plain = SqlReader(few[1], Layout(standard_registry()), now=lambda: NOW, close=lambda: None)
    monkeypatch.setattr(plain, "_existing_indexes", frozenset)
    assert list(plain.keys(query)) == sorted_rows


# Two of three open tickets are new or planned; the others stand among them.
OFTEN = ListQuery("ticket", (OPEN, Filter("status", values=("new", "planned"))), sort="due_at")


@pytest.mark.parametrize(("sort", "bound"), [("due_at", "WALKED_BY_KEYS"), ("priority", "WALKED")])
def test_where_many_rows_pass_the_first_are_read_without_counting_them(
    many, monkeypatch, sort, bound
):
    monkeypatch.setattr(reading, "FEW", 10)
    often = replace(OFTEN, sort=sort)
    walked = steps(many, lambda reader: reader.first_keys(often, 20))
    found = many[0].first_keys(often, 20)
    monkeypatch.setattr(reading, bound, 1)
    assert walked < steps(many, lambda reader: reader.first_keys(often, 20)) / 2
    assert many[0].first_keys(often, 20) == found


@pytest.mark.parametrize(("sort", "opened"), [("due_at", 1), ("priority", 2)])
def test_open_tickets_of_some_states_are_found_by_date_without_reading_a_row(many, sort, opened):
    """The program SQLite makes opens the index alone; by priority the rows too."""
    reader, connection = many
    (part, *_rest) = reader._compiled(replace(OFTEN, sort=sort)).parts_for(None, keys_alone=True)
    sql, params = part.select("t.rowid", 20)
    program = connection.execute(f"EXPLAIN {sql}", params).fetchall()
    assert sum(one[1] == "OpenRead" for one in program) == opened


def test_a_list_is_read_in_the_same_way_each_time(monkeypatch):
    """Whatever steps the same statements took before: SQLite goes on counting them."""
    reader, connection = fresh = reader_of(FEW)
    monkeypatch.setattr(reading, "FEW", 10)
    walked = steps(fresh, lambda reader: reader.first_keys(OFTEN, 20))
    monkeypatch.setattr(reading, "WALKED_BY_KEYS", int(walked * 1.3))
    ways = []
    for _ in range(12):
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        reader.first_keys(OFTEN, 20)
        connection.set_trace_callback(None)
        ways.append(len(asked))
    reader.close()
    assert len(set(ways)) == 1


def test_a_look_whether_the_first_rows_are_near_costs_little(many, monkeypatch):
    """Hardly a row passes, so that it finds too few."""
    monkeypatch.setattr(reading, "FEW", 0)
    query = ListQuery("ticket", (OPEN, Filter("subject", values=("Ticket 1",)), *OFTEN.filters))
    looked = steps(many, lambda reader: reader.first_keys(query, 20))
    monkeypatch.setattr(reading, "WALKED", 1)
    assert looked <= steps(many, lambda reader: reader.first_keys(query, 20)) + 2_500


@pytest.mark.parametrize("name", ["work:open", "work:mine"])
def test_the_first_keys_of_a_view_are_read_from_an_index_alone(many, name):
    rows = steps(many, lambda reader: reader.first_rows(VIEWS[name], 50))
    keys = steps(many, lambda reader: reader.first_keys(VIEWS[name], 50))
    assert keys < rows / 2


def test_a_list_filtered_to_one_value_is_not_sorted_by_it(many):
    query = ListQuery("ticket", (OPEN, Filter("owner", Comparison.EMPTY)), sort="owner")
    assert many[0].explain(query) == ["SEARCH t USING INDEX k_ticket_open_f_owner (f_owner=?)"]


def test_a_list_without_some_words_is_read_from_the_index_of_its_order(many):
    query = ListQuery("ticket", (OPEN,), words=(Word("printer", negated=True),), sort="due_at")
    assert "k_ticket_open_f_due_at" in many[0].explain(query)[0]


def test_two_bounds_of_a_field_are_read_as_one_range(many):
    after = Filter("due_at", Comparison.AFTER, ("2026-02-03",))
    before = Filter("due_at", Comparison.BEFORE, ("2026-02-05",))
    query = ListQuery("ticket", (OPEN, after, before), sort="priority")
    assert "(f_due_at>? AND f_due_at<?)" in many[0].explain(query)[0]


# --- what no index leads to ---------------------------------------------------------------------


class Watch:
    """A clock that jumps ahead when it is looked at."""

    def __init__(self, step):
        self.now = 0.0
        self.step = step

    def __call__(self):
        self.now += self.step
        return self.now


def test_a_list_that_takes_too_long_is_given_up_and_the_next_one_read(many, monkeypatch):
    monkeypatch.setattr(reading, "LOOKS_UP_AFTER", 100)
    layout = Layout(standard_registry())
    watch = Watch(0.01)
    reader = SqlReader(many[1], layout, now=lambda: NOW, timer=watch, close=lambda: None)
    # No index tells which subjects are empty.
    query = ListQuery("ticket", (Filter("subject", Comparison.EMPTY),))
    with pytest.raises(TimeoutError):
        reader.first_rows(query, 50, 0.05)
    with pytest.raises(TimeoutError):
        reader.first_keys(query, 50, 0.05)
    assert reader.first_rows(query, 50) == []
    watch.step = 0.0
    assert reader.first_rows(query, 50, 0.05) == []
    assert len(reader.first_rows(VIEWS["work:open"], 50, 0.05)) == 50


@pytest.mark.parametrize("states", [("open", "closed"), ("closed",), (None, "open"), ("odd",)])
def test_states_are_taken_for_open_ones_only_if_all_are(many, states):
    reader = many[0]
    query = ListQuery("ticket", (Filter("status", values=states),))
    every = reader.first_rows(ListQuery("ticket"), MANY + LISTED)
    place = reader._layout["ticket"].kind.columns.index(
        reader._layout["ticket"].kind.field_map["status"]
    )
    wanted = {row.key for row in every if row.values[place] in states}
    assert set(reader.keys(query)) == wanted


def test_words_need_no_index_of_open_tickets(many):
    query = ListQuery("ticket", (OPEN,), (Word("printer"),), sort="-created_at")
    assert "VIRTUAL TABLE" in many[0].explain(query)[0]
