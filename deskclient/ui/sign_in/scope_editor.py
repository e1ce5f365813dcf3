"""What is kept offline: my tickets, queues, age, files; with the size as the desk tells it."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.events import RecordsChanged
from deskclient.domain.scope import Scope
from deskclient.services.api import Desk
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import Banner, text_label
from deskclient.ui.parts import Tone
from deskclient.ui.quiet_inputs import QuietCombo
from deskclient.ui.sign_in.step import hint_label, labelled, small_label
from deskclient.ui.surroundings import Surroundings

_ASK_AFTER_MS = 300
_DAYS = (0, 30, 90, 180, 365, 730)
_BUDGETS = (0, 50_000_000, 200_000_000, 500_000_000, 1_000_000_000, 5_000_000_000)


class ScopeEditor(QWidget):
    """Asks the desk for the size a moment after each change; older answers are dropped."""

    changed = Signal()
    """The person changed the choice."""
    sized = Signal()
    """The desk has told the size; its words may need more room."""

    def __init__(
        self,
        surroundings: Surroundings,
        desk: Desk,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._texts = surroundings.texts
        self._desk = desk
        self._bridge = bridge
        # Its own, so that an answer that comes after the editor is gone reaches nobody.
        self._answers = Bridge(self)
        self._asked = 0
        self._size: tuple[int, int, int] | None = None
        self._asking = False
        self._chosen: frozenset[str] = frozenset()
        self.mine = QCheckBox(self)
        self.all_queues = QRadioButton(self)
        self.some_queues = QRadioButton(self)
        self._group = QButtonGroup(self)
        self._queue_box = QVBoxLayout()
        self._queue_part = QWidget(self)
        self.queues: dict[str, QCheckBox] = {}
        self._none_yet = hint_label(self)
        self.days = QuietCombo(self)
        self.budget = QuietCombo(self)
        self._mine_hint = hint_label(self)
        self._queue_title = text_label("", "strong", self)
        self._days_label = small_label(self)
        self._budget_label = small_label(self)
        self._days_hint = hint_label(self)
        self.cost = Banner(surroundings.theme, self)
        self._timer = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._build()
        self._connect()
        self.set_scope(desk.sync.scope())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.mine)
        _indented(column, self._mine_hint)
        column.addSpacing(4)
        column.addWidget(self._queue_title)
        for button in (self.all_queues, self.some_queues):
            self._group.addButton(button)
            column.addWidget(button)
        self._queue_box.setContentsMargins(24, 0, 0, 0)
        self._queue_box.setSpacing(4)
        self._queue_box.addWidget(self._none_yet)
        self._queue_part.setLayout(self._queue_box)
        column.addWidget(self._queue_part)
        column.addSpacing(4)
        labelled(column, self._days_label, self.days)
        column.addWidget(self._days_hint)
        labelled(column, self._budget_label, self.budget)
        column.addSpacing(4)
        column.addWidget(self.cost)

    def _connect(self) -> None:
        self.mine.clicked.connect(self._on_change)
        self._group.buttonClicked.connect(self._on_change)
        self.days.activated.connect(self._on_change)
        self.budget.activated.connect(self._on_change)
        self._timer.timeout.connect(self.ask_size)
        self._bridge.records_changed.connect(self._on_records)

    # --- the choice -------------------------------------------------------------------------

    def scope(self) -> Scope:
        """What is chosen."""
        chosen = tuple(sorted(self._chosen)) if self.some_queues.isChecked() else None
        return Scope(
            mine=self.mine.isChecked(),
            queues=chosen,
            days=int(self.days.currentData()),
            attachment_bytes=int(self.budget.currentData()),
        )

    def set_scope(self, scope: Scope) -> None:
        """Show a choice and ask for its size."""
        self.mine.setChecked(scope.mine)
        chooses = scope.queues is not None
        self.some_queues.setChecked(chooses)
        self.all_queues.setChecked(not chooses)
        self._chosen = frozenset(scope.queues or ())
        self._fill_numbers(scope.days, scope.attachment_bytes)
        self._fill_queues()
        self.words()
        self.ask_size()

    def empty(self) -> bool:
        """Whether nothing would be kept."""
        return not self.mine.isChecked() and self.some_queues.isChecked() and not self._chosen

    def _fill_numbers(self, days: int, budget: int) -> None:
        for box, values, value in (
            (self.days, _DAYS, days),
            (self.budget, _BUDGETS, budget),
        ):
            box.clear()
            for one in sorted({*values, value}):
                box.addItem("", one)
            box.setCurrentIndex(box.findData(value))

    def _fill_queues(self) -> None:
        names = self._desk.reads.names("queue")
        for box in self.queues.values():
            self._queue_box.removeWidget(box)
            box.deleteLater()
        self.queues = {}
        for queue_id, name in sorted(names.items(), key=_by_name):
            box = QCheckBox(name.replace("&", "&&"), self._queue_part)
            box.setChecked(queue_id in self._chosen)
            box.clicked.connect(self._on_queue)
            self._queue_box.addWidget(box)
            self.queues[queue_id] = box
        self._none_yet.setVisible(not self.queues)
        self._queue_part.setVisible(self.some_queues.isChecked())

    def _on_queue(self) -> None:
        shown = {queue_id for queue_id, box in self.queues.items() if box.isChecked()}
        # Queues this computer has no name for (yet) stay as they are.
        unknown = {queue_id for queue_id in self._chosen if queue_id not in self.queues}
        self._chosen = frozenset(shown | unknown)
        self._on_change()

    def _on_change(self) -> None:
        self._queue_part.setVisible(self.some_queues.isChecked())
        self._size = None
        self._asking = True
        self._timer.start()
        self._tell_size()
        self.changed.emit()

    def _on_records(self, change: RecordsChanged) -> None:
        if change.kind == "queue":
            self._fill_queues()

    # --- the size ---------------------------------------------------------------------------

    def ask_size(self) -> None:
        """Ask the desk what the choice costs."""
        self._asked += 1
        number = self._asked
        self._asking = True
        self._tell_size()

        def done(tickets: int, size: int, files: int) -> None:
            self._answers.call(lambda: self._on_size(number, (tickets, size, files)))

        self._desk.sync.estimate(self.scope(), done)

    def _on_size(self, number: int, size: tuple[int, int, int]) -> None:
        if number != self._asked:
            return
        self._asking = False
        self._size = size
        self._tell_size()
        self.sized.emit()

    def _tell_size(self) -> None:
        if self.empty():
            self.cost.say(
                Tone.WARNING,
                self.tr("Nothing would be kept here."),
                self.tr("Choose at least one queue, or your own tickets."),
            )
        elif self._asking:
            self.cost.say(Tone.INFO, self.tr("Asking the desk for the size…"))
        elif self._size is None or self._size[0] < 0:
            self.cost.say(
                Tone.WARNING,
                self.tr("The size is not known, because the desk cannot be asked now."),
                self.tr("You can go on; the download shows how far it is and can be cancelled."),
            )
        else:
            self._tell_known(*self._size)

    def _tell_known(self, tickets: int, size: int, files: int) -> None:
        texts, most = self._texts, int(self.budget.currentData())
        title = self.tr("%n ticket(s), about {size} to download.", "", tickets)
        if not most:
            detail = self.tr("Attached files come when they are opened.")
        elif files < 0:
            told = self.tr("Attached files take up to {kept} more; the desk does not tell more.")
            detail = told.format(kept=texts.size(most))
        else:
            told = self.tr("Attached files take up to {kept} more; the desk has {all} of them.")
            detail = told.format(kept=texts.size(min(files, most)), all=texts.size(files))
        self.cost.say(Tone.INFO, title.format(size=texts.size(size)), detail)

    # --- words ------------------------------------------------------------------------------

    def words(self) -> None:
        """Write every text in the language in force."""
        self.mine.setText(self.tr("&My tickets"))
        self._mine_hint.setText(self.tr("Those you own or watch, whatever their queue and age."))
        self._queue_title.setText(self.tr("Tickets of queues"))
        self.all_queues.setText(self.tr("&Every queue you may see"))
        self.some_queues.setText(self.tr("Only &these queues:"))
        self._none_yet.setText(self.tr("The names of the queues are on their way."))
        self._label(self._days_label, self.days, self.tr("How far back"))
        self._days_hint.setText(self.tr("Open tickets are always kept, however old they are."))
        self._label(self._budget_label, self.budget, self.tr("Room for attached files"))
        for at in range(self.days.count()):
            self.days.setItemText(at, self._days_words(int(self.days.itemData(at))))
        for at in range(self.budget.count()):
            self.budget.setItemText(at, self._budget_words(int(self.budget.itemData(at))))
        self._tell_size()

    @staticmethod
    def _label(label: QLabel, field: QWidget, words: str) -> None:
        label.setText(words)
        field.setAccessibleName(words)

    def _days_words(self, days: int) -> str:
        if days == 0:
            return self.tr("All tickets")
        return self.tr("Tickets changed in the last %n day(s)", "", days)

    def _budget_words(self, budget: int) -> str:
        if budget == 0:
            return self.tr("None: files are fetched when you open them")
        return self.tr("Up to {size}").format(size=self._texts.size(budget))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.words()
        super().changeEvent(event)


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _indented(column: QVBoxLayout, *widgets: QWidget) -> None:
    inner = QVBoxLayout()
    inner.setContentsMargins(24, 0, 0, 0)
    for widget in widgets:
        inner.addWidget(widget)
    column.addLayout(inner)
