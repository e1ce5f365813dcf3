"""What a person is told before leaving a profile."""

import pytest

from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, OpProblem, OpState
from deskclient.services.departure import measure
from deskclient.services.export import Unsent
from deskclient.sync.book import UNDO_SEND


def test_the_operations_of_one_act_are_one_change_to_whoever_leaves():
    parts = [
        Operation(
            op_id=OpId(name),
            kind=kind,
            record_id=RecordId(name),
            action=Action.CREATE,
            label="reply:1",
        ).with_state(OpState.REJECTED, OpProblem("forbidden", "You may not do this."))
        for name, kind in (("e", "entry"), ("f", "attachment"))
    ]
    work = measure(Unsent(tuple(parts), ()))
    assert (work.changes, work.decisions, dict(work.by_label)) == (1, 1, {"reply": 1})


@pytest.mark.parametrize(("rule", "decisions"), [(UNDO_SEND, 0), ("moved_on", 1)])
def test_a_reply_that_only_waits_for_undo_asks_for_no_decision(rule, decisions):
    held = Operation(
        op_id=OpId("o"), kind="entry", record_id=RecordId("e"), action=Action.CREATE
    ).with_state(OpState.HELD, OpProblem(rule=rule, message="Held."))
    assert measure(Unsent((held,), ())).decisions == decisions
