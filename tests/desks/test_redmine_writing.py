"""What is said at a real Redmine: once, to the right issue, files and all."""

import hashlib

import httpx
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
    sent_long_ago,
)

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def assistant(redmine):
    """Somebody who may write in a project, but no private notes."""
    redmine.hire("pavel", "Reporter")
    return "pavel"


@pytest.mark.parametrize("kind", ["note", "reply"])
def test_a_message_is_written_once_and_told_as_the_feed_will_tell_it(redmine, kind):
    number = str(redmine.create("Written to"))
    text = f"Готово: {kind}.\nДва слова «ё» 😀"

    async def work(reading):
        verdict = await only(reading.adapter, entry(number, kind, text))
        return verdict, await reading.adapter.thread(number)

    verdict, thread = redmine.run(work, redmine.reading())
    assert verdict.kind is VerdictKind.APPLIED
    assert redmine.notes(number, private=kind == "note") == [text]
    assert redmine.notes(number, private=kind != "note") == []
    (row,) = [row for row in thread if row.server_id == verdict.server_id]
    assert (row.doc, row.ver, row.seq) == (verdict.doc, verdict.ver, verdict.seq)
    assert (row.doc["type"], row.doc["body"]) == (kind, text)


def test_one_entry_and_one_file_can_be_asked_for_as_the_feed_would_tell_them(redmine):
    number = str(redmine.create("Asked for"))
    redmine.edit(int(number), status_id=2)
    op = entry(number, "reply", "«ё»")
    file = attachment(op, "a.txt", b"a")

    async def work(reading):
        await hold(reading.adapter, file, b"a")
        await push(reading.adapter, op, file)
        thread = await reading.adapter.thread(number)
        found = [await reading.adapter.record(row.kind, row.server_id) for row in thread]
        names = [f"{number}-99999999", "999999-1", f"{redmine.marks.secret}-1", "nonsense"]
        return thread, found, [await reading.adapter.record("entry", name) for name in names]

    thread, found, absent = redmine.run(work, redmine.reading())
    assert [row.kind for row in thread] == ["entry"] * 4 + ["attachment"]
    assert found == thread
    assert [row.what for row in absent] == [
        RowKind.TOMBSTONE,
        RowKind.TOMBSTONE,
        RowKind.LEFT_SCOPE,
        RowKind.TOMBSTONE,
    ]
    assert {row.kind for row in absent} == {"entry"}


def test_a_single_nought_arrives(redmine):
    number = redmine.create("How many?")
    redmine.run(lambda one: only(one.adapter, entry(str(number), "reply", "0")), redmine.reading())
    assert redmine.notes(number) == ["0"]


def test_who_may_write_no_private_notes_writes_none_that_all_would_read(redmine, assistant):
    number = redmine.create("Behind the back")
    op = entry(str(number), "note", "Only among us")
    verdict = redmine.run(lambda one: only(one.adapter, op), redmine.by_password(assistant))
    assert (verdict.kind, verdict.problem.rule) == (VerdictKind.REJECTED, "forbidden")
    assert "everybody" in verdict.problem.message
    assert redmine.notes(number) == redmine.notes(number, private=True) == []


def test_a_file_of_an_internal_note_is_not_shown_to_everybody(redmine):
    number = redmine.create("A secret file")
    op = entry(str(number), "note", "See the file.")
    file = attachment(op, "secret.txt", b"secret")

    async def work(reading):
        await hold(reading.adapter, file, b"secret")
        return await push(reading.adapter, op, file)

    verdicts = redmine.run(work, redmine.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.BLOCKED, VerdictKind.REJECTED]
    assert "everybody" in verdicts[1].problem.message
    assert redmine.issue(number)["attachments"] == []


