"""Damage, lost keys, newer files, full disks: nothing the person wrote is lost."""

import secrets
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskclient.domain.errors import (
    DiskFullError,
    KeyMissingError,
    NewerSchemaError,
    ReadOnlyError,
    StorageError,
)
from deskclient.domain.ids import OpId
from deskclient.domain.operation import OpState
from deskclient.storage.connect import PLAIN, Target, Use, open_target
from deskclient.storage.migrate import create_outbox, upgrade, whole
from deskclient.storage.outbox_tables import OUTBOX_SCHEMA
from deskclient.storage.port import Draft
from deskclient.storage.stores import (
    RESERVE,
    Stores,
    open_outbox_read_only,
    open_stores,
)
from tests.storage.builders import BORN, edit, feed, snap, ticket

Opening = Callable[[], Stores]
PAGE = 4096


def damage(path: Path, first_page: int = 0, pages: int = 1) -> None:
    with path.open("r+b") as file:
        file.seek(first_page * PAGE)
        file.write(secrets.token_bytes(pages * PAGE))


def states(stores: Stores) -> dict[str, str]:
    return {one.op_id: one.state.value for one in stores.outbox.pending()}


def filled(opening: Opening, count: int = 60) -> Stores:
    stores = opening()
    stores.outbox.add([edit(f"op{n:03}", f"t{n}", subject="word " * 200) for n in range(count)])
    stores.outbox.save_draft(Draft("d1", "reply", "t1", {"body": "half a reply"}, BORN))
    stores.outbox.set_state([OpId("op000")], OpState.INFLIGHT)
    return stores


def test_a_damaged_first_page_is_recovered_from_the_newest_copy(opening, folder):
    """Row 29: generations, salvage and a report; the damaged bytes stay untouched."""
    stores = filled(opening)
    stores.outbox.backup()
    stores.close()
    damage(folder / "outbox.db")
    wanted = (folder / "outbox.db").read_bytes()
    stores = opening()
    assert len(states(stores)) == 60
    assert stores.outbox.drafts()[0].content == {"body": "half a reply"}
    assert stores.report is not None
    assert stores.report.from_backup
    assert (Path(stores.report.copied_to) / "outbox.db").read_bytes() == wanted
    assert opening().report is None


def test_what_a_copy_had_queued_is_looked_up_before_it_is_sent_again(opening, folder):
    """Row 29: it may have been sent since the copy was made."""
    stores = filled(opening, 3)
    stores.outbox.backup()
    stores.close()
    damage(folder / "outbox.db")
    assert set(states(opening()).values()) == {"unconfirmed"}


@pytest.mark.parametrize("page", range(2, 30, 3))
def test_readable_rows_of_a_damaged_file_are_newer_than_the_copy(opening, folder, page):
    """Row 29: rows are united by operation; what ended since the copy does not come back."""
    stores = filled(opening)
    stores.outbox.backup()
    stores.outbox.settle([OpId("op001")])
    stores.outbox.add([edit("newest", subject="after the copy")])
    stores.close()
    damage(folder / "outbox.db", page)
    stores = opening()
    found = states(stores)
    lost = set(stores.report.damaged_tables) if stores.report else set()
    assert {f"op{n:03}" for n in range(2, 60)} <= found.keys()
    assert "newest" in found or "op" in lost
    assert "op001" not in found or {"op", "op_event"} <= lost
    if "op" not in lost:
        assert found["op002"] == "queued"


@pytest.mark.parametrize("page", range(1, 12))
def test_damage_anywhere_loses_no_operation_that_a_copy_has(opening, folder, page):
    """Row 29: whichever page breaks."""
    stores = filled(opening)
    stores.outbox.backup()
    stores.close()
    damage(folder / "outbox.db", page)
    stores = opening()
    assert len(states(stores)) == 60
    assert len(stores.outbox.drafts()) == 1


