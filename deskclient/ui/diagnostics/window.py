"""The diagnostics: health, problems, records not understood, log, bundle, the sync."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deskclient.services.api import Desk
from deskclient.ui.bridge import Bridge
from deskclient.ui.diagnostics.bundle_page import BundlePage
from deskclient.ui.diagnostics.health_page import HealthPage
from deskclient.ui.diagnostics.log_page import LogPage
from deskclient.ui.diagnostics.problem_book import ProblemBook
from deskclient.ui.diagnostics.problems_page import ProblemsPage
from deskclient.ui.diagnostics.quarantine_page import QuarantinePage
from deskclient.ui.diagnostics.sources import DiagnosticSources
from deskclient.ui.diagnostics.sync_page import SyncPage
from deskclient.ui.paged_window import PagedWindow
from deskclient.ui.surroundings import Surroundings


class Watched(Struct, frozen=True):
    """An open profile and the problems its window has heard of."""

    desk: Desk
    problems: ProblemBook


class DiagnosticsWindow(PagedWindow):
    """Each page is read when it is first looked at."""

    open_asked = Signal(str, str)
    """Kind and id of a record to be shown in the window of the profile."""

    def __init__(
        self,
        surroundings: Surroundings,
        sources: DiagnosticSources,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(surroundings, parent)
        self._desk: Desk | None = None
        self._bridge = Bridge(self)
        self._stop: Callable[[], None] | None = None
        self._looked: set[str] = set()
        self.health = HealthPage(self.theme, sources, self)
        self.problems = ProblemsPage(self.theme, None, self)
        self.records = QuarantinePage(self.theme, self)
        self.sync = SyncPage(surroundings, None, self._bridge, self)
        self.log = LogPage(self.theme, sources, self)
        self.bundle = BundlePage(surroundings, sources, self)
        self._build()

    def _build(self) -> None:
        for key, icon, page in (
            ("health", "activity", self.health),
            ("problems", "triangle-alert", self.problems),
            ("records", "circle-question-mark", self.records),
            ("sync", "refresh-cw", self.sync),
            ("log", "file-text", self.log),
            ("bundle", "file-archive", self.bundle),
        ):
            self.add_page(key, icon, page)
        self._readers: dict[str, Callable[[], None]] = {
            "health": self.health.check,
            "log": self.log.read,
            "bundle": self.bundle.collect,
        }
        self.stack.currentChanged.connect(self._on_page)
        self.problems.retry_asked.connect(self._on_retry)
        self.problems.open_asked.connect(self.open_asked)
        self.relabel()
        self.fit()

    def show_for(self, watched: Watched | None, page: str = "health") -> None:
        """Show the diagnostics, with those of a profile if one is open."""
        self._end()
        self._desk = None if watched is None else watched.desk
        self.problems.set_book(None if watched is None else watched.problems)
        self.records.set_desk(self._desk)
        self.sync.set_desk(self._desk)
        if self._desk is not None:
            self._stop = self._desk.listen(self._bridge.post)
        self._looked.clear()
        self.show_page(page)
        self._on_page()

    def show_profile_gone(self) -> None:
        """The profile was closed: its pages go empty."""
        self._end()
        self._desk = None
        self.problems.set_book(None)
        self.records.set_desk(None)
        self.sync.set_desk(None)

    def _on_page(self) -> None:
        key = self.page()
        if self.isVisible() and key in self._readers and key not in self._looked:
            self._looked.add(key)
            self._readers[key]()

    def _on_retry(self) -> None:
        if self._desk is not None:
            self._desk.sync.sync_now()

    def _end(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None

    @override
    def page_title(self, key: str) -> str:
        return {
            "health": self.tr("Health"),
            "problems": self.tr("Problems"),
            "records": self.tr("Records not understood"),
            "sync": self.tr("About this sync"),
            "log": self.tr("Log"),
            "bundle": self.tr("Bundle for support"),
        }[key]

    @override
    def relabel(self) -> None:
        self.setWindowTitle(self.tr("Diagnostics"))
        super().relabel()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._end()
        super().hideEvent(event)
