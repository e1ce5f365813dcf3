"""What the list shows follows names that change, though the rows themselves stay as they are."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from deskclient.domain.desk_words import KindWords, shaped
from deskclient.domain.kinds.ticket import PRIORITIES
from deskclient.domain.query import ListQuery
from deskclient.ui.list.either import Either
from deskclient.ui.list.record_list import RecordList
from deskclient.ui.list.row_layout import RowLayout, Shape
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.text import Texts
from tests.fakes.desk_content import make_content
from tests.fakes.fake_desk import FakeDesk


@pytest.fixture
def desk():
    return FakeDesk(make_content(20))


@pytest.fixture
def shown(qtbot, theme, clock, desk):
    model = WindowModel(desk.registry["ticket"], desk.reads, Texts(clock))
    table = RecordList(model, theme)
    qtbot.addWidget(table)
    table.resize(700, 400)
    start = desk.reads.start_at_once(ListQuery("ticket"), 5)
    model.show_first(start.keys, start.rows)
    table.show()
    return table, model


def picture(table: RecordList) -> QImage:
    return table.viewport().grab().toImage()


def test_a_queue_that_is_renamed_is_renamed_in_the_rows(shown, desk):
    table, model = shown
    before = picture(table)
    assert picture(table) == before
    for queue, view in list(desk.records.by_kind["queue"].items()):
        desk.records.put("queue", queue, {**view.doc, "name": "Renamed"})
    assert picture(table) == before
    model.refresh_all()
    assert picture(table) != before


def test_a_record_that_left_keeps_its_place_and_says_so(shown, desk, monkeypatch):
    """Nothing moves under the mouse, and nobody wonders at an empty row."""
    table, model = shown
    title = model.index(1, model.column_of("subject"))
    gone = model.row(1)
    assert gone is not None
    assert title.data() == model.text(gone, title.column())
    before = picture(table)
    del desk.records.by_kind["ticket"][gone.record_id]
    model.refresh([gone.record_id])
    assert title.data() == title.data(Qt.ItemDataRole.AccessibleTextRole) == "No longer here"
    with_words = picture(table)
    monkeypatch.setattr(model, "gone_words", lambda: "")
    assert picture(table) != with_words
    assert before != with_words
    assert model.row(1) is None
    assert model.index(1, title.column() + 1).data() is None


def test_rows_that_cannot_be_read_are_not_said_to_have_left(shown, desk, monkeypatch):
    table, model = shown
    monkeypatch.setattr(desk.reads, "rows", lambda _kind, _keys: ())
    model.refresh_all()
    title = model.index(1, model.column_of("subject"))
    assert title.data() is None
    empty = picture(table)
    monkeypatch.setattr(model, "gone_words", lambda: "")
    assert picture(table) == empty


@pytest.fixture
def either(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    first, second = QWidget(whole), QWidget(whole)
    first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button = QPushButton(second)
    place = Either(first, second, whole)
    QVBoxLayout(whole).addWidget(place)
    whole.resize(300, 200)
    whole.show()
    qtbot.waitActive(whole)
    yield place, first, second, button
    whole.close()


def test_one_of_two_fills_the_place(either):
    place, first, second, _ = either
    place.show_face(second)
    assert second.isVisible()
    assert not first.isVisible()
    assert second.size() == place.size()
    assert place.shown() is second


def test_the_focus_goes_along_to_what_is_shown(qtbot, either):
    place, first, second, button = either
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    place.show_face(second)
    assert button.hasFocus()
    place.show_face(first)
    assert first.hasFocus()


def test_what_priority_is_usual_is_for_the_desk_to_say(qtbot, theme, clock, desk):
    """Of what nearly every ticket has nobody needs to be told in each row."""
    seldom, usual = (replace(PRIORITIES[0], value=name, label=name) for name in ("p3", "p4"))
    says = KindWords(choices={"priority": (seldom, usual)}, defaults={"priority": "p4"})
    kind = shaped(desk.registry, {"ticket": says})["ticket"]
    model = WindowModel(kind, desk.reads, Texts(clock))
    layout = RowLayout(model, theme)
    (row,) = desk.reads.start_at_once(ListQuery("ticket"), 1).rows

    def told(priority: str) -> list[str]:
        values = list(row.values)
        values[model.column_of("priority")] = priority
        laid = layout.lay(replace(row, values=tuple(values)), Shape(700, 48, None))
        return [piece.text for _, _, _, piece in laid.texts]

    assert "p3" in told("p3")
    assert "p4" not in told("p4")
