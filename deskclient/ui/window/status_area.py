"""The line at the bottom that always tells the truth: link, last sync, what waits, what runs."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.events import JobProgress, Link, OutboxCount, ProblemRaised, SyncStatus
from deskclient.ui.elided_label import ElidedLabel
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look

_LOOKS = {
    Link.CONNECTING: ("loader", "muted"),
    Link.ONLINE: ("circle-check", "success"),
    Link.OFFLINE: ("cloud-off", "muted"),
    Link.UNREACHABLE: ("unplug", "warning"),
    Link.LIMITED: ("shield-alert", "warning"),
    Link.AUTH_NEEDED: ("key-round", "warning"),
    Link.SERVER_RESET: ("history", "warning"),
    Link.WRONG_DESK: ("shield-alert", "danger"),
    Link.UPDATE_NEEDED: ("download", "danger"),
    Link.ERASED: ("shield-alert", "danger"),
    Link.STORAGE_TROUBLE: ("hard-drive", "danger"),
    Link.READ_ONLY: ("lock", "warning"),
}
_MINUTE_MS = 60_000
_WITH_TIME = frozenset({Link.ONLINE, Link.OFFLINE, Link.UNREACHABLE})
"""Where it is said when what is shown was last compared with the desk."""
_WITHOUT_DESK = frozenset({Link.OFFLINE, Link.UNREACHABLE, Link.AUTH_NEEDED})
"""Where nothing is fetched until a person or the network does something."""
_TOLD_BY_ENGINE = frozenset({Link.STORAGE_TROUBLE, Link.READ_ONLY, Link.LIMITED})


class StatusArea(QFrame):
    """Listens to the engine; its buttons open outbox, decisions, problems, facts of the sync."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._status = parts.desk.sync.status()
        self._count = OutboxCount(0, 0)
        self._job = parts.desk.sync.job()
        self._problem: ProblemRaised | None = None
        self._link = QPushButton(self)
        self._advice = ElidedLabel(self)
        self._job_text = QLabel(self)
        self._bar = QProgressBar(self)
        self._cancel = QToolButton(self)
        self._trouble = QPushButton(self)
        self._decisions = QPushButton(self)
        self._waiting = QPushButton(self)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._build()
        self._connect()
        self.redraw()

    def _build(self) -> None:
        set_look(self, ground="bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(8)
        for button in (self._link, self._trouble, self._decisions, self._waiting):
            set_look(button, role="quiet")
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        set_look(self._advice, role="muted")
        set_look(self._job_text, role="muted")
        set_look(self._cancel, role="quiet")
        row.addWidget(self._link)
        row.addWidget(self._advice)
        row.addStretch(1)
        row.addWidget(self._job_text)
        row.addWidget(self._bar, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cancel)
        row.addStretch(1)
        row.addWidget(self._trouble)
        row.addWidget(self._waiting)
        row.addWidget(self._decisions)

    def _connect(self) -> None:
        bridge, host = self._parts.bridge, self._parts.host
        bridge.status_changed.connect(self.show_status)
        bridge.outbox_changed.connect(self.show_count)
        bridge.job_changed.connect(self.show_job)
        bridge.problem_raised.connect(self.show_problem)
        self._parts.theme.changed.connect(self.redraw)
        self._link.clicked.connect(self._on_link)
        self._waiting.clicked.connect(lambda: host.run("tools.outbox"))
        self._decisions.clicked.connect(lambda: host.run("tools.decisions"))
        self._trouble.clicked.connect(self._on_trouble)
        self._cancel.clicked.connect(self._on_cancel)
        self._minute.timeout.connect(self.redraw)
        self._minute.start()

    # --- what is told -----------------------------------------------------------------------

    def show_status(self, status: SyncStatus) -> None:
        """Tell the link."""
        self._status = status
        self.redraw()

    def show_count(self, count: OutboxCount) -> None:
        """Tell what waits."""
        self._count = count
        self.redraw()

    def show_job(self, job: JobProgress) -> None:
        """Tell how far a job is; an ended one goes away, a stopped one offers to go on."""
        if job.job_id.startswith(("file:", "thread:")):
            return
        if job.stopped or not job.ended:
            self._job = job
        elif self._job is not None and self._job.job_id == job.job_id:
            self._job = None
        self._draw_job()

    def show_problem(self, problem: ProblemRaised) -> None:
        """Tell of a problem until somebody looks at it."""
        self._problem = problem
        self.redraw()

    def _on_link(self) -> None:
        """Lead to what helps: signing in where that is missing, else the facts."""
        signed_out = self._status.link is Link.AUTH_NEEDED
        self._parts.host.run("file.sign_in_again" if signed_out else "tools.about_sync")

    def _on_trouble(self) -> None:
        self._problem = None
        self.redraw()
        self._parts.host.run("tools.diagnostics")

    def _on_cancel(self) -> None:
        """Stop the job, or take a stopped one up again."""
        if self._job is not None and self._job.stopped:
            self._job = None
            self._draw_job()
            self._parts.host.run("file.sync")
        elif self._job is not None:
            self._parts.desk.sync.cancel_job(self._job.job_id)

    # --- words ------------------------------------------------------------------------------

    def link_words(self) -> str:
        """Say how we stand with the desk."""
        status = self._status
        words = {
            Link.CONNECTING: self.tr("Connecting…"),
            Link.ONLINE: self.tr("Online"),
            Link.OFFLINE: self.tr("Offline: changes are kept here"),
            Link.UNREACHABLE: self.tr("The desk does not answer"),
            Link.LIMITED: self.tr("Something else answers in the desk's place"),
            Link.AUTH_NEEDED: self.tr("Signed out: sign in to go on"),
            Link.SERVER_RESET: self.tr("The desk was restored; fetching everything again"),
            Link.WRONG_DESK: self.tr("Another desk answers at this address"),
            Link.UPDATE_NEEDED: self.tr("This program is too old for the desk"),
            Link.ERASED: self.tr("The desk had this copy erased"),
            Link.STORAGE_TROUBLE: self.tr("The files here cannot be written"),
            Link.READ_ONLY: self.tr("Reading only"),
        }[status.link]
        if status.link in _WITH_TIME and status.last_sync:
            at = self._parts.texts.time_or_date(status.last_sync)
            return self.tr("{state} · synced {time}").format(state=words, time=at)
        # Only the engine knows what exactly is wrong with the files.
        told = domain_text(status.title) if status.link in _TOLD_BY_ENGINE else ""
        return told or words

    def _tip(self) -> str:
        status, texts = self._status, self._parts.texts
        lines = [domain_text(part) for part in (status.title, status.detail, status.hint) if part]
        if status.last_sync:
            lines.append(self.tr("Last sync: {time}").format(time=texts.exact(status.last_sync)))
        if status.retry_at:
            lines.append(self.tr("Next try: {time}").format(time=texts.exact(status.retry_at)))
        return "\n".join(lines)

    # --- drawing ----------------------------------------------------------------------------

    def redraw(self) -> None:
        """Write everything in the language and theme in force."""
        self.setAccessibleName(self.tr("Status"))
        icon, ink = _LOOKS[self._status.link]
        self._dress(self._link, icon, ink, self.link_words())
        self._link.setToolTip(self._tip())
        # Only then nothing else in the window tells for long what to do.
        reading = self._status.link is Link.READ_ONLY
        self._advice.setText(domain_text(self._status.hint) if reading else "")
        self._advice.setVisible(bool(self._advice.text()))
        waiting, decisions = self._count.waiting, self._count.decisions
        self._waiting.setVisible(waiting > 0)
        if waiting:
            words = self.tr("%n change(s) waiting ▸", "", waiting)
            self._dress(self._waiting, "cloud-upload", "warning", words)
        self._decisions.setVisible(decisions > 0)
        if decisions:
            words = self.tr("%n decision(s) ▸", "", decisions)
            self._dress(self._decisions, "git-compare", "danger", words)
        self._decisions.setEnabled(self._status.link is not Link.READ_ONLY)
        problem = self._problem
        self._trouble.setVisible(problem is not None)
        if problem is not None:
            self._dress(self._trouble, "triangle-alert", "warning", domain_text(problem.title))
            told = [domain_text(part) for part in (problem.detail, problem.hint) if part]
            self._trouble.setToolTip("\n".join(told))
        self._draw_job()

    def _dress(self, button: QPushButton, icon: str, ink: str, text: str) -> None:
        theme = self._parts.theme
        button.setIcon(theme.icons.icon(icon, getattr(theme.colors, ink)))
        # Qt leaves no room between icon and words.
        button.setText(f" {text}")
        button.setAccessibleName(text)

    def _draw_job(self) -> None:
        job = self._job
        for widget in (self._job_text, self._bar, self._cancel):
            widget.setVisible(job is not None)
        if job is None:
            return
        title = self._job_words(job)
        self._job_text.setText(title)
        # Without a total the bar would run for ever, although nothing does.
        self._bar.setVisible(not job.stopped or bool(job.total))
        self._bar.setRange(0, job.total or 0)
        self._bar.setValue(min(job.done, job.total or 0))
        self._bar.setAccessibleName(title)
        self._cancel.setText(self.tr("Go on") if job.stopped else self.tr("Cancel"))
        self._cancel.setVisible(job.cancellable)

    def _job_words(self, job: JobProgress) -> str:
        title, number = domain_text(job.title), self._parts.texts.number
        pulls = job.job_id == "pull" and not job.stopped
        rests = pulls and self._status.link in _WITHOUT_DESK
        if rests and not job.total:
            return self.tr("The rest comes with the next connection.")
        if not job.total:
            return self.tr("Fetching is stopped.") if job.stopped else title
        pattern = self.tr("{job}: {done} of {total}")
        if rests:
            pattern = self.tr(
                "{done} of {total} are here; the rest comes with the next connection."
            )
        elif job.stopped:
            pattern = self.tr("Fetching is stopped; {done} of {total} are here.")
        return pattern.format(job=title, done=number(job.done), total=number(job.total))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.redraw()
        super().changeEvent(event)
