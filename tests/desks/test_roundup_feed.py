"""News of a real Roundup: each change once, in few questions, and no other desk's for its own."""

import pytest

from deskclient.backends.port import RowKind
from deskclient.domain.errors import CursorLostError
from deskclient.domain.scope import Scope
from tests.desks.roundup_office import OTHER_QUEUE, PRIVATE_QUEUE, QUEUE

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]

SCOPE = Scope()


def rows_by_id(rows, kind):
    return {row.server_id: row for row in rows if row.kind == kind}


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_a_colleagues_change_comes_in_few_requests_and_nothing_costs_one(roundup, login):
    number = roundup.create("The line is down", login="chloe")

    async def work(reading):
        _, cursor = await reading.pull()
        reading.line.ahead_s = 5
        _, cursor = await reading.news(cursor)
        reading.line.begin()
        idle = await reading.adapter.changes(SCOPE, cursor, 0)
        cost = len(reading.line.requests)
        colleague = {"anna": "ben", "ben": "anna"}[login]
        roundup.write(number, "Кабель", colleague)
        roundup.change(number, colleague, status="5")
        reading.line.begin()
        news, _ = await reading.news(cursor)
        return idle, cost, news, len(reading.line.requests)

    idle, cost, news, spent = roundup.run(work, roundup.reading(login))
    assert idle.rows == ()
    assert cost == 1
    assert spent <= 4
    assert rows_by_id(news, "ticket")[number].doc["status"] == "5"
    said = [row.doc for row in news if row.kind == "entry" and row.doc["ticket"] == number]
    assert [one["body"] for one in said] == ["Кабель"]
    assert {one["author"] for one in said} == {roundup.number("ben" if login == "anna" else "anna")}


def test_two_changes_within_one_second_both_come(roundup):
    number = roundup.create("Changed twice")

    async def work(reading):
        _, cursor = await reading.pull(Scope(mine=False, queues=()))
        seen = []
        roundup.change(number, title="First")
        rows, cursor = await reading.news(cursor)
        seen += [row for row in rows if row.server_id == number]
        # Most likely in the same second, which is still running when it is read.
        roundup.change(number, title="Second")
        rows, cursor = await reading.news(cursor)
        seen += [row for row in rows if row.server_id == number]
        reading.line.ahead_s = 5
        rows, cursor = await reading.news(cursor)
        seen += [row for row in rows if row.server_id == number]
        rows, cursor = await reading.news(cursor)
        return seen, [row for row in rows if row.server_id == number]

    seen, after = roundup.run(work, roundup.reading())
    assert seen[-1].doc["subject"] == "Second"
    assert [row.ver for row in seen] == sorted({row.ver for row in seen})
    assert after == []


def test_more_than_a_page_of_changes_comes_whole_and_once(roundup):
    numbers = [roundup.create(f"Many {n}") for n in range(60)]

    async def work(reading):
        _, cursor = await reading.pull()
        reading.line.ahead_s = 5
        _, cursor = await reading.news(cursor)
        for one in numbers:
            roundup.change(one, priority="1")
        reading.line.ahead_s = 60
        first = await reading.adapter.changes(SCOPE, cursor, 0)
        rest, cursor = await reading.news(first.cursor)
        again, _ = await reading.news(cursor)
        return first, rest, again

    first, rest, again = roundup.run(work, roundup.reading())
    told = [row.server_id for row in (*first.rows, *rest) if row.kind == "ticket"]
    assert first.more
    assert sorted(told) == sorted(numbers)
    assert again == []


def test_a_retired_ticket_is_told_if_it_was_told_of_lately_and_found_by_its_absence(roundup):
    number = roundup.create("Superfluous")

    async def work(reading):
        _, cursor = await reading.pull()
        reading.line.ahead_s = 5
        _, cursor = await reading.news(cursor)
        roundup.retire(number)
        rows, _ = await reading.news(cursor)
        listed = [one async for page in reading.adapter.ids(SCOPE) for one in page]
        return rows, {name for _, name, _ in listed}

    rows, listed = roundup.run(work, roundup.reading())
    assert rows_by_id(rows, "ticket")[number].what is RowKind.TOMBSTONE
    assert number not in listed


def test_a_ticket_that_moves_out_of_sight_or_of_what_is_kept_leaves(roundup):
    hidden, moved = roundup.create("A salary"), roundup.create("Moved away", nosy=["4"])
    scope = Scope(mine=True, queues=(QUEUE,))

    async def work(reading):
        _, cursor = await reading.pull(scope)
        reading.line.ahead_s = 5
        _, cursor = await reading.news(cursor, scope)
        roundup.change(hidden, "admin", queue=PRIVATE_QUEUE)
        roundup.change(moved, queue=OTHER_QUEUE)
        return await reading.news(cursor, scope)

    rows = rows_by_id(roundup.run(work, roundup.reading())[0], "ticket")
    assert rows[hidden].what is RowKind.LEFT_SCOPE
    assert rows[moved].what is RowKind.LEFT_SCOPE


def test_a_ticket_that_comes_into_what_is_kept_brings_its_past(roundup):
    number = roundup.create("Comes along", queue=OTHER_QUEUE, nosy=["4"])
    roundup.write(number, "Said before")
    scope = Scope(mine=False, queues=(QUEUE,))

    async def work(reading):
        _, cursor = await reading.pull(scope)
        reading.line.ahead_s = 5
        _, cursor = await reading.news(cursor, scope)
        roundup.change(number, queue=QUEUE)
        return await reading.news(cursor, scope)

    rows, _ = roundup.run(work, roundup.reading())
    assert rows_by_id(rows, "ticket")[number].what is RowKind.PUT
    assert "Said before" in {row.doc["body"] for row in rows if row.kind == "entry"}


def test_a_new_person_and_a_new_tag_come_with_the_ticket_that_names_them(roundup):
    async def work(reading):
        _, cursor = await reading.pull()
        wish = {"username": "newcomer@client.example", "realname": "Новенький"}
        person = roundup.colleague("POST", "/data/user", wish, "admin")["id"]
        tag = roundup.colleague("POST", "/data/keyword", {"name": "срочно!"})["id"]
        number = roundup.create("Names new ones", nosy=[person], keyword=[tag])
        rows, _ = await reading.news(cursor)
        return person, rows_by_id(rows, "person"), rows_by_id(rows, "ticket")[number]

    person, people, row = roundup.run(work, roundup.reading())
    assert person in row.doc["watchers"]
    assert people[person].doc["name"] == "Новенький"
    assert row.doc["tags"] == ["срочно!"]


def test_a_restored_desk_is_noticed(roundup):
    number = roundup.create("Before the backup")
    roundup.server.stop()
    roundup.server.backup()
    roundup.server.start()

    async def work(reading):
        roundup.change(number, title="After the backup")
        _, changed = await reading.pull()
        roundup.create("Never was")
        _, made = await reading.pull()
        roundup.server.stop()
        roundup.server.restore()
        roundup.server.start()
        reasons = []
        for cursor in (changed, made):
            with pytest.raises(CursorLostError) as gone:
                await reading.adapter.changes(SCOPE, cursor, 0)
            reasons.append(gone.value.reason)
        return reasons

    assert roundup.run(work, roundup.reading()) == ["epoch", "epoch"]


def test_a_cursor_of_another_make_begins_anew(roundup):
    with pytest.raises(CursorLostError):
        roundup.run(lambda one: one.adapter.changes(SCOPE, "1234:abc", 0), roundup.reading())
