"""Migrations, backups, checks and what is forgotten."""

import hashlib
import shutil

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, text, update
from sqlcipher3 import dbapi2 as sqlite

from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.errors import NewerSchemaError
from deskclient.server.database.engine import Database
from deskclient.server.database.migrate import prepare
from deskclient.server.database.schema import CHANGE, HEAD, METADATA, RECORD
from deskclient.server.upkeep import UpkeepError, backup, prune, verify
from tests.server.calling import Caller, create, edit
from tests.server.service import cheap_config, mini_desk
from tests.server.times import Turning

UNIT = {"priority": "normal", "impact": "person", "urgency": "soon"}


def ready(url):
    database = Database(url)
    prepare(database, SystemClock(), SystemRandomness())
    return database


@pytest.mark.parametrize("database_url", ["file", "postgres"], indirect=True)
def test_the_migrations_make_exactly_the_declared_tables(database_url):
    """Row 8: in memory the declared tables are made directly."""
    database = ready(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == HEAD
    database.close()


def test_preparing_again_changes_nothing(database_url):
    database = ready(database_url)
    with database.read() as connection:
        before = connection.execute(text("SELECT k, v FROM meta ORDER BY k")).all()
    prepare(database, SystemClock(), SystemRandomness())
    with database.read() as connection:
        assert connection.execute(text("SELECT k, v FROM meta ORDER BY k")).all() == before
    database.close()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path):
    """Row 23."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    database = ready(url)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchemaError, match="9999"):
        prepare(database, SystemClock(), SystemRandomness())
    database.close()


def test_a_migration_that_fails_leaves_the_old_file_and_a_copy(tmp_path, monkeypatch):
    """Row 8: the old file is intact, a copy lies beside it, and the step can be repeated."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    mini = mini_desk(url, threads=False)
    with mini.desk.database.write() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    before = Caller(mini, "anna")
    before.sign_in()
    before.pull()

    def fail(config, target):
        connection = config.attributes["connection"]
        connection.execute(text("DROP TABLE file_use"))
        raise OSError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.command.upgrade", fail)
        with pytest.raises(OSError, match="killed"):
            prepare(mini.desk.database, SystemClock(), SystemRandomness())
    after = Caller(mini, "anna")
    after.sign_in()
    after.pull()
    assert after.state() == before.state()
    mini.desk.database.close()
    copy = tmp_path / "desk.db.before-unversioned"
    with sqlite.connect(str(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM record").fetchone()[0] > 60
    connection.close()


def test_a_backup_holds_everything_and_can_be_started(tmp_path):
    """Row 18: and who was further than the backup learns that the desk went back."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    mini = mini_desk(url, threads=False, config=cheap_config(tmp_path / "files"))
    anna = Caller(mini)
    anna.sign_in()
    data = b"some bytes"
    sha = hashlib.sha256(data).hexdigest()
    upload = anna.call("POST", "/v1/uploads", {"sha256": sha, "size": len(data)}).json()["id"]
    headers = {"Upload-Offset": "0"}
    anna.call("PATCH", f"/v1/uploads/{upload}", headers=headers, raw=data)
    backup(mini.desk.database, tmp_path / "files", tmp_path / "copy")
    with pytest.raises(UpkeepError):
        backup(mini.desk.database, tmp_path / "files", tmp_path / "copy")
    lost = create("tag", name="lost")
    anna.push(lost)
    anna.pull()
    mini.desk.database.close()
    for path in tmp_path.glob("desk.db*"):
        path.unlink()
    shutil.copy(tmp_path / "copy" / "desk.db", tmp_path / "desk.db")
    mini.desk.database.__init__(url)  # type: ignore[misc]
    assert anna.changes().json()["reason"] == "epoch"
    anna.rows.clear()
    anna.pull()
    assert ("tag", lost["id"]) not in anna.rows
    assert anna.push(lost)[0]["verdict"] == "applied"
    assert anna.call("GET", f"/v1/files/{sha}").body == data
    assert (tmp_path / "copy" / "files" / "contents" / sha[:2] / sha).read_bytes() == data
    assert list(verify(mini.desk)) == []
    mini.desk.database.close()


def test_a_postgresql_database_is_not_copied_by_us(postgres, tmp_path):
    database = Database(postgres)
    with pytest.raises(UpkeepError, match="pg_dump"):
        backup(database, None, tmp_path / "copy")
    database.close()


def test_checking_finds_what_must_not_be(any_mini):
    """Row 20: a gap in the log, a number above the counter, a document nobody can read."""
    assert list(verify(any_mini.desk)) == []
    with any_mini.desk.database.write() as connection:
        connection.execute(delete(CHANGE).where(CHANGE.c.seq == 5))
        ticket = RECORD.c.id == any_mini.tickets[0]
        connection.execute(update(RECORD).where(ticket).values(doc="{", hash=1, seq=10**6))
    found = " ".join(verify(any_mini.desk))
    for words in ("gaps", "above the counter", "unreadable", "wrong hash"):
        assert words in found


def test_what_is_kept_half_a_year_is_forgotten_after_it():
    """Row 17."""
    clock = Turning()
    mini = mini_desk(threads=False, clock=clock)
    anna = Caller(mini)
    anna.sign_in()
    op = edit(mini.tickets[0], UNIT, priority="high")
    anna.push(op)
    clock.turn(days=179)
    prune(mini.desk)
    anna.sign_in()
    assert anna.call("GET", f"/v1/ops/{op['op_id']}").status == 200
    clock.turn(days=2)
    prune(mini.desk)
    anna.sign_in()
    answer = anna.call("GET", f"/v1/ops/{op['op_id']}")
    assert answer.status == 404
    assert answer.json()["known_since"] > "2026-03-01"
    assert list(verify(mini.desk)) == []
    anna.pull()
    assert anna.follow() == []
    mini.desk.database.close()


def test_the_clock_of_the_desk_may_step_back():
    """Row 15: the feed goes by numbers."""
    clock = Turning()
    mini = mini_desk(threads=False, clock=clock)
    anna = Caller(mini)
    anna.sign_in()
    anna.pull()
    clock.turn(hours=-5)
    anna.push(edit(mini.tickets[0], UNIT, priority="high"))
    clock.turn(hours=-5)
    anna.push(create("tag", name="x"))
    rows = anna.follow()
    assert {row["kind"] for row in rows} == {"ticket", "entry", "tag"}
    assert anna.state() == anna.ids()
    mini.desk.database.close()
