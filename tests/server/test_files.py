"""Uploads that survive cuts, files that only those get who may see them."""

import errno
import hashlib
import http.client
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from deskclient.server.files.vault import DiskVault, MemoryVault
from deskclient.server.upkeep import prune
from tests.server.calling import Caller, create, edit
from tests.server.service import cheap_config, mini_desk, running
from tests.server.times import Turning

WORDS = bytes(range(256)) * 40


@pytest.fixture(params=["memory", "disk"])
def stored(request, tmp_path):
    """A desk that keeps files in memory, and one that keeps them on disk."""
    config = cheap_config(tmp_path / "files" if request.param == "disk" else None)
    mini = mini_desk(threads=False, config=config)
    yield mini
    mini.desk.database.close()


@pytest.fixture
def sender(stored):
    caller = Caller(stored, "anna")
    caller.sign_in()
    return caller


def announce(caller, data, **more):
    asked = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "name": "a.txt", **more}
    return caller.call("POST", "/v1/uploads", asked)


def send(caller, upload, offset, data):
    headers = {"Upload-Offset": str(offset)}
    return caller.call("PATCH", f"/v1/uploads/{upload}", headers=headers, raw=data)


def place(caller, upload):
    answer = caller.call("HEAD", f"/v1/uploads/{upload}")
    if answer.status == 404:
        return None
    assert answer.status == 204
    assert answer.body == b""
    return int(answer.headers["upload-offset"]), answer.headers["upload-complete"] == "?1"


def attach(caller, data, ticket, **more):
    """Write a note with a file."""
    entry = create("entry", ticket=ticket, type="note", body="see file")
    values = {
        "ticket": ticket,
        "entry": entry["id"],
        "name": "a.txt",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        **more,
    }
    return caller.push(entry, create("attachment", **values))


def uploaded(caller, data):
    upload = announce(caller, data).json()["id"]
    assert send(caller, upload, 0, data).status == 204
    return upload


def test_a_file_goes_there_and_back(sender, stored):
    answer = announce(sender, WORDS)
    assert answer.status == 201
    upload = answer.json()["id"]
    assert place(sender, upload) == (0, False)
    answer = send(sender, upload, 0, WORDS)
    assert answer.headers["upload-offset"] == str(len(WORDS))
    assert place(sender, upload) == (len(WORDS), True)
    assert [one["verdict"] for one in attach(sender, WORDS, stored.tickets[0])] == ["applied"] * 2
    sha = hashlib.sha256(WORDS).hexdigest()
    answer = sender.call("GET", f"/v1/files/{sha}")
    assert (answer.status, answer.body) == (200, WORDS)
    assert answer.headers["etag"] == f'"{sha}"'
    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert sender.call("GET", "/v1/size").json()["attachment_bytes"] == len(WORDS)


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, len(WORDS)), max_size=8))
def test_an_upload_cut_anywhere_goes_on_where_the_desk_stands(cuts):
    """Row 54."""
    mini = mini_desk(threads=False, tickets=1)
    caller = Caller(mini, "anna")
    caller.sign_in()
    upload = announce(caller, WORDS).json()["id"]
    at = 0
    for cut in sorted({*cuts, len(WORDS)}):
        assert send(caller, upload, at, WORDS[at:cut]).status in ({204} if cut > at else {204, 409})
        state = place(caller, upload)
        assert state is not None
        at = state[0]
        assert at == cut
    assert place(caller, upload) == (len(WORDS), True)
    mini.desk.database.close()


def test_bytes_that_do_not_belong_where_the_upload_stands_are_refused(sender):
    """Row 54: the offset lies."""
    upload = announce(sender, WORDS).json()["id"]
    send(sender, upload, 0, WORDS[:100])
    for offset in (0, 50, 101):
        answer = send(sender, upload, offset, WORDS[offset : offset + 10])
        assert (answer.status, answer.json()["rule"]) == (409, "offset")
        assert answer.headers["upload-offset"] == "100"
    assert send(sender, upload, 100, WORDS[100:] + b"more").status == 400
    assert send(sender, upload, 100, WORDS[100:]).status == 204


def test_a_damaged_file_is_thrown_away_and_can_be_sent_anew(sender):
    """Row 53, row 54: the proof at the end."""
    upload = announce(sender, WORDS).json()["id"]
    answer = send(sender, upload, 0, b"x" + WORDS[1:])
    assert (answer.status, answer.json()["rule"]) == (422, "digest")
    assert place(sender, upload) is None
    fresh = announce(sender, WORDS).json()
    assert fresh["offset"] == 0
    assert send(sender, fresh["id"], 0, WORDS).status == 204