def test_without_any_copy_salvage_reads_around_the_damage(opening, folder):
    """Row 29: rows before and behind a broken page are read."""
    filled(opening, 200).close()
    pages = (folder / "outbox.db").stat().st_size // PAGE
    damage(folder / "outbox.db", pages * 2 // 3)
    stores = opening()
    assert stores.report is not None
    assert not stores.report.from_backup
    assert stores.report.operations == len(states(stores)) > 100


def test_recovery_that_was_cut_starts_again_from_the_kept_bytes(opening, folder):
    """Row 8: killed between removing the damaged file and putting the new one in its place."""
    stores = filled(opening)
    stores.outbox.backup()
    stores.close()
    damage(folder / "outbox.db", 2)
    kept = folder / "damaged-1"
    kept.mkdir()
    (folder / "outbox.db").replace(kept / "outbox.db")
    (folder / "outbox.recovering").write_text("damaged-1")
    (folder / "outbox.new.db").write_bytes(b"half written")
    stores = opening()
    assert len(states(stores)) == 60
    assert not (folder / "outbox.recovering").exists()


def test_a_lost_log_is_noticed_by_the_count_of_commits(opening, folder):
    """Row 30: a file without its log is older than its newest copy."""
    stores = filled(opening, 3)
    stores.close()
    old = (folder / "outbox.db").read_bytes()
    stores = opening()
    stores.outbox.add([edit("late", subject="x")])
    stores.outbox.backup()
    stores.close()
    (folder / "outbox.db").write_bytes(old)
    stores = opening()
    assert "late" in states(stores)
    assert stores.report is not None
    assert stores.report.from_backup


def test_three_generations_are_kept_and_an_unchanged_store_makes_no_new_one(opening, folder):
    outbox = opening().outbox
    for number in range(5):
        outbox.add([edit(f"op{number}", subject="x")])
        outbox.backup()
        outbox.backup()
    copies = sorted((folder / "backups").iterdir())
    assert [one.name for one in copies] == ["outbox.1.db", "outbox.2.db", "outbox.3.db"]


def test_a_wrong_key_touches_nothing(opening, folder, key, registry):
    """Row 61: the key is asked for; no file is moved, erased or called damaged."""
    filled(opening).close()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(KeyMissingError):
        open_stores(folder, secrets.token_bytes(32), registry)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert len(states(opening())) == 60


def test_a_wrong_key_is_no_damage_even_if_the_fingerprint_is_gone(opening, folder, key, registry):
    """Row 61: without proof that the key fits nothing is called damaged."""
    filled(opening).close()
    (folder / "key.check").unlink()
    before = (folder / "outbox.db").read_bytes()
    with pytest.raises(KeyMissingError):
        open_stores(folder, secrets.token_bytes(32), registry)
    assert (folder / "outbox.db").read_bytes() == before
    assert len(states(opening())) == 60


def test_an_encrypted_store_is_not_opened_as_a_plain_one(opening, folder, registry):
    filled(opening).close()
    with pytest.raises(KeyMissingError):
        open_stores(folder, PLAIN, registry)


def test_a_newer_outbox_is_left_alone_and_can_be_exported(opening, folder, key, registry):
    """Row 23: read only, with the words at hand."""
    filled(opening, 3).close()
    raw = open_target(Target(folder / "outbox.db", key, Use.OUTBOX))
    raw.execute("ALTER TABLE op ADD COLUMN mood TEXT")
    raw.execute(f"PRAGMA user_version = {OUTBOX_SCHEMA + 1}")
    raw.close()
    with pytest.raises(NewerSchemaError):
        open_stores(folder, key, registry)
    outbox = open_outbox_read_only(folder, key)
    assert len(outbox.pending()) == 3
    with pytest.raises(ReadOnlyError):
        outbox.add([edit("new", subject="x")])
    outbox.close()


def schema_of(raw: Any) -> dict[str, list[Any]]:
    tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: [
            [row[1:] for row in raw.execute(f"PRAGMA table_info({name})")],
            sorted(row[2:] for row in raw.execute(f"PRAGMA index_list({name})")),
            sorted(
                (row[1], tuple(raw.execute(f'PRAGMA index_info("{row[1]}")').fetchall()))
                for row in raw.execute(f"PRAGMA index_list({name})")
            ),
        ]
        for (name,) in tables
        if name not in {"alembic_version", "sqlite_sequence"}
    }


