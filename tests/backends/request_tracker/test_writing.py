"""What is made of odd answers: nothing is lost, nothing is claimed that is not known."""

import asyncio
import re
from urllib.parse import unquote

import msgspec
import pytest
from msgspec.structs import replace

from deskclient.backends.http import HttpResponse
from deskclient.backends.port import RowKind
from deskclient.backends.translate import Cause, network_error
from deskclient.domain.errors import (
    NetworkError,
    PortalError,
    RefusedError,
    ServerError,
    SignInError,
)
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Action, VerdictKind
from tests.backends.request_tracker.scripted_desk import (
    JSON,
    NOTHING,
    PAGE,
    TICKET,
    Desk,
    adapter_at,
    answer,
    event,
    find,
    push,
)
from tests.backends.request_tracker.wishes import attached, change, opened, said, wish

WITNESS = "1194 2026-11-27T11:00:00.000Z"


def cut_off():
    return network_error(Cause.CUT_OFF, maybe_sent=True)


def refused_connection():
    return network_error(Cause.REFUSED, maybe_sent=False)


COMMENT = "POST /ticket/7/comment"


@pytest.mark.parametrize("failure", [cut_off(), PAGE, answer({"message": "wait"}, 503)])
def test_a_look_that_fails_before_a_message_proves_that_nothing_was_written(failure):
    desk = Desk(**{"GET /ticket/7": [failure]})
    with pytest.raises(NetworkError) as raised:
        push(desk, said("n"))
    assert raised.value.maybe_sent is False
    assert desk.writes() == []


@pytest.mark.parametrize(
    "op", [said("n"), change({}, subject="x"), wish("d", "ticket", Action.DELETE, "7")]
)
def test_a_desk_that_fails_at_one_ticket_does_not_stop_the_others(op):
    desk = Desk(**{"GET /ticket/7": [HttpResponse(500, {}, b"")]})
    (verdict,) = push(desk, op)
    assert verdict.kind is VerdictKind.RETRY_LATER
    assert desk.writes() == []


@pytest.mark.parametrize("failure", [cut_off(), PAGE, HttpResponse(500, {}, b"")])
def test_a_message_whose_answer_is_not_understood_stays_in_doubt(failure):
    with pytest.raises((NetworkError, ServerError)) as raised:
        push(Desk(**{COMMENT: [failure]}), said("n"))
    assert getattr(raised.value, "maybe_sent", True)


@pytest.mark.parametrize(
    "failure",
    [refused_connection(), PAGE, answer({"message": "who?"}, 401), answer({"items": [{}]})],
)
def test_a_message_that_cannot_be_read_back_stays_in_doubt(failure):
    made = answer(["Comments added"], 201, location="/REST/2.0/transaction/1195")
    desk = Desk(**{COMMENT: [made], "GET /transactions": [failure]})
    with pytest.raises(NetworkError) as raised:
        push(desk, said("n"))
    assert raised.value.maybe_sent is True


def test_a_message_without_a_number_stays_in_doubt():
    with pytest.raises(NetworkError) as raised:
        push(Desk(**{COMMENT: [answer(["Comments added"], 201)]}), said("n"))
    assert raised.value.maybe_sent is True


def test_who_may_write_notes_but_not_read_them_is_believed():
    made = answer(["Comments added"], 201, location="/REST/2.0/transaction/1195")
    (verdict,) = push(Desk(**{COMMENT: [made]}), said("n"))
    assert (verdict.kind, verdict.server_id, verdict.doc) == (VerdictKind.APPLIED, "1195", None)


def test_who_sees_no_notes_gets_no_proof_that_one_never_arrived():
    note = replace(said("n"), witness=WITNESS, first_sent_at="2026-11-27T11:00:00.000Z")
    assert find(Desk(), note) == {}
    seen = answer({"items": [event(5, "Comment")]})
    desk = Desk(**{"GET /transactions": [NOTHING, seen]})
    assert find(desk, note) == {"n": None}


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_refused_message_is_refused_in_rts_words_and_its_files_wait(status):
    entry = said("n")
    file = attached("f", entry, content=b"")
    desk = Desk(**{COMMENT: [answer({"message": "Permission Denied"}, status)]})

    async def work():
        adapter = adapter_at(desk)
        await adapter.start_upload(str(file.patch.set["sha256"]), 0, "a", "")
        return await adapter.push([entry, file], "me")

    first, second = asyncio.run(work())
    assert (first.kind, second.kind) == (VerdictKind.REJECTED, VerdictKind.BLOCKED)
    assert first.problem is not None
    assert first.problem.message == "Permission Denied"


