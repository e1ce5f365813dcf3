"""The popup of choices is as tall as what it offers and says so when nothing fits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget

from deskclient.ui.choice_popup import ChoicePopup, Option

OWNERS = [Option(name, name) for name in ("Anna", "Ben", "Chloe", "Dmitri", "Elena", "Farid")] + [
    Option(name, name) for name in ("Grace", "Igor", "Julia", "Kirill", "Lena", "Max")
]


@pytest.fixture
def popup(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = ChoicePopup(theme, "Owner", OWNERS, window)
    made.show_at(window.mapToGlobal(window.rect().topLeft()))
    yield made
    made.close()


def test_it_shrinks_to_what_fits_and_grows_again(popup, qtbot):
    find, rows = popup.findChild(QLineEdit), popup.findChild(QListWidget)
    tall = popup.height()
    qtbot.keyClicks(find, "chl")
    assert popup.height() < tall / 2
    assert rows.visualItemRect(rows.currentItem()).bottom() < rows.viewport().height()
    find.clear()
    assert popup.height() == tall


def test_it_says_that_nothing_fits_and_takes_nothing(popup, qtbot):
    taken: list[object] = []
    popup.chosen.connect(taken.append)
    find, rows = popup.findChild(QLineEdit), popup.findChild(QListWidget)
    qtbot.keyClicks(find, "zzz")
    said = [label.text() for label in popup.findChildren(QLabel) if label.isVisibleTo(popup)]
    assert "Nothing fits." in said
    assert not rows.isVisibleTo(popup)
    qtbot.keyClick(find, Qt.Key.Key_Return)
    assert taken == []
