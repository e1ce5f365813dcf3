"""Answers of a real Roundup get lost: nothing else is lost, and nothing comes twice."""

import pytest

from tools.desks.lost.roundup import ROUNDUP
from tools.desks.lost.trials import try_at

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]


def test_lost_answers_lose_and_double_nothing(roundup, expected_logs):
    """Rows 4, 5, 10: replies, new issues and edits, cut in the middle."""
    expected_logs.expect(".*")
    score = try_at(ROUNDUP, roundup.server, seed=3, numbers=range(12), rest_s=90.0)
    assert (score.trials, score.lost, score.duplicated) == (12, 0, 0), score.words
    assert score.asked.total() <= 1, score.words