def test_a_server_before_rt_that_finds_a_message_too_large_is_understood():
    page = HttpResponse(413, {"content-type": "text/html"}, b"<html>Too Large</html>")
    (verdict,) = push(Desk(**{COMMENT: [page]}), said("n"))
    assert verdict.kind is VerdictKind.REJECTED


def test_a_message_for_a_ticket_without_a_number_waits():
    desk = Desk()
    (verdict,) = push(desk, said("n", "0192-local", depends_on=(OpId("t"),)))
    assert verdict.kind is VerdictKind.BLOCKED
    assert desk.asked == []


def test_a_file_by_itself_and_a_changed_message_are_refused_unsent():
    desk = Desk()
    ops = [attached("f", said("n")), wish("e", "entry", Action.EDIT, "9")]
    assert {one.kind for one in push(desk, *ops)} == {VerdictKind.REJECTED}
    assert desk.asked == []


def test_what_goes_with_a_message_that_cannot_be_sent_waits_for_it():
    ticket = opened("t")
    torn = said("m", ticket.record_id, "message", "torn \ud83d")
    desk = Desk()
    first, second = push(desk, ticket, torn)
    assert (first.kind, second.kind) == (VerdictKind.BLOCKED, VerdictKind.REJECTED)
    assert desk.asked == []


def test_files_too_large_together_are_refused_rather_than_tried_for_ever():
    entry = said("n")
    file = attached("f", entry)
    large = replace(file, patch=replace(file.patch, set={**file.patch.set, "size": 65 << 20}))
    first, second = push(Desk(), entry, large)
    assert first.problem is not None
    assert (first.problem.rule, second.kind) == ("too_large", VerdictKind.BLOCKED)


# --- edits --------------------------------------------------------------------------------------


def test_an_edit_is_tried_again_while_others_are_faster_and_then_waits():
    desk = Desk(**{"PUT /ticket/7": [answer({"message": "Precondition Failed"}, 412)]})
    (verdict,) = push(desk, change({"subject": "Before"}, subject="After"))
    assert verdict.kind is VerdictKind.RETRY_LATER
    assert len(desk.writes()) == 4
    assert {one.headers["If-Match"] for one in desk.writes()} == {'"1194"'}


@pytest.mark.parametrize(
    ("etag", "condition"), [('"1194-gzip"', '"1194"'), ('W/"1194"', '"1194"'), ("", None)]
)
def test_a_server_before_rt_may_spoil_the_version(etag, condition):
    earlier = event(1194, "Set", Field="Subject", NewValue="Older", Creator={"id": "ben"})
    mine = event(1195, "Set", Field="Subject", OldValue="Before", NewValue="After")
    before, after = answer({"items": [earlier]}), answer({"items": [mine, earlier]})
    desk = Desk(
        **{
            "GET /ticket/7": [answer(TICKET, etag=etag)],
            "PUT /ticket/7": [answer(["ok"])],
            "GET /transactions": [after] if condition else [before, after],
        }
    )
    (verdict,) = push(desk, change({"subject": "Before"}, subject="After"))
    assert verdict.kind is VerdictKind.APPLIED
    assert desk.writes()[0].headers.get("If-Match") == condition


def test_a_ticket_whose_history_is_hidden_gives_no_witness():
    desk = Desk(**{"GET /ticket/7": [answer(TICKET)]})
    op = replace(said("n"), witness=asyncio.run(adapter_at(desk).prepare(said("n"))).witness)
    assert find(Desk(), replace(op, first_sent_at="2026-11-27T11:00:00.000Z")) == {}


