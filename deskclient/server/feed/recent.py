"""Pages written a moment ago: after each change, everybody with equal rights asks for the same."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page without what differs from person to person."""

    newest: tuple[int, int]
    """Number and nonce of the last change when it was written; any later one makes it stale."""
    head: bytes
    """The wire ``Changes`` up to the end of its rows."""
    count: int
    seq: int
    nonce: int
    tail: int
    tail_child: int
    more: bool


class RecentPages:
    """Keeps pages up to a number of bytes; the oldest go first. Safe from any thread."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._held = 0
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, WrittenPage] = OrderedDict()

    def find(self, key: Hashable, newest: tuple[int, int]) -> WrittenPage | None:
        """Give a page if nothing has changed since it was written."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.newest != newest:
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: WrittenPage) -> None:
        """Remember a page."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._held += len(page.head) - (len(old.head) if old else 0)
            self._pages[key] = page
            while self._held > self._room and self._pages:
                _, oldest = self._pages.popitem(last=False)
                self._held -= len(oldest.head)
