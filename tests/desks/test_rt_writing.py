"""What is said at a real Request Tracker: once, to the right ticket, files and all."""

import base64

import pytest
from msgspec.structs import replace

from deskclient.backends.port import RowKind
from deskclient.domain.errors import NetworkError
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.desks.rt_wishes import (
    attachment,
    edit,
    entry,
    hold,
    is_write,
    make,
    only,
    push,
    ready,
    said,
    sent_long_ago,
)

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("rt"), pytest.mark.timeout(600)]


@pytest.mark.parametrize(("kind", "noted"), [("note", "Comment"), ("reply", "Correspond")])
def test_a_message_is_written_once_and_told_as_the_feed_will_tell_it(rt, kind, noted):
    number = rt.create("Written to")

    async def work(reading):
        verdict = await only(
            reading.adapter, entry(number, kind, f"Готово: {kind}.\r\nДва слова «ё» 😀")
        )
        return verdict, await reading.adapter.thread(number)

    verdict, thread = rt.run(work, rt.reading())
    assert verdict.kind is VerdictKind.APPLIED
    assert said(rt, number, noted) == [verdict.server_id]
    (row,) = [row for row in thread if row.server_id == verdict.server_id]
    assert (row.doc, row.ver, row.seq) == (verdict.doc, verdict.ver, verdict.seq)
    assert row.doc["type"] == kind
    assert row.doc["body"] == f"Готово: {kind}.\nДва слова «ё» 😀"


def test_one_entry_can_be_asked_for_as_the_feed_would_tell_it(rt):
    number = rt.create("Asked for")
    rt.colleague("PUT", f"/ticket/{number}", {"Status": "open"})

    async def work(reading):
        await only(reading.adapter, entry(number, "note", "«ё»"))
        thread = await reading.adapter.thread(number)
        found = [await reading.adapter.record("entry", row.server_id) for row in thread]
        return thread, found, await reading.adapter.record("entry", "99999999")

    thread, found, absent = rt.run(work, rt.reading())
    assert len(thread) == 3
    assert found == thread
    assert absent.what is RowKind.TOMBSTONE


def test_a_single_nought_arrives(rt):
    op = entry(rt.create("How many?"), "reply", "0")
    verdict = rt.run(lambda one: only(one.adapter, op), rt.reading())
    assert verdict.doc["body"].strip() == "0"


def test_html_stays_html(rt):
    number = rt.create("Formatted")
    op = entry(number, "note", "<p>жирный <b>текст</b></p>", also={"body_format": "html"})
    verdict = rt.run(lambda one: only(one.adapter, op), rt.reading())
    assert verdict.doc["body_format"] == "html"
    assert verdict.doc["body"] == "<p>жирный <b>текст</b></p>"


def test_a_message_goes_with_its_files_in_one_request(rt):
    number = rt.create("With files")
    contents = {
        "отчёт № 1.txt": "Привет\r\nвам".encode(),
        "старый.txt": "Привет".encode("cp1251"),
        "bytes.bin": bytes(range(256)) * 40,
        "empty.dat": b"",
    }
    op = entry(number, "reply", "See the files.")
    files = {name: attachment(op, name, content) for name, content in contents.items()}

    async def work(reading):
        for name, one in files.items():
            await hold(reading.adapter, one, contents[name])
        reading.line.begin()
        verdicts = await push(reading.adapter, op, *files.values())
        return verdicts, [one for one in reading.line.requests if one.startswith("POST")]

    verdicts, posts = rt.run(work, rt.reading())
    assert {one.kind for one in verdicts} == {VerdictKind.APPLIED}
    assert [one.op_id for one in verdicts] == [op.op_id, *(one.op_id for one in files.values())]
    assert len(posts) == 1
    for verdict, (name, content) in zip(verdicts[1:], contents.items(), strict=True):
        assert verdict.doc["entry"] == verdicts[0].server_id
        assert (verdict.doc["ticket"], verdict.ver) == (number, verdicts[0].ver)
        told = rt.colleague("GET", f"/attachment/{verdict.server_id}")
        assert told["Filename"] == name
        assert base64.b64decode(told["Content"]) == content


