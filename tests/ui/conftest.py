"""A window on the fake desk, in a fixed look and at a fixed moment."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskclient.ui.actions.all import standard_actions
from deskclient.ui.actions.keymap import Keymap
from deskclient.ui.icons import IconSource
from deskclient.ui.language import Language
from deskclient.ui.main_window import MainWindow
from deskclient.ui.memory import BriefMemory
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Density, SchemeChoice
from deskclient.ui.window.wiring import WindowTools
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_program import FakeProgram
from tests.fakes.fixed_clock import FixedClock


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Whatever is drawn needs one; without, Qt ends the process, if no other test came before."""


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, IconSource())
    made.apply(SchemeChoice.LIGHT, Density.COMFORTABLE, 1.0)
    yield made
    made.apply(SchemeChoice.LIGHT, Density.COMFORTABLE, 1.0)
    made.deleteLater()


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    made = Language(qapp)
    made.apply("en")
    yield made
    made.apply("en")
    made.deleteLater()


@pytest.fixture
def program() -> FakeProgram:
    return FakeProgram()


@pytest.fixture
def memory() -> BriefMemory:
    return BriefMemory()


@pytest.fixture
def tools(theme: Theme, language: Language, program: FakeProgram, clock: FixedClock) -> WindowTools:
    return WindowTools(theme, language, clock, Keymap(standard_actions()), program)


@pytest.fixture
def window(
    qtbot: QtBot, desk: FakeDesk, tools: WindowTools, memory: BriefMemory
) -> Iterator[MainWindow]:
    made = MainWindow(desk, tools, memory)
    made.resize(1440, 900)
    with qtbot.waitSignal(made.painted):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Types any letters; QTest itself aborts at Cyrillic ones."""

    def type_into(widget: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, key)

    return type_into
