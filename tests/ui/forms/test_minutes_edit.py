"""Minutes spent are typed, stepped or timed."""

import pytest
from PySide6.QtCore import Qt

from deskclient.ui.forms.minutes_edit import MinutesEdit


class Watch:
    """Stands where it is put."""

    def __init__(self):
        self.s = 50.0

    def __call__(self):
        return self.s


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def edit(qtbot, rig, watch):
    made = MinutesEdit(rig.parts.theme, seconds=watch)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("typed", "minutes"), [("", 0), ("15", 15), ("1:30", 90), ("2:", 120)])
def test_minutes_are_typed_as_a_number_or_as_hours_and_minutes(qtbot, edit, typed, minutes):
    qtbot.keyClicks(edit, typed)
    assert edit.minutes() == minutes


def test_the_timer_counts_every_begun_minute_and_keeps_it_when_it_ends(edit, watch):
    told = []
    edit.minutes_changed.connect(lambda: told.append(edit.minutes()))
    edit.timer.trigger()
    assert edit.timer.text() == "Stop the timer"
    watch.s += 59
    edit.count()
    assert edit.text() == "0:01"
    watch.s += 2
    edit.count()
    assert edit.text() == "0:02"
    watch.s += 60
    edit.timer.trigger()
    watch.s += 600
    edit.count()
    assert edit.minutes() == 3
    assert told == [1, 2, 3]
    assert edit.timer.text() == "Time a call"


def test_a_second_call_is_counted_on_top(edit, watch):
    edit.set_minutes(20)
    edit.timer.trigger()
    watch.s += 61
    edit.timer.trigger()
    assert edit.text() == "0:22"


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_Up])
def test_what_the_person_sets_ends_the_timer(qtbot, edit, watch, key):
    edit.timer.trigger()
    edit.selectAll()
    qtbot.keyClick(edit, key)
    set_by_hand = edit.minutes()
    assert set_by_hand in {6, 7}
    watch.s += 3000
    edit.count()
    assert edit.minutes() == set_by_hand


def test_a_cleared_line_counts_no_more(edit, watch):
    edit.timer.trigger()
    edit.set_minutes(0)
    watch.s += 120
    edit.count()
    assert edit.text() == ""
