"""What the network and the desk do wrong: rows 10 to 14, 33 to 40, 44, 59 of the failure table."""

import asyncio

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import (
    CertificateError,
    NetworkError,
    RefusedError,
    ServerError,
    SignInError,
)
from deskclient.domain.events import Link
from deskclient.domain.operation import OpState, Patch, Verdict, VerdictKind
from tests.fakes.plain_desk import anything_goes
from tests.fakes.unkind_desk import Fault, busy, cut, failing, portal, signed_out
from tests.sync.rig import T1, T2, Rig, play


def deliver(rig, ops):
    """Let the desk act on a request nobody hears of."""
    rig.desk.take(ops)


@pytest.mark.parametrize("public", [True, False])
def test_an_answer_lost_after_the_desk_acted_never_sends_twice(public):
    """Row 10: response lost after commit; zero duplicates."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", cut(after=True), cut(after=True))
        op = rig.reply("Hello", public=public)
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]
        assert len(rig.desk.all_of("entry")) == 1

    play(scenario)


def test_a_public_reply_without_proof_stays_in_doubt_until_the_person_decides():
    """Row 10: where looking proves nothing, nothing public is sent on a guess."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.proves = False
        rig.line.fault("push", cut(after=False))
        op = rig.reply("Hello")
        await rig.until(lambda: rig.rule(op) == "unproved")
        await asyncio.sleep(1800)
        assert rig.state(op) is OpState.UNCONFIRMED
        assert not rig.desk.effects
        rig.engine.retry([op.op_id])
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_a_reply_in_doubt_that_the_person_has_seen_on_the_desk_is_settled():
    """Row 10: nothing is sent, and what waited for the reply goes on."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.proves = False
        rig.line.fault("push", cut(after=False))
        op = rig.reply("Hello")
        await rig.until(lambda: rig.rule(op) == "unproved")
        later = rig.edit(subject="Changed meanwhile")
        rig.engine.settle([op.op_id])
        await rig.quiet()
        assert rig.outbox.get(op.op_id) is None
        assert rig.desk.effects == [later.op_id]

    play(scenario)


def test_only_what_is_in_doubt_can_be_settled_by_a_persons_word():
    async def scenario(rig: Rig) -> None:
        op = rig.reply("Hello")
        rig.engine.settle([op.op_id])
        assert rig.state(op) is OpState.QUEUED

    play(scenario)


def test_a_reply_in_doubt_can_be_taken_back_to_write_it_anew():
    """Row 10: the person decides, and the desk gets nothing of it."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.proves = False
        rig.line.fault("push", cut(after=False))
        op = rig.reply("Hello")
        await rig.until(lambda: rig.rule(op) == "unproved")
        (taken,) = rig.engine.take_back([op.op_id])
        await rig.quiet()
        assert taken.patch.set["body"] == "Hello"
        assert not rig.desk.effects

    play(scenario)


def test_a_desk_that_fails_while_it_is_searched_is_searched_again_before_the_person_is_asked():
    """Row 10: a search that failed has found nothing out."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", cut(after=True))
        rig.line.failed_looks = 3
        op = rig.reply("Hello")
        await rig.until(lambda: not rig.line.failed_looks)
        assert rig.state(op) is OpState.UNCONFIRMED
        assert rig.rule(op) == ""
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_what_was_sent_together_is_searched_for_together_every_time():
    """Row 10: a file is told of with its message; searched for alone it would seem not to be."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.failed_looks = 2
        rig.line.fault("push", cut(after=True))
        first, second = rig.reply("Hello"), rig.edit(subject="Together")
        await rig.quiet()
        assert rig.line.looked_for[-2:] == [[first.op_id, second.op_id]] * 2

    play(scenario)


def test_a_desk_that_always_fails_while_it_is_searched_leaves_the_doubt_to_the_person():
    """Row 10: what nobody can find out becomes a row that a person can act on."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", cut(after=True))
        rig.line.failed_looks = 1000
        op = rig.reply("Hello")
        await rig.until(lambda: rig.rule(op) == "unproved")
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_a_request_delivered_twice_has_one_effect():
    """Row 11: same op_id, stored verdict."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        op = rig.edit(minutes_spent=5)
        rig.line.fault("push", Fault(act=lambda: deliver(rig, [op])))
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]
        assert rig.desk.doc("ticket", T1)["minutes_spent"] == 5

    play(scenario)