def test_a_message_without_the_bytes_of_its_file_waits_for_them(rt):
    number = rt.create("Files are not here any more")
    op = entry(number, "reply", "See the file.")
    file = attachment(op, "lost.txt", b"lost")
    verdicts = rt.run(lambda one: push(one.adapter, op, file), rt.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.RETRY_LATER] * 2
    assert [one.problem and one.problem.rule for one in verdicts] == [None, "upload_missing"]
    assert said(rt, number, "Correspond") == []


def test_a_reply_waits_if_the_requester_wrote_again_after_it_was_read(rt):
    number = rt.create("Moved on", Requestor="ben")
    rt.comment(number, "Only a note", "ben")
    mine = entry(number, "reply", "First answer.", seen_ord=1)
    verdict = rt.run(lambda one: only(one.adapter, mine), rt.reading())
    assert verdict.kind is VerdictKind.APPLIED
    wish = {"Content": "One thing more", "ContentType": "text/plain"}
    rt.colleague("POST", f"/ticket/{number}/correspond", wish, "ben")
    late = entry(number, "reply", "Second answer.", seen_ord=int(verdict.server_id))
    note = entry(number, "note", "A note all the same.", seen_ord=int(verdict.server_id))

    async def work(reading):
        return await only(reading.adapter, late), await only(reading.adapter, note)

    held, noted = rt.run(work, rt.reading())
    assert (held.kind, held.problem.rule) == (VerdictKind.REJECTED, "moved_on")
    assert noted.kind is VerdictKind.APPLIED
    assert len(said(rt, number, "Correspond")) == 2


@pytest.mark.parametrize("kind", ["note", "reply"])
def test_a_lost_answer_to_a_message_is_found_and_nothing_is_written_twice(rt, proxy, kind):
    number = rt.create("The answer gets lost")
    reading, line = rt.lossy(proxy)
    op = entry(number, kind, f"Once\r\nonly,  {kind} «ё»  \n\n")

    async def work(reading):
        (mine,) = await ready(reading.adapter, op)
        line.lose = is_write
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push([mine], "me")
        line.lose = lambda _: False
        return lost.value.maybe_sent, (await reading.adapter.find([mine]))[op.op_id]

    maybe_sent, verdict = rt.run(work, reading)
    noted = said(rt, number, "Comment" if kind == "note" else "Correspond")
    assert maybe_sent
    assert verdict.kind is VerdictKind.APPLIED
    assert noted == [verdict.server_id]


def test_only_an_internal_note_is_proved_absent_and_only_after_a_while(rt, proxy):
    number = rt.create("Never arrives")
    reading, line = rt.lossy(proxy)
    note, reply = entry(number, "note", "Lost"), entry(number, "reply", "Lost")

    async def work(reading):
        mine = await ready(reading.adapter, note, reply)
        line.swallow = is_write
        for one in mine:
            with pytest.raises(NetworkError):
                await reading.adapter.push([one], "me")
        line.swallow = lambda _: False
        at_once = await reading.adapter.find(mine)
        return at_once, await reading.adapter.find([sent_long_ago(one) for one in mine])

    at_once, later = rt.run(work, reading)
    assert at_once == {}
    assert later == {note.op_id: None}


def test_of_equal_replies_each_is_found_once(rt, proxy):
    number = rt.create("The same twice")
    reading, line = rt.lossy(proxy)
    first, second, third = (entry(number, "reply", "Done.") for _ in range(3))

    async def work(reading):
        mine: list[Operation] = []
        for one in (first, second):
            (noted,) = await ready(reading.adapter, one)
            mine.append(replace(noted, witness=mine[0].witness if mine else noted.witness))
            line.lose = is_write
            with pytest.raises(NetworkError):
                await reading.adapter.push([mine[-1]], "me")
            line.lose = lambda _: False
        (noted,) = await ready(reading.adapter, third)
        mine.append(sent_long_ago(replace(noted, witness=mine[0].witness)))
        return await reading.adapter.find(mine)

    found = rt.run(work, reading)
    names = [found[one.op_id].server_id for one in (first, second)]
    assert names == said(rt, number, "Correspond")
    assert len(set(names)) == 2
    assert third.op_id not in found


