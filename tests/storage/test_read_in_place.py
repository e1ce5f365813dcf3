"""A folder that cannot be written: what is in it is read as it stands, to the last change."""

import shutil

import pytest

from deskclient.domain.errors import FolderGoneError, ReadOnlyError, StorageError
from deskclient.domain.query import ListQuery
from deskclient.storage.connect import Target, Use, open_in_place
from deskclient.storage.files import may_write
from deskclient.storage.lock import ProfileBusyError, ProfileLock
from deskclient.storage.reader import open_reader
from deskclient.storage.stores import open_outbox_read_only, open_stores
from tests.fakes.unwritable import unwritable
from tests.storage.builders import edit, feed, snap, ticket


def content(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def seen(folder, key, registry):
    """Read what a person would see: their unsent operations and the tickets of the cache."""
    outbox = open_outbox_read_only(folder, key, creator=open_in_place)
    reader = open_reader(folder, key, registry, creator=open_in_place)
    found = (
        [op.op_id for op in outbox.pending()],
        [row.record_id for row in reader.first_rows(ListQuery("ticket"), 9)],
    )
    reader.close()
    outbox.close()
    return found


@pytest.fixture
def left(opening, folder, tmp_path):
    """Folders as a program leaves them: when it ends, when it is killed, and then copied badly."""
    stores = opening()
    stores.outbox.add([edit("a", subject="x")])
    stores.cache.apply_page([snap("t1", ticket(1))], feed(cursor="one"))
    killed = shutil.copytree(folder, tmp_path / "killed")
    logs_alone = shutil.copytree(folder, tmp_path / "logs alone")
    for name in ("outbox.db-shm", "cache.db-shm"):
        (logs_alone / name).unlink()
    stores.close()
    return {"closed": folder, "killed": killed, "logs alone": logs_alone}


@pytest.mark.parametrize("how", ["closed", "killed", "logs alone"])
def test_what_was_kept_is_read_without_writing_a_byte(left, key, registry, how):
    """Row 27: also what only the log of a killed program has."""
    folder = left[how]
    assert ("outbox.db-wal" in content(folder)) == (how != "closed")
    before = content(folder)
    with unwritable(folder):
        assert seen(folder, key, registry) == (["a"], ["t1"])
    assert content(folder) == before


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_reading_in_place_leaves_the_files_as_they_are_where_they_could_be_written(
    left, key, registry, how
):
    """Row 27: the next program that may write finds the log of the killed one."""
    folder = left[how]
    before = content(folder)
    assert seen(folder, key, registry) == (["a"], ["t1"])
    assert content(folder) == before
    stores = open_stores(folder, key, registry)
    assert [op.op_id for op in stores.outbox.pending()] == ["a"]
    stores.close()


def test_two_readers_see_what_a_killed_program_left(left, key, registry):
    """Row 27: the window's and that of slow reads."""
    with unwritable(left["killed"]):
        first, second = (
            open_reader(left["killed"], key, registry, creator=open_in_place) for _ in range(2)
        )
        assert first.count(ListQuery("ticket")) == second.count(ListQuery("ticket")) == 1
        first.close()
        second.close()


def test_nothing_can_be_written_through_what_is_read_in_place(left, key):
    """Row 27: told as such, whatever the folder would allow."""
    outbox = open_outbox_read_only(left["closed"], key, creator=open_in_place)
    with pytest.raises(ReadOnlyError):
        outbox.add([edit("b", subject="y")])
    outbox.close()


def test_a_store_that_is_not_there_is_not_made(folder, key):
    folder.mkdir()
    with pytest.raises(StorageError):
        open_in_place(Target(folder / "outbox.db", key, Use.READER))
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_known_by_trying(folder):
    """Row 27: nothing stays of the trial."""
    folder.mkdir()
    assert may_write(folder)
    with unwritable(folder):
        assert not may_write(folder)
    assert list(folder.iterdir()) == []


def test_opening_for_work_says_that_the_folder_cannot_be_written(opening, folder, key, registry):
    """Row 27: named as such, by the lock and by the stores."""
    opening().close()
    with unwritable(folder):
        with pytest.raises(ReadOnlyError):
            ProfileLock(folder / "profile.lock")
        with pytest.raises(StorageError):
            open_stores(folder, key, registry)


def test_who_reads_keeps_others_from_writing(folder):
    """Row 27: a folder that only this program cannot write, another may."""
    folder.mkdir()
    ProfileLock(folder / "profile.lock").release()
    with unwritable(folder):
        reading = ProfileLock(folder / "profile.lock", to_write=False)
    with pytest.raises(ProfileBusyError):
        ProfileLock(folder / "profile.lock")
    reading.release()
    ProfileLock(folder / "profile.lock").release()


def test_what_another_program_writes_is_not_read_meanwhile(folder):
    """Row 27: it would be read while it changes."""
    folder.mkdir()
    with ProfileLock(folder / "profile.lock", "there"), unwritable(folder):
        with pytest.raises(ProfileBusyError) as busy:
            ProfileLock(folder / "profile.lock", to_write=False)
        assert busy.value.address == "there"


def test_a_change_is_refused_once_its_store_is_gone(opening, folder):
    """Row 27: the system would go on writing into files that nobody finds again."""
    stores = opening()
    stores.outbox.add([edit("a", subject="x")])
    shutil.rmtree(folder)
    with pytest.raises(FolderGoneError, match="is gone"):
        stores.outbox.add([edit("b", subject="y")])
    assert [op.op_id for op in stores.outbox.pending()] == ["a"]
    stores.close()
    assert not folder.exists()
