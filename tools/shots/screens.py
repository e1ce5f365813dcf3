"""The screens to draw. A new one is one function and one line in :data:`SCREENS`."""

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from deskclient.domain.events import JobProgress, Link, RecordMoved, RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.ui.actions.spec import Place
from deskclient.ui.choice_popup import ChoicePopup
from deskclient.ui.detail.header import TicketHeader
from deskclient.ui.detail.panel import DetailPanel
from deskclient.ui.detail.state_badge import StateBadge
from deskclient.ui.list.chip_bar import ChipBar
from deskclient.ui.main_window import MainWindow
from deskclient.ui.theme.tokens import Density
from deskclient.ui.window.menu_bar import context_menu as context_menu_of
from tests.fakes.library_content import stock_library
from tests.fakes.reading_only import READING_ONLY
from tools.shots import away, decide, write
from tools.shots.screen import Screen, front_dialog, settle, show_view
from tools.shots.studio import Studio


def list_and_detail(studio: Studio, window: MainWindow) -> None:
    """The window as it is used most."""
    show_view(studio, window, "work:open")
    window.panel.list.select_position(2)


def compact_columns(studio: Studio, window: MainWindow) -> None:
    """One line and columns for each ticket, over the whole width."""
    studio.theme.apply(density=Density.COMPACT)
    show_view(studio, window, "work:open")
    window.panes.toggle_detail()
    window.panel.sort_by("due_at")


def bulk(studio: Studio, window: MainWindow) -> None:
    """Many selected tickets, one change just made, something waiting."""
    show_view(studio, window, "work:unassigned")
    window.panel.list.selectAll()
    ids = window.panel.list.selected_ids()[:4]
    window.tickets.set_for(ids, "queue", "q-net")


def search(_studio: Studio, window: MainWindow) -> None:
    """Something found."""
    window.search("queue:printing is:open")
    window.panel.list.select_position(0)


def nothing_found(_studio: Studio, window: MainWindow) -> None:
    """Nothing found."""
    window.search("zeppelin")


def offline(studio: Studio, window: MainWindow) -> None:
    """No network, changes waiting."""
    list_and_detail(studio, window)
    studio.desk.sync.set(replace(studio.desk.sync.current, link=Link.UNREACHABLE))
    ids = window.panel.list.selected_ids()
    window.tickets.set_for(ids, "priority", "low")


def reading_only(studio: Studio, window: MainWindow) -> None:
    """A profile in a folder that cannot be written."""
    list_and_detail(studio, window)
    studio.desk.sync.set(READING_ONLY)


def first_sync(studio: Studio, window: MainWindow) -> None:
    """The first sync under way."""
    studio.desk.sync.set(replace(studio.desk.sync.current, link=Link.CONNECTING, last_sync=""))
    studio.desk.tell(
        JobProgress("pull", "Fetching tickets and messages for the first time", 740, 2000)
    )
    show_view(studio, window, "work:open")


def empty_view(studio: Studio, window: MainWindow) -> None:
    """A view with nothing in it."""
    show_view(studio, window, "work:unsent")


def knowledge(studio: Studio, window: MainWindow) -> None:
    """An article of the knowledge base."""
    stock_library(studio.desk)
    window.sidebar.rebuild()
    window.open_record("article", RecordId("a-vpn"))


def assets(studio: Studio, window: MainWindow) -> None:
    """A device and who has it."""
    stock_library(studio.desk)
    window.sidebar.rebuild()
    window.open_record("asset", RecordId("d-1"))


def palette(studio: Studio, window: MainWindow) -> QWidget | None:
    """The command palette."""
    list_and_detail(studio, window)
    window.palette_box.open("pri")
    return window.palette_box


def shortcuts(_studio: Studio, window: MainWindow) -> QWidget | None:
    """All shortcuts."""
    window.run("help.shortcuts")
    return front_dialog()


def tabs(studio: Studio, window: MainWindow) -> None:
    """Two tickets in tabs."""
    show_view(studio, window, "work:open")
    for position in (0, 3):
        window.run("go.tab_1")
        window.panel.list.select_position(position)
        window.run("ticket.open_tab")


def outbox(studio: Studio, window: MainWindow) -> None:
    """What waits."""
    show_view(studio, window, "work:unassigned")
    window.panel.list.select_position(1)
    window.tickets.take()
    window.tickets.set_field("priority", "high")
    window.run("tools.outbox")


def facts(_studio: Studio, window: MainWindow) -> None:
    """About this sync."""
    window.run("tools.about_sync")


