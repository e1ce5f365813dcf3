"""The problems of one open profile, until somebody has dealt with them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from deskclient.domain.events import ProblemRaised
from deskclient.ui.bridge import Bridge


class ProblemBook(QObject):
    """Listens from the start of the window, so that nothing told before is missed."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: dict[str, ProblemRaised] = {}
        bridge.problem_raised.connect(self.add)

    def all(self) -> Sequence[ProblemRaised]:
        """Every problem, the newest first."""
        return tuple(reversed(self._problems.values()))

    def add(self, problem: ProblemRaised) -> None:
        """Note a problem; one that is known comes to the top."""
        self._problems.pop(problem.problem_id, None)
        self._problems[problem.problem_id] = problem
        self.changed.emit()

    def dismiss(self, problem_id: str) -> None:
        """Strike a problem off; it comes back if it is raised again."""
        if self._problems.pop(problem_id, None) is not None:
            self.changed.emit()
