"""A new ticket from one line or the full form; what was typed is never lost."""

import gc

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from deskclient.domain.errors import DiskFullError
from deskclient.domain.ids import RecordId
from deskclient.domain.lacking import without
from deskclient.domain.quick_create import Candidate
from deskclient.services.drafts import draft_id_of
from deskclient.ui.forms.new_ticket import NewTicket
from deskclient.ui.forms.quick_line import _option
from tests.fakes.library_content import stock_library
from tests.ui.detail.rig import failing

LINE = "Printer jams @helen #printing !high ~email tag:vip"


@pytest.fixture
def open_one(qtbot, rig, owner):
    def make(**how):
        made = NewTicket(rig.parts, owner, **how)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def test_the_line_shows_what_was_understood(open_one):
    dialog = open_one()
    dialog.quick.set_text(LINE)
    assert dialog.quick.chip_texts() == [
        "Requester: Helen Marsh",
        "Queue: Printing",
        "Priority: High",
        "Channel: E-mail",
        "Tags: vip",
    ]


def test_an_unclear_word_asks_and_the_answer_goes_into_the_line(open_one):
    dialog = open_one()
    dialog.quick.set_text("Jam @user0")
    (unclear,) = dialog.quick.ticket.unresolved
    assert "Which requester?" in dialog.quick.chip_texts()[0]
    dialog.quick._on_meant(unclear, "Анна Пономарёва")
    assert dialog.quick.text() == 'Jam @"Анна Пономарёва"'
    assert dialog.quick.chip_texts() == ["Requester: Анна Пономарёва"]


def test_namesakes_are_told_apart_by_what_only_one_of_them_is_called():
    twins = tuple(
        Candidate(RecordId(login), "Lucas Taylor", ("Lucas Taylor", login))
        for login in ("lucas1", "lucas2")
    )
    options = [_option(one, twins) for one in twins]
    assert [one.value for one in options] == ["lucas1", "lucas2"]
    assert options[0].label == "Lucas Taylor · lucas1"


def test_a_chip_takes_its_words_out_of_the_line(open_one):
    dialog = open_one()
    dialog.quick.set_text("Jam !high now")
    dialog.quick._chips[0].click()
    assert dialog.quick.text() == "Jam now"


def test_enter_makes_the_ticket(qtbot, rig, open_one):
    dialog = open_one()
    dialog.quick.set_text(LINE)
    dialog.body.setPlainText("Since Friday.")
    with qtbot.waitSignal(dialog.created) as created:
        qtbot.keyClick(dialog.quick.line, Qt.Key.Key_Return)
    doc = rig.desk.reads.record("ticket", created.args[0]).doc
    assert (doc["subject"], doc["requester"], doc["queue"]) == ("Printer jams", "r-0", "q-print")
    assert (doc["priority"], doc["channel"], doc["status"]) == ("high", "email", "new")
    assert "saved here" in rig.host.notices[0].text


def test_what_is_missing_is_asked_in_the_full_form_keeping_what_was_typed(rig, open_one):
    dialog = open_one()
    dialog.quick.set_text("Printer jams #printing !high")
    dialog.body.setPlainText("Since Friday.")
    dialog.make()
    assert dialog.is_full
    assert rig.desk.outbox.ops == []
    assert dialog.form.doc()["subject"] == "Printer jams"
    assert dialog.form.doc()["queue"] == "q-print"
    assert dialog.body.toPlainText() == "Since Friday."
    assert not dialog.form._cells["requester"].trouble.isHidden()


def test_enter_in_the_full_form_presses_no_button_of_a_field(qtbot, open_one):
    dialog = open_one(full_form=True)
    qtbot.keyClick(dialog.form.editor("subject"), Qt.Key.Key_Return)
    assert "due_at" not in dialog.form.changes()


def test_a_name_being_typed_stays_while_the_list_of_names_opens(qtbot, open_one):
    dialog = open_one(full_form=True)
    editor = dialog.form.editor("requester")
    editor.line.setFocus()
    qtbot.keyClicks(editor.line, "He")
    assert editor.finder.list.isVisible()
    leaving = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(editor.line, leaving)
    assert editor.line.text() == "He"


def test_a_dialog_with_its_list_of_names_outlives_all_that_python_holds_of_it(qtbot, open_one):
    """A collection may run while the list paints; it must not take the list away under itself."""
    dialog = open_one(full_form=True)
    editor = dialog.form.editor("requester")
    editor.line.setFocus()
    qtbot.keyClicks(editor.line, "He")
    names = editor.finder.list
    del dialog, editor
    gc.collect()
    assert isValid(names)
    assert names.isVisible()


def test_the_full_form_makes_the_ticket(qtbot, rig, open_one):
    dialog = open_one(full_form=True)
    dialog.form.put({"subject": "S", "requester": "r-2", "queue": "q-net"})
    with qtbot.waitSignal(dialog.created) as created:
        dialog.make()
    assert rig.desk.reads.record("ticket", created.args[0]).doc["requester"] == "r-2"


def test_the_requester_brings_their_open_tickets_and_organisation(rig, open_one):
    dialog = open_one(full_form=True)
    dialog.form.editor("requester").choose("r-10")
    assert not dialog.card.isHidden()
    assert dialog.form.doc()["organisation"] == "o-4"


def pick(dialog: NewTicket, name: str, value: str) -> None:
    """Choose a value as a person does."""
    editor = dialog.form.editor(name)
    editor.set_value(value)
    editor.touch()
    editor.commit()


@pytest.fixture
def lines(rig) -> None:
    """Printing goes to the first line, Network to the second."""
    for queue, line in (("q-print", "l-1"), ("q-net", "l-2")):
        rig.desk.arrive(
            "queue", queue, **{**rig.desk.reads.record("queue", queue).doc, "line": line}
        )


