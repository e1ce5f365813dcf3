"""Where garbage with Qt objects in it is destroyed."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskclient.ui.garbage import GarbageCollection, collect_due

MUCH = 100_000


@pytest.fixture
def collection(qapp: QApplication) -> Iterator[GarbageCollection]:
    made = GarbageCollection(qapp)
    made.begin()
    yield made
    made.deleteLater()
    gc.unfreeze()


class InACircle(QObject):
    """Only a collection ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self, interval=0)
        self.timer.start()


def make_garbage() -> None:
    for _ in range(MUCH):
        circle: list[object] = []
        circle.append(circle)


@pytest.mark.usefixtures("collection")
def test_no_other_thread_destroys_an_object_of_the_window(qtbot: QtBot) -> None:
    """As a large answer of the desk does: the engine makes objects, the window's are garbage."""
    destroyed_on: list[threading.Thread] = []
    made = InACircle()
    weakref.finalize(made, lambda: destroyed_on.append(threading.current_thread()))
    del made
    engine = threading.Thread(target=make_garbage)
    engine.start()
    engine.join()
    assert destroyed_on == []
    qtbot.waitUntil(lambda: destroyed_on == [threading.main_thread()])


def test_only_what_is_full_is_looked_through() -> None:
    gc.collect()
    before = [age["collections"] for age in gc.get_stats()]
    collect_due()
    assert [age["collections"] for age in gc.get_stats()] == before
    kept: list[object] = [[] for _ in range(2 * gc.get_threshold()[0])]
    collect_due()
    young, *older = (age["collections"] for age in gc.get_stats())
    assert young == before[0] + 1
    assert older == before[1:]
    assert kept