def test_a_used_name_with_other_content_is_refused_and_visible():
    """Row 11: same id with another payload is never applied."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = rig.edit(priority="high")
        rig.desk.take([replace(op, patch=Patch(set={"priority": "low"}))])
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.REJECTED)
        assert rig.rule(op) == "op_id_reuse"
        assert rig.desk.doc("ticket", T1)["priority"] == "low"

    play(scenario)


def test_a_late_page_never_brings_an_older_version_back():
    """Row 12: answers reordered."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        old = rig.desk.row(("ticket", T1))
        rig.desk.have("ticket", T1, subject="Newest")
        rig.line.tell()
        await rig.until(lambda: rig.view("ticket", T1)["subject"] == "Newest")
        rig.line.late_rows.append(old)
        rig.edit(priority="high")
        await rig.quiet()
        rig.desk.have("ticket", T2, subject="Other")
        await rig.quiet()
        assert not rig.line.late_rows
        assert rig.view("ticket", T1)["subject"] == "Newest"
        assert rig.view("ticket", T1)["priority"] == "high"

    play(scenario)


def test_a_batch_half_done_before_an_error_is_finished_in_order():
    """Row 13: per-operation verdicts; the rest is sent again."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        made = rig.create(subject="Offline")
        edits = [rig.edit(T1, priority="high"), rig.edit(T2, priority="low")]
        note = rig.reply("Done", made.record_id, public=False)
        half = list(rig.outbox.pending())[:2]
        rig.line.fault("push", Fault(ServerError("500"), act=lambda: deliver(rig, half)))
        rig.engine.set_offline(False)
        await rig.quiet()
        assert sorted(rig.desk.effects) == sorted(
            [made.op_id, *(one.op_id for one in edits), note.op_id]
        )
        assert rig.desk.effects.index(made.op_id) < rig.desk.effects.index(note.op_id)

    play(scenario)


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_wrong_by_years_changes_nothing(years):
    """Row 14: wrong or jumping client clock."""

    async def scenario(rig: Rig) -> None:
        rig.clock.wrong_by_s = years * 365 * 86400.0
        await rig.online()
        held = rig.reply("Soon", hold_s=10)
        rig.clock.wrong_by_s = -years * 100 * 86400.0
        edit = rig.edit(priority="high")
        await rig.quiet(within_s=300)
        assert sorted(rig.desk.effects) == sorted([held.op_id, edit.op_id])
        assert abs(rig.engine.status().clock_offset_s) > 86400

    play(scenario)


def test_an_ended_session_makes_work_wait_and_refuses_nothing():
    """Row 33: token expired; after signing in everything goes."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", signed_out())
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.engine.status().link is Link.AUTH_NEEDED)
        await asyncio.sleep(600)
        assert rig.state(op) is OpState.QUEUED
        rig.edit(T2, priority="low")
        rig.engine.sync_now()
        await rig.quiet(within_s=5)
        assert len(rig.desk.effects) == 2

    play(scenario)


def test_nothing_is_sent_in_the_name_of_another_person():
    """Row 34: another user signs in under this profile."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        rig.line.person_id = "somebody-else"
        await rig.start()
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.engine.status().link is Link.AUTH_NEEDED)
        await asyncio.sleep(600)
        assert rig.state(op) is OpState.QUEUED
        assert "push" not in rig.line.calls
        rig.line.person_id = "me"
        rig.engine.sync_now()
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_a_disabled_account_keeps_the_unsent_work():
    """Row 35: push refused; the outbox stays and can be exported."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", Fault(SignInError("The account is disabled")))
        rig.line.fault("session", *[Fault(SignInError("The account is disabled"))] * 50)
        op = rig.reply("Important words")
        await rig.until(lambda: rig.engine.status().link is Link.AUTH_NEEDED)
        await asyncio.sleep(86400)
        stored = rig.op(op.op_id)
        assert stored is not None
        assert stored.patch.set["body"] == "Important words"

    play(scenario)


def test_a_sign_in_page_of_the_network_is_named_and_never_taken_for_an_empty_desk():
    """Row 36: captive portal."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("changes", portal())
        rig.line.fault("session", portal(), portal())
        rig.line.tell()
        rig.desk.have("ticket", T2, subject="x")
        rig.line.tell()
        await rig.until(lambda: rig.engine.status().link is Link.LIMITED)
        assert len(rig.everything()["ticket"]) == 3
        await rig.online()

    play(scenario)


@pytest.mark.parametrize(
    ("error", "link"),
    [
        (NetworkError("Name not found", maybe_sent=False), Link.UNREACHABLE),
        (CertificateError("Not trusted"), Link.LIMITED),
        (ServerError("500"), Link.UNREACHABLE),
        (RefusedError("400"), Link.UNREACHABLE),
    ],
)
def test_each_way_to_fail_has_its_state_and_is_tried_again_with_pauses(error, link):
    """Row 38: distinct state, back-off with jitter, manual retry at once."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.calls.clear()
        rig.line.fault("session", *[Fault(error)] * 1000)
        rig.line.fault("changes", Fault(error))
        rig.desk.have("ticket", T1, subject="x")
        rig.line.tell()
        rig.engine.sync_now()
        await rig.until(lambda: rig.engine.status().link is link)
        assert rig.engine.status().title
        assert rig.engine.status().retry_at
        await asyncio.sleep(1200)
        tries = rig.line.calls.count("session")
        assert 5 < tries < 1200
        rig.line.faults.clear()
        rig.engine.sync_now()
        await rig.until(lambda: rig.engine.status().link is Link.ONLINE, within_s=0.5)

    play(scenario)


