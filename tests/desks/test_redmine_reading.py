"""What can be read of a real Redmine: all that the person may see, and nothing else."""

import pytest

from deskclient.backends.port import RowKind
from deskclient.backends.redmine.rest import by_key, key_for
from deskclient.domain.errors import (
    CursorLostError,
    RefusedError,
    SignInError,
    WrongDeskError,
)
from deskclient.domain.scope import Scope
from tests.desks.redmine_office import Reading
from tools.desks.seed import tell_seed

# The first test makes the desk; reading one issue after the other takes its time.
pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]

SCOPE = Scope()


def rows_by_id(rows, kind):
    return {row.server_id: row for row in rows if row.kind == kind}


def words(rows, *types):
    return {
        str(row.doc["body"]).replace("\r\n", "\n").strip()
        for row in rows
        if row.kind == "entry" and row.doc["type"] in types
    }


def told_words(seed, *kinds):
    return {
        message.body.replace("\r\n", "\n").strip()
        for one in seed.tickets
        for message in one.messages
        if message.kind in kinds
    }


@pytest.fixture(scope="session")
def whole_pull(redmine):
    """All that Anna sees at the beginning."""
    rows, _ = redmine.run(lambda one: one.pull(), redmine.reading("anna"))
    return rows


@pytest.fixture(scope="session")
def reporter(redmine):
    """Somebody who may report and read, but sees no private note."""
    redmine.hire("olga", "Reporter")
    return "olga"


# --- who we are -------------------------------------------------------------------------------


def test_the_session_tells_who_we_are_and_which_projects_there_are(redmine):
    async def work(reading):
        return await reading.adapter.session()

    by_key = redmine.run(work, redmine.reading())
    by_password = redmine.run(work, redmine.by_password("anna"))
    assert by_key.login == by_password.login == "anna"
    assert by_key.name == "Anna Petrova"
    assert by_key.instance == by_password.instance
    assert list(by_key.queues.values()) == ["work"] * 7


def test_the_private_project_is_only_its_members(redmine, reporter):
    async def work(reading):
        return (await reading.adapter.session()).queues

    assert len(redmine.run(work, redmine.reading("admin"))) == 8
    seen = redmine.run(work, redmine.by_password(reporter))
    assert sorted(seen.values()) == ["read"] * 6 + ["work"]


def test_a_password_is_turned_into_the_key(redmine):
    async def work(reading):
        return await key_for(reading.adapter._rest)

    assert redmine.run(work, redmine.by_password("ben")) == by_key(redmine.marks.tokens["ben"])


@pytest.mark.parametrize("key", ["0" * 40, "x", "ключ", ""])
def test_a_wrong_key_is_refused_as_such(redmine, key):
    reading = Reading(redmine.url, by_key(key))
    with pytest.raises(SignInError):
        redmine.run(lambda one: one.adapter.session(), reading)


def test_a_wrong_password_is_refused_as_such(redmine):
    with pytest.raises(SignInError):
        redmine.run(lambda one: one.adapter.session(), redmine.by_password("anna", "guess"))


def test_another_desk_under_the_same_address_is_noticed(redmine):
    reading = redmine.reading(instance="redmine:6:2020-01-01T00:00:00Z")
    with pytest.raises(WrongDeskError):
        redmine.run(lambda one: one.adapter.session(), reading)


def test_a_redmine_that_lets_no_program_in_says_what_to_do(redmine):
    redmine.server.let_programs_in(yes=False)
    try:
        with pytest.raises(RefusedError) as refusal:
            redmine.run(lambda one: one.adapter.session(), redmine.reading())
    finally:
        redmine.server.let_programs_in(yes=True)
    assert "REST" in refusal.value.detail
    assert refusal.value.hint


def test_an_address_beside_the_desk_is_told_from_it(redmine):
    reading = Reading(f"{redmine.url}/elsewhere", by_key(redmine.marks.tokens["anna"]))
    with pytest.raises(RefusedError, match="no Redmine at this address"):
        redmine.run(lambda one: one.adapter.session(), reading)


# --- everything -------------------------------------------------------------------------------