def test_a_message_goes_with_its_files(redmine):
    number = str(redmine.create("With files"))
    contents = {
        "отчёт № 1.txt": "Привет\r\nвам".encode(),
        "старый.txt": "Привет".encode("cp1251"),
        "a/b?.bin": bytes(range(256)) * 40,
        "empty.dat": b"",
    }
    op = entry(number, "reply", "See the files.")
    files = {name: attachment(op, name, content) for name, content in contents.items()}

    async def work(reading):
        await reading.adapter.session()
        for name, one in files.items():
            await hold(reading.adapter, one, contents[name])
        verdicts = await push(reading.adapter, op, *files.values())
        return verdicts, await reading.adapter.thread(number)

    verdicts, thread = redmine.run(work, redmine.reading())
    assert [one.op_id for one in verdicts] == [op.op_id, *(one.op_id for one in files.values())]
    assert {one.kind for one in verdicts} == {VerdictKind.APPLIED}
    assert redmine.notes(number) == ["See the files."]
    there = {f"{number}-{one['id']}": one for one in redmine.issue(number)["attachments"]}
    rows = {row.server_id: row for row in thread if row.kind == "attachment"}
    for verdict, (name, content) in zip(verdicts[1:], contents.items(), strict=True):
        told = there[verdict.server_id]
        assert told["filename"] == name.rpartition("/")[2].replace("?", "_")
        path = f"{redmine.url}/attachments/download/{told['id']}"
        key = {"X-Redmine-API-Key": redmine.marks.tokens["ben"]}
        assert httpx.get(path, headers=key, trust_env=False).content == content
        assert verdict.doc["entry"] == verdicts[0].server_id
        assert rows[verdict.server_id].doc["entry"] == verdicts[0].server_id
        assert (rows[verdict.server_id].ver, verdict.doc["ticket"]) == (verdict.ver, number)


def test_files_are_fetched_whole_and_from_the_middle(redmine):
    large, inline = str(redmine.marks.large), str(redmine.marks.inline)

    async def fetched(adapter, name, offset):
        return b"".join([chunk async for chunk in adapter.download(name, offset)])

    async def work(reading):
        await reading.adapter.session()
        rows = [*await reading.adapter.thread(large), *await reading.adapter.thread(inline)]
        files = {row.doc["name"]: row.doc for row in rows if row.kind == "attachment"}
        whole = await fetched(reading.adapter, files["журнал.log"]["sha256"], 0)
        part = await fetched(reading.adapter, files["журнал.log"]["sha256"], 5_000_000)
        return files, whole, part

    files, whole, part = redmine.run(work, redmine.reading())
    assert whole == b"All work and no play. " * 476_626
    assert len(whole) == files["журнал.log"]["size"]
    assert hashlib.sha256(part).digest() == hashlib.sha256(whole[5_000_000:]).digest()
    assert files["dot.png"]["entry"] == f"issue-{inline}"
    assert files["dot.png"]["media_type"] == "image/png"


def file_of(verdict):
    return verdict.server_id.partition("-")[2]


def test_a_file_that_was_taken_away_is_told(redmine):
    number = str(redmine.create("Too much said"))
    op = entry(number, "reply", "See the file.")
    file = attachment(op, "wrong.txt", b"wrong")

    async def work(reading):
        await hold(reading.adapter, file, b"wrong")
        _, sent = await push(reading.adapter, op, file)
        redmine.colleague("DELETE", f"/attachments/{file_of(sent)}", login="admin")
        return sent, await reading.adapter.thread(number)

    sent, thread = redmine.run(work, redmine.reading())
    (row,) = [row for row in thread if row.kind == "attachment"]
    assert (row.server_id, row.doc) == (sent.server_id, None)
    assert row.ver > sent.ver


def test_a_message_without_the_bytes_of_its_file_waits_for_them(redmine):
    number = redmine.create("Files are not here any more")
    op = entry(str(number), "reply", "See the file.")
    file = attachment(op, "lost.txt", b"lost")
    verdicts = redmine.run(lambda one: push(one.adapter, op, file), redmine.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.RETRY_LATER] * 2
    assert [one.problem and one.problem.rule for one in verdicts] == [None, "upload_missing"]
    assert redmine.notes(number) == []


def test_a_file_that_the_desk_refuses_is_named_in_its_words(redmine):
    redmine.server.set("attachment_max_size", "1")
    number = redmine.create("Too large")
    op = entry(str(number), "reply", "See the files.")
    small, large = attachment(op, "small.txt", b"s"), attachment(op, "large.txt", b"l" * 2000)

    async def work(reading):
        await hold(reading.adapter, small, b"s")
        await hold(reading.adapter, large, b"l" * 2000)
        return await push(reading.adapter, op, small, large)

    try:
        verdicts = redmine.run(work, redmine.reading())
    finally:
        redmine.server.set("attachment_max_size", "40000")
    kinds = [one.kind for one in verdicts]
    assert kinds == [VerdictKind.BLOCKED, VerdictKind.BLOCKED, VerdictKind.REJECTED]
    assert "maximum" in verdicts[2].problem.message
    assert redmine.notes(number) == []


