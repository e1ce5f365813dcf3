# ruff: noqa: S608 - names in SQL come from the layout.
"""Rows that change: what differs is written, and they are as if they had been written whole."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from deskclient.domain.fields import Value
from deskclient.domain.kinds.standard import standard_registry
from deskclient.storage.database import Row
from deskclient.storage.layout import Layout
from deskclient.storage.port import Snap, ViewRow
from deskclient.storage.stores import MemoryStores, memory_stores
from tests.storage.builders import feed, snap, ticket, view

REGISTRY = standard_registry()
TICKET = Layout(REGISTRY)["ticket"]
TAGS: tuple[Value, ...] = ([], ["vpn"], ["vpn", "printer"], ["Принтер"])


def stored(stores: MemoryStores) -> tuple[list[Mapping[str, Any]], list[Row]]:
    """Read the rows of tickets as columns, and the members of their sets."""
    with stores.cache._database.read() as session:
        rows = session.named(f"SELECT * FROM {TICKET.table} ORDER BY key")
        members = session.all(f"SELECT field, value, key FROM {TICKET.sets} ORDER BY 1, 2, 3")
    return rows, members


def updates_by(stores: MemoryStores, row: ViewRow) -> list[str]:
    """List what writing a view changes in the table of tickets."""
    asked: list[str] = []
    stores.cache._database.session.before = asked.append
    stores.cache.write_views([row])
    stores.cache._database.session.before = None
    return [one for one in asked if one.startswith(f"UPDATE {TICKET.table} ")]


def test_of_a_row_only_the_columns_that_differ_are_written():
    """Each column that is named is taken out of its indexes and put back, changed or not."""
    stores = memory_stores(REGISTRY)
    stores.cache.apply_page([snap("t1", ticket(1, tags=["vpn"]))], feed())
    changed = view("t1", ticket(1, tags=["vpn"], priority="high"))
    assert updates_by(stores, changed) == [
        f'UPDATE {TICKET.table} SET state = ?, pending = ?, "f_priority" = ? WHERE key = ?'
    ]
    again = view("t1", ticket(1, tags=["vpn"], priority="high"), pending=2)
    assert updates_by(stores, again) == [f"UPDATE {TICKET.table} SET pending = ? WHERE key = ?"]
    stores.close()


def test_what_shows_more_than_its_snapshot_is_found_without_going_through_all_rows():
    """It is asked for at every start, and no edit is stored meanwhile."""
    stores = memory_stores(REGISTRY)
    stores.cache.write_views([view("t1", ticket(1))])
    asked: list[str] = []
    session = stores.cache._database.session
    session.before = asked.append
    assert stores.cache.overlaid() == (("ticket", "t1"),)
    session.before = None
    plans = [row[3] for sql in asked for row in session.all(f"EXPLAIN QUERY PLAN {sql}")]
    assert [plan for plan in plans if plan.startswith("SCAN k_")] == []
    assert any("by_pending" in plan for plan in plans)
    stores.close()


docs = st.fixed_dictionaries(
    {
        "subject": st.sampled_from(["Printer", "Drucker", "ПРИНТЕР"]),
        "status": st.sampled_from(["new", "open", "solved", "closed"]),
        "priority": st.sampled_from(["low", "normal", "critical"]),
        "owner": st.sampled_from([None, "p1", "p2"]),
        "tags": st.sampled_from(TAGS),
        "minutes_spent": st.sampled_from([None, 0, 15]),
    }
)


@settings(max_examples=60)
@given(steps=st.lists(st.tuples(docs, st.booleans()), min_size=1, max_size=5))
def test_a_row_changed_step_by_step_is_as_if_written_at_once(steps):
    """Snapshots and views in any order: columns and sets are those of the last of them."""
    by_steps, at_once = memory_stores(REGISTRY), memory_stores(REGISTRY)
    last: Snap | None = None
    top: ViewRow | None = None
    for at, (doc, is_view) in enumerate(steps):
        if is_view:
            top = view("t1", ticket(1, **doc))
            by_steps.cache.write_views([top])
        else:
            last, top = snap("t1", ticket(1, **doc), ver=at + 1), None
            by_steps.cache.apply_page([last], feed())
    at_once.cache.apply_page([] if last is None else [last], feed())
    if top is not None:
        at_once.cache.write_views([top])
    unread = {"read_ver", "unread"}  # What was read before is known only step by step.
    (first, tags), (second, wanted_tags) = stored(by_steps), stored(at_once)
    assert [{k: v for k, v in row.items() if k not in unread} for row in first] == [
        {k: v for k, v in row.items() if k not in unread} for row in second
    ]
    assert tags == wanted_tags
    by_steps.close()
    at_once.close()
