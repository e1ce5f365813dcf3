"""Pages, operations and single records, as the desk may garble them."""

import msgspec
import pytest

from deskclient.backends.http import MAX_ANSWER_BYTES
from deskclient.backends.native import wire
from deskclient.backends.native.batches import batches
from deskclient.backends.port import RowKind
from deskclient.backends.strict_json import HEAD_BYTES
from deskclient.backends.translate import TooBigError, TooSlowError
from deskclient.domain.errors import NetworkError, RefusedError, ServerError, UnreadableError
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Action, Patch, VerdictKind
from deskclient.domain.scope import Scope
from tests.backends.native.scripted_desk import operation, refusal, said, scripted
from tests.backends.rude_server import (
    JSON,
    answer,
    keeps_silent,
    says_and_closes,
    says_and_resets,
)
from tests.backends.settings import QUICK

PAGE = b'{"rows":[%s],"next":"n2","more":false,"server_time":"2026-11-23T12:00:00.000Z"}'
GOOD = b'{"kind":"ticket","id":"a","ver":2,"seq":7,"doc":{"subject":"x"}}'
BAD = b'{"kind":"ticket","id":"b","ver":2,"seq":8,"doc":{"n":1e999}}'


def verdicts(*found, status=200):
    return said(wire.Verdicts(list(found), "2026-11-23T12:00:00.000Z"), status)


def giant(size: int) -> bytes:
    subject = b"x" * size
    return b'{"kind":"ticket","id":"g","ver":2,"seq":8,"doc":{"subject":"%s"}}' % subject


async def test_one_bad_record_does_not_stop_a_page():
    """Row 21, row 41."""
    async with scripted() as desk:
        desk.script.on("GET /v1/changes", answer(200, PAGE % (GOOD + b"," + BAD)))
        page = await desk.adapter.changes(Scope(), "c", 0)
        assert [row.server_id for row in page.rows] == ["a"]
        assert [(row.kind, row.server_id) for row in page.bad] == [("ticket", "b")]
        assert page.cursor == "n2"
        assert "cursor=c" in desk.server.asked[0].target


async def test_a_giant_record_is_set_aside_alone_and_the_position_moves_on():
    """Row 41: larger than a record may be, but not larger than an answer may be."""
    async with scripted() as desk:
        desk.script.on("GET /v1/changes", answer(200, PAGE % (giant(5 << 20) + b"," + GOOD)))
        page = await desk.adapter.changes(Scope(), "c", 0)
        assert [row.server_id for row in page.rows] == ["a"]
        assert [(row.kind, row.server_id) for row in page.bad] == [("ticket", "g")]
        assert page.cursor == "n2"


SNAPSHOT = (
    b'{"rows":[%s],"page":"p2","cursor":"c2","done":2,"total":9,'
    b'"server_time":"2026-11-23T12:00:00.000Z"}'
)
THREAD = b'{"rows":[%s]}'


async def test_a_record_larger_than_any_answer_is_set_aside_and_the_position_moves_on():
    """Row 41: the smallest page is too big, so it is read as it comes."""
    body = PAGE % (giant(MAX_ANSWER_BYTES) + b"," + GOOD)
    async with scripted() as desk:
        desk.script.on("GET /v1/changes", answer(200, body))
        with pytest.raises(TooBigError) as caught:
            await desk.adapter.changes(Scope(), "c", 0)
        assert caught.value.retryable
        page = await desk.adapter.changes(Scope(), "c", 0)
        assert [row.server_id for row in page.rows] == ["a"]
        assert [(row.kind, row.server_id) for row in page.bad] == [("ticket", "g")]
        assert len(page.bad[0].raw) == HEAD_BYTES
        assert str(MAX_ANSWER_BYTES)[:3] in page.bad[0].error
        assert page.cursor == "n2"
        desk.script.on("GET /v1/changes", answer(200, PAGE % GOOD))
        await desk.adapter.changes(Scope(), "n2", 0)
        asked = [one.target.partition("limit=")[2] for one in desk.server.asked]
        assert asked == ["500", "10", "10", "20"]


async def test_a_first_pull_goes_past_a_record_larger_than_any_answer():
    """Row 41."""
    body = SNAPSHOT % (GOOD + b"," + giant(MAX_ANSWER_BYTES))
    async with scripted() as desk:
        desk.script.on("GET /v1/snapshot", answer(200, body))
        with pytest.raises(TooBigError):
            await desk.adapter.snapshot(Scope(), "")
        page = await desk.adapter.snapshot(Scope(), "")
        assert [row.server_id for row in page.rows] == ["a"]
        assert [row.server_id for row in page.bad] == ["g"]
        assert (page.next_page, page.cursor, page.done, page.total) == ("p2", "c2", 2, 9)


