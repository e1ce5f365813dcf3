"""Habits of Request Tracker that the adapter reckons with: the one in memory must have them too."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from tests.backends.request_tracker.contract_desk import RtDesk


def created(desk: RtDesk, subject: str, **more: Any) -> str:
    wish = {"Queue": 4, "Subject": subject, "Content": "Hello.", **more}
    return str(desk.ask("lena", "POST", "/ticket", wish)[1]["id"])


def events(desk: RtDesk, ticket: str, login: str = "anna") -> list[tuple[str, str, str, str]]:
    """Who did what to a ticket, mails left out."""
    sql = f"ObjectType='RT::Ticket' AND Type != 'EmailRecord' AND ObjectId = {ticket}"
    fields = "Type,Field,NewValue,Creator"
    path = f"/transactions?query={quote(sql)}&orderby=id&per_page=100&fields={fields}"
    return [
        (one["Type"], one["Field"], one["NewValue"], one["Creator"]["id"])
        for one in desk.ask(login, "GET", path)[1]["items"]
    ]


def found(desk: RtDesk, sql: str, login: str = "anna") -> list[str]:
    path = f"/tickets?query={quote(sql)}&orderby=id&per_page=100"
    return [one["id"] for one in desk.ask(login, "GET", path)[1]["items"]]


def put(desk: RtDesk, ticket: str, login: str = "anna", **fields: Any) -> list[str]:
    """Write custom fields; gives what RT says of it."""
    status, said = desk.ask(login, "PUT", f"/ticket/{ticket}", {"CustomFields": fields})
    assert status == 200
    return list(said)


def values(desk: RtDesk, ticket: str) -> dict[str, list[str | None]]:
    """Custom fields that have a value, and be it an empty one."""
    told = desk.ask("anna", "GET", f"/ticket/{ticket}")[1]["CustomFields"]
    return {one["name"]: one["values"] for one in told if one["values"]}


class RtHabits:
    """Asked past the adapter. ``desk`` is a fixture of the subclass's module."""

    def test_a_refused_field_is_answered_with_200_and_a_sentence(self, desk):
        ticket = created(desk, "Refused")
        status, said = desk.ask("anna", "PUT", f"/ticket/{ticket}", {"Status": "nonsense"})
        assert (status, len(said)) == (200, 1)
        assert "isn't a valid status" in said[0]
        assert desk.ask("anna", "GET", f"/ticket/{ticket}")[1]["Status"] == "new"

    def test_a_condition_that_does_not_hold_any_more_is_412(self, desk):
        ticket = created(desk, "Conditional")
        body = {"Subject": "Changed"}
        status, _ = desk.ask("anna", "PUT", f"/ticket/{ticket}", body, if_match='"1"')
        assert status == 412

    def test_a_deleted_ticket_is_found_by_no_search_and_cannot_be_deleted_again(self, desk):
        ticket = created(desk, "Deleted")
        assert desk.ask("anna", "DELETE", f"/ticket/{ticket}")[0] == 204
        assert found(desk, f"id = {ticket}") == []
        assert desk.ask("anna", "GET", f"/ticket/{ticket}")[1]["Status"] == "deleted"
        assert desk.ask("anna", "DELETE", f"/ticket/{ticket}")[0] == 500
        assert ("Status", "Status", "deleted", "anna") in events(desk, ticket)

    def test_a_merged_ticket_answers_with_the_survivor_which_takes_its_minutes_in_silence(
        self, desk
    ):
        ticket, survivor = created(desk, "Merged", TimeWorked=5), created(desk, "Survivor")
        before = events(desk, ticket)
        assert desk.ask("anna", "PUT", f"/ticket/{ticket}", {"MergeInto": survivor})[0] == 200
        told = desk.ask("anna", "GET", f"/ticket/{ticket}")[1]
        assert (str(told["id"]), told["TimeWorked"]) == (survivor, "5")
        assert found(desk, f"id = {ticket} OR id = {survivor}") == [survivor]
        assert events(desk, ticket)[: len(before)] == before
        assert [one[:2] for one in events(desk, survivor)][1:] == [("AddLink", "MergedInto")]
        desk.ask(
            "anna", "POST", f"/ticket/{ticket}/comment", {"Content": "x", "ContentType": "a/b"}
        )
        assert events(desk, survivor)[-1][0] == "Comment"

    def test_several_fields_are_written_one_by_one_in_the_order_of_their_names(self, desk):
        ticket = created(desk, "Several")
        body = {
            "Subject": "New",
            "Status": "stalled",
            "Priority": 75,
            "Cc": ["anna"],
            "Owner": "anna",
        }
        desk.ask("anna", "PUT", f"/ticket/{ticket}", body)
        assert [one[:2] for one in events(desk, ticket)][1:] == [
            ("Set", "Owner"),
            ("SetWatcher", "Owner"),
            ("Set", "Priority"),
            ("Status", "Status"),
            ("Set", "Subject"),
            ("AddWatcher", "Cc"),
        ]

    def test_a_reply_opens_a_new_ticket_in_the_name_of_rt_and_a_note_does_not(self, desk):
        ticket = created(desk, "Answered")
        words = {"Content": "Hello.", "ContentType": "text/plain"}
        desk.ask("anna", "POST", f"/ticket/{ticket}/comment", words)
        assert events(desk, ticket)[-1][0] == "Comment"
        desk.ask("anna", "POST", f"/ticket/{ticket}/correspond", words)
        assert events(desk, ticket)[-1] == ("Status", "Status", "open", "RT_System")

    def test_what_is_not_there_and_what_is_hidden_are_refused_in_several_ways(self, desk):
        words = {"Content": "Hello.", "ContentType": "text/plain"}
        asked: dict[tuple[str, str], tuple[Any, int]] = {
            ("GET", "/ticket/999999"): (None, 404),
            ("GET", "/transaction/999999"): (None, 500),
            ("GET", "/attachment/999999"): (None, 500),
            ("GET", f"/ticket/{desk.secret}"): (None, 403),
            ("PUT", f"/ticket/{desk.secret}"): ({"Subject": "x"}, 403),
            ("POST", f"/ticket/{desk.secret}/comment"): (words, 400),
            ("POST", "/ticket/999999/comment"): (words, 400),
            ("POST", "/ticket"): ({"Queue": 77, "Subject": "x"}, 403),
            ("GET", "/tickets?query=bad%20sql"): (None, 400),
        }
        told = {one: desk.ask("anna", one[0], one[1], body)[0] for one, (body, _) in asked.items()}
        assert told == {one: status for one, (_, status) in asked.items()}
        assert events(desk, desk.secret) == []

    def test_no_page_is_longer_than_a_hundred(self, desk):
        query = quote(json.dumps([{"field": "id", "operator": ">", "value": "0"}]))
        path = f"/users?query={query}&orderby=id&per_page=500&fields=Name"
        told = desk.ask("anna", "GET", path)[1]
        assert (told["per_page"], told["count"], len(told["items"])) == (100, 100, 100)

    def test_moments_in_a_search_are_read_in_the_zone_of_whoever_asks(self, desk):
        ticket = created(desk, "Just now")
        since = datetime.now(UTC) - timedelta(minutes=10)
        sql = f"id = {ticket} AND LastUpdated > '{since:%Y-%m-%d %H:%M:%S}'"
        # In Moscow it is later, in New York earlier.
        assert found(desk, sql, "anna") == [ticket]
        assert found(desk, sql, "lena") == []

    def test_an_empty_value_is_stored_beside_none_and_taken_out_of_a_full_field_alone(self, desk):
        ticket = created(desk, "Emptied")
        assert put(desk, ticket, Serial=None) == ["Serial  added"]
        assert values(desk, ticket) == {"Serial": [None]}
        assert put(desk, ticket, Serial="A") == ["Serial A added"]
        assert put(desk, ticket, Serial="A") == []
        assert put(desk, ticket, Serial=None) == ["A is no longer a value for custom field Serial"]
        assert values(desk, ticket) == {}
        noted = events(desk, ticket)[1:]
        assert noted == [("CustomField", "4", new, "anna") for new in ("", "A", "")]

    def test_a_single_field_takes_the_first_of_a_list_and_nothing_of_an_empty_one(self, desk):
        ticket = created(desk, "Single")
        assert put(desk, ticket, Serial=["B", "C"]) == ["Serial B added"]
        assert put(desk, ticket, Serial=["D"]) == ["Serial B changed to D"]
        assert put(desk, ticket, Serial=[]) == ["Serial D deleted"]
        assert values(desk, ticket) == {"Serial": [None]}

    def test_members_stay_in_the_order_in_which_they_came(self, desk):
        ticket = created(desk, "Members", CustomFields={"Phones": ["b", "a"]})
        assert put(desk, ticket, Phones=["c", "a"]) == [
            "c added as a value for Phones",
            "b is no longer a value for custom field Phones",
        ]
        assert values(desk, ticket) == {"Phones": ["a", "c"]}
        assert [one[:3] for one in events(desk, ticket)][1:] == [
            ("CustomField", "5", "c"),
            ("CustomField", "5", ""),
        ]

    def test_an_invalid_value_is_answered_with_a_sentence_after_creation_and_with_none_at_it(
        self, desk
    ):
        wrong = {"Floor": "Attic", "Address": "300.1.1.1", "Affected": ["First", "Attic"]}
        ticket = created(desk, "Invalid", CustomFields={**wrong, "Nowhere": "x"})
        assert values(desk, ticket) == {"Affected": ["First"]}
        assert put(desk, ticket, Floor="First") == ["Floor First added"]
        assert put(desk, ticket, Floor="Attic") == ["Invalid value for custom field"]
        assert put(desk, ticket, Address="300.1.1.1") == ["Invalid value for custom field"]
        assert put(desk, ticket, Affected=["Attic"]) == [
            "Invalid value for custom field",
            "First is no longer a value for custom field Affected",
        ]
        assert put(desk, ticket, Nowhere="x", **{"99": "x"}) == []
        assert values(desk, ticket) == {"Floor": ["First"]}

    def test_a_moment_in_a_field_is_read_and_named_by_the_clock_of_whoever_writes(self, desk):
        ticket = created(desk, "Visited")
        at = "2026-12-01 18:30:00"
        assert put(desk, ticket, Visit=at) == ["Visit Tue Dec 01 18:30:00 2026 added"]
        assert values(desk, ticket) == {"Visit": ["2026-12-01T15:30:00Z"]}
        said = "Visit Tue Dec 01 10:30:00 2026 changed to Tue Dec 01 18:30:00 2026"
        assert put(desk, ticket, "lena", Visit=at) == [said]
        assert values(desk, ticket) == {"Visit": ["2026-12-01T23:30:00Z"]}
        assert events(desk, ticket)[-1][2] == "2026-12-01 23:30:00"
        assert put(desk, ticket, Visit="") == [
            "Visit Wed Dec 02 02:30:00 2026 changed to Not set",
        ]
        assert values(desk, ticket) == {"Visit": ["1970-01-01T00:00:00Z"]}

    def test_an_empty_value_makes_a_ticket_one_that_has_the_field(self, desk):
        tickets = [created(desk, "Searched") for _ in range(2)]
        put(desk, tickets[0], Serial=None)
        sql = f"(id = {tickets[0]} OR id = {tickets[1]}) AND (CF.{{4}} IS NOT NULL)"
        assert found(desk, sql) == tickets[:1]

    def test_declarations_are_hidden_from_most_even_whether_there_are_any(self, desk):
        asked = [(login, field) for login in ("anna", "lena") for field in (2, 999)]
        told = [desk.ask(login, "GET", f"/customfield/{field}")[0] for login, field in asked]
        assert told == [200, 404, 403, 403]
