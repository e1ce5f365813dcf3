"""Operations: applied once, merged by field, refused with a reason."""

import json
from typing import Any

import pytest

from tests.server.calling import IDS, Caller, create, edit, remove

UNIT = {"priority": "normal", "impact": "person", "urgency": "soon"}
STATUS = {"status": "new", "resolution_code": None, "resolution": None, "planned_at": None}


def ticket(caller, number=0):
    answer = caller.call("GET", f"/v1/records/ticket/{caller.mini.tickets[number]}")
    assert answer.status == 200, answer.body
    return answer.json()


def thread(caller, number=0):
    path = f"/v1/tickets/{caller.mini.tickets[number]}/entries"
    return [row["doc"] for row in caller.call("GET", path).json()["rows"]]


def new_ticket(mini, **values):
    return create(
        "ticket",
        **{
            "subject": "No mail",
            "queue": mini.queues[0],
            "requester": mini.requesters[0],
            **values,
        },
    )


@pytest.mark.parametrize("times", [1, 3])
def test_an_operation_delivered_again_has_its_effect_once(anna, mini, times):
    """Row 5, row 10, row 11: the answer was lost, or a proxy sent it twice."""
    op = create("entry", ticket=mini.tickets[0], type="reply", body="Try again")
    first = anna.push(op)[0]
    assert first["verdict"] == "applied"
    for _ in range(times):
        again = anna.push(op)[0]
        assert again["verdict"] == "duplicate"
        assert (again["id"], again["ver"], again["seq"]) == (op["id"], first["ver"], first["seq"])
        assert again["doc"] == first["doc"]
    assert sum(doc.get("body") == "Try again" for doc in thread(anna)) == 1


def test_the_same_operation_id_with_another_payload_is_refused(anna, mini):
    """Row 11: an id is never used for something else."""
    op = create("entry", ticket=mini.tickets[0], type="reply", body="One")
    anna.push(op)
    op["patch"]["set"]["body"] = "Two"
    verdict = anna.push(op)[0]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", "op_id_reuse")
    assert "Two" not in {doc.get("body") for doc in thread(anna)}


def test_an_operation_of_somebody_else_is_not_repeated_to_a_stranger(anna, lena, mini):
    op = edit(mini.tickets[0], UNIT, priority="high")
    anna.push(op)
    verdict = lena.push(op)[0]
    assert verdict["problem"]["rule"] == "op_id_reuse"
    assert lena.call("GET", f"/v1/ops/{op['op_id']}").status == 404


def test_two_fields_edited_by_two_people_are_both_kept(anna, lena, mini):
    """Row 51."""
    ver = ticket(anna)["ver"]
    lena.push(edit(mini.tickets[0], {"owner": None}, ver=ver, owner=lena.person_id))
    verdict = anna.push(edit(mini.tickets[0], UNIT, ver=ver, priority="high"))[0]
    assert verdict["verdict"] == "merged"
    assert verdict["doc"]["owner"] == lena.person_id
    assert verdict["doc"]["priority"] == "high"


def test_what_goes_on_top_of_ones_own_changes_is_not_called_merged(anna, lena, mini):
    """Row 51: a day's edits made from one version are one person's work."""
    ver = ticket(anna)["ver"]
    anna.push(edit(mini.tickets[0], UNIT, ver=ver, priority="high"))
    later = anna.push(edit(mini.tickets[0], {"owner": None}, ver=ver, owner=lena.person_id))[0]
    assert later["verdict"] == "applied"


def test_an_edit_over_somebodys_harmless_change_of_the_same_field_says_merged(anna, lena, mini):
    """Row 51: two people added different lines to the same long text."""
    base = {"tried_already": None}
    lines: dict[str, Any] = {"tried_already": "first\nsecond\nthird"}
    anna.push(edit(mini.tickets[0], base, **lines))
    lena.push(edit(mini.tickets[0], lines, tried_already="first!\nsecond\nthird"))
    verdict = anna.push(edit(mini.tickets[0], lines, tried_already="first\nsecond\nthird?"))[0]
    assert verdict["verdict"] == "merged"
    assert verdict["doc"]["tried_already"] == "first!\nsecond\nthird?"


