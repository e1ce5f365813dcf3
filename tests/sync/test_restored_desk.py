"""What happens when the desk was restored from a backup: row 18 of the failure table."""

import asyncio

from msgspec.structs import replace

from deskclient.domain.errors import CursorLostError, ServerError
from deskclient.domain.events import Link
from deskclient.domain.operation import OpState, VerdictKind
from deskclient.domain.scope import Scope
from tests.fakes.unkind_desk import Fault
from tests.sync.rig import T1, T2, Rig, play


def silently(rig: Rig, backup: object) -> None:
    """Bring the desk back to a copy that has the same epoch: nothing tells of it."""
    epoch = rig.desk.epoch
    rig.desk.restore(backup)
    rig.desk.epoch = epoch


async def reconnect(rig: Rig) -> None:
    """Go away and come back."""
    rig.engine.set_offline(True)
    await asyncio.sleep(1)
    rig.engine.set_offline(False)


def test_a_restored_desk_is_noticed_and_what_it_forgot_is_offered_again():
    """Row 18: epoch differs: pull anew, compare the sent log, offer to send again."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        kept = rig.edit(T1, priority="high")
        await rig.quiet()
        backup = rig.desk.backup()
        lost = rig.edit(T2, subject="Lost later")
        reply = rig.reply("Lost words")
        await rig.quiet()
        rig.desk.restore(backup)
        rig.line.fault("changes", Fault(CursorLostError("epoch")))
        rig.line.tell()
        rig.engine.sync_now()
        await rig.until(lambda: len(rig.outbox.pending()) == 2)
        await rig.until(lambda: rig.engine.status().link is Link.ONLINE)
        assert Link.SERVER_RESET in rig.links()
        assert rig.rule(lost) == rig.rule(reply) == "resend"
        assert rig.op(kept.op_id) is None
        assert rig.view("ticket", T1)["priority"] == "high"
        rig.engine.resend([lost.op_id, reply.op_id])
        await rig.quiet()
        assert rig.desk.effects == [kept.op_id, lost.op_id, reply.op_id]
        assert rig.view("ticket", T2)["subject"] == "Lost later"

    play(scenario)


def test_what_a_restored_desk_gets_after_all_is_not_offered_any_more():
    """Row 18: a copy that was long on its way came to the desk when it had forgotten the first."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        backup = rig.desk.backup()
        lost = rig.edit(T2, subject="Lost later")
        other = rig.edit(T1, subject="Lost too")
        await rig.quiet()
        rig.desk.restore(backup)
        rig.line.fault("changes", Fault(CursorLostError("epoch")))
        rig.line.tell()
        rig.engine.sync_now()
        await rig.until(lambda: len(rig.outbox.pending()) == 2)
        rig.desk.take([lost])
        await reconnect(rig)
        await rig.until(lambda: rig.op(lost.op_id) is None)
        assert rig.rule(other) == "resend"
        assert rig.view("ticket", T2)["subject"] == "Lost later"
        assert rig.desk.effects == [lost.op_id]

    play(scenario)


def test_what_a_restored_desk_got_once_more_and_did_not_take_is_offered_again():
    """Row 18: it knows the operation, and has none of it: it collided with the older state."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.have("ticket", T2, subject="First")
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "First")
        backup = rig.desk.backup()
        rig.desk.have("ticket", T2, subject="Second")
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "Second")
        lost = rig.edit(T2, subject="Third")
        await rig.quiet()
        rig.desk.restore(backup)
        (verdict,) = rig.desk.take([lost])
        assert verdict.kind is VerdictKind.CONFLICT
        rig.line.fault("changes", Fault(CursorLostError("epoch")))
        rig.line.tell()
        rig.engine.sync_now()
        await rig.until(lambda: rig.op(lost.op_id) is not None)
        assert rig.rule(lost) == "resend"
        rig.engine.resend([lost.op_id])
        await rig.until(lambda: rig.state(lost) is OpState.CONFLICT)

    play(scenario)


def test_an_offer_that_was_declined_is_not_made_again_by_the_next_connection():
    """Row 18: what is offered to be sent again is no longer what the desk has confirmed."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        backup = rig.desk.backup()
        declined = rig.edit(T2, subject="Lost later")
        await rig.quiet()
        silently(rig, backup)
        await reconnect(rig)
        await rig.until(lambda: rig.rule(declined) == "resend")
        rig.engine.discard([declined.op_id])
        await rig.quiet()
        rig.line.calls.clear()
        await reconnect(rig)
        await rig.quiet()
        await asyncio.sleep(60)
        assert rig.op(declined.op_id) is None
        assert "snapshot" not in rig.line.calls

    play(scenario)


def test_a_desk_that_stepped_back_during_a_complete_pull_is_believed():
    """Row 18: its older version counts, once a comparison has found the difference."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        backup = rig.desk.backup()
        rig.desk.have("ticket", T2, subject="Written after the copy")
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "Written after the copy")
        await rig.stop()
        silently(rig, backup)
        feed = rig.cache.feed()
        assert feed is not None
        # As after a power cut that took the end of the pull and left its rows.
        rig.cache.apply_page((), replace(feed, cursor=""))
        await rig.online()
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "Printer 2")
        assert rig.cache.digest() == (3, int(rig.desk.digest(Scope())[1], 16))

    play(scenario)


def test_a_restore_in_the_middle_of_sending_loses_nothing_and_doubles_nothing():
    """Row 18: the desk comes back older while an answer is on its way."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        backup = rig.desk.backup()
        op = rig.edit(T1, priority="high")
        rig.line.fault(
            "push", Fault(ServerError("500"), after=True, act=lambda: rig.desk.restore(backup))
        )
        await rig.until(lambda: rig.line.calls.count("push") == 1)
        rig.engine.sync_now()
        await rig.until(lambda: op.op_id in rig.desk.effects)
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_a_restored_desk_is_noticed_although_something_else_is_kept_here_since():
    """Row 18: the position is given up for the other scope, but not what it knows of the desk."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        backup = rig.desk.backup()
        lost = rig.edit(T2, subject="Lost later")
        await rig.quiet()
        rig.engine.set_offline(True)
        rig.desk.restore(backup)
        rig.engine.set_scope(Scope(queues=("q1",)))
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.op(lost.op_id) is not None)
        assert rig.rule(lost) == "resend"

    play(scenario)