def test_a_first_pull_brings_every_issue_that_may_be_seen_with_its_words(redmine, whole_pull):
    tickets, entries = rows_by_id(whole_pull, "ticket"), rows_by_id(whole_pull, "entry")
    seed = tell_seed(redmine.marks.tickets)
    assert {row.doc["subject"] for row in tickets.values()} >= {one.subject for one in seed.tickets}
    assert not {str(one) for one in (redmine.marks.secret, redmine.marks.deleted)} & set(tickets)
    assert {row.doc["ticket"] for row in entries.values()} == set(tickets)
    notes, public = words(whole_pull, "note"), words(whole_pull, "message", "reply")
    told_to_colleagues, told_to_all = told_words(seed, "note"), told_words(seed, "message", "reply")
    assert told_to_colleagues <= notes
    assert told_to_all <= public
    assert not told_to_colleagues & public
    assert not told_to_all & notes
    people = rows_by_id(whole_pull, "person")
    named = {row.doc[one] for row in tickets.values() for one in ("requester", "owner")}
    assert named - {None} <= set(people)
    assert "anna" in {row.doc["login"] for row in people.values()}
    queues = rows_by_id(whole_pull, "queue")
    assert {row.doc["queue"] for row in tickets.values()} <= set(queues)


def test_statuses_priorities_fields_and_days_are_told(redmine, whole_pull):
    tickets = rows_by_id(whole_pull, "ticket")
    statuses = {row.doc["status"] for row in tickets.values()}
    assert {"st_1", "st_2", "st_3", "st_5", "st_7"} <= statuses
    assert {row.doc["priority"] for row in tickets.values()} <= {
        "pr_1",
        "pr_2",
        "pr_3",
        "pr_4",
    }
    typed = tickets[str(redmine.marks.typed)].doc
    assert typed["due_at"] == "2026-12-04T12:00:00.000Z"
    events = [row for row in whole_pull if row.kind == "entry" and row.doc["type"] == "event"]
    of_typed = [row for row in events if row.doc["ticket"] == str(redmine.marks.typed)]
    fields = {one["field"] for row in of_typed for one in row.doc["changes"]}
    assert {"due_at", "cf_2", "cf_10"} <= fields
    changes = [one for row in events for one in row.doc["changes"] if one["field"] == "status"]
    assert {"field": "status", "old": "st_1", "new": "st_2"} in changes


def test_a_person_in_another_time_zone_gets_the_same(redmine):
    scope = Scope(mine=False, queues=(str(redmine.project("network")),), days=30)
    ours, _ = redmine.run(lambda one: one.pull(scope), redmine.reading("anna"))
    theirs, _ = redmine.run(lambda one: one.pull(scope), redmine.reading("ben"))
    assert len(rows_by_id(ours, "ticket")) > 10
    assert rows_by_id(theirs, "ticket") == rows_by_id(ours, "ticket")
    assert rows_by_id(theirs, "entry") == rows_by_id(ours, "entry")


def test_private_notes_come_only_to_those_who_may_see_them(redmine, reporter):
    issue = redmine.create("Behind the back")
    redmine.edit(issue, notes="Only among us", private_notes=True, priority_id=4)
    redmine.edit(issue, notes="For everybody")

    async def work(reading):
        return await reading.adapter.thread(str(issue))

    agents = redmine.run(work, redmine.reading())
    assert words(agents, "note") == {"Only among us"}
    others = redmine.run(work, redmine.by_password(reporter))
    assert words(others, "note") == set()
    assert words(others, "message", "reply") == {"Seen today.", "For everybody"}
    # The change that went with the private note is public.
    assert [one["field"] for row in others for one in row.doc.get("changes", ())] == ["priority"]


def test_issues_touched_while_they_are_pulled_are_not_lost(redmine):
    scope = Scope(mine=False, queues=(str(redmine.project("workplace")),))

    async def work(reading):
        rows = []
        async for page in reading.pages(scope):
            rows += page
            for one in [row for row in page if row.kind == "ticket"][:3]:
                redmine.edit(int(one.server_id), priority_id=3)
        return rows

    before, _ = redmine.run(lambda one: one.pull(scope), redmine.reading())
    during = redmine.run(work, redmine.reading())
    assert len(rows_by_id(before, "ticket")) > 25
    assert set(rows_by_id(during, "ticket")) == set(rows_by_id(before, "ticket"))


