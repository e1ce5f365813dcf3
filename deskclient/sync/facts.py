"""“About this sync”: what the engine knows of itself, for people and for diagnostics."""

from collections.abc import Mapping

from deskclient.sync.crew import Crew


def gather_facts(crew: Crew) -> Mapping[str, str]:
    """Collect label and text; labels are English and translated in the window."""
    feed = crew.ports.cache.feed()
    waiting, decisions = crew.book.counts()
    bad = crew.ports.cache.quarantine()
    session = crew.connection.session
    caps = crew.ports.adapter.caps
    return {
        "Connection": crew.board.status().link.value,
        "Last complete sync": crew.board.last_sync,
        "What is kept": crew.pull.scope.to_text(),
        "Changes waiting": str(waiting),
        "Decisions waiting": str(decisions),
        "Feed position": _short(feed.cursor) if feed else "",
        "Complete pulls": str(feed.generation) if feed else "0",
        "Desk epoch": feed.epoch if feed else "",
        "Desk instance": session.instance if session else crew.book.outbox.get_meta("instance"),
        "Clock offset in seconds": f"{crew.board.offset_s:.1f}",
        "Records to index": str(crew.index.left),
        "Lists to prepare": _known(crew.index.unprepared),
        "Records not understood": str(len(bad)),
        "Pages fetched": str(crew.pull.pages),
        "Batches sent": str(crew.push.requests),
        "Bytes uploaded": str(crew.upload.bytes_sent),
        "Digest mismatches": str(crew.reconciler.mismatches),
        "Records repaired": str(crew.reconciler.repaired),
        "Removals stopped by the brake": str(crew.pull.brakes),
        "Changes are found by": caps.feed,
        "New records are made once by": caps.create_once,
        "Entries are added once by": caps.append_once,
        "Edits are checked by": caps.cond_write if caps.audited else f"{caps.cond_write} alone",
        "Deletions are told by": caps.deletes,
        "Merges are told by": caps.merges,
        "Files are sent": caps.upload,
        "News come": "at once" if caps.long_poll else "by asking",
        "Last errors": "\n".join(crew.board.last_errors),
    }


def _known(count: int | None) -> str:
    return "" if count is None else str(count)


def _short(cursor: str) -> str:
    return cursor if len(cursor) <= 24 else f"{cursor[:24]}…"
