"""Names of files: digests and numbers are told apart, and nothing else is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.domain.file_names import LENGTH, is_digest, is_file_name, number_in, numbered


@given(st.text(max_size=30), st.integers(0, (1 << 64) - 1))
def test_a_number_is_found_in_the_name_made_of_it(desk, number):
    name = numbered(desk, number)
    assert len(name) == LENGTH
    assert is_file_name(name)
    assert not is_digest(name)
    assert number_in(name, desk) == number


@given(st.text(max_size=10), st.text(max_size=10), st.integers(0, 1 << 40))
def test_the_same_number_at_another_desk_is_another_file(one, other, number):
    assert (number_in(numbered(one, number), other) == number) == (one == other)


def test_a_digest_has_no_number():
    assert number_in("0" * 64, "desk") is None


@pytest.mark.parametrize(
    "text", ["", "../x", "n" * 64, "A" * 64, "0" * 63, "0" * 65, "0" * 64 + "\n"]
)
def test_nothing_else_is_a_name(text):
    assert not is_file_name(text)
