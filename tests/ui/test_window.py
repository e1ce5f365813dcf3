"""The main window as a person uses it: keyboard, mouse, views, search, bulk, undo."""

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from deskclient.domain.events import Link, OutboxCount, RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.domain.query import ListQuery
from deskclient.ui.forms.new_ticket import NewTicket
from deskclient.ui.theme.tokens import Density, SchemeChoice
from deskclient.ui.views import find_view
from tests.fakes.desk_content import ME

LEFT = Qt.MouseButton.LeftButton


def open_view(window, desk, view_id):
    window.show_view(find_view(desk, view_id))


def click_row(qtbot, window, position, modifier=Qt.KeyboardModifier.NoModifier):
    rows = window.panel.list
    at = QPoint(60, rows.rowViewportPosition(position) + 10)
    qtbot.mouseClick(rows.viewport(), LEFT, modifier, at)


def counted(window):
    """Count the whole list: of a view just opened only the first keys are there."""
    return len(window.parts.desk.reads.first_rows(window.panel.feed.query, 10_000))


def shown_ids(window):
    model = window.panel.model
    return [model.row(at).record_id for at in range(model.rowCount())]


def test_the_first_view_is_there_when_the_window_is(window, desk):
    assert window.panel.view.id == "work:mine"
    assert window.panel.model.rowCount() > 10
    docs = [desk.records.by_kind["ticket"][one].doc for one in shown_ids(window)]
    assert all(doc["owner"] == ME for doc in docs)


def test_a_click_on_a_row_shows_the_ticket(window, qtbot):
    click_row(qtbot, window, 2)
    assert window.detail.record_id() == shown_ids(window)[2]


def test_commands_act_on_the_ticket_that_is_shown_though_the_list_does_not_hold_it(
    window, qtbot, desk
):
    click_row(qtbot, window, 2)
    former = shown_ids(window)[2]
    other = next(one for one in desk.records.by_kind["ticket"] if one not in shown_ids(window))
    window.open_record("ticket", other)
    assert window.detail.record_id() == other
    assert list(window.chosen.ids()) == [other]
    click_row(qtbot, window, 2)
    assert window.detail.record_id() == former
    assert list(window.chosen.ids()) == [former]


def test_arrow_keys_walk_and_the_detail_follows(window, qtbot):
    rows = window.panel.list
    click_row(qtbot, window, 0)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert window.detail.record_id() == shown_ids(window)[1]


def test_j_and_k_walk_on_the_latin_and_the_russian_keyboard(window):
    window.run("go.next")
    window.run("go.next")
    assert window.panel.list.currentIndex().row() == 1
    window.run("go.previous")
    assert window.panel.list.currentIndex().row() == 0
    keys = [one.toString() for one in window.actions_set["go.next"].shortcuts()]
    assert keys == ["J", "О"]


def test_enter_opens_a_tab_and_control_w_closes_it(window, qtbot):
    click_row(qtbot, window, 1)
    qtbot.keyClick(window.panel.list, Qt.Key.Key_Return)
    assert window.panes.tabs.extra == 1
    assert window.pages.current_ticket() == shown_ids(window)[1]
    window.run("go.tab_1")
    assert window.pages.current_ticket() is None
    window.run("go.tab_2")
    window.run("go.close_tab")
    assert window.panes.tabs.extra == 0


def test_the_same_ticket_opens_only_one_tab(window):
    one = shown_ids(window)[0]
    window.open_record("ticket", one, in_tab=True)
    window.open_record("ticket", one, in_tab=True)
    assert window.panes.tabs.extra == 1


def test_search_shows_hits_as_they_are_typed_and_escape_brings_the_view_back(
    window, qtbot, type_text, desk
):
    window.run("edit.search")
    type_text(window.top.search, "картридж")
    subjects = {
        str(desk.records.by_kind["ticket"][one].doc["subject"]) for one in shown_ids(window)
    }
    assert subjects == {"Заменить картридж в бухгалтерии, кабинет 214"}
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert window.panel.view.id == "work:mine"
    assert window.top.search.text() == ""


def test_search_counts_yo_as_ye(window, type_text):
    type_text(window.top.search, "учетную")
    assert window.panel.model.rowCount() > 0


