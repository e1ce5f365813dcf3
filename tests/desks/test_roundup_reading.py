"""What can be read of a real Roundup: all that the person may see, and nothing else."""

import pytest

from deskclient.backends.http import HttpxTransport
from deskclient.backends.port import RowKind
from deskclient.backends.roundup.sign_in import KIND, RoundupSignIn
from deskclient.backends.way_in import Proof, Way, find_desk
from deskclient.domain.clock import SystemClock
from deskclient.domain.desk_words import shaped
from deskclient.domain.errors import (
    BusyError,
    RefusedError,
    SignInError,
    WrongDeskError,
)
from deskclient.domain.fields import FieldType
from deskclient.domain.file_names import numbered
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.scope import Scope
from deskclient.domain.workflow import Phase
from tests.desks.roundup_office import OTHER_QUEUE, PRIVATE_QUEUE, QUEUE
from tools.desks.roundup.server import PASSWORD
from tools.desks.seed import tell_seed

# The first test may install Roundup, and makes the desk.
pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]

SCOPE = Scope()


def rows_by_id(rows, kind):
    return {row.server_id: row for row in rows if row.kind == kind}


# --- sign-in ------------------------------------------------------------------------------------


def test_it_is_found_at_its_address_and_lets_in_by_name_and_password(roundup):
    async def work(_):
        http = HttpxTransport(SystemClock())
        way_in = RoundupSignIn(http, SystemClock(), "c1")
        _, desk = await find_desk([("roundup", way_in)], f"{roundup.url}/")
        proof = Proof(Way.PASSWORD, "anna", PASSWORD)
        session, tokens = await way_in.sign_in(desk.url, proof, "Laptop")
        await http.close()
        return desk, session, tokens

    desk, session, tokens = roundup.run(work, roundup.reading())
    assert (desk.kind, desk.name, desk.ways) == (KIND, "desk", (Way.PASSWORD,))
    assert desk.keeps_password
    assert (session.login, session.name) == ("anna", "Anna Petrova")
    assert session.person_id == roundup.number("anna")
    assert PASSWORD in tokens.kept
    assert len(session.queues) == 8
    assert PRIVATE_QUEUE not in session.queues


def test_a_wrong_password_is_refused_after_one_try_and_the_right_one_still_works(roundup):
    async def wrong(reading):
        with pytest.raises(SignInError):
            await reading.adapter.session()
        return reading.line.requests

    assert len(roundup.run(wrong, roundup.reading("kirill", "guess"))) == 1
    session = roundup.run(lambda one: one.adapter.session(), roundup.reading("kirill"))
    assert session.login == "kirill"


def test_after_too_many_wrong_passwords_the_desk_is_left_alone_as_it_asks(roundup):
    async def guess(reading):
        await reading.adapter.session()

    for _ in range(5):
        with pytest.raises((SignInError, BusyError)):
            roundup.run(guess, roundup.reading("julia", "guess"))
    with pytest.raises(BusyError) as busy:
        roundup.run(guess, roundup.reading("julia"))
    assert busy.value.wait_s > 5


def test_another_desk_under_the_same_address_is_noticed(roundup):
    with pytest.raises(WrongDeskError):
        roundup.run(lambda one: one.adapter.session(), roundup.reading(instance="roundup:3:2020"))


def test_the_words_of_the_tracker_are_told(roundup):
    words = roundup.run(lambda one: one.adapter.session(), roundup.reading()).words["ticket"]
    labels = [one.label for one in words.choices["status"]]
    assert labels[0] == "unread"
    assert labels[-1] == "resolved"
    assert words.states.initial == words.choices["status"][0].value
    phases = {one.label: words.states.phases[one.value] for one in words.choices["status"]}
    assert phases["unread"] is Phase.NEW
    assert phases["need-eg"] is phases["deferred"] is Phase.WAITING
    assert phases["in-progress"] is Phase.ACTIVE
    assert phases["done-cbb"] is phases["resolved"] is Phase.DONE
    types = {one.name: one.type for one in words.fields}
    assert types == {
        "rf_affected": FieldType.TEXT_SET,
        "rf_clientid": FieldType.TEXT,
        "rf_effort": FieldType.TEXT,
        "rf_insured": FieldType.BOOLEAN,
        "rf_place": FieldType.CHOICE,
        "rf_seats": FieldType.INTEGER,
        "rf_serial": FieldType.TEXT,
        "rf_visit": FieldType.MOMENT,
        "rf_weight": FieldType.TEXT,
    }
    ticket = shaped(standard_registry(), {"ticket": words})["ticket"]
    assert {one.label for one in ticket.field_map["rf_place"].choices} >= {"Подвал"}


# --- the first pull -----------------------------------------------------------------------------


