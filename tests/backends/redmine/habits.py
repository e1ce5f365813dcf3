"""Habits of Redmine that the adapter reckons with: the one in memory must have them too."""

from datetime import UTC, datetime
from typing import Any

from tests.backends.redmine.contract_desk import NETWORK, SUPPORT, RedmineDesk


def created(desk: RedmineDesk, subject: str, login: str = "lena", **more: Any) -> str:
    wish = {"project_id": NETWORK, "subject": subject, "description": "Hello.", **more}
    return str(desk.ask(login, "POST", "/issues", {"issue": wish}).json()["issue"]["id"])


def put(desk: RedmineDesk, issue: str, login: str = "anna", **values: Any) -> tuple[int, list[str]]:
    """Write to an issue; gives the status and what Redmine says of it."""
    answer = desk.ask(login, "PUT", f"/issues/{issue}", {"issue": values})
    told = answer.json() if answer.content else {}
    return answer.status_code, told.get("errors", [])


def shown(desk: RedmineDesk, issue: str, login: str = "anna") -> dict[str, Any]:
    query = "include=journals,watchers,attachments,relations,children"
    found: dict[str, Any] = desk.ask(login, "GET", f"/issues/{issue}?{query}").json()["issue"]
    return found


def details(desk: RedmineDesk, issue: str) -> list[tuple[str, str | None, str | None]]:
    """What the last journal says was changed: field, old and new value."""
    journals = shown(desk, issue)["journals"]
    some = journals[-1]["details"] if journals else []
    return [(one["name"], one["old_value"], one["new_value"]) for one in some]


def with_relations(desk: RedmineDesk, type_: str) -> dict[str, list[dict[str, Any]]]:
    """The newest issues, or those that have a relation of a type, with their relations."""
    query = "f[]=status_id&op[status_id]=*&include=relations&sort=id:desc&limit=100"
    query += f"&f[]={type_}&op[{type_}]=*" if type_ else ""
    found = desk.ask("anna", "GET", f"/issues?{query}").json()["issues"]
    return {str(one["id"]): one["relations"] for one in found}


def relate(desk: RedmineDesk, issue: str, other: str, type_: str) -> tuple[int, dict[str, Any]]:
    """Link two issues; gives the status, and the relation or what Redmine says of it."""
    sent = {"relation": {"issue_to_id": int(other), "relation_type": type_}}
    answer = desk.ask("anna", "POST", f"/issues/{issue}/relations", sent)
    told = answer.json() if answer.content else {}
    return answer.status_code, told.get("relation", told)