def test_a_letter_typed_into_the_list_goes_to_the_search_line(window, type_text):
    window.panel.list.setFocus()
    type_text(window.panel.list, "ж")
    assert window.top.search.text() == "ж"


def test_a_search_that_finds_nothing_offers_to_clear_it(window):
    window.search("zzzzzz")
    assert window.panel.list_area() is window.panel.empty
    window.panel.empty.acted.emit("clear")
    assert window.panel.model.rowCount() > 0


def test_chips_say_the_filters_and_taking_one_away_widens_the_list(window, qtbot):
    before = window.panel.model.rowCount()
    chips = window.panel.chips
    query = window.panel.feed.query
    chips.changed.emit(replace(query, filters=query.filters[:1]))
    qtbot.waitUntil(lambda: window.panel.model.rowCount() > before)


def test_bulk_assignment_is_one_write_and_one_undo(window, desk, qtbot):
    open_view(window, desk, "work:unassigned")
    before = counted(window)
    click_row(qtbot, window, 0)
    click_row(qtbot, window, 4, Qt.KeyboardModifier.ShiftModifier)
    assert window.panel.bulk.isVisible()
    ids = window.panel.list.selected_ids()
    window.run("ticket.take")
    assert desk.writes.calls[-1] == ("ticket", tuple(ids), {"owner": ME})
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    assert len(window.toasts.shown) == 1
    qtbot.waitUntil(lambda: window.panel.model.rowCount() == before - 5)
    window.run("edit.undo")
    qtbot.waitUntil(lambda: window.panel.model.rowCount() == before)
    assert desk.outbox.ops == []


def test_rows_with_unsent_changes_are_found_in_their_view(window, desk, qtbot):
    click_row(qtbot, window, 0)
    changed = shown_ids(window)[0]
    window.tickets.set_field("priority", "low")
    open_view(window, desk, "work:unsent")
    assert shown_ids(window) == [changed]


def test_a_refused_change_says_why(window, desk, qtbot):
    click_row(qtbot, window, 0)
    window.tickets.set_for([shown_ids(window)[0]], "status", "solved")
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    assert "Resolution" in window.toasts.shown[-1].text


def test_dropping_tickets_on_a_queue_moves_them(window, desk):
    ids = tuple(shown_ids(window)[:2])
    window.sidebar.dropped.emit((ids, "queue", "q-net"))
    assert all(desk.records.by_kind["ticket"][one].doc["queue"] == "q-net" for one in ids)


def test_incoming_tickets_are_announced_while_the_list_is_read(window, desk, qtbot):
    open_view(window, desk, "work:open")
    view = find_view(desk, "work:open")
    assert view is not None
    count = len(desk.reads.first_rows(view.query, 1000))
    # The first page stands at once; all the rows are counted behind it.
    qtbot.waitUntil(lambda: window.panel.model.rowCount() == count)
    click_row(qtbot, window, 3)
    selected = window.panel.list.selected_ids()
    top = dict(desk.records.by_kind["ticket"][selected[0]].doc)
    desk.arrive("ticket", "fresh", **{**top, "subject": "Fresh", "status": "new", "number": 9999})
    qtbot.waitUntil(window.panel.pill.isVisible)
    assert window.panel.model.rowCount() == count
    assert window.panel.pill.text() == "1 new ▸"
    # It lies over the list, not over the buttons above it.
    assert window.panel.pill.y() > window.panel.chips.geometry().bottom()
    qtbot.mouseClick(window.panel.pill, LEFT)
    qtbot.waitUntil(lambda: window.panel.model.rowCount() == count + 1)
    assert window.panel.list.selected_ids() == selected


def test_a_changed_ticket_is_redrawn_where_it_stands(window, desk, qtbot):
    one = shown_ids(window)[0]
    desk.arrive("ticket", one, subject="Another subject")
    model = window.panel.model
    subject = model.column_of("subject")
    qtbot.waitUntil(
        lambda: model.row(model.position_of_id(one)).values[subject] == "Another subject"
    )


