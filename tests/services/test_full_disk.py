"""A disk that is really full: what the desk still has makes room for what only we have."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SeededRandomness, SystemClock
from deskclient.domain.errors import DiskFullError
from deskclient.domain.ids import IdMaker, OpId, RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import Action, Operation, Patch
from deskclient.domain.scope import Scope
from deskclient.services.engine_blobs import EngineBlobs
from deskclient.services.engine_room import EngineRoom, EngineWishes, start_room
from deskclient.storage.blobs import BlobStore
from deskclient.storage.port import Draft
from deskclient.storage.stores import RESERVE
from deskclient.storage.vault import StoreKeys
from deskclient.sync.settings import EngineSettings
from tests.fakes.memory_eraser import MemoryEraser
from tests.services.opened import wait
from tests.storage.builders import BORN, edit

KEY = b"k" * 32
DISK_MB = 24
FILE = 1 << 20


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """A disk of its own, of a few megabytes."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("Only the administrator of a Linux system can make a small disk.")
    place = home / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "none", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("This system lets nobody make a small disk.")
    yield place
    subprocess.run(["umount", str(place)], check=True)


class Profile:
    """A profile on the small disk, with an engine that never goes online."""

    def __init__(self, disk: Path) -> None:
        self.disk = disk
        self.folder = disk / "profile"
        self.files = BlobStore(self.folder, KEY)
        self.clock = SystemClock()

    @contextmanager
    def opened(self) -> Iterator[EngineRoom]:
        room = start_room(self._wishes(), lambda _: None)
        try:
            yield room
        finally:
            room.runner.stop(10)

    def fetched(self, count: int) -> list[str]:
        """Put files of the desk here, the least recently used first."""
        digests = []
        for number in range(count):
            content = os.urandom(FILE)
            digest = sha256(content).hexdigest()
            with self.files.receive(digest) as incoming:
                incoming.write(content)
                incoming.keep()
            os.utime(self.folder / "blobs" / digest, (number, number))
            digests.append(digest)
        return digests

    def fill_up(self) -> None:
        """Leave hardly any room on the disk."""
        with (self.disk / "others").open("wb") as file:
            file.write(bytes(max(0, shutil.disk_usage(self.disk).free - (64 << 10))))

    def _wishes(self) -> EngineWishes:
        clock, randomness = self.clock, SeededRandomness(1)
        return EngineWishes(
            folder=self.folder,
            keys=StoreKeys(KEY, KEY),
            registry=standard_registry(),
            backend="native",
            desk_url="http://127.0.0.1:9",
            instance="desk-1",
            person_id="me",
            tokens=MemoryTokenStore(),
            blobs=EngineBlobs(self.files, self.folder, clock),
            eraser=MemoryEraser(),
            clock=clock,
            randomness=randomness,
            ids=IdMaker(clock, randomness),
            first_scope=Scope(),
            offline=True,
            settings=EngineSettings(),
            rest=lambda: None,
            known_words={},
            keep_words=lambda _: None,
        )


@pytest.fixture
def profile(small_disk):
    return Profile(small_disk)


def say(room: EngineRoom, name: str, megabytes: int = 0) -> None:
    op = edit(name, f"about {name}", subject="word " * (megabytes * 200_000 or 2))
    wait(room.runner.submit(room.calls.commit, [op]))


def unsent(room: EngineRoom) -> list[str]:
    return [op.op_id for op in wait(room.runner.submit(room.outbox.pending))]


def attach(room: EngineRoom, digest: str) -> None:
    op = Operation(
        op_id=OpId("attach"),
        kind="attachment",
        record_id=RecordId("a1"),
        action=Action.CREATE,
        patch=Patch(set={"sha256": digest, "name": "a.bin"}),
        acted_at=BORN,
    )
    wait(room.runner.submit(room.calls.commit, [op]))


def test_on_a_full_disk_what_can_be_fetched_again_makes_room_for_an_edit(profile):
    """Row 25: the reserve first, then received files, those used longest ago first."""
    with profile.opened() as room:
        fetched = profile.fetched(12)
        profile.fill_up()
        say(room, "small", 1)
        assert not (profile.folder / RESERVE).exists()
        profile.fill_up()
        say(room, "large", 2)
        assert unsent(room) == ["small", "large"]
    left = [profile.files.has(one) for one in fetched]
    assert left == sorted(left)
    assert not left[0]
    assert left[-1]
    (profile.disk / "others").unlink()
    with profile.opened() as room:
        assert unsent(room) == ["small", "large"]


def test_a_file_let_go_is_fetched_again_when_it_is_wanted(profile):
    """Row 25: it is as if it had never been fetched."""
    content = os.urandom(FILE)
    digest = sha256(content).hexdigest()
    with profile.opened() as room:
        blobs = EngineBlobs(profile.files, profile.folder, profile.clock)
        asyncio.run(fetch(blobs, digest, content))
        profile.fill_up()
        say(room, "large", 2)
        assert not blobs.has(digest)
        (profile.disk / "others").unlink()
        assert asyncio.run(fetch(blobs, digest, content))
    assert profile.files.read(digest, FILE) == content


async def fetch(blobs: EngineBlobs, digest: str, content: bytes) -> bool:
    assert await blobs.partial(digest) == 0
    await blobs.append(digest, 0, content)
    return await blobs.finish(digest)


def test_bytes_that_wait_to_be_sent_are_never_let_go_and_not_saved_is_said(profile):
    """Row 25: neither frozen files nor received ones that unsent work or a draft needs."""
    with profile.opened() as room:
        frozen = profile.files.stage_bytes(os.urandom(FILE), "a.bin", "").sha256
        sent_on, in_draft, other = profile.fetched(3)
        attach(room, sent_on)
        draft = Draft("d1", "reply", "t1", {"files": [{"sha256": in_draft}]}, BORN)
        wait(room.runner.submit(room.calls.save_draft, draft))
        profile.fill_up()
        with pytest.raises(DiskFullError):
            say(room, "too large", 12)
        assert unsent(room) == ["attach"]
        here = {one: profile.files.has(one) for one in (frozen, sent_on, in_draft, other)}
        assert here == {frozen: True, sent_on: True, in_draft: True, other: False}
        say(room, "next")
        assert unsent(room) == ["attach", "next"]
