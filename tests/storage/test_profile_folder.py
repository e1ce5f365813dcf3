"""Profiles, their folders and the lock that lets one program in."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deskclient.storage.folder_risk import folder_risk
from deskclient.storage.lock import ProfileBusyError, ProfileLock
from deskclient.storage.profile_folder import Profile, Profiles, data_root, profile_id

ANNA = Profile(
    profile_id="a1",
    name="Demo",
    url="https://desk.example",
    adapter="native",
    login="anna",
    person_id="p1",
    last_used="2026-01-01T00:00:00.000Z",
)
TOM = replace(ANNA, profile_id="b2", login="tom", last_used="2026-02-01T00:00:00.000Z")


@pytest.fixture
def profiles(home):
    return Profiles(home / "data")


def test_profiles_are_listed_by_their_last_use(profiles):
    assert profiles.all() == []
    profiles.save(ANNA)
    profiles.save(TOM)
    assert [one.login for one in profiles.all()] == ["tom", "anna"]
    profiles.used("a1", "2026-03-01T00:00:00.000Z")
    assert [one.login for one in profiles.all()] == ["anna", "tom"]
    profiles.forget("a1")
    assert [one.login for one in profiles.all()] == ["tom"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"profiles": 5}', b"\xff\xfe", None])
def test_a_damaged_list_is_made_again_from_the_folders(profiles, home, damage):
    profiles.save(ANNA)
    profiles.save(TOM)
    path = home / "data" / "profiles.json"
    path.unlink() if damage is None else path.write_bytes(damage)
    (home / "data/profiles/a1/profile.json").write_bytes(b"damaged too")
    assert [one.login for one in profiles.all()] == ["tom"]


def test_facts_of_a_newer_version_do_no_harm(profiles, home):
    profiles.save(ANNA)
    path = home / "data" / "profiles.json"
    path.write_text(path.read_text().replace('"adapter"', '"mood":"good","adapter"'))
    assert profiles.all() == [ANNA]


def test_two_users_on_one_desk_never_share_a_folder(profiles):
    """Row 34: the folder follows from desk and user."""
    first = profile_id("https://Desk.example/", "p1")
    assert first == profile_id("https://desk.example", "p1")
    assert len({first, profile_id("https://desk.example", "p2"), profile_id("http://x", "p1")}) == 3
    assert profiles.folder(first).path != profiles.folder("other").path
    with pytest.raises(ValueError, match="profile id"):
        profiles.folder("../up")


def test_data_lives_in_the_folder_of_the_system():
    assert data_root().name == "deskclient"


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