def test_the_status_area_says_the_truth(window, desk, qtbot):
    today, long_ago = desk.sync.current.last_sync, "2026-03-12T08:00:00.000Z"
    for link, at, words in (
        (Link.UNREACHABLE, today, "The desk does not answer · synced 10:42"),
        (Link.OFFLINE, long_ago, "Offline: changes are kept here · synced 12 Mar"),
        (Link.UNREACHABLE, "", "The desk does not answer"),
        (Link.LIMITED, today, "Something else answers in the desk's place"),
    ):
        desk.sync.set(replace(desk.sync.current, link=link, last_sync=at))
        qtbot.waitUntil(lambda words=words: window.status.link_words() == words)
    desk.tell(OutboxCount(3, 1))
    qtbot.waitUntil(lambda: window.actions_set.context.decisions == 1)
    assert window.actions_set["tools.decisions"].isEnabled()


def test_look_and_language_change_at_once_and_are_kept(window, program, theme):
    window.run("view.theme_dark")
    window.run("view.compact")
    assert theme.choice is SchemeChoice.DARK
    assert theme.density is Density.COMPACT
    assert window.panel.list.header.isVisible()
    window.run("view.language_ru")
    assert program.kept == {"theme": "dark", "density": "compact", "language": "ru"}


def test_sorting_by_a_column_is_remembered_for_the_view(window, desk, memory):
    window.panel.sort_by("priority")
    open_view(window, desk, "work:open")
    open_view(window, desk, "work:mine")
    assert window.panel.feed.query.sort == "priority"
    assert memory.get("sort/work:mine") == "priority"


def test_columns_are_remembered_for_the_view(window, desk, theme):
    theme.apply(density=Density.COMPACT)
    header = window.panel.list.header
    header.toggle("queue")
    assert "queue" not in [one.name for one in header.columns()]
    open_view(window, desk, "work:open")
    assert "queue" in [one.name for one in header.columns()]
    open_view(window, desk, "work:mine")
    assert "queue" not in [one.name for one in header.columns()]


def test_the_palette_shows_what_somebody_asked_for_who_owns_nothing(window, desk):
    """Some desks take everybody with an account for one who works there."""
    (ticket,) = [row.record_id for row in desk.reads.first_rows(ListQuery("ticket"), 1)]
    view = desk.reads.record("ticket", ticket)
    newcomer = {"name": "Nadia Newcomer", "is_agent": True, "active": True}
    desk.records.put("person", "p-new", newcomer)
    desk.records.put("ticket", ticket, {**view.doc, "requester": "p-new"})
    wanted: list[ListQuery] = []
    window.palette_box.query_chosen.connect(lambda query, _typed: wanted.append(query))
    window.palette_box._choose_person("p-new", True)
    owner = next(one.record_id for one in desk.reads.reference("person") if one.doc["is_agent"])
    window.palette_box._choose_person(owner, True)
    assert [one.filters[0].field for one in wanted] == ["requester", "owner"]


def test_the_palette_finds_commands_views_tickets_and_people(window, desk):
    palette = window.palette_box
    window.run("go.palette")
    palette.look_up("dark")
    assert palette.hits[0].title == "Theme › Dark theme"
    palette.look_up("#1299")
    assert palette.hits[0].right == "#1299"
    palette.look_up("королева")
    assert "Марина Королёва" in [hit.title for hit in palette.hits]
    palette.look_up("print")
    assert "Printing" in [hit.title for hit in palette.hits]
    palette.close()


def test_the_palette_is_as_tall_as_what_it_has_found(window):
    palette = window.palette_box
    window.run("go.palette")
    tall = palette.height()
    palette.look_up("#1299")
    assert palette.height() < tall
    palette.look_up("zzzzqqq")
    said = [label.text() for label in palette.findChildren(QLabel) if label.isVisibleTo(palette)]
    assert said == ["No command, ticket, view or person fits."]
    palette.close()


def test_a_view_is_kept_from_what_is_shown(window, desk, qtbot):
    query = desk.reads.parse("priority:high is:open").query
    window._views.keep("Hot", query, window.panel.list.header.columns())
    names = [doc.doc["name"] for doc in desk.reads.reference("saved_view")]
    assert "Hot" in names
    titles = {}

    def listed():
        titles.update({view.title: view for view in window.sidebar._views.values()})
        return "Hot" in titles

    qtbot.waitUntil(listed)
    assert titles["Hot"].query.filters == query.filters


