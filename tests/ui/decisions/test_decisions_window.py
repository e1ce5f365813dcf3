"""Decisions: nothing is lost, nothing illegal offered, the values are exactly those chosen."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId
from deskclient.domain.operation import (
    Action,
    FieldConflict,
    Operation,
    OpProblem,
    OpState,
    Patch,
)
from deskclient.services.api import Decision, OutboxItem
from deskclient.ui.decisions.choice import Side, joined, mine_is_legal
from deskclient.ui.decisions.window import DecisionsWindow, needs_person
from deskclient.ui.theme.tokens import SchemeChoice

WHEN = "2026-11-23T10:00:00.000Z"
PRIORITY = FieldConflict("priority", "normal", "high", "critical", "p-a2", WHEN)
STATUS = FieldConflict("status", "open", "planned", "solved", "p-a3", WHEN, ("open", "closed"))
TEXT = FieldConflict("tried_already", "one\ntwo", "one A\ntwo", "one B\ntwo\nthree", "p-a4", WHEN)


def op(op_id, state=OpState.CONFLICT, problem=None, **how):
    given = {
        "kind": "ticket",
        "record_id": "k-1290",
        "action": Action.EDIT,
        "patch": Patch(set={"priority": "high"}),
        "label": "edit",
    }
    return Operation(op_id=op_id, state=state, problem=problem, **{**given, **how})


def conflict(op_id, found):
    made = op(op_id, patch=Patch(set={found.field: found.mine}))
    return OutboxItem("edit", (made,), "Printer jams", 1290, WHEN, conflicts=(found,))


@pytest.fixture
def open_with(qtbot, rig):
    def make(*items):
        rig.desk.outbox.extra = list(items)
        window = DecisionsWindow(rig.parts)
        qtbot.addWidget(window)
        window.show()
        return window

    return make


def words(window):
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def test_base_mine_and_theirs_are_told_with_who_and_when(open_with):
    window = open_with(conflict("a", PRIORITY))
    assert "It was: Normal" in words(window)
    assert "Tomás Oliveira, 42 min" in words(window)
    (card,) = window.cards
    assert card.accessibleName() == "Priority: it was Normal, mine is High, theirs is Critical"


def test_mine_is_proposed_and_saved(rig, open_with):
    window = open_with(conflict("a", PRIORITY))
    window.decide_button.click()
    assert rig.desk.outbox.decided == [Decision(OpId("a"), {"priority": "high"})]


@pytest.mark.parametrize(
    ("key", "value"), [(Qt.Key.Key_1, "high"), (Qt.Key.Key_2, "critical"), (Qt.Key.Key_3, "high")]
)
def test_a_key_chooses(qtbot, open_with, key, value):
    window = open_with(conflict("a", PRIORITY))
    qtbot.keyClick(window.cards[0], key)
    assert window.decisions() == (Decision(OpId("a"), {"priority": value}),)


def test_an_illegal_step_is_not_offered(open_with):
    """Row 49: the legal steps are listed instead."""
    window = open_with(conflict("s", STATUS))
    (card,) = window.cards
    assert [value for _side, value in card._options] == ["solved", "open", "closed"]
    assert card.value() == "solved"
    card.choose_number(1)
    assert window.decisions() == (Decision(OpId("s"), {"status": "open"}),)
    assert any("not possible" in one for one in words(window))


def test_all_mine_skips_where_mine_is_not_legal(open_with):
    window = open_with(conflict("a", PRIORITY), conflict("s", STATUS), conflict("t", TEXT))
    window.choose_all(Side.MINE)
    values = {one.op_id: dict(one.values) for one in window.decisions()}
    assert values["a"] == {"priority": "high"}
    assert values["s"] == {"status": "solved"}
    assert values["t"] == {"tried_already": TEXT.mine}


def test_all_theirs_takes_theirs_everywhere(open_with):
    window = open_with(conflict("a", PRIORITY), conflict("s", STATUS), conflict("t", TEXT))
    window.theirs_button.click()
    values = [next(iter(one.values.values())) for one in window.decisions()]
    assert values == ["critical", "solved", TEXT.theirs]


def test_a_long_text_keeps_the_lines_of_both_and_can_be_edited(open_with):
    """Row 52: both values stay until one is chosen."""
    window = open_with(conflict("t", TEXT))
    (card,) = window.cards
    assert card.value() == "one B\ntwo\nthree\none A"
    card.editor.setPlainText("my own words")
    assert window.decisions() == (Decision(OpId("t"), {"tried_already": "my own words"}),)
    card.choose(Side.OTHER)
    assert card.value() == joined(TEXT)


def test_texts_that_fit_together_are_merged():
    fitting = FieldConflict("about", "a\nb\nc\nd\ne", "A\nb\nc\nd\ne", "a\nb\nc\nd\nE")
    assert joined(fitting) == "A\nb\nc\nd\nE"


def test_two_fields_of_one_operation_are_one_decision(open_with):
    impact = FieldConflict("impact", "person", "group", "site")
    made = op("u", patch=Patch(set={"priority": "high", "impact": "group"}))
    item = OutboxItem("edit", (made,), "Printer jams", 1290, WHEN, conflicts=(PRIORITY, impact))
    window = open_with(item)
    window.cards[1].choose(Side.THEIRS)
    assert window.decisions() == (Decision(OpId("u"), {"priority": "high", "impact": "site"}),)


def test_mine_stays_legal_where_no_workflow_limits_it():
    assert mine_is_legal(PRIORITY)
    assert not mine_is_legal(STATUS)


def problem(label, rule, state=OpState.REJECTED, **how):
    made = op("p", state, OpProblem(rule, "The desk said no.", hint="Ask somebody."))
    return OutboxItem(label, (made,), "Printer jams", 1290, WHEN, **how)


@pytest.mark.parametrize(
    ("item", "why", "offered"),
    [
        (
            problem("reply", "forbidden"),
            "The desk said no.",
            ["Edit and send again", "Try again", "Discard"],
        ),
        (
            problem("edit", "required"),
            "The desk said no.",
            ["Open to edit", "Try again", "Discard"],
        ),
        (
            problem("reply", "gone"),
            "The record was deleted on the desk before your change arrived.",
            ["New ticket of it", "Discard"],
        ),
        (
            problem("edit", "gone"),
            "The record was deleted on the desk before your change arrived.",
            ["New ticket of it", "Discard"],
        ),
        (
            problem("reply", "moved_on", OpState.HELD),
            "New messages arrived in this ticket since you wrote this.",
            ["Send it anyway", "Edit and send again", "Discard"],
        ),
        (
            problem("edit", "moved", OpState.HELD),
            "The desk said no.",
            ["Make it on the other ticket", "Discard"],
        ),
        (
            problem("edit", "", OpState.QUEUED, resend=True),
            "The desk had confirmed this, but lost it when it was restored from a backup.",
            ["Send again", "Leave it as the desk has it"],
        ),
    ],
    ids=["row 47", "row 50", "row 45", "row 45 edit", "moved on", "row 46", "row 18"],
)
def test_a_problem_says_why_and_offers_ways_out(open_with, item, why, offered):
    """Row 18, row 45, row 47, row 50."""
    window = open_with(item)
    (card,) = window.problems
    assert card.why() == why
    assert [one.text() for one in card.findChildren(QPushButton)] == offered


def link(window):
    return [b for b in window.findChildren(QPushButton) if b.property("role") == "link"]


def test_a_ticket_that_is_gone_is_named_and_leads_nowhere(open_with):
    """Row 45: its heading opens no empty page."""
    window = open_with(problem("reply", "gone", is_shown=False))
    assert "#1290 Printer jams" in words(window)
    assert link(window) == []


def test_the_heading_of_a_reply_opens_its_ticket(rig, open_with):
    body: dict[str, Value] = {"ticket": "k-1290", "type": "reply", "body": "Hello"}
    made = op("p", OpState.REJECTED, OpProblem("forbidden", "No."), kind="entry", label="reply",
              action=Action.CREATE, record_id="e-1", patch=Patch(set=body))  # fmt: skip
    window = open_with(OutboxItem("reply", (made,), "Printer jams", 1290, WHEN))
    link(window)[0].click()
    assert rig.host.opened == [("ticket", "k-1290")]


def test_what_waits_for_a_refused_creation_is_told_and_asked_about(qtbot, rig, open_with):
    """Row 57: one item; nothing written on it goes without a word."""
    made = op("c", OpState.REJECTED, OpProblem("required", "No.", field="category"),
              action=Action.CREATE)  # fmt: skip
    note = OutboxItem("note", (op("n", OpState.BLOCKED),), "Printer jams", None, WHEN)
    window = open_with(OutboxItem("create", (made,), "Printer jams", None, WHEN, behind=(note,)))
    (card,) = window.problems
    assert any(said.startswith("1 more change") for said in words(window))
    card.discard()
    (box,) = window.window().findChildren(QMessageBox)
    assert rig.desk.outbox.removed == []
    box.defaultButton().click()
    qtbot.waitUntil(lambda: not window.window().findChildren(QMessageBox))
    assert rig.desk.outbox.removed == []
    next(b for b in card.findChildren(QPushButton) if b.text() == "Open to edit").click()
    assert (rig.host.opened, rig.host.fields) == ([("ticket", "k-1290")], ["category"])


def test_a_card_follows_what_becomes_of_its_change(rig, open_with):
    """Row 45: held back at first, then its ticket is deleted."""
    window = open_with(problem("reply", "moved_on", OpState.HELD))
    rig.desk.outbox.extra = [problem("reply", "gone", is_shown=False)]
    window.refresh()
    (card,) = window.problems
    assert [b.text() for b in card.findChildren(QPushButton)] == ["New ticket of it", "Discard"]


def test_send_again_after_a_restore(rig, open_with, monkeypatch):
    """Row 18: what the restored desk lost is offered for sending again."""
    sent: list[list[str]] = []
    monkeypatch.setattr(rig.desk.outbox, "resend", sent.append)
    window = open_with(problem("edit", "", OpState.QUEUED, resend=True))
    next(one for one in window.findChildren(QPushButton) if one.text() == "Send again").click()
    assert sent == [["p"]]


def test_the_undo_send_time_asks_for_no_decision():
    assert not needs_person(problem("reply", "undo_send", OpState.HELD))
    assert needs_person(problem("reply", "moved_on", OpState.HELD))


def test_a_choice_stays_while_others_arrive_and_the_look_changes(qtbot, rig, open_with):
    window = open_with(conflict("a", PRIORITY))
    window.cards[0].choose(Side.THEIRS)
    rig.desk.outbox.extra.append(conflict("b", STATUS))
    rig.desk.outbox.tell()
    qtbot.waitUntil(lambda: len(window.cards) == 2)
    rig.theme.apply(SchemeChoice.DARK)
    assert window.decisions()[0] == Decision(OpId("a"), {"priority": "critical"})
    rig.theme.apply(SchemeChoice.LIGHT)


@pytest.fixture
def in_front(qtbot, open_with):
    """A window that has the keyboard, with a card held back and a conflict."""
    window = open_with(problem("reply", "moved_on", OpState.HELD), conflict("b", STATUS))
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def now_there(rig, window, *items):
    rig.desk.outbox.extra = list(items)
    window.refresh()


def button(window, said):
    return next(one for one in window.findChildren(QPushButton) if one.text() == said)


def test_the_keyboard_goes_to_the_next_card_when_one_is_decided(rig, in_front):
    """To the card, not to a button of it: a key pressed twice does nothing more."""
    held, other = problem("reply", "moved_on", OpState.HELD), conflict("b", STATUS)
    button(in_front, "Send it anyway").setFocus()
    now_there(rig, in_front, other)
    assert QApplication.focusWidget() is in_front.cards[0]
    now_there(rig, in_front, held)
    assert QApplication.focusWidget() is in_front.problems[0]
    now_there(rig, in_front)
    assert QApplication.focusWidget() is in_front


def test_the_keyboard_stays_on_the_button_it_is_on_while_others_arrive(rig, in_front):
    discard = button(in_front, "Discard")
    discard.setFocus()
    items = rig.desk.outbox.extra
    now_there(rig, in_front, conflict("a", PRIORITY), *items, conflict("c", PRIORITY))
    assert QApplication.focusWidget() is discard
    assert [card.op_id for card in in_front.cards] == ["a", "b", "c"]


def test_what_is_typed_stays_with_its_cursor_while_others_arrive(qtbot, rig, open_with):
    window = open_with(conflict("a", TEXT))
    editor = window.cards[0].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Mine 1")
    typed = editor.toPlainText()
    now_there(rig, window, conflict("b", STATUS), conflict("a", TEXT))
    assert window.cards[1].editor is editor
    assert window.focusWidget() is editor
    qtbot.keyClicks(editor, "2")
    assert editor.toPlainText() == typed.replace("Mine 1", "Mine 12")


def test_a_conflict_that_has_changed_is_shown_as_it_is_now(rig, open_with):
    window = open_with(conflict("a", PRIORITY))
    window.cards[0].choose(Side.MINE)
    now_there(rig, window, conflict("a", replace(PRIORITY, mine="low")))
    assert window.decisions() == (Decision(OpId("a"), {"priority": "low"}),)


def test_when_all_is_decided_it_says_so(qtbot, rig, open_with):
    window = open_with(conflict("a", PRIORITY))
    window.decide()
    qtbot.waitUntil(lambda: window.cards == [])
    assert "Nothing waits for your decision." in words(window)
    assert rig.host.notices[0].text.startswith("1 decision")
