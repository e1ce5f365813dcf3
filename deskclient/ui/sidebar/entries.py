"""What stands in the sidebar, section by section."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from deskclient.services.api import Desk
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.views import (
    View,
    filled_library_views,
    queue_views,
    saved_views,
    standing_views,
    team_views,
)

_WORK = QT_TRANSLATE_NOOP("Sidebar", "Work")
_QUEUES = QT_TRANSLATE_NOOP("Sidebar", "Queues")
_LIBRARY = QT_TRANSLATE_NOOP("Sidebar", "Library")
_VIEWS = QT_TRANSLATE_NOOP("Sidebar", "Saved views")
_TEAM = QT_TRANSLATE_NOOP("Sidebar", "Team")


class Section(Struct, frozen=True):
    """A heading and its views."""

    key: str
    title: str
    views: Sequence[View]
    open_at_first: bool = True


def sections(desk: Desk) -> Sequence[Section]:
    """List all sections; one without views is left out."""
    every = (
        Section("work", _WORK, standing_views(desk.me.person_id)),
        Section("queues", _QUEUES, queue_views(desk)),
        Section("library", _LIBRARY, filled_library_views(desk)),
        Section("views", _VIEWS, saved_views(desk)),
        Section("team", _TEAM, team_views(desk), open_at_first=False),
    )
    return [one for one in every if one.views]


def section_title(section: Section) -> str:
    """Name a section in the language in force."""
    return QCoreApplication.translate("Sidebar", section.title)


def view_title(view: View) -> str:
    """Name a view in the language in force."""
    return QCoreApplication.translate("views", view.title) if view.standing else view.title
