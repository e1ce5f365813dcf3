"""Row 21: one record or operation that cannot be dealt with does not stop the others."""

import asyncio

from deskclient.backends.port import BadRow
from deskclient.domain.errors import RefusedError, ServerError
from deskclient.domain.events import Link
from deskclient.domain.operation import OpState
from tests.sync.rig import T1, T2, T3, Rig, play


def test_one_poison_record_is_set_aside_and_the_rest_goes_on():
    """Row 21: quarantine, visible."""

    async def scenario(rig: Rig) -> None:
        rig.line.bad.append(BadRow("ticket", "t-bad", b"{", "not a document"))
        await rig.online()
        assert len(rig.everything()["ticket"]) == 3
        assert "quarantine:ticket:t-bad" in rig.problems()
        assert rig.engine.facts()["Records not understood"] == "1"

    play(scenario)


def test_a_poison_record_does_not_keep_others_from_being_repaired():
    """Row 21: the check of everything goes past it, and is no outage."""

    async def scenario(rig: Rig) -> None:
        rig.line.poison.add(("ticket", T1))
        await rig.online()
        assert set(rig.everything()["ticket"]) == {T2, T3}
        rig.line.hidden.add(("ticket", T2))
        rig.desk.have("ticket", T2, subject="The feed forgot this")
        rig.desk.have("ticket", T3, subject="The feed went on")
        rig.line.tell()
        await asyncio.sleep(rig.settings.digest_every_s + 120)
        assert rig.view("ticket", T2)["subject"] == "The feed forgot this"
        assert "record" in rig.line.calls
        assert Link.UNREACHABLE not in rig.links()
        assert rig.engine.facts()["Records not understood"] == "1"

    play(scenario)


def test_one_poison_operation_is_refused_and_the_others_pass():
    """Row 21: a batch that fails as a whole is halved until the culprit stands alone."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        ops = [rig.create(subject=f"Ticket {number}") for number in range(8)]
        poison = ops[3]
        take = rig.desk.take

        def picky(batch):
            if any(op.op_id == poison.op_id for op in batch):
                raise RefusedError("Too large", "The desk does not accept this.")
            return take(batch)

        rig.desk.take = picky  # type: ignore[method-assign]
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(poison) is OpState.REJECTED)
        await rig.settled()
        assert len(rig.desk.effects) == 7

    play(scenario)


def test_an_operation_that_breaks_the_desk_does_not_stop_the_others():
    """Row 21: an error 500 that comes back with one operation only."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        ops = [rig.create(subject=f"Ticket {number}") for number in range(8)]
        take = rig.desk.take

        def breaking(batch):
            if any(op.op_id == ops[3].op_id for op in batch):
                raise ServerError("500")
            return take(batch)

        rig.desk.take = breaking  # type: ignore[method-assign]
        rig.engine.set_offline(False)
        await rig.until(lambda: len(rig.desk.effects) == 7)
        assert rig.outbox.get(ops[3].op_id) is not None

    play(scenario)
