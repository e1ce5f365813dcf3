"""The desk orders the copy on this computer erased: real files, real keys, the real service."""

import shutil
import zipfile

import msgspec
import pytest

from deskclient.domain.errors import DamagedError, KeyMissingError, RefusedError, StorageError
from deskclient.domain.events import EraseOrdered, Link
from deskclient.server.commands import main
from deskclient.services import erasures
from deskclient.services.api import NewReply
from deskclient.services.erasing import Erasure, note_erasure, read_erasure
from deskclient.services.profile_api import Departure, KeyPlace
from deskclient.storage.port import Draft
from deskclient.storage.reader import open_reader
from tests.services.opened import until, wait
from tests.services.test_real_desk import (
    TICKET_LIST,
    demo_data,
    first_ticket,
    open_synced,
    programs,
    service,
    settled,
    sign_in,
)

__all__ = ["demo_data", "programs", "service"]

CACHED = ("cache.db", "cache.db-wal", "cache.db-shm", "blobs")


class Person:
    """Somebody with unsent work, whose device the operator can order erased."""

    def __init__(self, programs, service, home):
        self.programs, self.service = programs, service
        self.place = ["--database", f"sqlite:///{home / 'service' / 'desk.db'}"]
        self.program = programs()
        self.id = sign_in(self.program, service).profile.profile_id
        self.folder = self.program.folders.profiles / self.id
        self.desk = open_synced(self.program, self.id)
        self.ticket = first_ticket(self.desk)
        self.desk.sync.set_offline(True)
        until(self.desk, lambda: self.desk.sync.status().link is Link.OFFLINE)
        file = wait(self.desk.files.stage_bytes(b"a picture", "shot.png", "image/png"))
        reply = NewReply(self.ticket, "note", "Important words", files=(file,))
        wait(self.desk.writes.write_entry(reply))
        self.desk.drafts.save(Draft("reply:x", "reply", "x", {"body": "Half a reply"}, "2026"))

    def serve(self, *words):
        assert main([words[0], *self.place, *words[1:]]) == 0

    def restart(self):
        self.program = self.programs()
        return self.program

    def info(self):
        return next(one for one in self.program.profiles.all() if one.profile_id == self.id)

    def finish(self):
        wait(self.program.profiles.finish_erasing(self.id))

    def cached(self):
        return [name for name in CACHED if (self.folder / name).exists()]

    def hears(self):
        """Go online with the window open and wait for the order."""
        heard = []
        stop = self.desk.listen(
            lambda event: heard.append(event) if isinstance(event, EraseOrdered) else None
        )
        self.desk.sync.set_offline(False)
        until(self.desk, lambda: bool(heard))
        stop()


@pytest.fixture
def person(programs, service, home):
    return Person(programs, service, home)


def listed(person, capsys):
    capsys.readouterr()
    person.serve("order-wipe", "anna", "--list")
    return capsys.readouterr().out


def check_erased_and_kept(person, home):
    """Nothing of the cache is left; every unsent word is, and can be exported."""
    vault = person.program.profiles._vault
    assert person.cached() == []
    assert vault.tokens(person.id, KeyPlace.KEYRING) is None
    keys = vault.keys(person.id, KeyPlace.KEYRING)
    assert keys.store == keys.cache
    info = person.info()
    assert info.erased_at
    assert not info.signed_in
    work = wait(person.program.profiles.unsent(person.id))
    assert (work.changes, work.drafts, work.files) == (1, 1, 1)
    target = home / "unsent.zip"
    assert wait(person.program.profiles.export(person.id, target)) == 2
    with zipfile.ZipFile(target) as archive:
        assert "Important words" in archive.read("unsent.txt").decode()
        assert "Half a reply" in archive.read("unsent.txt").decode()
        name = next(one for one in archive.namelist() if one.startswith("files/"))
        assert archive.read(name) == b"a picture"


