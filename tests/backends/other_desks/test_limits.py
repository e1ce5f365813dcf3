"""What is said before somebody signs in."""

from deskclient.backends.other_desks.limits import LATE, UNSEEN, with_limits
from deskclient.backends.port import Caps
from deskclient.ui.text import domain_text

WORKS = "Tickets work offline."


def test_a_desk_that_keeps_all_promises_has_nothing_to_add():
    assert with_limits(WORKS, Caps()) == WORKS


def test_each_limit_is_a_sentence_that_can_be_said_in_another_language():
    told = with_limits(WORKS, Caps(feed="list", cond_write="none", audited=False))
    assert told == f"{WORKS} {LATE} {UNSEEN}"
    assert domain_text(told) == told


def test_what_is_found_afterwards_is_no_limit():
    assert with_limits(WORKS, Caps(cond_write="none")) == WORKS
    assert with_limits(WORKS, Caps(cond_write="etag", audited=False)) == f"{WORKS} {UNSEEN}"
