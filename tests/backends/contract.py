"""What every adapter must prove against its real desk; see ``Caps`` for what may differ.

A desk's own test module subclasses :class:`AdapterContract` and says how to reach the desk. What is
required follows from what the desk declares: nothing is left out that it could do, and what it
cannot do is required to be said.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Protocol

import pytest
from msgspec.structs import replace

from deskclient.backends.port import Adapter, RemoteRow, RowKind
from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.digest import row_digest
from deskclient.domain.errors import NetworkError, RefusedError, SignInError
from deskclient.domain.fields import Value
from deskclient.domain.ids import IdMaker, OpId, RecordId, ServerId
from deskclient.domain.operation import APPLIED, Action, Operation, Patch, Verdict, VerdictKind
from deskclient.domain.scope import Scope
from deskclient.domain.times import to_text
from tests.backends.seen import caught_cut, file_name
from tests.fakes.fault_proxy import FaultProxy, Faults

IDS = IdMaker(SystemClock(), SystemRandomness())
ALL = Scope(mine=True, queues=None, days=0)


class DeskUnderTest(Protocol):
    """A real desk with some tickets, and two people who may work on all of them."""

    @property
    def port(self) -> int: ...
    def tickets(self) -> list[ServerId]: ...
    def adapter(self, login: str, port: int) -> AbstractAsyncContextManager[Adapter]: ...
    def ticket_doc(self) -> dict[str, Value]:
        """What a new ticket needs here."""
        ...

    def other_field(self) -> tuple[str, Value]:
        """A field beside the subject, and a value that no ticket has in it yet."""
        ...

    def refused_doc(self) -> dict[str, Value]:
        """A new ticket that the desk will not have."""
        ...


def make(kind: str, action: Action, record_id: str = "", **more: object) -> Operation:
    """Make an operation as the engine does."""
    given: dict[str, object] = {
        "op_id": OpId(IDS.new()),
        "kind": kind,
        "record_id": RecordId(record_id or IDS.new()),
        "action": action,
        "acted_at": to_text(SystemClock().now()),
        **more,
    }
    return Operation(**given)  # type: ignore[arg-type]


def edit(row: RemoteRow, **values: Value) -> Operation:
    """Make an edit of one unit on top of what ``row`` shows."""
    doc = row.doc or {}
    base = {name: doc.get(name) for name in values}
    unit = next(iter(values))
    return make(
        row.kind,
        Action.EDIT,
        row.server_id,
        unit=unit,
        patch=Patch(set=values),
        base=base,
        base_ver=row.ver,
    )


def note(ticket: str, body: str, *depends_on: Operation, type_: str = "note") -> Operation:
    """Make an internal note, or another entry."""
    doc: dict[str, Value] = {"ticket": ticket, "type": type_, "body": body}
    before = tuple(op.op_id for op in depends_on)
    public = type_ != "note"
    return make("entry", Action.CREATE, patch=Patch(set=doc), depends_on=before, public=public)


def first_words(adapter: Adapter, create: Operation, body: str) -> Operation:
    """Make the first entry of a new ticket, of a type that the desk takes along with it."""
    rules = [one.when for one in adapter.caps.bundles if one.kind == "entry" and one.when]
    type_ = next((value for name, value in rules if name == "type"), "note")
    return note(create.record_id, body, create, type_=type_)


async def ready(adapter: Adapter, *ops: Operation) -> list[Operation]:
    """Note what the engine stores with operations before it sends them."""
    found: list[Operation] = []
    for op in ops:
        noted = await adapter.prepare(op)
        sent = to_text(SystemClock().now())
        found.append(replace(op, token=noted.token, witness=noted.witness, first_sent_at=sent))
    return found


def long_ago(op: Operation) -> Operation:
    """Let an operation have been sent so long ago that no copy of it is under way any more."""
    then = to_text(SystemClock().now() - timedelta(hours=1))
    last = op.witness.partition(" ")[0]
    return replace(op, first_sent_at=then, witness=f"{last} {then}" if last else "")


async def all_rows(adapter: Adapter) -> tuple[dict[tuple[str, str], RemoteRow], str]:
    """Pull everything; also give the cursor to go on from."""
    rows: dict[tuple[str, str], RemoteRow] = {}
    page, cursor = "", ""
    while True:
        got = await adapter.snapshot(ALL, page)
        assert got.bad == ()
        rows.update({(row.kind, row.server_id): row for row in got.rows})
        cursor, page = got.cursor, got.next_page
        if not page:
            return rows, cursor


def unknown(
    adapter: Adapter, told: Sequence[RemoteRow], known: Mapping[tuple[str, str], RemoteRow]
) -> list[RemoteRow]:
    """Choose what of some news is none; a desk with whole seconds repeats the last one's."""

    def is_known(row: RemoteRow) -> bool:
        before = known.get((row.kind, row.server_id))
        repeats = adapter.caps.feed == "updated_since"
        return before is not None and (before.doc if repeats else before.ver) == (
            row.doc if repeats else row.ver
        )

    return [row for row in told if not is_known(row)]


