"""A desk that numbers records itself and takes a message together with its ticket and files."""

import asyncio
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from deskclient.backends.port import Caps, Carried
from deskclient.domain.errors import DiskFullError, RefusedError
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import Operation, OpState, Verdict
from tests.fakes.unkind_desk import Fault, cut
from tests.sync.rig import T1, CrashingFailpoints, Rig, play

NUMBERED = Caps(
    client_ids=False,
    bundles=(
        Carried("entry", by="ticket", when=("type", "message")),
        Carried("attachment", by="entry"),
    ),
    batch_ops=1,
)


def new_ticket(rig: Rig) -> tuple[Operation, ...]:
    """Make a ticket with what the requester said."""
    ticket = rig.new("ticket", subject="From the cellar")
    said = rig.new("entry", ticket=ticket.record_id, type="message", body="It is dark.")
    return tuple(rig.engine.commit([ticket, replace(said, depends_on=(ticket.op_id,))]))


def bodies(rig: Rig, ticket: RecordId) -> list[object]:
    found = rig.everything()["entry"].values()
    return [doc.get("body") for doc in found if doc.get("ticket") == ticket]


def named(rig: Rig) -> list[str]:
    tickets = rig.everything()["ticket"]
    return [one for one, doc in tickets.items() if doc["subject"] == "From the cellar"]


def test_the_first_message_of_a_new_ticket_stays_under_it():
    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        ticket, said = new_ticket(rig)
        await rig.quiet()
        assert rig.engine.facts()["Batches sent"] == "1"
        assert rig.desk.effects == [ticket.op_id, said.op_id]
        assert named(rig) == [ticket.record_id]
        assert bodies(rig, ticket.record_id) == ["It is dark."]

    play(scenario)


def test_it_stays_there_too_if_only_a_look_at_the_desk_tells_what_became_of_it():
    """Row 5."""

    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        rig.line.fault("push", cut(after=True))
        ticket, said = new_ticket(rig)
        await rig.quiet()
        assert rig.desk.effects == [ticket.op_id, said.op_id]
        assert named(rig) == [ticket.record_id]
        assert bodies(rig, ticket.record_id) == ["It is dark."]

    play(scenario)


def test_what_the_desk_refuses_outright_blocks_what_was_to_go_along():
    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        rig.line.fault("push", Fault(RefusedError("No", "Not today.")))
        ticket, said = new_ticket(rig)
        await rig.until(lambda: rig.state(ticket) is OpState.REJECTED)
        assert rig.state(said) is OpState.BLOCKED
        assert rig.desk.effects == []

    play(scenario)


def test_news_that_are_faster_than_the_answer_make_no_second_ticket():
    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        rig.line.fault("push", Fault(late_s=5.0))
        ticket, _said = new_ticket(rig)
        await rig.until(lambda: len(named(rig)) == 2)
        await rig.quiet()
        assert named(rig) == [ticket.record_id]
        assert bodies(rig, ticket.record_id) == ["It is dark."]

    play(scenario)


@pytest.mark.parametrize("place", ["W5.after", "W6.before", "W6.after"])
def test_a_power_cut_between_the_news_and_the_answer_leaves_no_second_ticket(place):
    """Row 6: what the feed had told under the desk's name goes, whenever the answer was stored."""

    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        await rig.stop()
        rig.failpoints = CrashingFailpoints(place)
        await rig.start()
        await rig.online()
        rig.line.fault("push", Fault(late_s=5.0))
        ticket, _said = new_ticket(rig)
        await rig.until(lambda: len(named(rig)) == 2)
        await rig.crashed()
        await rig.start()
        await rig.quiet()
        assert named(rig) == [ticket.record_id]
        assert bodies(rig, ticket.record_id) == ["It is dark."]

    play(scenario)


def test_news_that_a_full_disk_kept_here_twice_go_with_the_next_comparison(monkeypatch):
    """Row 26: what could not be removed when the answer came is found by its name."""

    async def scenario(rig: Rig) -> None:
        rig.use(replace(NUMBERED, swept=("ticket",), long_poll=False))
        await rig.online()
        rig.line.fault("push", Fault(late_s=60.0))
        ticket, _said = new_ticket(rig)
        await rig.until(lambda: len(named(rig)) == 2)
        with monkeypatch.context() as disk:
            disk.setattr(rig.cache, "drop_records", full)
            await rig.quiet()
        assert len(named(rig)) == 2
        await asyncio.sleep(rig.settings.sweep_after_s + 120)
        assert named(rig) == [ticket.record_id]
        assert bodies(rig, ticket.record_id) == ["It is dark."]

    def full(_records: object) -> None:
        raise DiskFullError("The disk is full")

    play(scenario)


def test_what_was_done_to_the_news_of_a_new_ticket_is_done_to_the_ticket():
    """Row 5: until the answer comes, both stand in the list, and either may be worked on."""

    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        rig.line.fault("push", Fault(late_s=5.0))
        ticket, _said = new_ticket(rig)
        await rig.until(lambda: len(named(rig)) == 2)
        (news,) = (RecordId(one) for one in named(rig) if one != ticket.record_id)
        edit = rig.edit(news, priority="high")
        reply = rig.reply("On my way", ticket=news)
        await rig.quiet()
        assert not rig.outbox.pending()
        assert {edit.op_id, reply.op_id} < set(rig.desk.effects)
        assert named(rig) == [ticket.record_id]
        assert rig.view("ticket", ticket.record_id)["priority"] == "high"
        assert bodies(rig, ticket.record_id) == ["It is dark.", "On my way"]

    play(scenario)


def test_a_reply_and_its_file_are_there_once_however_fast_the_news_are():
    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        rig.line.fault("push", Fault(late_s=5.0))
        reply, file = rig.reply_with_file("See the picture.", b"x" * 100)
        await rig.until(lambda: bodies(rig, T1).count("See the picture.") == 2)
        await rig.quiet()
        assert bodies(rig, T1) == ["See the picture."]
        files = rig.everything()["attachment"]
        assert [(one, doc["entry"]) for one, doc in files.items()] == [
            (file.record_id, reply.record_id)
        ]

    play(scenario)


def test_what_changes_no_version_of_its_record_is_shown_as_the_answer_tells_it():
    """Such as time that is booked where that is a record of its own."""

    async def scenario(rig: Rig) -> None:
        rig.use(NUMBERED)
        await rig.online()
        push, known = rig.line.push, rig.cache.snap("ticket", T1)
        assert known is not None

        async def beside(
            ops: Sequence[Operation], client_id: str, turn: int = 0
        ) -> Sequence[Verdict]:
            return [replace(one, ver=known.ver) for one in await push(ops, client_id, turn)]

        rig.line.push = beside  # type: ignore[method-assign]
        rig.line.hidden.add(("ticket", T1))
        op = rig.edit(T1, subject="As the answer tells it")
        await rig.until(lambda: rig.state(op) is None)
        assert rig.view("ticket", T1)["subject"] == "As the answer tells it"

    play(scenario)