def test_people_who_stand_in_no_view_leave_the_sidebar_as_it_is(window, desk):
    filled = []
    window.sidebar.model().rowsInserted.connect(lambda *_: filled.append(1))
    person = RecordId("somebody")
    desk.records.put("person", person, {"name": "Somebody"}, ver=1)
    window.bridge.records_changed.emit(RecordsChanged("person", (person,)))
    assert not filled
    queue = RecordId("q-net")
    doc = {**desk.records.by_kind["queue"][queue].doc, "name": "Networks"}
    desk.records.put("queue", queue, doc, ver=2)
    window.bridge.records_changed.emit(RecordsChanged("queue", (queue,)))
    assert filled
    assert "Networks" in {one.title for one in window.sidebar._views.values()}


def test_a_bulk_change_leaves_tickets_alone_that_may_only_be_read(window, desk, qtbot):
    click_row(qtbot, window, 0)
    click_row(qtbot, window, 3, Qt.KeyboardModifier.ShiftModifier)
    ids = window.panel.list.selected_ids()
    docs = {one: dict(desk.records.by_kind["ticket"][one].doc) for one in ids}
    barred = docs[ids[0]]["queue"]
    desk.me = replace(desk.me, queues={barred: "read"})
    free = [one for one in ids if docs[one]["queue"] != barred]
    assert 0 < len(free) < len(ids)
    window.tickets.set_field("priority", "low")
    text = "you may only read"
    qtbot.waitUntil(lambda: any(text in one.text() for one in window.findChildren(QLabel)))
    changed = tuple(one for one in free if docs[one]["priority"] != "low")
    assert desk.writes.calls == [("ticket", changed, {"priority": "low"})]
    window.tickets.set_for([ids[0]], "priority", "critical")
    assert len(desk.writes.calls) == 1


def test_numbers_and_links_of_the_selected_tickets_go_to_the_clipboard(window, qtbot, desk):
    click_row(qtbot, window, 0)
    number = desk.records.by_kind["ticket"][shown_ids(window)[0]].doc["number"]
    window.run("edit.copy_number")
    assert QGuiApplication.clipboard().text() == f"#{number}"


def test_a_narrow_window_gives_up_the_sidebar_first(window):
    assert not window.sidebar.narrow
    window.resize(1024, 700)
    assert window.sidebar.narrow
    assert window.panes.detail_shown
    window.resize(1440, 900)
    assert not window.sidebar.narrow


def test_what_a_window_remembers_is_there_in_the_next_one(window, memory):
    open_view(window, window.parts.desk, "work:open")
    window.close()
    assert memory.get("view") == "work:open"
    assert memory.get("geometry")


def test_the_window_says_nothing_when_it_closes_with_unsent_work(window, qtbot):
    click_row(qtbot, window, 0)
    window.tickets.set_field("priority", "low")
    assert window.close()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []


def test_a_change_of_mine_does_not_move_the_ticket_under_my_eyes(window, desk, qtbot):
    open_view(window, desk, "work:open")
    click_row(qtbot, window, 5)
    one = window.panel.list.selected_ids()[0]
    window.tickets.set_field("priority", "low")
    desk.arrive("ticket", one, updated_at="2026-11-23T10:42:00.000Z")
    qtbot.waitUntil(lambda: not window.panel.feed._timer.isActive())
    assert shown_ids(window)[5] == one
    assert not window.panel.pill.isVisible()


def test_what_leaves_the_view_by_my_hand_leaves_at_once_and_the_rest_stays(window, desk, qtbot):
    before = shown_ids(window)
    click_row(qtbot, window, 2)
    window.tickets.set_field("owner", "p-a2")
    qtbot.waitUntil(lambda: window.panel.model.rowCount() == len(before) - 1)
    assert shown_ids(window) == [*before[:2], *before[3:]]


def test_without_a_sync_yet_the_list_says_that_tickets_are_on_their_way(window, desk, qtbot):
    desk.sync.set(replace(desk.sync.current, link=Link.CONNECTING, last_sync=""))
    open_view(window, desk, "work:unsent")
    assert window.panel.empty._title.text() == "Your tickets are on their way."


def test_control_tab_turns_the_tabs_in_a_ring(window):
    for one in shown_ids(window)[:2]:
        window.open_record("ticket", one, in_tab=True)
    seen = []
    for _ in range(3):
        window.run("go.next_tab")
        seen.append(window.panes.tabs.position)
    assert seen == [0, 1, 2]