def test_an_upload_announced_again_goes_on(sender):
    """Row 55: found by its content, with or without the id."""
    upload = announce(sender, WORDS).json()["id"]
    send(sender, upload, 0, WORDS[:77])
    again = announce(sender, WORDS)
    assert (again.status, again.json()) == (
        201,
        {"id": upload, "offset": 77, "complete": False},
    )
    send(sender, upload, 77, WORDS[77:])
    done = announce(sender, WORDS)
    assert (done.status, done.json()["complete"]) == (200, True)


def test_an_empty_file_is_complete_at_once(sender, stored):
    answer = announce(sender, b"")
    assert answer.json()["complete"]
    assert [one["verdict"] for one in attach(sender, b"", stored.tickets[0])] == ["applied"] * 2
    sha = hashlib.sha256(b"").hexdigest()
    answer = sender.call("GET", f"/v1/files/{sha}")
    assert (answer.status, answer.body) == (200, b"")


def test_an_attachment_waits_for_its_upload(sender, stored):
    """Row 55: the operation may come first; it is asked to come again."""
    entry, file = attach(sender, WORDS, stored.tickets[0])
    assert entry["verdict"] == "applied"
    assert (file["verdict"], file["problem"]["rule"]) == ("retry_later", "upload_missing")
    uploaded(sender, WORDS)
    assert [one["verdict"] for one in attach(sender, WORDS, stored.tickets[0])] == ["applied"] * 2


def test_an_attachment_must_be_what_was_uploaded(sender, stored):
    """Row 56."""
    uploaded(sender, WORDS)
    verdict = attach(sender, WORDS, stored.tickets[0], size=3)[1]
    assert (verdict["verdict"], verdict["problem"]["rule"]) == ("rejected", "size")
    verdict = attach(sender, WORDS, stored.tickets[0], sha256="nonsense")[1]
    assert verdict["problem"]["rule"] == "digest"


def test_an_attachment_belongs_to_the_ticket_of_its_entry(sender, stored):
    uploaded(sender, WORDS)
    entry = create("entry", ticket=stored.tickets[1], type="note", body="x")
    sender.push(entry)
    verdict = attach(sender, WORDS, stored.tickets[0], entry=entry["id"])[1]
    assert verdict["problem"]["rule"] == "reference"


def test_what_the_desk_does_not_take_is_refused_before_a_byte_is_sent(tmp_path):
    """Row 56: too large, or of a refused kind."""
    config = cheap_config(tmp_path)
    config = type(config)(
        password_time_cost=1,
        password_memory_kib=8,
        max_upload_bytes=1000,
        refused_suffixes=frozenset({".exe"}),
    )
    mini = mini_desk(threads=False, config=config)
    caller = Caller(mini)
    caller.sign_in()
    answer = announce(caller, WORDS)
    assert (answer.status, answer.json()["rule"]) == (413, "file_size")
    answer = announce(caller, b"MZ", name="Setup.EXE")
    assert (answer.status, answer.json()["rule"]) == (415, "file_type")
    assert caller.call("POST", "/v1/uploads", {"sha256": "../x", "size": 1}).status == 400
    mini.desk.database.close()


def test_knowing_a_digest_is_no_right_to_the_content(stored, sender):
    """Row 47: neither by reading it nor by attaching it."""
    uploaded(sender, WORDS)
    attach(sender, WORDS, stored.tickets[1])
    boris = Caller(stored, "boris")
    boris.sign_in()
    sha = hashlib.sha256(WORDS).hexdigest()
    assert boris.call("GET", f"/v1/files/{sha}").status == 404
    verdict = attach(boris, WORDS, stored.tickets[0])[1]
    assert verdict["problem"]["rule"] == "upload_missing"
    assert announce(boris, WORDS).json()["complete"] is False
    sender.push(edit(stored.tickets[1], {"queue": stored.queues[1]}, queue=stored.queues[0]))
    assert boris.call("GET", f"/v1/files/{sha}").body == WORDS
    lena = Caller(stored, "lena")
    lena.sign_in()
    assert announce(lena, WORDS).json()["complete"] is True


def test_uploads_of_others_are_not_there(stored, sender):
    upload = announce(sender, WORDS).json()["id"]
    lena = Caller(stored, "lena")
    lena.sign_in()
    assert place(lena, upload) is None
    assert send(lena, upload, 0, WORDS).status == 404
    assert lena.call("DELETE", f"/v1/uploads/{upload}").status == 404
    assert sender.call("DELETE", f"/v1/uploads/{upload}").status == 204
    assert place(sender, upload) is None


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=5-999999", 206, slice(5, None)),
        ("bytes=0-1,5-6", 200, slice(None)),
        ("lines=0-9", 200, slice(None)),
        ("bytes=9-5", 416, None),
        ("bytes=999999-", 416, None),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(sender, asked, status, expected):
    uploaded(sender, WORDS)
    sha = hashlib.sha256(WORDS).hexdigest()
    answer = sender.call("GET", f"/v1/files/{sha}", headers={"Range": asked})
    assert answer.status == status
    if expected is None:
        assert answer.headers["content-range"] == f"bytes */{len(WORDS)}"
        return
    assert answer.body == WORDS[expected]
    assert answer.headers["content-length"] == str(len(answer.body))
    if status == 206:
        start = WORDS.find(answer.body) if asked == "bytes=0-9" else None
        assert start in {0, None}
        assert answer.headers["content-range"].endswith(f"/{len(WORDS)}")


