"""Articles and assets in the window: found, read, and put into a reply."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from deskclient.ui.library.page import LibraryPage
from deskclient.ui.sidebar.entries import sections
from deskclient.ui.views import find_view
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.library_content import ARTICLES, stock_library

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk()
    stock_library(made)
    return made


@pytest.fixture
def knowledge(window) -> LibraryPage:
    window.run("go.knowledge")
    page = window.panes.tabs.current.widget
    assert isinstance(page, LibraryPage)
    return page


def in_sidebar(window) -> list[str]:
    return [view.id for section in sections(window.parts.desk) for view in section.views]


def titles(page) -> list[str]:
    return [page.model.text(page.model.row(at), 1) for at in range(page.model.rowCount())]


def composer_of(host):
    return host.panel().composer


def test_a_desk_that_has_none_shows_no_entries_for_them(tools, memory, qtbot):
    assert [one for one in sections(FakeDesk()) if one.key == "library"] == []


def test_entries_stand_in_the_sidebar_as_soon_as_something_is_there(window, desk):
    assert {"library:article", "library:asset"} <= set(in_sidebar(window))
    for record_id in ("d-1", "d-2"):
        del desk.records.by_kind["asset"][record_id]
    assert "library:asset" not in in_sidebar(window)


def test_the_list_finds_by_words_of_the_text(knowledge, qtbot):
    assert titles(knowledge) == sorted(titles(knowledge))
    # Those in sight come at once, the others a moment later.
    qtbot.waitUntil(lambda: len(titles(knowledge)) == len(ARTICLES))
    qtbot.keyClicks(knowledge.line, "sealing")
    assert titles(knowledge) == ["Printer prints blank pages"]
    qtbot.keyClicks(knowledge.line, "zzz")
    assert knowledge.none.isVisibleTo(knowledge)
    knowledge.none.acted.emit("clear")
    qtbot.waitUntil(lambda: len(titles(knowledge)) == len(ARTICLES))


def test_an_article_is_read_with_the_keyboard_alone(knowledge, qtbot):
    qtbot.keyClicks(knowledge.line, "vpn")
    qtbot.keyClick(knowledge.line, Qt.Key.Key_Down)
    assert knowledge.record_id() == "a-vpn"
    assert "Error 809" in knowledge.reader.body.text()
    assert knowledge.reader.accessibleName() == "Article: Connect to the VPN from home"


def test_an_article_is_shown_as_safely_as_a_mail(knowledge):
    knowledge.show_record("a-vpn")
    text = knowledge.reader.body.text()
    assert "alert" not in text
    assert "1 remote picture was not loaded." in text
    assert knowledge.reader.body.refused == []


def test_an_article_goes_to_the_cursor_of_the_reply_that_is_being_written(window, qtbot):
    window.panel.list.select_position(0)
    ticket = window.detail.record_id()
    composer = composer_of(window.detail)
    composer.text.setPlainText("Hello, \nregards")
    composer.text.moveCursor(composer.text.textCursor().MoveOperation.Start)
    composer.text.moveCursor(composer.text.textCursor().MoveOperation.EndOfLine)
    window.open_record("article", "a-blank")
    page = window.panes.tabs.current.widget
    qtbot.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.panes.tabs.position == 0
    assert window.detail.record_id() == ticket
    words = "1. Print the test page.\n2. Look for the sealing strip."
    assert composer.text.toPlainText() == f"Hello, {words}\nregards"
    assert QApplication.focusWidget() is composer.text


def test_an_article_goes_to_the_tab_of_the_ticket_that_was_read_last(window, desk, qtbot):
    other = list(desk.records.by_kind["ticket"])[5]
    window.open_record("ticket", other, in_tab=True)
    window.open_record("article", "a-net")
    qtbot.mouseClick(window.panes.tabs.current.widget.insert_button, LEFT)
    assert window.pages.current_ticket() == other
    written = composer_of(window.pages.current_panel()).text.toPlainText()
    assert written == "Работает ли сеть у соседей?"


def test_without_a_ticket_the_person_is_told_what_is_missing(window, knowledge):
    knowledge.show_record("a-net")
    knowledge.insert_button.click()
    assert window.panes.tabs.current.widget is knowledge
    assert "Open the ticket" in window.toasts.shown[-1].text


def test_an_asset_is_shown_with_its_fields_and_nothing_to_insert(window, desk):
    window.open_record("asset", "d-1")
    page = window.panes.tabs.current.widget
    said = [one.text() for one in page.reader.findChildren(type(page.reader.title))]
    holder = desk.records.by_kind["person"]["r-1"].doc["name"]
    assert {"NB-1001  #1", "In use", "Notebooks", holder, "PT436W7SN8"} <= set(said)
    assert "Bought: 2024-06-30\nWarranty until: 2027-06-30" in said
    assert not page.insert_button.isVisibleTo(page)


def test_what_is_read_follows_the_desk(knowledge, desk, qtbot):
    knowledge.show_record("a-blank")
    desk.arrive("article", "a-blank", **{**ARTICLES["a-blank"], "body": "Change the toner."})
    qtbot.waitUntil(lambda: knowledge.reader.body.text() == "Change the toner.")


def test_the_palette_finds_them_by_words(window):
    window.palette_box.look_up("sealing")
    hit = next(one for one in window.palette_box.hits if one.section == "Articles")
    assert hit.title == "Printer prints blank pages"
    hit.run()
    assert window.panes.tabs.current.widget.record_id() == "a-blank"


def test_the_sidebar_marks_what_is_in_front(window, knowledge):
    assert window.sidebar.currentItem().text() == "Knowledge"
    window.panes.tabs.show_at(0)
    assert window.sidebar.currentItem().text() == "My open"
    window.show_view(find_view(window.parts.desk, "library:article"))
    assert window.panes.tabs.current.widget is knowledge, "one tab for all of them"
