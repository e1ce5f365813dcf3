"""A scope means the same as questions and as a test of the answers."""

import pytest

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.choices import choices, holds_before, is_kept, stamp
from deskclient.backends.redmine.mapping import seconds
from deskclient.domain.scope import Scope

ME = 6
NOW = seconds("2026-11-27T12:00:00Z")
DAY = 86_400


def issue(queue=1, *, owner=None, author=5, closed=False, age_days=0.0):
    return wire.Listed(
        1,
        wire.Ref(queue),
        wire.StatusRef(1, "", is_closed=closed),
        wire.Ref(author),
        None if owner is None else wire.Ref(owner),
        stamp(NOW - 400 * DAY),
        stamp(int(NOW - age_days * DAY)),
    )


@pytest.mark.parametrize(
    ("scope", "one", "kept"),
    [
        (Scope(), issue(9), True),
        (Scope(queues=("1",)), issue(1), True),
        (Scope(queues=("1",)), issue(2), False),
        (Scope(queues=("1",)), issue(2, owner=ME), True),
        (Scope(queues=("1",)), issue(2, author=ME), True),
        (Scope(mine=False, queues=("1",)), issue(2, owner=ME), False),
        (Scope(mine=False, queues=()), issue(1, owner=ME), False),
        (Scope(queues=()), issue(1, owner=ME), True),
        (Scope(days=7), issue(closed=True, age_days=8), False),
        (Scope(days=7), issue(closed=True, age_days=6), True),
        (Scope(days=7), issue(closed=False, age_days=300), True),
        (Scope(days=7), issue(closed=True, age_days=300, owner=ME), True),
        (Scope(days=7, mine=False), issue(closed=True, age_days=300, owner=ME), False),
        (Scope(days=7, queues=("1",)), issue(2, closed=False), False),
    ],
)
def test_what_is_kept(scope, one, kept):
    assert is_kept(scope, ME, NOW, one) is kept


def test_the_questions_say_what_the_test_says():
    some = choices(Scope(queues=("1", "3"), days=7), ME, NOW)
    asked = [{one.field: (one.op, one.values) for one in choice.filters()} for choice in some]
    queues = ("=", ("1", "3"))
    assert asked == [
        {"status_id": ("o", ()), "project_id": queues},
        {
            "status_id": ("c", ()),
            "project_id": queues,
            "updated_on": (">=", ("2026-11-20T12:00:00Z",)),
        },
        {"status_id": ("*", ()), "assigned_to_id": ("=", ("6",))},
        {"status_id": ("*", ()), "author_id": ("=", ("6",))},
    ]


def test_an_issue_that_answers_to_two_questions_is_read_once():
    some = choices(Scope(queues=("1",)), ME, NOW)
    one = issue(1, owner=ME, author=ME)
    read = [
        place
        for place, choice in enumerate(some)
        if choice.holds(one) and not holds_before(some, place, one)
    ]
    assert read == [0]


def test_more_projects_than_an_address_has_room_for_are_asked_for_in_portions():
    every = tuple(str(number) for number in range(1, 451))
    some = choices(Scope(mine=False, queues=every), ME, NOW)
    assert [one for choice in some for one in choice.queues or ()] == list(every)
    assert max(len(choice.queues or ()) for choice in some) <= 200


def test_what_is_no_number_of_a_project_is_not_asked_for():
    assert choices(Scope(mine=False, queues=("x", "1&f[]=y")), ME, NOW) == []