async def test_a_thread_is_read_past_a_record_larger_than_any_answer():
    """Row 41: a thread cannot be asked for in parts."""
    async with scripted() as desk:
        desk.script.on(
            "GET /v1/tickets/t/entries",
            answer(200, THREAD % (giant(MAX_ANSWER_BYTES) + b"," + GOOD)),
        )
        rows = await desk.adapter.thread(ServerId("t"))
        assert [row.server_id for row in rows] == ["a"]


async def test_a_verdict_larger_than_any_answer_leaves_the_others_their_answers():
    """Row 41: the operation stays, and is asked about again."""
    doc = {"subject": "x" * MAX_ANSWER_BYTES}
    found = (wire.WireVerdict("o1", "conflict", "t1", 5, doc=doc), wire.WireVerdict("o2", "gone"))
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", verdicts(*found))
        first, second = await desk.adapter.push([operation("o1"), operation("o2")], "c1")
        assert (first.kind, second.kind) == (VerdictKind.RETRY_LATER, VerdictKind.GONE)
        once, again = [one.body for one in desk.server.asked if one.path == "/v1/ops"]
        assert once == again
        assert len(msgspec.json.decode(once, type=wire.OpBatch).ops) == 2


@pytest.mark.parametrize("body", [BAD, giant(5 << 20), giant(MAX_ANSWER_BYTES)])
async def test_a_single_record_that_cannot_be_read_is_told_apart_from_a_broken_line(body):
    """Row 21, row 41: it must not cost what is asked for beside it."""
    async with scripted() as desk:
        desk.script.on("GET /v1/records/ticket/b", answer(200, body))
        with pytest.raises(UnreadableError):
            await desk.adapter.record("ticket", ServerId("b"))


async def test_a_single_record_that_was_cut_off_is_a_fault_of_the_line():
    """Row 40."""
    async with scripted() as desk:
        desk.script.on("GET /v1/records/ticket/a", answer(200, GOOD[:-3]))
        with pytest.raises(ServerError) as caught:
            await desk.adapter.record("ticket", ServerId("a"))
        assert not isinstance(caught.value, UnreadableError)


@pytest.mark.parametrize(
    "broken",
    [
        answer(200, (PAGE % GOOD)[:-20]),
        answer(200, b"\xff\xfe\x00"),
        answer(200, PAGE % GOOD, {**JSON, "Content-Type": "text/plain"}),
        says_and_closes(answer(200, PAGE % GOOD)[:-20]),
        says_and_resets(answer(200, PAGE % GOOD, length=9999)),
    ],
)
async def test_a_damaged_page_is_thrown_away_and_may_be_asked_for_again(broken):
    """Row 40: nothing half-applied."""
    async with scripted() as desk:
        desk.script.on("GET /v1/changes", broken, answer(200, PAGE % GOOD))
        with pytest.raises((ServerError, NetworkError)) as caught:
            await desk.adapter.changes(Scope(), "c", 0)
        assert caught.value.retryable
        assert len((await desk.adapter.changes(Scope(), "c", 0)).rows) == 1


async def test_a_feed_that_says_there_is_more_and_stays_where_it_is_is_not_asked_on_and_on():
    """Row 40: the pull rests before it asks again."""
    stuck = (PAGE % GOOD).replace(b"false", b"true")
    async with scripted() as desk:
        desk.script.on("GET /v1/changes", answer(200, stuck))
        assert (await desk.adapter.changes(Scope(), "n1", 0)).more
        with pytest.raises(ServerError):
            await desk.adapter.changes(Scope(), "n2", 0)


async def test_a_first_pull_whose_pages_stay_where_they_are_is_not_asked_on_and_on():
    """Row 40."""
    async with scripted() as desk:
        desk.script.on("GET /v1/snapshot", answer(200, SNAPSHOT % GOOD))
        assert (await desk.adapter.snapshot(Scope(), "p1")).next_page == "p2"
        with pytest.raises(ServerError):
            await desk.adapter.snapshot(Scope(), "p2")


