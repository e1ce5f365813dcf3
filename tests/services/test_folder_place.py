"""Profile folders on a network drive, or in a folder that a sync program copies about."""

import shutil

import pytest

from deskclient.cli.checks import Grade
from deskclient.cli.doctor import checks_of
from deskclient.domain.errors import StorageError
from deskclient.domain.events import ProblemRaised
from deskclient.domain.query import ListQuery
from deskclient.server.demo.world import DEMO_PASSWORD
from deskclient.services.api import NewReply
from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, SignInForm
from deskclient.services.program import Program
from deskclient.storage import folder_risk
from deskclient.storage.vault_keyring import KeyringVault
from tests.fakes.memory_keyring import MemoryKeyring
from tests.services.opened import until, wait
from tests.services.real_service import RealService, make_demo_data

TICKET_LIST = ListQuery("ticket")
PASSPHRASE = "opens it"


def program_in(root):
    folders = folders_under(root)
    ring = lambda: KeyringVault(MemoryKeyring())  # noqa: E731
    vault = SystemVault(folders.profiles, keyring=ring, look=ring, cost_log=4)
    return Program(ClientOptions(offline=True), vault, real_folder_door(), folders)


@pytest.fixture(scope="module")
def kept(homes):
    """Client folders with one profile and an unsent note, in a folder of no sync program."""
    root = homes / "places"
    make_demo_data(root / "demo")
    service = RealService(root / "demo", root / "service").start()
    with program_in(root / "client") as program:
        form = SignInForm(service.url, "anna", DEMO_PASSWORD, KeyPlace.PASSPHRASE, PASSPHRASE)
        desk = program.profiles.open(wait(program.profiles.sign_in(form)).profile.profile_id)
        wait(desk.start_engine())
        desk.sync.set_offline(False)
        until(desk, lambda: desk.sync.status().last_sync)
        desk.sync.set_offline(True)
        ticket = desk.reads.first_rows(TICKET_LIST, 1)[0].record_id
        wait(desk.writes.write_entry(NewReply(ticket, "note", "A note that waits")))
    service.kill()
    return root / "client"


@pytest.fixture
def starting(kept, home):
    """Starts the program on a copy of the folders in a place, as after quitting."""
    started: list[Program] = []

    def start(place):
        while started:
            started.pop().close()
        root = home / place
        if not root.exists():
            shutil.copytree(kept, root)
        started.append(program_in(root))
        return started[-1]

    yield start
    while started:
        started.pop().close()


def folder_of(program):
    (profile,) = program.profiles.all()
    return program.folders.profiles / profile.profile_id


def opened(program):
    name = folder_of(program).name
    program.profiles.unlock_if_locked(name, PASSPHRASE)
    return program.profiles.open(name)


def told(desk):
    """Start the engine, and give the problems that were told meanwhile."""
    heard: list[ProblemRaised] = []
    desk.listen(lambda event: heard.append(event) if isinstance(event, ProblemRaised) else None)
    wait(desk.start_engine())
    return heard


def finding(program):
    """What the doctor says of the folder of the profile."""
    findings = [check() for check in checks_of(program)]
    (found,) = [one for one in findings if one.name.startswith("Profile folder of anna")]
    return found


def test_a_synced_folder_opens_and_the_person_is_told_what_may_happen(starting):
    """Row 30: warned of in words, and work goes on."""
    program = starting("Dropbox")
    desk = opened(program)
    (problem,) = told(desk)
    assert problem.title == "The profile folder is copied by a sync program"
    assert str(folder_of(program)) in problem.detail
    assert "not sent yet could be lost" in problem.detail
    assert str(program.folders.data) in problem.hint
    assert [item.label for item in desk.outbox.items()] == ["note"]


def test_a_sync_programs_mark_above_the_profile_is_warned_of_as_well(starting, home):
    """Row 30: whatever the folder is called."""
    (home / "mine").mkdir()
    (home / "mine" / ".stfolder").touch()
    assert [one.problem_id for one in told(opened(starting("mine/client")))] == ["synced-folder"]


def test_moved_as_the_warning_says_all_is_there_and_nobody_is_warned(starting, home):
    """Row 30: the way out that is named is one."""
    program = starting("Dropbox")
    data = program.folders.data
    program.close()
    (home / "here").mkdir()
    shutil.move(data, home / "here" / "data")
    desk = opened(starting("here"))
    assert told(desk) == []
    assert [item.label for item in desk.outbox.items()] == ["note"]


def test_a_folder_on_a_network_drive_is_refused_and_nothing_is_touched(starting, home, monkeypatch):
    """Row 30: a database would break there."""
    program = starting("share")
    folder = folder_of(program)
    before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    # Only what the system says of its drives is made up: a test has no network drive.
    monkeypatch.setattr(folder_risk, "_mounts", lambda: f"nas:/share {home}/share nfs4 rw 0 0\n")
    with pytest.raises(StorageError) as refused:
        opened(program)
    assert refused.value.title == "The folder is on a network drive"
    assert str(folder) in refused.value.detail
    assert "--data-dir" in refused.value.hint
    assert {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()} == before
    assert finding(program).grade is Grade.FAIL


def test_the_doctor_warns_of_a_synced_folder(starting):
    """Row 30: for each profile, with what to do."""
    found = finding(starting("OneDrive - Firma"))
    assert found.grade is Grade.WARN
    assert "OneDrive - Firma" in found.text
    assert "--data-dir" in found.hint


def test_the_doctor_is_content_with_a_folder_of_this_computer(starting):
    assert finding(starting("client")).grade is Grade.OK