def test_an_order_found_with_the_window_open_empties_the_lists_and_keeps_unsent_work(
    person, home, capsys
):
    """Row 35: disabled and ordered at once; the desk learns that it is done."""
    before = (home / "stolen", person.program.profiles._vault.keys(person.id, KeyPlace.KEYRING))
    person.serve("set-rights", "anna", "--disable")
    person.serve("order-wipe", "anna")
    person.hears()
    assert person.desk.reads.first_rows(TICKET_LIST, 5) == ()
    assert person.desk.reads.thread(person.ticket) == ()
    assert person.desk.sync.status().link is Link.ERASED
    assert len(person.desk.outbox.items()) == 1
    assert "not confirmed" in listed(person, capsys)
    shutil.copytree(person.folder, before[0])
    person.desk.close()
    person.finish()
    check_erased_and_kept(person, home)
    assert "erased 20" in listed(person, capsys)
    # Whoever kept the bytes can do nothing with them: the key that opened them is forgotten.
    now = person.program.profiles._vault.keys(person.id, KeyPlace.KEYRING)
    open_reader(before[0], before[1].cache, person.program.registry).close()
    with pytest.raises(DamagedError):
        open_reader(before[0], now.cache, person.program.registry)


def test_an_order_is_found_at_the_start(person, home, capsys):
    """Row 35: the session was ended while nobody was there."""
    person.serve("order-wipe", "anna")
    program = person.restart()
    person.desk = program.profiles.open(person.id)
    wait(person.desk.start_engine())
    until(person.desk, lambda: person.desk.sync.status().link is Link.ERASED)
    person.desk.close()
    person.finish()
    check_erased_and_kept(person, home)
    assert "erased 20" in listed(person, capsys)


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("place", ["forget_cached", "remove_cached", "replace"])
def test_a_kill_in_the_middle_ends_with_it_erased_at_the_next_start(
    person, home, monkeypatch, place, capsys
):
    """Row 35: after the order was noted, after the key went, after the files went."""
    person.serve("order-wipe", "anna", "--device", person_device(person, capsys))
    person.hears()
    person.desk.close()

    def die(*_args, **_more):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(erasures, place, die)
        with pytest.raises(Killed):
            person.finish()
    program = person.restart()
    assert person.info().erased_at
    with pytest.raises(RefusedError):
        program.profiles.open(person.id)
    person.finish()
    check_erased_and_kept(person, home)
    assert "erased 20" in listed(person, capsys)


def person_device(person, capsys):
    """The id of the only device, as the list tells it."""
    return listed(person, capsys).split()[0]


def test_an_order_that_was_only_noted_is_carried_out_at_the_next_start(person, home):
    """Row 35: killed before anything was forgotten; nothing is shown meanwhile."""
    person.program = person.programs()
    note_erasure(person.folder, Erasure(order_id="o1", receipt="d1:x", at="2026-11-23"))
    assert person.cached() != []
    assert person.info().erased_at
    with pytest.raises(RefusedError):
        person.program.profiles.open(person.id)
    person.finish()
    check_erased_and_kept(person, home)


def test_a_note_that_nobody_can_read_is_an_order_all_the_same(person, home):
    """Row 35: its writing was atomic, so somebody has meddled with it."""
    person.restart()
    (person.folder / "erasure.json").write_bytes(b"{")
    assert person.info().erased_at
    person.finish()
    check_erased_and_kept(person, home)


def test_a_receipt_the_desk_did_not_get_is_handed_in_at_a_later_start(person, capsys, home):
    """Row 35: best effort, repeated until confirmed; the erasing does not wait for it."""
    person.serve("order-wipe", "anna")
    person.hears()
    person.desk.close()
    person.service.kill()
    person.finish()
    check_erased_and_kept(person, home)
    assert "not confirmed" in listed(person, capsys)
    person.restart()
    person.finish()
    assert "not confirmed" in listed(person, capsys)
    person.service.start()
    person.restart()
    person.finish()
    assert "erased 20" in listed(person, capsys)
    noted = read_erasure(person.folder)
    assert noted is not None
    assert noted.confirmed


def test_after_signing_in_again_the_kept_work_is_sent_and_nothing_is_erased_twice(person, capsys):
    """Row 35: even if the desk never got the receipt and tells its order once more."""
    person.serve("order-wipe", "anna")
    person.hears()
    person.desk.close()
    person.service.kill()
    person.finish()
    person.service.start()
    sign_in(person.program, person.service)
    info = person.info()
    assert (info.erased_at, info.signed_in) == ("", True)
    desk = open_synced(person.program, person.id)
    until(desk, lambda: settled(desk))
    assert "erased 20" in listed(person, capsys)
    assert desk.reads.first_rows(TICKET_LIST, 5)
    thread = [one.entry.doc["body"] for one in desk.reads.thread(person.ticket)]
    assert "Important words" in thread
    keys = person.program.profiles._vault.keys(person.id, KeyPlace.KEYRING)
    assert keys.store != keys.cache