def test_files_pushed_out_while_their_message_goes_arrive_all_the_same():
    entry = said("n")
    file = attached("f", entry, content=b"kept")
    made = answer(["ok"], 201, location="/REST/2.0/transaction/1195")
    desk = Desk(**{COMMENT: [made]})

    async def work():
        adapter = adapter_at(desk)
        digest = str(file.patch.set["sha256"])
        await adapter.start_upload(digest, 4, "a", "")
        await adapter.send_chunk(digest, 0, b"kept")
        push_ = asyncio.create_task(adapter.push([entry, file], "me"))
        await asyncio.sleep(0)
        await adapter.start_upload("another", 64 << 20, "b", "")
        return await adapter.upload_state(digest), await push_

    state, _ = asyncio.run(work())
    assert state is None
    assert b'"FileContent":"a2VwdA=="' in desk.writes()[0].body


def test_an_edit_that_changed_nothing_is_refused_in_rts_words():
    sentence = "Ticket 7: Permission Denied"
    desk = Desk(**{"PUT /ticket/7": [answer([sentence])]})
    (verdict,) = push(desk, change({"subject": "Before"}, subject="After"))
    assert verdict.problem is not None
    assert (verdict.problem.rule, verdict.problem.field) == ("refused", "subject")
    assert verdict.problem.message == sentence


@pytest.mark.parametrize("said_", [{"odd": 1}, []])
def test_a_refusal_without_words_gets_ours(said_):
    desk = Desk(**{"PUT /ticket/7": [answer(said_)]})
    (verdict,) = push(desk, change({"subject": "Before"}, subject="After"))
    assert verdict.problem is not None
    assert "did not take" in verdict.problem.message


def test_an_edit_that_somebody_overwrote_later_counts_as_done():
    mine = event(1195, "Set", Field="Subject", OldValue="Before", NewValue="After")
    desk = Desk(
        **{"PUT /ticket/7": [answer(["ok"])], "GET /transactions": [answer({"items": [mine]})]}
    )
    (verdict,) = push(desk, change({"subject": "Before"}, subject="After"))
    assert (verdict.kind, verdict.ver) == (VerdictKind.APPLIED, 1195)


def test_an_edit_that_is_not_read_back_stays_in_doubt():
    desk = Desk(**{"PUT /ticket/7": [answer(["ok"])], "GET /transactions": [refused_connection()]})
    with pytest.raises(NetworkError) as raised:
        push(desk, change({"subject": "Before"}, subject="After"))
    assert raised.value.maybe_sent is True


# --- deletions and new tickets -------------------------------------------------------------------


@pytest.mark.parametrize("status", [204, 403, 500])
def test_a_ticket_that_is_still_there_was_not_deleted(status):
    body = b"" if status == 204 else b'{"message":"No"}'
    desk = Desk(**{"DELETE /ticket/7": [HttpResponse(status, JSON, body)]})
    (verdict,) = push(desk, wish("d", "ticket", Action.DELETE, "7"))
    expected = VerdictKind.FORBIDDEN if status == 403 else VerdictKind.REJECTED
    assert verdict.kind is expected


def test_a_ticket_in_a_queue_that_is_hidden_from_us_is_made_all_the_same():
    hidden = answer({"message": "Forbidden"}, 403)
    desk = Desk(**{"POST /ticket": [answer({"id": "7"}, 201)], "GET /ticket/7": [hidden]})
    ticket = opened("t")
    first = said("m", ticket.record_id, "message")
    made, told = push(desk, ticket, first)
    assert (made.kind, made.server_id, made.doc) == (VerdictKind.APPLIED, "7", None)
    assert (told.kind, told.server_id) == (VerdictKind.APPLIED, None)


def test_a_new_ticket_that_cannot_be_read_back_stays_in_doubt():
    desk = Desk(**{"POST /ticket": [answer({"odd": 1}, 201)]})
    with pytest.raises(NetworkError) as raised:
        push(desk, opened("t"))
    assert raised.value.maybe_sent is True


