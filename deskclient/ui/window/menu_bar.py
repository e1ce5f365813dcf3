"""The menu bar and context menus, made from the registry."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.registry import action_text
from deskclient.ui.actions.spec import MENU_BAR, ActionSpec, Place

_TITLES = {
    "file": QT_TRANSLATE_NOOP("menus", "&File"),
    "edit": QT_TRANSLATE_NOOP("menus", "&Edit"),
    "view": QT_TRANSLATE_NOOP("menus", "&View"),
    "go": QT_TRANSLATE_NOOP("menus", "&Go"),
    "ticket": QT_TRANSLATE_NOOP("menus", "&Ticket"),
    "tools": QT_TRANSLATE_NOOP("menus", "T&ools"),
    "help": QT_TRANSLATE_NOOP("menus", "&Help"),
}


def menu_title(menu: str) -> str:
    """Name a menu in the language in force."""
    return QCoreApplication.translate("menus", _TITLES[menu])


class MenuBar:
    """Keeps the menus of a window; their icons are drawn when a menu first opens."""

    def __init__(self, actions: ActionSet, window: QMainWindow) -> None:
        self._actions = actions
        self._window = window
        self._menus: dict[Place, QMenu] = {}
        self._submenus: list[tuple[str, QMenu]] = []
        for place in MENU_BAR:
            menu = window.menuBar().addMenu("")
            self._menus[place] = menu
            self._submenus += fill_menu(menu, actions, actions.registry.at(place))
            menu.aboutToShow.connect(actions.redraw)
        # Commands of no menu need the window for their shortcuts.
        window.addActions(list(actions.actions.values()))
        self.retranslate()

    def retranslate(self) -> None:
        """Write the titles in the language in force."""
        for place, menu in self._menus.items():
            menu.setTitle(menu_title(place.value))
        for title, menu in self._submenus:
            menu.setTitle(action_text(title))


def context_menu(actions: ActionSet, place: Place, parent: QWidget) -> QMenu:
    """Make the context menu of a place; it deletes itself."""
    menu = QMenu(parent)
    actions.redraw()
    for title, submenu in fill_menu(menu, actions, actions.registry.at(place)):
        submenu.setTitle(action_text(title))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def fill_menu(
    menu: QMenu, actions: ActionSet, specs: Sequence[ActionSpec]
) -> list[tuple[str, QMenu]]:
    """Put commands into a menu, a line between groups; gives the submenus with English titles."""
    submenus: dict[str, QMenu] = {}
    for before, spec in _with_previous(specs):
        if before is not None and before.group != spec.group:
            menu.addSeparator()
        target = menu
        if spec.submenu:
            if spec.submenu not in submenus:
                submenus[spec.submenu] = menu.addMenu("")
            target = submenus[spec.submenu]
        target.addAction(actions[spec.id])
    return list(submenus.items())


def _with_previous(
    specs: Sequence[ActionSpec],
) -> Iterator[tuple[ActionSpec | None, ActionSpec]]:
    before: ActionSpec | None = None
    for spec in specs:
        yield before, spec
        before = spec
