"""The key as a person writes it down."""

from hypothesis import given
from hypothesis import strategies as st

from deskclient.services.recovery_key import read_recovery_key, write_recovery_key
from deskclient.services.redact import HIDDEN, redact

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_key_is_read_back_as_it_was_written(key):
    assert read_recovery_key(write_recovery_key(key)) == key


@given(KEYS)
def test_case_spaces_and_misread_letters_do_not_matter(key):
    text = write_recovery_key(key).lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert read_recovery_key(text) == key


@given(KEYS, st.integers(0, 68), st.sampled_from("23456789ABCDEFGH"))
def test_a_typing_error_is_noticed(key, place, letter):
    text = write_recovery_key(key)
    wrong = text[:place] + letter + text[place + 1 :]
    if text[place] not in {letter, "-"}:
        assert read_recovery_key(wrong) is None


@given(st.text())
def test_any_text_is_a_key_or_nothing(text):
    read_recovery_key(text)


@given(KEYS)
def test_a_recovery_key_never_stays_in_a_log(key):
    assert redact(f"it is {write_recovery_key(key)}.") == f"it is {HIDDEN}."
