"""Attached files."""

import asyncio
import gc
import os
from threading import Event

import pytest
from typing_extensions import override

from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import ReadOnlyError, RefusedError
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, OpProblem, OpState
from deskclient.services.engine_blobs import EngineBlobs
from deskclient.services.engine_link import EngineLink
from deskclient.services.export import Unsent
from deskclient.services.files import FileDesk
from deskclient.storage.blobs import BlobStore
from deskclient.storage.sealed_file import CHUNK
from tests.services.opened import wait


def profile_in(home):
    folder = home / "profile"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def files(home):
    store = BlobStore(profile_in(home), b"k" * 32)
    made = FileDesk(store, EngineLink(), max_bytes=1_000_000)
    yield made
    made.close()


def test_a_file_is_frozen_when_it_is_attached(files, home):
    """Row 53: a later change of the file on the disk does not matter."""
    path = home / "отчёт.pdf"
    path.write_bytes(b"first")
    staged = wait(files.stage(path))
    path.write_bytes(b"second")
    assert (staged.name, staged.size, staged.media_type) == ("отчёт.pdf", 5, "application/pdf")
    assert files.content(staged.sha256) == b"first"


def test_a_file_that_is_too_large_or_empty_is_refused_before_it_is_copied(files, home):
    big = home / "big.bin"
    with big.open("wb") as out:
        out.truncate(1_000_001)
    (home / "empty").touch()
    for path in (big, home / "empty"):
        with pytest.raises(RefusedError):
            wait(files.stage(path))
    with pytest.raises(RefusedError):
        wait(files.stage_bytes(b"x" * 1_000_001, "a.png", "image/png"))


def test_a_file_that_vanished_is_said_to_be_gone(files, home):
    with pytest.raises(ReadOnlyError, match="gone"):
        wait(files.stage(home / "gone.txt"))


def test_a_readable_copy_has_a_safe_name_and_vanishes_at_the_end(files):
    staged = wait(files.stage_bytes(b"x", "a.txt", ""))
    path = files.local_path(staged.sha256, "../../evil\u202etxt.exe")
    assert path.read_bytes() == b"x"
    assert path.name == "eviltxt.exe"
    assert files.local_path(staged.sha256, "../../evil\u202etxt.exe") == path
    files.close()
    assert not path.exists()


def test_bytes_that_are_not_here_are_nothing(files):
    assert files.local_path("0" * 64, "a") is None
    assert files.content("0" * 64) is None
    assert files.content("no digest") is None
    assert files.local_path("../x", "a") is None


def test_a_damaged_file_is_as_good_as_none(files, home):
    staged = wait(files.stage_bytes(b"x" * 100, "a.txt", ""))
    (path,) = (profile_in(home) / "staged").iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert files.content(staged.sha256) is None


def test_tidying_at_the_start_leaves_what_was_attached_since(home):
    folder = profile_in(home)
    store = BlobStore(folder, b"k" * 32)
    old = store.stage_bytes(b"sent long ago", "a", "t/p").sha256
    os.utime(folder / "staged" / old, (1000, 1000))
    blobs = EngineBlobs(store, folder, SystemClock())
    fresh = store.stage_bytes(b"attached while it starts", "b", "t/p").sha256
    blobs.tidy(Unsent((), ()))
    assert not (folder / "staged" / old).exists()
    assert blobs.has(old)
    assert (folder / "staged" / fresh).exists()


def test_a_file_stamped_a_moment_before_the_start_was_attached_since(home):
    """A file system tells time in steps of up to two seconds."""
    folder = profile_in(home)
    store = BlobStore(folder, b"k" * 32)
    blobs = EngineBlobs(store, folder, SystemClock())
    fresh = store.stage_bytes(b"attached while it starts", "b", "t/p").sha256
    stamped = SystemClock().now().timestamp() - 2
    os.utime(folder / "staged" / fresh, (stamped, stamped))
    blobs.tidy(Unsent((), ()))
    assert (folder / "staged" / fresh).exists()


def test_work_that_cannot_be_read_keeps_every_outgoing_file(home):
    """Row 22."""
    folder = profile_in(home)
    store = BlobStore(folder, b"k" * 32)
    digest = store.stage_bytes(b"of a newer version", "a", "t/p").sha256
    os.utime(folder / "staged" / digest, (1000, 1000))
    strange = Operation(
        op_id=OpId("o1"),
        kind="attachment",
        record_id=RecordId("a1"),
        action=Action.EDIT,
        state=OpState.HELD,
        problem=OpProblem("unreadable", "Not known here."),
    )
    EngineBlobs(store, folder, SystemClock()).tidy(Unsent((strange,), ()))
    assert (folder / "staged" / digest).exists()


class SlowStore(BlobStore):
    """Takes its time to open what was set aside."""

    def __init__(self, folder, key):
        super().__init__(folder, key)
        self.asked, self.go_on = Event(), Event()

    @override
    def resume(self, digest):
        self.asked.set()
        assert self.go_on.wait(10)
        return super().resume(digest)


@pytest.mark.parametrize("closed_before", [True, False], ids=["too late", "in time"])
def test_a_download_taken_up_while_the_program_ends_leaves_no_file_open(home, closed_before):
    """Row 62."""
    folder, digest = profile_in(home), "a" * 64
    first = EngineBlobs(BlobStore(folder, b"k" * 32), folder, SystemClock())
    asyncio.run(first.append(digest, 0, bytes(CHUNK + 1)))
    first.close()
    store = SlowStore(folder, b"k" * 32)
    blobs = EngineBlobs(store, folder, SystemClock())

    async def end_while_it_opens():
        asking = asyncio.create_task(blobs.partial(digest))
        await asyncio.to_thread(store.asked.wait, 10)
        asking.cancel()
        await asyncio.wait([asking])
        if closed_before:
            blobs.close()
        store.go_on.set()

    asyncio.run(end_while_it_opens())  # waits for its threads
    if not closed_before:
        blobs.close()
    gc.collect()  # An open file would tell itself now, which fails the test.
    again = EngineBlobs(BlobStore(folder, b"k" * 32), folder, SystemClock())
    size = asyncio.run(again.partial(digest))
    again.close()
    assert size == CHUNK