async def test_after_a_page_that_is_too_slow_a_smaller_one_is_asked_for():
    """Row 39, row 41."""
    async with scripted(limits=QUICK) as desk:
        desk.script.on("GET /v1/changes", keeps_silent, answer(200, PAGE % GOOD))
        with pytest.raises(TooSlowError):
            await desk.adapter.changes(Scope(), "c", 0)
        await desk.adapter.changes(Scope(), "c", 0)
        await desk.adapter.changes(Scope(), "c", 0)
        asked = [one.target.partition("limit=")[2] for one in desk.server.asked]
        assert asked == ["500", "250", "500"]


async def test_operations_travel_with_their_base_and_their_owner():
    """Row 34: the desk can refuse a batch of another person."""
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", verdicts(wire.WireVerdict("o1", "applied", "t1", 3, 9)))
        reply = operation(action=Action.CREATE, kind="entry", public=True, seen_ord=4)
        (found,) = await desk.adapter.push([reply], "c1")
        assert (found.kind, found.ver, found.seq) == (VerdictKind.APPLIED, 3, 9)
        batch = msgspec.json.decode(desk.server.asked[-1].body, type=wire.OpBatch)
        assert (batch.client_id, batch.person_id) == ("c1", "p1")
        assert batch.ops[0].base == {"subject": "Old"}
        assert batch.ops[0].seen_ord == 4


async def test_every_verdict_is_understood():
    conflict = wire.WireConflict("subject", "Old", "New", "Other", "p2", "", ["a"])
    problem = wire.Problem("Not allowed", 403, detail="Only leads.", rule="forbidden", field="x")
    answers = verdicts(
        wire.WireVerdict("o1", "conflict", "t1", 5, doc={"subject": "X"}, conflicts=[conflict]),
        wire.WireVerdict("o2", "forbidden", problem=problem),
        wire.WireVerdict("o3", "moved", moved_to="t9"),
    )
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", answers)
        one, two, three = await desk.adapter.push(
            [operation("o1"), operation("o2"), operation("o3")], "c1"
        )
    assert one.conflicts[0].theirs == "Other"
    assert one.conflicts[0].choices == ("a",)
    assert two.problem is not None
    assert (two.problem.rule, two.problem.message) == ("forbidden", "Only leads.")
    assert three.moved_to == "t9"


async def test_verdicts_in_another_order_missing_or_unknown_keep_the_operations():
    """Row 12, row 13, row 24: what is not understood is asked again, never taken for done."""
    garbled = (
        b'{"verdicts":[{"op_id":"o3","verdict":"applied"},{"op_id":"o2","verdict":"sublimated"},'
        b'{"op_id":"o1","verdict":"applied","ver":1e999}],"server_time":"t"}'
    )
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", answer(200, garbled))
        found = await desk.adapter.push([operation(f"o{n}") for n in (1, 2, 3, 4)], "c1")
    assert [one.op_id for one in found] == ["o1", "o2", "o3", "o4"]
    assert [one.kind.value for one in found] == ["retry_later"] * 2 + ["applied", "retry_later"]


async def test_a_thousand_operations_need_ten_requests():
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", verdicts())
        await desk.adapter.push([operation(f"o{n}") for n in range(1000)], "c1")
        assert desk.targets().count("POST /v1/ops") == 10


async def test_what_was_answered_before_a_failure_is_not_lost():
    """Row 13: the first hundred are done, the rest is asked again."""
    done = verdicts(*(wire.WireVerdict(f"o{n}", "applied") for n in range(100)))
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", done, refusal(500))
        found = await desk.adapter.push([operation(f"o{n}") for n in range(150)], "c1")
    kinds = [one.kind for one in found]
    assert kinds == [VerdictKind.APPLIED] * 100 + [VerdictKind.RETRY_LATER] * 50


async def test_a_lost_answer_to_a_push_says_that_it_may_have_been_sent():
    """Row 10."""
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", says_and_resets(b""))
        with pytest.raises(NetworkError) as caught:
            await desk.adapter.push([operation()], "c1")
        assert caught.value.maybe_sent


def test_no_batch_is_larger_than_allowed_and_none_is_lost():
    big = Patch(set={"subject": "x" * 300_000})
    ops = [operation(f"o{n}", patch=big) for n in range(7)]
    ops.insert(2, operation("huge", patch=Patch(set={"subject": "x" * (2 << 20)})))
    made, oversized = batches(ops)
    assert [one.op_id for one in oversized] == ["huge"]
    assert [one.op_id for batch in made for one in batch] == [f"o{n}" for n in range(7)]
    for batch in made:
        assert len(msgspec.json.encode(wire.OpBatch("c" * 36, "p" * 36, batch))) <= 1 << 20


