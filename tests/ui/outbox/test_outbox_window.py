"""The outbox tells in words what waits, why, and what can be done."""

from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QProgressBar, QPushButton

from deskclient.domain.events import Link, SyncStatus
from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import UNPROVED, Action, Operation, OpProblem, OpState, Patch
from deskclient.services.api import Draft, NewReply, OutboxItem
from deskclient.ui.outbox.window import OutboxWindow
from deskclient.ui.outbox.words import OpWords, why_waiting

GONE = OpProblem("gone", "The record has been deleted on the desk.")
WHEN = "2026-11-23T10:00:00.000Z"


def op(op_id="x1", state=OpState.QUEUED, problem=None, **how):
    given = {
        "kind": "ticket",
        "record_id": "k-1290",
        "action": Action.EDIT,
        "patch": Patch(set={"priority": "high"}),
        "base": {"priority": "normal"},
        "label": "edit",
        "acted_at": WHEN,
    }
    return Operation(op_id=op_id, state=state, problem=problem, **{**given, **how})


def item(*ops, label="edit", **how):
    return OutboxItem(label, ops, "Printer jams", 1290, WHEN, **how)


@pytest.fixture
def open_with(qtbot, rig):
    def make(*items):
        rig.desk.outbox.extra = list(items)
        window = OutboxWindow(rig.parts)
        qtbot.addWidget(window)
        window.show()
        return window

    return make


def words(window):
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


NEW: dict[str, Value] = {"subject": "No network", "queue": "q-desk", "requester": "r-1"}


def press(widget, said):
    """Click the button with these words; of those made anew, the last."""
    found = [one for one in widget.findChildren(QPushButton) if one.text() == said]
    found[-1].click()


def buttons(widget):
    return [one.text() for one in widget.findChildren(QPushButton)]


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (op(), "Priority: Normal → High"),
        (op(patch=Patch(set={"owner": "p-me"}), base={}), "Owner: — → Dana Whitfield"),
        (
            op(patch=Patch(add={"tags": ("vip",)}, remove={"tags": ("old",)})),
            "Tags: vip added, old removed",
        ),
        (op(patch=Patch(incr={"minutes_spent": 15})), "Minutes spent: 15 more"),
        (op(action=Action.DELETE, kind="saved_view"), "Delete: Saved view"),
        (
            op(action=Action.CREATE, patch=Patch(set={"subject": "No toner"})),
            "New: Ticket “No toner”",
        ),
        (
            op(
                kind="entry",
                action=Action.CREATE,
                patch=Patch(set={"type": "note", "body": "a\nb"}),
            ),
            "Internal note: “a b”",
        ),
        (
            op(kind="attachment", action=Action.CREATE, patch=Patch(set={"name": "a.png"})),
            "File: a.png",
        ),
        (op(kind="from_the_future"), "from_the_future"),
    ],
)
def test_an_operation_is_told_in_words(rig, operation, said):
    assert OpWords(rig.desk, rig.parts.texts).what(operation) == said


@pytest.mark.parametrize("state", list(OpState))
def test_every_state_has_a_reason_in_a_sentence(state):
    assert why_waiting(op(state=state), online=False).endswith(".")


def test_what_waits_is_listed_with_record_and_reason(rig, open_with):
    rig.desk.writes.edit("ticket", ["k-1290"], {"priority": "high"})
    rig.desk.sync.set(SyncStatus(Link.UNREACHABLE))
    window = open_with()
    (line,) = window.lines()
    assert line.title().startswith("#1290 ")
    assert line.what() == ["Priority: Low → High"]
    assert any("It goes to the desk when it can be reached." in one for one in words(window))
    assert window.summary.text().startswith("1 change")


def test_the_sentence_above_counts_the_lines_below(open_with):
    """One reply with its file is one change, however many operations it takes."""
    parts = [op("a", label="reply:1"), op("b", kind="attachment", label="reply:1")]
    window = open_with(item(*parts, label="reply"), item(op("c", label="edit:2")))
    assert len(window.lines()) == 2
    assert window.summary.text().startswith("2 change")


def test_what_needs_the_person_comes_first(open_with):
    window = open_with(
        item(op("a")),
        item(op("b", OpState.HELD, OpProblem("undo_send", ""))),
        item(op("c"), resend=True),
        item(op("d", OpState.REJECTED, OpProblem("forbidden", "You may not do this."))),
    )
    assert [line.key for line in window.lines()] == ["d", "c", "b", "a"]
    assert "Needs you" in words(window)


