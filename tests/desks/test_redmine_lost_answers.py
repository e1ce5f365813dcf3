"""Answers of a real Redmine get lost: nothing else is lost, and nothing comes twice."""

import pytest

from tools.desks.lost.redmine import REDMINE
from tools.desks.lost.trials import try_at

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]


def test_lost_answers_lose_and_double_nothing(redmine, expected_logs):
    """Rows 4, 5, 10: replies, notes, new issues, edits and time, cut in the middle."""
    expected_logs.expect(".*")
    score = try_at(REDMINE, redmine.server, seed=3, numbers=range(12), rest_s=90.0)
    assert (score.trials, score.lost, score.duplicated) == (12, 0, 0), score.words
    assert score.asked.total() <= 1, score.words