async def news(adapter: Adapter, cursor: str) -> tuple[list[RemoteRow], str]:
    """Read the feed to its end."""
    rows: list[RemoteRow] = []
    while True:
        page = await adapter.changes(ALL, cursor, 0)
        rows += page.rows
        cursor = page.cursor
        if not page.more:
            return rows, cursor


async def only(adapter: Adapter, op: Operation) -> Verdict:
    """Push one operation."""
    (verdict,) = await adapter.push(await ready(adapter, op), "contract")
    assert verdict.op_id == op.op_id
    return verdict


async def bodies(adapter: Adapter, ticket: ServerId) -> list[str]:
    """The texts of a ticket's conversation."""
    rows = await adapter.thread(ticket)
    return [str((row.doc or {}).get("body")).strip() for row in rows if row.kind == "entry"]


async def settle(adapter: Adapter, op: Operation) -> None:
    """Find out what became of an operation, and send it if it is proved absent, as the engine."""
    found = await adapter.find([op])
    if op.op_id not in found:
        found = await adapter.find([long_ago(op)])
    if found[op.op_id] is None:
        assert (await only(adapter, op)).kind in APPLIED


class AdapterContract:
    """The suite. ``desk`` is a fixture of the subclass's module."""

    files_go_with = "note"
    """The type of an entry that takes files along."""

    @asynccontextmanager
    async def signed_in(
        self, desk: DeskUnderTest, login: str = "anna", port: int = 0
    ) -> AsyncIterator[Adapter]:
        async with desk.adapter(login, port or desk.port) as adapter:
            await adapter.session()
            yield adapter

    async def test_the_session_says_who_is_there(self, desk):
        async with desk.adapter("anna", desk.port) as adapter:
            info = await adapter.session()
        assert info.login == "anna"
        assert info.instance
        assert info.person_id

    async def test_a_first_pull_brings_everything_and_the_feed_goes_on_from_there(self, desk):
        async with self.signed_in(desk) as adapter:
            rows, cursor = await all_rows(adapter)
            assert {("ticket", ticket) for ticket in desk.tickets()} <= set(rows)
            assert all(row.what is RowKind.PUT and row.doc for row in rows.values())
            assert not unknown(adapter, (await news(adapter, cursor))[0], rows)
            me = rows["person", (await adapter.session()).person_id]
            assert (me.doc or {})["is_agent"] is True, "nobody is offered as an owner otherwise"

    async def test_a_second_complete_pull_brings_all_that_the_first_did(self, desk):
        """Row 20: whatever a complete pull does not name goes from here at its end."""
        async with self.signed_in(desk) as adapter:
            first, cursor = await all_rows(adapter)
            await news(adapter, cursor)
            second, page = set[tuple[str, str]](), ""
            while True:
                # An answer may be lost, or not be stored: asked for again, it brings the same.
                once, again = [await adapter.snapshot(ALL, page) for _ in range(2)]
                named = [{(row.kind, row.server_id) for row in one.rows} for one in (once, again)]
                assert named[0] == named[1]
                second |= named[1]
                page = again.next_page
                if not page:
                    break
        assert set(first) <= second

    async def test_the_list_of_ids_is_what_a_pull_brings(self, desk):
        async with self.signed_in(desk) as adapter:
            rows, _ = await all_rows(adapter)
            listed = {one async for page in adapter.ids(ALL) for one in page}
        if swept := adapter.caps.swept:
            # Those are compared by name.
            assert {one[:2] for one in listed} == {name for name in rows if name[0] in swept}
            return
        assert listed == {(kind, key, row.ver) for (kind, key), row in rows.items()}

    async def test_the_digest_is_that_of_the_ids(self, desk):
        """Row 20: what the feed may have skipped is found; without a digest, by name."""
        async with self.signed_in(desk) as adapter:
            if adapter.caps.swept:
                with pytest.raises(RefusedError):
                    await adapter.digest(ALL)
                return
            listed = [one async for page in adapter.ids(ALL) for one in page]
            count, digest = await adapter.digest(ALL)
        total = sum(row_digest(kind, key, ver) for kind, key, ver in listed) % (1 << 64)
        assert count == len(listed)
        assert int(digest, 16) == total

    async def test_the_size_is_told_before_a_pull(self, desk):
        async with self.signed_in(desk) as adapter:
            size = await adapter.size(ALL)
        assert size.tickets >= len(desk.tickets())
        assert size.bytes > 0

    async def test_an_edit_is_applied_and_comes_back_by_the_feed(self, desk):
        async with self.signed_in(desk) as adapter:
            _, cursor = await all_rows(adapter)
            row = await adapter.record("ticket", desk.tickets()[0])
            verdict = await only(adapter, edit(row, subject="Edited Заявка \U0001f600"))
            assert verdict.kind is VerdictKind.APPLIED
            rows, _ = await news(adapter, cursor)
        (found,) = [one for one in rows if one.server_id == row.server_id]
        assert found.doc is not None
        assert found.doc["subject"] == "Edited Заявка \U0001f600"
        if adapter.caps.feed == "updated_since":
            # Read again when its second was over.
            assert found.ver >= verdict.ver
        else:
            assert (found.ver, found.seq) == (verdict.ver, verdict.seq)
        assert found.ver > row.ver

    async def test_news_end_a_long_poll_or_are_there_when_asked_for(self, desk):
        async with self.signed_in(desk) as anna, self.signed_in(desk, "lena") as lena:
            row = await anna.record("ticket", desk.tickets()[1])
            rows, cursor = await all_rows(anna)
            _, cursor = await news(anna, cursor)
            waiting = asyncio.ensure_future(anna.changes(ALL, cursor, 20))
            if not anna.caps.long_poll:
                assert not unknown(anna, (await waiting).rows, rows)
            await only(lena, edit(row, subject=f"Somebody else's words {IDS.new()}"))
            async with asyncio.timeout(5):
                page = await (waiting if anna.caps.long_poll else anna.changes(ALL, cursor, 20))
        assert row.server_id in {one.server_id for one in page.rows}

    async def test_an_operation_whose_answer_is_lost_has_effect_once(self, desk):
        """Row 11: duplicate delivery; a desk that does not know our ids is looked at first."""
        ticket = desk.tickets()[2]
        async with self.signed_in(desk) as adapter:
            words = f"Only once {IDS.new()}"
            (op,) = await ready(adapter, note(ticket, words))
            (first,) = await adapter.push([op], "contract")
            assert first.kind is VerdictKind.APPLIED
            if adapter.caps.append_once == "key":
                (again,) = await adapter.push([op], "contract")
                assert again.kind is VerdictKind.DUPLICATE
            else:
                found = (await adapter.find([op]))[op.op_id]
                assert found is not None
                assert (found.kind, found.server_id) == (VerdictKind.APPLIED, first.server_id)
            assert (await bodies(adapter, ticket)).count(words) == 1

    @pytest.mark.parametrize("type_", ["note", "reply"])
    async def test_what_is_on_the_desk_can_be_found_and_absence_is_claimed_only_where_proved(
        self, desk, type_
    ):
        """Row 5, row 10."""
        ticket = desk.tickets()[2]
        async with self.signed_in(desk) as adapter:
            sent, unsent = await ready(
                adapter,
                note(ticket, f"Sent {IDS.new()}", type_=type_),
                note(ticket, f"Never sent {IDS.new()}", type_=type_),
            )
            (verdict,) = await adapter.push([sent], "contract")
            at_once = await adapter.find([sent, unsent])
            later = await adapter.find([long_ago(unsent)])
        known = at_once[sent.op_id]
        assert known is not None
        assert known.kind in APPLIED
        assert (known.server_id, known.ver) == (verdict.server_id, verdict.ver)
        if adapter.caps.append_once == "key" or adapter.caps.create_once == "poe":
            # What makes it once is used up by the look: it can never arrive.
            assert at_once[unsent.op_id] is None
            return
        # It may still be under way; and what others may have read is never sent on a guess.
        assert unsent.op_id not in at_once
        assert later == ({unsent.op_id: None} if type_ == "note" else {})

    async def test_two_people_edit_two_fields_and_both_stay(self, desk):
        """Row 51."""
        name, value = desk.other_field()
        async with self.signed_in(desk) as anna, self.signed_in(desk, "lena") as lena:
            row = await anna.record("ticket", desk.tickets()[3])
            await only(lena, edit(row, subject="Lena's subject"))
            verdict = await only(anna, edit(row, **{name: value}))
            assert verdict.kind in APPLIED, verdict
            now = await anna.record("ticket", row.server_id)
        assert now.doc is not None
        assert (now.doc["subject"], now.doc[name]) == ("Lena's subject", value)

    async def test_two_people_edit_one_field_and_the_second_is_asked(self, desk):
        """Row 52: nothing is overwritten in silence."""
        async with self.signed_in(desk) as anna, self.signed_in(desk, "lena") as lena:
            row = await anna.record("ticket", desk.tickets()[4])
            await only(lena, edit(row, subject="Lena's"))
            verdict = await only(anna, edit(row, subject="Anna's"))
            now = await anna.record("ticket", row.server_id)
        assert verdict.kind is VerdictKind.CONFLICT
        (conflict,) = verdict.conflicts
        assert row.doc is not None
        assert now.doc is not None
        assert (conflict.base, conflict.mine, conflict.theirs) == (
            row.doc["subject"],
            "Anna's",
            "Lena's",
        )
        assert now.doc["subject"] == "Lena's"

    async def test_a_new_ticket_and_its_first_words_go_in_one_push(self, desk):
        async with self.signed_in(desk) as adapter:
            create = make("ticket", Action.CREATE, patch=Patch(set=desk.ticket_doc()))
            ops = await ready(adapter, create, first_words(adapter, create, "First words"))
            first, second = await adapter.push(ops, "contract")
            assert first.kind is VerdictKind.APPLIED, first
            assert second.kind is VerdictKind.APPLIED, second
            assert first.server_id is not None
            if adapter.caps.client_ids:
                assert str(first.server_id) == create.record_id
            assert (await bodies(adapter, first.server_id)).count("First words") == 1

    async def test_a_new_ticket_whose_answer_is_lost_is_found(self, desk):
        """Row 10: by its name, or by the mark that was put on it."""
        async with self.signed_in(desk) as adapter:
            create = make("ticket", Action.CREATE, patch=Patch(set=desk.ticket_doc()))
            absent = make("ticket", Action.CREATE, patch=Patch(set=desk.ticket_doc()))
            create, absent = await ready(adapter, create, absent)
            (verdict,) = await adapter.push([create], "contract")
            found = await adapter.find([create, long_ago(absent)])
        known = found[create.op_id]
        assert known is not None
        assert (known.kind in APPLIED, known.server_id) == (True, verdict.server_id)
        assert found[absent.op_id] is None

    async def test_a_refused_operation_stops_what_depends_on_it_and_nothing_else(self, desk):
        """Row 57, row 21."""
        ticket = desk.tickets()[5]
        async with self.signed_in(desk) as adapter:
            broken = make("ticket", Action.CREATE, patch=Patch(set=desk.refused_doc()))
            child = first_words(adapter, broken, "Orphan")
            ops = await ready(adapter, broken, child, note(ticket, "Unaffected"))
            most = adapter.caps.batch_ops
            found = [*await adapter.push(ops if most > 2 else ops[:2], "contract")]
            if most <= 2:
                found += await adapter.push(ops[2:], "contract")
        kinds = [one.kind for one in found]
        assert kinds[0] in {VerdictKind.REJECTED, VerdictKind.FORBIDDEN}, found
        assert kinds[1:] == [VerdictKind.BLOCKED, VerdictKind.APPLIED], found

    @pytest.mark.parametrize("kind", ["ticket", "entry"])
    async def test_what_belongs_to_a_ticket_that_was_never_made_does_not_wait_for_it(
        self, desk, kind
    ):
        """Row 57: its creation was taken back; tried for ever, it would be shown as waiting."""
        nowhere = IDS.new()
        patch = Patch(set={"subject": "Too late"})
        op = make("ticket", Action.EDIT, nowhere, unit="subject", patch=patch)
        async with self.signed_in(desk) as adapter:
            verdict = await only(adapter, op if kind == "ticket" else note(nowhere, "Too late"))
        assert verdict.kind in {VerdictKind.GONE, VerdictKind.REJECTED}

    async def test_a_record_nobody_knows_is_a_tombstone(self, desk):
        async with self.signed_in(desk) as adapter:
            name = IDS.new() if adapter.caps.client_ids else "999999999"
            row = await adapter.record("ticket", ServerId(name))
        assert row.what is RowKind.TOMBSTONE

    async def test_a_file_goes_up_in_pieces_and_comes_down_from_any_byte(self, desk):
        """Row 54, row 55: also after the client forgot how far it was."""
        content = hashlib.sha512(IDS.new().encode()).digest() * 5000
        sha256 = hashlib.sha256(content).hexdigest()
        ticket = desk.tickets()[6]
        async with self.signed_in(desk) as adapter:
            state = await adapter.start_upload(sha256, len(content), "log.bin", "application/x")
            state = await adapter.send_chunk(state.upload_id, 0, content[:100_000])
            assert (state.offset, state.complete) == (100_000, False)
            wrong = await adapter.send_chunk(state.upload_id, 5, content[5:900])
            assert wrong.offset == 100_000
            known = await adapter.upload_state(state.upload_id)
            assert known is not None
            state = await adapter.send_chunk(known.upload_id, known.offset, content[known.offset :])
            assert state.complete
            assert await adapter.upload_state("no-such-upload") is None
            words = note(ticket, "See the file", type_=self.files_go_with)
            doc: dict[str, Value] = {
                "ticket": ticket,
                "entry": words.record_id,
                "name": "log.bin",
                "media_type": "application/x",
                "size": len(content),
                "sha256": sha256,
            }
            file = make(
                "attachment", Action.CREATE, patch=Patch(set=doc), depends_on=(words.op_id,)
            )
            verdicts = await adapter.push(await ready(adapter, words, file), "contract")
            assert [one.kind for one in verdicts] == [VerdictKind.APPLIED] * 2, verdicts
            name = await file_name(adapter, ticket, verdicts[1].server_id)
            if adapter.caps.upload == "resumable":
                assert name == sha256
            for start in (0, 1, 200_001, len(content)):
                got = b"".join([chunk async for chunk in adapter.download(name, start)])
                assert got == content[start:]

    @pytest.mark.parametrize("after", [0, 1, 40, 150, 300])
    @pytest.mark.parametrize("way", ["cut_up_after", "cut_down_after"])
    async def test_a_cut_at_any_byte_neither_loses_nor_doubles(self, desk, way, after):
        """Row 4, row 10, row 40: look, then send what is proved absent."""
        assert await self.cut(desk, way, after, spared=0) is not None

    async def cut(
        self, desk: DeskUnderTest, way: str, after: int, spared: int
    ) -> NetworkError | None:
        """Cut a push once so many of its requests have gone well; gives what broke, if any did."""
        ticket, text = desk.tickets()[7], f"Survivor {way} {after} {spared} {IDS.new()}"
        with FaultProxy(desk.port) as wire:
            async with self.signed_in(desk, port=wire.port) as adapter:
                (op,) = await ready(adapter, note(ticket, text))
                up, down = (
                    after if way == one else None for one in ("cut_up_after", "cut_down_after")
                )
                wire.faults = Faults(cut_up_after=up, cut_down_after=down, spared=spared)
                wire.sever()
                cut = await caught_cut(adapter, op)
                wire.faults = Faults()
                wire.sever()
                if cut is not None and adapter.caps.append_once == "key":
                    assert cut.maybe_sent
                if cut is not None and not cut.maybe_sent:
                    assert (await only(adapter, op)).kind in APPLIED
                elif cut is not None:
                    await settle(adapter, op)
                assert (await bodies(adapter, ticket)).count(text) == 1
        return cut

    async def test_a_desk_that_is_away_is_told_from_one_that_may_have_acted(self, desk):
        """Row 38."""
        with FaultProxy(desk.port) as wire:
            async with self.signed_in(desk, port=wire.port) as adapter:
                ops = [note(desk.tickets()[0], "Away")]
                if adapter.caps.create_once == "poe":
                    # Without what makes it once nothing is sent.
                    ops = await ready(adapter, *ops)
                wire.faults = Faults(refuse=True)
                wire.sever()
                with pytest.raises(NetworkError) as caught:
                    await adapter.push(ops, "contract")
        assert not caught.value.maybe_sent

    async def test_after_signing_out_the_desk_is_closed(self, desk):
        async with self.signed_in(desk) as adapter:
            await adapter.sign_out()
            with pytest.raises(SignInError):
                await adapter.session()