def test_a_reply_waits_if_the_requester_wrote_again_after_it_was_read(redmine):
    number = str(redmine.create("Moved on"))
    redmine.edit(int(number), notes="Only a note", private_notes=True)
    mine = entry(number, "reply", "First answer.", seen_ord=1)
    verdict = redmine.run(lambda one: only(one.adapter, mine), redmine.reading())
    assert verdict.kind is VerdictKind.APPLIED
    redmine.edit(int(number), notes="One thing more")
    seen = int(verdict.doc["ord"])
    late = entry(number, "reply", "Second answer.", seen_ord=seen)
    note = entry(number, "note", "A note all the same.", seen_ord=seen)

    async def work(reading):
        return await only(reading.adapter, late), await only(reading.adapter, note)

    held, noted = redmine.run(work, redmine.reading())
    assert (held.kind, held.problem.rule) == (VerdictKind.REJECTED, "moved_on")
    assert noted.kind is VerdictKind.APPLIED
    assert redmine.notes(number) == ["First answer.", "One thing more"]


@pytest.mark.parametrize("kind", ["note", "reply"])
def test_a_lost_answer_to_a_message_is_found_and_nothing_is_written_twice(
    redmine, redmine_wire, kind
):
    number = redmine.create("The answer gets lost")
    reading, line = redmine.lossy(redmine_wire)
    op = entry(str(number), kind, f"Once\r\nonly,  {kind} «ё»  \n\n")

    async def work(reading):
        (mine,) = await ready(reading.adapter, op)
        line.lose = is_write
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push([mine], "me")
        line.lose = lambda _: False
        redmine.edit(number, notes="Meanwhile")
        return lost.value.maybe_sent, (await reading.adapter.find([mine]))[op.op_id]

    maybe_sent, verdict = redmine.run(work, reading)
    assert maybe_sent
    assert verdict.kind is VerdictKind.APPLIED
    told = [one for one in redmine.issue(number)["journals"] if "Once" in (one["notes"] or "")]
    assert [f"{number}-{one['id']}" for one in told] == [verdict.server_id]


@pytest.mark.parametrize("lost_one", ["uploads", "issues"])
def test_a_lost_answer_to_a_message_with_files_doubles_neither(redmine, redmine_wire, lost_one):
    number = redmine.create("The file gets lost")
    reading, line = redmine.lossy(redmine_wire)
    op = entry(str(number), "reply", "See the file.")
    file = attachment(op, "once.txt", b"once")

    async def work(reading):
        await hold(reading.adapter, file, b"once")
        mine = await ready(reading.adapter, op, file)
        line.lose = lambda one: is_write(one) and f"/{lost_one}" in one.url
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push(mine, "me")
        line.lose = lambda _: False
        if not lost.value.maybe_sent:
            return await reading.adapter.push(mine, "me")
        return list((await reading.adapter.find(mine)).values())

    verdicts = redmine.run(work, reading)
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED] * 2
    assert redmine.notes(number) == ["See the file."]
    assert [one["filename"] for one in redmine.issue(number)["attachments"]] == ["once.txt"]


def test_only_an_internal_note_is_proved_absent_and_only_after_a_while(redmine, redmine_wire):
    number = str(redmine.create("Never arrives"))
    reading, line = redmine.lossy(redmine_wire)
    note, reply = entry(number, "note", "Lost"), entry(number, "reply", "Lost")

    async def work(reading):
        mine = await ready(reading.adapter, note, reply)
        await reading.adapter.session()
        line.swallow = is_write
        for one in mine:
            with pytest.raises(NetworkError):
                await reading.adapter.push([one], "me")
        line.swallow = lambda _: False
        at_once = await reading.adapter.find(mine)
        return at_once, await reading.adapter.find([sent_long_ago(one) for one in mine])

    at_once, later = redmine.run(work, reading)
    assert at_once == {}
    assert later == {note.op_id: None}


