"""Unfinished texts. Answered from memory, stored in the engine's thread."""

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import Future

from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.services.api import Drafts
from deskclient.services.engine_link import EngineLink
from deskclient.services.engine_port import EngineCalls
from deskclient.storage.port import Draft, StagedFile

_log = logging.getLogger(__name__)


def draft_id_of(kind: str, record_id: str) -> str:
    """Name the draft of one kind for one record: there is at most one."""
    return f"{kind}:{record_id}"


def file_rows(files: Iterable[StagedFile]) -> list[dict[str, Value]]:
    """Write staged files as a draft holds them, under ``files``."""
    return [
        {"sha256": f.sha256, "size": f.size, "name": f.name, "media_type": f.media_type}
        for f in files
    ]


def files_of(draft: Draft) -> tuple[StagedFile, ...]:
    """Read the staged files a draft holds; rows that are no files are left out."""
    rows = draft.content.get("files")
    found = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("sha256"), str):
            size = row.get("size")
            found.append(
                StagedFile(
                    str(row["sha256"]),
                    size if isinstance(size, int) else 0,
                    str(row.get("name") or "file"),
                    str(row.get("media_type") or "application/octet-stream"),
                )
            )
    return tuple(found)


class DraftBox(Drafts):
    """Used from the UI thread; :meth:`fill` and :meth:`forget` are called from the engine's."""

    def __init__(self, link: EngineLink) -> None:
        self._link = link
        self._drafts: dict[str, Draft] = {}
        self._gone: set[str] = set()
        self._unsaved: set[str] = set()

    def fill(self, stored: Sequence[Draft]) -> None:
        """Take over what the store holds; what was written here meanwhile is newer."""
        for draft in stored:
            if draft.draft_id not in self._gone:
                self._drafts.setdefault(draft.draft_id, draft)

    def put(self, draft: Draft) -> None:
        """Note a draft that was stored elsewhere."""
        self._hold(draft)
        self._unsaved.discard(draft.draft_id)

    def forget(self, draft_id: str) -> None:
        """Note that a draft has become an operation, or was thrown away."""
        self._gone.add(draft_id)
        self._drafts.pop(draft_id, None)
        self._unsaved.discard(draft_id)

    @override
    def save(self, draft: Draft) -> None:
        if self._drafts.get(draft.draft_id) == draft:
            return
        self._hold(draft)
        self._store(draft)

    @override
    def load(self, kind: str, record_id: str) -> Draft | None:
        found = [
            one
            for one in tuple(self._drafts.values())
            if (one.kind, one.record_id) == (kind, record_id)
        ]
        return max(found, key=lambda one: one.saved_at, default=None)

    @override
    def all(self) -> Sequence[Draft]:
        return sorted(self._drafts.copy().values(), key=lambda one: one.saved_at, reverse=True)

    @override
    def unsaved(self) -> Sequence[Draft]:
        return [one for one in self.all() if one.draft_id in self._unsaved]

    @override
    def save_again(self) -> None:
        for draft in self.unsaved():
            self._store(draft)

    @override
    def delete(self, draft_id: str) -> None:
        self.forget(draft_id)
        _report(self._link.call(lambda engine: engine.delete_draft(draft_id)))

    def _hold(self, draft: Draft) -> None:
        self._gone.discard(draft.draft_id)
        self._drafts[draft.draft_id] = draft

    def _store(self, draft: Draft) -> None:
        def put(engine: EngineCalls) -> None:
            # By now it may have become an operation, or another text.
            if self._drafts.get(draft.draft_id) is draft:
                engine.save_draft(draft)

        stored = self._link.call(put)
        stored.add_done_callback(lambda done: self._note(draft.draft_id, done))
        _report(stored)

    def _note(self, draft_id: str, stored: "Future[None]") -> None:
        """Remember which ones are in memory only; in the engine's thread, or in the caller's."""
        if stored.exception() is None:
            self._unsaved.discard(draft_id)
        else:
            self._unsaved.add(draft_id)


def _report(stored: "Future[None]") -> None:
    def look(done: "Future[None]") -> None:
        failure = done.exception()
        if failure is not None:
            _log.warning("a draft could not be saved: %s", failure)

    stored.add_done_callback(look)
