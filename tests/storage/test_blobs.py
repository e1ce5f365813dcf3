"""Attached files: frozen, sealed, checked, within a budget, under names that do no harm."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.domain.errors import DamagedError, DiskFullError, StorageError
from deskclient.domain.file_names import numbered
from deskclient.domain.safe_names import MAX_CHARS, may_run, safe_name
from deskclient.storage import files
from deskclient.storage.blobs import BlobStore, TooLargeError
from deskclient.storage.connect import PLAIN
from deskclient.storage.sealed_file import CHUNK

SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]


@pytest.fixture(params=["sealed", "plain"])
def blobs(request, home):
    return BlobStore(home, PLAIN if request.param == "plain" else secrets.token_bytes(32))


def receive(blobs: BlobStore, content: bytes, digest: str = "") -> str:
    with blobs.receive(digest or sha256(content).hexdigest()) as incoming:
        for at in range(0, len(content), 10_000):
            incoming.write(content[at : at + 10_000])
        return incoming.keep()


@pytest.mark.parametrize("size", SIZES)
def test_content_comes_back_whole_and_from_any_offset(blobs, size):
    content = secrets.token_bytes(size)
    staged = blobs.stage_bytes(content, "a.bin", "application/octet-stream")
    assert (staged.size, staged.sha256) == (size, sha256(content).hexdigest())
    assert blobs.size(staged.sha256) == size
    assert blobs.read(staged.sha256, size) == content
    for offset in {0, 1, size // 2, max(0, size - 1), size} | {CHUNK} & set(range(size + 1)):
        assert b"".join(blobs.parts(staged.sha256, offset)) == content[offset:], offset


def test_a_file_is_frozen_when_it_is_attached(blobs, home):
    """Row 53: what happens to it later changes nothing."""
    source = home / "отчёт.txt"
    source.write_bytes(b"as it was")
    staged = blobs.stage_file(source, "text/plain")
    source.write_bytes(b"changed")
    source.unlink()
    assert staged.name == "отчёт.txt"
    assert b"".join(blobs.parts(staged.sha256)) == b"as it was"


def test_a_file_that_a_desk_knows_by_number_alone_is_kept_under_it(blobs):
    name = numbered("desk", 241)
    assert receive(blobs, b"whatever", name) == name
    assert blobs.read(name, 100) == b"whatever"
    assert b"".join(blobs.parts(name)) == b"whatever"
    assert not blobs.has(sha256(b"whatever").hexdigest())


def test_a_received_file_must_be_the_one_that_was_asked_for(blobs, home):
    with pytest.raises(DamagedError):
        receive(blobs, b"another", sha256(b"wanted").hexdigest())
    assert blobs.find(sha256(b"wanted").hexdigest()) is None
    assert list((home / "blobs").iterdir()) == []


def test_what_was_not_finished_never_was(blobs, home):
    """Row 26: the half-written file is removed."""

    def cut() -> None:
        with blobs.receive(sha256(b"x").hexdigest()) as incoming:
            incoming.write(b"half")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        cut()
    assert list((home / "blobs").iterdir()) == []
    half = home / "blobs" / "dead.new"
    half.write_bytes(b"of a killed process")
    blobs.clean(half.stat().st_mtime + 3_600)
    assert list((home / "blobs").iterdir()) == []


def test_what_is_being_frozen_while_the_engine_starts_stays(blobs, home):
    (home / "staged").mkdir(exist_ok=True)
    half = home / "staged" / "being-written.new"
    half.write_bytes(b"of the window")
    blobs.clean(half.stat().st_mtime + 5)
    assert half.exists()


def test_what_is_written_after_the_cleaning_began_stays(blobs, home):
    """The time was read before: to the cleaning such a file is of the future."""
    digest = sha256(b"x").hexdigest()
    with blobs.receive(digest) as incoming:
        incoming.write(b"x")
        began = (home / "blobs" / f"{digest}.part").stat().st_mtime - 1
        blobs.clean(began)
        incoming.keep()
    (home / "staged").mkdir(exist_ok=True)
    half = home / "staged" / "being-written.new"
    half.write_bytes(b"of the window")
    blobs.clean(half.stat().st_mtime - 1)
    assert half.exists()


def test_half_files_of_a_clock_that_was_far_ahead_do_not_stay_for_years(blobs, home):
    half = home / "blobs" / "dead.new"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"of a killed process")
    blobs.clean(half.stat().st_mtime - 86_400)
    assert not half.exists()


def test_a_full_disk_leaves_no_half_file(blobs, home, monkeypatch):
    """Row 26: ENOSPC at the last moment."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        blobs.stage_bytes(b"x", "a", "text/plain")
    assert list((home / "staged").iterdir()) == []