def test_the_same_field_edited_by_two_people_is_a_conflict_that_names_the_other(anna, lena, mini):
    """Row 52: base, mine and theirs go back, with who and when; nothing is written."""
    lena.push(edit(mini.tickets[0], UNIT, priority="critical"))
    before = ticket(anna)
    verdict = anna.push(edit(mini.tickets[0], UNIT, ver=1, priority="low"))[0]
    assert verdict["verdict"] == "conflict"
    (conflict,) = verdict["conflicts"]
    assert conflict["field"] == "priority"
    assert (conflict["base"], conflict["mine"], conflict["theirs"]) == ("normal", "low", "critical")
    assert conflict["theirs_by"] == lena.person_id
    assert conflict["theirs_at"] == before["doc"]["updated_at"]
    assert verdict["doc"] == before["doc"]
    assert ticket(anna) == before


def test_a_write_without_the_value_it_started_from_is_refused(anna, lena, mini):
    """Row 52: there is no silent last writer."""
    lena.push(edit(mini.tickets[0], UNIT, priority="critical"))
    verdict = anna.push(edit(mini.tickets[0], {}, ver=1, priority="low"))[0]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", "base_missing")
    assert ticket(anna)["doc"]["priority"] == "critical"


def test_tags_are_added_and_removed_by_several_people_at_once(anna, lena, mini):
    """Row 51: sets merge by member, and an add wins."""

    def tags(add, take):
        op = edit(mini.tickets[0], {"tags": ["vpn"]})
        op["patch"] = {"add": {"tags": add}, "remove": {"tags": take}}
        return op

    anna.push(tags(["vpn"], []))
    lena.push(tags(["slow"], ["vpn"]))
    verdict = anna.push(tags(["vpn", "home"], []))[0]
    assert verdict["doc"]["tags"] == ["home", "slow", "vpn"]


def test_minutes_add_up(anna, lena, mini):
    op = edit(mini.tickets[0], {})
    op["patch"] = {"incr": {"minutes_spent": 5}}
    anna.push(op)
    other = {**op, "op_id": IDS.new()}
    assert lena.push(other)[0]["doc"]["minutes_spent"] == 10


def test_a_step_the_workflow_forbids_by_now_is_a_conflict_with_the_legal_steps(anna, lena, mini):
    """Row 49."""
    solved: dict[str, Any] = {
        "status": "solved",
        "resolution_code": "fixed",
        "resolution": "New cable",
    }
    lena.push(edit(mini.tickets[0], STATUS, **solved))
    now = {**STATUS, **solved}
    verdict = anna.push(edit(mini.tickets[0], now, status="pending_customer"))[0]
    assert verdict["verdict"] == "conflict"
    assert verdict["conflicts"][0]["choices"] == ["open", "closed"]


def test_a_required_field_that_is_missing_is_named(anna, mini):
    """Row 50."""
    verdict = anna.push(edit(mini.tickets[0], STATUS, status="solved"))[0]
    assert verdict["verdict"] == "rejected"
    assert verdict["problem"]["rule"] == "required"
    assert verdict["problem"]["field"] == "resolution_code"
    verdict = anna.push(new_ticket(mini, subject="  "))[0]
    assert (verdict["problem"]["rule"], verdict["problem"]["field"]) == ("required", "subject")


def test_solving_and_reopening_set_moments_counts_and_history(anna, mini):
    solved: dict[str, Any] = {
        "status": "solved",
        "resolution_code": "fixed",
        "resolution": "New cable",
    }
    doc = anna.push(edit(mini.tickets[0], STATUS, **solved))[0]["doc"]
    assert doc["solved_at"]
    assert doc["waits_for_us"] is False
    doc = anna.push(edit(mini.tickets[0], {**STATUS, **solved}, status="open"))[0]["doc"]
    assert doc["solved_at"] is None
    assert doc["reopened"] == 1
    event = [one for one in thread(anna) if one["type"] == "event"][-1]
    assert {"field": "status", "old": "solved", "new": "open"} in event["changes"]
    assert event["author"] == anna.person_id