def test_a_first_pull_brings_every_ticket_that_may_be_seen_with_its_words(roundup):
    rows, _ = roundup.run(lambda one: one.pull(), roundup.reading())
    tickets, entries = rows_by_id(rows, "ticket"), rows_by_id(rows, "entry")
    seed = tell_seed(roundup.marks.tickets)
    assert {row.doc["subject"] for row in tickets.values()} >= {one.subject for one in seed.tickets}
    assert not {roundup.marks.secret, roundup.marks.retired} & set(tickets)
    bodies = {str(row.doc.get("body", "")).strip() for row in entries.values()}
    plain = {
        message.body.replace("\r\n", "\n").strip()
        for one in seed.tickets
        for message in one.messages
        if not message.html
    }
    assert any("ё" in one for one in plain)
    assert plain <= bodies
    assert {row.doc["ticket"] for row in entries.values()} <= set(tickets)
    assert {row.doc["type"] for row in entries.values()} >= {"message", "reply"}
    people = rows_by_id(rows, "person")
    assert {row.doc["requester"] for row in tickets.values()} <= set(people)
    assert people[roundup.number("anna")].doc["email"] == "anna@desk.example"
    assert people[roundup.number("ben")].doc["login"] == "ben"
    queues = {row.doc["name"] for row in rows_by_id(rows, "queue").values()}
    assert "Учётные записи" in queues
    assert "Personnel" not in queues
    assert {row.doc["queue"] for row in tickets.values()} <= set(rows_by_id(rows, "queue"))


def test_all_properties_of_the_trackers_own_are_read_by_their_types(roundup):
    name = roundup.marks.typed
    row = roundup.run(lambda one: one.adapter.record("ticket", name), roundup.reading("ben"))
    own = {key: value for key, value in row.doc.items() if key.startswith("rf_")}
    assert own == {
        "rf_affected": ["First", "Подвал"],
        "rf_clientid": "11111111-2222-4333-8444-555555555555",
        "rf_effort": "1d 2:30",
        "rf_insured": False,
        "rf_place": "4",
        "rf_seats": 12,
        "rf_serial": "SN-ж-1",
        "rf_visit": "2026-12-01T10:30:00.000Z",
        "rf_weight": "1.25",
    }


def test_whoever_may_see_the_private_queue_gets_it(roundup):
    async def work(reading):
        return (await reading.pull())[0], await reading.adapter.session()

    rows, session = roundup.run(work, roundup.reading("lena"))
    assert roundup.marks.secret in rows_by_id(rows, "ticket")
    assert PRIVATE_QUEUE in session.queues


def test_people_in_other_time_zones_get_the_same(roundup):
    ours, _ = roundup.run(lambda one: one.pull(), roundup.reading("anna"))
    theirs, _ = roundup.run(lambda one: one.pull(), roundup.reading("ben"))
    for kind in ("ticket", "entry", "attachment"):
        assert {key: row.doc for key, row in rows_by_id(theirs, kind).items()} == {
            key: row.doc for key, row in rows_by_id(ours, kind).items()
        }


def test_a_superseded_ticket_is_a_duplicate_of_the_one_that_is_named(roundup):
    name = roundup.marks.merged
    row = roundup.run(lambda one: one.adapter.record("ticket", name), roundup.reading())
    assert row.what is RowKind.PUT
    assert row.doc["duplicates"] == [roundup.marks.survivor]
    # It is one of two tickets, not a part of the other one.
    assert row.doc.get("merged_into") is None


def test_only_the_chosen_queues_and_what_is_mine_are_kept(roundup):
    mine = roundup.create("Mine elsewhere", queue=OTHER_QUEUE, assignedto=roundup.number("anna"))
    other = roundup.create("Not mine", queue=OTHER_QUEUE, nosy=[roundup.number("ben")])
    scope = Scope(mine=True, queues=(QUEUE,))

    async def work(reading):
        listed = [one async for page in reading.adapter.ids(scope) for one in page]
        return (await reading.pull(scope))[0], listed

    rows, listed = roundup.run(work, roundup.reading())
    tickets = rows_by_id(rows, "ticket")
    assert mine in tickets
    assert other not in tickets
    me = roundup.number("anna")
    for row in tickets.values():
        watched = [row.doc["owner"], *row.doc["watchers"]]
        assert row.doc["queue"] == QUEUE or me in watched
    assert {name for _, name, _ in listed} == set(tickets)


def test_tickets_touched_while_they_are_pulled_are_not_lost(roundup):
    async def work(reading):
        rows = []
        async for page in reading.pages():
            rows += page
            for one in [row for row in page if row.kind == "ticket"][:3]:
                roundup.change(one.server_id, priority="5")
        return rows

    before, _ = roundup.run(lambda one: one.pull(), roundup.reading())
    during = roundup.run(work, roundup.reading())
    assert set(rows_by_id(during, "ticket")) == set(rows_by_id(before, "ticket"))


def test_ids_agree_with_what_was_pulled(roundup):
    async def work(reading):
        rows, _ = await reading.pull()
        listed = [one async for page in reading.adapter.ids(SCOPE) for one in page]
        return rows, listed, await reading.adapter.size(SCOPE)

    rows, listed, size = roundup.run(work, roundup.reading())
    tickets = rows_by_id(rows, "ticket")
    assert set(listed) == {("ticket", name, 0) for name in tickets}
    assert size.tickets == len(tickets)