def test_work_is_on_the_desk_within_five_seconds_of_its_return():
    """Row 38: while nothing can be reached at all, the pauses stay short."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.reachable = False
        rig.line.tell()
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.engine.status().link is Link.UNREACHABLE, within_s=40)
        await asyncio.sleep(7200)
        rig.line.reachable = True
        await rig.until(lambda: op.op_id in rig.desk.effects, within_s=5)

    play(scenario)


def gone(rig, op):
    return lambda: rig.op(op.op_id) is None


def test_pauses_start_short_again_once_the_desk_has_told_what_became_of_something():
    """Rows 10, 38: each answer is lost, and no page of news gets through beside that."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("changes", *[Fault(delay_s=20)] * 100)
        rig.line.fault("push", *[cut(after=True)] * 12)
        for number in range(12):
            note = rig.reply(f"Note {number}", public=False)
            await rig.until(gone(rig, note), within_s=5)
        assert len(rig.desk.effects) == 12

    play(scenario)


def test_a_stalled_request_holds_up_nobody_who_edits():
    """Row 39: slow-loris; the adapter's deadline ends it, edits go on meanwhile."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        stalled = Fault(NetworkError("The answer stalled"), delay_s=30, after=False)
        rig.line.fault("push", stalled)
        first = rig.edit(priority="high")
        await rig.until(lambda: rig.state(first) is OpState.INFLIGHT)
        started = rig.loop.time()
        rig.edit(T2, priority="low")
        assert rig.loop.time() == started
        assert rig.view("ticket", T2)["priority"] == "low"
        await rig.quiet()
        assert len(rig.desk.effects) == 2

    play(scenario)


def test_a_truncated_page_changes_nothing_and_is_fetched_again():
    """Row 40: whole page discarded, retried."""

    async def scenario(rig: Rig) -> None:
        rig.line.fault("snapshot", failing(after=True), failing(after=True))
        await rig.start()
        await rig.until(lambda: rig.line.calls.count("snapshot") == 1)
        await asyncio.sleep(0.01)
        assert not rig.everything()["ticket"]
        await rig.online()
        assert len(rig.everything()["ticket"]) == 3

    play(scenario)


def test_the_desk_is_left_alone_for_as_long_as_it_asks():
    """Row 44: 429 and 503 with Retry-After, for the whole host, and shown."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", busy(120))
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.engine.status().link is Link.UNREACHABLE)
        assert rig.engine.status().retry_at
        rig.line.calls.clear()
        await asyncio.sleep(115)
        assert rig.line.calls == []
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_after_sleep_the_old_connection_is_dropped_and_the_sync_is_there_within_five_seconds():
    """Row 59: sleep and resume, network change in mid-request."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("changes", Fault(delay_s=3600))
        rig.line.fault("push", Fault(delay_s=3600, after=True))
        op = rig.edit(priority="high")
        rig.line.tell()
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        rig.clock.wrong_by_s += 8 * 3600
        await rig.quiet(within_s=5 + rig.settings.heartbeat_s)
        assert rig.desk.effects == [op.op_id]

    play(scenario)


@pytest.mark.parametrize("connecting", [False, True])
def test_no_request_waits_on_a_connection_from_before_sleep(connecting):
    """Row 59: a kept connection of another network swallows what it is given."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.swallowed = True
        if connecting:
            rig.engine.sync_now()
        op = rig.edit(priority="high")
        rig.clock.wrong_by_s += 8 * 3600
        await rig.quiet(within_s=5 + rig.settings.heartbeat_s)
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_working_offline_by_choice_asks_nothing_of_the_network():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        await asyncio.sleep(0)
        rig.line.calls.clear()
        op = rig.edit(priority="high")
        await asyncio.sleep(3600)
        assert rig.line.calls == []
        assert rig.engine.status().link is Link.OFFLINE
        rig.engine.set_offline(False)
        await rig.quiet(within_s=5)
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_an_operation_the_desk_cannot_digest_now_does_not_stop_the_others():
    """Row 21: verdicts that ask to come back later concern one operation only."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = lambda op: (
            Verdict(op_id=op.op_id, kind=VerdictKind.RETRY_LATER) if op.record_id == T1 else None
        )
        late, other = rig.edit(T1, priority="high"), rig.edit(T2, priority="low")
        await rig.until(lambda: other.op_id in rig.desk.effects)
        await asyncio.sleep(600)
        assert rig.state(late) is OpState.QUEUED
        assert rig.line.calls.count("push") < 30
        rig.desk.rule = anything_goes
        await rig.quiet()
        assert late.op_id in rig.desk.effects

    play(scenario)
