"""What all have noted of a ticket's minutes, whoever of those at once wrote last."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.minutes import (
    Noted,
    lost_minutes,
    own_minutes,
    own_steps,
)


def event(number: int, who: str, kind: str = "Set", **more: Any) -> wire.Transaction:
    return wire.Transaction(id=str(number), type=kind, creator=wire.Ref(who, "user"), **more)


def minutes(
    number: int, who: str, before: int, after: int, created: str = "2026-11-29T10:00:00Z"
) -> wire.Transaction:
    values = {"old_value": str(before), "new_value": str(after), "created": created}
    return event(number, who, field_name="TimeWorked", **values)


def words(number: int, who: str, taken: int) -> wire.Transaction:
    return event(number, who, "Comment", time_taken=str(taken))


def lost(events: list[wire.Transaction], found: int, step: int, now: int) -> int | None:
    own = next(one for one in events if str(one.creator.id) == "anna" and one.type == "Set")
    return lost_minutes(events, Noted(found, step, own), now)


def test_what_our_sum_went_over_is_lost():
    before = [minutes(1, "ben", 5, 15), words(2, "ben", 7), words(3, "anna", 3)]
    events = [*before, minutes(5, "anna", 5, 20), minutes(6, "ben", 20, 90)]
    assert lost(events, 5, 15, 90) == 10 + 7 + 3


def test_nothing_is_lost_of_what_came_after_ours():
    events = [minutes(5, "anna", 5, 20), minutes(6, "ben", 20, 90), words(7, "ben", 4)]
    assert lost(events, 5, 15, 94) == 0


def test_what_others_went_over_is_theirs_to_put_back():
    events = [minutes(1, "ben", 0, 7), minutes(2, "anna", 7, 22), minutes(3, "carl", 0, 3)]
    assert lost(events, 7, 15, 3) == 0


@pytest.mark.parametrize("loaded", [0, 7])
def test_minutes_add_up_whoever_of_two_at_once_wrote_last(loaded):
    """RT writes the value and then its event, so the ticket may say what the first event said."""
    events = [minutes(1, "ben", 0, 7), minutes(2, "anna", loaded, 15)]
    assert lost(events, 0, 15, 15) == 22 - 15
    assert lost(events, 0, 15, 7) == 22 - 7
    assert lost([*events, words(3, "carl", 5)], 0, 15, 20) == 27 - 20


def test_a_value_without_an_event_is_somebodys_who_is_not_ready():
    assert lost([minutes(1, "anna", 0, 15), words(2, "ben", 5)], 0, 15, 7) is None


def test_what_was_taken_back_under_ours_is_taken_back_again():
    assert lost([minutes(1, "ben", 10, 2), minutes(2, "anna", 10, 3)], 10, -7, 3) == -8


def test_our_sum_is_known_among_what_we_noted_elsewhere_since():
    ours, more = minutes(2, "anna", 0, 15), minutes(3, "anna", 15, 20)
    assert own_minutes([ours, more], "anna", 15) is ours
    assert own_minutes([ours, more], "anna", 5) is None


def test_a_step_whose_answer_was_lost_is_known_though_its_event_tells_another():
    """Its event says what was loaded, not what we had looked at before."""
    ours = minutes(2, "anna", 7, 15)
    assert own_steps([minutes(1, "ben", 0, 7), ours], "anna", 15) == [ours]
    assert own_steps([ours, minutes(3, "ben", 0, 7)], "anna", 15) == [ours]
    assert own_steps([ours], "anna", 8) == [ours]
    assert own_steps([minutes(1, "ben", 0, 7), ours], "ben", 15) == []
    assert own_steps([minutes(1, "ben", 2, 7), ours], "anna", 15) == []


class Desk:
    """One number and its events; a value is there before its event."""

    def __init__(self) -> None:
        self.minutes = 0
        self.events: list[wire.Transaction] = []

    def note(self, who: str, before: int, after: int) -> None:
        self.events.append(minutes(len(self.events) + 1, who, before, after))


class Worker:
    """Adds minutes, and puts back what was lost by it, until nothing is."""

    def __init__(self, desk: Desk, name: str, step: int) -> None:
        self.desk, self.name = desk, name
        self.found = self.loaded = self.since = self.looks = 0
        self.begin(step)

    def begin(self, step: int) -> None:
        self.step = step
        self.acts = [self.look, self.load, self.write, self.tell, self.judge] if step else []

    def look(self) -> None:
        self.found, self.since = self.desk.minutes, len(self.desk.events)

    def load(self) -> None:
        self.loaded = self.desk.minutes
        if self.loaded == self.found + self.step:
            # RT leaves out what does not differ: it has to be looked at again.
            self.begin(self.step)

    def write(self) -> None:
        self.desk.minutes = self.found + self.step

    def tell(self) -> None:
        self.desk.note(self.name, self.loaded, self.found + self.step)

    def judge(self) -> None:
        """What is put back is written as minutes are, and judged as they are."""
        events = self.desk.events[self.since :]
        own = own_minutes(events, self.name, self.found + self.step)
        assert own is not None
        missing = lost_minutes(events, Noted(self.found, self.step, own), self.desk.minutes)
        if missing is None:
            self.looks += 1
            assert self.looks < 500, "Everything is told, and yet it is not known what was lost."
            self.acts = [self.judge]
        else:
            self.begin(missing)


def work(workers: list[Worker], data: st.DataObject, *, at_once: bool) -> None:
    while left := [one for one in workers if one.acts]:
        one = data.draw(st.sampled_from(left))
        while True:
            act = one.acts.pop(0)
            act()
            if not at_once or act.__name__ != "write":
                break


@given(data=st.data())
def test_both_who_note_minutes_at_once_come_to_the_sum(data):
    """Whatever of one comes between whatever of the other."""
    steps = [data.draw(st.integers(1, 60)) for _ in range(2)]
    desk = Desk()
    work([Worker(desk, f"w{at}", step) for at, step in enumerate(steps)], data, at_once=False)
    assert desk.minutes == sum(steps)


@given(data=st.data())
def test_more_who_note_minutes_at_once_come_to_the_sum_if_each_is_told_as_it_is_written(data):
    steps = data.draw(st.lists(st.integers(1, 9), min_size=3, max_size=4))
    desk = Desk()
    apart = [Worker(desk, f"w{at}", 100**at * step) for at, step in enumerate(steps)]
    work(apart, data, at_once=True)
    assert desk.minutes == sum(100**at * step for at, step in enumerate(steps))
