"""What a person has still to read: news of others, never what they wrote themselves."""

import pytest
from msgspec.structs import replace

from deskclient.domain.digest import row_digest
from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.query import ListQuery
from deskclient.storage.stores import memory_stores
from tests.storage.builders import FIRST, feed, snap, ticket

ALL = ListQuery("ticket")


@pytest.fixture
def memory():
    stores = memory_stores(standard_registry())
    yield stores
    stores.close()


def test_reading_marks_and_news_unmark(memory):
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap("t1", ticket(1), 3)], FIRST)
    assert not reader.first_rows(ALL, 1)[0].unread
    cache.apply_page([snap("t1", ticket(1, subject="x"), 4), snap("t2", ticket(2))], feed())
    assert [row.unread for row in reader.first_rows(ALL, 2)] == [True, True]
    cache.mark_read("ticket", RecordId("t1"), 4)
    assert {row.record_id: row.unread for row in reader.first_rows(ALL, 2)} == {
        "t1": False,
        "t2": True,
    }


def test_what_the_person_wrote_is_read_unless_others_wrote_before_it(memory):
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap("t1", ticket(1), 3), snap("t2", ticket(2), 3)], FIRST)
    cache.apply_page([snap("t1", ticket(1, subject="x"), 5), snap("t2", ticket(2), 5)], feed())
    own = {("ticket", RecordId("t1")): {5, 4}, ("ticket", RecordId("t2")): {5}}
    cache.mark_own(own)
    assert {row.record_id: row.unread for row in reader.first_rows(ALL, 2)} == {
        "t1": False,
        "t2": True,
    }


def test_news_of_ones_own_doing_leave_a_record_read_unless_others_wrote_before(memory):
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap("t1", ticket(1), 3), snap("t2", ticket(2), 3)], FIRST)
    cache.apply_page([snap("t2", ticket(2, subject="theirs"), 4)], feed())
    mine = [replace(snap(one, ticket(1), 7), own=True) for one in ("t1", "t2")]
    cache.apply_page(mine, feed())
    assert {row.record_id: row.unread for row in reader.first_rows(ALL, 2)} == {
        "t1": False,
        "t2": True,
    }
    cache.apply_page([snap("t1", ticket(1, subject="theirs"), 8)], feed())
    assert all(row.unread for row in reader.first_rows(ALL, 2))
    cache.apply_page([replace(snap("t3", ticket(3), 2), own=True)], feed())
    assert reader.first_rows(ALL, 3)[0].unread


def test_what_comes_beside_the_feed_is_news_unless_it_is_ones_own(memory):
    """What a comparison finds was missed so far, and has to be read."""
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap("t1", ticket(1), 3), snap("t2", ticket(2), 3)], FIRST)
    cache.apply_snaps([snap("t1", ticket(1), 4), replace(snap("t2", ticket(2), 4), own=True)], [])
    assert {row.record_id: row.unread for row in reader.first_rows(ALL, 2)} == {
        "t1": True,
        "t2": False,
    }


def test_reading_an_older_version_than_is_here_by_now_leaves_the_newer_to_be_read(memory):
    """Row 18: the mark of a version that a restored desk has lost is none of what follows."""
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap("t1", ticket(1), 5)], FIRST)
    cache.apply_snaps([replace(snap("t1", ticket(1), 3), stepped_back=True)], [])
    cache.mark_read("ticket", RecordId("t1"), 5)
    cache.apply_page([snap("t1", ticket(1, subject="since"), 4)], feed())
    assert reader.first_rows(ALL, 1)[0].unread


def test_a_snapshot_goes_back_with_a_desk_that_stepped_back_and_what_follows_is_news(memory):
    """Row 18: nothing tells of the restoration but the comparison of everything."""
    cache = memory.cache
    cache.apply_page([snap("t1", ticket(1, subject="new"), 5)], feed())
    cache.mark_read("ticket", RecordId("t1"), 5)
    older = replace(snap("t1", ticket(1, subject="restored"), 3), stepped_back=True)
    cache.apply_snaps([older], [])
    assert memory.reader.record("ticket", RecordId("t1")).doc["subject"] == "restored"
    assert cache.digest() == (1, row_digest("ticket", "t1", 3))
    cache.apply_page([snap("t1", ticket(1, subject="written since"), 4)], feed())
    assert memory.reader.first_rows(ALL, 5)[0].unread