def test_conditions_on_a_file_are_honoured(sender):
    uploaded(sender, WORDS)
    sha = hashlib.sha256(WORDS).hexdigest()
    path, etag = f"/v1/files/{sha}", f'"{sha}"'
    assert sender.call("GET", path, headers={"If-None-Match": etag}).status == 304
    headers = {"Range": "bytes=0-9", "If-Range": '"other"'}
    assert sender.call("GET", path, headers=headers).body == WORDS
    headers["If-Range"] = etag
    assert sender.call("GET", path, headers=headers).body == WORDS[:10]


def test_uploads_expire_and_orphans_go_but_attached_files_stay():
    """Row 54, row 55."""
    clock = Turning()
    mini = mini_desk(threads=False, clock=clock)
    caller = Caller(mini)
    caller.sign_in()
    half = announce(caller, b"half of it").json()["id"]
    send(caller, half, 0, b"half")
    uploaded(caller, b"orphan")
    uploaded(caller, WORDS)
    attach(caller, WORDS, mini.tickets[0])
    clock.turn(days=6)
    prune(mini.desk)
    caller.sign_in()
    assert place(caller, half) == (4, False)
    clock.turn(days=2)
    prune(mini.desk)
    caller.sign_in()
    assert place(caller, half) is None
    assert caller.call("GET", f"/v1/files/{hashlib.sha256(b'orphan').hexdigest()}").status == 404
    assert caller.call("GET", f"/v1/files/{hashlib.sha256(WORDS).hexdigest()}").body == WORDS
    assert list(mini.desk.uploads.vault.contents()) == [hashlib.sha256(WORDS).hexdigest()]
    mini.desk.database.close()


class FullVault(DiskVault):
    """A disk that is full after some bytes."""

    room = 5000

    @override
    def write(self, upload_id, position, data):
        if position + len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(upload_id, position, data)


def test_a_full_disk_is_told_and_the_upload_goes_on_when_there_is_room(stored, sender, tmp_path):
    """Row 26: what had arrived counts."""
    stored.desk.uploads.vault = FullVault(tmp_path)
    upload = announce(sender, WORDS).json()["id"]
    assert send(sender, upload, 0, WORDS[:4000]).status == 204
    answer = send(sender, upload, 4000, WORDS[4000:])
    assert (answer.status, answer.json()["rule"]) == (507, "disk_full")
    assert place(sender, upload) == (4000, False)
    stored.desk.uploads.vault.room = 1 << 30
    assert send(sender, upload, 4000, WORDS[4000:]).status == 204


def test_bytes_that_arrived_before_the_connection_broke_count():
    """Row 54: on a real connection."""
    data = b"0123456789" * 100_000
    mini = mini_desk()
    caller = Caller(mini)
    caller.sign_in()
    upload = announce(caller, data).json()["id"]
    with running(mini) as url:
        address = urlsplit(url)
        connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=20)
        connection.putrequest("PATCH", f"/v1/uploads/{upload}")
        connection.putheader("Authorization", f"Bearer {caller.token}")
        connection.putheader("Upload-Offset", "0")
        connection.putheader("Content-Length", str(len(data)))
        connection.endheaders(data[:600_000])
        connection.close()
        # The same upload cannot be asked about until the desk has noticed the cut.
        for _ in range(200):
            state = place(caller, upload)
            if state is not None and state[0] == 600_000:
                break
            caller.call("GET", "/v1/hello")
        assert place(caller, upload) == (600_000, False)
    assert send(caller, upload, 600_000, data[600_000:]).status == 204
    mini.desk.database.close()


def test_the_vault_on_disk_keeps_contents_whole(tmp_path):
    vault = DiskVault(tmp_path)
    vault.write("u", 0, b"abcdef")
    vault.flush("u")
    vault.keep("u", "ab" * 32, 3)
    assert vault.read("ab" * 32, 1, 10) == b"bc"
    assert DiskVault(tmp_path).size("ab" * 32) == 3
    vault.remove("ab" * 32)
    assert vault.size("ab" * 32) is None
    vault.discard("u")
    assert MemoryVault().size("x") is None
