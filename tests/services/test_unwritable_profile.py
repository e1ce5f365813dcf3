"""A profile folder that cannot be written, or is gone: real folders, refused by the system."""

import shutil

import pytest

from deskclient.domain.errors import FolderGoneError, ReadOnlyError, StorageError
from deskclient.domain.events import Event, Link, OutboxCount
from deskclient.domain.query import ListQuery
from deskclient.server.demo.world import DEMO_PASSWORD
from deskclient.services.api import NewReply
from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, OpenElsewhereError, SignInForm
from deskclient.services.program import Program
from deskclient.storage.port import Draft
from tests.fakes.unwritable import unwritable
from tests.services.opened import until, wait
from tests.services.real_service import TICKETS, RealService, make_demo_data

TICKET_LIST = ListQuery("ticket")
PASSPHRASE = "opens it"
WORDS = "Nothing can be saved: the profile folder cannot be written"


def program_in(root):
    folders = folders_under(root)
    vault = SystemVault(folders.profiles, cost_log=4)
    return Program(ClientOptions(offline=True), vault, real_folder_door(), folders)


@pytest.fixture(scope="module")
def kept(homes):
    """Client folders with tickets and an unsent note: of a program that ended, and a killed one."""
    root = homes / "kept"
    make_demo_data(root / "demo")
    service = RealService(root / "demo", root / "service").start()
    with program_in(root / "closed") as program:
        form = SignInForm(service.url, "anna", DEMO_PASSWORD, KeyPlace.PASSPHRASE, PASSPHRASE)
        profile_id = wait(program.profiles.sign_in(form)).profile.profile_id
        desk = program.profiles.open(profile_id)
        wait(desk.start_engine())
        desk.sync.set_offline(False)
        until(desk, lambda: desk.sync.status().last_sync)
        desk.sync.set_offline(True)
        until(desk, lambda: desk.sync.status().link is Link.OFFLINE)
        ticket = desk.reads.first_rows(TICKET_LIST, 1)[0].record_id
        wait(desk.writes.write_entry(NewReply(ticket, "note", "A note that waits")))
        shutil.copytree(root / "closed", root / "killed")
    service.kill()
    return root


@pytest.fixture(params=["closed", "killed"])
def root(request, kept, home):
    return shutil.copytree(kept / request.param, home / "client")


@pytest.fixture
def folder(root):
    (found,) = [one for one in (root / "data" / "profiles").iterdir() if one.is_dir()]
    return found


@pytest.fixture
def opening(root, folder):
    """Opens the profile as at a start of the program."""
    started: list[Program] = []

    def again():
        while started:
            started.pop().close()
        started.append(program_in(root))
        started[-1].profiles.unlock_if_locked(folder.name, PASSPHRASE)
        return started[-1].profiles.open(folder.name)

    yield again
    while started:
        started.pop().close()


@pytest.fixture
def unwritable_root(root):
    with unwritable(root):
        yield root


def reading(desk):
    """Start what can be started, and wait until it is said what cannot."""
    heard: list[Event] = []
    desk.listen(heard.append)
    with pytest.raises(ReadOnlyError):
        wait(desk.start_engine())
    return heard