def large_text(studio: Studio, window: MainWindow) -> None:
    """Text at twice its size."""
    studio.theme.apply(text_scale=2.0)
    list_and_detail(studio, window)


def new_ticket(_studio: Studio, window: MainWindow) -> QWidget | None:
    """A ticket from one line."""
    window.run("file.new")
    return front_dialog()


def pending_badge(studio: Studio, window: MainWindow) -> QWidget | None:
    """What waits of one ticket, opened from its badge."""
    list_and_detail(studio, window)
    for name, value in (("priority", "low"), ("queue", "q-net")):
        window.tickets.set_field(name, value)
    settle()
    badge = window.findChild(StateBadge)
    if badge is not None:
        badge.click()
    return front_dialog()


def links(studio: Studio, window: MainWindow) -> None:
    """A ticket that others are linked with."""
    list_and_detail(studio, window)
    header = window.findChild(TicketHeader)
    if header is not None:
        header.side_wanted.emit(True)
    (shown,) = window.panel.list.selected_ids()
    tickets = studio.desk.records.by_kind["ticket"]
    one, two, three = [name for name in tickets if name != shown][:3]
    doc = {**tickets[shown].doc, "related": [one, two], "depends_on": [three]}
    studio.desk.records.put("ticket", shown, doc, ver=tickets[shown].ver + 1)
    window.panel.list.select_position(0)
    window.panel.list.select_position(2)


def merge(studio: Studio, window: MainWindow) -> QWidget | None:
    """The question into which ticket one is merged."""
    list_and_detail(studio, window)
    window.run("ticket.merge")
    return front_dialog()


def merged_away(studio: Studio, window: MainWindow) -> None:
    """A ticket that was merged into another one while somebody wrote in it."""
    tabs(studio, window)
    panel = next(one for one in window.findChildren(DetailPanel) if one.isVisible())
    shown = panel.record_id()
    if shown is None:
        return
    panel.composer.text.setPlainText("I have found the toner, and")
    tickets = studio.desk.records.by_kind["ticket"]
    survivor = next(view.record_id for name, view in tickets.items() if name != shown)
    tickets.pop(shown)
    studio.desk.tell(RecordMoved("ticket", shown, survivor))
    studio.desk.tell(RecordsChanged("ticket", (shown,)))
    settle()


def save_view(studio: Studio, window: MainWindow) -> QWidget | None:
    """The question for the name of a view."""
    show_view(studio, window, "work:open")
    window.panel.save_asked.emit()
    return front_dialog()


def filter_popup(studio: Studio, window: MainWindow) -> QWidget | None:
    """The values of a field to filter by."""
    show_view(studio, window, "work:open")
    chips = window.findChild(ChipBar)
    if chips is None:
        return None
    chips.offer_fields()
    for fields in chips.findChildren(ChoicePopup):
        fields.chosen.emit("queue")
        fields.close()
    settle()
    return next((one for one in chips.findChildren(ChoicePopup) if one.isVisible()), None)


def context_menu(studio: Studio, window: MainWindow) -> QWidget | None:
    """What can be done to a ticket in the list."""
    list_and_detail(studio, window)
    menu = context_menu_of(window.actions_set, Place.LIST_CONTEXT, window)
    menu.adjustSize()
    return studio.hold(menu)


SCREENS: tuple[Screen, ...] = (
    Screen("01-list-and-detail", list_and_detail),
    Screen("02-compact-columns", compact_columns),
    Screen("03-bulk", bulk),
    Screen("04-search", search),
    Screen("05-nothing-found", nothing_found),
    Screen("06-offline", offline),
    Screen("07-first-sync", first_sync),
    Screen("08-empty-view", empty_view),
    Screen("16-reading-only", reading_only),
    Screen("09-palette", palette),
    Screen("10-shortcuts", shortcuts),
    Screen("11-tabs", tabs),
    Screen("12-outbox", outbox),
    Screen("13-about-sync", facts),
    Screen("14-large-text", large_text),
    Screen("15-new-ticket", new_ticket),
    Screen("16-pending-badge", pending_badge),
    Screen("17-save-view", save_view),
    Screen("18-filter-popup", filter_popup),
    Screen("19-context-menu", context_menu),
    Screen("70-knowledge", knowledge),
    Screen("71-assets", assets),
    Screen("76-linked-tickets", links),
    Screen("77-merge", merge),
    Screen("78-merged-away", merged_away),
    *write.SCREENS,
    *decide.SCREENS,
    *away.SCREENS,
)
