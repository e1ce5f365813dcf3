"""What is said at a real Roundup: once, to the right issue, files and all."""

import httpx
import pytest
from msgspec.structs import replace

from deskclient.domain.errors import NetworkError
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.desks.roundup_office import PRIVATE_QUEUE, sends_to
from tests.desks.rt_wishes import (
    attachment,
    edit,
    entry,
    hold,
    make,
    only,
    push,
    ready,
)
from tests.fakes.fault_proxy import Faults
from tools.desks.roundup.server import PASSWORD

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_a_reply_is_written_once_and_told_as_the_feed_will_tell_it(roundup, login):
    number = roundup.create("Written to")
    op = entry(number, "reply", "Готово.\r\nДва слова «ё» 😀", acted_at="2026-11-20T10:00:00.000Z")

    async def work(reading):
        verdict = await only(reading.adapter, op)
        return verdict, await reading.adapter.thread(number)

    verdict, thread = roundup.run(work, roundup.reading(login))
    assert verdict.kind is VerdictKind.APPLIED
    assert roundup.issue(number)["messages"] == [verdict.server_id]
    (row,) = thread
    assert (row.server_id, row.doc, row.ver) == (verdict.server_id, verdict.doc, verdict.ver)
    assert row.doc["author"] == roundup.number(login)
    assert row.doc["body"] == "Готово.\nДва слова «ё» 😀"
    # In no time zone but the desk's, whoever writes.
    assert row.doc["acted_at"] == "2026-11-20T10:00:00.000Z"


def test_everybody_who_watches_gets_a_reply_by_mail_and_only_once(roundup):
    number = roundup.create("Mailed", nosy=[roundup.number("ben"), roundup.number("chloe")])
    op = entry(number, "reply", "Mailed once only")
    verdict = roundup.run(lambda one: only(one.adapter, op), roundup.reading())
    path = f"/data/msg/{verdict.server_id}?@verbose=0"
    sent_to = roundup.colleague("GET", path, login="admin")["attributes"]["recipients"]
    assert {roundup.number("ben"), roundup.number("chloe")} <= set(sent_to)
    assert len(sent_to) == len(set(sent_to))


def test_an_internal_note_is_refused_before_anybody_could_read_it(roundup):
    number = roundup.create("No notes here")
    op = entry(number, "note", "Not for the requester.")

    async def work(reading):
        verdict = await only(reading.adapter, op)
        return verdict, [one for one in reading.line.requests if not one.startswith("GET")]

    verdict, sent = roundup.run(work, roundup.reading())
    assert (verdict.kind, verdict.problem.rule) == (VerdictKind.REJECTED, "not_kept")
    assert "no internal notes" in verdict.problem.message
    assert sent == []


def test_html_goes_as_the_text_it_says(roundup):
    number = roundup.create("Formatted")
    body = "<style>p {}</style><p>жирный <b>текст</b> &amp; больше</p><ul><li>раз</li></ul>"
    op = entry(number, "reply", body, also={"body_format": "html"})
    verdict = roundup.run(lambda one: only(one.adapter, op), roundup.reading())
    assert verdict.doc["body_format"] == "plain"
    assert verdict.doc["body"] == "жирный текст & больше\nраз"


def test_a_single_nought_arrives(roundup):
    op = entry(roundup.create("How many?"), "reply", "0")
    verdict = roundup.run(lambda one: only(one.adapter, op), roundup.reading())
    assert verdict.doc["body"] == "0"


def test_a_message_goes_with_its_files(roundup):
    number = roundup.create("With files")
    contents = {
        "отчёт № 1.txt": "Привет\r\nвам".encode(),
        "старый.txt": "Привет".encode("cp1251"),
        "bytes.bin": bytes(range(256)) * 40,
    }
    op = entry(number, "reply", "See the files.")
    files = {name: attachment(op, name, content) for name, content in contents.items()}

    async def work(reading):
        await reading.adapter.session()
        for name, one in files.items():
            await hold(reading.adapter, one, contents[name])
        verdicts = await push(reading.adapter, op, *files.values())
        thread = await reading.adapter.thread(number)
        fetched = {}
        for row in thread:
            if row.kind == "attachment":
                chunks = [one async for one in reading.adapter.download(row.doc["sha256"], 0)]
                fetched[row.doc["name"]] = b"".join(chunks)
        return verdicts, fetched, thread

    verdicts, fetched, thread = roundup.run(work, roundup.reading())
    assert {one.kind for one in verdicts} == {VerdictKind.APPLIED}
    assert [one.op_id for one in verdicts] == [op.op_id, *(one.op_id for one in files.values())]
    assert fetched == contents
    told = {row.server_id: row for row in thread if row.kind == "attachment"}
    for verdict in verdicts[1:]:
        assert verdict.doc["entry"] == verdicts[0].server_id
        assert told[verdict.server_id].doc["entry"] == verdicts[0].server_id
    assert sorted(roundup.issue(number)["files"]) == sorted(told)


