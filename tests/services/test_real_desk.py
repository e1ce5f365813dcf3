"""The whole client side against the real service: real files, real network on loopback."""

import zipfile

import keyring
import pytest

from deskclient.backends.tokens import SessionTokens
from deskclient.domain.desk_words import KindWords, OwnField
from deskclient.domain.errors import (
    KeyMissingError,
    NetworkError,
    RefusedError,
    SignInError,
    StorageError,
)
from deskclient.domain.events import Link, SyncStatus
from deskclient.domain.ids import RecordId
from deskclient.domain.query import ListQuery
from deskclient.server.demo.world import DEMO_PASSWORD
from deskclient.services.api import NewReply
from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import (
    Departure,
    KeyPlace,
    KeyState,
    OpenElsewhereError,
    SignInForm,
)
from deskclient.services.program import Program
from deskclient.storage.desk_words import write_words
from deskclient.storage.port import Draft
from deskclient.storage.vault_keyring import KeyringVault
from tests.services.opened import until, wait
from tests.services.real_service import TICKETS, RealService, make_demo_data

TICKET_LIST = ListQuery("ticket")


@pytest.fixture(scope="module")
def demo_data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk") / "data"
    make_demo_data(folder)
    return folder


@pytest.fixture
def service(demo_data, home):
    made = RealService(demo_data, home / "service")
    yield made.start()
    made.kill()


@pytest.fixture
def programs(home, memory_keyring):
    """Starts the program anew in the same folders, as after quitting."""
    started: list[Program] = []

    def start(root="client", **options):
        while started:
            started.pop().close()
        folders = folders_under(home / root)
        ring = lambda: KeyringVault(memory_keyring)  # noqa: E731
        vault = SystemVault(folders.profiles, keyring=ring, look=ring, cost_log=4)
        started.append(Program(ClientOptions(**options), vault, real_folder_door(), folders))
        return started[-1]

    yield start
    while started:
        started.pop().close()


def sign_in(program, service, login="anna", **more):
    form = SignInForm(service.url, login, DEMO_PASSWORD, **more)
    return wait(program.profiles.sign_in(form))


def open_synced(program, profile_id):
    desk = program.profiles.open(profile_id)
    wait(desk.start_engine())
    until(desk, lambda: desk.sync.status().last_sync)
    return desk


def settled(desk):
    return not desk.outbox.items() and desk.sync.status().link is Link.ONLINE


def first_ticket(desk):
    return desk.reads.first_rows(TICKET_LIST, 1)[0].record_id


def test_a_person_signs_in_and_sees_the_desk(programs, service):
    program = programs()
    found = wait(program.profiles.probe(f"127.0.0.1:{service.port}"))
    assert (found.url, found.name) == (service.url, "Test desk")
    signed = sign_in(program, service)
    assert signed.recovery_key
    assert signed.profile.person_name
    desk = open_synced(program, signed.profile.profile_id)
    assert len(desk.reads.first_rows(TICKET_LIST, 500)) == TICKETS
    assert desk.me.login == "anna"
    ticket = next(
        row.record_id
        for row in desk.reads.first_rows(TICKET_LIST, 500)
        if desk.reads.thread(row.record_id)
    )
    assert desk.reads.thread(ticket)[0].entry.doc["body"]


