"""What is made of odd answers: nothing is lost, nothing is claimed that is not known."""

import asyncio
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.backends.translate import Cause, network_error
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import NetworkError, PortalError, RefusedError, ServerError
from deskclient.domain.file_names import numbered
from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.backends.request_tracker.wishes import attached, change, opened, said, wish

JSON = {"content-type": "application/json; charset=utf-8"}
PAGE = HttpResponse(200, {"content-type": "text/html"}, b"<html>Welcome to the hotel</html>")
DONE = HttpResponse(204, {})
STALE = HttpResponse(422, JSON, b'{"errors":[]}')
ANNA = {"id": 6, "login": "anna", "firstname": "Anna", "memberships": []}
LONG_AGO = "2026-11-27T11:00:00.000Z"


def answer(body, status=200):
    return HttpResponse(status, JSON, msgspec.json.encode(body))


def issue(*journals, **more):
    return {
        "id": 7,
        "project": {"id": 3, "name": "Accounts"},
        "status": {"id": 1, "name": "New"},
        "priority": {"id": 2, "name": "Normal"},
        "author": {"id": 35, "name": "Olga"},
        "subject": "Before",
        "created_on": "2026-11-27T10:00:00Z",
        "updated_on": "2026-11-27T10:00:00Z",
        "journals": list(journals),
        **more,
    }


def note(number, text="Да", person=6, **more):
    return {"id": number, "user": {"id": person}, "notes": text, "private_notes": True, **more}


def changed(number, person, name, old, new):
    detail = {"property": "attr", "name": name, "old_value": old, "new_value": new}
    return {"id": number, "user": {"id": person}, "details": [detail]}


def told(*journals, **more):
    return answer({"issue": issue(*journals, **more)})


def member(*rights):
    user = {**ANNA, "memberships": [{"project": {"id": 3}, "roles": [{"id": 4}]}]}
    return {
        "GET /users/current": [answer({"user": user})],
        "GET /roles/4": [answer({"role": {"permissions": list(rights)}})],
    }


class Desk:
    """Answers by method and path; the last of several answers stays."""

    def __init__(self, **routes: Any) -> None:
        statuses = [{"id": 1, "name": "New"}, {"id": 2, "name": "In Progress"}]
        self.routes: dict[str, list[HttpResponse | Exception]] = {
            **member("set_notes_private"),
            "GET /projects": [answer({"projects": [], "total_count": 0})],
            "GET /issue_statuses": [answer({"issue_statuses": statuses})],
            "GET /enumerations/issue_priorities": [answer({"issue_priorities": [{"id": 2}]})],
            "GET /trackers": [answer({"trackers": []})],
            "GET /issues": [answer({"issues": []})],
            "GET /issues/7": [told()],
            "PUT /issues/7": [DONE],
            **routes,
        }
        self.asked: list[HttpRequest] = []

    def writes(self):
        return [one for one in self.asked if one.method != "GET"]

    async def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        path = unquote(request.url.removeprefix("https://desk.example").partition("?")[0])
        method = request.headers.get("X-HTTP-Method-Override", request.method)
        script = self.routes[f"{method} {path.removesuffix('.json')}"]
        found = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(found, Exception):
            raise found
        return found

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        return self._stream(request)

    @asynccontextmanager
    async def _stream(self, request):
        found = await self.send(request)

        async def chunks():
            for start in range(0, len(found.body), 3):
                yield found.body[start : start + 3]

        yield HttpStream(found.status, found.headers, chunks())

    async def close(self) -> None:
        pass

    async def drop_connections(self) -> None:
        pass


def adapter_at(desk):
    store = MemoryTokenStore(by_key("0" * 40))
    return RedmineAdapter(desk, "https://desk.example", store, SystemClock())


def push(desk, *ops):
    return asyncio.run(adapter_at(desk).push(ops, "me"))


def find(desk, *ops):
    return asyncio.run(adapter_at(desk).find(ops))


def cut_off():
    return network_error(Cause.CUT_OFF, maybe_sent=True)


@pytest.mark.parametrize("op", [said("n", kind="reply"), change({}, subject="x")])
def test_no_write_goes_as_one_that_servers_on_the_way_may_send_twice_by_themselves(op):
    """Row 11: a note that arrives twice is two notes, and a field goes over what came between."""
    desk = Desk()
    push(desk, op)
    assert {one.method for one in desk.writes()} == {"POST"}


