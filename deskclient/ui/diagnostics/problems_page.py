"""What went wrong and waits for a person: try again, look at the record, or strike it off."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.events import ProblemRaised
from deskclient.ui.diagnostics.problem_book import ProblemBook
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.page_parts import ScrollPage, text_label
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look


class ProblemsPage(ScrollPage):
    """Of the open profile."""

    retry_asked = Signal(object)
    """A :class:`ProblemRaised` to be tried again."""
    open_asked = Signal(str, str)
    """Kind and id of the record to be shown."""

    def __init__(
        self, theme: Theme, book: ProblemBook | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._book: ProblemBook | None = None
        self.set_book(book)

    def set_book(self, book: ProblemBook | None) -> None:
        """Show the problems of another profile, or none."""
        if self._book is not None:
            self._book.changed.disconnect(self.rebuild)
        self._book = book
        if book is not None:
            book.changed.connect(self.rebuild)
        self.rebuild()

    @override
    def fill(self, column: QVBoxLayout) -> None:
        column.addWidget(text_label(self.tr("Problems"), "page"))
        problems = () if self._book is None else self._book.all()
        if not problems:
            empty = EmptyState(self.theme)
            empty.say(
                "circle-check",
                self.tr("Nothing needs your attention."),
                self.tr("Problems that this program cannot solve by itself are listed here."),
            )
            column.addWidget(empty)
        for problem in problems:
            column.addWidget(self._row(problem))

    def _row(self, problem: ProblemRaised) -> QFrame:
        row = QFrame()
        set_look(row, ground="card")
        box = QHBoxLayout(row)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(12)
        picture = QLabel(row)
        picture.setPixmap(
            self.theme.icons.pixmap("triangle-alert", self.theme.colors.warning, self.theme.px(18))
        )
        box.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(text_label(domain_text(problem.title), "strong"))
        for text, role in ((problem.detail, ""), (problem.hint, "muted")):
            if text:
                words.addWidget(text_label(domain_text(text), role))
        words.addLayout(self._acts(problem))
        box.addLayout(words, 1)
        row.setAccessibleName(domain_text(problem.title))
        return row

    def _acts(self, problem: ProblemRaised) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        title = domain_text(problem.title)
        if problem.retryable:
            retry = self._button(acts, self.tr("Try again"), title, f"retry:{problem.problem_id}")
            retry.clicked.connect(partial(self.retry_asked.emit, problem))
        if _can_be_shown(problem):
            show = self._button(acts, self.tr("Show it"), title, f"show:{problem.problem_id}")
            show.clicked.connect(partial(self.open_asked.emit, problem.kind, problem.record_id))
        dismiss = self._button(acts, self.tr("Dismiss"), title, f"dismiss:{problem.problem_id}")
        dismiss.clicked.connect(partial(self._dismiss, problem.problem_id))
        acts.addStretch(1)
        return acts

    def _button(self, acts: QHBoxLayout, words: str, title: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setObjectName(name)
        button.setAccessibleName(self.tr("{act}: {problem}").format(act=words, problem=title))
        acts.addWidget(button)
        return button

    def _dismiss(self, problem_id: str) -> None:
        if self._book is not None:
            self._book.dismiss(problem_id)


def _can_be_shown(problem: ProblemRaised) -> bool:
    """Whether there is a ticket to look at; one that was not understood is not shown anywhere."""
    not_understood = problem.problem_id.startswith("quarantine:")
    return problem.kind == "ticket" and bool(problem.record_id) and not not_understood
