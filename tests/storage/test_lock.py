"""The lock that lets one program in, and folders that are no good place."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deskclient.storage.folder_risk import folder_risk
from deskclient.storage.lock import ProfileBusyError, ProfileLock


def test_a_second_program_learns_where_the_first_listens(home):
    """Row 31: no second writer ever."""
    path = home / "p" / "profile.lock"
    with ProfileLock(path, "first-address") as lock:
        with pytest.raises(ProfileBusyError) as busy:
            ProfileLock(path)
        assert busy.value.address == "first-address"
        lock.listen_at("new")
        with pytest.raises(ProfileBusyError) as busy:
            ProfileLock(path)
        assert busy.value.address == "new"
    ProfileLock(path).release()


def test_a_lock_of_a_killed_program_is_taken_over(home):
    """Row 31: stale after a crash."""
    path = home / "profile.lock"
    program = (
        "import sys, pathlib; from deskclient.storage.lock import ProfileLock;"
        "ProfileLock(pathlib.Path(sys.argv[1]), 'dead'); print('held', flush=True); input()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(ProfileBusyError) as busy:
            ProfileLock(path)
        assert busy.value.address == "dead"
        child.send_signal(signal.SIGKILL)
    ProfileLock(path).release()


def test_a_lock_file_with_anything_in_it_does_not_matter(home):
    path = home / "profile.lock"
    path.write_bytes(b"\xff garbage")
    ProfileLock(path, "x").release()


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/home /mnt/team\\040files nfs4 rw 0 0
//nas/x /media/nas cifs rw 0 0
tmpfs /media/nas/local tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "risk"),
    [
        ("/srv/anna/data", ""),
        ("/mnt/team files/anna", "network"),
        ("/media/nas/x", "network"),
        ("/media/nas/local/x", ""),
        ("/srv/anna/OneDrive - Firma/x", "synced"),
        ("/srv/anna/Dropbox/x", "synced"),
        ("/srv/anna/Nextcloud/x", "synced"),
    ],
)
def test_folders_where_a_database_may_break_are_known(folder, risk):
    """Row 30: network and synced folders are warned of."""
    assert folder_risk(Path(folder), MOUNTS) == risk


def test_a_sync_programs_mark_is_seen(home):
    """Row 30: the folder's name may be anything."""
    (home / "mine" / "deep").mkdir(parents=True)
    (home / "mine" / ".stfolder").touch()
    assert folder_risk(home / "mine" / "deep", MOUNTS) == "synced"


def test_a_shorter_address_replaces_a_longer_one(tmp_path):
    """What stood there is not cut off but overwritten: cutting it would wait for the disk."""
    path = tmp_path / "lock"
    with ProfileLock(path, "a long address of an earlier start"):
        pass
    with ProfileLock(path, "short") as held:
        with pytest.raises(ProfileBusyError) as caught:
            ProfileLock(path)
        assert caught.value.address == "short"
        held.listen_at("another one, much longer than the first")
        with pytest.raises(ProfileBusyError) as caught:
            ProfileLock(path)
        assert caught.value.address == "another one, much longer than the first"
