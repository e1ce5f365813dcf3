"""What the desk refused stays refused, however late a copy of the operation arrives."""

import pytest

from deskclient.server.database.schema import OP_RESULT
from deskclient.server.ops import apply, desk
from tests.server.calling import IDS, Caller, create, edit, remove

UNIT = {"priority": "normal", "impact": "person", "urgency": "soon"}


@pytest.fixture
def anna(any_mini):
    return _signed_in(any_mini, "anna")


@pytest.fixture
def lena(any_mini):
    return _signed_in(any_mini, "lena")


def _signed_in(mini, login):
    caller = Caller(mini, login, f"client-{login}")
    assert caller.sign_in().status == 200
    return caller


def status(caller, op):
    return caller.call("POST", "/v1/ops/status", {"op_ids": [op["op_id"]]}).json()["verdicts"]


def priority(caller, mini, number=0):
    path = f"/v1/records/ticket/{mini.tickets[number]}"
    return caller.call("GET", path).json()["doc"]["priority"]


def under_another_id(op):
    return {**op, "op_id": IDS.new()}


def test_a_late_copy_of_a_conflict_is_not_applied_when_it_would_fit_again(anna, lena, any_mini):
    """Row 11: the person took theirs and threw theirs away; a proxy delivers the old request."""
    lena.push(edit(any_mini.tickets[0], UNIT, priority="critical"))
    op = edit(any_mini.tickets[0], UNIT, priority="low")
    first = anna.push(op)[0]
    assert first["verdict"] == "conflict"
    lena.push(edit(any_mini.tickets[0], {**UNIT, "priority": "critical"}, priority="normal"))
    again = anna.push(op)[0]
    assert again["verdict"] == "conflict"
    assert again["conflicts"] == first["conflicts"]
    assert again["ver"] == first["ver"]
    assert "doc" not in again, "the record has moved on; an old version must not go along"
    assert priority(anna, any_mini) == "normal"
    assert anna.push(under_another_id(op))[0]["verdict"] == "applied"


def test_a_late_copy_of_a_forbidden_change_is_not_applied_when_the_right_is_there(any_mini):
    """Row 11, row 47: rights that come later are for what is sent later."""
    boris = _signed_in(any_mini, "boris")
    op = edit(any_mini.tickets[0], UNIT, priority="high")
    set_rights, queue = any_mini.desk.accounts.set_rights, any_mini.queues[0]
    set_rights(boris.person_id, queues={queue: "read"})
    assert boris.push(op)[0]["verdict"] == "forbidden"
    set_rights(boris.person_id, queues={queue: "work"})
    assert boris.push(op)[0]["verdict"] == "forbidden"
    assert priority(boris, any_mini) == "normal"
    assert boris.push(under_another_id(op))[0]["verdict"] == "applied"


def test_a_refusal_is_told_whole_to_who_lost_the_answer(anna, lena, any_mini):
    """Row 5, row 10: looking for it gives what the lost answer had said."""
    lena.push(edit(any_mini.tickets[0], UNIT, priority="critical"))
    assert lena.push(remove(any_mini.tickets[1], 1))[0]["verdict"] == "applied"
    for op in (
        edit(any_mini.tickets[0], UNIT, priority="low"),
        edit(any_mini.tickets[2], UNIT, priority="no such"),
        edit(any_mini.tickets[1], UNIT, priority="low"),
        edit(IDS.new(), UNIT, priority="low"),
    ):
        told = {name: value for name, value in anna.push(op)[0].items() if name != "doc"}
        assert told["verdict"] in {"conflict", "rejected", "gone"}
        assert status(anna, op) == [told]
        assert anna.call("GET", f"/v1/ops/{op['op_id']}").json() == told
        assert status(lena, op) == []


def test_what_waits_is_not_final_and_comes_again_under_its_id(anna, any_mini):
    """Row 13: blocked and retry_later are no verdicts for good."""
    born = create("ticket", subject="x", queue=any_mini.queues[0], requester=any_mini.requesters[0])
    note = {**create("entry", ticket=born["id"], type="note", body="x")}
    note["depends_on"] = [born["op_id"]]
    assert anna.push(note)[0]["verdict"] == "blocked"
    path = f"/v1/tickets/{any_mini.tickets[0]}/entries"
    entry = anna.call("GET", path).json()["rows"][0]["id"]
    missing = create(
        "attachment",
        ticket=any_mini.tickets[0],
        entry=entry,
        name="a.txt",
        size=1,
        sha256="a" * 64,
    )
    assert anna.push(missing)[0]["verdict"] == "retry_later"
    assert status(anna, note) == status(anna, missing) == []
    assert [one["verdict"] for one in anna.push(born, note)] == ["applied", "applied"]


