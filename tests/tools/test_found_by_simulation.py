"""Bugs that simulated histories and kill trials found, each told again in a few lines."""

from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import DiskFullError, SignInError
from deskclient.domain.events import Link
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import OpState
from deskclient.storage.stores import memory_stores
from deskclient.sync.board import StatusBoard
from tests.storage.builders import entry, feed, snap, ticket
from tests.sync.rig import REGISTRY, T1, Rig, play


def test_a_needed_sign_in_is_told_although_the_disk_fails():
    board = StatusBoard(SystemClock(), lambda _: None)
    board.storage(DiskFullError("The disk is full"))
    board.trouble(SignInError("The session has ended"), None)
    assert board.status().link is Link.AUTH_NEEDED


def test_a_view_that_could_not_be_written_is_written_later_without_any_change(monkeypatch):
    """Row 25: the edit is safe; what is shown follows when there is room again."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        write, failures = rig.cache.write_views, [DiskFullError("The disk is full")]

        def fail_once(views):
            if failures:
                raise failures.pop()
            write(views)

        monkeypatch.setattr(rig.cache, "write_views", fail_once)
        op = rig.edit(T1, subject="Written late")
        assert rig.state(op) is OpState.QUEUED
        assert rig.view("ticket", T1)["subject"] != "Written late"
        await rig.until(lambda: rig.view("ticket", T1)["subject"] == "Written late", 60.0)

    play(scenario)


def test_what_was_settled_when_the_power_went_is_not_shown_as_pending_for_ever():
    """Row 6: killed between W7 and the view."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = rig.edit(T1, subject="Overlaid")
        await rig.stop()
        rig.outbox.settle([op.op_id])
        await rig.start()
        found = rig.reader.record("ticket", T1)
        assert found is not None
        assert found.pending == 0
        assert dict(found.doc) == dict(found.snap or {})

    play(scenario)


def test_a_desk_that_stepped_back_behind_our_confirmed_changes_is_noticed_in_the_same_epoch():
    """Row 18: our place in the feed is still valid, only the latest confirmed changes are gone."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        epoch, backup = rig.desk.epoch, rig.desk.backup()
        op = rig.edit(T1, subject="Confirmed, then gone")
        await rig.quiet()
        await rig.stop()
        rig.desk.restore(backup)
        rig.desk.epoch = epoch
        await rig.start()
        await rig.until(lambda: rig.rule(op) == "resend", 600.0)

    play(scenario)


def test_entries_of_a_deleted_ticket_do_not_come_back_with_a_late_page():
    """Row 12: a page that was under way while the deletion was confirmed."""
    stores = memory_stores(REGISTRY)
    late = entry("e2", "t1", "late words")
    stores.cache.apply_page([snap("t1", ticket(1)), entry("e1", "t1", "words")], feed())
    stores.cache.apply_snaps([snap("t1", None, ver=2)], ())
    stores.cache.apply_page([late], feed())
    stores.cache.apply_page([snap("t1", None, ver=2)], feed())
    assert not stores.reader.children("entry", RecordId("t1"))
    assert not stores.reader.all_of("entry")
    stores.close()


def test_a_file_the_desk_has_lost_is_sent_again():
    """Row 55: the desk says that the upload is missing, whatever it confirmed before."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        attached = rig.reply_with_file("See the file", b"x" * 1000)[1]
        digest = str(attached.patch.set["sha256"])
        await rig.stop()
        file = rig.outbox.staged(digest)
        assert file is not None
        await rig.start()
        rig.engine.set_offline(True)
        crew = rig.engine._crew
        crew.book.save_staged(type(file)(**{**_facts(file), "complete": True, "upload_id": "gone"}))
        crew.push.file_missing(digest)
        again = rig.outbox.staged(digest)
        assert again is not None
        assert (again.complete, again.upload_id, again.offset) == (False, "", 0)
        rig.engine.set_offline(False)
        await rig.quiet()

    play(scenario)


def _facts(file):
    return {name: getattr(file, name) for name in type(file).__slots__}
