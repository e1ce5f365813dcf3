"""About this sync: how it stands, what is kept here, what waits, what can be relied on."""

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.query import ListQuery
from deskclient.services.api import Desk
from deskclient.ui.bridge import Bridge
from deskclient.ui.diagnostics.sync_words import (
    GUARANTEE_FACTS,
    guarantees,
    link_words,
    scope_words,
)
from deskclient.ui.page_parts import FactTable, ScrollPage, text_label
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import domain_text

_TOLD_ELSEWHERE = {"Connection", "Last complete sync", "What is kept", "Clock offset in seconds"}
_WAITING = (
    "Changes waiting",
    "Decisions waiting",
    "Records to index",
    "Lists to prepare",
    "Records not understood",
    "Batches sent",
    "Bytes uploaded",
)
_ERRORS = "Last errors"
_COUNTED = ("ticket", "entry", "attachment", "person")
_CLOCK_MATTERS_S = 60


class _Part(Struct, frozen=True):
    """A part of the page."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


class SyncPage(ScrollPage):
    """Read anew with every status and on demand; can be copied as a whole."""

    def __init__(
        self,
        surroundings: Surroundings,
        desk: Desk | None,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(surroundings.theme, parent)
        self._texts = surroundings.texts
        self._desk = desk
        self._bridge = bridge
        self._counts: Mapping[str, int] = {}
        bridge.status_changed.connect(self.look)
        self.look()

    def set_desk(self, desk: Desk | None) -> None:
        """Show another profile's sync, or none."""
        self._desk = desk
        self._counts = {}
        self.look()

    def look(self) -> None:
        """Read everything anew."""
        self.rebuild()
        if self._desk is not None:
            queries = {kind: ListQuery(kind=kind) for kind in _COUNTED}
            self._desk.reads.counts(queries, self._bridge.answer(self._on_counts))

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        if counts != self._counts:
            self._counts = counts
            self.rebuild()

    # --- the page ---------------------------------------------------------------------------

    @override
    def fill(self, column: QVBoxLayout) -> None:
        column.addWidget(text_label(self.tr("About this sync"), "page"))
        if self._desk is None:
            column.addWidget(
                text_label(self.tr("No profile is open, so nothing is synchronised."), "muted")
            )
            return
        for part in self._parts(self._desk):
            column.addSpacing(6)
            column.addWidget(text_label(part.title, "title"))
            if part.rows:
                column.addWidget(FactTable(part.rows))
            for line in part.lines:
                column.addWidget(text_label(line))
        self._fill_acts(column)

    def _fill_acts(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, words, act in (
            ("copy", self.tr("&Copy all of it"), self._on_copy),
            ("again", self.tr("&Look again"), self.look),
        ):
            button = QPushButton(words)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)

    def _parts(self, desk: Desk) -> list[_Part]:
        facts = desk.sync.facts()
        parts = [
            _Part(self.tr("State"), self._state_rows(desk)),
            _Part(
                self.tr("Kept on this computer"),
                self._count_rows(desk),
                tuple(scope_words(desk.sync.scope(), desk, self._texts)),
            ),
            _Part(self.tr("Under way"), self._rows(facts, list(_WAITING))),
            _Part(self.tr("What this desk guarantees"), (), tuple(guarantees(facts))),
            _Part(self.tr("Technical"), self._rows(facts, self._technical(facts))),
        ]
        errors = tuple(one for one in facts.get(_ERRORS, "").splitlines() if one)
        parts.append(_Part(self.tr("Last troubles of the connection"), (), errors))
        return [part for part in parts if part.rows or part.lines]

    def _state_rows(self, desk: Desk) -> tuple[tuple[str, str], ...]:
        status, texts = desk.sync.status(), self._texts
        rows = [(self.tr("Connection"), link_words(status.link))]
        if status.title:
            rest = (status.title, status.detail, status.hint)
            why = " ".join(domain_text(one) for one in rest if one)
            rows.append((self.tr("Why"), why))
        never = self.tr("Not yet")
        rows.append((self.tr("Last complete sync"), texts.exact(status.last_sync) or never))
        if status.retry_at:
            rows.append((self.tr("Next try"), texts.exact(status.retry_at)))
        rows.append((self.tr("Clock"), self._clock_words(status.clock_offset_s)))
        rows.append((self.tr("Desk"), f"{desk.me.desk_name}, {desk.me.desk_url}"))
        rows.append((self.tr("Signed in as"), f"{desk.me.name} ({desk.me.login})"))
        return tuple(rows)

    def _clock_words(self, offset_s: float) -> str:
        seconds = round(abs(offset_s))
        if seconds < _CLOCK_MATTERS_S:
            return self.tr("This computer and the desk agree on the time.")
        minutes = round(seconds / 60)
        if offset_s > 0:
            return self.tr("This computer is %n minute(s) behind the desk.", "", minutes)
        return self.tr("This computer is %n minute(s) ahead of the desk.", "", minutes)

    def _count_rows(self, desk: Desk) -> tuple[tuple[str, str], ...]:
        rows = []
        for kind, count in self._counts.items():
            declared = desk.registry.get(kind)
            label = kind if declared is None else domain_text(declared.label_plural)
            rows.append((label, self._texts.number(count)))
        return tuple(rows)

    def _technical(self, facts: Mapping[str, str]) -> list[str]:
        told = _TOLD_ELSEWHERE | set(_WAITING) | GUARANTEE_FACTS | {_ERRORS}
        return [name for name in facts if name not in told]

    def _rows(self, facts: Mapping[str, str], names: list[str]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (domain_text(name), self._value(name, facts[name])) for name in names if name in facts
        )

    def _value(self, name: str, value: str) -> str:
        if value.isdigit():
            number = int(value)
            bytes_told = name.startswith("Bytes")
            return self._texts.size(number) if bytes_told else self._texts.number(number)
        return value

    # --- copying ----------------------------------------------------------------------------

    def as_text(self) -> str:
        """Everything on the page as plain text."""
        lines: list[str] = []
        for part in [] if self._desk is None else self._parts(self._desk):
            lines.append(part.title)
            lines += [f"  {name}: {value}" for name, value in part.rows]
            lines += [f"  {line}" for line in part.lines]
            lines.append("")
        return "\n".join(lines)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