def test_migrations_end_where_a_new_outbox_begins(home):
    made, migrated = (
        open_target(Target(home / name, PLAIN, Use.OUTBOX)) for name in ("made.db", "migrated.db")
    )
    create_outbox(made)
    with whole(migrated) as connection:
        upgrade(connection)
    assert schema_of(made) == schema_of(migrated)
    versions = [raw.execute("SELECT * FROM alembic_version").fetchall() for raw in (made, migrated)]
    assert versions[0] == versions[1]
    # The next migration finds a new outbox at the right place: nothing is left to do.
    with whole(made) as connection:
        upgrade(connection)
    made.close()
    migrated.close()


def test_a_migration_that_fails_leaves_the_old_schema(home, tmp_path):
    """Row 8: DDL is rolled back with the rest of the transaction."""
    raw = open_target(Target(home / "x.db", PLAIN, Use.OUTBOX))

    def migrate_and_die() -> None:
        with whole(raw) as connection:
            upgrade(connection)
            msg = "killed"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="killed"):
        migrate_and_die()
    assert raw.execute("SELECT * FROM sqlite_master").fetchall() == []
    raw.close()


def test_a_corrupt_cache_is_replaced_within_two_seconds_and_unsent_work_stays(opening, folder):
    """Row 28: moved aside, a new one, and the outbox usable at once."""
    stores = filled(opening, 3)
    stores.cache.apply_page([snap(f"t{n}", ticket(n)) for n in range(300)], feed())
    stores.close()
    damage(folder / "cache.db")
    # The processor's time: other programs on the machine do not count.
    begun = time.process_time()
    stores = opening()
    assert time.process_time() - begun < 2.0
    assert len(states(stores)) == 3
    assert stores.cache.feed() is None
    assert Path(stores.cache_replaced, "cache.db").exists()
    assert opening().cache_replaced == ""


def test_damage_deep_in_the_cache_is_found_by_the_check(opening, folder):
    """Row 28: after an unclean end the whole file is looked through."""
    stores = opening()
    stores.cache.apply_page([snap(f"t{n}", ticket(n)) for n in range(900)], feed())
    stores.close()
    pages = (folder / "cache.db").stat().st_size // PAGE
    damage(folder / "cache.db", pages - 3)
    with pytest.raises(StorageError):
        opening().cache.check()


def test_an_unclean_end_is_told(opening, folder, tmp_path, key, registry):
    assert opening().cache_clean
    copy = tmp_path / "profile"
    shutil.copytree(folder, copy)
    killed = open_stores(copy, key, registry)
    assert not killed.cache_clean
    killed.close()
    again = open_stores(copy, key, registry)
    assert again.cache_clean
    again.close()


def full_outbox(stores: Stores) -> None:
    """Let the file grow no further, as on a full disk."""
    raw = stores.outbox._database.raw
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")


BIG = "many words " * 50_000


def test_a_full_disk_refuses_the_edit_whole_and_the_next_one_works(opening, folder):
    """Row 25: "not saved" is said, nothing half-written stays, no crash."""
    stores = filled(opening, 3)
    (folder / RESERVE).unlink()
    full_outbox(stores)
    with pytest.raises(DiskFullError) as refused:
        stores.outbox.add([edit("small", subject="x"), edit("big", subject=BIG)])
    assert "many words" not in "".join(traceback.format_exception(refused.value))
    assert len(states(stores)) == 3
    stores.outbox._database.raw.execute("PRAGMA max_page_count = 100000")
    stores.outbox.add([edit("big", subject=BIG)])
    assert len(states(opening())) == 4