def test_tearing_a_tab_off_makes_a_window_of_its_own(window, qtbot):
    one = shown_ids(window)[0]
    window.open_record("ticket", one, in_tab=True)
    window.pages.tear_off(f"ticket:{one}")
    assert window.panes.tabs.extra == 0
    assert len(window.pages._windows) == 1
    window.pages.close_windows()


def test_undo_of_an_unsent_change_says_what_is_undone(window, desk, qtbot):
    click_row(qtbot, window, 0)
    window.tickets.set_field("priority", "low")
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    number = desk.reads.record("ticket", window.panel.list.selected_ids()[0]).doc["number"]
    assert window.toasts.shown[-1].text == f"#{number}: Priority is now “Low”."
    window.run("edit.undo")
    qtbot.waitUntil(lambda: [bool(one.undo) for one in window.toasts.shown] == [False])
    assert window.toasts.shown[-1].text == f"Undone: Priority “Low” of #{number}."
    assert desk.outbox.ops == []
    assert not window.actions_set["edit.undo"].isEnabled()


def test_undo_of_a_sent_change_makes_the_way_back_and_says_so(window, desk, qtbot):
    click_row(qtbot, window, 0)
    changed = window.panel.list.selected_ids()[0]
    before = desk.reads.record("ticket", changed).doc["priority"]
    window.tickets.set_field("priority", "low")
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    desk.settle()
    window.run("edit.undo")
    qtbot.waitUntil(lambda: [bool(one.undo) for one in window.toasts.shown] == [False])
    assert window.toasts.shown[-1].text.startswith("Undone: Priority “Low” of #")
    assert "The desk had it already" in window.toasts.shown[-1].text
    assert desk.reads.record("ticket", changed).doc["priority"] == before
    assert [op.patch.set for op in desk.outbox.ops] == [{"priority": before}]


def test_undo_takes_back_what_was_changed_in_the_detail(window, desk, qtbot):
    click_row(qtbot, window, 0)
    changed = window.panel.list.selected_ids()[0]
    before = desk.reads.record("ticket", changed).doc["priority"]
    window.detail.panel().header.field_chosen.emit("priority", "low")
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    assert window.toasts.shown[-1].undo
    window.run("edit.undo")
    qtbot.waitUntil(lambda: [bool(one.undo) for one in window.toasts.shown] == [False])
    assert window.toasts.shown[-1].text.startswith("Undone: Priority “Low” of #")
    assert desk.reads.record("ticket", changed).doc["priority"] == before


def test_undo_of_a_bulk_change_tells_how_many_tickets(window, desk, qtbot):
    open_view(window, desk, "work:unassigned")
    click_row(qtbot, window, 0)
    click_row(qtbot, window, 4, Qt.KeyboardModifier.ShiftModifier)
    window.run("ticket.take")
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    window.run("edit.undo")
    qtbot.waitUntil(lambda: [bool(one.undo) for one in window.toasts.shown] == [False])
    assert window.toasts.shown[-1].text == "Undone: Owner “Dana Whitfield” of 5 tickets."


def test_no_bulk_bar_speaks_of_tickets_that_have_left_the_list(window, desk, qtbot):
    open_view(window, desk, "work:unassigned")
    click_row(qtbot, window, 0)
    click_row(qtbot, window, 2, Qt.KeyboardModifier.ShiftModifier)
    assert window.panel.bulk.isVisible()
    before = counted(window)
    window.run("ticket.take")
    qtbot.waitUntil(lambda: window.panel.model.rowCount() == before - 3)
    assert window.panel.list.count_selected() == 0
    assert not window.panel.bulk.isVisible()


def test_undo_of_a_creation_names_the_ticket(window, desk, qtbot):
    window.run("file.new")
    dialog = next(one for one in window.findChildren(NewTicket) if one.isVisible())
    dialog.quick.set_text("Printer jams @helen #printing !high")
    dialog.make()
    qtbot.waitUntil(lambda: bool(window.toasts.shown))
    window.run("edit.undo")
    qtbot.waitUntil(lambda: [bool(one.undo) for one in window.toasts.shown] == [False])
    assert window.toasts.shown[-1].text == "Undone: new ticket “Printer jams”."
