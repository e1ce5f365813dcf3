"""The pictures of the README: the screens that tell most, with a conversation worth reading."""

from msgspec.structs import replace
from PySide6.QtCore import QSize

from deskclient.domain.events import Link
from deskclient.ui.main_window import MainWindow
from deskclient.ui.theme.tokens import SchemeChoice
from tools.shots import decide, screens, write
from tools.shots.screen import Screen, settle, show_view
from tools.shots.studio import Studio

SIZE = QSize(1280, 800)


def tickets(studio: Studio, window: MainWindow) -> None:
    """The window as it is used most."""
    show_view(studio, window, "work:mine")
    window.panel.list.select_position(0)


def outbox_offline(studio: Studio, window: MainWindow) -> None:
    """What waits, without a network."""
    studio.desk.sync.set(replace(studio.desk.sync.current, link=Link.UNREACHABLE))
    screens.outbox(studio, window)
    settle()
    for toast in window.toasts.shown:
        window.toasts.drop_undo(toast.undo)


PICTURES = (
    (SchemeChoice.LIGHT, Screen("tickets", tickets)),
    (SchemeChoice.DARK, Screen("tickets-dark", tickets)),
    (SchemeChoice.LIGHT, Screen("bulk", screens.bulk)),
    (SchemeChoice.LIGHT, Screen("reply", write.reply_draft)),
    (SchemeChoice.LIGHT, Screen("first-sync", screens.first_sync)),
    (SchemeChoice.LIGHT, Screen("outbox-offline", outbox_offline)),
    (SchemeChoice.LIGHT, Screen("decisions", decide.conflicts)),
)
