"""How the search index is kept in parts while a first pull fills it, and merged afterwards."""

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import DamagedError
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.query import ListQuery, Word
from deskclient.storage.stores import memory_stores
from tests.storage.builders import FIRST, feed, snap, ticket


@pytest.fixture
def memory():
    stores = memory_stores(standard_registry())
    yield stores
    stores.close()


def merged_from(stores):
    """Tell from how many parts on the search index of tickets merges them; unasked, it is 4."""
    with stores.cache._database.read() as session:
        row = session.first("SELECT v FROM fts_ticket_config WHERE k = 'automerge'")
    return 4 if row is None else row[0]


def test_the_parts_of_the_search_index_are_merged_as_they_come_except_in_a_first_pull(memory):
    memory.cache.apply_page([snap("t1", ticket(1, subject="straw"))], FIRST)
    assert merged_from(memory) == 0
    memory.cache.end_generation(feed())
    assert merged_from(memory) == 4
    # One that ends with the brake has no such end.
    memory.cache.apply_page([snap("t2", ticket(2))], replace(FIRST, generation=2))
    assert merged_from(memory) == 0
    memory.cache.apply_page((), feed(generation=2))
    assert merged_from(memory) == 4


def test_what_a_first_pull_left_in_many_parts_is_merged_after_it(memory):
    def parts():
        with memory.cache._database.read() as session:
            return session.number("SELECT count(DISTINCT segid) FROM fts_ticket_idx")

    for n in range(9):
        memory.cache.apply_page([snap(f"t{n}", ticket(n, subject=f"straw {n}"))], FIRST)
    memory.cache.end_generation(feed())
    assert parts() == 9
    while memory.cache.prepare_step():
        pass
    assert parts() < 4
    assert memory.cache.prepare_step() == 0
    assert memory.reader.count(ListQuery("ticket", words=(Word("straw"),))) == 9


def test_a_first_pull_that_was_interrupted_still_ends_with_merging(opening):
    opening().cache.apply_page([snap("t1", ticket(1))], FIRST)
    stores = opening()
    assert merged_from(stores) == 0
    stores.cache.end_generation(feed())
    assert merged_from(stores) == 4


def test_a_page_that_fails_leaves_no_doubt_whether_parts_are_merged(memory, monkeypatch):
    def fail(*_: object) -> None:
        raise DamagedError("Broken", "for this test")

    with monkeypatch.context() as broken:
        broken.setattr("deskclient.storage.cache.put_quarantined", fail)
        with pytest.raises(DamagedError):
            memory.cache.apply_page([snap("t1", ticket(1))], FIRST)
    assert merged_from(memory) == 4
    memory.cache.apply_page([snap("t1", ticket(1))], FIRST)
    assert merged_from(memory) == 0