def test_the_reserve_is_given_up_for_the_persons_words(opening, folder):
    """Row 25: the reserve file makes room once."""
    stores = filled(opening, 3)
    raw = stores.outbox._database.raw
    full_outbox(stores)
    (release,) = stores.outbox._database._ways

    def released() -> bool:
        raw.execute("PRAGMA max_page_count = 100000")
        return release()

    stores.outbox._database._ways[:] = [released]
    stores.outbox.add([edit("big", subject=BIG)])
    assert "big" in states(stores)
    assert not (folder / RESERVE).exists()
    assert "big" in states(opening())
    assert (folder / RESERVE).exists()


def test_a_full_disk_rolls_the_page_and_its_position_back(stores):
    """Row 26: page and cursor together; editing goes on."""
    stores.cache.apply_page([snap("t1", ticket(1))], feed(cursor="one"))
    raw = stores.cache._database.raw
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(DiskFullError):
        stores.cache.apply_page(
            [snap(f"x{n}", ticket(n, subject=BIG)) for n in range(9)], feed(cursor="two")
        )
    found = stores.cache.feed()
    assert found is not None
    assert found.cursor == "one"
    assert stores.cache.digest()[0] == 1
    stores.outbox.add([edit("a", subject="x")])


@pytest.mark.parametrize("nth", range(1, 12))
def test_a_disk_that_fills_at_the_nth_page_leaves_all_or_nothing(opening, folder, nth):
    """Row 60: for each n: atomic and restartable."""
    stores = filled(opening, 3)
    (folder / RESERVE).unlink()
    raw = stores.outbox._database.raw
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages + nth}")
    ops = [edit(f"new{n}", subject="word " * 2000) for n in range(3)]
    try:
        stores.outbox.add(ops)
    except DiskFullError:
        wanted = 3
    else:
        wanted = 6
    stores = opening()
    assert len(states(stores)) == wanted
    assert stores.report is None


WRITER = """
import sys, pathlib
from deskclient.domain.kinds.standard import standard_registry
from deskclient.storage.stores import open_stores
from tests.storage.builders import edit, feed, snap, ticket
stores = open_stores(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), standard_registry())
for n in range(100_000):
    stores.outbox.add([edit(f"op{n}", subject="x" * 500)])
    print(f"op{n}", flush=True)
    stores.cache.apply_page([snap(f"t{n}", ticket(n))], feed(cursor=str(n)))
    if n % 7 == 0:
        stores.outbox.backup()
"""


@pytest.mark.parametrize("after", [1, 8, 23])
def test_what_was_called_safe_is_there_after_a_kill(folder, key, registry, after):
    """Rows 7, 8 and 9: killed while writing, pulling or copying; all that was told is there."""
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), key.hex()],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        told = [child.stdout.readline().strip() for _ in range(after)]
        child.kill()
        told += child.stdout.read().split()
    stores = open_stores(folder, key, registry)
    assert set(told) <= states(stores).keys()
    assert not stores.cache_clean
    stores.cache.check()
    position = stores.cache.feed()
    assert stores.cache.digest()[0] == (int(position.cursor) + 1 if position else 0)
    stores.close()


def test_no_word_of_the_person_stands_readable_in_any_file(opening, folder):
    """Canary: drafts, operations, records, words in the index and copies are all encrypted."""
    canary = "CanaryЁжик7731"
    stores = opening()
    stores.outbox.add([edit("a", subject=canary)])
    stores.outbox.save_draft(Draft("d1", "reply", "t1", {"body": canary}, BORN))
    stores.outbox.backup()
    stores.cache.apply_page([snap("t1", ticket(1, subject=canary))], feed())
    while stores.cache.index_step(100):
        pass
    stores.outbox.set_meta("note", canary)
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in found)
    for path in found:
        content = path.read_bytes()
        for form in (canary, canary.lower(), "canaryежик7731"):
            assert form.encode() not in content, path
