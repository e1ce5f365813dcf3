"""Where the diagnostics come from: checks, log, bundle; all read beside the window's thread."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from deskclient.services.diagnostics import DeskFacts, Diagnosis, Diagnostics
from deskclient.services.logs import last_lines
from deskclient.services.settings import Settings
from deskclient.ui.background import in_background


class Finding(Protocol):
    """What one check of this computer found."""

    @property
    def name(self) -> str:
        """What was looked at; English."""
        ...

    @property
    def grade(self) -> str:
        """``ok``, ``warn`` or ``fail``, in any case."""
        ...

    @property
    def text(self) -> str:
        """What was found; English."""
        ...

    @property
    def hint(self) -> str:
        """What can be done; English, may be empty."""
        ...


class DiagnosticSources(Protocol):
    """What the diagnostics window asks."""

    def health(self) -> "Future[Sequence[Finding]]":
        """Check this computer."""
        ...

    def log(self, count: int) -> "Future[Sequence[str]]":
        """Give the newest log lines, oldest first, without secrets."""
        ...

    def bundle(self) -> "Future[Diagnosis]":
        """Collect what a bundle would hold."""
        ...

    def save(self, target: Path, diagnosis: Diagnosis) -> "Future[None]":
        """Write a bundle."""
        ...


class LocalSources:
    """Those of this computer."""

    def __init__(
        self,
        diagnostics: Diagnostics,
        logs: Path,
        settings: Settings,
        checks: Callable[[], Sequence[Callable[[], Finding]]],
        desks: Callable[[], Sequence[DeskFacts]],
    ) -> None:
        """Set up.

        Args:
            diagnostics: Collects and writes bundles.
            logs: The folder of the log.
            settings: Their values go into the bundle.
            checks: Gives what is looked at now; each look may take a moment.
            desks: Gives what is known of the open profiles; called on the window's thread.
        """
        self._diagnostics = diagnostics
        self._logs = logs
        self._settings = settings
        self._checks = checks
        self._desks = desks

    def health(self) -> "Future[Sequence[Finding]]":
        """Check this computer."""
        checks = self._checks()
        return in_background(lambda: [check() for check in checks])

    def log(self, count: int) -> "Future[Sequence[str]]":
        """Give the newest log lines."""
        return in_background(lambda: last_lines(self._logs, count))

    def bundle(self) -> "Future[Diagnosis]":
        """Collect what a bundle would hold."""
        values, desks = self._settings.all(), self._desks()
        return in_background(lambda: self._diagnostics.collect(values, desks))

    def save(self, target: Path, diagnosis: Diagnosis) -> "Future[None]":
        """Write a bundle."""
        return in_background(lambda: self._diagnostics.save(target, diagnosis))
