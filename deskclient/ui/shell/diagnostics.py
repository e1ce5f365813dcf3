"""Makes the diagnostics window; imported when it is asked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from deskclient.domain.clock import Clock
from deskclient.services.api import Desk
from deskclient.services.diagnostics import DeskFacts, Diagnostics
from deskclient.services.folders import Folders
from deskclient.services.settings import Settings
from deskclient.ui.diagnostics.problem_book import ProblemBook
from deskclient.ui.diagnostics.sources import Finding, LocalSources
from deskclient.ui.diagnostics.window import DiagnosticsWindow, Watched
from deskclient.ui.main_window import MainWindow
from deskclient.ui.surroundings import Surroundings

Check = Callable[[], object]


def make_sources(
    folders: Folders,
    clock: Clock,
    settings: Settings,
    checks: Callable[[], Sequence[Check]],
    facts: Callable[[], Sequence[DeskFacts]],
) -> LocalSources:
    """Say where the diagnostics of this computer come from."""
    # The shell holds the checks without importing what describes their findings.
    known = cast("Callable[[], Sequence[Callable[[], Finding]]]", checks)
    return LocalSources(Diagnostics(folders, clock), folders.logs, settings, known, facts)


def make_window(
    surroundings: Surroundings, sources: LocalSources, parent: QWidget | None
) -> DiagnosticsWindow:
    """Make the window; it is shown by :func:`show_for`."""
    return DiagnosticsWindow(surroundings, sources, parent)


def show_for(page: DiagnosticsWindow, desk: Desk | None, book: ProblemBook | None) -> None:
    """Show the diagnostics, with those of an open profile; its problems first if there are any."""
    watched = None if desk is None or book is None else Watched(desk, book)
    troubled = watched is not None and bool(watched.problems.all())
    page.show_for(watched, "problems" if troubled else "health")


def facts_of(
    windows: Mapping[str, MainWindow], books: Mapping[str, ProblemBook]
) -> list[DeskFacts]:
    """Say what is known of the open profiles."""
    return [
        DeskFacts(
            desk_url=window.parts.desk.me.desk_url,
            status=window.parts.desk.sync.status(),
            outbox=window.count,
            facts=window.parts.desk.sync.facts(),
            problems=books[profile_id].all(),
        )
        for profile_id, window in windows.items()
    ]
