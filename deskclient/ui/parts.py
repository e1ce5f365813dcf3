"""What every panel of a window is given, and what panels ask of their window."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from deskclient.domain.clock import Clock
from deskclient.domain.ids import OpId, RecordId
from deskclient.services.api import Desk
from deskclient.ui.actions.deck import Writing
from deskclient.ui.bridge import Bridge
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme


class Tone(StrEnum):
    """How a notice sounds."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


class Notice(Struct, frozen=True):
    """One toast: a sentence, and what can be done about it."""

    text: str
    tone: Tone = Tone.INFO
    undo: tuple[OpId, ...] = ()
    """Operations that the Undo button takes back."""
    undone: str = ""
    """What goes with them, for the toast after it: ``Priority “High” of #1042``."""
    act: str = ""
    """Words on another button."""
    run: Callable[[], None] | None = None
    """What that button does."""


class Host(Protocol):
    """What a panel may ask of the window it stands in."""

    def notify(self, notice: Notice) -> None:
        """Show a toast."""
        ...

    def report(self, error: BaseException) -> None:
        """Tell a failure in words; a refusal names its fields."""
        ...

    def run(self, action_id: str) -> None:
        """Run a command of the registry."""
        ...

    def open_record(
        self, kind: str, record_id: RecordId, *, in_tab: bool = False, field: str = ""
    ) -> None:
        """Show a record in the detail, or in a tab of its own.

        Args:
            kind: What it is.
            record_id: Which one.
            in_tab: Always in a tab.
            field: The field whose editor is to have the keyboard, if there is one.
        """
        ...

    def search(self, typed: str) -> None:
        """Put a text into the search line and show what it finds."""
        ...

    def detail_changed(self) -> None:
        """Tell that the record in a detail, or what can be done with it, is another now."""
        ...


class Parts(Struct, frozen=True):
    """The dependencies of every panel of one window."""

    desk: Desk
    bridge: Bridge
    theme: Theme
    texts: Texts
    clock: Clock
    host: Host


class Detail(Protocol):
    """What the window asks of ``deskclient.ui.detail.panel.DetailPanel(parts, parent)``.

    It is a QWidget that keeps a useful width of 420 pixels and up.
    """

    def show_record(self, record_id: RecordId | None) -> None:
        """Show a ticket at once from the cache; ``None`` shows the empty state."""
        ...

    def record_id(self) -> RecordId | None:
        """The ticket shown."""
        ...

    def write(self, what: Writing) -> None:
        """Open the composer for a reply, a note or the solution and put the keyboard into it."""
        ...

    def insert(self, text: str) -> None:
        """Put a text where the cursor stands in what is being written, and go there."""
        ...

    def go_to(self, name: str) -> None:
        """Put the keyboard into the editor of a field; stays where there is none."""
        ...

    def title(self) -> str:
        """A short title for a tab: ``#1042 Printer on floor 3 jams``."""
        ...