def test_priority_follows_impact_and_urgency_on_the_desk_too(anna, mini):
    doc = anna.push(edit(mini.tickets[0], UNIT, impact="site", urgency="now"))[0]["doc"]
    assert doc["priority"] == "critical"


def test_a_reply_counts_and_a_message_waits_for_us(anna, mini):
    (verdict,) = anna.push(create("entry", ticket=mini.tickets[0], type="reply", body="Hello"))
    assert verdict["root_ver"] == ticket(anna)["ver"]
    doc = ticket(anna)["doc"]
    assert doc["entry_count"] == 2
    assert doc["first_reply_at"] == doc["last_entry_at"]
    assert doc["waits_for_us"] is False
    requester = doc["requester"]
    anna.push(
        create("entry", ticket=mini.tickets[0], type="message", author=requester, body="He calls")
    )
    assert ticket(anna)["doc"]["waits_for_us"] is True
    assert thread(anna)[-1]["author"] == requester
    assert [one["ord"] for one in thread(anna)] == [1, 2, 3]


def test_nobody_writes_in_another_name(anna, lena, root, mini):
    op = create(
        "entry", ticket=mini.tickets[0], type="reply", body="I am lena", author=lena.person_id
    )
    assert anna.push(op)[0]["doc"]["author"] == anna.person_id
    op = create("entry", ticket=mini.tickets[0], type="reply", body="x", author=lena.person_id)
    assert root.push(op)[0]["doc"]["author"] == lena.person_id
    op = create("entry", ticket=mini.tickets[0], type="event", body="forged")
    assert anna.push(op)[0]["problem"]["rule"] == "server_only"


@pytest.mark.parametrize("kind", ["article", "asset"])
def test_what_only_the_desk_writes_cannot_even_be_begun(lena, kind):
    (verdict,) = lena.push(create(kind))
    assert verdict["problem"]["rule"] == "server_only"


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("number", 7, "server_only"),
        ("created_at", "2020-01-01T00:00:00.000Z", "server_only"),
        ("nonsense", 1, "unknown_field"),
        ("subject", "x" * 301, "too_long"),
        ("subject", 7, "type"),
        ("priority", "huge", "choice"),
        ("since", "yesterday", "moment"),
        ("owner", "00000000-0000-7000-8000-000000000000", "reference"),
        ("status", "unheard", "transition"),
        ("affected_count", -1, "range"),
    ],
)
def test_a_field_the_desk_cannot_accept_is_named_with_its_rule(anna, mini, field, value, rule):
    """Row 24, row 50: what a newer or careless client sends."""
    verdict = anna.push(new_ticket(mini, **{field: value}))[0]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", rule)
    assert verdict["problem"]["field"] == field
    assert verdict["problem"]["detail"]


def test_tickets_are_numbered_without_gaps(anna, mini):
    first = anna.push(new_ticket(mini))[0]["doc"]["number"]
    anna.push(new_ticket(mini, subject=""))
    assert anna.push(new_ticket(mini))[0]["doc"]["number"] == first + 1


def test_one_bad_operation_does_not_hold_up_the_others(anna, mini):
    """Row 13, row 21: each operation has its own verdict."""
    good, bad, late = new_ticket(mini), new_ticket(mini, requester=None), new_ticket(mini)
    verdicts = [one["verdict"] for one in anna.push(good, bad, late)]
    assert verdicts == ["applied", "rejected", "applied"]


_HEAD = '{"op_id": "%s", "kind": "ticket", "id": "%s", "action": '
_SUBJECT = _HEAD + '"create", "patch": {"set": {"subject": '


