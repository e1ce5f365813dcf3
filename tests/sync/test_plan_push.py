"""Which operations may go now: laws for every outbox, and single cases."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from deskclient.backends.port import Carried
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, OpState, Patch
from deskclient.sync.plan_push import PushLimits, dependents_of, plan_push, wire_bytes

WIDE = PushLimits(100, 1 << 20)


def always(op: Operation) -> bool:
    return True


def an_op(number: int, **more) -> Operation:
    return replace(
        Operation(
            op_id=OpId(f"op-{number}"),
            kind="ticket",
            record_id=RecordId("t1"),
            action=Action.EDIT,
            unit=f"unit-{number}",
            patch=Patch(set={"subject": "x"}),
            seq=number,
        ),
        **more,
    )


@st.composite
def outboxes(draw: st.DrawFn) -> list[Operation]:
    """Any outbox: records, units, states, groups and dependencies at random."""
    ops: list[Operation] = []
    for number in range(draw(st.integers(0, 12))):
        earlier = [op.op_id for op in ops]
        ops.append(
            an_op(
                number,
                record_id=RecordId(draw(st.sampled_from(["t1", "t2"]))),
                unit=draw(st.sampled_from(["a", "b", "c"])),
                action=draw(st.sampled_from([Action.EDIT, Action.EDIT, Action.DELETE])),
                state=draw(st.sampled_from([*OpState, *[OpState.QUEUED] * 8])),
                group_id=draw(st.sampled_from(["", "", "", "g1", "g2"])),
                depends_on=tuple(draw(st.lists(st.sampled_from(earlier), max_size=2)))
                if earlier
                else (),
            )
        )
    return ops


LIMITS = st.builds(PushLimits, st.integers(1, 6), st.integers(500, 3000), st.booleans())


@given(outboxes(), LIMITS, st.integers(0, 1 << 12))
def test_every_plan_keeps_the_rules(ops, limits, mask):
    ready = {op.op_id for place, op in enumerate(ops) if not mask >> place & 1}
    batch = plan_push(ops, limits, lambda op: op.op_id in ready)
    names = [op.op_id for op in batch]
    assert len(names) == len(set(names)) <= limits.ops
    assert all(op.state is OpState.QUEUED and op.op_id in ready for op in batch)
    units = [(op.record_id, op.unit) for op in batch]
    assert len(units) == len(set(units))
    waiting = {op.op_id: op for op in ops if op.state is not OpState.ACKED}
    for place, op in enumerate(batch):
        before = set(names[:place])
        for needed in op.depends_on:
            assert needed not in waiting or (limits.chained and needed in before)
        older = [
            one
            for one in waiting.values()
            if (one.record_id, one.unit) == (op.record_id, op.unit) and one.seq < op.seq
        ]
        assert not older
    for group in {op.group_id for op in batch if op.group_id}:
        members = [op.op_id for op in waiting.values() if op.group_id == group]
        assert set(members) <= set(names) or len(members) > limits.ops
    if len(batch) > 1:
        whole = sum(wire_bytes(op) for op in batch)
        assert whole <= limits.size or all(op.group_id == batch[0].group_id for op in batch)


@given(outboxes())
def test_sending_plan_after_plan_ends_with_everything_that_can_go(ops):
    """Level L1: terminates; nothing that may go is left behind."""
    for _ in range(200):
        batch = plan_push(ops, WIDE, always)
        if not batch:
            break
        sent = {op.op_id for op in batch}
        ops = [op for op in ops if op.op_id not in sent]
    else:
        raise AssertionError("the plans never end")
    states = {op.state for op in ops}
    if states <= {OpState.QUEUED, OpState.ACKED}:
        stuck = [op for op in ops if op.state is OpState.QUEUED]
        # Stuck can only be a group whose members wait for one another, and what is behind it.
        for op in stuck:
            behind = any(one.record_id == op.record_id and one.seq < op.seq for one in stuck)
            assert behind or op.group_id or op.depends_on or op.action is Action.DELETE


def test_what_depends_travels_with_what_it_needs_or_after_it():
    create = an_op(2, action=Action.CREATE, unit="", record_id=RecordId("t9"))
    child = an_op(1, depends_on=(create.op_id,))
    assert plan_push([child, create], WIDE, always) == (create, child)
    alone = PushLimits(100, 1 << 20, chained=False)
    assert plan_push([child, create], alone, always) == (create,)


def test_a_deletion_goes_after_everything_said_before():
    edit, delete = an_op(1), an_op(2, action=Action.DELETE, unit="")
    assert plan_push([edit, delete], WIDE, always) == (edit,)
    assert plan_push([delete], WIDE, always) == (delete,)


def test_one_unsettled_operation_for_each_unit():
    first, second = an_op(1, unit="a"), an_op(2, unit="a")
    assert plan_push([first, second], WIDE, always) == (first,)
    doubtful = replace(first, state=OpState.UNCONFIRMED)
    assert plan_push([doubtful, second], WIDE, always) == ()
    done = replace(first, state=OpState.ACKED)
    assert plan_push([done, second], WIDE, always) == (second,)


def test_what_is_too_large_goes_alone():
    large, small = an_op(1, patch=Patch(set={"body": "x" * 5000})), an_op(2)
    limits = PushLimits(100, 2000)
    assert plan_push([large, small], limits, always) == (large,)
    assert plan_push([small, large], limits, always) == (small,)


def test_a_group_goes_whole_or_waits():
    first, second = an_op(1, group_id="g"), an_op(2, group_id="g")
    assert plan_push([first, second], WIDE, always) == (first, second)
    assert plan_push([first, second], WIDE, lambda op: op is not second) == ()


def test_dependents_are_found_through_any_number_of_steps():
    chain = [an_op(n, depends_on=(OpId(f"op-{n - 1}"),)) for n in range(1, 5)]
    assert dependents_of([an_op(0), *chain], [OpId("op-0")]) == tuple(chain)


def test_what_is_offered_anew_goes_before_what_needs_it_though_it_stands_behind():
    """Row 18: a restored desk has forgotten a creation whose deletion waits already."""
    delete = an_op(1, unit="", action=Action.DELETE, depends_on=(OpId("op-2"),))
    create = an_op(2, unit="", action=Action.CREATE)
    assert plan_push([delete, create], WIDE, always) == (create,)
    held = create.with_state(OpState.HELD)
    assert plan_push([delete, held], WIDE, always) == ()


BUNDLES = (
    Carried("entry", by="ticket", when=("type", "message")),
    Carried("attachment", by="entry"),
)
BUNDLED = PushLimits(1, 1 << 20, chained=False, bundles=BUNDLES)


def made(number: int, kind: str, record_id: str, *needs: int, **doc: str) -> Operation:
    return an_op(
        number,
        kind=kind,
        record_id=RecordId(record_id),
        action=Action.CREATE,
        unit="",
        patch=Patch(set=doc),
        depends_on=tuple(OpId(f"op-{one}") for one in needs),
    )


NEW_TICKET = [
    made(1, "ticket", "n1", subject="New"),
    made(2, "entry", "e1", 1, ticket="n1", type="message", body="It broke."),
    made(3, "attachment", "a1", 2, ticket="n1", entry="e1", sha256="0"),
    made(4, "attachment", "a2", 2, ticket="n1", entry="e1", sha256="1"),
]


def names(batch: tuple[Operation, ...]) -> list[str]:
    return [op.op_id for op in batch]


def test_a_new_ticket_its_first_message_and_its_files_are_one_request_where_the_desk_wants_that():
    edit = an_op(5, record_id=RecordId("t2"))
    assert names(plan_push([edit, *NEW_TICKET], BUNDLED, always)) == ["op-5"]
    assert names(plan_push(NEW_TICKET, BUNDLED, always)) == ["op-1", "op-2", "op-3", "op-4"]


def test_a_message_waits_for_all_of_its_files_and_lets_others_pass():
    edit = an_op(5, record_id=RecordId("t2"))
    ready = {"op-1", "op-2", "op-3", "op-5"}
    assert names(plan_push([*NEW_TICKET, edit], BUNDLED, lambda op: op.op_id in ready)) == ["op-5"]


def test_a_note_on_a_new_ticket_waits_until_the_desk_has_the_ticket():
    note = made(5, "entry", "e2", 1, ticket="n1", type="note", body="Later")
    assert "op-5" not in names(plan_push([*NEW_TICKET, note], BUNDLED, always))
    assert names(plan_push([note], BUNDLED, always)) == ["op-5"]


def test_what_is_changed_together_goes_one_by_one_where_each_is_a_request():
    bulk = [an_op(n, record_id=RecordId(f"t{n}"), group_id="g") for n in (1, 2, 3)]
    assert names(plan_push(bulk, BUNDLED, always)) == ["op-1"]
