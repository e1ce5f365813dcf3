"""What keeps a desk in order: forgetting what is old, proving and copying the rest."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, func, select, text

from deskclient.domain.times import to_text
from deskclient.server.database.copying import copy_database
from deskclient.server.database.engine import Database
from deskclient.server.database.facts import set_fact
from deskclient.server.database.schema import (
    CHANGE,
    CLIENT,
    DEVICE,
    FILE_USE,
    OP_RESULT,
    RECORD,
    THROTTLE,
    TOKEN,
    UPLOAD,
)
from deskclient.server.desk import Desk
from deskclient.server.files.vault import Vault
from deskclient.server.records.stored import row_hash

_PIECE = 1 << 20


class UpkeepError(Exception):
    """What was asked cannot be done; the text says why."""


def prune(desk: Desk) -> None:
    """Forget logs, sessions and uploads whose time is over, and bytes nobody refers to."""
    now = to_text(desk.now())
    kept_since = to_text(desk.now() - timedelta(days=desk.config.retention_days))
    with desk.ledger.writing() as change:
        connection = change.connection
        if connection.execute(delete(OP_RESULT).where(OP_RESULT.c.at < kept_since)).rowcount:
            set_fact(connection, "known_since", kept_since)
        _prune_log(connection, kept_since)
        connection.execute(delete(CLIENT).where(CLIENT.c.at < kept_since))
        connection.execute(delete(TOKEN).where(TOKEN.c.expires_at <= now))
        left = DEVICE.c.signed_out_at.between("0", kept_since)
        erased = DEVICE.c.erased_at.between("0", kept_since)
        connection.execute(delete(DEVICE).where(left | erased))
        hours_ago = to_text(desk.now() - timedelta(seconds=desk.config.failure_window_s))
        connection.execute(delete(THROTTLE).where(THROTTLE.c.since <= hours_ago))
        gone = select(RECORD.c.key).where(RECORD.c.gone.is_(True))
        connection.execute(delete(FILE_USE).where(FILE_USE.c.rec.in_(gone)))
        old = UPLOAD.c.expires_at <= now
        expired = connection.execute(select(UPLOAD.c.id).where(old)).scalars().all()
        connection.execute(delete(UPLOAD).where(old))
        for upload_id in expired:
            desk.uploads.vault.discard(upload_id)
        _drop_orphans(connection, desk.uploads.vault)


def _prune_log(connection: Connection, kept_since: str) -> None:
    newest = select(func.max(CHANGE.c.seq)).scalar_subquery()
    old = delete(CHANGE).where(CHANGE.c.at < kept_since, CHANGE.c.seq < newest)
    if connection.execute(old).rowcount:
        floor = connection.execute(select(func.min(CHANGE.c.seq))).scalar_one()
        set_fact(connection, "log_floor", str(floor))


def _drop_orphans(connection: Connection, vault: Vault) -> None:
    used = set(connection.execute(select(FILE_USE.c.sha256)).scalars())
    # An announced upload protects its content from the moment it is announced.
    used |= set(connection.execute(select(UPLOAD.c.sha256)).scalars())
    for sha256 in vault.contents():
        if sha256 not in used:
            vault.remove(sha256)


def backup(database: Database, files: Path | None, target: Path) -> None:
    """Copy the database and the files while the desk works.

    Raises:
        UpkeepError: the target exists, or the database is not SQLite.
    """
    if database.path is None:
        raise UpkeepError("Copy a PostgreSQL database with pg_dump, and the folder of files.")
    if target.exists():
        msg = f"{target} exists already."
        raise UpkeepError(msg)
    partial = target.with_name(f"{target.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    copy_database(database.path, partial / "desk.db")
    # Contents never change, so those copied after the database can only be too many.
    contents = None if files is None else files / "contents"
    if contents is not None and contents.exists():
        shutil.copytree(contents, partial / "files" / "contents")
    partial.replace(target)


def verify(desk: Desk) -> Iterator[str]:
    """Look for what must not be; each text is one fault."""
    with desk.database.read() as connection:
        if desk.database.is_sqlite:
            found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            yield from (f"The file is damaged: {one}" for one in found if one != "ok")
        yield from _verify_records(desk, connection)
        yield from _verify_log(desk, connection)
        yield from _verify_files(desk, connection)


def _verify_records(desk: Desk, connection: Connection) -> Iterator[str]:
    columns = (RECORD.c.key, RECORD.c.kind, RECORD.c.id, RECORD.c.ver, RECORD.c.hash)
    rows = connection.execute(
        select(*columns, RECORD.c.doc, RECORD.c.root_key).execution_options(yield_per=1000)
    )
    keys, roots = set(), set()
    for key, kind, record_id, ver, row_digest, doc, root in rows:
        keys.add(key)
        roots.add(root)
        name = f"{kind} {record_id}"
        if kind not in desk.registry:
            yield f"{name} is of an unknown kind."
        if row_digest != row_hash(kind, record_id, ver):
            yield f"{name} has a wrong hash."
        try:
            msgspec.json.decode(doc, type=dict)
        except msgspec.DecodeError:
            yield f"{name} has an unreadable document."
    yield from (f"The record with the key {root} is missing." for root in sorted(roots - keys))


def _verify_log(desk: Desk, connection: Connection) -> Iterator[str]:
    newest = desk.facts.newest(connection)
    span = connection.execute(select(func.count(), func.min(CHANGE.c.seq), func.max(CHANGE.c.seq)))
    count, first, last = span.one()
    if newest and last != newest:
        yield f"The log of changes ends at {last}, the counter at {newest}."
    if count and count != last - first + 1:
        yield "The log of changes has gaps."
    above = select(func.count()).where(RECORD.c.seq > newest)
    if connection.execute(above).scalar_one():
        yield "Records carry numbers above the counter."


def _verify_files(desk: Desk, connection: Connection) -> Iterator[str]:
    vault = desk.uploads.vault
    uses = select(FILE_USE.c.sha256, func.max(FILE_USE.c.size)).group_by(FILE_USE.c.sha256)
    for sha256, size in connection.execute(uses):
        if vault.size(sha256) != size:
            yield f"The file {sha256} is missing or has another size."
            continue
        found = hashlib.sha256()
        for start in range(0, size, _PIECE):
            found.update(vault.read(sha256, start, _PIECE))
        if found.hexdigest() != sha256:
            yield f"The file {sha256} is damaged."