@pytest.mark.parametrize("failure", [cut_off(), PAGE, answer({}, 503)])
@pytest.mark.parametrize("op", [said("n"), change({}, subject="x")])
def test_a_look_that_fails_before_a_write_proves_that_nothing_was_written(op, failure):
    desk = Desk(**{"GET /issues/7": [failure]})
    with pytest.raises(NetworkError) as raised:
        push(desk, op)
    assert raised.value.maybe_sent is False
    assert desk.writes() == []


@pytest.mark.parametrize(
    "op", [said("n"), change({}, subject="x"), wish("d", "ticket", Action.DELETE, "7")]
)
@pytest.mark.parametrize(
    "failure", [HttpResponse(500, {}), HttpResponse(200, JSON, b'{"issue":{"id":"seven"}}')]
)
def test_a_desk_that_fails_at_one_issue_does_not_stop_the_others(op, failure):
    desk = Desk(**{"GET /issues/7": [failure]})
    (verdict,) = push(desk, op)
    assert verdict.kind is VerdictKind.RETRY_LATER
    assert desk.writes() == []


@pytest.mark.parametrize("failure", [cut_off(), PAGE, HttpResponse(500, {}, b"")])
def test_a_message_whose_answer_is_not_understood_stays_in_doubt(failure):
    with pytest.raises((NetworkError, ServerError)) as raised:
        push(Desk(**{"PUT /issues/7": [failure]}), said("n"))
    assert getattr(raised.value, "maybe_sent", True)


@pytest.mark.parametrize("failure", [PAGE, HttpResponse(500, {}), HttpResponse(401, JSON)])
def test_a_failure_after_a_write_leaves_it_in_doubt(failure):
    desk = Desk(**{"GET /issues/7": [told(), failure]})
    with pytest.raises(NetworkError) as raised:
        push(desk, said("n"))
    assert raised.value.maybe_sent


def test_who_wrote_at_the_same_moment_is_no_refusal_and_it_is_tried_again():
    looks = [told(), told(), told(note(12))]
    desk = Desk(**{"GET /issues/7": looks, "PUT /issues/7": [STALE, DONE]})
    (verdict,) = push(desk, said("n"))
    assert (verdict.kind, verdict.server_id) == (VerdictKind.APPLIED, "7-12")


def test_a_ticket_that_others_write_to_without_end_is_tried_later():
    desk = Desk(**{"PUT /issues/7": [STALE]})
    edit, message = push(desk, change({}, subject="x"), said("n"))
    for verdict in (edit, message):
        assert verdict.kind is VerdictKind.RETRY_LATER
        assert verdict.problem is not None
        assert verdict.problem.rule == "busy_ticket"


def test_a_message_that_the_desk_left_out_in_silence_is_refused():
    (verdict,) = push(Desk(), said("n"))
    assert verdict.kind is VerdictKind.REJECTED
    assert verdict.problem is not None
    assert verdict.problem.message


@pytest.mark.parametrize(
    "theirs",
    [
        note(12, "Other words"),
        note(12, person=7),
        note(12, private_notes=False),
    ],
)
def test_what_somebody_else_said_or_to_others_is_not_taken_for_ours(theirs):
    (verdict,) = push(Desk(**{"GET /issues/7": [told(), told(theirs)]}), said("n"))
    assert verdict.kind is VerdictKind.REJECTED


@pytest.mark.parametrize("rights", [(), ("add_issue_notes", "view_private_notes")])
def test_a_private_note_is_never_sent_without_the_right_to_it(rights):
    desk = Desk(**member(*rights))
    (verdict,) = push(desk, said("n"))
    assert verdict.kind is VerdictKind.REJECTED
    assert desk.writes() == []


def test_the_right_to_private_notes_is_asked_for_before_each():
    desk = Desk(**{"GET /issues/7": [told(), told(note(12)), told(note(12))]})
    desk.routes["GET /roles/4"] = [*desk.routes["GET /roles/4"], *member()["GET /roles/4"]]
    first, second = push(desk, said("a"), said("b"))
    assert (first.kind, second.kind) == (VerdictKind.APPLIED, VerdictKind.REJECTED)
    assert len(desk.writes()) == 1


