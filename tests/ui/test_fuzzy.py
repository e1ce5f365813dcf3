"""Finding by a few letters."""

import pytest

from deskclient.ui.window.fuzzy import score


@pytest.mark.parametrize("typed", ["dark", "drk", "dt", "DARK", "theme dark"])
def test_commands_are_found_by_parts_and_first_letters(typed):
    assert score(typed, "Dark theme") or score(typed, "Theme › Dark theme")


@pytest.mark.parametrize("typed", ["zzz", "darkest", "emeht"])
def test_what_does_not_fit_is_not_found(typed):
    assert score(typed, "Dark theme") == 0


def test_the_beginning_of_a_word_counts_more_than_its_middle():
    assert score("reply", "Reply") > score("reply", "Prereply things")


def test_yo_is_found_by_ye():
    assert score("темная", "Тёмная тема")


def test_nothing_typed_fits_everything_equally():
    assert score("", "Anything") == score(" ", "Else") == 1
