"""The small pure parts: pauses, states of the link, verdicts, pages, undo, dependencies."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.domain.clock import SeededRandomness
from deskclient.domain.errors import (
    BusyError,
    DiskFullError,
    NetworkError,
    PortalError,
    ReadOnlyError,
    RefusedError,
    ServerError,
    SignInError,
    UpdateNeededError,
    WrongDeskError,
)
from deskclient.domain.events import Link
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.kinds.entry import ENTRY
from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.merge import merge_patch
from deskclient.domain.operation import (
    Action,
    Operation,
    OpProblem,
    Patch,
    Verdict,
    VerdictKind,
)
from deskclient.storage.port import SentOp
from deskclient.storage.stores import memory_stores
from deskclient.sync.backoff import asked_delay_s, delay_s
from deskclient.sync.depend import with_dependencies
from deskclient.sync.failpoints import NoFailpoints, from_environment
from deskclient.sync.link import Again, never_arrived, trouble_of
from deskclient.sync.names import Names
from deskclient.sync.news import News
from deskclient.sync.plan_pull import brake, part_end, plan_page
from deskclient.sync.plan_verdict import Act, plan_verdict
from deskclient.sync.reconcile import same_digest
from deskclient.sync.restore import offers, to_ask
from deskclient.sync.undo import inverse
from tests.domain.strategies import DOCS, UNITS, base_of, edit, patches
from tests.fakes.virtual_loop import run_virtual
from tests.sync.rig import REGISTRY


@given(st.integers(1, 60), st.integers(0, 1 << 30))
def test_pauses_grow_to_their_limit_and_are_never_nothing(attempt, seed):
    pause_s = delay_s(attempt, 1.0, 300.0, SeededRandomness(seed))
    assert 0.1 <= pause_s <= min(300.0, 2.0 ** min(attempt - 1, 32))


@given(st.floats(0, 1e6), st.integers(0, 1 << 30))
def test_what_the_desk_asks_for_is_the_least(wait_s, seed):
    pause_s = asked_delay_s(wait_s, 300.0, SeededRandomness(seed))
    assert min(wait_s, 300.0) <= pause_s <= 331.0


@pytest.mark.parametrize(
    ("error", "link", "again"),
    [
        (NetworkError("x", maybe_sent=False), Link.UNREACHABLE, Again.SOON),
        (NetworkError("x"), Link.UNREACHABLE, Again.LATER),
        (PortalError("x"), Link.LIMITED, Again.LATER),
        (SignInError("x"), Link.AUTH_NEEDED, Again.NEVER),
        (BusyError("x"), Link.UNREACHABLE, Again.ASKED),
        (WrongDeskError("x"), Link.WRONG_DESK, Again.NEVER),
        (UpdateNeededError("x"), Link.UPDATE_NEEDED, Again.NEVER),
        (ServerError("x"), Link.UNREACHABLE, Again.LATER),
        (DiskFullError("x"), Link.STORAGE_TROUBLE, Again.LATER),
        (ReadOnlyError("x"), Link.READ_ONLY, Again.LATER),
    ],
)
def test_every_error_has_a_state_and_a_time_to_try_again(error, link, again):
    trouble = trouble_of(error)
    assert (trouble.link, trouble.again) == (link, again)


def test_only_proof_counts_as_not_arrived():
    assert never_arrived(NetworkError("x", maybe_sent=False))
    assert never_arrived(SignInError("x"))
    assert not never_arrived(NetworkError("x"))
    assert not never_arrived(PortalError("x"))
    assert not never_arrived(ServerError("x"))
    assert not never_arrived(BusyError("x"))


OP = edit({"subject": "a"}, "subject", Patch(set={"subject": "b"}), "o1")


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        (VerdictKind.APPLIED, Act.ACK),
        (VerdictKind.MERGED, Act.ACK),
        (VerdictKind.DUPLICATE, Act.ACK),
        (VerdictKind.CONFLICT, Act.ASK),
        (VerdictKind.REJECTED, Act.REJECT),
        (VerdictKind.FORBIDDEN, Act.REJECT),
        (VerdictKind.GONE, Act.REJECT),
        (VerdictKind.MOVED, Act.REJECT),
        (VerdictKind.BLOCKED, Act.AGAIN),
        (VerdictKind.RETRY_LATER, Act.AGAIN),
    ],
)
def test_every_verdict_has_one_consequence(kind, act):
    ruling = plan_verdict(OP, Verdict(op_id=OP.op_id, kind=kind), may_remerge=False)
    assert ruling.act is act
    if act is Act.REJECT:
        assert ruling.problem is not None
        assert ruling.problem.message


def test_special_verdicts():
    def act(verdict, op=OP, *, remerge=False):
        return plan_verdict(op, verdict, may_remerge=remerge).act

    conflict = Verdict(op_id=OP.op_id, kind=VerdictKind.CONFLICT)
    assert act(conflict, remerge=True) is Act.REMERGE
    moved = Verdict(op_id=OP.op_id, kind=VerdictKind.MOVED, moved_to=ServerId("t9"))
    assert act(moved) is Act.FOLLOW
    problem = OpProblem("moved_on", "")
    on = Verdict(op_id=OP.op_id, kind=VerdictKind.REJECTED, problem=problem)
    assert act(on) is Act.HOLD
    blocked = Verdict(op_id=OP.op_id, kind=VerdictKind.BLOCKED)
    assert act(blocked, replace(OP, depends_on=(OpId("x"),))) is Act.BLOCK


@given(DOCS, st.sampled_from(UNITS).flatmap(lambda u: st.tuples(st.just(u), patches(u))))
def test_an_operation_and_its_inverse_leave_everything_as_it_was(doc, change):
    unit, patch = change
    patch = replace(
        patch,
        add={n: tuple(set(m) - set(doc[n])) for n, m in patch.add.items()},
        remove={
            n: tuple((set(m) & set(doc[n])) - set(patch.add[n])) for n, m in patch.remove.items()
        },
    )
    op = edit(doc, unit, patch, "o")
    done = merge_patch(TICKET, doc, patch, base_of(doc, unit))
    if done.conflicts:
        return
    try:
        back = inverse(TICKET, op, OpId("back"), "now")
    except RefusedError:
        assert "status" in patch.set
        return
    undone = merge_patch(TICKET, done.doc, back.patch, base_of(done.doc, unit))
    assert not undone.conflicts
    touched = [name for name in doc if name in patch.fields() and name != "priority"]
    assert {n: undone.doc[n] for n in touched} == {n: doc[n] for n in touched}


def test_what_was_said_to_the_requester_cannot_be_taken_back():
    reply = Operation(op_id=OpId("r"), kind="entry", record_id=RecordId("e"), action=Action.CREATE)
    with pytest.raises(RefusedError):
        inverse(ENTRY, reply, OpId("x"), "now")
    with pytest.raises(RefusedError):
        inverse(TICKET, replace(reply, kind="ticket", action=Action.DELETE), OpId("x"), "now")
    back = inverse(TICKET, replace(reply, kind="ticket"), OpId("x"), "now")
    assert back.action is Action.DELETE


def test_whatever_speaks_of_an_unknown_record_waits_for_its_creation():
    ticket = replace(OP, op_id=OpId("c"), action=Action.CREATE, unit="", patch=Patch())
    entry = Operation(
        op_id=OpId("e"),
        kind="entry",
        record_id=RecordId("e1"),
        action=Action.CREATE,
        patch=Patch(set={"ticket": "t1"}),
    )
    file = replace(
        entry,
        op_id=OpId("f"),
        kind="attachment",
        record_id=RecordId("f1"),
        patch=Patch(set={"ticket": "t1", "entry": "e1"}),
    )
    linked = with_dependencies(REGISTRY, [entry, file, OP], [ticket])
    assert [op.depends_on for op in linked] == [("c",), ("c", "e"), ("c",)]
    assert with_dependencies(REGISTRY, [OP], []) == (OP,)


def test_a_page_counts_each_record_once_with_its_newest_version():
    stores = memory_stores(REGISTRY)
    names = Names(REGISTRY, stores.outbox, same=True)
    rows = [
        RemoteRow("ticket", ServerId("t1"), 3, 3, RowKind.PUT, {"subject": "new"}),
        RemoteRow("ticket", ServerId("t1"), 2, 2, RowKind.PUT, {"subject": "old"}),
        RemoteRow("ticket", ServerId("t2"), 1, 4, RowKind.PUT, {"subject": "x"}),
        RemoteRow("ticket", ServerId("t2"), 2, 5, RowKind.LEFT_SCOPE),
        RemoteRow("ticket", ServerId("t3"), 2, 6, RowKind.TOMBSTONE),
        RemoteRow("ticket", ServerId("t4"), 2, 7, RowKind.TOMBSTONE, None, ServerId("t1")),
        RemoteRow("ticket", ServerId("t5"), 2, 8, RowKind.PUT, None),
        RemoteRow("of-tomorrow", ServerId("x"), 1, 9, RowKind.PUT, {}),
    ]
    plan = plan_page(REGISTRY, names, rows)
    assert [(snap.record_id, snap.ver) for snap in plan.snaps] == [("t1", 3), ("t3", 2), ("t4", 2)]
    assert plan.left == (("ticket", "t2"),)
    assert plan.gone == (("ticket", "t3"),)
    assert plan.moved == ((("ticket", "t4"), "t1"),)
    assert [one.server_id for one in plan.bad] == ["t5"]
    stores.close()


@pytest.mark.parametrize(
    ("size", "ends"),
    [
        pytest.param(1, [1, 2, 3, 4, 5, 6], id="one by one"),
        pytest.param(2, [2, 4, 6], id="within families that are not small"),
        pytest.param(4, [3, 6], id="before a family that does not fit"),
        pytest.param(50, [6], id="all at once"),
    ],
)
def test_parts_of_a_page_end_between_families_where_that_is_near(size, ends):
    kinds = ["ticket", "entry", "entry", "ticket", "entry", "ticket"]
    rows = [
        RemoteRow(kind, ServerId(f"r{at}"), 1, at, RowKind.PUT) for at, kind in enumerate(kinds)
    ]
    found = [0]
    while found[-1] < len(rows):
        found.append(part_end(REGISTRY, rows, found[-1], size))
    assert found[1:] == ends


def test_news_of_a_flood_are_gathered_longer_but_the_first_come_soon():
    told: list[float] = []

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        news = News(lambda _event: told.append(loop.time()), 0.1, 0.7)
        for step in range(30):
            news.changed(("ticket", RecordId(f"t{step}-{n}")) for n in range(200))
            await asyncio.sleep(0.1)
        await asyncio.sleep(5)
        assert told[0] - started == pytest.approx(0.1)
        assert 4 <= len(told) <= 6
        begun = loop.time()
        news.changed([("ticket", RecordId("t1"))])
        await asyncio.sleep(1)
        assert told[-1] - begun == pytest.approx(0.1)

    run_virtual(lambda _clock: scenario())


def test_names_of_another_desk_are_put_in_everywhere_and_taken_out_again():
    stores = memory_stores(REGISTRY)
    create = replace(OP, action=Action.CREATE, op_id=OpId("c"))
    stores.outbox.add([create])
    answer = Verdict(op_id=create.op_id, kind=VerdictKind.APPLIED, server_id=ServerId("4711"))
    stores.outbox.mark_acked([(create, answer)], "e", "now")
    names = Names(REGISTRY, stores.outbox, same=False)
    entry = replace(
        OP,
        kind="entry",
        record_id=RecordId("e1"),
        patch=Patch(set={"ticket": "t1", "body": "t1"}),
    )
    assert names.outgoing(entry).patch.set == {"ticket": "4711", "body": "t1"}
    row = RemoteRow("entry", ServerId("99"), 1, 1, RowKind.PUT, {"ticket": "4711"})
    assert names.snap(row).doc == {"ticket": "t1"}
    assert names.outgoing(replace(OP, record_id=RecordId("t1"))).record_id == "4711"
    stores.close()


def test_the_brake_holds_from_fifty_and_from_a_tenth():
    assert not brake(50, 60)
    assert brake(51, 60)
    assert not brake(100, 1000)
    assert brake(101, 1000)


def test_only_what_is_proved_to_be_missing_is_offered_again():
    sent = [SentOp(replace(OP, op_id=OpId(name)), 2, 2, "old", "now") for name in "abc"]
    sent.append(SentOp(replace(OP, op_id=OpId("d")), 2, 2, "new", "now"))
    asked = to_ask(sent, "new", [replace(OP, op_id=OpId("c"))])
    assert [op.op_id for op in asked] == ["a", "b"]
    there = Verdict(op_id=OpId("a"), kind=VerdictKind.APPLIED)
    offered = offers(asked, {OpId("a"): there, OpId("b"): None})
    assert [op.op_id for op in offered] == ["b"]
    assert not offers(asked, {OpId("a"): there})
    not_understood = Verdict(op_id=OpId("a"), kind=VerdictKind.RETRY_LATER)
    assert not offers(asked, {OpId("a"): not_understood})
    refused = Verdict(op_id=OpId("a"), kind=VerdictKind.CONFLICT)
    assert [op.op_id for op in offers(asked, {OpId("a"): refused})] == ["a"]


def test_digests_are_compared_in_any_writing():
    assert same_digest((3, 255), (3, "00000000000000ff"))
    assert same_digest((3, 255), (3, "FF"))
    assert same_digest((3, 255), (3, "255"))
    assert not same_digest((3, 255), (4, "255"))
    assert not same_digest((3, 254), (3, "ff"))


def test_failpoints_are_named_by_the_environment():
    assert isinstance(from_environment({}), NoFailpoints)
    chosen = from_environment({"DESKCLIENT_FAILPOINT": "W3.after:2"})
    chosen.hit("W1.before")
    chosen.hit("W3.after")
    assert json.dumps(vars(chosen)) == '{"_name": "W3.after", "_left": 1}'
