"""Numbers as a telephone shows them and as people have written them down."""

import pytest

from deskclient.domain.phone_numbers import dialled, is_called_by

WRITTEN = "+44 113 496-0108"


@pytest.mark.parametrize(
    "typed",
    ["+441134960108", "+44 113 496 0108", "0113 4960108", "1134960108", "(0113) 496-01-08"],
)
def test_a_number_is_found_however_it_is_dialled(typed):
    assert is_called_by(dialled(WRITTEN), dialled(typed))


def test_the_russian_way_to_dial_a_city_finds_the_number():
    assert is_called_by(dialled("+7 495 555-0108"), dialled("8 (495) 555-01-08"))


@pytest.mark.parametrize("typed", ["0108", "44113", "+44 113 496 0109", ""])
def test_too_little_or_another_number_finds_nobody(typed):
    assert not is_called_by(dialled(WRITTEN), dialled(typed))


def test_a_short_number_within_the_house_is_found_by_all_of_it():
    assert is_called_by(dialled("412"), dialled("412"))
    assert not is_called_by(dialled("4123"), dialled("412"))


@pytest.mark.parametrize("text", ["NB-1002", "Anna", "-", "10.0.0.7 or so", "a@b.example"])
def test_other_words_are_no_number(text):
    assert dialled(text) == ""