@pytest.mark.usefixtures("lines")
def test_a_ticket_by_one_line_gets_the_first_line_of_its_queue(qtbot, rig, open_one):
    dialog = open_one()
    dialog.quick.set_text(LINE)
    with qtbot.waitSignal(dialog.created) as made:
        dialog.make()
    doc = rig.desk.reads.record("ticket", made.args[0]).doc
    assert (doc["queue"], doc["line"]) == ("q-print", "l-1")
    assert (
        doc["organisation"] == rig.desk.reads.record("person", doc["requester"]).doc["organisation"]
    )


@pytest.mark.usefixtures("lines")
def test_another_queue_brings_another_line_unless_the_person_chose_one(rig, open_one):
    dialog = open_one(full_form=True)
    pick(dialog, "queue", "q-print")
    assert dialog.form.doc()["line"] == "l-1"
    pick(dialog, "queue", "q-net")
    assert dialog.form.doc()["line"] == "l-2"
    pick(dialog, "queue", "q-soft")
    assert not dialog.form.doc().get("line")
    pick(dialog, "line", "l-1")
    pick(dialog, "queue", "q-net")
    assert dialog.form.doc()["line"] == "l-1"


def test_another_requester_brings_another_organisation(rig, open_one):
    dialog = open_one(full_form=True)
    for person in ("r-10", "r-1"):
        dialog.form.editor("requester").choose(person)
        theirs = rig.desk.reads.record("person", person).doc["organisation"]
        assert dialog.form.doc()["organisation"] == theirs


def test_the_requester_brings_their_devices(rig, open_one):
    stock_library(rig.desk)
    dialog = open_one()
    name = rig.desk.reads.title("person", RecordId("r-1"))
    dialog.quick.set_text(f'Blue screen @"{name}"')
    (device,) = [
        one for one in dialog.card.findChildren(QPushButton) if "NB-1001" in one.accessibleName()
    ]
    assert device.accessibleName() == "Open device NB-1001 · 100037"
    device.click()
    assert rig.host.opened == [("asset", "d-1")]


def test_the_time_of_the_call_goes_with_the_ticket_and_stays_with_a_draft(qtbot, rig, open_one):
    dialog = open_one()
    dialog.quick.set_text(LINE)
    dialog.spent.setText("12")
    dialog.reject()
    again = open_one()
    assert again.spent.minutes() == 12
    with qtbot.waitSignal(again.created) as made:
        again.make()
    (record_id,) = made.args
    assert rig.desk.reads.record("ticket", record_id).doc["minutes_spent"] == 12


def test_a_desk_that_counts_no_time_asks_for_none(rig, open_one):
    rig.desk.registry = without(rig.desk.registry, ("ticket.minutes_spent",))
    assert open_one().spent.isHidden()


def test_a_pasted_picture_and_a_dropped_file_are_attached(qtbot, open_one, tmp_path):
    dialog = open_one()
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    pasted, dropped = QMimeData(), QMimeData()
    pasted.setImageData(picture)
    (tmp_path / "log.txt").write_text("all of it")
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "log.txt"))])
    for one in (pasted, dropped):
        dialog.body.insertFromMimeData(one)
    qtbot.waitUntil(lambda: len(dialog.tray.files) == 2)
    picture_name, name = sorted((one.name for one in dialog.tray.files), key=len, reverse=True)
    assert picture_name.endswith(".png")
    assert name == "log.txt"


def test_a_closed_dialog_keeps_the_line(rig, open_one):
    dialog = open_one()
    dialog.quick.set_text("Half a tick")
    dialog.body.setPlainText("and words")
    dialog.reject()
    again = open_one()
    assert again.quick.text() == "Half a tick"
    assert again.body.toPlainText() == "and words"


def test_a_closed_full_form_comes_back_as_it_was(open_one):
    dialog = open_one(full_form=True)
    dialog.form.put({"subject": "Half", "queue": "q-acc"})
    dialog.form.changed.emit()
    dialog.reject()
    again = open_one()
    assert again.is_full
    assert again.form.isAncestorOf(again.focusWidget()), "typing must go on where it ended"
    assert again.form.doc()["subject"] == "Half"
    assert again.form.doc()["queue"] == "q-acc"


def test_throwing_away_forgets_the_draft(rig, open_one):
    dialog = open_one()
    dialog.quick.set_text("Nothing of worth")
    dialog._keeper.save_now()
    dialog.throw_away()
    assert rig.desk.drafts.load("ticket", "") is None
    assert open_one().quick.text() == ""


def test_the_draft_goes_with_the_ticket(qtbot, rig, open_one, monkeypatch):
    given = {}
    create = rig.desk.writes.create

    def note(kind, doc, **how):
        given.update(how)
        return create(kind, doc, **how)

    monkeypatch.setattr(rig.desk.writes, "create", note)
    dialog = open_one()
    dialog.quick.set_text(LINE)
    with qtbot.waitSignal(dialog.created):
        dialog.make()
    assert given["draft_id"] == draft_id_of("ticket", "")


def test_a_full_disk_keeps_everything_on_screen(qtbot, rig, open_one, monkeypatch):
    """Row 25: the person is told that nothing was saved, and nothing typed is gone."""
    error = DiskFullError("The disk is full")
    monkeypatch.setattr(rig.desk.writes, "create", failing(error))
    dialog = open_one()
    dialog.quick.set_text(LINE)
    dialog.make()
    qtbot.waitUntil(lambda: bool(rig.host.errors))
    assert dialog.isVisible()
    assert "not saved" in dialog.words.text()
    assert dialog.quick.text() == LINE