def test_an_empty_file_arrives(roundup):
    number = roundup.create("Nothing in it")
    op = entry(number, "reply", "See nothing.")
    file = attachment(op, "empty.dat", b"")

    async def work(reading):
        await hold(reading.adapter, file, b"")
        return await push(reading.adapter, op, file)

    verdicts = roundup.run(work, roundup.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED] * 2


def test_a_message_without_the_bytes_of_its_file_waits_for_them(roundup):
    number = roundup.create("Files are not here any more")
    op = entry(number, "reply", "See the file.")
    file = attachment(op, "lost.txt", b"lost")
    verdicts = roundup.run(lambda one: push(one.adapter, op, file), roundup.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.RETRY_LATER] * 2
    assert [one.problem and one.problem.rule for one in verdicts] == [None, "upload_missing"]
    assert roundup.words(number) == []


def test_a_reply_waits_if_the_requester_wrote_again_after_it_was_read(roundup):
    number = roundup.create("Moved on", login="ben")
    roundup.write(number, "A colleague's word", "chloe")
    mine = entry(number, "reply", "First answer.", seen_ord=1)
    verdict = roundup.run(lambda one: only(one.adapter, mine), roundup.reading())
    assert verdict.kind is VerdictKind.APPLIED
    roundup.write(number, "One thing more", "ben")
    late = entry(number, "reply", "Second answer.", seen_ord=int(verdict.server_id))
    held = roundup.run(lambda one: only(one.adapter, late), roundup.reading())
    assert (held.kind, held.problem.rule) == (VerdictKind.REJECTED, "moved_on")
    assert "Second answer." not in roundup.words(number)


@pytest.mark.parametrize("stage", ["/data/file/", "/data/msg/", "/data/issue/"])
def test_an_answer_lost_at_any_step_leaves_one_message_with_its_file(roundup, roundup_wire, stage):
    """Row 10: the file, the message, or the message given to its issue."""
    number = roundup.create("The answer gets lost")
    reading, line = roundup.lossy(roundup_wire)
    op = entry(number, "reply", "Once\r\nonly «ё»  \n\n")
    file = attachment(op, "журнал.txt", "ж".encode())

    async def work(reading):
        await hold(reading.adapter, file, "ж".encode())
        mine = await ready(reading.adapter, op, file)
        line.lose = sends_to(stage)
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push(mine, "me")
        line.lose = lambda _: False
        assert lost.value.maybe_sent
        found = dict(await reading.adapter.find(mine))
        if found == {op.op_id: None, file.op_id: None}:
            again = [replace(one, attempt=2) for one in await ready(reading.adapter, op, file)]
            found = {one.op_id: one for one in await reading.adapter.push(again, "me")}
        return found

    found = roundup.run(work, reading)
    assert {one.kind for one in found.values()} == {VerdictKind.APPLIED}
    assert set(found) == {op.op_id, file.op_id}
    assert roundup.issue(number)["messages"] == [found[op.op_id].server_id]
    assert roundup.issue(number)["files"] == [found[file.op_id].server_id]
    assert len(roundup.messages_of(op)) == 1


def test_a_file_whose_message_was_found_without_it_is_looked_for_in_that_message(
    roundup, roundup_wire
):
    """Row 10: sent alone it would be refused, and told as never written."""
    number = roundup.create("Found in two steps")
    reading, line = roundup.lossy(roundup_wire)
    op = entry(number, "reply", "See the log.")
    file = attachment(op, "журнал  1.txt", "ж".encode())

    async def work(reading):
        await hold(reading.adapter, file, "ж".encode())
        mine = await ready(reading.adapter, op, file)
        line.lose = sends_to("/data/issue/")
        with pytest.raises(NetworkError):
            await reading.adapter.push(mine, "me")
        line.lose = lambda _: False
        message = (await reading.adapter.find(mine[:1]))[op.op_id]
        wanted = Patch(set={**file.patch.set, "entry": message.server_id})
        alone = replace(mine[1], patch=wanted)
        other = replace(alone, op_id=OpId("other"), patch=Patch(set={**wanted.set, "name": "b"}))
        return message, await reading.adapter.find([alone]), await reading.adapter.find([other])

    message, found, absent = roundup.run(work, reading)
    verdict = found[file.op_id]
    assert verdict.kind is VerdictKind.APPLIED
    assert roundup.issue(number)["files"] == [verdict.server_id]
    assert verdict.doc["entry"] == message.server_id
    assert absent == {"other": None}


