"""What the cache notes beside its records: facts by name, the digest, the quarantine."""

from collections.abc import Iterable, Sequence

from deskclient.storage.codec import decode
from deskclient.storage.database import Session
from deskclient.storage.port import Quarantined


def get_meta(session: Session, key: str) -> str:
    """Read a fact by its name; empty if it is not there."""
    row = session.first("SELECT v FROM meta WHERE k = ?", (key,))
    return str(row[0]) if row else ""


def put_meta(session: Session, key: str, value: str) -> None:
    """Store a fact."""
    session.run(
        "INSERT INTO meta(k, v) VALUES (?, ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v",
        (key, value),
    )


def get_digest(session: Session) -> tuple[int, int]:
    """Count and digest of what is live, as they were stored last."""
    stored = get_meta(session, "digest")
    if not stored:
        return 0, 0
    count, total = (int(part) for part in decode(stored))
    return count, total


def let_out(session: Session, records: Iterable[tuple[str, str]] | None) -> None:
    """Take records, as kind and the desk's id, out of quarantine: understood now, or gone.

    ``None`` takes all out: everything is about to be told anew.
    """
    if records is None:
        session.run("DELETE FROM quarantine")
    elif session.first("SELECT 1 FROM quarantine LIMIT 1"):
        session.run_many("DELETE FROM quarantine WHERE kind = ? AND server_id = ?", list(records))


def put_quarantined(session: Session, bad: Sequence[Quarantined]) -> None:
    """Keep what could not be understood."""
    session.run_many(
        "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?)",
        [(one.kind, one.server_id, one.raw, one.error) for one in bad],
    )