def content(folder):
    return {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.usefixtures("unwritable_root")
def test_what_was_kept_is_shown_and_it_is_said_that_nothing_can_be_saved(opening, folder):
    """Row 27: tickets, search and waiting work; not a byte is written."""
    before = content(folder)
    desk = opening()
    assert len(desk.reads.first_rows(TICKET_LIST, 500)) == TICKETS
    heard = reading(desk)
    status = desk.sync.status()
    assert status.link is Link.READ_ONLY
    assert status.title == WORDS
    assert str(folder) in status.detail
    assert "close this window and open it again" in status.hint
    assert [item.label for item in desk.outbox.items()] == ["note"]
    assert OutboxCount(1, 0) in heard
    ticket = desk.reads.first_rows(TICKET_LIST, 1)[0].record_id
    subject = str(desk.reads.record("ticket", ticket).doc["subject"])
    found = desk.reads.first_rows(desk.reads.parse(subject).query, 500)
    assert ticket in [row.record_id for row in found]
    desk.close()
    assert content(folder) == before


@pytest.mark.usefixtures("unwritable_root")
def test_a_change_is_refused_in_words_and_what_is_typed_stays_for_this_run(
    opening, home, expected_logs
):
    """Row 27: and unsent work can be carried away."""
    expected_logs.expect("a draft could not be saved")
    desk = opening()
    reading(desk)
    ticket = desk.reads.first_rows(TICKET_LIST, 1)[0].record_id
    for refused in (
        desk.writes.edit("ticket", [ticket], {"subject": "Another one"}),
        desk.writes.write_entry(NewReply(ticket, "note", "Another")),
        desk.files.stage_bytes(b"log", "log.txt", "text/plain"),
    ):
        with pytest.raises(ReadOnlyError) as told:
            wait(refused)
        assert "Errno" not in told.value.detail
    half = Draft("reply:x", "reply", "x", {"body": "half"}, "2026-01-01")
    desk.drafts.save(half)
    assert desk.drafts.load("reply", "x") == half
    assert desk.drafts.unsaved() == [half]
    desk.drafts.delete(half.draft_id)
    assert desk.drafts.unsaved() == []
    desk.drafts.save(half)
    assert wait(desk.outbox.export(home / "unsent.zip")) == 1


def test_work_goes_on_when_the_folder_can_be_written_again(opening, root):
    """Row 27: nothing was lost and nothing is held."""
    with unwritable(root):
        desk = opening()
        reading(desk)
        desk.close()
    desk = opening()
    wait(desk.start_engine())
    assert [item.label for item in desk.outbox.items()] == ["note"]
    ticket = desk.reads.first_rows(TICKET_LIST, 1)[0].record_id
    wait(desk.writes.write_entry(NewReply(ticket, "note", "Another")))
    assert [item.label for item in desk.outbox.items()] == ["note", "note"]


def test_a_folder_that_another_program_writes_is_not_read_beneath_it(opening, root, folder):
    """Row 27: as in row 31, the window that may write is the one to use."""
    with program_in(root) as other:
        other.profiles.unlock_if_locked(folder.name, PASSPHRASE)
        other.profiles.open(folder.name, "there")
        with unwritable(folder), pytest.raises(OpenElsewhereError) as told:
            opening()
        assert told.value.address == "there"


@pytest.mark.parametrize("what", ["folder", "content"])
def test_a_folder_that_is_gone_at_the_start_is_not_made_anew(opening, folder, home, what):
    """Row 27: it is said, and trying again opens it once it is back."""
    away = home / "away"
    folder.rename(away)
    if what == "content":  # where a drive was mounted
        folder.mkdir()
    with pytest.raises(FolderGoneError) as told:
        opening()
    assert str(folder) in told.value.detail
    assert not folder.exists() or not any(folder.iterdir())
    if what == "content":
        folder.rmdir()
    away.rename(folder)
    assert len(opening().reads.first_rows(TICKET_LIST, 500)) == TICKETS


def test_a_folder_that_goes_while_it_is_open_leaves_what_is_shown_and_saves_nothing(
    opening, folder
):
    """Row 27: a change is refused, and no empty folder comes in its place."""
    desk = opening()
    wait(desk.start_engine())
    shutil.rmtree(folder)
    rows = desk.reads.first_rows(TICKET_LIST, 500)
    assert len(rows) == TICKETS
    for refused in (
        desk.writes.write_entry(NewReply(rows[0].record_id, "note", "Another")),
        desk.files.stage_bytes(b"log", "log.txt", "text/plain"),
    ):
        with pytest.raises(StorageError, match="is gone"):
            wait(refused)
    assert [item.label for item in desk.outbox.items()] == ["note"]
    desk.close()
    assert not folder.exists()


def test_settings_that_cannot_be_kept_keep_nobody_from_starting(home):
    """Row 27: not even their folder can be made."""
    folders = folders_under(home / "client")
    folders.data.mkdir(parents=True)
    with unwritable(home / "client"):
        folders.make_config()
        assert not folders.config.exists()
    folders.make_config()
    assert folders.config.is_dir()
