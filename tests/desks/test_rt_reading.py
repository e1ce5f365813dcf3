"""What can be read of a real Request Tracker: all that the person may see, and nothing else."""

import pytest

from deskclient.backends.port import RowKind
from deskclient.backends.request_tracker.rest import by_token
from deskclient.domain.errors import CursorLostError, RefusedError, SignInError, WrongDeskError
from deskclient.domain.file_names import numbered
from deskclient.domain.scope import Scope
from tests.desks.rt_office import Reading
from tools.desks.seed import tell_seed

# The first test makes the desk.
pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("rt"), pytest.mark.timeout(600)]

SCOPE = Scope()


def rows_by_id(rows, kind):
    return {row.server_id: row for row in rows if row.kind == kind}


def test_the_session_tells_who_we_are_and_which_queues_there_are(rt):
    async def work(reading):
        return await reading.adapter.session()

    by_token = rt.run(work, rt.reading())
    by_password = rt.run(work, rt.by_password("anna"))
    assert by_token.login == by_password.login == "anna"
    assert by_token.name == "Anna Petrova"
    assert by_token.instance == by_password.instance
    assert len(by_token.queues) == 8


@pytest.mark.parametrize("token", ["1-29-00000000000000000000000000000000", "x", "1-1-"])
def test_a_wrong_token_is_refused_as_such(rt, token):
    reading = Reading(rt.url, by_token(token))
    with pytest.raises(SignInError):
        rt.run(lambda one: one.adapter.session(), reading)


def test_a_wrong_password_is_refused_as_such(rt):
    with pytest.raises(SignInError):
        rt.run(lambda one: one.adapter.session(), rt.by_password("anna", "guess"))


def test_another_desk_under_the_same_address_is_noticed(rt):
    with pytest.raises(WrongDeskError):
        rt.run(lambda one: one.adapter.session(), rt.reading(instance="rt:29:2020-01-01T00:00:00Z"))


def test_a_first_pull_brings_every_ticket_that_may_be_seen_with_its_words(rt):
    rows, _ = rt.run(lambda one: one.pull(), rt.reading())
    tickets, entries = rows_by_id(rows, "ticket"), rows_by_id(rows, "entry")
    seed = tell_seed(rt.marks.tickets)
    assert {row.doc["subject"] for row in tickets.values()} >= {one.subject for one in seed.tickets}
    hidden = {rt.marks.secret, rt.marks.merged, rt.marks.deleted}
    assert not {str(one) for one in hidden} & set(tickets)
    bodies = {
        str(row.doc.get("body", "")).replace("\r\n", "\n").strip() for row in entries.values()
    }
    told = {
        message.body.replace("\r\n", "\n").strip()
        for one in seed.tickets
        for message in one.messages
    }
    assert told <= bodies
    assert {row.doc["ticket"] for row in entries.values()} <= set(tickets)
    assert {row.doc.get("body_format") for row in entries.values()} >= {"plain", "html"}
    notes = {str(row.doc["body"]).strip() for row in entries.values() if row.doc["type"] == "note"}
    seeded = {
        message.body.strip()
        for one in seed.tickets
        for message in one.messages
        if message.kind == "note"
    }
    assert seeded <= notes
    spoken = {
        str(row.doc["body"]).strip()
        for row in entries.values()
        if row.doc["type"] in {"message", "reply"}
    }
    assert not spoken & seeded
    people = rows_by_id(rows, "person")
    assert {row.doc["requester"] for row in tickets.values()} - {None} <= set(people)
    assert people["anna"].doc["login"] == "anna"


def test_a_person_in_another_time_zone_gets_the_same(rt):
    ours, _ = rt.run(lambda one: one.pull(), rt.reading("anna"))
    theirs, _ = rt.run(lambda one: one.pull(), rt.reading("ben"))
    assert rows_by_id(theirs, "ticket") == rows_by_id(ours, "ticket")
    assert rows_by_id(theirs, "entry") == rows_by_id(ours, "entry")