def test_what_is_kept_is_one_rule_for_the_pull_the_ids_and_the_feed(redmine):
    mine = redmine.create("Of Anna", login="anna", project_id="security")
    anna = redmine.person("anna")
    owned = redmine.create("For Anna", project_id="security", assigned_to_id=anna)
    other = redmine.create("Of others", project_id="security")
    scope = Scope(mine=True, queues=(str(redmine.project("workplace")),), days=3650)

    async def work(reading):
        cursor = await reading.here()
        rows, _ = await reading.pull(scope)
        listed = [one async for page in reading.adapter.ids(scope) for one in page]
        for one in (mine, owned, other):
            redmine.edit(one, "chloe", priority_id=4)
        news = await reading.adapter.changes(scope, cursor, 0)
        return rows, listed, news.rows, await reading.adapter.size(scope)

    rows, listed, news, size = redmine.run(work, redmine.reading())
    tickets = rows_by_id(rows, "ticket")
    assert {str(mine), str(owned)} <= set(tickets)
    assert str(other) not in tickets
    assert sorted(name for kind, name, _ in listed if kind == "ticket") == sorted(tickets)
    assert size.tickets >= len(tickets)
    told = rows_by_id(news, "ticket")
    assert told[str(mine)].what is told[str(owned)].what is RowKind.PUT
    assert told[str(other)].what is RowKind.LEFT_SCOPE


# --- news -------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_a_colleagues_change_comes_within_three_requests_and_nothing_costs_one(redmine, login):
    # What others did to a hundred issues just before would have to be looked through.
    redmine.server.let_a_day_pass()
    number = redmine.create("The line is down")

    async def work(reading):
        await reading.adapter.session()
        cursor = await reading.rest(await reading.here())
        reading.line.begin()
        idle = await reading.adapter.changes(SCOPE, cursor, 0)
        cost = len(reading.line.requests), reading.line.answered_bytes
        colleague = {"anna": "ben", "ben": "anna"}[login]
        redmine.edit(number, colleague, notes="Кабель", private_notes=True)
        redmine.edit(number, colleague, status_id=2)
        reading.line.begin()
        news = await reading.adapter.changes(SCOPE, idle.cursor, 0)
        # Names of statuses and the like are asked for once.
        spent = [one for one in reading.line.requests if "/issues" in one]
        cursor = await reading.rest(news.cursor)
        reading.line.begin()
        after = await reading.adapter.changes(SCOPE, cursor, 0)
        return idle, cost, news, len(spent), after, len(reading.line.requests)

    idle, (requests, size), news, spent, after, calls = redmine.run(work, redmine.reading(login))
    assert (idle.rows, idle.more) == ((), False)
    assert (requests, size <= 2000) == (1, True)
    assert spent <= 3
    assert (after.rows, calls) == ((), 1)
    tickets = rows_by_id(news.rows, "ticket")
    assert tickets[str(number)].doc["status"] == "st_2"
    assert words(news.rows, "note") == {"Кабель"}


def test_what_follows_within_the_same_second_comes_too_and_as_something_newer(redmine):
    number = redmine.create("Quick hands")

    async def work(reading):
        cursor = await reading.rest(await reading.here())
        redmine.edit(number, notes="One", subject="Quicker hands")
        first, cursor = await reading.news(cursor)
        redmine.edit(number, notes="Two", subject="Quickest hands")
        # As if both had been done within one second, after which the desk was idle.
        redmine.server.put_back(number)
        again, cursor = await reading.news(cursor)
        reading.clock.pass_by(60)
        second, _ = await reading.news(cursor)
        return first, again, second

    first, again, second = redmine.run(work, redmine.reading())
    old, new = (rows_by_id(rows, "ticket")[str(number)] for rows in (first, [*again, *second]))
    assert (old.doc["subject"], new.doc["subject"]) == ("Quicker hands", "Quickest hands")
    assert old.ver < new.ver
    assert words([*again, *second], "message", "reply") == {"Seen today.", "One", "Two"}