@pytest.mark.parametrize("spoilt", [{"token": ""}, {"witness": "?"}])
def test_without_what_makes_it_go_only_once_nothing_is_sent(roundup, spoilt):
    number = roundup.create("Not ready")

    async def work(reading):
        (mine,) = await ready(reading.adapter, entry(number, "reply", "Later"))
        reading.line.begin()
        (verdict,) = await reading.adapter.push([replace(mine, **spoilt)], "me")
        return verdict, reading.line.requests

    verdict, requests = roundup.run(work, roundup.reading())
    assert verdict.kind is VerdictKind.RETRY_LATER
    assert requests == []


@pytest.mark.parametrize("after", [1, 100, 300])
@pytest.mark.parametrize("way", ["cut_up_after", "cut_down_after"])
@pytest.mark.parametrize("stage", ["/data/msg/@poe/", "/data/issue/"])
def test_a_cut_at_any_byte_of_what_writes_neither_loses_nor_doubles(
    roundup, roundup_wire, stage, way, after
):
    """Row 4, row 10, row 40: look, then send what is proved absent."""
    number = roundup.create("Cut anywhere")
    reading, line = roundup.lossy(roundup_wire)
    op = entry(number, "reply", f"Survivor {way} {after}")

    async def work(reading):
        (mine,) = await ready(reading.adapter, op)
        line.cut, line.faults = sends_to(stage), Faults(**{way: after})
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push([mine], "me")
        assert lost.value.maybe_sent
        line.cut = lambda _: False
        verdict = (await reading.adapter.find([mine]))[op.op_id]
        if verdict is None:
            (again,) = await ready(reading.adapter, op)
            (verdict,) = await reading.adapter.push([replace(again, attempt=2)], "me")
        return verdict

    verdict = roundup.run(work, reading)
    assert verdict.kind is VerdictKind.APPLIED
    assert roundup.issue(number)["messages"] == [verdict.server_id]
    assert len(roundup.messages_of(op)) == 1


def test_a_reply_that_never_arrived_is_proved_absent_at_once_and_can_never_arrive(
    roundup, roundup_wire
):
    number = roundup.create("Never arrives")
    reading, line = roundup.lossy(roundup_wire)
    op = entry(number, "reply", "Lost")

    async def work(reading):
        (mine,) = await ready(reading.adapter, op)
        line.swallow = sends_to("/data/msg/@poe/")
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        line.swallow = lambda _: False
        found = await reading.adapter.find([mine])
        # As if the lost request came now, after all.
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        return found

    assert roundup.run(work, reading) == {op.op_id: None}
    assert roundup.words(number) == []


def test_what_was_used_up_long_ago_and_cannot_be_found_is_proved_only_where_it_would_be_seen(
    roundup,
):
    seen, hidden = roundup.create("Seen"), roundup.create("Hidden")
    here, there = entry(seen, "reply", "Here"), entry(hidden, "reply", "There")

    async def work(reading):
        mine = await ready(reading.adapter, here, there)
        for one in mine:
            await reading.adapter.find([one])
        roundup.change(hidden, "admin", queue=PRIVATE_QUEUE)
        at_once = await reading.adapter.find(mine)
        reading.line.ahead_s = 2 * 3600
        return at_once, await reading.adapter.find(mine)

    at_once, later = roundup.run(work, roundup.reading())
    assert at_once == {}
    assert later == {here.op_id: None}


def test_of_equal_replies_each_is_found_once(roundup, roundup_wire):
    number = roundup.create("The same twice")
    reading, line = roundup.lossy(roundup_wire)
    ops = [entry(number, "reply", "Done.") for _ in range(3)]

    async def work(reading):
        mine = await ready(reading.adapter, *ops)
        line.lose = sends_to("/data/msg/")
        for one in mine[:2]:
            with pytest.raises(NetworkError):
                await reading.adapter.push([one], "me")
        line.lose = lambda _: False
        return await reading.adapter.find(mine)

    found = roundup.run(work, reading)
    names = [found[one.op_id].server_id for one in ops[:2]]
    assert sorted(names) == sorted(roundup.issue(number)["messages"])
    assert len(set(names)) == 2
    assert found[ops[2].op_id] is None