def test_what_depends_on_a_refused_operation_is_not_let_through_by_its_stored_verdict(
    anna, any_mini
):
    """Row 57: only what was applied counts as done."""
    born = create("ticket", subject="", queue=any_mini.queues[0], requester=any_mini.requesters[0])
    other = edit(any_mini.tickets[0], UNIT, priority="high")
    other["depends_on"] = [born["op_id"]]
    assert [one["verdict"] for one in anna.push(born, other)] == ["rejected", "blocked"]
    assert anna.push(other)[0]["verdict"] == "blocked"
    assert priority(anna, any_mini) == "normal"


def test_a_late_copy_of_a_group_is_refused_as_a_whole(anna, any_mini):
    """Row 11: its members go on under other ids; what they were sent with stays undone."""
    group = IDS.new()
    ops = [{**edit(one, UNIT, priority="high"), "group": group} for one in any_mini.tickets[:3]]
    ops[2]["base"] = {}
    ops[2]["base_ver"] = 7
    assert [one["verdict"] for one in anna.push(*ops)] == ["blocked", "blocked", "rejected"]
    assert [one["verdict"] for one in anna.push(*ops)] == ["blocked", "blocked", "rejected"]
    assert priority(anna, any_mini) == "normal"
    assert status(anna, ops[0]) == []
    fresh = [under_another_id(op) for op in ops[:2]]
    assert [one["verdict"] for one in anna.push(*fresh)] == ["applied", "applied"]


def test_the_same_id_with_another_payload_does_not_replace_the_stored_refusal(anna, any_mini):
    op = edit(any_mini.tickets[0], UNIT, priority="no such")
    told = anna.push(op)[0]
    changed = {**op, "patch": {"set": {"priority": "high"}}}
    assert anna.push(changed)[0]["problem"]["rule"] == "op_id_reuse"
    assert status(anna, op) == [told]
    assert priority(anna, any_mini) == "normal"


def test_a_refusal_leaves_no_gap_in_the_numbers_and_no_row_in_the_feed(anna, any_mini):
    """What the refused operation had written is undone; only the verdict stays."""

    def ticket():
        queue, requester = any_mini.queues[0], any_mini.requesters[0]
        return create("ticket", subject="x", queue=queue, requester=requester)

    before = anna.push(ticket())[0]["doc"]["number"]
    anna.pull()
    group, made = IDS.new(), ticket()
    bad = create("entry", ticket=made["id"], type="event", body="Only the desk writes these.")
    verdicts = anna.push({**made, "group": group}, {**bad, "group": group})
    assert [one["verdict"] for one in verdicts] == ["blocked", "rejected"]
    assert anna.follow() == []
    assert anna.push(ticket())[0]["doc"]["number"] == before + 1


def test_a_fault_of_the_desk_is_final_for_the_operation_too(
    anna, any_mini, monkeypatch, expected_logs
):
    """Row 21: it is told as refused, so it must not be applied after the mending."""
    expected_logs.expect("An operation failed")

    def fail(*_):
        raise ZeroDivisionError

    op = edit(any_mini.tickets[0], UNIT, priority="high")
    monkeypatch.setattr(desk, "apply_op", fail)
    assert anna.push(op)[0]["problem"]["rule"] == "server_fault"
    monkeypatch.setattr(desk, "apply_op", apply.apply_op)
    assert anna.push(op)[0]["problem"]["rule"] == "server_fault"
    assert priority(anna, any_mini) == "normal"


def test_a_refusal_that_cannot_be_stored_is_not_told(anna, any_mini, monkeypatch, expected_logs):
    """Row 26: otherwise a copy of it could be applied later."""
    expected_logs.expect("has to wait")

    def no_room(*_):
        raise OSError("no room")

    op = edit(any_mini.tickets[0], UNIT, priority="no such")
    keep = desk.OpDesk._keep
    monkeypatch.setattr(desk.OpDesk, "_keep", no_room)
    assert anna.push(op)[0]["verdict"] == "retry_later"
    monkeypatch.setattr(desk.OpDesk, "_keep", keep)
    assert anna.push(op)[0]["verdict"] == "rejected"
    with any_mini.desk.database.read() as connection:
        rows = connection.execute(OP_RESULT.select()).mappings().all()
    assert [row["op_id"] for row in rows] == [op["op_id"]]