def test_no_absence_is_proved_where_tickets_bear_no_mark_or_one_was_lost_sight_of():
    op = replace(opened("t"), witness=WITNESS, first_sent_at="2026-11-27T11:00:00.000Z")
    marked = {**TICKET, "CustomFields": [{"id": "18", "name": "ClientId", "values": ["other"]}]}
    plain, bearing = answer({"items": [TICKET]}), answer({"items": [marked]})
    assert find(Desk(**{"GET /tickets": [NOTHING, plain]}), op) == {}
    assert find(Desk(**{"GET /tickets": [NOTHING, bearing]}), op) == {"t": None}
    made = answer({"items": [event(1200, "Create", ObjectId="9")]})
    merged_since = {
        "GET /tickets": [NOTHING, NOTHING, bearing],
        "GET /transactions": [made, NOTHING],
    }
    assert find(Desk(**merged_since), op) == {}


def test_a_ticket_the_desk_fails_at_stops_neither_the_witness_nor_the_search():
    desk = Desk(**{"GET /ticket/7": [HttpResponse(500, {}, b"")]})
    noted = asyncio.run(adapter_at(desk).prepare(said("n")))
    op = replace(said("n"), witness=WITNESS, first_sent_at="2026-11-27T11:00:00.000Z")
    found = find(desk, op, wish("v", "saved_view"))
    assert {name: one and one.kind for name, one in found.items()} == {
        "n": VerdictKind.RETRY_LATER,
        "v": None,
    }
    # Asked again while it works: without a witness an older note of the same words proves nothing.
    assert find(Desk(), replace(op, witness=noted.witness)) == {}


def test_what_is_never_sent_is_surely_absent():
    ops = [
        wish("v", "saved_view"),
        wish("p", "person", Action.EDIT, "ben"),
        change({}, asset_tag="A-1"),
    ]
    assert find(Desk(), *ops) == {"v": None, "p": None, "edit": None}


@pytest.mark.parametrize(
    ("answer_", "what"),
    [
        (answer({"message": "Forbidden"}, 403), RowKind.LEFT_SCOPE),
        (answer({"message": "Internal Server Error"}, 500), RowKind.TOMBSTONE),
        (answer(event(9, "EmailRecord")), RowKind.LEFT_SCOPE),
    ],
)
def test_an_entry_that_is_not_to_be_had_is_a_row_that_says_so(answer_, what):
    desk = Desk(**{"GET /transaction/9": [answer_]})
    assert asyncio.run(adapter_at(desk).record("entry", ServerId("9"))).what is what


def test_nothing_is_sent_signed_out():
    async def work(adapter):
        await adapter.sign_out()
        await adapter.push([said("n")], "me")

    desk = Desk()
    with pytest.raises(SignInError):
        asyncio.run(work(adapter_at(desk)))
    assert desk.asked == []


def test_the_witness_costs_one_request_and_what_needs_none_costs_none():
    desk = Desk()
    adapter = adapter_at(desk)
    noted = asyncio.run(adapter.prepare(said("n")))
    assert noted.witness == "1194 2026-11-27T12:00:00.000Z"
    assert len(desk.asked) == 1
    for op in (attached("f", said("n")), wish("v", "saved_view"), said("m", "0192-local")):
        assert asyncio.run(adapter.prepare(op)).witness == ""
    assert len(desk.asked) == 1
    fresh = asyncio.run(adapter.prepare(opened("t")))
    assert (fresh.token, fresh.witness[:2]) == ("t", "0 ")
    assert re.search("Type.*Create", unquote(desk.asked[-1].url))


def test_a_body_goes_as_json_with_its_condition():
    desk = Desk(**{"PUT /ticket/7": [answer({"message": "no"}, 403)]})
    push(desk, change({"subject": "Before"}, subject="Ж"))
    (request,) = desk.writes()
    assert msgspec.json.decode(request.body) == {"Subject": "Ж"}
    assert request.headers["Content-Type"] == "application/json"


def test_an_unknown_refusal_is_an_error():
    desk = Desk(**{COMMENT: [answer({"message": "teapot"}, 418)]})
    with pytest.raises(RefusedError, match="teapot"):
        push(desk, said("n"))


def test_a_portal_after_the_look_is_named_as_such():
    with pytest.raises(PortalError):
        push(Desk(**{COMMENT: [PAGE]}), said("n"))
