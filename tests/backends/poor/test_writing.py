"""What can be kept at a desk that compares nothing and names nothing, and what cannot."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from deskclient.domain.errors import BusyError, NetworkError, ServerError
from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.backends.contract import (
    ALL,
    all_rows,
    edit,
    first_words,
    long_ago,
    make,
    note,
    only,
    ready,
)
from tests.backends.poor.poor_office import PoorOffice, poor_office


@pytest.fixture
def desk() -> Iterator[PoorOffice]:
    with poor_office(8) as made:
        yield made


@pytest.fixture
def server(desk):
    return desk.server


def at(method, act):
    """Let something happen just before a request of a kind is answered, once."""
    left = [act]

    def before(request):
        if request.method == method and left:
            left.pop()()

    return before


async def test_what_a_colleague_writes_before_our_look_is_asked_about(desk, server):
    """Row 52."""
    async with desk.adapter("anna", desk.port) as adapter:
        row = await adapter.record("ticket", desk.tickets()[0])
        (op,) = await ready(adapter, edit(row, subject="Mine"))
        server.change(1, title="Theirs")
        (verdict,) = await adapter.push([op], "c")
    assert verdict.kind is VerdictKind.CONFLICT
    assert server.tickets[1].title == "Theirs"


async def test_what_a_colleague_writes_between_look_and_writing_is_lost_as_is_declared(
    desk, server
):
    async with desk.adapter("anna", desk.port) as adapter:
        row = await adapter.record("ticket", desk.tickets()[0])
        server.before = at("PUT", lambda: server.change(1, title="Theirs"))
        verdict = await only(adapter, edit(row, subject="Mine"))
        assert (adapter.caps.cond_write, adapter.caps.audited) == ("none", False)
    assert verdict.kind is VerdictKind.APPLIED
    assert server.tickets[1].title == "Mine"


async def test_only_the_fields_that_were_edited_are_written(desk, server):
    """Row 51."""
    async with desk.adapter("anna", desk.port) as adapter:
        row = await adapter.record("ticket", desk.tickets()[0])
        server.before = at("PUT", lambda: server.change(1, priority=1))
        await only(adapter, edit(row, subject="Mine"))
    assert (server.tickets[1].title, server.tickets[1].priority) == ("Mine", 1)


async def test_what_the_desk_leaves_out_in_silence_is_refused_aloud(desk):
    async with desk.adapter("anna", desk.port) as adapter:
        row = await adapter.record("ticket", desk.tickets()[0])
        verdict = await only(adapter, edit(row, status="nonsense"))
    assert verdict.kind is VerdictKind.REJECTED
    assert verdict.problem is not None
    assert verdict.problem.field == "status"


async def test_a_new_ticket_that_is_as_wanted_is_written_to_no_more(desk, server):
    """Found by simulation."""
    async with desk.adapter("anna", desk.port) as adapter:
        for more, methods in (({}, ["POST"]), ({"owner": "lena"}, ["POST", "PUT"])):
            server.asked.clear()
            doc = {**desk.ticket_doc(), **more}
            verdict = await only(adapter, make("ticket", Action.CREATE, patch=Patch(set=doc)))
            assert verdict.kind is VerdictKind.APPLIED
            assert [method for method, _ in server.asked if method != "GET"] == methods


async def test_a_field_that_cannot_be_changed_later_is_refused_aloud(desk, server):
    """Found by simulation: the edit was confirmed, and what the person wished was dropped."""
    async with desk.adapter("anna", desk.port) as adapter:
        row = await adapter.record("ticket", desk.tickets()[0])
        (op,) = await ready(adapter, edit(row, subject="Mine", requester="lena"))
        (verdict,) = await adapter.push([op], "c")
        assert verdict.kind is VerdictKind.REJECTED
        assert verdict.problem is not None
        assert verdict.problem.field == "requester"
        assert (await adapter.find([long_ago(op)]))[op.op_id] is None
    assert (server.tickets[1].title, server.tickets[1].requester) == ("Number 0", "ivan")


async def test_an_edit_whose_answer_was_lost_is_found_or_compared_once_more(desk, server):
    async with desk.adapter("anna", desk.port) as adapter:
        row = await adapter.record("ticket", desk.tickets()[0])
        (op,) = await ready(adapter, edit(row, subject="Mine"))
        server.lost = 1
        with pytest.raises(NetworkError) as caught:
            await adapter.push([op], "c")
        assert caught.value.maybe_sent
        assert (await adapter.find([op]))[op.op_id] is not None
        server.change(1, title="Theirs")
        assert await adapter.find([op]) == {}
        assert await adapter.find([long_ago(op)]) == {op.op_id: None}
        (verdict,) = await adapter.push([op], "c")
    assert verdict.kind is VerdictKind.CONFLICT


async def test_a_desk_that_fails_in_the_middle_of_a_change_leaves_it_in_doubt(desk, server):
    """Row 13: it may have acted, and is looked at before anything is sent again."""
    async with desk.adapter("anna", desk.port) as adapter:
        create = make("ticket", Action.CREATE, patch=Patch(set=desk.ticket_doc()))
        for op in await ready(adapter, create, note("1", "Rang.")):
            server.broken = 1
            with pytest.raises(ServerError):
                await adapter.push([op], "c")
            found = (await adapter.find([op]))[op.op_id]
            assert found is not None
            assert found.kind is VerdictKind.APPLIED


async def test_a_desk_that_fails_while_it_is_looked_at_is_tried_again(desk, server):
    async with desk.adapter("anna", desk.port) as adapter:
        (op,) = await ready(adapter, note("1", "Rang."))
        server.unreadable.add(1)
        (verdict,) = await adapter.push([op], "c")
    assert verdict.kind is VerdictKind.RETRY_LATER


async def test_two_equal_notes_whose_answers_were_lost_are_two(desk, server):
    """Row 10."""
    async with desk.adapter("anna", desk.port) as adapter:
        first, second = await ready(adapter, note("1", "Rang."), note("1", "Rang."))
        for op in (first, second):
            server.lost = 1
            with pytest.raises(NetworkError):
                await adapter.push([op], "c")
        found = await adapter.find([first, second])
    assert [one["text"] for one in server.tickets[1].messages].count("Rang.") == 2
    assert len({found[op.op_id].server_id for op in (first, second)}) == 2


async def test_the_words_of_a_colleague_are_not_taken_for_ours(desk, server):
    async with desk.adapter("anna", desk.port) as adapter:
        (op,) = await ready(adapter, note("1", "Rang."))
        server.say(1, "Rang.", by="lena", public=False)
        server.say(1, "Rang.", by="anna", public=True)
        assert await adapter.find([long_ago(op)]) == {op.op_id: None}


async def test_what_we_said_before_is_not_taken_for_what_was_to_be_said(desk, server):
    server.say(1, "Rang.", by="anna", public=False)
    async with desk.adapter("anna", desk.port) as adapter:
        (op,) = await ready(adapter, note("1", "Rang."))
        assert await adapter.find([long_ago(op)]) == {op.op_id: None}


async def test_a_ticket_that_we_made_before_is_not_taken_for_a_new_one(desk, server):
    """The newest number is not known beforehand, so that the second counts in which it was made."""
    now = server.now
    server.now = lambda: now() - timedelta(days=7)
    server.make("Made offline", "It smells.", by="anna", queue=2, requester="ivan")
    server.now = now
    async with desk.adapter("anna", desk.port) as adapter:
        create = make("ticket", Action.CREATE, patch=Patch(set=desk.ticket_doc()))
        ops = await ready(adapter, create, first_words(adapter, create, "It smells."))
        found = await adapter.find([long_ago(op) for op in ops])
    assert found == {op.op_id: None for op in ops}


async def test_a_new_ticket_whose_answer_was_lost_is_known_by_its_words(desk, server):
    """Row 10: also where a colleague has moved it on meanwhile."""
    async with desk.adapter("anna", desk.port) as adapter:
        create = make("ticket", Action.CREATE, patch=Patch(set=desk.ticket_doc()))
        ops = await ready(adapter, create, first_words(adapter, create, "It smells."))
        server.make("Made offline", "It smells.", by="lena", queue=2, requester="ivan")
        server.make("Made offline", "It hums.", by="anna", queue=2, requester="ivan")
        server.lost = 1
        with pytest.raises(NetworkError):
            await adapter.push(ops, "c")
        mine = server.last_number
        server.change(mine, status="open")
        found = await adapter.find(ops)
    assert found[ops[0].op_id].server_id == str(mine)
    assert found[ops[1].op_id].kind is VerdictKind.APPLIED


async def test_a_list_that_may_not_be_whole_proves_nothing(desk, server):
    async with desk.adapter("anna", desk.port) as adapter:
        create = make("ticket", Action.CREATE, patch=Patch(set=desk.ticket_doc()))
        (op,) = await ready(adapter, create)
        server.page_most = 4
        # Pages are cut anew while they are read: one ticket is on none of them.
        server.before = lambda request: "page=2" in request.url and server.touch(4)
        server.tickets = {number: server.tickets[number] for number in range(8, 0, -1)}
        assert await adapter.find([long_ago(op)]) == {}
        server.before = lambda _request: None
        assert await adapter.find([long_ago(op)]) == {op.op_id: None}


async def test_a_reply_waits_for_the_person_when_the_requester_wrote_again(desk, server):
    async with desk.adapter("anna", desk.port) as adapter:
        last = server.last_message
        op = make(
            "entry",
            Action.CREATE,
            patch=Patch(set={"ticket": "1", "type": "reply", "body": "Done."}),
            public=True,
            seen_ord=last,
        )
        server.say(1, "It works again.", by="ivan")
        verdict = await only(adapter, op)
    assert verdict.problem is not None
    assert verdict.problem.rule == "moved_on"


async def test_a_deleted_ticket_takes_no_message(desk, server):
    """Row 45."""
    async with desk.adapter("anna", desk.port) as adapter:
        (op,) = await ready(adapter, note("1", "Too late."))
        server.remove(1)
        (verdict,) = await adapter.push([op], "c")
    assert verdict.kind is VerdictKind.GONE


async def test_a_desk_that_asks_to_wait_is_left_alone_by_everybody(desk, server):
    """Row 44."""
    async with desk.adapter("anna", desk.port) as adapter:
        row = await adapter.record("ticket", desk.tickets()[0])
        (op,) = await ready(adapter, edit(row, subject="Mine"))
        server.busy = {"retry-after": "120"}
        with pytest.raises(NetworkError) as caught:
            await adapter.push([op], "c")
        assert not caught.value.maybe_sent
        server.asked.clear()
        with pytest.raises(BusyError) as busy:
            await adapter.session()
        assert 60 < busy.value.wait_s <= 120
    assert server.asked == []


async def test_a_reply_that_was_refused_for_haste_was_not_sent(desk, server):
    """Row 44: it is the person's to judge only where it may have arrived."""
    async with desk.adapter("anna", desk.port) as adapter:
        (op,) = await ready(adapter, note("1", "Soon.", type_="reply"))
        server.before = at("POST", lambda: setattr(server, "busy", {"retry-after": "60"}))
        with pytest.raises(NetworkError) as caught:
            await adapter.push([op], "c")
    assert not caught.value.maybe_sent
    assert all(one["text"] != "Soon." for one in server.tickets[1].messages)


async def test_what_the_person_writes_goes_between_two_pages_of_the_list(desk, server):
    server.page_most = 1
    async with desk.adapter("anna", desk.port) as adapter:
        _, cursor = await all_rows(adapter)
        server.asked.clear()
        (op,) = await ready(adapter, note("1", "At once."))
        await asyncio.gather(adapter.changes(ALL, cursor, 0), adapter.push([op], "c"))
    asked = [method for method, path in server.asked if path == "/api/tickets" or method == "POST"]
    assert asked.count("POST") == 1
    assert asked[-1] != "POST"


async def test_a_desk_that_answers_slowly_gets_a_rest_after_each_look(desk, server):
    async with desk.adapter("anna", desk.port) as adapter:
        _, cursor = await all_rows(adapter)
        server.slow_s = 0.02
        page = await adapter.changes(ALL, cursor, 0)
        assert (page.rows, page.more) == ((), False)
        assert adapter.caps.rest_s >= 4 * 2 * server.slow_s