def test_a_first_pull_takes_few_requests(roundup):
    async def work(reading):
        await reading.adapter.session()
        reading.line.begin()
        rows, _ = await reading.pull()
        return len(rows_by_id(rows, "ticket")), len(reading.line.requests)

    tickets, requests = roundup.run(work, roundup.reading())
    pages = -(-tickets // 50)
    # Where we are in the feed, people, the list; then issues, messages and files of each page.
    assert requests <= 5 + 5 * pages


# --- single records -----------------------------------------------------------------------------


def test_one_record_and_one_conversation_can_be_asked_for(roundup):
    number = roundup.create("Asked for by itself")
    message = roundup.write(number, "Привет")

    async def work(reading):
        adapter = reading.adapter
        return (
            await adapter.record("ticket", number),
            await adapter.record("entry", message),
            await adapter.thread(number),
            await adapter.record("person", roundup.number("ben")),
            await adapter.record("queue", QUEUE),
        )

    ticket, entry, thread, person, queue = roundup.run(work, roundup.reading())
    assert ticket.doc["subject"] == "Asked for by itself"
    assert ticket.doc["requester"] == roundup.number("ben")
    assert [row.kind for row in thread] == ["entry"]
    assert thread[0] == entry
    assert (entry.doc["body"], entry.doc["ticket"]) == ("Привет", number)
    assert person.doc["name"]
    assert queue.doc["name"] == "Network"


@pytest.mark.parametrize(
    ("kind", "name", "what"),
    [
        ("ticket", "999999", RowKind.TOMBSTONE),
        ("ticket", "019abc-no-number", RowKind.TOMBSTONE),
        ("entry", "999999", RowKind.TOMBSTONE),
        ("person", "999999", RowKind.TOMBSTONE),
        ("queue", "999999", RowKind.TOMBSTONE),
        ("ticket", "secret", RowKind.LEFT_SCOPE),
        ("ticket", "retired", RowKind.TOMBSTONE),
    ],
)
def test_what_is_not_to_be_had_says_so(roundup, kind, name, what):
    name = getattr(roundup.marks, name, name)
    row = roundup.run(lambda one: one.adapter.record(kind, name), roundup.reading())
    assert (row.what, row.server_id) == (what, name)


def test_files_are_told_with_their_messages_and_fetched_whole_and_from_any_place(roundup):
    async def work(reading):
        await reading.adapter.session()
        rows, _ = await reading.pull()
        files = [row for row in rows if row.kind == "attachment"]
        large = next(row for row in files if row.doc["ticket"] == roundup.marks.large)
        picture = next(row for row in files if row.doc["name"] == "dot.png")
        whole = [part async for part in reading.adapter.download(picture.doc["sha256"], 0)]
        tail = [part async for part in reading.adapter.download(large.doc["sha256"], 10_000)]
        return rows, large.doc, picture.doc, b"".join(whole), b"".join(tail)

    rows, large, picture, whole, tail = roundup.run(work, roundup.reading())
    entries = rows_by_id(rows, "entry")
    assert entries[picture["entry"]].doc["ticket"] == picture["ticket"] == roundup.marks.inline
    assert whole.startswith(b"\x89PNG")
    assert large["name"] == "журнал.log"
    assert len(tail) == 476_626 * 22 - 10_000


def test_html_that_came_by_mail_is_a_file_beside_its_text(roundup):
    thread = roundup.run(lambda one: one.adapter.thread(roundup.marks.inline), roundup.reading())
    (entry,) = [row for row in thread if row.kind == "entry"]
    assert entry.doc["body_format"] == "plain"
    assert "The screen shows" in entry.doc["body"]
    assert "<p>" not in entry.doc["body"]
    kinds = {row.doc["media_type"] for row in thread if row.kind == "attachment"}
    assert kinds == {"text/html", "image/png"}


def test_a_file_without_a_message_is_shown_as_having_come(roundup):
    number = roundup.create("A file alone")
    wish = {"name": "plan.txt", "type": "text/plain", "content": "x"}
    file = roundup.colleague("POST", "/data/file", wish)["id"]
    roundup.change(number, files=file)
    thread = roundup.run(lambda one: one.adapter.thread(number), roundup.reading())
    assert [(row.kind, row.doc.get("type")) for row in thread] == [
        ("entry", "event"),
        ("attachment", None),
    ]
    assert thread[1].doc["entry"] == thread[0].server_id
    assert thread[0].doc["changes"][0]["new"] == "plan.txt"


def test_files_that_are_not_to_be_had_are_refused(roundup):
    async def work(reading):
        desk = (await reading.adapter.session()).instance
        for name in (numbered("other", 1), numbered(desk, 999_999)):
            with pytest.raises(RefusedError):
                [part async for part in reading.adapter.download(name, 0)]

    roundup.run(work, roundup.reading())
