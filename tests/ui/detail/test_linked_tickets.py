"""Linked tickets beside the conversation: opened, added, taken away; and how one is found."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton

from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import without
from deskclient.ui.detail.linked_tickets import LinkedTickets
from deskclient.ui.detail.ticket_finder import Asked, TicketFinder

OTHER = RecordId("t-other")
ASKED = Asked("Merge into another ticket", "It stays so.", "Merge")


def put(rig, record_id, **doc):
    base = dict(rig.desk.records.by_kind["ticket"]["k-1290"].doc)
    rig.desk.records.put("ticket", record_id, {**base, "status": "open", **doc}, ver=1)
    return RecordId(record_id)


@pytest.fixture
def section(qtbot, rig):
    put(rig, OTHER, number=77, subject="The switch is down")
    made = LinkedTickets(rig.desk.registry["ticket"], rig.parts)
    qtbot.addWidget(made)
    made.show()
    return made


def show(rig, section, **links):
    ticket = rig.ticket(**links)
    section.show_view(rig.desk.reads.record("ticket", ticket))
    return ticket


def button(section, words):
    found = [one for one in section.findChildren(QAbstractButton) if words in one.accessibleName()]
    (only,) = [one for one in found if one.isVisibleTo(section)]
    return only


def titles(section):
    return [one.text() for one in section.findChildren(QLabel) if one.isVisibleTo(section)]


def test_a_link_is_told_by_relation_number_subject_and_state(rig, section):
    show(rig, section, depends_on=[OTHER])
    assert titles(section) == ["Depends on"]
    assert button(section, "Open ticket").accessibleName() == (
        "Open ticket #77  The switch is down · Open"
    )


def test_enter_opens_a_linked_ticket(qtbot, rig, section):
    show(rig, section, related=[OTHER])
    qtbot.keyClick(button(section, "Open ticket"), Qt.Key.Key_Return)
    assert rig.host.opened == [("ticket", OTHER)]


def test_a_ticket_without_links_shows_one_quiet_button(rig, section):
    show(rig, section)
    assert titles(section) == []
    assert len(section.findChildren(QAbstractButton)) == 1


def test_a_ticket_that_is_not_here_is_said_to_be_so(rig, section):
    show(rig, section, parts=["t-elsewhere"])
    assert titles(section) == ["Has as a part", "A ticket that is not kept here"]


def test_a_link_is_taken_away_by_its_button(qtbot, rig, section):
    show(rig, section, related=[OTHER, "k-1290"])
    with qtbot.waitSignal(section.changed) as told:
        button(section, "Remove the link: Related to #77").click()
    assert told.args == ["related", ["k-1290"]]


def test_a_link_is_added_by_number(qtbot, rig, section):
    show(rig, section, related=["k-1290"])
    section.ask()
    (finder,) = section.findChildren(TicketFinder)
    finder.ways.setCurrentIndex(finder.ways.findData("related"))
    finder.line.setText("#77")
    with qtbot.waitSignal(section.changed) as told:
        qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert told.args == ["related", ["k-1290", OTHER]]


def test_a_link_that_is_there_already_is_said_to_be_so(qtbot, rig, section):
    show(rig, section, related=[OTHER])
    section.ask()
    (finder,) = section.findChildren(TicketFinder)
    finder.ways.setCurrentIndex(finder.ways.findData("related"))
    finder.line.setText("#77")
    with qtbot.assertNotEmitted(section.changed):
        qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert "there already" in rig.host.notices[-1].text


def test_who_may_only_read_the_ticket_is_offered_no_change(rig, section, monkeypatch):
    monkeypatch.setattr(type(rig.desk.me), "may_write", lambda _me, _queue: False)
    show(rig, section, related=[OTHER])
    assert not section.findChildren(QToolButton)
    assert len(section.findChildren(QAbstractButton)) == 1


def test_a_desk_that_keeps_no_links_offers_none(qtbot, rig):
    lacks = [f"ticket.{spec.name}" for spec in standard_registry()["ticket"].mirrored()]
    kind = without(standard_registry(), lacks)["ticket"]
    made = LinkedTickets(kind, rig.parts)
    qtbot.addWidget(made)
    show(rig, made)
    assert not made.findChildren(QAbstractButton)


def test_nothing_is_chosen_before_something_is_looked_for(qtbot, rig, section):
    finder = TicketFinder(ASKED, rig.ticket(), rig.parts, section)
    assert not finder.go.isEnabled()
    with qtbot.assertNotEmitted(finder.chosen):
        qtbot.keyClick(finder.line, Qt.Key.Key_Return)


def test_a_ticket_is_not_offered_to_itself(rig, section):
    finder = TicketFinder(ASKED, OTHER, rig.parts, section)
    finder.line.setText("#77")
    assert finder.found.count() == 0