def test_rows_are_there_at_the_next_start_without_the_desk(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    open_synced(program, profile_id)
    service.kill()
    program = programs()
    assert program.profiles.last_used().profile_id == profile_id
    desk = program.profiles.open(profile_id)
    assert len(desk.reads.first_rows(TICKET_LIST, 500)) == TICKETS


def test_work_done_offline_survives_and_reaches_the_desk_once(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    desk = open_synced(program, profile_id)
    ticket = first_ticket(desk)
    queue = desk.reads.record("ticket", ticket).doc["queue"]
    requester = desk.reads.record("ticket", ticket).doc["requester"]
    service.kill()
    staged = wait(desk.files.stage_bytes(b"log" * 1000, "log.txt", "text/plain"))
    new = {"subject": "Made offline", "queue": queue, "requester": requester}
    made = wait(desk.writes.create("ticket", new, body="It is down", files=[staged]))
    wait(desk.writes.edit("ticket", made.record_ids, {"tags": ["offline"]}))
    wait(desk.writes.write_entry(NewReply(ticket, "note", "A note made offline")))
    desk.drafts.save(Draft("reply:x", "reply", "x", {"body": "half"}, "2026-01-01"))

    program = programs()
    desk = program.profiles.open(profile_id)
    wait(desk.start_engine())
    assert [item.label for item in desk.outbox.items()] == ["create", "note"]
    assert desk.drafts.load("reply", "x").content["body"] == "half"
    assert program.profiles.all()[0].signed_in
    service.start()
    desk.sync.sync_now()
    until(desk, lambda: settled(desk))
    view = desk.reads.record("ticket", made.record_ids[0])
    assert isinstance(view.doc["number"], int)
    assert view.doc["tags"] == ["offline"]

    other = programs("colleague")
    colleague = open_synced(other, sign_in(other, service, "chloe").profile.profile_id)
    (entry,) = colleague.reads.thread(made.record_ids[0])
    assert entry.entry.doc["body"] == "It is down"
    (file,) = entry.attachments
    colleague.files.fetch(file.doc["sha256"])
    until(colleague, lambda: colleague.files.content(file.doc["sha256"]))
    assert colleague.files.content(file.doc["sha256"]) == b"log" * 1000
    notes = [e for e in colleague.reads.thread(ticket) if e.entry.doc["type"] == "note"]
    assert [n.entry.doc["body"] for n in notes].count("A note made offline") == 1


def test_a_held_reply_can_be_taken_back_and_another_one_goes(programs, service):
    program = programs()
    program.settings.set("undo_send_s", 60)
    desk = open_synced(program, sign_in(program, service).profile.profile_id)
    ticket = first_ticket(desk)
    before = len(desk.reads.thread(ticket))
    done = wait(desk.writes.write_entry(NewReply(ticket, "reply", "Too early")))
    draft = wait(desk.outbox.back_to_draft(done.op_ids))
    assert draft.content["body"] == "Too early"
    assert len(desk.reads.thread(ticket)) == before
    done = wait(
        desk.writes.write_entry(NewReply(ticket, "reply", "Right", draft_id=draft.draft_id))
    )
    desk.outbox.send_now(done.op_ids)
    until(desk, lambda: settled(desk))
    assert desk.reads.thread(ticket)[-1].entry.doc["body"] == "Right"
    assert desk.drafts.all() == []


def test_undo_takes_back_what_is_on_the_desk_already(programs, service):
    program = programs()
    desk = open_synced(program, sign_in(program, service).profile.profile_id)
    ticket = first_ticket(desk)
    subject = desk.reads.record("ticket", ticket).doc["subject"]
    done = wait(desk.writes.edit("ticket", [ticket], {"subject": "Changed"}))
    until(desk, lambda: settled(desk))
    wait(desk.writes.undo(done.op_ids))
    until(desk, lambda: settled(desk))
    assert desk.reads.record("ticket", ticket).doc["subject"] == subject


def test_two_profiles_live_side_by_side_and_never_mix(programs, service, home):
    """Row 34: another user has another folder, another key and other tokens."""
    program = programs()
    anna = sign_in(program, service).profile
    chloe = sign_in(program, service, "chloe").profile
    assert anna.profile_id != chloe.profile_id
    first = open_synced(program, anna.profile_id)
    second = open_synced(program, chloe.profile_id)
    service.kill()
    wait(first.writes.create("saved_view", {"name": "Of Anna", "query": "owner:me"}))
    assert second.outbox.items() == ()
    assert first.outbox.items()[0].record_title == "Of Anna"
    assert (first.me.login, second.me.login) == ("anna", "chloe")
    keys = {program.profiles.recovery_key(one.profile_id) for one in (anna, chloe)}
    assert len(keys) == 2
    folders = sorted(path.name for path in (home / "client/data/profiles").iterdir())
    assert folders == sorted([anna.profile_id, chloe.profile_id])


def test_signing_in_again_renews_the_profile_and_keeps_its_key(programs, service):
    program = programs()
    first = sign_in(program, service)
    again = sign_in(program, service)
    assert again.profile.profile_id == first.profile.profile_id
    assert again.recovery_key == ""
    assert len(program.profiles.all()) == 1


def test_a_second_window_is_told_where_the_first_one_listens(programs, service):
    """Row 31: there is never a second writer."""
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    desk = program.profiles.open(profile_id, "pipe-7")
    wait(desk.start_engine())
    with pytest.raises(OpenElsewhereError) as busy:
        real_folder_door().lock(program.folders.profiles / profile_id, "")
    assert busy.value.address == "pipe-7"
    with pytest.raises(RefusedError):
        program.profiles.open(profile_id)


def test_a_wrong_password_makes_no_profile(programs, service):
    program = programs()
    with pytest.raises(SignInError):
        wait(program.profiles.sign_in(SignInForm(service.url, "anna", "wrong")))
    assert program.profiles.all() == ()


def test_an_address_where_nothing_answers_is_said_so(programs, service):
    program = programs()
    service.kill()
    with pytest.raises(NetworkError):
        wait(program.profiles.probe(service.url))


def test_no_secret_lies_in_any_file(programs, service, home, memory_keyring):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    desk = open_synced(program, profile_id)
    wait(desk.writes.create("saved_view", {"name": "Canary name", "query": "owner:me"}))
    recovery = program.profiles.recovery_key(profile_id).replace("-", "")
    programs()
    secrets = [DEMO_PASSWORD, recovery, "Canary name"]
    for value in memory_keyring.passwords.values():
        secrets += [part for part in value.replace('"', " ").split() if len(part) > 20]
    for path in (home / "client").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [s for s in secrets if s.encode() in content], path


def miswritten(key: str) -> str:
    """Write another last letter than the right one."""
    return key[:-1] + ("3" if key.endswith("2") else "2")


def test_a_lost_key_erases_nothing_and_the_recovery_key_opens_again(
    programs, service, memory_keyring
):
    """Row 61: asked for, nothing erased."""
    program = programs()
    signed = sign_in(program, service)
    profile_id = signed.profile.profile_id
    desk = open_synced(program, profile_id)
    service.kill()
    wait(desk.writes.create("saved_view", {"name": "Unsent", "query": "owner:me"}))
    memory_keyring.passwords.clear()
    program = programs()
    assert program.profiles.key_state(profile_id) is KeyState.MISSING
    with pytest.raises(KeyMissingError):
        program.profiles.open(profile_id)
    assert not wait(program.profiles.unsent(profile_id)).readable
    with pytest.raises(KeyMissingError):
        program.profiles.unlock(profile_id, miswritten(signed.recovery_key))
    program.profiles.unlock(profile_id, signed.recovery_key.lower())
    desk = program.profiles.open(profile_id)
    wait(desk.start_engine())
    assert desk.outbox.items()[0].record_title == "Unsent"


def test_without_a_keyring_a_passphrase_locks_the_profile(programs, service, memory_keyring):
    program = programs()
    signed = sign_in(program, service, key_place=KeyPlace.PASSPHRASE, passphrase="open sesame")
    profile_id = signed.profile.profile_id
    open_synced(program, profile_id)
    assert memory_keyring.passwords == {}
    program = programs()
    assert program.profiles.key_state(profile_id) is KeyState.PASSPHRASE_NEEDED
    with pytest.raises(KeyMissingError):
        program.profiles.unlock(profile_id, "wrong")
    program.profiles.unlock(profile_id, "open sesame")
    desk = open_synced(program, profile_id)
    until(desk, lambda: desk.sync.status().link is Link.ONLINE)


def test_only_a_passphrase_can_be_changed(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    with pytest.raises(RefusedError):
        program.profiles.change_passphrase(profile_id, "", "new")


def test_a_session_profile_cannot_be_read_after_the_program_has_ended(programs, service):
    program = programs()
    profile_id = sign_in(program, service, key_place=KeyPlace.SESSION).profile.profile_id
    open_synced(program, profile_id)
    program = programs()
    assert program.profiles.key_state(profile_id) is KeyState.MISSING
    with pytest.raises(KeyMissingError):
        program.profiles.open(profile_id)


def unsent_profile(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    desk = open_synced(program, profile_id)
    ticket = first_ticket(desk)
    service.kill()
    wait(desk.writes.edit("ticket", [ticket], {"tags": ["unsent"]}))
    wait(desk.writes.write_entry(NewReply(ticket, "note", "Unsent note")))
    desk.drafts.save(Draft("reply:x", "reply", "x", {"body": "half"}, "2026-01-01"))
    return programs(), profile_id, ticket


def test_the_departure_check_tells_what_would_be_lost(programs, service):
    program, profile_id, _ = unsent_profile(programs, service)
    work = wait(program.profiles.unsent(profile_id))
    assert (work.changes, work.drafts, dict(work.by_label)) == (2, 1, {"edit": 1, "note": 1})
    assert work.titles
    desk = program.profiles.open(profile_id)
    wait(desk.start_engine())
    assert wait(program.profiles.unsent(profile_id)) == work


def test_signing_out_can_keep_unsent_work_for_the_next_sign_in(programs, service):
    program, profile_id, ticket = unsent_profile(programs, service)
    wait(program.profiles.sign_out(profile_id, Departure.KEEP))
    assert not program.profiles.all()[0].signed_in
    assert program.profiles.last_used() is None
    assert not (program.folders.profiles / profile_id / "cache.db").exists()
    service.start()
    assert sign_in(program, service).profile.profile_id == profile_id
    desk = open_synced(program, profile_id)
    until(desk, lambda: settled(desk))
    assert "unsent" in desk.reads.record("ticket", ticket).doc["tags"]
    assert desk.drafts.load("reply", "x") is not None


def test_a_wipe_refuses_to_lose_unsent_work_in_silence(programs, service, memory_keyring, home):
    program, profile_id, _ = unsent_profile(programs, service)
    with pytest.raises(RefusedError):
        wait(program.profiles.wipe(profile_id, Departure.KEEP))
    assert (program.folders.profiles / profile_id / "outbox.db").exists()
    target = home / "unsent.zip"
    looks = program.folders.window_memory(profile_id)
    looks.parent.mkdir(parents=True, exist_ok=True)
    looks.write_text("[General]")
    wait(program.profiles.wipe(profile_id, Departure.EXPORT, target))
    assert not looks.exists()
    with zipfile.ZipFile(target) as archive:
        assert "Unsent note" in archive.read("unsent.txt").decode()
    assert not (program.folders.profiles / profile_id).exists()
    assert program.profiles.all() == ()
    assert memory_keyring.passwords == {}


def test_an_export_that_fails_keeps_everything(programs, service, home):
    program, profile_id, _ = unsent_profile(programs, service)
    with pytest.raises(StorageError):
        wait(program.profiles.wipe(profile_id, Departure.EXPORT, home / "no" / "such.zip"))
    assert wait(program.profiles.unsent(profile_id)).changes == 2


def test_a_sign_out_without_unsent_work_leaves_no_data_and_ends_the_session(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    open_synced(program, profile_id)
    program = programs()
    vault = program.profiles._vault
    tokens = SessionTokens(*vault.tokens(profile_id, KeyPlace.KEYRING))
    wait(program.profiles.sign_out(profile_id, Departure.KEEP))
    assert not (program.folders.profiles / profile_id).exists()
    assert vault.tokens(profile_id, KeyPlace.KEYRING) is None
    assert tokens.refresh
    assert [one.signed_in for one in program.profiles.all()] == [False]


def test_an_open_profile_cannot_be_left(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    program.profiles.open(profile_id)
    with pytest.raises(RefusedError):
        wait(program.profiles.wipe(profile_id, Departure.DISCARD))


def test_unsent_work_is_exported_although_the_cache_is_broken(programs, service, home):
    """Row 28: the outbox does not need the cache."""
    program, profile_id, _ = unsent_profile(programs, service)
    (program.folders.profiles / profile_id / "cache.db").write_bytes(b"\x00" * 10_000)
    target = home / "unsent.zip"
    assert wait(program.profiles.export(profile_id, target)) == 3


def test_a_broken_cache_is_made_anew_while_unsent_work_stays(programs, service):
    """Row 28: empty at first, whole again after the next sync."""
    program, profile_id, ticket = unsent_profile(programs, service)
    (program.folders.profiles / profile_id / "cache.db").write_bytes(b"\x00" * 10_000)
    desk = program.profiles.open(profile_id)
    assert desk.reads.first_rows(TICKET_LIST, 10) == ()
    wait(desk.start_engine())
    assert len(desk.outbox.items()) == 2
    service.start()
    desk.sync.sync_now()
    until(desk, lambda: settled(desk))
    until(desk, lambda: len(desk.reads.first_rows(TICKET_LIST, 500)) == TICKETS)
    assert "unsent" in desk.reads.record("ticket", ticket).doc["tags"]


def test_starting_offline_asks_nobody(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    open_synced(program, profile_id)
    program = programs(offline=True)
    desk = program.profiles.open(profile_id)
    heard: list[SyncStatus] = []
    desk.listen(lambda event: heard.append(event) if isinstance(event, SyncStatus) else None)
    wait(desk.start_engine())
    until(desk, lambda: desk.sync.status().link is Link.OFFLINE)
    assert Link.ONLINE not in [one.link for one in heard]
    desk.sync.set_offline(False)
    until(desk, lambda: desk.sync.status().link is Link.ONLINE)


def test_the_list_of_profiles_survives_damage(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    program.folders.profile_list.write_text("{")
    program = programs()
    assert [one.profile_id for one in program.profiles.all()] == [profile_id]
    assert program.profiles.open(profile_id).me.login == "anna"


def test_the_real_keyring_is_not_used_when_it_is_not_to_be_trusted(home):
    """A keyring that only keeps plain text counts as none."""
    keyring.get_keyring()
    vault = SystemVault(home / "profiles")
    assert vault.trouble()
    with pytest.raises(KeyMissingError):
        vault.make_key("p1", KeyPlace.KEYRING, "")


def test_an_unknown_profile_is_refused_in_words(programs):
    program = programs()
    with pytest.raises(RefusedError):
        program.profiles.open("nobody")
    with pytest.raises(RefusedError):
        program.profiles.key_state(RecordId("nobody"))


def test_when_the_desk_speaks_otherwise_it_is_told_and_holds_from_the_next_start(programs, service):
    program = programs()
    profile_id = sign_in(program, service).profile.profile_id
    keys = program.profiles._vault.keys(profile_id, KeyPlace.KEYRING)
    words = {"ticket": KindWords(fields=(OwnField(name="cf_2", label="Floor"),))}
    write_words(program.folders.profiles / profile_id, keys.cache, words)
    desk = program.profiles.open(profile_id)
    told = []
    desk.listen(lambda event: told.append(getattr(event, "problem_id", "")))
    wait(desk.start_engine())
    until(desk, lambda: desk.sync.status().last_sync)
    assert (told.count("desk-words"), "cf_2" in desk.registry["ticket"].field_map) == (1, True)
    desk.close()
    assert "cf_2" not in program.profiles.open(profile_id).registry["ticket"].field_map
