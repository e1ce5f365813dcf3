"""Every word of the window follows the language, those for the ear too."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from deskclient.ui.decisions.window import DecisionsWindow
from deskclient.ui.forms.new_ticket import NewTicket
from deskclient.ui.forms.record_dialog import RecordDialog
from deskclient.ui.list.chip_bar import Chip
from deskclient.ui.main_window import MainWindow
from deskclient.ui.memory import BriefMemory
from deskclient.ui.outbox.window import OutboxWindow
from deskclient.ui.views import find_view
from deskclient.ui.window.wiring import WindowTools
from tests.fakes.fake_desk import FakeDesk

_OF_QT = frozenset({"ScrollLeftButton", "ScrollRightButton"})
Opener = Callable[[], MainWindow]


class Marks(QTranslator):
    """A language in which every sentence of ours stands between marks."""

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self,
        context: bytes | str,
        text: bytes | str,
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str:
        return str(text) if str(context).startswith("Q") else f"«{text!s}»"


def _is_spare(one: QWidget) -> bool:
    """Chips that no filter needs just now are kept for the next one, out of sight."""
    holder = one.parentWidget()
    return isinstance(holder, Chip) and holder.isHidden()


def words_of(window: QWidget) -> Counter[str]:
    """Give all that is said in a window, seen or spoken."""
    # What was taken away stays a child until the loop runs.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said: Counter[str] = Counter()
    for one in (window, *window.findChildren(QWidget)):
        if one.objectName() in _OF_QT or _is_spare(one):
            continue
        found = {"name": one.accessibleName(), "tip": one.toolTip()}
        if isinstance(one, QLineEdit):
            found["hint"] = one.placeholderText()
        if isinstance(one, QLabel | QAbstractButton):
            found["text"] = one.text()
        said.update(f"{type(one).__name__} {key}: {text}" for key, text in found.items() if text)
    return said


@pytest.fixture
def opened(qtbot: QtBot, tools: WindowTools) -> Iterator[Opener]:
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(FakeDesk(), tools, BriefMemory())
        windows.append(window)
        window.resize(1440, 900)
        with qtbot.waitSignal(window.painted):
            window.show()
        view = find_view(window.parts.desk, "work:open")
        assert view is not None
        window.show_view(view)
        window.panel.list.select_position(2)
        qtbot.waitUntil(lambda: window.detail.record_id() is not None)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def marks(qapp: QApplication) -> Iterator[Marks]:
    made = Marks()
    yield made
    qapp.removeTranslator(made)
    made.deleteLater()


def test_the_window_says_the_same_as_one_opened_in_that_language(opened, marks, qapp, qtbot):
    changed = opened()
    assert not any("«" in words for words in words_of(changed) if "Договоры" not in words)
    qapp.installTranslator(marks)
    fresh = opened()
    qtbot.waitUntil(lambda: words_of(changed) == words_of(fresh))
    assert sum("«" in words for words in words_of(fresh)) > 100


MAKERS: dict[str, Callable[[MainWindow], QWidget]] = {
    "new ticket": lambda one: NewTicket(one.parts, one, full_form=True),
    "organisation": lambda one: RecordDialog("organisation", one.parts, one),
    "outbox": lambda one: OutboxWindow(one.parts, one),
    "decisions": lambda one: DecisionsWindow(one.parts, one),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_page_says_the_same_as_one_opened_in_that_language(name, opened, marks, qapp, qtbot):
    window = opened()
    changed = MAKERS[name](window)
    qapp.installTranslator(marks)
    fresh = MAKERS[name](window)
    qtbot.waitUntil(lambda: words_of(changed) == words_of(fresh))
    assert any("«" in words for words in words_of(fresh))
