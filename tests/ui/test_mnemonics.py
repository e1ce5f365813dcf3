"""Alt and a letter reach one entry only: no menu has the same mnemonic twice, in any language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from deskclient.ui.actions.spec import Place
from deskclient.ui.language import Language
from deskclient.ui.main_window import MainWindow
from deskclient.ui.window.menu_bar import context_menu


def menus(window: MainWindow) -> Iterator[tuple[str, QMenuBar | QMenu]]:
    """Give the menu bar, every menu in it, every context menu and all their submenus."""
    bar = window.menuBar()
    yield "menu bar", bar
    tops = bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    tops += [
        context_menu(window.actions_set, place, window)
        for place in (Place.LIST_CONTEXT, Place.PROFILE)
    ]
    for top in tops:
        yield top.title(), top
        for below in top.findChildren(QMenu):
            yield f"{top.title()} › {below.title()}", below


def mnemonics(menu: QMenuBar | QMenu) -> dict[str, list[str]]:
    """Give the entries of a menu by their mnemonic."""
    found: dict[str, list[str]] = {}
    for action in menu.actions():
        key = QKeySequence.mnemonic(action.text()).toString().rpartition("+")[2]
        if not action.isSeparator():
            found.setdefault(key, []).append(action.text())
    return found


FIRST_MENU = {"en": "&File", "ru": "&Файл"}


def speak(qtbot: QtBot, window: MainWindow, language: Language, code: str) -> None:
    """Put a language in force; Qt tells the windows of it a little later."""
    language.apply(code)
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == FIRST_MENU[code])


@pytest.mark.parametrize("code", ["en", "ru"])
def test_no_menu_has_a_mnemonic_twice(
    qtbot: QtBot, window: MainWindow, language: Language, code: str
) -> None:
    speak(qtbot, window, language, code)
    twice = {
        f"{name}: {entries}"
        for name, menu in menus(window)
        for key, entries in mnemonics(menu).items()
        if key and len(entries) > 1
    }
    assert not twice


@pytest.mark.parametrize("code", ["en", "ru"])
def test_every_entry_of_the_menu_bar_has_a_mnemonic(
    qtbot: QtBot, window: MainWindow, language: Language, code: str
) -> None:
    speak(qtbot, window, language, code)
    bare = {
        f"{name}: {entry}"
        for name, menu in menus(window)
        if "›" not in name  # the values of a field have none: typing their letters finds them
        for entry in mnemonics(menu).get("", ())
    }
    assert not bare
