"""The screens to draw. A new one is one function and one line in :data:`SCREENS`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication, QWidget

from deskclient.domain.events import JobProgress, Link
from deskclient.ui.main_window import MainWindow
from deskclient.ui.theme.tokens import Density
from deskclient.ui.views import find_view
from tools.shots import around
from tools.shots.studio import Studio


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture: a name for its file, and what brings the window there.

    ``prepare`` may give another widget to draw, such as a dialog, instead of the window.
    """

    name: str
    prepare: Callable[[Studio, MainWindow], QWidget | None]


def _view(studio: Studio, window: MainWindow, view_id: str) -> None:
    view = find_view(studio.desk, view_id)
    if view is not None:
        window.show_view(view)


def _dialog() -> QWidget | None:
    """The dialog or popup in front."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def list_and_detail(studio: Studio, window: MainWindow) -> None:
    """The window as it is used most."""
    _view(studio, window, "work:open")
    window.panel.list.select_position(2)


def compact_columns(studio: Studio, window: MainWindow) -> None:
    """One line and columns for each ticket, over the whole width."""
    studio.theme.apply(density=Density.COMPACT)
    _view(studio, window, "work:open")
    window.panes.toggle_detail()
    window.panel.sort_by("due_at")


def bulk(studio: Studio, window: MainWindow) -> None:
    """Many selected tickets, one change just made, something waiting."""
    _view(studio, window, "work:unassigned")
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


def first_sync(studio: Studio, window: MainWindow) -> None:
    """The first sync under way."""
    studio.desk.sync.set(replace(studio.desk.sync.current, link=Link.CONNECTING, last_sync=""))
    studio.desk.tell(JobProgress("first-sync", "Fetching tickets", 740, 2000))
    _view(studio, window, "work:open")


def empty_view(studio: Studio, window: MainWindow) -> None:
    """A view with nothing in it."""
    _view(studio, window, "work:unsent")


def palette(studio: Studio, window: MainWindow) -> QWidget | None:
    """The command palette."""
    list_and_detail(studio, window)
    window.palette_box.open("pri")
    return window.palette_box


def shortcuts(_studio: Studio, window: MainWindow) -> QWidget | None:
    """All shortcuts."""
    window.run("help.shortcuts")
    return _dialog()


def tabs(studio: Studio, window: MainWindow) -> None:
    """Two tickets in tabs."""
    _view(studio, window, "work:open")
    for position in (0, 3):
        window.run("go.tab_1")
        window.panel.list.select_position(position)
        window.run("ticket.open_tab")


def outbox(studio: Studio, window: MainWindow) -> None:
    """What waits."""
    _view(studio, window, "work:unassigned")
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
    return _dialog()


SCREENS: tuple[Screen, ...] = (
    Screen("01-list-and-detail", list_and_detail),
    Screen("02-compact-columns", compact_columns),
    Screen("03-bulk", bulk),
    Screen("04-search", search),
    Screen("05-nothing-found", nothing_found),
    Screen("06-offline", offline),
    Screen("07-first-sync", first_sync),
    Screen("08-empty-view", empty_view),
    Screen("09-palette", palette),
    Screen("10-shortcuts", shortcuts),
    Screen("11-tabs", tabs),
    Screen("12-outbox", outbox),
    Screen("13-about-sync", facts),
    Screen("14-large-text", large_text),
    Screen("15-new-ticket", new_ticket),
    Screen("20-sign-in-no-answer", around.no_answer),
    Screen("21-sign-in-no-keyring", around.no_keyring),
    Screen("22-sign-in-what-is-kept", around.what_is_kept),
    Screen("23-profiles", around.profiles),
    Screen("24-leaving", around.leaving),
    Screen("25-settings", around.appearance),
    Screen("26-settings-offline", around.kept_offline),
    Screen("27-settings-security", around.security),
)