@pytest.mark.parametrize(
    ("made", "offered"),
    [
        (item(op()), ["Undo"]),
        (item(op(state=OpState.INFLIGHT)), []),
        (item(op(state=OpState.CONFLICT)), ["Decide…", "Discard"]),
        (item(op(state=OpState.HELD), label="reply"), ["Send now", "Edit", "Undo"]),
        (
            item(op("u", OpState.UNCONFIRMED, UNPROVED), label="reply"),
            ["Send again", "It is there", "Keep as draft"],
        ),
        (item(op("u", OpState.UNCONFIRMED, UNPROVED), label="create"), ["Send again"]),
        (item(op("u", OpState.UNCONFIRMED, UNPROVED)), ["Send again", "It is there"]),
        (item(op("u", OpState.UNCONFIRMED), label="reply"), []),
        (item(op(state=OpState.REJECTED), label="reply"), ["Try again", "Edit", "Discard"]),
        (item(op(state=OpState.REJECTED)), ["Try again", "Open to edit", "Discard"]),
        (item(op("r", OpState.REJECTED, GONE), label="reply"), ["New ticket of it", "Discard"]),
        (item(op("e", OpState.REJECTED, GONE)), ["New ticket of it", "Discard"]),
        (
            item(op("f", OpState.REJECTED), label="reply", is_shown=False),
            ["Try again", "New ticket of it", "Discard"],
        ),
        (
            item(op("u", OpState.UNCONFIRMED, UNPROVED), label="reply", is_shown=False),
            ["Send again", "It is there"],
        ),
        (item(op(action=Action.CREATE), label="create"), ["Open to edit", "Undo"]),
        (item(op(action=Action.CREATE, kind="saved_view"), label="create"), ["Undo"]),
        (item(op(), resend=True), ["Send again", "Discard"]),
    ],
)
def test_each_state_offers_what_can_be_done(open_with, made, offered):
    window = open_with(made)
    assert buttons(window.lines()[0]) == offered


def test_undo_takes_a_change_back(qtbot, rig, open_with):
    before = rig.desk.reads.record("ticket", "k-1290").doc["priority"]
    rig.desk.writes.edit("ticket", ["k-1290"], {"priority": "high"})
    window = open_with()
    qtbot.keyClick(window.lines()[0], Qt.Key.Key_Delete)
    assert rig.desk.reads.record("ticket", "k-1290").doc["priority"] == before
    qtbot.waitUntil(lambda: window.lines() == ())
    assert window._stack.currentWidget() is window.empty


def test_edit_brings_a_reply_back_to_the_composer(qtbot, rig, open_with):
    rig.desk.writes.write_entry(NewReply(RecordId("k-1290"), "reply", "Too early"))
    window = open_with()
    window.lines()[0].edit()
    qtbot.waitUntil(lambda: rig.host.opened == [("ticket", "k-1290")])
    assert rig.desk.drafts.load("reply", "k-1290").content["body"] == "Too early"
    assert rig.host.ran == ["ticket.reply"]


def test_edit_of_a_new_ticket_opens_it_and_removes_nothing(rig, open_with):
    """Row 57: what is written on it waits on."""
    new = rig.desk.writes.create("ticket", NEW, body="It is down").result()
    (ticket,) = new.record_ids
    for body in ("One", "Two"):
        rig.desk.writes.write_entry(NewReply(ticket, "note", body))
    window = open_with()
    press(window.lines()[0], "Open to edit")
    assert rig.host.opened == [("ticket", ticket)]
    assert [op.label for op in rig.desk.outbox.ops] == ["create", "note", "note"]
    assert (rig.desk.drafts.all(), rig.host.ran) == ([], [])


def test_a_refused_edit_opens_where_the_field_is_that_the_desk_names(rig, open_with):
    """Row 50: edit and retry."""
    refusal = OpProblem("required", "A category is needed.", field="category")
    window = open_with(item(op(state=OpState.REJECTED, problem=refusal)))
    press(window.lines()[0], "Open to edit")
    assert (rig.host.opened, rig.host.fields) == ([("ticket", "k-1290")], ["category"])


def test_words_to_a_ticket_that_is_gone_become_a_new_one(qtbot, rig, open_with):
    """Row 45: where a screen shows them, behind what is there already."""
    begun: dict[str, Value] = {"body": "Since noon."}
    rig.desk.drafts.save(Draft("ticket:", "ticket", "", begun, WHEN))
    words_lost = Patch(set={"ticket": "t-gone", "type": "reply", "body": "Change the drum."})
    lost = op("r", OpState.REJECTED, GONE, kind="entry", action=Action.CREATE, patch=words_lost)
    window = open_with(item(lost, label="reply", is_shown=False))
    assert window.lines()[0].title() == "#1290 Printer jams"
    press(window.lines()[0], "New ticket of it")
    qtbot.waitUntil(lambda: rig.host.ran == ["file.new_form"])
    (draft,) = rig.desk.drafts.all()
    assert (draft.kind, draft.record_id) == ("ticket", "")
    assert draft.content["body"] == "Since noon.\n\nChange the drum."
    assert rig.host.opened == []


