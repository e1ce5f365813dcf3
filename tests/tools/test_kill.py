"""Kill trials: real processes, real files, a real service."""

import os
import signal

import pytest

from tools.kill.child import run_child
from tools.kill.plan import Way, draw_plan
from tools.kill.service import places
from tools.kill.trials import Score, run_trials

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="trials fork")


def test_three_trials_for_each_two_places_cover_every_place_and_every_way():
    plans = [draw_plan(1, number) for number in range(3 * len(places()))]
    assert {plan.name for plan in plans if plan.way is Way.PLACE} == set(places())
    assert {plan.way for plan in plans} == set(Way)


def test_a_journal_survives_the_death_of_its_writer():
    def work(journal):
        journal.note("saved", ops=["a"])
        os.kill(os.getpid(), signal.SIGKILL)

    ended = run_child(work)
    assert ended.killed
    assert [line["what"] for line in ended.lines] == ["saved"]


def test_a_child_that_breaks_down_says_why():
    def work(journal):
        raise ValueError("no")

    ended = run_child(work)
    assert not ended.killed
    assert "no" in ended.lines[-1]["error"]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_clients_lose_nothing_and_double_nothing():
    """Rows 1 to 6, 8, 29: killed at named places, while starting, backing up and salvaging."""
    score: Score = run_trials(5, range(15))
    assert score.last_line() == "trials=15 lost=0 duplicated=0 unreadable=0", score.words
    assert sum(score.killed.values()) >= 5
