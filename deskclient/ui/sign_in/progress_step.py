"""The first download: how far it is; the work can begin before it ends."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.events import JobProgress, Link, SyncStatus
from deskclient.services.api import Desk
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import Banner, text_label
from deskclient.ui.parts import Tone
from deskclient.ui.sign_in.step import Step
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look

_GOOD = {Link.ONLINE, Link.CONNECTING, Link.OFFLINE}


class ProgressStep(Step):
    """Never has to be waited for."""

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
        self._job: JobProgress | None = None
        self.done = False
        self._stopped = False
        self._why = text_label("", "muted", self)
        self.words_of_job = text_label("", "strong", self)
        self.bar = QProgressBar(self)
        self.cancel = QPushButton(self)
        self.banner = Banner(surroundings.theme, self)
        self._build()
        bridge.job_changed.connect(self.show_job)
        bridge.status_changed.connect(self.show_status)
        self.words()
        # Little was kept until now; whoever chooses just that has it already.
        self.show_status(desk.sync.status())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1)
        set_look(self.cancel, role="link")
        for widget in (self._why, self.words_of_job, self.bar):
            column.addWidget(widget)
        column.addWidget(self.cancel, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.banner)
        column.addStretch(1)
        self.cancel.clicked.connect(self._on_cancel)
        self.cancel.hide()

    def show_job(self, job: JobProgress) -> None:
        """Tell how far the download is."""
        if job.job_id.startswith(("file:", "upload:")):
            return
        self._job = job
        self._stopped = job.stopped
        self._draw()

    def show_status(self, status: SyncStatus) -> None:
        """Tell when everything is here, or what is in the way."""
        if status.link in _GOOD:
            self.banner.clear()
            # A sync from before the choice was complete too, of the little that was kept then.
            complete = status.synced_scope == self._desk.sync.scope().to_text()
            self.done = self.done or (status.link is Link.ONLINE and complete)
        else:
            rest = " ".join(domain_text(part) for part in (status.detail, status.hint) if part)
            title = domain_text(status.title) or self.tr("The desk does not answer.")
            self.banner.say(Tone.WARNING, title, rest)
        self._draw()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._desk.sync.cancel_job(self._job.job_id)
            self.banner.say(
                Tone.INFO,
                self.tr("The download has been stopped; what has come so far is here."),
                self.tr("“Sync now” takes it up again."),
            )

    def _draw(self) -> None:
        job = self._job
        running = job is not None and not job.ended and not self.done
        self.cancel.setVisible(running and job is not None and job.cancellable)
        self._why.setVisible(not self.done and not self._stopped)
        if self.done:
            self.words_of_job.setText(self.tr("Everything you chose is here."))
            self.bar.setRange(0, 1)
            self.bar.setValue(1)
        elif job is None:
            self.words_of_job.setText(self.tr("Connecting to the desk…"))
        else:
            self.words_of_job.setText(self._job_words(job))
            self.bar.setRange(0, max(1, job.total or 1))
            self.bar.setValue(min(job.done, job.total or 0))
        self.bar.setAccessibleName(self.words_of_job.text())
        self.changed.emit()

    def _job_words(self, job: JobProgress) -> str:
        number = self._texts.number
        title = domain_text(job.title)
        if job.total:
            pattern = self.tr("{job}: {done} of {total}")
            return pattern.format(job=title, done=number(job.done), total=number(job.total))
        return self.tr("{job}: {done} so far").format(job=title, done=number(job.done))

    @override
    def heading(self) -> str:
        if self.done:
            return self.tr("Ready to work, also without a network")
        if self._stopped:
            return self.tr("The download is stopped")
        return self.tr("Your tickets are on their way")

    @override
    def next_words(self) -> str:
        return self.tr("Open the desk")

    @override
    def ready(self) -> bool:
        return True

    @override
    def words(self) -> None:
        self._why.setText(
            self.tr(
                "You need not wait: the window can be opened now and fills while the download "
                "goes on."
            )
        )
        self.cancel.setText(self.tr("Stop the download"))
        self._draw()
