"""What the simulator's judge of the desk holds against it, and what not."""

from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import Action, Operation, Patch
from tools.simulate.oracle_desk import _check_step
from tools.simulate.truth import Version

TICKET = standard_registry()["ticket"]
NAME = ("ticket", "t1")
SITE = {"priority": "normal", "impact": "site", "urgency": "soon"}
PERSON = {"priority": "high", "impact": "person", "urgency": "now"}


def edit(base, **wanted):
    return Operation(
        op_id=OpId("o" + "".join(wanted)),
        kind="ticket",
        record_id=RecordId("t1"),
        action=Action.EDIT,
        unit="priority",
        patch=Patch(set=wanted),
        base=base,
        acted_at="2026-03-02T08:00:00.000Z",
    )


def rules(*ops):
    found = _check_step(
        TICKET, NAME, Version(3, SITE, gone=False), Version(4, PERSON, gone=False), [*ops]
    )
    return [one.rule for one in found]


def test_who_finds_a_wish_fulfilled_by_what_another_ones_change_brought_overwrites_nothing():
    writer = edit(SITE, urgency="now", impact="person")
    confirmed = edit({**SITE, "priority": "critical"}, priority="high")
    assert rules(writer, confirmed) == []


def test_who_writes_over_what_was_not_seen_is_found():
    blind = edit({**SITE, "priority": "critical"}, priority="high")
    assert "overwrote what its person had not seen" in rules(blind)
    writer = edit(SITE, urgency="now", impact="person")
    assert "overwrote what its person had not seen" in rules(blind, writer)