@pytest.mark.parametrize(
    "poison",
    [
        _HEAD + '"explode"}',
        _HEAD + '"create", "patch": 7}',
        _SUBJECT + '"\\ud800"}}}',
        _SUBJECT + '"a\\u0000b"}}}',
        _HEAD + '"create", "patch": {"set": {"affected_count": 9007199254740993}}}',
        _HEAD + '"create", "patch": {"set": {"affected_count": 1.5}}}',
        _SUBJECT + "[" * 50 + "]" * 50 + "}}}",
        '{"op_id": "%s", "kind": "ticket", "id": "../../x", "action": "create", "group": "%s"}',
    ],
    ids=["action", "patch", "surrogate", "nul", "huge", "fraction", "depth", "id"],
)
def test_a_poisoned_operation_is_refused_in_words_and_the_rest_goes_on(anna, mini, poison):
    """Row 21, row 41, row 42, row 43: lone surrogates, NUL, depth, huge and broken numbers."""
    good = new_ticket(mini)
    op_id = IDS.new()
    body = json.dumps({"client_id": "c", "person_id": anna.person_id, "ops": [good]})
    raw = body.replace("[", f"[{poison % (op_id, IDS.new())},", 1).encode()
    answer = anna.call("POST", "/v1/ops", raw=raw)
    assert answer.status == 200, answer.body
    bad, fine = answer.json()["verdicts"]
    assert (bad["verdict"], fine["verdict"]) == ("rejected", "applied")
    assert bad["op_id"] == op_id
    assert bad["problem"]["detail"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"NaN", b'{"ops": 1}', b"[" * 100_000, b'{"a":1,"a":2}', b"\xff\xfe"],
)
def test_what_is_no_batch_is_refused_as_a_whole(anna, body):
    """Row 40, row 41, row 43."""
    answer = anna.call("POST", "/v1/ops", raw=body)
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_words_in_any_script_come_back_as_they_were(anna, mini):
    """Row 42: NFC and NFD, right-to-left, four bytes."""
    text = "Не печатает 🖨️ \u202eabc\u202c e\u0301 é 𝒳 \u2028"
    op = new_ticket(mini, subject=text)
    assert anna.push(op)[0]["doc"]["subject"] == text
    anna.pull()
    assert anna.rows[("ticket", op["id"])]["doc"]["subject"] == text


def test_too_much_at_once_is_refused_before_anything_happens(anna, mini):
    """Row 41."""
    many = [new_ticket(mini) for _ in range(101)]
    batch = {"client_id": "c", "person_id": anna.person_id, "ops": many}
    assert anna.call("POST", "/v1/ops", batch).status == 413
    big = create("entry", ticket=mini.tickets[0], type="reply", body="x" * (1 << 20))
    batch["ops"] = [big]
    assert anna.call("POST", "/v1/ops", batch).status == 413
    assert anna.call("POST", "/v1/ops", raw=b" " * (3 << 20)).status == 413


def test_a_group_is_applied_as_a_whole_or_not_at_all(anna, mini):
    group = IDS.new()
    ops = [{**edit(one, UNIT, priority="high"), "group": group} for one in mini.tickets[:3]]
    ops[1]["patch"]["set"] = {"priority": "no such"}
    verdicts = anna.push(*ops)
    assert [one["verdict"] for one in verdicts] == ["blocked", "rejected", "blocked"]
    assert ticket(anna)["doc"]["priority"] == "normal"
    ops[1] |= {"op_id": IDS.new(), "patch": {"set": {"priority": "high"}}}
    verdicts = anna.push(*ops)
    assert [one["verdict"] for one in verdicts] == ["applied"] * 3
    assert [one["verdict"] for one in anna.push(*ops)] == ["duplicate"] * 3


def test_an_unreadable_member_stops_its_whole_group(anna, mini):
    group = IDS.new()
    ops = [{**new_ticket(mini), "group": group} for _ in range(3)]
    ops[1]["id"] = "nonsense"
    verdicts = anna.push(*ops)
    assert [one["verdict"] for one in verdicts] == ["blocked", "rejected", "blocked"]