class RedmineHabits:
    """Asked past the adapter. ``desk`` is a fixture of the subclass's module."""

    def test_what_may_not_be_set_is_left_out_in_silence_and_the_change_is_stamped_all_the_same(
        self, desk
    ):
        issue = created(desk, "Ignored")
        hidden = desk.ask("admin", "GET", f"/issues/{desk.secret}").json()["issue"]["project"]
        for ignored in (
            {"status_id": 99},
            {"project_id": hidden["id"]},
            {"project_id": 999},
            {"tracker_id": 99},
            {"author_id": 1},
            {"watcher_user_ids": [1]},
            {"custom_fields": [{"id": 99, "value": "x"}]},
            {"subject": "Ignored"},
        ):
            assert put(desk, issue, **ignored) == (204, [])
        now = shown(desk, issue)
        assert (now["journals"], now["watchers"]) == ([], [])
        assert (now["status"]["id"], now["project"]["id"]) == (1, NETWORK)
        assert datetime.fromisoformat(now["updated_on"]).microsecond == 0

    def test_what_is_no_value_at_all_is_refused_in_sentences(self, desk):
        issue = created(desk, "Refused", tracker_id=SUPPORT)
        fields = {8: "Attic", 5: "x", 7: "x", 12: "999999"}
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"subject": ""}, "Subject cannot be blank"),
            ({"subject": "x" * 256}, "Subject is too long (maximum is 255 characters)"),
            ({"priority_id": 99}, "Priority cannot be blank"),
            ({"due_date": "soon"}, "Due date is not a valid date"),
            ({"due_date": "2001-01-01"}, "Due date must be greater than start date"),
            ({"assigned_to_id": 1}, "Assignee is invalid"),
            ({"assigned_to_id": 999999}, "Assignee is invalid"),
        ]
        names = (
            *("Floor is not included in the list", "Seats is not a number"),
            *("Delivery is not a valid date", "Expert is not included in the list"),
        )
        for (number, value), sentence in zip(fields.items(), names, strict=True):
            wrong.append(({"custom_fields": [{"id": number, "value": value}]}, sentence))
        for values, sentence in wrong:
            assert put(desk, issue, notes="Lost too", **values) == (422, [sentence])
        assert shown(desk, issue)["journals"] == []

    def test_who_saved_what_somebody_else_has_saved_meanwhile_is_refused_without_a_reason(
        self, desk
    ):
        issue = created(desk, "Stale")
        assert put(desk, issue, subject="First") == (204, [])
        assert put(desk, issue, subject="Second", lock_version=0) == (422, [])
        assert shown(desk, issue)["subject"] == "First"
        assert "lock_version" not in shown(desk, issue)

    def test_a_private_note_is_kept_apart_from_what_was_changed_with_it(self, desk):
        issue = created(desk, "Private")
        put(desk, issue, notes="Only for us", private_notes=True, subject="Changed")
        told = [
            (one["notes"] or "", one["private_notes"], len(one["details"]))
            for one in shown(desk, issue)["journals"]
        ]
        assert told == [("", False, 1), ("Only for us", True, 0)]
        put(desk, issue, notes=" ", private_notes=True)
        assert len(shown(desk, issue)["journals"]) == 2
        put(desk, issue, notes="", private_notes=True, subject="Again")
        last = shown(desk, issue)["journals"][-1]
        assert (last["notes"] or "", last["private_notes"]) == ("", False)

    def test_whoever_writes_watches_from_then_on_and_who_makes_an_issue_does_not(self, desk):
        issue = created(desk, "Watched")
        assert shown(desk, issue)["watchers"] == []
        put(desk, issue, notes="Here\r\nand there\n")
        now = shown(desk, issue)
        assert [one["name"].split()[0] for one in now["watchers"]] == ["Anna"]
        assert now["journals"][0]["notes"] == "Here\r\nand there\n"

    def test_watchers_come_and_go_without_a_trace_and_unknown_ones_in_several_ways(self, desk):
        issue, me = created(desk, "Watchers"), desk.ask("lena", "GET", "/users/current").json()
        lena = me["user"]["id"]
        before = shown(desk, issue)
        asked: list[tuple[str, str, dict[str, int] | None, int]] = [
            ("POST", f"/issues/{issue}/watchers", {"user_id": lena}, 204),
            ("POST", f"/issues/{issue}/watchers", {"user_id": lena}, 204),
            ("POST", f"/issues/{issue}/watchers", {"user_id": 999999}, 204),
            ("DELETE", f"/issues/{issue}/watchers/{lena}", None, 204),
            ("DELETE", f"/issues/{issue}/watchers/{lena}", None, 204),
            ("DELETE", f"/issues/{issue}/watchers/999999", None, 404),
            ("POST", "/issues/999999/watchers", {"user_id": lena}, 403),
            ("POST", f"/issues/{desk.secret}/watchers", {"user_id": lena}, 403),
        ]
        told = [desk.ask("anna", how, path, body).status_code for how, path, body, _ in asked]
        assert told == [status for *_, status in asked]
        assert shown(desk, issue) == before
        wish = {"project_id": NETWORK, "subject": "x", "watcher_user_ids": [999999]}
        answer = desk.ask("anna", "POST", "/issues", {"issue": wish})
        assert (answer.status_code, answer.json()["error"]) == (404, "Not Found")

    def test_time_is_shown_with_two_decimals_summed_up_exactly_and_no_change_of_the_issue(
        self, desk
    ):
        issue = created(desk, "Timed")
        before = shown(desk, issue)
        entry = {"issue_id": int(issue), "spent_on": "2026-11-20"}
        for minutes in (7, 0):
            sent = {"time_entry": {**entry, "hours": minutes / 60}}
            answer = desk.ask("anna", "POST", "/time_entries", sent)
            assert answer.status_code == 201
            assert answer.json()["time_entry"]["hours"] == round(minutes / 60, 2)
        now = shown(desk, issue)
        assert now["spent_hours"] == 7 / 60
        assert {**now, "spent_hours": 0.0, "total_spent_hours": 0.0} == before
        wrong: dict[str, dict[str, Any]] = {
            "Hours is invalid": {"hours": -1},
            "Activity is not included in the list": {"hours": 1, "activity_id": 77},
            "Issue is invalid": {"hours": 1, "issue_id": int(desk.secret)},
            "Cannot log more than 999:00 hours": {"hours": 1e6, "spent_on": "2026-11-19"},
        }
        for sentence, values in wrong.items():
            sent = {"time_entry": {**entry, **values}}
            answer = desk.ask("anna", "POST", "/time_entries", sent)
            assert answer.status_code == 422
            assert answer.json()["errors"][0].startswith(sentence)

    def test_an_upload_is_taken_once_under_a_tamed_name(self, desk):
        issue = created(desk, "Files")
        answer = desk.ask("anna", "POST", "/uploads?filename=a.txt", b"abc")
        assert answer.status_code == 201
        token = answer.json()["upload"]["token"]
        file = {"token": token, "filename": "a/b?.txt", "content_type": "text/plain"}
        assert put(desk, issue, notes="Here", uploads=[file]) == (204, [])
        refused = (422, ["1 file(s) could not be saved."])
        assert put(desk, issue, notes="Twice", uploads=[file]) == refused
        now = shown(desk, issue)
        (kept,) = now["attachments"]
        assert (kept["filename"], kept["filesize"]) == ("b_.txt", 3)
        assert details(desk, issue) == [(str(kept["id"]), None, "b_.txt")]
        assert len(now["journals"]) == 1

    def test_values_of_custom_fields_are_texts_and_go_with_their_tracker(self, desk):
        issue = created(desk, "Fields", tracker_id=SUPPORT)

        def fill(number: int, value: Any) -> None:
            assert put(desk, issue, custom_fields=[{"id": number, "value": value}]) == (204, [])

        fill(8, "First")
        assert details(desk, issue) == [("8", None, "First")]
        fill(8, "")
        assert details(desk, issue) == [("8", "First", "")]
        fill(11, False)
        assert details(desk, issue) == [("11", None, "false")]
        fill(9, ["First", "Second"])
        assert details(desk, issue) == [("9", None, "First"), ("9", None, "Second")]
        fill(9, "Second")
        assert details(desk, issue) == [("9", "First", None)]
        assert put(desk, issue, tracker_id=1) == (204, [])
        assert set(details(desk, issue)) == {
            ("tracker_id", str(SUPPORT), "1"),
            ("9", "Second", None),
            ("11", "false", None),
        }
        assert put(desk, issue, tracker_id=SUPPORT) == (204, [])
        values = {one["id"]: one["value"] for one in shown(desk, issue)["custom_fields"]}
        assert (values[8], values[9], values[11]) == (None, [], None)

    def test_what_is_not_there_and_what_is_hidden_are_told_apart_except_at_a_creation(self, desk):
        asked: dict[tuple[str, str], int] = {
            ("GET", "/issues/999999"): 404,
            ("GET", f"/issues/{desk.secret}"): 403,
            ("DELETE", "/issues/999999"): 404,
            ("DELETE", f"/issues/{desk.secret}"): 403,
            ("GET", "/projects/999999"): 404,
            ("GET", "/projects/999999/memberships"): 404,
            ("GET", "/users/999999"): 404,
            ("GET", "/users/5"): 404,
            ("GET", "/roles/999999"): 404,
            ("GET", "/attachments/999999"): 404,
            ("GET", "/custom_fields"): 403,
        }
        told = {one: desk.ask("anna", *one) for one in asked}
        assert {one: answer.status_code for one, answer in told.items()} == asked
        assert {answer.content for answer in told.values()} == {b""}
        assert put(desk, "999999", subject="x") == (404, [])
        assert put(desk, desk.secret, subject="x") == (403, [])
        said = [f"{name} cannot be blank" for name in ("Project", "Tracker", "Status")]
        hidden = desk.ask("admin", "GET", f"/issues/{desk.secret}").json()["issue"]["project"]
        for project in (hidden["id"], 999999):
            wish = {"issue": {"project_id": project, "subject": "x"}}
            answer = desk.ask("anna", "POST", "/issues", wish)
            assert (answer.status_code, answer.json()["errors"]) == (422, said)

    def test_a_deleted_issue_takes_its_subtasks_along_and_may_be_deleted_by_few(self, desk):
        parent = created(desk, "Parent", "admin")
        child = created(desk, "Child", "admin", parent_issue_id=int(parent))
        assert [str(one["id"]) for one in shown(desk, parent)["children"]] == [child]
        assert put(desk, parent, status_id=5) == (204, [])
        assert shown(desk, parent)["status"]["id"] == 1
        assert desk.ask("anna", "DELETE", f"/issues/{parent}").status_code == 403
        assert desk.ask("admin", "DELETE", f"/issues/{parent}").status_code == 204
        assert desk.ask("anna", "GET", f"/issues/{child}").status_code == 404

    def test_a_relation_is_noted_at_both_ends_and_changes_neither(self, desk):
        one, other, third = (created(desk, name) for name in ("One", "Other", "Third"))
        before = [shown(desk, issue)["updated_on"] for issue in (one, other)]
        status, relation = relate(desk, one, other, "blocked")
        assert status == 201
        kept = {"issue_id": int(other), "issue_to_id": int(one), "relation_type": "blocks"}
        assert {**relation, "id": 0} == {**kept, "id": 0, "delay": None}
        assert relate(desk, other, third, "relates")[0] == 201
        assert [one["relation_type"] for one in shown(desk, other)["relations"]] == [
            "relates",
            "blocks",
        ]
        assert details(desk, one) == [("blocked", None, other)]
        assert details(desk, other) == [("relates", None, third)]
        assert [shown(desk, issue)["updated_on"] for issue in (one, other)] == before
        # A list tells of them, also where there are none, and can be asked for one end of a type.
        listed = with_relations(desk, "blocks")
        assert relation in listed[other]
        assert one not in listed
        assert {other, third} <= set(with_relations(desk, "relates"))
        alone = created(desk, "Alone")
        assert with_relations(desk, "")[alone] == []
        path = f"/relations/{relation['id']}"
        assert desk.ask("anna", "DELETE", path).status_code == 204
        assert desk.ask("anna", "DELETE", path).status_code == 404
        assert details(desk, other) == [("blocks", one, None)]
        assert shown(desk, one)["updated_on"] == before[0]
        assert "relations" not in shown(desk, one)

    def test_a_relation_is_refused_in_sentences(self, desk):
        one, other, third = (created(desk, name) for name in ("One", "Other", "Third"))
        elsewhere = created(desk, "Elsewhere", project_id=1)
        assert relate(desk, one, other, "blocks")[0] == 201
        assert relate(desk, other, third, "blocks")[0] == 201
        assert put(desk, third, parent_issue_id=one) == (204, [])
        circle = "This relation would create a circular dependency"
        taken = "Related issue has already been taken"
        family = "An issue cannot be linked to one of its subtasks"
        wrong: list[tuple[str, str, str, list[str]]] = [
            (one, other, "blocks", [taken]),
            (one, other, "relates", [taken]),
            (one, other, "blocked", [taken, circle]),
            (other, one, "duplicated", ["has already been taken"]),
            (third, one, "blocks", [circle, family]),
            (one, third, "relates", [family]),
            (one, one, "relates", ["Related issue is invalid"]),
            (one, "999999", "relates", ["Related issue cannot be blank"]),
            (one, desk.secret, "relates", ["Related issue cannot be blank"]),
            (one, elsewhere, "relates", ["Related issue doesn't belong to the same project"]),
            (other, third, "nonsense", ["Relation type is not included in the list", taken]),
        ]
        for first, second, type_, said in wrong:
            status, answer = relate(desk, first, second, type_)
            assert (status, answer.get("errors")) == (422, said), (type_, answer)
        assert relate(desk, "999999", one, "relates")[0] == 404
        assert relate(desk, desk.secret, one, "relates")[0] == 403

    def test_a_part_and_its_whole_change_together_and_there_is_one_whole(self, desk):
        one, other, part = (created(desk, name) for name in ("One", "Other", "Part"))
        assert put(desk, part, parent_issue_id=one) == (204, [])
        assert details(desk, part) == [("parent_id", None, one)]
        assert details(desk, one) == [("child_id", None, part)]
        assert shown(desk, part)["updated_on"] == shown(desk, one)["updated_on"]
        assert put(desk, part, parent_issue_id=other) == (204, [])
        assert details(desk, one) == [("child_id", part, None)]
        assert shown(desk, part)["parent"] == {"id": int(other)}
        elsewhere = created(desk, "Elsewhere", project_id=1)
        for issue, whole in (
            *((other, part), (other, other), (other, "999999")),
            *((other, desk.secret), (other, elsewhere)),
        ):
            assert put(desk, issue, parent_issue_id=whole) == (422, ["Parent task is invalid"])
        assert put(desk, one, status_id=5) == (204, [])
        said = "An open issue cannot be attached to a closed parent task"
        assert put(desk, part, parent_issue_id=one) == (422, [said])
        assert put(desk, part, parent_issue_id="") == (204, [])
        assert "children" not in shown(desk, other)
        assert put(desk, part, parent_issue_id=other) == (204, [])
        assert desk.ask("admin", "DELETE", f"/issues/{part}").status_code == 204
        assert details(desk, other) == [("child_id", part, None)]

    def test_what_waits_for_another_stays_open_and_duplicates_are_closed_together(self, desk):
        one, other, third = (created(desk, name) for name in ("One", "Other", "Third"))
        relate(desk, one, other, "blocked")
        assert put(desk, one, status_id=5) == (204, [])
        assert shown(desk, one)["status"]["id"] == 1
        relate(desk, third, other, "duplicates")
        assert put(desk, other, status_id=5, notes="Done") == (204, [])
        assert details(desk, third) == [("status_id", "1", "5")]
        assert shown(desk, third)["journals"][-1]["notes"] == "Done"
        assert put(desk, one, status_id=5) == (204, [])
        assert shown(desk, one)["status"]["id"] == 5

    def test_the_relations_of_a_deleted_issue_go_without_a_trace(self, desk):
        one, other = created(desk, "One"), created(desk, "Other")
        relate(desk, one, other, "relates")
        before = shown(desk, one)["journals"]
        assert desk.ask("admin", "DELETE", f"/issues/{other}").status_code == 204
        now = shown(desk, one)
        assert "relations" not in now
        # What was said of it is hidden as well.
        assert len(now["journals"]) <= len(before)

    def test_a_list_lets_through_what_is_later_than_a_second_before(self, desk):
        issue = created(desk, "Listed")
        at = datetime.fromisoformat(shown(desk, issue)["updated_on"]).astimezone(UTC)

        def listed(login: str, since: datetime) -> bool:
            query = "f[]=status_id&op[status_id]=*&f[]=updated_on&op[updated_on]=%3E%3D"
            query += f"&v[updated_on][]={since:%Y-%m-%dT%H:%M:%SZ}&sort=id:desc&limit=500"
            page = desk.ask(login, "GET", f"/issues?{query}").json()
            assert page["limit"] == 100
            return int(issue) in {one["id"] for one in page["issues"]}

        for login in ("anna", "lena"):
            assert listed(login, at)
            assert not listed(login, at.replace(year=at.year + 1))

    def test_a_closed_issue_keeps_the_moment_when_it_is_opened_again(self, desk):
        issue = created(desk, "Closed")
        put(desk, issue, status_id=5)
        closed = shown(desk, issue)["closed_on"]
        put(desk, issue, status_id=2)
        assert closed is not None
        assert shown(desk, issue)["closed_on"] == closed

    def test_a_post_may_say_that_it_is_a_change(self, desk):
        issue = created(desk, "Meant")
        headers = {"X-HTTP-Method-Override": "PUT"}
        body = {"issue": {"notes": "Once"}}
        assert desk.ask("anna", "POST", f"/issues/{issue}", body, headers).status_code == 204
        assert [one["notes"] for one in shown(desk, issue)["journals"]] == ["Once"]

    def test_an_answer_that_has_not_changed_is_not_sent_again(self, desk):
        issue = created(desk, "Cached")
        first = desk.ask("anna", "GET", f"/issues/{issue}")
        headers = {"If-None-Match": first.headers["etag"]}
        again = desk.ask("anna", "GET", f"/issues/{issue}", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        # A note would not show: it moves the second of the last change at most.
        put(desk, issue, subject="News")
        assert desk.ask("anna", "GET", f"/issues/{issue}", headers=headers).status_code == 200