def test_of_equal_replies_each_is_found_once(redmine, redmine_wire):
    number = redmine.create("The same twice")
    reading, line = redmine.lossy(redmine_wire)
    first, second, third = (entry(str(number), "reply", "Done.") for _ in range(3))

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

    found = redmine.run(work, reading)
    names = [found[one.op_id].server_id for one in (first, second)]
    journals = redmine.issue(number)["journals"]
    there = [f"{number}-{one['id']}" for one in journals if one["notes"]]
    assert names == there
    assert third.op_id not in found


def test_what_an_operation_became_is_not_taken_for_another_later(redmine):
    number = str(redmine.create("Said and said again"))
    first, second = (entry(number, "note", "The same words") for _ in range(2))

    async def work(reading):
        mine = await ready(reading.adapter, first, second)
        await reading.adapter.push(mine[:1], "me")
        return await reading.adapter.find([sent_long_ago(mine[1])])

    assert redmine.run(work, redmine.reading()) == {second.op_id: None}


def test_a_failure_before_anything_is_written_proves_that_nothing_was(redmine, redmine_wire):
    number = redmine.create("Not even looked at")
    reading, line = redmine.lossy(redmine_wire)

    async def work(reading):
        (mine,) = await ready(reading.adapter, entry(str(number), "reply", "Never sent"))
        line.lose = lambda request: request.method == "GET"
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push([mine], "me")
        return lost.value.maybe_sent

    assert redmine.run(work, reading) is False
    assert redmine.notes(number) == []


def test_absent_and_hidden_issues_are_told_apart(redmine):
    names = {
        str(redmine.marks.deleted): VerdictKind.GONE,
        "999999": VerdictKind.GONE,
        str(redmine.marks.secret): VerdictKind.FORBIDDEN,
    }

    async def work(reading):
        found = {}
        for name in names:
            change = await only(reading.adapter, edit(name, {}, subject="Never"))
            note = await only(reading.adapter, entry(name, "note", "Never"))
            found[name] = {change.kind, note.kind}
        return found

    found = redmine.run(work, redmine.reading())
    assert found == {name: {kind} for name, kind in names.items()}


def test_an_issue_is_deleted_where_the_desk_lets_us_and_not_with_others(redmine):
    number, parent = redmine.create("Superfluous"), redmine.create("A whole tree")
    redmine.create("A branch", parent_issue_id=parent)

    def delete(issue):
        return make("ticket", Action.DELETE, str(issue))

    refused = redmine.run(lambda one: only(one.adapter, delete(number)), redmine.reading())
    assert refused.kind is VerdictKind.FORBIDDEN

    async def work(reading):
        first = await only(reading.adapter, delete(number))
        again = await only(reading.adapter, delete(number))
        return first, again, await only(reading.adapter, delete(parent))

    first, again, tree = redmine.run(work, redmine.reading("admin"))
    assert (first.kind, again.kind) == (VerdictKind.APPLIED, VerdictKind.GONE)
    assert tree.kind is VerdictKind.REJECTED
    assert "subtasks" in tree.problem.message
    assert redmine.issue(parent)["subject"] == "A whole tree"


def test_records_that_the_desk_does_not_keep_are_refused(redmine):
    ops = [
        make("saved_view", Action.CREATE, patch=Patch(set={"name": "Mine"})),
        make("person", Action.EDIT, "7", patch=Patch(set={"name": "Benjamin"})),
    ]
    verdicts = redmine.run(lambda one: push(one.adapter, *ops), redmine.reading())
    assert [(one.kind, one.problem.rule) for one in verdicts] == [
        (VerdictKind.REJECTED, "not_kept")
    ] * 2


def test_what_was_answered_before_a_failure_is_told(redmine, redmine_wire):
    number = redmine.create("Half a batch")
    reading, line = redmine.lossy(redmine_wire)
    first, second = entry(str(number), "reply", "One"), entry(str(number), "reply", "Two")

    async def work(reading):
        mine = await ready(reading.adapter, first, second)
        line.lose = lambda request: is_write(request) and b"Two" in request.body
        return await reading.adapter.push(mine, "me")

    verdicts = redmine.run(work, reading)
    assert [one.op_id for one in verdicts] == [first.op_id]
    assert redmine.notes(number) == ["One", "Two"]
