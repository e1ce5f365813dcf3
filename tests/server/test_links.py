"""Links between tickets stand at both ends, and a merge takes them along."""

from typing import Any

import pytest

from tests.server.calling import Caller, create, edit, remove
from tests.server.service import MiniDesk


@pytest.fixture
def lena(any_mini: MiniDesk) -> Caller:
    caller = Caller(any_mini, "lena", "client-lena")
    assert caller.sign_in().status == 200
    caller.pull()
    return caller


def link(ticket: str, field: str, add: tuple[str, ...] = (), drop: tuple[str, ...] = ()) -> Any:
    return {**edit(ticket, {}), "patch": {"add": {field: add}, "remove": {field: drop}}}


def merge(ticket: str, survivor: str) -> Any:
    return edit(ticket, {"merged_into": None}, merged_into=survivor)


def doc(caller: Caller, ticket: str) -> dict[str, Any]:
    found: dict[str, Any] = caller.rows["ticket", ticket]["doc"]
    return found


def test_a_link_stands_at_both_ends_and_goes_from_both(lena, any_mini):
    one, other = any_mini.tickets[:2]
    assert lena.push(link(one, "depends_on", add=(other,)))[0]["verdict"] == "applied"
    lena.follow()
    assert doc(lena, one)["depends_on"] == [other]
    assert doc(lena, other)["needed_by"] == [one]
    # Taken away at the other end.
    lena.push(link(other, "needed_by", drop=(one,)))
    lena.follow()
    assert (doc(lena, one)["depends_on"], doc(lena, other)["needed_by"]) == ([], [])


def test_a_link_that_looks_the_same_from_both_ends_stands_in_one_field(lena, any_mini):
    one, other = any_mini.tickets[:2]
    lena.push(link(one, "related", add=(other,)))
    lena.follow()
    assert (doc(lena, one)["related"], doc(lena, other)["related"]) == ([other], [one])


def test_the_history_of_both_tells_of_a_link(lena, any_mini):
    one, other = any_mini.tickets[:2]
    lena.push(link(one, "duplicates", add=(other,)))
    lena.follow()
    told = {
        row["doc"]["ticket"]: row["doc"]["changes"]
        for (kind, _), row in lena.rows.items()
        if kind == "entry" and row["doc"].get("type") == "event"
    }
    assert told[one] == [{"field": "duplicates", "old": None, "new": [other]}]
    assert told[other] == [{"field": "duplicated_by", "old": None, "new": [one]}]


def test_a_link_that_is_there_already_changes_nothing(lena, any_mini):
    one, other = any_mini.tickets[:2]
    lena.push(link(one, "parts", add=(other,)))
    lena.follow()
    before = lena.state()
    assert lena.push(link(one, "parts", add=(other,)))[0]["verdict"] == "applied"
    assert lena.push(link(other, "part_of", add=(one,)))[0]["verdict"] == "applied"
    assert not lena.follow()
    assert lena.state() == before


@pytest.mark.parametrize("field", ["related", "depends_on"])
def test_a_ticket_is_not_linked_with_itself(lena, any_mini, field):
    one = any_mini.tickets[0]
    verdict = lena.push(link(one, field, add=(one,)))[0]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", "itself")


def test_a_ticket_that_one_may_not_see_is_not_linked(any_mini):
    boris = Caller(any_mini, "boris", "client-boris")
    boris.sign_in()
    hidden = any_mini.tickets[1]
    verdict = boris.push(link(any_mini.tickets[0], "related", add=(hidden,)))[0]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", "reference")


def test_a_link_to_what_is_hidden_by_now_does_not_stand_in_the_way_of_others(lena, any_mini):
    one, hidden, third = any_mini.tickets[0], any_mini.tickets[1], any_mini.tickets[3]
    lena.push(link(one, "related", add=(hidden,)))
    boris = Caller(any_mini, "boris", "client-boris")
    boris.sign_in()
    assert boris.push(link(one, "related", add=(third,)))[0]["verdict"] == "applied"
    lena.follow()
    assert doc(lena, one)["related"] == sorted([hidden, third])


def test_a_deleted_ticket_is_named_by_no_other(lena, any_mini):
    one, other = any_mini.tickets[:2]
    lena.push(link(one, "depends_on", add=(other,)))
    assert lena.push(remove(other, 2))[0]["verdict"] == "applied"
    lena.follow()
    assert doc(lena, one)["depends_on"] == []


def test_a_merge_takes_messages_and_links_along(lena, any_mini):
    """Row 46."""
    loser, survivor, third, fourth = any_mini.tickets[:4]
    lena.push(
        link(loser, "depends_on", add=(third, survivor)),
        link(fourth, "refers_to", add=(loser,)),
        link(survivor, "depends_on", add=(fourth,)),
    )
    op = merge(loser, survivor)
    assert lena.push(op)[0]["verdict"] == "applied"
    assert lena.push(op)[0]["verdict"] == "duplicate"
    rows = {row["id"]: row for row in lena.follow()}
    assert rows[loser]["moved_to"] == survivor
    assert doc(lena, survivor)["depends_on"] == sorted([third, fourth])
    assert doc(lena, survivor)["needed_by"] == []
    assert doc(lena, survivor)["referred_by"] == [fourth]
    assert doc(lena, fourth)["refers_to"] == [survivor]
    assert doc(lena, third)["needed_by"] == [survivor]
    said = {row["doc"].get("body") for row in lena.rows.values() if row["kind"] == "entry"}
    assert "Words 0 about printer 0" in said
    assert lena.state() == lena.ids()


def test_a_merge_with_itself_or_with_what_is_gone_is_refused(lena, any_mini):
    one, other = any_mini.tickets[:2]
    itself = lena.push(merge(one, one))[0]
    assert (itself["verdict"], itself["problem"]["rule"]) == ("rejected", "itself")
    lena.push(remove(other, 1))
    gone = lena.push(merge(one, other))[0]
    assert (gone["verdict"], gone["problem"]["rule"]) == ("rejected", "reference")


def test_who_may_only_read_the_survivor_does_not_merge_into_it(any_mini):
    """Row 47."""
    queues = {any_mini.queues[0]: "work", any_mini.queues[1]: "read"}
    boris = Caller(any_mini, "boris", "client-boris")
    boris.sign_in()
    any_mini.desk.accounts.set_rights(boris.person_id, queues=queues)
    verdict = boris.push(merge(any_mini.tickets[0], any_mini.tickets[1]))[0]
    assert verdict["verdict"] == "forbidden"


def test_no_ticket_begins_merged(lena, any_mini):
    made = {
        "subject": "New",
        "queue": any_mini.queues[0],
        "requester": any_mini.requesters[0],
        "merged_into": any_mini.tickets[0],
    }
    assert lena.push(create("ticket", **made))[0]["problem"]["rule"] == "server_only"
