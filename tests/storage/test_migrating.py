"""An outbox of an older version: copied, then brought up whole, or left as it was."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import DiskFullError, StorageError
from deskclient.storage.connect import Connection, Target, Use, open_target
from deskclient.storage.database import Database
from deskclient.storage.migrate import SCRIPTS, Migrations
from deskclient.storage.outbox import SqlOutbox
from deskclient.storage.outbox_file import OutboxFile
from deskclient.storage.outbox_tables import OUTBOX_SCHEMA
from deskclient.storage.port import Draft
from deskclient.storage.stores import Stores
from tests.storage.builders import BORN, edit

NEWEST = OUTBOX_SCHEMA + 1
WORDS = ["First", "Second", "Third"]
SCRIPT = """
import os
import signal
from alembic import op
import sqlalchemy as sa

revision = "{newest:04}"
down_revision = "{before:04}"


def upgrade():
    op.add_column("op", sa.Column("mood", sa.Text, nullable=False, server_default="calm"))
    op.execute("UPDATE op SET label = 'taken over'")
    op.execute("DELETE FROM draft")
    {then}
"""
FAILURES = {
    "a step that the database refuses": "op.execute('SELECT * FROM nowhere')",
    "a fault in the program": "raise KeyError('mood')",
}


@pytest.fixture
def older(opening: Callable[[], Stores], folder: Path) -> Path:
    """The folder of a profile with three changes and a draft, closed."""
    stores = opening()
    stores.outbox.add([edit(f"op{n}", "t1", subject=word) for n, word in enumerate(WORDS)])
    stores.outbox.save_draft(Draft("d1", "reply", "t1", {"body": "half a reply"}, BORN))
    stores.close()
    return folder


@pytest.fixture
def to_next(tmp_path: Path) -> Callable[[str], Migrations]:
    """Makes the way to the schema after ours; ``then`` is its last step."""

    def make(then: str = "pass") -> Migrations:
        scripts = tmp_path / "migrations"
        shutil.copytree(SCRIPTS, scripts, dirs_exist_ok=True)
        script = SCRIPT.format(newest=NEWEST, before=OUTBOX_SCHEMA, then=then)
        (scripts / "versions" / f"{NEWEST:04}_mood.py").write_text(script, "utf-8")
        return Migrations(newest=NEWEST, scripts=scripts)

    return make


def copy_of(folder: Path) -> Path:
    return folder / "backups" / f"before-{NEWEST}.db"


def schema(raw: Connection) -> int:
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def told_by(raw: Connection) -> tuple[list[object], list[object]]:
    outbox = SqlOutbox(Database(raw), SystemClock())
    return (
        [op.patch.set["subject"] for op in outbox.pending()],
        [draft.content["body"] for draft in outbox.drafts()],
    )


def require_as_it_was(path: Path, key: bytes) -> None:
    raw = open_target(Target(path, key, Use.COPY, read_only=True))
    assert schema(raw) == OUTBOX_SCHEMA
    assert told_by(raw) == (WORDS, ["half a reply"])
    raw.close()


def test_an_older_outbox_is_copied_and_then_brought_up_with_all_that_is_in_it(older, key, to_next):
    """Row 8: the copy is of before, the file of after; the next start has nothing left to do."""
    for _ in range(2):
        raw = OutboxFile(older, key, open_target, to_next()).open().raw
        assert schema(raw) == NEWEST
        assert raw.execute("SELECT DISTINCT mood, label FROM op").fetchall() == [
            ("calm", "taken over")
        ]
        assert told_by(raw) == (WORDS, [])
        raw.close()
        require_as_it_was(copy_of(older), key)


@pytest.mark.parametrize("then", FAILURES.values(), ids=FAILURES)
def test_a_migration_that_fails_half_way_changes_nothing_and_says_where_the_copy_is(
    older, key, to_next, opening, then
):
    """Row 8: the older file is whole; mended, the newer version takes it over."""
    with pytest.raises(StorageError) as told:
        OutboxFile(older, key, open_target, to_next(then)).open()
    assert told.value.title == "Your unsent work could not be taken over from the older version"
    assert str(copy_of(older)) in told.value.detail
    assert "with the older version" in told.value.hint
    require_as_it_was(copy_of(older), key)
    stores = opening()
    assert [op.patch.set["subject"] for op in stores.outbox.pending()] == WORDS
    stores.close()
    raw = OutboxFile(older, key, open_target, to_next()).open().raw
    assert told_by(raw) == (WORDS, [])
    raw.close()


MIGRATOR = """
import sys, pathlib
from deskclient.storage.connect import open_target
from deskclient.storage.migrate import Migrations
from deskclient.storage.outbox_file import OutboxFile
folder, key, newest, scripts = sys.argv[1:]
way = Migrations(newest=int(newest), scripts=pathlib.Path(scripts))
OutboxFile(pathlib.Path(folder), bytes.fromhex(key), open_target, way).open()
"""


def test_killed_half_way_through_a_migration_the_older_version_still_has_everything(
    older, key, to_next, opening
):
    """Row 8: a real process, killed by its last step."""
    way = to_next("os.kill(os.getpid(), signal.SIGKILL)")
    child = subprocess.run(
        [sys.executable, "-c", MIGRATOR, str(older), key.hex(), str(NEWEST), str(way.scripts)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert child.returncode == -signal.SIGKILL
    require_as_it_was(copy_of(older), key)
    stores = opening()
    assert [op.patch.set["subject"] for op in stores.outbox.pending()] == WORDS
    assert stores.outbox.drafts()[0].content == {"body": "half a reply"}
    assert stores.report is None


def test_without_room_for_a_copy_nothing_is_migrated(older, key, to_next, opening):
    """Row 8: first the copy, then the change; why not is said."""

    def cramped(target: Target) -> Connection:
        raw = open_target(target)
        if target.path == copy_of(older):
            raw.execute("PRAGMA max_page_count = 2")
        return raw

    with pytest.raises(DiskFullError, match="The disk is full"):
        OutboxFile(older, key, cramped, to_next()).open()
    stores = opening()
    assert [op.patch.set["subject"] for op in stores.outbox.pending()] == WORDS