def test_more_than_a_page_within_one_second_loses_none(redmine):
    async def work(reading):
        cursor = await reading.rest(await reading.here())
        redmine.server.touch_all()
        rows, cursor = await reading.news(cursor)
        listed = [one async for page in reading.adapter.ids(SCOPE) for one in page]
        cursor = await reading.rest(cursor)
        reading.line.begin()
        idle = await reading.adapter.changes(SCOPE, cursor, 0)
        return rows, listed, idle, len(reading.line.requests), reading.line.answered_bytes

    rows, listed, idle, requests, size = redmine.run(work, redmine.reading())
    assert len(listed) > 150
    assert set(rows_by_id(rows, "ticket")) == {name for kind, name, _ in listed if kind == "ticket"}
    assert (idle.rows, requests, size <= 2000) == ((), 1, True)


def test_a_deleted_issue_is_told_by_the_feed_while_it_is_fresh(redmine):
    number = redmine.create("By mistake")

    async def work(reading):
        cursor = await reading.rest(await reading.here())
        redmine.delete(number)
        return await reading.news(cursor)

    rows, _ = redmine.run(work, redmine.reading())
    assert rows_by_id(rows, "ticket")[str(number)].what is RowKind.TOMBSTONE


def test_an_issue_that_moves_out_of_sight_is_told_by_the_feed_while_it_is_fresh(redmine):
    number = redmine.create("About somebody's salary")

    async def work(reading):
        cursor = await reading.rest(await reading.here())
        redmine.edit(number, "admin", project_id=redmine.project(redmine.marks.private_project))
        return await reading.news(cursor)

    rows, _ = redmine.run(work, redmine.reading())
    assert rows_by_id(rows, "ticket")[str(number)].what is RowKind.LEFT_SCOPE


def test_whatever_was_deleted_is_found_by_the_ids(redmine):
    number = redmine.create("Long ago")

    async def ids(reading):
        return {name async for page in reading.adapter.ids(SCOPE) for _, name, _ in page}

    before = redmine.run(ids, redmine.reading())
    redmine.delete(number)
    after = redmine.run(ids, redmine.reading())
    assert before - after == {str(number)}


def test_versions_of_ids_are_those_of_issues_that_were_changed_once(redmine):
    number = redmine.create("Just made")

    async def work(reading):
        ticket = await reading.adapter.record("ticket", str(number))
        return ticket, [one async for page in reading.adapter.ids(SCOPE) for one in page]

    ticket, listed = redmine.run(work, redmine.reading())
    assert ("ticket", str(number), ticket.ver) in listed


def test_a_restored_desk_is_noticed(redmine):
    number = redmine.create("Before the backup")
    redmine.server.stop()
    redmine.server.backup()
    redmine.server.start()

    async def work(reading):
        redmine.edit(number, notes="After the backup")
        cursor = await reading.here()
        redmine.server.stop()
        redmine.server.restore()
        redmine.server.start()
        with pytest.raises(CursorLostError) as gone:
            await reading.adapter.changes(SCOPE, cursor, 0)
        redmine.edit(number, notes="Another life")
        redmine.edit(number, notes="Another life still")
        with pytest.raises(CursorLostError) as other:
            await reading.adapter.changes(SCOPE, cursor, 0)
        return gone.value.reason, other.value.reason

    assert redmine.run(work, redmine.reading()) == ("epoch", "epoch")


# --- one by one -------------------------------------------------------------------------------


def test_one_record_and_one_conversation_can_be_asked_for(redmine):
    number = str(redmine.create("Asked for by itself"))

    async def work(reading):
        adapter = reading.adapter
        return (
            await adapter.record("ticket", number),
            await adapter.record("ticket", "999999"),
            await adapter.record("ticket", str(redmine.marks.secret)),
            await adapter.record("person", str(redmine.person("ben"))),
            await adapter.record("person", "999999"),
            await adapter.record("queue", str(redmine.project(redmine.marks.private_project))),
            await adapter.thread(number),
        )

    ticket, absent, hidden, person, stranger, project, thread = redmine.run(work, redmine.reading())
    assert ticket.doc["subject"] == "Asked for by itself"
    assert absent.what is RowKind.TOMBSTONE
    assert hidden.what is RowKind.LEFT_SCOPE
    assert person.doc["login"] == "ben"
    assert stranger.what is RowKind.TOMBSTONE
    assert project.what is RowKind.LEFT_SCOPE
    assert [row.doc["body"] for row in thread] == ["Seen today."]
    assert {row.kind for row in thread} == {"entry"}