def test_a_failure_before_anything_is_written_proves_that_nothing_was(roundup, roundup_wire):
    number = roundup.create("Not even looked at")
    reading, line = roundup.lossy(roundup_wire)

    async def work(reading):
        (mine,) = await ready(reading.adapter, entry(number, "reply", "Never sent"))
        line.lose = lambda request: request.method == "GET"
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push([mine], "me")
        return lost.value.maybe_sent

    assert roundup.run(work, reading) is False
    assert roundup.words(number) == []


def test_a_message_comes_to_an_issue_that_a_colleague_changes_at_the_same_time(
    roundup, roundup_wire
):
    number = roundup.create("Changed while written to")
    reading, line = roundup.lossy(roundup_wire)
    todo = ["Theirs"]

    def meanwhile(request):
        if request.method == "PATCH" and todo:
            roundup.change(number, title=todo.pop())

    async def work(reading):
        line.meanwhile = meanwhile
        return await only(reading.adapter, entry(number, "reply", "Mine"))

    verdict = roundup.run(work, reading)
    assert verdict.kind is VerdictKind.APPLIED
    assert roundup.issue(number)["title"] == "Theirs"
    assert roundup.words(number) == ["Mine"]


def test_retired_absent_and_hidden_tickets_are_told_apart(roundup):
    marks = roundup.marks
    names = {
        marks.retired: VerdictKind.GONE,
        "999999": VerdictKind.GONE,
        marks.secret: VerdictKind.FORBIDDEN,
    }
    before = {name: roundup.words(name) for name in (marks.retired, marks.secret)}

    async def work(reading):
        found = {}
        for name in names:
            change = await only(reading.adapter, edit(name, {}, subject="Never"))
            reply = await only(reading.adapter, entry(name, "reply", "Never"))
            found[name] = {change.kind, reply.kind}
        return found

    assert roundup.run(work, roundup.reading()) == {name: {kind} for name, kind in names.items()}
    assert {name: roundup.words(name) for name in before} == before


def test_a_ticket_is_deleted_where_the_desk_lets_us(roundup):
    number = roundup.create("Superfluous")
    op = make("ticket", Action.DELETE, number)

    async def work(reading):
        first = await only(reading.adapter, op)
        (lost,) = await ready(reading.adapter, op)
        return first, await only(reading.adapter, op), await reading.adapter.find([lost])

    agent, _, _ = roundup.run(work, roundup.reading())
    assert agent.kind is VerdictKind.FORBIDDEN
    first, second, found = roundup.run(work, roundup.reading("admin"))
    assert (first.kind, second.kind) == (VerdictKind.APPLIED, VerdictKind.GONE)
    assert found[op.op_id].kind is VerdictKind.APPLIED


def test_records_that_the_desk_does_not_keep_are_refused(roundup):
    ops = [
        make("saved_view", Action.CREATE, patch=Patch(set={"name": "Mine"})),
        make("person", Action.EDIT, "4", patch=Patch(set={"name": "Benjamin"})),
    ]
    verdicts = roundup.run(lambda one: push(one.adapter, *ops), roundup.reading())
    assert [(one.kind, one.problem.rule) for one in verdicts] == [
        (VerdictKind.REJECTED, "not_kept")
    ] * 2


def test_what_was_answered_before_a_failure_is_told(roundup, roundup_wire):
    number = roundup.create("Half a batch")
    reading, line = roundup.lossy(roundup_wire)
    first, second = entry(number, "reply", "One"), entry(number, "reply", "Two")

    async def work(reading):
        mine: list[Operation] = await ready(reading.adapter, first, second)
        line.lose = lambda request: request.method == "POST" and b"Two" in request.body
        return await reading.adapter.push(mine, "me")

    verdicts = roundup.run(work, reading)
    assert [one.op_id for one in verdicts] == [first.op_id]
    assert roundup.words(number) == ["One"]


def test_changes_from_other_pages_are_what_the_desk_refuses_and_ours_are_not(roundup):
    """Roundup takes changes from its own pages only; here nothing says so."""
    answer = httpx.post(
        f"{roundup.url}/rest/data/issue", json={"title": "x"}, auth=("ben", PASSWORD), timeout=60
    )
    assert answer.status_code == 400
    assert "Header Missing" in answer.text


def test_after_signing_out_the_proof_of_who_we_are_is_gone(roundup):
    async def work(reading):
        await reading.adapter.sign_out()
        with pytest.raises(Exception, match="signed in") as gone:
            await reading.adapter.session()
        return type(gone.value).__name__, await reading.adapter.erase_order()

    assert roundup.run(work, roundup.reading()) == ("SignInError", None)