def test_an_administrator_may_write_them_anywhere():
    me = answer({"user": {**ANNA, "admin": True}})
    desk = Desk(
        **{
            "GET /users/current": [me],
            "GET /custom_fields": [answer({"custom_fields": []})],
            "GET /issues/7": [told(), told(note(12))],
        }
    )
    (verdict,) = push(desk, said("n"))
    assert verdict.kind is VerdictKind.APPLIED


def test_an_issue_that_went_out_of_sight_with_our_edit_is_no_failure():
    desk = Desk(**{"GET /issues/7": [told(), HttpResponse(403, JSON)]})
    (verdict,) = push(desk, change({}, queue="9"))
    assert verdict.kind is VerdictKind.APPLIED


def test_a_second_change_within_ours_is_put_back_and_asked_about():
    theirs = changed(11, 7, "subject", "Before", "Theirs")
    ours = changed(12, 6, "subject", "Theirs", "Mine")
    back = changed(13, 6, "subject", "Mine", "Theirs")
    looks = [
        told(),
        told(theirs, ours, subject="Mine"),
        told(theirs, ours, back, subject="Theirs"),
    ]
    desk = Desk(**{"GET /issues/7": looks})
    (verdict,) = push(desk, change({"subject": "Before"}, subject="Mine"))
    assert [(one.mine, one.theirs, one.theirs_by) for one in verdict.conflicts] == [
        ("Mine", "Theirs", "7")
    ]
    assert verdict.doc is not None
    assert verdict.doc["subject"] == "Theirs"
    assert [one.body for one in desk.writes()] == [
        b'{"issue":{"subject":"Mine"}}',
        b'{"issue":{"subject":"Theirs"}}',
    ]


def test_a_private_project_to_which_issues_may_be_sent_is_no_failure():
    desk = Desk(
        **{
            "POST /issues": [answer({"issue": {"id": 8, "project": {"id": 3}}}, 201)],
            "GET /issues/8": [HttpResponse(403, JSON)],
        }
    )
    op = opened("t", queue="3")
    ticket, message = push(desk, op, said("m", op.record_id, "message"))
    assert (ticket.kind, ticket.server_id) == (VerdictKind.APPLIED, "8")
    assert message.kind is VerdictKind.APPLIED


def test_a_refused_new_issue_is_not_gone():
    (verdict,) = push(Desk(**{"POST /issues": [HttpResponse(404, JSON)]}), opened("t", queue="3"))
    assert verdict.kind is VerdictKind.REJECTED


def test_a_file_whose_upload_breaks_off_leaves_its_message_unsent():
    op = said("m", kind="reply")
    file = attached("f", op)

    async def work(desk):
        adapter = adapter_at(desk)
        await adapter.start_upload(file.patch.set["sha256"], 1, "", "")
        await adapter.send_chunk(file.patch.set["sha256"], 0, b"a")
        return await adapter.push([op, file], "me")

    with pytest.raises(NetworkError) as raised:
        asyncio.run(work(Desk(**{"POST /uploads": [cut_off()]})))
    assert raised.value.maybe_sent is False


def test_time_without_a_usual_activity_is_booked_on_the_first_of_the_project():
    refusal = answer({"errors": ["Activity cannot be blank"]}, 422)
    made = answer({"time_entry": {"id": 3, "hours": 0.25}}, 201)
    activities = {"time_entry_activities": [{"id": 9, "name": "Design"}]}
    desk = Desk(
        **{
            "POST /time_entries": [refusal, made],
            "GET /projects/3": [answer({"project": activities})],
            "GET /issues/7": [told(), told(spent_hours=0.25)],
        }
    )
    patch = Patch(incr={"minutes_spent": 15})
    (verdict,) = push(desk, wish("t", "ticket", Action.EDIT, "7", patch=patch))
    assert verdict.doc is not None
    assert verdict.doc["minutes_spent"] == 15
    assert msgspec.json.decode(desk.writes()[1].body)["time_entry"]["activity_id"] == 9


def test_time_that_may_not_be_booked_is_refused():
    desk = Desk(**{"POST /time_entries": [HttpResponse(403, JSON)]})
    patch = Patch(incr={"minutes_spent": 15})
    (verdict,) = push(desk, wish("t", "ticket", Action.EDIT, "7", patch=patch))
    assert verdict.kind is VerdictKind.FORBIDDEN