def test_what_is_gone_and_has_no_name_is_not_called_new(open_with):
    nameless = OutboxItem("edit", (op(state=OpState.REJECTED, problem=GONE),), "", None, WHEN,
                          is_shown=False)  # fmt: skip
    assert open_with(nameless).lines()[0].title() == "A record that is not here any more"


def new_ticket_with_a_chain(rig):
    new = rig.desk.writes.create("ticket", NEW).result()
    (ticket,) = new.record_ids
    for what in ("reply", "note", "note"):
        rig.desk.writes.write_entry(NewReply(ticket, what, "Words"))
    return ticket


@pytest.mark.parametrize(("pressed", "left"), [("&Keep everything", 4), ("&Remove everything", 0)])
def test_a_new_ticket_goes_with_what_is_written_on_it_only_after_a_question(
    qtbot, rig, open_with, pressed, left
):
    """Row 57: three words of somebody are not gone by one key."""
    new_ticket_with_a_chain(rig)
    window = open_with()
    qtbot.keyClick(window.lines()[0], Qt.Key.Key_Delete)
    (box,) = window.window().findChildren(QMessageBox)
    assert box.text() == "This also removes what waits for it: 1 replies, 2 notes."
    assert box.defaultButton().text() == "&Keep everything"
    assert len(rig.desk.outbox.ops) == 4
    press(box, pressed)
    qtbot.waitUntil(lambda: len(rig.desk.outbox.ops) == left)
    qtbot.waitUntil(lambda: not window.window().findChildren(QMessageBox))


def test_what_nothing_waits_for_goes_without_a_question(qtbot, rig, open_with):
    rig.desk.writes.create("ticket", NEW)
    window = open_with()
    press(window.lines()[0], "Undo")
    assert rig.desk.outbox.ops == []
    assert not window.window().findChildren(QMessageBox)


def refused_with_ten():
    notes = [item(op(f"n{at}", OpState.BLOCKED), label="note") for at in range(10)]
    refused = op("c", OpState.REJECTED, action=Action.CREATE)
    return item(refused, label="create", behind=tuple(notes)), *notes


def test_what_is_blocked_stands_beneath_its_cause_as_one_item(qtbot, open_with):
    """Row 57: one item that needs the person; its chain unfolds and folds."""
    window = open_with(*refused_with_ten())
    assert [line.key for line in window.lines()] == ["c"]
    assert "Needs you" in words(window)
    assert "Waiting to be sent" not in words(window)
    assert window.summary.text().startswith("11 change")
    press(window, "… and 10 more wait for this")
    assert [line.key for line in window.lines()] == ["c", *(f"n{at}" for at in range(10))]
    press(window, "… and 10 more wait for this")
    assert [line.key for line in window.lines()] == ["c"]


def test_what_is_blocked_without_its_cause_needs_the_person(open_with):
    window = open_with(item(op("b", OpState.BLOCKED), label="note"))
    assert "Needs you" in words(window)


def test_a_conflict_leads_to_the_decisions(open_with, rig):
    window = open_with(item(op(state=OpState.CONFLICT)))
    next(b for b in window.lines()[0].findChildren(QPushButton) if b.text() == "Decide…").click()
    assert rig.host.ran == ["tools.decisions"]


def test_an_upload_tells_how_far_it_is(open_with):
    window = open_with(item(op(), upload_done=1_000_000, upload_total=4_000_000))
    assert any(one.endswith("uploaded") for one in words(window))
    assert window.findChild(QProgressBar).value() == 250


def test_a_bulk_change_is_one_line(open_with):
    ops = [op(f"b{n}", record_id=f"k-{n}") for n in range(200)]
    window = open_with(item(*ops, label="bulk"))
    (line,) = window.lines()
    assert line.title().startswith("200 record")
    assert line.what() == ["Priority: Normal → High"]


def test_all_unsent_work_is_exported(qtbot, rig, open_with, tmp_path):
    rig.desk.writes.edit("ticket", ["k-1290"], {"priority": "high"})
    window = open_with()
    window.export_to(str(tmp_path / "out.zip"))
    qtbot.waitUntil(lambda: bool(rig.host.notices))
    assert rig.host.notices[0].text.startswith("1 change")


def test_an_empty_outbox_says_so(open_with):
    window = open_with()
    assert "Everything is on the desk." in words(window)


