"""A reader that stands in while the cache cannot be read, and moves on to a cache made anew.

The window must open although the cache is damaged or has the columns of another version: it is
rebuildable, and the engine does so when it starts. Until then every list is empty.
"""

import logging
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from typing_extensions import override

from deskclient.domain.errors import StorageError
from deskclient.domain.ids import RecordId
from deskclient.domain.query import ListQuery
from deskclient.storage.port import ListRow, Reader, RecordView

_log = logging.getLogger(__name__)
T = TypeVar("T")


class LateReader(Reader):
    """Belongs to one thread, except :meth:`renew` and :meth:`interrupt`."""

    def __init__(self, open_reader: Callable[[], Reader]) -> None:
        self._open = open_reader
        self._renew = False
        self._current = self._opened()

    @property
    def ready(self) -> bool:
        """Whether there is a cache to read from."""
        return self._current is not None

    def renew(self) -> None:
        """Open again before the next read: another file stands there now."""
        self._renew = True

    @override
    def first_rows(
        self, query: ListQuery, limit: int, within_s: float | None = None
    ) -> Sequence[ListRow]:
        return self._read(lambda reader: reader.first_rows(query, limit, within_s), ())

    @override
    def first_keys(
        self, query: ListQuery, limit: int, within_s: float | None = None
    ) -> "array[int]":
        return self._read(lambda reader: reader.first_keys(query, limit, within_s), array("q"))

    @override
    def keys(self, query: ListQuery) -> "array[int]":
        return self._read(lambda reader: reader.keys(query), array("q"))

    @override
    def rows(self, kind: str, keys: Sequence[int]) -> Sequence[ListRow]:
        return self._read(lambda reader: reader.rows(kind, keys), ())

    @override
    def count(self, query: ListQuery) -> int:
        return self._read(lambda reader: reader.count(query), 0)

    @override
    def record(self, kind: str, record_id: RecordId) -> RecordView | None:
        return self._read(lambda reader: reader.record(kind, record_id), None)

    @override
    def records(self, kind: str, ids: Sequence[RecordId]) -> Mapping[RecordId, RecordView]:
        return self._read(lambda reader: reader.records(kind, ids), {})

    @override
    def all_of(self, kind: str) -> Sequence[RecordView]:
        return self._read(lambda reader: reader.all_of(kind), ())

    @override
    def children(self, kind: str, parent_id: RecordId) -> Sequence[RecordView]:
        return self._read(lambda reader: reader.children(kind, parent_id), ())

    @override
    def find_names(self, kind: str, typed: str, limit: int) -> Sequence[RecordView]:
        return self._read(lambda reader: reader.find_names(kind, typed, limit), ())

    @override
    def rest(self) -> None:
        self._read(lambda reader: reader.rest(), None)

    @override
    def interrupt(self) -> None:
        current = self._current
        if current is not None:
            current.interrupt()

    @override
    def close(self) -> None:
        if self._current is not None:
            self._current.close()
            self._current = None

    def _read(self, read: Callable[[Reader], T], nothing: T) -> T:
        if self._renew:
            self._renew = False
            self.close()
            self._current = self._opened()
        if self._current is None:
            return nothing
        try:
            return read(self._current)
        except StorageError as trouble:
            # The cache can be made anew, the person's work is elsewhere: an empty list, no crash.
            _log.warning("the cache cannot be read: %s", trouble)
            return nothing

    def _opened(self) -> Reader | None:
        try:
            return self._open()
        except StorageError as trouble:
            _log.info("the cache is not there yet: %s", trouble)
            return None