def test_an_order_that_is_not_for_this_device_changes_nothing(person, expected_logs):
    """Row 35: a desk that lacks this device's secret cannot order it."""
    expected_logs.expect("order to erase the copy here was not obeyed")
    vault = person.program.profiles._vault
    *known, _ = vault.tokens(person.id, KeyPlace.KEYRING)
    person.program = person.programs()
    vault.put_tokens(person.id, KeyPlace.KEYRING, (*known, "00" * 32))
    person.serve("order-wipe", "anna")
    person.desk = person.program.profiles.open(person.id)
    wait(person.desk.start_engine())
    until(person.desk, lambda: person.desk.sync.status().link is Link.AUTH_NEEDED)
    assert person.desk.reads.first_rows(TICKET_LIST, 5)
    assert read_erasure(person.folder) is None
    facts = wait(person.desk._link.call(lambda engine: engine.facts()))
    assert "was not obeyed" in facts["Last errors"]


def test_a_sign_in_from_before_is_not_erased_until_somebody_signs_in_again(person, home):
    """Row 35: it has no secret, so nothing can be proved to it; the new sign-in gives one."""
    vault = person.program.profiles._vault
    known = vault.tokens(person.id, KeyPlace.KEYRING)
    person.program = person.programs()
    vault.put_tokens(person.id, KeyPlace.KEYRING, known[:2])
    person.serve("order-wipe", "anna")
    person.desk = person.program.profiles.open(person.id)
    wait(person.desk.start_engine())
    until(person.desk, lambda: person.desk.sync.status().link is Link.AUTH_NEEDED)
    assert "Sign in again" in person.desk.sync.status().hint
    assert person.desk.reads.first_rows(TICKET_LIST, 5)
    sign_in(person.program, person.service)
    person.desk.sync.sync_now()
    until(person.desk, lambda: person.desk.sync.status().link is Link.ERASED)
    person.desk.close()
    person.finish()
    check_erased_and_kept(person, home)


def test_a_keyring_that_is_locked_delays_the_key_only(person, home, monkeypatch, capsys):
    """Row 35: the files go at once, the desk is told when the key is gone as well."""
    person.serve("order-wipe", "anna")
    vault = person.program.profiles._vault

    def locked(*_args):
        raise KeyMissingError("The keyring cannot be used")

    with monkeypatch.context() as patch:
        patch.setattr(vault, "put_tokens", locked)
        patch.setattr(vault, "trouble", lambda: "it is locked")
        person.hears()
        person.desk.close()
        person.finish()
        assert person.cached() == []
        assert "not confirmed" in listed(person, capsys)
        with pytest.raises(RefusedError):
            person.program.profiles.open(person.id)
    person.restart()
    person.finish()
    check_erased_and_kept(person, home)
    assert "erased 20" in listed(person, capsys)


def test_an_open_profile_is_not_erased_under_its_window(person):
    """Row 35: whoever has it open closes it first; the order stays."""
    note_erasure(person.folder, Erasure(order_id="o1", receipt="d1:x", at="2026-11-23"))
    with pytest.raises(StorageError):
        person.finish()
    noted = read_erasure(person.folder)
    assert noted is not None
    assert not noted.done


def test_an_erased_profile_can_be_removed_and_the_desk_hears_of_it(person, capsys):
    """Row 35: the last occasion for the receipt."""
    person.serve("order-wipe", "anna")
    person.hears()
    person.desk.close()
    wait(person.program.profiles.wipe(person.id, Departure.DISCARD))
    assert not person.folder.exists()
    assert person.program.profiles.all() == ()
    assert "erased 20" in listed(person, capsys)


def test_the_secret_of_the_device_stands_in_no_file_and_no_text(person):
    """Row 35."""
    secret = person.program.profiles._vault.tokens(person.id, KeyPlace.KEYRING)[3]
    assert len(secret) == 64
    person.serve("order-wipe", "anna")
    person.hears()
    person.desk.close()
    person.finish()
    for path in (path for path in person.program.folders.data.rglob("*") if path.is_file()):
        assert secret.encode() not in path.read_bytes(), path
        assert bytes.fromhex(secret) not in path.read_bytes(), path
    assert secret not in msgspec.json.encode(read_erasure(person.folder)).decode()