# --- lost answers -----------------------------------------------------------------------------


def test_an_operation_before_which_the_desk_could_not_be_asked_is_never_proved_absent():
    desk = Desk(**{"GET /issues/7": [HttpResponse(500, {})]})
    prepared = asyncio.run(adapter_at(desk).prepare(said("n")))
    assert prepared.witness == "?"
    late = said("n", witness="?", first_sent_at=LONG_AGO)
    assert find(Desk(), late) == {}


def test_an_issue_without_any_journal_is_a_witness_all_the_same():
    prepared = asyncio.run(adapter_at(Desk()).prepare(said("n")))
    assert prepared.witness.startswith("0 2")


def test_a_note_is_proved_absent_and_an_issue_out_of_sight_proves_nothing():
    late = said("n", witness=f"0 {LONG_AGO}", first_sent_at=LONG_AGO)
    assert find(Desk(), late) == {"n": None}
    for status in (403, 404):
        assert find(Desk(**{"GET /issues/7": [HttpResponse(status, JSON)]}), late) == {}


def test_an_edit_that_is_found_is_judged_like_one_that_was_answered():
    theirs = changed(11, 7, "subject", "Before", "Theirs")
    ours = changed(12, 6, "subject", "Theirs", "Mine")
    late = change({"subject": "Before"}, subject="Mine")
    late = msgspec.structs.replace(late, witness=f"10 {LONG_AGO}", first_sent_at=LONG_AGO)
    verdict = find(Desk(**{"GET /issues/7": [told(theirs, ours, subject="Mine")]}), late)["edit"]
    assert verdict is not None
    assert verdict.kind is VerdictKind.CONFLICT


def test_an_issue_of_ours_with_the_mark_of_another_operation_is_not_taken():
    def made(mark):
        marks = [{"id": 18, "name": "ClientId", "value": mark}]
        one = {"id": 8, "project": {"id": 3}, "subject": "Принтер", "description": ""}
        return answer({"issues": [{**one, "custom_fields": marks}]})

    late = opened("t", queue="3", requester=None)
    late = msgspec.structs.replace(late, witness=f"7 {LONG_AGO}", first_sent_at=LONG_AGO)
    assert find(Desk(**{"GET /issues": [made("other")]}), late) == {"t": None}
    changed_one = made("")
    desk = Desk(**{"GET /issues": [changed_one], "GET /issues/8": [told(id=8)]})
    found = find(desk, late)["t"]
    assert found is not None
    assert found.server_id == "8"


# --- downloads --------------------------------------------------------------------------------


def download(desk, name, offset=0):
    async def work():
        return b"".join([one async for one in adapter_at(desk).download(name, offset)])

    return asyncio.run(work())


FILE = {"attachment": {"id": 12, "filename": "a b.txt", "filesize": 8}}
SAVED = {"content-type": "application/json", "content-disposition": "attachment"}


def library(status=200, headers=SAVED, body=b"12345678"):
    return Desk(
        **{
            "GET /attachments/12": [answer(FILE)],
            "GET /attachments/download/12/a b.txt": [HttpResponse(status, headers, body)],
        }
    )


def test_a_file_is_given_from_where_it_is_asked_for():
    name = numbered("", 12)
    assert download(library(), name) == b"12345678"
    assert [download(library(), name, one) for one in (2, 3, 5, 8)] == [
        b"345678",
        b"45678",
        b"678",
        b"",
    ]


@pytest.mark.parametrize(
    ("desk", "error"),
    [
        (library(body=b"1234"), ServerError),
        (library(headers={"content-type": "text/html"}), PortalError),
        (library(302, {"location": "/login"}), PortalError),
        (library(404, {"content-type": "text/html"}), PortalError),
    ],
)
def test_row_36_what_is_not_the_whole_file_is_never_taken_for_it(desk, error):
    """Row 36: a page of the network in between is not a file."""
    with pytest.raises(error):
        download(desk, numbered("", 12))


def test_a_file_of_another_desk_is_not_asked_for():
    desk = library()
    with pytest.raises(RefusedError):
        download(desk, numbered("elsewhere", 12))
    assert desk.asked == []