def test_send_now_ends_the_waiting_and_syncs(rig, open_with, monkeypatch):
    sent: list[str] = []
    monkeypatch.setattr(rig.desk.outbox, "send_now", sent.extend)
    window = open_with(item(op("h", OpState.HELD)), item(op("q")))
    window.now_button.click()
    assert sent == ["h"]
    assert rig.desk.sync.syncs == 1


def test_the_arrows_move_between_the_lines(qtbot, open_with):
    window = open_with(item(op("a")), item(op("b")))

    def has_keyboard(at: int) -> bool:
        # Asked anew each time: news make new lines.
        return bool(window.lines()[at].has_keyboard())

    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: has_keyboard(0))
    qtbot.keyClick(window.lines()[0], Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: has_keyboard(1))


def test_a_doubt_needs_the_person(open_with):
    window = open_with(item(op("u", OpState.UNCONFIRMED, UNPROVED), label="reply"))
    assert "Needs you" in {label.text() for label in window.findChildren(QLabel)}


def test_what_became_of_a_reply_is_not_said_by_a_slip_of_the_finger(qtbot, rig, open_with):
    window = open_with(item(op("u", OpState.UNCONFIRMED, UNPROVED), label="reply"))
    (line,) = window.lines()
    before = list(rig.desk.outbox.ops)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(line, key)
    assert rig.desk.outbox.ops == before


def test_what_waits_is_shown_without_acts_while_nothing_can_be_written(qtbot, rig, open_with):
    """Row 27: it can be exported, and nothing offered would do nothing."""
    rig.desk.sync.set(SyncStatus(Link.READ_ONLY))
    window = open_with(item(op(state=OpState.QUEUED)), item(op("x2", OpState.REJECTED)))
    assert [buttons(line) for line in window.lines()] == [[], []]
    assert not window.now_button.isVisible()
    assert window.export_button.isVisible()
    assert any("they can be exported" in said for said in words(window))
    qtbot.keyClick(window.lines()[0], Qt.Key.Key_Delete)
    assert len(window.lines()) == 2


def test_what_was_merged_is_listed_with_a_way_to_its_ticket(qtbot, rig, open_with):
    """Row 51: nothing waits, and still a person sees that a colleague's change lay under theirs."""
    many = [op(f"m{n}", patch=Patch(set={"priority": "high"})) for n in range(7)]
    rig.desk.outbox.merged_ops = many
    window = open_with()
    qtbot.waitUntil(window.merged.isVisible)
    links = [one for one in window.merged.findChildren(QPushButton) if one.isVisible()]
    assert len(links) == 5
    assert "Priority: Normal → High" in " ".join(words(window))
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert rig.parts.host.opened[-1] == ("ticket", "k-1290")
    rig.desk.outbox.merged_ops = []
    window.refresh()
    qtbot.waitUntil(lambda: not window.merged.isVisible())


def test_a_list_of_what_was_merged_that_fits_has_no_scroll_bar(qtbot, rig, open_with):
    """Long texts ask for the height they would need in the narrowest place."""
    rig.desk.outbox.merged_ops = [op(f"m{n}") for n in range(3)]
    window = open_with()
    window.resize(900, 520)
    qtbot.waitUntil(window.merged.isVisible)
    layout = window._scroll.widget().layout()
    needed = layout.heightForWidth(window._scroll.viewport().width())
    assert needed < window._scroll.viewport().height() < layout.minimumSize().height()
    assert not window._scroll.verticalScrollBar().isVisible()


def test_an_answer_that_comes_after_the_page_was_closed_disturbs_nobody(qtbot, rig):
    answer: Future[list[Operation]] = Future()
    rig.desk.outbox.merged = lambda: answer
    window = OutboxWindow(rig.parts)
    window.deleteLater()
    with qtbot.waitSignal(window.destroyed):
        pass
    with qtbot.captureExceptions() as exceptions:
        answer.set_result([op()])
        heard: list[int] = []
        rig.parts.bridge.call(lambda: heard.append(1))
        qtbot.waitUntil(lambda: bool(heard))
    assert exceptions == []


def test_how_long_ago_stays_true_while_the_page_is_open(qtbot, rig, open_with):
    rig.desk.outbox.merged_ops = [op("m1")]
    window = open_with(item(op("w1")))
    qtbot.waitUntil(window.merged.isVisible)
    window.lines()[0].setFocus()
    before = words(window)
    rig.clock.advance(3 * 3600)
    window._minute.timeout.emit()
    assert len([one for one in words(window) if one not in before]) == 2
    assert window.lines()[0].hasFocus()