def test_what_an_operation_became_is_not_taken_for_another_later(rt):
    number = rt.create("Said and said again")
    first, second = (entry(number, "note", "The same words") for _ in range(2))

    async def work(reading):
        mine = await ready(reading.adapter, first, second)
        await reading.adapter.push(mine[:1], "me")
        return await reading.adapter.find([sent_long_ago(mine[1])])

    assert rt.run(work, rt.reading()) == {second.op_id: None}


def test_a_failure_before_anything_is_written_proves_that_nothing_was(rt, proxy):
    number = rt.create("Not even looked at")
    reading, line = rt.lossy(proxy)

    async def work(reading):
        (mine,) = await ready(reading.adapter, entry(number, "reply", "Never sent"))
        line.lose = lambda request: request.method == "GET"
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push([mine], "me")
        return lost.value.maybe_sent

    assert rt.run(work, reading) is False
    assert said(rt, number, "Correspond") == []


def test_merged_deleted_absent_and_hidden_tickets_are_told_apart(rt):
    marks = rt.marks
    names = {
        str(marks.merged): VerdictKind.MOVED,
        str(marks.deleted): VerdictKind.GONE,
        "999999": VerdictKind.GONE,
        str(marks.secret): VerdictKind.FORBIDDEN,
    }

    noted = said(rt, str(marks.survivor), "Comment")

    async def work(reading):
        found = {}
        for name in names:
            change = await only(reading.adapter, edit(name, {}, subject="Never"))
            note = await only(reading.adapter, entry(name, "note", "Never"))
            found[name] = (change, note)
        return found

    found = rt.run(work, rt.reading())
    assert {name: {one.kind for one in pair} for name, pair in found.items()} == {
        name: {kind} for name, kind in names.items()
    }
    assert {one.moved_to for one in found[str(marks.merged)]} == {str(marks.survivor)}
    assert said(rt, str(marks.survivor), "Comment") == noted


def test_a_ticket_is_deleted_where_the_desk_lets_us(rt):
    number = rt.create("Superfluous")
    op = make("ticket", Action.DELETE, number)

    async def work(reading):
        return await only(reading.adapter, op), await only(reading.adapter, op)

    first, second = rt.run(work, rt.reading())
    assert (first.kind, second.kind) == (VerdictKind.APPLIED, VerdictKind.GONE)


def test_records_that_the_desk_does_not_keep_are_refused(rt):
    ops = [
        make("saved_view", Action.CREATE, patch=Patch(set={"name": "Mine"})),
        make("person", Action.EDIT, "ben", patch=Patch(set={"name": "Benjamin"})),
    ]
    verdicts = rt.run(lambda one: push(one.adapter, *ops), rt.reading())
    assert [(one.kind, one.problem.rule) for one in verdicts] == [
        (VerdictKind.REJECTED, "not_kept")
    ] * 2


def test_what_was_answered_before_a_failure_is_told(rt, proxy):
    number = rt.create("Half a batch")
    reading, line = rt.lossy(proxy)
    first, second = entry(number, "note", "One"), entry(number, "note", "Two")

    async def work(reading):
        mine = await ready(reading.adapter, first, second)
        line.lose = lambda request: is_write(request) and b"Two" in request.body
        return await reading.adapter.push(mine, "me")

    verdicts = rt.run(work, reading)
    assert [one.op_id for one in verdicts] == [first.op_id]
    assert len(said(rt, number, "Comment")) == 2


def test_after_signing_out_the_proof_of_who_we_are_is_gone(rt):
    async def work(reading):
        await reading.adapter.sign_out()
        with pytest.raises(Exception, match="signed in") as gone:
            await reading.adapter.session()
        return type(gone.value).__name__, await reading.adapter.erase_order()

    assert rt.run(work, rt.reading()) == ("SignInError", None)