def test_what_depends_on_a_refused_creation_waits_and_goes_on_after_it_is_mended(anna, mini):
    """Row 57."""
    born = new_ticket(mini, subject="")
    first = [
        {
            **create("entry", ticket=born["id"], type="note", body=str(number)),
            "depends_on": [born["op_id"]],
        }
        for number in range(10)
    ]
    verdicts = anna.push(born, *first)
    assert verdicts[0]["verdict"] == "rejected"
    assert {one["verdict"] for one in verdicts[1:]} == {"blocked"}
    patch = {"set": {**born["patch"]["set"], "subject": "Now with one"}}
    mended = {**born, "op_id": IDS.new(), "patch": patch}
    waiting = [{**one, "depends_on": [mended["op_id"]]} for one in first]
    verdicts = anna.push(mended, *waiting)
    assert {one["verdict"] for one in verdicts} == {"applied"}


def test_a_dependency_older_than_the_desks_memory_counts_as_applied(anna, mini):
    """Row 17: after a very long time offline."""
    op = new_ticket(mini)
    op["depends_on"] = ["00000000-0000-7000-8000-000000000000"]
    assert anna.push(op)[0]["verdict"] == "applied"
    op = new_ticket(mini)
    op["depends_on"] = [IDS.new()]
    assert anna.push(op)[0]["verdict"] == "blocked"


def test_later_changes_of_a_record_do_not_overtake_one_that_waits(anna, mini):
    """Row 13: order is kept by record."""
    waits = {**edit(mini.tickets[0], UNIT, priority="high"), "depends_on": [IDS.new()]}
    later = edit(mini.tickets[0], {"subject": "x"}, ver=1, subject="Later")
    other = edit(mini.tickets[1], UNIT, priority="high")
    verdicts = anna.push(waits, later, other)
    assert [one["verdict"] for one in verdicts] == ["blocked", "blocked", "applied"]
    assert verdicts[1]["problem"]["rule"] == "order"


def test_a_reply_does_not_overtake_words_its_writer_has_not_seen(anna, lena, mini):
    requester = ticket(anna)["doc"]["requester"]
    lena.push(
        create("entry", ticket=mini.tickets[0], type="message", author=requester, body="Solved!")
    )
    op = create("entry", ticket=mini.tickets[0], type="reply", body="Have you tried?")
    verdict = anna.push({**op, "seen_ord": 1})[0]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", "moved_on")
    read = {**op, "op_id": IDS.new(), "seen_ord": 2}
    assert anna.push(read)[0]["verdict"] == "applied"


def test_an_edit_of_a_deleted_ticket_says_gone(anna, lena, mini):
    """Row 45."""
    assert lena.push(remove(mini.tickets[0], 1))[0]["verdict"] == "applied"
    assert anna.push(edit(mini.tickets[0], UNIT, priority="high"))[0]["verdict"] == "gone"
    late = create("entry", ticket=mini.tickets[0], type="reply", body="Too late")
    assert anna.push(late)[0]["verdict"] == "gone"
    again = create("ticket", mini.tickets[0], subject="x", queue=mini.queues[0])
    assert anna.push(again)[0]["verdict"] == "gone"
    assert anna.call("GET", f"/v1/records/ticket/{mini.tickets[0]}").status == 410


def test_a_deletion_does_not_take_changes_along_that_nobody_looked_at(anna, lena, mini):
    anna.push(edit(mini.tickets[0], UNIT, priority="high"))
    verdict = lena.push(remove(mini.tickets[0], 1))[0]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", "changed")
    assert anna.push(remove(mini.tickets[0], 2))[0]["verdict"] == "forbidden"


def test_entries_are_never_changed_or_taken_back(root, mini):
    op = create("entry", ticket=mini.tickets[0], type="note", body="Said")
    root.push(op)
    changed = edit(op["id"], {"body": "Said"}, kind="entry", body="Unsaid")
    assert root.push(changed)[0]["problem"]["rule"] == "append_only"
    assert root.push(remove(op["id"], 1, "entry"))[0]["problem"]["rule"] == "append_only"