def test_a_group_stays_in_one_batch():
    ops = [operation(f"o{n}") for n in range(95)]
    ops += [operation(f"g{n}", group_id="g") for n in range(20)]
    made, _ = batches(ops)
    assert [len(batch) for batch in made] == [95, 20]


async def test_an_operation_no_batch_can_hold_is_refused_here():
    """Row 21: it must not stop the others."""
    async with scripted() as desk:
        desk.script.on("POST /v1/ops", verdicts(wire.WireVerdict("o2", "applied")))
        huge = operation("o1", patch=Patch(set={"subject": "x" * (2 << 20)}))
        one, two = await desk.adapter.push([huge, operation("o2")], "c1")
    assert (one.kind, two.kind) == (VerdictKind.REJECTED, VerdictKind.APPLIED)


def statuses(known_since, *found):
    return said(wire.OpStatuses(list(found), known_since))


async def test_absence_is_proved_only_for_operations_the_desk_would_still_know():
    """Row 5, row 10."""
    async with scripted() as desk:
        found = wire.WireVerdict("o1", "applied", "t1", 3)
        desk.script.on("POST /v1/ops/status", statuses("2026-06-01T00:00:00.000Z", found))
        known = await desk.adapter.find(
            [
                operation("o1"),
                operation("o2", acted_at="2026-07-01T00:00:00.000Z"),
                operation("o3", acted_at="2026-05-01T00:00:00.000Z"),
                operation("o4", acted_at=""),
                operation(
                    "o5",
                    acted_at="2025-01-01T00:00:00.000Z",
                    first_sent_at="2026-07-02T00:00:00.000Z",
                ),
            ]
        )
    verdict = known[OpId("o1")]
    assert verdict is not None
    assert verdict.ver == 3
    assert known[OpId("o2")] is None
    # Made long ago, but first sent when the desk already remembered.
    assert known[OpId("o5")] is None
    assert set(known) == {"o1", "o2", "o5"}


async def test_an_unreadable_status_proves_nothing():
    """Row 21."""
    body = (
        b'{"verdicts":[{"op_id":"o1","verdict":"applied","ver":NaN}],'
        b'"known_since":"2020-01-01T00:00:00.000Z"}'
    )
    async with scripted() as desk:
        desk.script.on("POST /v1/ops/status", answer(200, body))
        known = await desk.adapter.find([operation("o1"), operation("o2")])
    assert set(known) == {"o1"}
    assert known[OpId("o1")] is not None


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (answer(200, GOOD), RowKind.PUT),
        (refusal(404), RowKind.TOMBSTONE),
        (refusal(410), RowKind.TOMBSTONE),
        (refusal(403), RowKind.LEFT_SCOPE),
    ],
)
async def test_a_single_record_is_there_gone_or_hidden(given, what):
    async with scripted() as desk:
        desk.script.on("GET /v1/records/ticket/a", given)
        row = await desk.adapter.record("ticket", ServerId("a"))
    assert (row.what, row.server_id) == (what, "a")


async def test_names_cannot_leave_their_place_in_the_path():
    async with scripted() as desk:
        await desk.adapter.record("ticket", ServerId("../../session?x=1#"))
        target = desk.server.asked[0].target
        assert target == "/v1/records/ticket/..%2F..%2Fsession%3Fx%3D1%23"


async def test_ids_come_page_by_page_until_the_end():
    first = said(wire.IdPage([wire.IdVer("ticket", "a", 1)], "a"))
    last = said(wire.IdPage([wire.IdVer("ticket", "b", 2)], ""))
    async with scripted() as desk:
        desk.script.on("GET /v1/ids", first, last)
        pages = [page async for page in desk.adapter.ids(Scope())]
    assert pages == [[("ticket", "a", 1)], [("ticket", "b", 2)]]


async def test_a_list_of_ids_that_never_ends_is_noticed():
    """Row 58: a paging fault of the desk must not pass for a complete list."""
    async with scripted() as desk:
        desk.script.on("GET /v1/ids", said(wire.IdPage([wire.IdVer("ticket", "a", 1)], "a")))
        with pytest.raises(ServerError):
            async for _ in desk.adapter.ids(Scope()):
                pass


async def test_a_refusal_carries_the_desks_own_words():
    async with scripted() as desk:
        desk.script.on("GET /v1/size", refusal(422, "This is not a scope", detail="Too wide."))
        with pytest.raises(RefusedError) as caught:
            await desk.adapter.size(Scope())
    assert (caught.value.title, caught.value.detail) == ("This is not a scope", "Too wide.")
