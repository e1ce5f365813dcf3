"""Versions of records at a desk that has none."""

from deskclient.backends.other_desks.reading_versions import ReadingVersions, state_of

SECOND = 1_795_780_800


def test_a_record_has_a_new_version_only_when_it_has_changed():
    versions = ReadingVersions()
    first = versions.of("a", state_of("one"), versions.look(SECOND))
    again = versions.of("a", state_of("one"), versions.look(SECOND + 9))
    other = versions.of("a", state_of("two"), versions.look(SECOND + 9))
    back = versions.of("a", state_of("one"), versions.look(SECOND + 9))
    assert first == again < other < back


def test_two_changes_within_a_second_are_two():
    versions = ReadingVersions()
    found = [versions.of("a", state_of(n), versions.look(SECOND)) for n in range(3)]
    assert found == sorted(set(found))


def test_what_was_read_before_and_told_after_is_older():
    versions = ReadingVersions()
    earlier, later = versions.look(SECOND), versions.look(SECOND)
    assert versions.of("a", state_of("new"), later) > versions.of("a", state_of("old"), earlier)


def test_what_came_back_before_is_older_too():
    versions = ReadingVersions()
    versions.of("a", state_of("one"), versions.look(SECOND))
    between, last = versions.look(SECOND), versions.look(SECOND)
    now = versions.of("a", state_of("one"), last)
    assert versions.of("a", state_of("two"), between) < now


def test_a_run_that_begins_a_second_later_gives_higher_versions():
    former, later = ReadingVersions(), ReadingVersions()
    last = [former.look(SECOND) for _ in range(100)][-1]
    later.above(last - 50)
    assert later.look(SECOND + 1) > last


def test_a_run_that_begins_in_the_last_second_of_another_gives_higher_versions():
    former, later = ReadingVersions(), ReadingVersions()
    former.look(SECOND - 5)
    last = [former.look(SECOND) for _ in range(100)][-1]
    assert later.look(SECOND) > last


def test_a_clock_that_was_set_back_gives_no_lower_versions():
    former, later = ReadingVersions(), ReadingVersions()
    former.look(SECOND)
    last = former.look(SECOND)
    assert former.look(SECOND - 3600) > last
    later.above(last)
    assert later.look(SECOND - 3600) > last
