"""How this computer is: one row for each check, with the next step where one is needed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.bridge import Bridge
from deskclient.ui.diagnostics.sources import DiagnosticSources, Finding
from deskclient.ui.page_parts import Banner, ScrollPage, text_label
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look

_LOOKS: Mapping[str, tuple[str, str, str]] = {
    "ok": ("circle-check", "success", QT_TRANSLATE_NOOP("HealthPage", "Good")),
    "warn": ("triangle-alert", "warning", QT_TRANSLATE_NOOP("HealthPage", "Take care")),
    "fail": ("octagon-alert", "danger", QT_TRANSLATE_NOOP("HealthPage", "Must be mended")),
}


class HealthPage(ScrollPage):
    """Checks when it is first shown, and again on demand."""

    def __init__(
        self, theme: Theme, sources: DiagnosticSources, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._sources = sources
        self._bridge = Bridge(self)
        self.findings: Sequence[Finding] | None = None
        self._error: BaseException | None = None
        self.rebuild()

    def check(self) -> None:
        """Check everything anew."""
        self._error = None
        self._bridge.when_done(self._sources.health(), self._on_found, self._on_failed)

    def _on_found(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        self.rebuild()

    def _on_failed(self, error: BaseException) -> None:
        self._error = error
        self.rebuild()

    @override
    def fill(self, column: QVBoxLayout) -> None:
        column.addWidget(text_label(self.tr("Health of this computer"), "page"))
        if self._error is not None:
            banner = Banner(self.theme)
            column.addWidget(banner)
            banner.fail(self._error)
        elif self.findings is None:
            column.addWidget(text_label(self.tr("Looking…"), "muted"))
        for finding in self.findings or ():
            column.addWidget(self._row(finding))
        again = QPushButton(self.tr("&Check again"))
        again.setObjectName("again")
        again.setAutoDefault(False)
        again.clicked.connect(self.check)
        column.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)

    def _row(self, finding: Finding) -> QFrame:
        icon, ink, grade = _LOOKS.get(finding.grade.lower(), _LOOKS["warn"])
        row = QFrame()
        set_look(row, ground="card")
        box = QHBoxLayout(row)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(12)
        picture = QLabel(row)
        picture.setPixmap(
            self.theme.icons.pixmap(icon, self.theme.color(ink).name(), self.theme.px(18))
        )
        box.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text_label(domain_text(finding.name), "strong"))
        words.addWidget(text_label(domain_text(finding.text)))
        if finding.hint:
            words.addWidget(text_label(domain_text(finding.hint), "muted"))
        box.addLayout(words, 1)
        told = QCoreApplication.translate("HealthPage", grade)
        label = QLabel(told, row)
        set_look(label, role=ink)
        box.addWidget(label, alignment=Qt.AlignmentFlag.AlignTop)
        row.setAccessibleName(f"{domain_text(finding.name)}: {told}")
        return row
