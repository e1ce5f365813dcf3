"""Leaving a profile: what would be lost, and taking away what shall go. Reads and writes files."""

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from deskclient.domain.errors import ReadOnlyError
from deskclient.domain.file_trouble import told_of
from deskclient.domain.operation import by_act, count_acts
from deskclient.services.export import Unsent, file_names
from deskclient.services.op_maker import what_of
from deskclient.services.profile_api import UnsentWork
from deskclient.sync.book import needs_person

_TITLES = 10
_CACHED = ("cache.db", "cache.db-wal", "cache.db-shm", "cache.db-journal", "blobs")
"""What can be fetched again; everything else in a profile folder may hold the person's words."""
_DAMAGED = "cache-damaged-*"


def measure(unsent: Unsent) -> UnsentWork:
    """Put unsent work into figures and titles."""
    sizes = _sizes(unsent)
    acts = by_act(unsent.ops).values()
    files = file_names(unsent)
    return UnsentWork(
        changes=len(acts),
        decisions=count_acts(op for op in unsent.ops if needs_person(op)),
        drafts=len(unsent.drafts),
        files=len(files),
        file_bytes=sum(sizes.get(sha, 0) for sha in files),
        titles=_titles(unsent),
        by_label=dict(Counter(what_of(ops[0]) for ops in acts)),
    )


UNREADABLE = UnsentWork(changes=0, decisions=0, drafts=0, files=0, file_bytes=0, readable=False)
"""Nobody can say that nothing is in a store that cannot be read."""


def _sizes(unsent: Unsent) -> Mapping[str, int]:
    """Sizes of outgoing files by SHA-256, as their operations tell."""
    found = {}
    for op in unsent.ops:
        size = op.patch.set.get("size")
        if op.kind == "attachment" and isinstance(size, int):
            found[str(op.patch.set.get("sha256"))] = size
    return found


def remove_cached(folder: Path) -> None:
    """Remove what the desk can give again, damaged caches that were put aside too.

    Raises:
        ReadOnlyError: something could not be removed.
    """
    _remove([*(folder / name for name in _CACHED), *folder.glob(_DAMAGED)])


def remove_all(folder: Path) -> None:
    """Remove a profile's folder; raises :class:`ReadOnlyError` if something stays."""
    _remove([folder])


def forget_file(path: Path) -> None:
    """Remove a file, if it is there; raises :class:`ReadOnlyError` if it stays."""
    _remove([path])


def folder_bytes(folder: Path) -> int:
    """Count what a folder takes; what vanishes meanwhile counts nothing."""
    found = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            found += path.stat().st_size if path.is_file() else 0
    return found


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as trouble:
            raise ReadOnlyError(
                "Not everything could be removed",
                told_of(trouble, path),
                "Close other programs that use the folder, then remove it again.",
            ) from trouble


def _titles(unsent: Unsent) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for op in unsent.ops:
        title = unsent.titles.get((op.kind, op.record_id)) or op.patch.set.get("subject")
        if title:
            found[str(title)] = None
    return tuple(found)[:_TITLES]
