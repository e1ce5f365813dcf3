"""The command palette: commands, views, tickets and people by a few letters."""

from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.domain.query import Filter, ListQuery
from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.registry import bare, plain_title
from deskclient.ui.actions.spec import ActionSpec
from deskclient.ui.parts import Parts
from deskclient.ui.sidebar.entries import sections, view_title
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look
from deskclient.ui.views import View, library_views
from deskclient.ui.window.fuzzy import score
from deskclient.ui.window.palette_row import RIGHT_ROLE, SECTION_ROLE, PaletteDelegate

_TICKETS, _PEOPLE, _COMMANDS, _VIEWS, _LIBRARY = 6, 4, 8, 5, 3


class Hit(Struct, frozen=True):
    """One line of the palette."""

    section: str
    title: str
    icon: str
    run: Callable[[], None]
    right: str = ""
    """A shortcut or a place, at the right end."""


class Palette(QFrame):
    """Opens over the window; Enter runs the chosen line, Escape closes."""

    view_chosen = Signal(object)
    ticket_chosen = Signal(object)
    query_chosen = Signal(object, str)
    found_chosen = Signal(str, str)
    """Kind and id of an article or asset."""

    def __init__(self, parts: Parts, actions: ActionSet, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        self._parts = parts
        self._actions = actions
        self._hits: list[Hit] = []
        self._find = QLineEdit(self)
        self._list = QListWidget(self)
        self._none = QLabel(self)
        self._build()
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Command palette"))
        self._find.setAccessibleName(self.tr("Command, ticket, view or person"))
        self._find.setPlaceholderText(self.tr("Type a command, a ticket number, a name…"))
        self._list.setAccessibleName(self.tr("Found"))
        self._none.setText(self.tr("No command, ticket, view or person fits."))

    def _build(self) -> None:
        set_look(self, ground="raised")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        self._find.textChanged.connect(self.look_up)
        self._find.installEventFilter(self)
        self._list.setItemDelegate(PaletteDelegate(self._parts.theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._on_clicked)
        layout.addWidget(self._find)
        layout.addWidget(self._list)
        set_look(self._none, role="muted")
        layout.addWidget(self._none)
        self.setFocusProxy(self._find)

    def open(self, typed: str = "") -> None:
        """Open in the upper middle of the window."""
        window = self._window
        width = min(self._parts.theme.px(640), window.width() - 48)
        self.setFixedWidth(width)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + 72)
        self._find.setText(typed)
        self.look_up(typed)
        self._find.selectAll()
        self.show()
        self._find.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def hits(self) -> Sequence[Hit]:
        """What is found now."""
        return tuple(self._hits)

    # --- finding ----------------------------------------------------------------------------

    def look_up(self, typed: str) -> None:
        """Show what fits."""
        tickets = self._tickets(typed)
        commands, views = self._commands(typed), self._views(typed)
        people, library = self._people(typed), self._library(typed)
        numeric = typed.strip().removeprefix("#").isdigit()
        order = (
            (tickets, commands, views, library, people)
            if numeric
            else (commands, views, tickets, library, people)
        )
        self._hits = [hit for part in order for hit in part]
        self._fill()

    def _commands(self, typed: str) -> list[Hit]:
        found: list[tuple[int, ActionSpec]] = []
        for spec in self._actions.registry.specs:
            action = self._actions[spec.id]
            if not spec.in_palette or not action.isEnabled() or not action.isVisible():
                continue
            fits = max(score(typed, plain_title(spec)), score(typed, bare(spec.title)))
            if fits:
                found.append((fits, spec))
        found.sort(key=_by_score, reverse=True)
        return [self._command(spec) for _, spec in found[:_COMMANDS]]

    def _command(self, spec: ActionSpec) -> Hit:
        keys = self._actions[spec.id].shortcut()
        native = keys.toString(QKeySequence.SequenceFormat.NativeText)
        run = partial(self._actions.run, spec.id)
        return Hit(self.tr("Commands"), plain_title(spec), spec.icon, run, native)

    def _views(self, typed: str) -> list[Hit]:
        if not typed.strip():
            return []
        every = [view for part in sections(self._parts.desk) for view in part.views]
        found = [(score(typed, view_title(view)), view) for view in every]
        found.sort(key=_by_first, reverse=True)
        return [
            Hit(self.tr("Views"), view_title(view), view.icon, partial(self._choose_view, view))
            for fits, view in found[:_VIEWS]
            if fits
        ]

    def _choose_view(self, view: View) -> None:
        self.view_chosen.emit(view)

    def _tickets(self, typed: str) -> list[Hit]:
        if not typed.strip():
            return []
        reads = self._parts.desk.reads
        kind = self._parts.desk.registry["ticket"]
        names = [spec.name for spec in kind.columns]
        number, subject = names.index("number"), names.index("subject")
        rows = reads.first_rows(reads.parse(typed).query, _TICKETS)
        return [
            Hit(
                self.tr("Tickets"),
                str(row.values[subject] or ""),
                kind.icon,
                partial(self.ticket_chosen.emit, row.record_id),
                f"#{row.values[number]}" if row.values[number] else "",
            )
            for row in rows
        ]

    def _library(self, typed: str) -> list[Hit]:
        if len(typed.strip()) < 2:
            return []
        reads, found = self._parts.desk.reads, list[Hit]()
        for view in library_views():
            kind = self._parts.desk.registry[view.query.kind]
            title = [spec.name for spec in kind.columns].index(kind.title_field)
            found += [
                Hit(
                    domain_text(kind.label_plural),
                    str(row.values[title] or ""),
                    kind.icon,
                    partial(self.found_chosen.emit, kind.name, row.record_id),
                )
                for row in reads.first_rows(reads.parse(typed, kind.name).query, _LIBRARY)
            ]
        return found

    def _people(self, typed: str) -> list[Hit]:
        if len(typed.strip()) < 2:
            return []
        found = self._parts.desk.reads.find_names("person", typed, _PEOPLE)
        return [
            Hit(
                self.tr("Tickets of people"),
                str(one.doc.get("name") or ""),
                "user-round",
                partial(self._choose_person, one.record_id, bool(one.doc.get("is_agent"))),
                str(one.doc.get("phone") or one.doc.get("email") or ""),
            )
            for one in found
            if one.doc.get("is_group") is not True
        ]

    def _choose_person(self, record_id: Value, agent: bool) -> None:  # noqa: FBT001 - bound early
        reads = self._parts.desk.reads
        asks, owns = (
            ListQuery("ticket", (Filter(field, values=(record_id,)),))
            for field in ("requester", "owner")
        )
        # Not every desk says for sure who works there: what leads nowhere is not shown.
        is_owner = agent and (reads.first_rows(owns, 1) or not reads.first_rows(asks, 1))
        query = owns if is_owner else asks
        self.query_chosen.emit(query, reads.format(query))

    # --- showing ----------------------------------------------------------------------------

    def _fill(self) -> None:
        self._list.clear()
        section = ""
        for hit in self._hits:
            item = QListWidgetItem(hit.title, self._list)
            color = self._parts.theme.colors.muted
            item.setIcon(self._parts.theme.icons.icon(hit.icon or "circle", color))
            item.setData(RIGHT_ROLE, hit.right)
            item.setData(SECTION_ROLE, hit.section if hit.section != section else "")
            spoken = f"{hit.title}, {hit.right}" if hit.right else hit.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            section = hit.section
        self._list.setCurrentRow(0 if self._hits else -1)
        self._fit()

    def _fit(self) -> None:
        """Be as tall as what is found, and never taller than the window."""
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count()))
        most = min(self._parts.theme.px(420), self._window.height() - 160)
        self._list.setFixedHeight(min(rows + 4, max(0, most)))
        self._list.setVisible(bool(self._hits))
        self._none.setVisible(not self._hits)
        self.adjustSize()

    def run_current(self) -> None:
        """Close and run the chosen line."""
        row = self._list.currentRow()
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self.close()
            hit.run()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._list.setCurrentItem(item)
        self.run_current()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event if isinstance(event, QKeyEvent) and watched is self._find else None
        if pressed is not None and pressed.type() == QEvent.Type.KeyPress and self._steer(pressed):
            return True
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._hits:
            row = self._list.currentRow() + step
            self._list.setCurrentRow(min(len(self._hits) - 1, max(0, row)))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run_current()
            return True
        return False


def _by_score(found: tuple[int, ActionSpec]) -> int:
    return found[0]


def _by_first(found: tuple[int, View]) -> int:
    return found[0]