def test_a_file_above_the_limit_is_refused(home, key):
    small = BlobStore(home, key, max_bytes=10)
    with pytest.raises(TooLargeError):
        small.stage_bytes(b"x" * 11, "a", "text/plain")
    assert small.read(small.stage_bytes(b"x" * 10, "a", "t/p").sha256, 9) is None


def test_a_missing_source_is_named(blobs, home):
    with pytest.raises(StorageError):
        blobs.stage_file(home / "none", "text/plain")
    with pytest.raises(StorageError):
        list(blobs.parts("0" * 64))
    assert blobs.read("0" * 64, 5) is None
    assert blobs.size("0" * 64) is None
    assert blobs.export("0" * 64, home, "x") is None


@pytest.mark.parametrize("bad", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "/x"])
def test_only_the_name_of_a_file_becomes_a_path(blobs, bad):
    with pytest.raises(ValueError, match="name of a file"):
        blobs.find(bad)


def test_the_budget_takes_the_received_files_used_least_and_never_outgoing_ones(blobs, home):
    outgoing = blobs.stage_bytes(b"o" * 5000, "o", "t/p").sha256
    digests = [receive(blobs, bytes([n]) * 1000) for n in range(4)]
    for age, digest in enumerate(digests):
        os.utime(home / "blobs" / digest, (1000 + age, 1000 + age))
    assert blobs.read(digests[0], 5000) is not None
    freed = blobs.evict(2300, frozenset({digests[1]}))
    assert freed >= 2000
    here = {digest for digest in digests if blobs.find(digest)}
    assert here == {digests[0], digests[1]}
    assert blobs.find(outgoing) is not None
    blobs.evict(0)
    assert blobs.find(outgoing) is not None


def test_on_a_full_disk_received_files_go_in_portions_as_far_as_they_can(blobs, home, monkeypatch):
    """Row 25: one that another program holds stays and does not stop the others."""
    outgoing = blobs.stage_bytes(b"o" * 5000, "o", "t/p").sha256
    digests = [receive(blobs, bytes([n]) * 1000) for n in range(4)]
    for age, digest in enumerate(digests):
        os.utime(home / "blobs" / digest, (1000 + age, 1000 + age))
    unlink = Path.unlink

    def held(path: Path, **how: bool) -> None:
        if path.name == digests[0]:
            raise PermissionError(13, "in use", str(path))
        unlink(path, **how)

    monkeypatch.setattr(Path, "unlink", held)
    assert 1000 <= blobs.let_go(900, frozenset({digests[1]})) < 2000
    assert [blobs.has(one) for one in digests] == [True, True, False, True]
    assert blobs.let_go(9000, frozenset({digests[1]})) < 2000
    assert [blobs.has(one) for one in digests] == [True, True, False, False]
    assert blobs.let_go(900, frozenset({digests[1]})) == 0
    assert blobs.has(outgoing)


def test_an_outgoing_file_becomes_a_received_one(blobs):
    first = blobs.stage_bytes(b"1", "a", "t/p").sha256
    second = blobs.stage_bytes(b"2", "a", "t/p").sha256
    blobs.promote(first)
    assert blobs.read(first, 9) == b"1"
    blobs.evict(0)
    assert blobs.find(first) is None
    assert blobs.find(second) is not None


def test_received_files_are_sealed_with_the_key_of_the_cache(home):
    """Row 35: once that key is forgotten they cannot be read; outgoing ones can."""
    store, cache = secrets.token_bytes(32), secrets.token_bytes(32)
    blobs = BlobStore(home, store, cache)
    content = secrets.token_bytes(CHUNK + 9)
    sent = blobs.stage_bytes(content, "a", "t/p").sha256
    waiting = blobs.stage_bytes(b"waiting", "b", "t/p").sha256
    fetched = receive(blobs, b"fetched")
    blobs.promote(sent)
    assert not (home / "staged" / sent).exists()
    for digest, expected in ((sent, content), (waiting, b"waiting"), (fetched, b"fetched")):
        assert blobs.read(digest, 1 << 20) == expected
        assert b"".join(blobs.parts(digest, 2)) == expected[2:]
        assert blobs.size(digest) == len(expected)
    later = BlobStore(home, store)
    assert later.read(waiting, 99) == b"waiting"
    for digest in (sent, fetched):
        with pytest.raises(DamagedError):
            later.read(digest, 1 << 20)


def test_a_damaged_outgoing_file_is_not_kept_as_a_received_one(home):
    """The desk has it whole, so it can be fetched."""
    blobs = BlobStore(home, secrets.token_bytes(32), secrets.token_bytes(32))
    sent = blobs.stage_bytes(b"sent", "a", "t/p").sha256
    path = home / "staged" / sent
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    blobs.promote(sent)
    assert not blobs.has(sent)
    assert list((home / "blobs").iterdir()) == []


def test_to_ask_whether_a_file_is_here_is_no_use_of_it(blobs, home):
    digest = receive(blobs, b"x")
    os.utime(home / "blobs" / digest, (1000, 1000))
    assert blobs.has(digest)
    assert (home / "blobs" / digest).stat().st_mtime == 1000


