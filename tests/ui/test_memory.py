"""What a window remembers between starts, and when it is written."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QSettings

from deskclient.ui import memory as memories
from deskclient.ui.memory import FileMemory


@pytest.fixture
def path(tmp_path):
    return tmp_path / "window.ini"


@pytest.fixture
def writers(monkeypatch):
    """The threads that wrote a file."""
    found = []
    write = memories._write

    def noted(*args):
        found.append(threading.current_thread())
        write(*args)

    monkeypatch.setattr(memories, "_write", noted)
    return found


def test_what_is_kept_is_there_at_once_and_after_a_start(qapp, path):
    memory = FileMemory(path)
    memory.set("view", "work:open")
    assert memory.get("view") == "work:open"
    memory.write()
    assert FileMemory(path).get("view") == "work:open"


@pytest.mark.parametrize("text", ["a, b; c", '[{"name": "queue", "width": 90}]', "", "Очередь"])
def test_texts_come_back_as_they_were(qapp, path, text):
    memory = FileMemory(path)
    memory.set("columns/saved:1", text)
    memory.write()
    assert FileMemory(path).get("columns/saved:1") == text


def test_the_next_paint_does_not_wait_for_the_disk(qapp, path, writers):
    """Qt paints after what was posted before: a write among it would hold the rows back."""
    memory = FileMemory(path)
    memory.set("view", "work:open")
    QCoreApplication.sendPostedEvents()
    assert not path.exists()
    assert not writers


def test_the_file_is_written_beside_the_window_after_a_while(qtbot, path, writers, monkeypatch):
    monkeypatch.setattr(memories, "_CALM_MS", 1)
    memory = FileMemory(path)
    memory.set("view", "work:open")
    qtbot.waitUntil(lambda: FileMemory(path).get("view") == "work:open")
    assert threading.main_thread() not in writers


def test_the_last_word_wins_although_an_earlier_one_is_being_written(qtbot, path, monkeypatch):
    monkeypatch.setattr(memories, "_CALM_MS", 1)
    go_on, write = threading.Event(), memories._write

    def late(*args):
        if threading.current_thread() is not threading.main_thread():
            go_on.wait(10)
        write(*args)

    monkeypatch.setattr(memories, "_write", late)
    memory = FileMemory(path)
    memory.set("view", "work:open")
    qtbot.waitUntil(lambda: memory._writing is not None)
    memory.set("view", "work:mine")
    threading.Timer(0.01, go_on.set).start()
    memory.write()
    assert FileMemory(path).get("view") == "work:mine"


def test_a_damaged_file_is_as_good_as_none(qapp, path):
    path.write_bytes(bytes(range(256)))
    memory = FileMemory(path)
    assert memory.get("view") == ""
    memory.set("view", "work:open")
    memory.write()
    assert QSettings(str(path), QSettings.Format.IniFormat).value("view") == "work:open"