def test_a_pull_tells_of_each_ticket_what_is_told_when_it_is_asked_for_alone(rt):
    async def work(reading):
        rows, _ = await reading.pull()
        wanted = [row.server_id for row in rows if row.kind == "ticket"]
        some = {str(rt.marks.typed), str(rt.marks.inline), str(rt.marks.large), *wanted[-12:]}
        alone = [row for one in some for row in await reading.adapter.thread(one)]
        alone += [await reading.adapter.record("ticket", one) for one in some]
        shown = {id(row): (row.doc or {}).get("ticket", row.server_id) for row in rows}
        kinds = {"ticket", "entry", "attachment"}
        return [row for row in rows if row.kind in kinds and shown[id(row)] in some], alone

    pulled, alone = rt.run(work, rt.reading())
    assert {row.kind for row in pulled} == {"ticket", "entry", "attachment"}
    assert sorted(pulled, key=repr) == sorted(alone, key=repr)
    named = {
        change["field"]
        for row in pulled
        if row.kind == "entry"
        for change in row.doc.get("changes", ())
    }
    assert {"Serial", "Floor", "Этаж"} <= named


def test_a_first_pull_asks_for_many_things_at_once(rt):
    async def work(reading):
        rows, _ = await reading.pull()
        return len([row for row in rows if row.kind == "ticket"]), len(reading.line.requests)

    tickets, requests = rt.run(work, rt.reading())
    assert requests < tickets / 2


def test_tickets_touched_while_they_are_pulled_are_not_lost(rt):
    async def work(reading):
        rows = []
        async for page in reading.pages():
            rows += page
            for one in [row for row in page if row.kind == "ticket"][:3]:
                rt.colleague("PUT", f"/ticket/{one.server_id}", {"Priority": "10"})
        return rows

    before, _ = rt.run(lambda one: one.pull(), rt.reading())
    during = rt.run(work, rt.reading())
    assert set(rows_by_id(during, "ticket")) == set(rows_by_id(before, "ticket"))


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_a_colleagues_change_comes_within_three_requests_and_nothing_costs_one(rt, login):
    number = rt.create("The line is down")

    async def work(reading):
        _, cursor = await reading.pull(Scope(queues=()))
        reading.line.begin()
        idle = await reading.adapter.changes(SCOPE, cursor, 0)
        cost = len(reading.line.requests), reading.line.answered_bytes
        colleague = {"anna": "ben", "ben": "anna"}[login]
        rt.comment(number, "Кабель", colleague)
        rt.colleague("PUT", f"/ticket/{number}", {"Status": "open"}, colleague)
        reading.line.begin()
        news = await reading.adapter.changes(SCOPE, idle.cursor, 0)
        return idle, cost, news, len(reading.line.requests)

    idle, (requests, size), news, spent = rt.run(work, rt.reading(login))
    assert idle.rows == ()
    assert (requests, size <= 2000) == (1, True)
    assert spent <= 3
    tickets = rows_by_id(news.rows, "ticket")
    assert tickets[number].doc["status"] == "open"
    entries = [row for row in news.rows if row.kind == "entry" and row.doc["type"] == "note"]
    assert [row.doc["body"].strip() for row in entries] == ["Кабель"]
    assert {row.doc["author"] for row in entries} == {"ben" if login == "anna" else "anna"}


def test_deleted_and_merged_tickets_are_told_by_the_feed(rt):
    first, second, third = (rt.create(f"Number {n}") for n in range(3))

    async def work(reading):
        _, cursor = await reading.pull(Scope(queues=()))
        rt.colleague("DELETE", f"/ticket/{first}")
        rt.colleague("PUT", f"/ticket/{second}", {"MergeInto": third})
        return await reading.adapter.changes(SCOPE, cursor, 0)

    rows = rows_by_id(rt.run(work, rt.reading()).rows, "ticket")
    assert rows[first].what is RowKind.TOMBSTONE
    assert rows[first].moved_to is None
    assert rows[second].what is RowKind.TOMBSTONE
    assert rows[second].moved_to == third
    assert rows[third].what is RowKind.PUT
    assert rows[third].ver > 0


def test_a_ticket_that_moves_out_of_sight_is_not_told_but_found_when_asked_for(rt):
    number = rt.create("About somebody's salary")

    async def work(reading):
        _, cursor = await reading.pull(Scope(queues=()))
        rt.server.move(int(number), "Personnel")
        missed = await reading.adapter.record("ticket", number)
        return await reading.adapter.changes(SCOPE, cursor, 0), missed

    news, missed = rt.run(work, rt.reading())
    assert missed.what is RowKind.LEFT_SCOPE
    # Its move is hidden with it: only a sweep can find that it is gone.
    assert number not in rows_by_id(news.rows, "ticket")
    assert {row.doc["ticket"] for row in news.rows if row.kind == "entry"} == set()