@pytest.mark.parametrize("cut", [0, 1, 5, 70_000])
def test_a_file_set_aside_half_received_is_gone_on_with(blobs, home, cut):
    """Row 26, row 62: whatever of it reached the disk; the digest decides at the end."""
    content = os.urandom(300_000)
    digest = sha256(content).hexdigest()
    with blobs.receive(digest) as incoming:
        incoming.write(content[:200_000])
        incoming.set_aside()
    part = home / "blobs" / f"{digest}.part"
    os.truncate(part, part.stat().st_size - cut)
    blobs.clean(part.stat().st_mtime + 60)
    with blobs.resume(digest) as incoming:
        assert 0 < incoming.size <= 200_000
        incoming.write(content[incoming.size :])
        assert incoming.keep() == digest
    assert blobs.read(digest, 400_000) == content
    assert blobs.resume(digest) is None


def test_a_half_received_file_that_was_changed_or_is_old_begins_anew(blobs, home):
    content = os.urandom(200_000)
    digest = sha256(content).hexdigest()
    part = home / "blobs" / f"{digest}.part"

    def half() -> None:
        with blobs.receive(digest) as incoming:
            incoming.write(content[:150_000])
            incoming.set_aside()

    half()
    damaged = bytearray(part.read_bytes())
    damaged[40_000] ^= 1
    part.write_bytes(damaged)
    incoming = blobs.resume(digest)
    if incoming is not None:
        # Nothing seals the pieces of a plain store; the digest still decides.
        incoming.write(content[incoming.size :])
        with incoming, pytest.raises(DamagedError):
            incoming.keep()
    assert not part.exists()
    half()
    blobs.clean(part.stat().st_mtime + 8 * 86_400)
    assert not part.exists()


def test_a_readable_copy_stands_under_a_safe_name(blobs, home):
    digest = receive(blobs, b"hello")
    copy = blobs.export(digest, home / "opened", "../..\\evil\u202egpj.exe")
    assert copy is not None
    assert copy.read_bytes() == b"hello"
    assert (home / "opened") in copy.parents
    assert copy.name == "evilgpj.exe"
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]


@pytest.mark.parametrize("change", ["flip", "cut", "swap", "head"])
def test_a_changed_sealed_file_is_noticed(home, key, change):
    blobs = BlobStore(home, key)
    digest = receive(blobs, secrets.token_bytes(3 * CHUNK))
    path = home / "blobs" / digest
    content = bytearray(path.read_bytes())
    size = CHUNK + 16
    if change == "flip":
        content[5000] ^= 1
    elif change == "cut":
        content = content[: 12 + 2 * size]
    elif change == "swap":
        content[12 : 12 + 2 * size] = content[12 + size : 12 + 2 * size] + content[12 : 12 + size]
    else:
        content = bytearray(b"PK")
    path.write_bytes(content)
    with pytest.raises(DamagedError):
        blobs.read(digest, 10**9)


def test_sealed_files_do_not_tell_their_content(home, key):
    blobs = BlobStore(home, key)
    blobs.stage_bytes(b"CanaryContent" * 100, "a", "t/p")
    receive(blobs, b"CanaryOther" * 100)
    for path in home.rglob("*"):
        assert path.is_dir() or b"Canary" not in path.read_bytes()


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("Отчёт за май.docx", "Отчёт за май.docx"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("..", "file"),
        ("", "file"),
        ("   ", "file"),
        (".bashrc", "bashrc"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("COM¹.txt", "_COM¹.txt"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ("trailing. . ", "trailing"),
        ("e\u0301.txt", "é.txt"),
        ("file.txt:stream", "file.txt_stream"),
    ],
)
def test_names_are_made_safe(typed, safe):
    assert safe_name(typed) == safe


@given(st.text(max_size=400))
def test_any_name_becomes_one_plain_file_and_stays_the_same(typed):
    safe = safe_name(typed)
    assert 0 < len(safe) <= MAX_CHARS + 1
    assert len(safe.encode()) <= 255
    assert Path(safe).name == safe
    assert not set(safe) & set('<>:"/\\|?*\x00\u202e')
    assert safe == safe.strip(" .")
    assert safe_name(safe) == safe


@pytest.mark.parametrize("name", ["a.exe", "b.PDF.js", "x.lnk", "s.exe.txt", "m.docm", "a.exe "])
def test_what_may_run_is_known(name):
    assert may_run(name)


@pytest.mark.parametrize("name", ["a.pdf", "b.png", "exe", "notes.txt"])
def test_what_does_not_run_is_known(name):
    assert not may_run(name)


def test_a_file_is_replaced_whole_or_not_at_all(home, monkeypatch):
    target = home / "x.json"
    files.write_whole(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        files.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [one.name for one in home.iterdir()] == ["x.json"]