def test_reference_records_in_use_are_not_deleted(root, mini):
    verdict = root.push(remove(mini.queues[0], 1, "queue"))[0]
    assert verdict["problem"]["rule"] == "in_use"
    tag = create("tag", name="vpn", active=True)
    root.push(tag)
    assert root.push(remove(tag["id"], 1, "tag"))[0]["verdict"] == "applied"


def test_the_fate_of_operations_can_be_asked(anna, mini):
    """Row 10: looking before sending again."""
    op, unknown = new_ticket(mini), IDS.new()
    applied = anna.push(op)[0]
    found = anna.call("GET", f"/v1/ops/{op['op_id']}").json()
    assert (found["verdict"], found["ver"], found["seq"]) == ("applied", 1, applied["seq"])
    missing = anna.call("GET", f"/v1/ops/{unknown}")
    assert missing.status == 404
    assert missing.json()["known_since"] < "2026"
    asked = anna.call("POST", "/v1/ops/status", {"op_ids": [op["op_id"], unknown]}).json()
    assert [one["op_id"] for one in asked["verdicts"]] == [op["op_id"]]
    assert asked["known_since"]


def test_two_computers_with_the_same_client_id_do_not_double_their_work(sign_in, mini):
    """Row 32: a copied profile sends the same operations from two places."""
    first, second = sign_in("anna", "copied"), sign_in("anna", "copied")
    ops = [new_ticket(mini) for _ in range(3)]
    assert {one["verdict"] for one in first.push(*ops)} == {"applied"}
    assert {one["verdict"] for one in second.push(*ops[::-1])} == {"duplicate"}


def test_a_second_computer_with_a_copied_client_id_is_told_to_take_another(sign_in, mini):
    """Row 32: the count of what was sent does not rise."""

    def send(caller: Caller, turn: int) -> bool:
        batch = {"client_id": "copied", "person_id": caller.person_id, "turn": turn}
        answer = caller.call("POST", "/v1/ops", {**batch, "ops": [new_ticket(mini)]}).json()
        assert [one["verdict"] for one in answer["verdicts"]] == ["applied"]
        return bool(answer["new_client"])

    first, second = sign_in("anna", "copied"), sign_in("anna", "copied")
    assert [send(first, turn) for turn in (1, 2, 3)] == [False] * 3
    assert not send(second, 4)
    assert send(first, 4)
    assert not send(second, 5)
    # Those that do not count are not counted, and nobody is mixed up with another person.
    assert not send(first, 0)
    assert not send(sign_in("lena", "copied"), 1)


def test_an_edit_that_says_what_is_there_already_changes_nothing(anna, lena, mini):
    lena.push(edit(mini.tickets[0], UNIT, priority="high"))
    ver = ticket(anna)["ver"]
    verdict = anna.push(edit(mini.tickets[0], UNIT, priority="high"))[0]
    assert verdict["verdict"] in {"applied", "merged"}
    assert ticket(anna)["ver"] == ver


def test_operations_of_one_person_are_not_taken_from_another(anna, lena, mini):
    """Row 34: the whole batch is refused, and nothing of it is applied."""
    op = new_ticket(mini)
    batch = {"client_id": "c", "person_id": anna.person_id, "ops": [op]}
    answer = lena.call("POST", "/v1/ops", batch)
    assert (answer.status, answer.json()["rule"]) == (403, "other_person")
    assert lena.call("GET", f"/v1/records/ticket/{op['id']}").status == 404


def test_the_wall_clock_of_a_client_does_not_matter(anna: Caller, mini):
    """Row 14: years away, it is only noted."""
    op = {**create("entry", ticket=mini.tickets[0], type="note", body="x")}
    verdict = anna.push({**op, "acted_at": "1999-12-31T23:59:59.999Z"})[0]
    assert verdict["doc"]["acted_at"] == "1999-12-31T23:59:59.999Z"
    assert verdict["doc"]["created_at"] > "2026"