def test_a_restored_desk_is_noticed(rt):
    number = rt.create("Before the backup")
    rt.server.stop()
    rt.server.backup()
    rt.server.start()

    async def work(reading):
        rt.comment(number, "After the backup")
        cursor = (await reading.pull(Scope(queues=())))[1]
        rt.server.stop()
        rt.server.restore()
        rt.server.start()
        with pytest.raises(CursorLostError) as gone:
            await reading.adapter.changes(SCOPE, cursor, 0)
        rt.comment(number, "Another life")
        rt.comment(number, "Another life still")
        with pytest.raises(CursorLostError) as other:
            await reading.adapter.changes(SCOPE, cursor, 0)
        return gone.value.reason, other.value.reason

    assert rt.run(work, rt.reading()) == ("epoch", "epoch")


def test_one_record_and_one_conversation_can_be_asked_for(rt):
    number = rt.create("Asked for by itself")

    async def work(reading):
        adapter = reading.adapter
        return (
            await adapter.record("ticket", number),
            await adapter.record("ticket", "999999"),
            await adapter.record("person", "ben"),
            await adapter.record("person", "nobody-of-that-name"),
            await adapter.thread(number),
        )

    ticket, absent, person, stranger, thread = rt.run(work, rt.reading())
    assert ticket.doc["subject"] == "Asked for by itself"
    assert absent.what is RowKind.TOMBSTONE
    assert person.doc["email"]
    assert stranger.what is RowKind.TOMBSTONE
    assert [row.doc["body"].strip() for row in thread if row.doc["type"] == "message"] == [
        "Seen today."
    ]
    assert {row.kind for row in thread} == {"entry"}
    assert ticket.ver == max(row.ver for row in thread)


def test_ids_agree_with_what_was_pulled(rt):
    async def work(reading):
        rows, _ = await reading.pull()
        reading.line.begin()
        listed = [one async for page in reading.adapter.ids(SCOPE) for one in page]
        size = await reading.adapter.size(SCOPE)
        return rows, listed, size, reading.line.answered_bytes

    rows, listed, size, answered_bytes = rt.run(work, rt.reading())
    tickets = rows_by_id(rows, "ticket")
    kinds = {"ticket", "article", "asset"}
    assert set(listed) == {(row.kind, row.server_id, 0) for row in rows if row.kind in kinds}
    assert size.tickets == len(tickets)
    # Numbers alone: custom fields take a desk a second for each forty tickets.
    assert answered_bytes < 200 * len(tickets)


def test_files_are_told_with_their_messages_and_fetched_whole_and_from_any_place(rt):
    async def work(reading):
        await reading.adapter.session()
        rows, _ = await reading.pull()
        files = [row for row in rows if row.kind == "attachment"]
        large = next(row for row in files if row.doc["ticket"] == str(rt.marks.large))
        picture = next(row for row in files if row.doc["ticket"] == str(rt.marks.inline))
        whole = [part async for part in reading.adapter.download(picture.doc["sha256"], 0)]
        tail = [part async for part in reading.adapter.download(large.doc["sha256"], 10_000)]
        return rows, large.doc, picture.doc, b"".join(whole), b"".join(tail)

    rows, large, picture, whole, tail = rt.run(work, rt.reading())
    entries = rows_by_id(rows, "entry")
    assert entries[picture["entry"]].doc["ticket"] == picture["ticket"]
    assert f"cid:{picture['content_id']}" in entries[picture["entry"]].doc["body"]
    assert whole.startswith(b"\x89PNG")
    assert len(whole) == picture["size"]
    assert len(tail) == large["size"] - 10_000 > 1_000_000


def test_a_file_of_another_desk_is_refused(rt):
    async def work(reading):
        await reading.adapter.session()
        return [part async for part in reading.adapter.download(numbered("other", 1), 0)]

    with pytest.raises(RefusedError):
        rt.run(work, rt.reading())
