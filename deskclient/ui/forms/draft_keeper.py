"""Keeps what is being written: at most two seconds of typing can be lost."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from deskclient.domain.fields import Value
from deskclient.domain.times import to_text
from deskclient.services.api import Draft
from deskclient.services.drafts import draft_id_of
from deskclient.ui.parts import Parts

SAVE_AFTER_MS = 1000
"""After the last key; a steady typist is saved every :data:`SAVE_AT_MOST_MS`."""
SAVE_AT_MOST_MS = 1900
SAVE_AGAIN_MS = 10_000
"""After a save that may have failed: a full disk tells nobody when there is room again."""

Content = Callable[[], Mapping[str, Value] | None]
"""Gives what is to be kept now; ``None`` if there is nothing worth keeping."""


class DraftKeeper(QObject):
    """Saves one draft at a time: soon after a change, and at once when asked."""

    def __init__(self, parts: Parts, content: Content, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._content = content
        self._kind = ""
        self._record_id = ""
        self._dirty = False
        self._soon = QTimer(self, interval=SAVE_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self.save_now)
        self._latest = QTimer(self, interval=SAVE_AT_MOST_MS, singleShot=True)
        self._latest.timeout.connect(self.save_now)
        self._again = QTimer(self, interval=SAVE_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._save_again)

    @property
    def draft_id(self) -> str:
        """The name of the draft kept now; empty if none is."""
        return draft_id_of(self._kind, self._record_id) if self._kind else ""

    def begin(self, kind: str, record_id: str) -> Draft | None:
        """Keep another draft from now on, saving the one before; gives what was kept of it."""
        self.save_now()
        self._kind, self._record_id = kind, record_id
        return self._parts.desk.drafts.load(kind, record_id)

    def note_change(self) -> None:
        """Remember to save soon."""
        if not self._kind:
            return
        self._dirty = True
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()

    def save_now(self) -> None:
        """Save if there is anything new. For losing the keyboard, switching and closing."""
        self._stop()
        if not self._dirty or not self._kind:
            return
        self._dirty = False
        content = self._content()
        if content is None:
            self._parts.desk.drafts.delete(self.draft_id)
            return
        self._parts.desk.drafts.save(
            Draft(
                self.draft_id,
                self._kind,
                self._record_id,
                content,
                to_text(self._parts.clock.now()),
            )
        )
        self._again.start()

    def _save_again(self) -> None:
        drafts = self._parts.desk.drafts
        if drafts.unsaved():
            drafts.save_again()
            self._again.start()

    def forget_change(self) -> None:
        """Save nothing of what was typed last: it has become an operation."""
        self._stop()
        self._dirty = False

    def end(self) -> None:
        """Save and keep nothing from now on."""
        self.save_now()
        self._kind = self._record_id = ""

    def _stop(self) -> None:
        self._soon.stop()
        self._latest.stop()
