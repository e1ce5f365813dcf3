"""Rows of a list by page, the recently used ones."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from deskclient.domain.ids import RecordId
from deskclient.services.api import ListRow

PAGE_ROWS = 128
KEPT_PAGES = 48

Page = dict[int, ListRow]
Fetch = Callable[[Sequence[int]], Sequence[ListRow]]


class RowCache:
    """Least recently used pages of rows; a page maps a key to its row."""

    def __init__(self, fetch: Fetch) -> None:
        """Set up.

        Args:
            fetch: Reads rows by key; vanished ones are left out.
        """
        self._fetch = fetch
        self._pages: OrderedDict[int, Page] = OrderedDict()

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()

    def put(self, rows: Sequence[ListRow]) -> None:
        """Keep rows that stand at the beginning of the list."""
        for start in range(0, len(rows), PAGE_ROWS):
            part = rows[start : start + PAGE_ROWS]
            if len(part) == PAGE_ROWS or start == 0:
                self._pages[start // PAGE_ROWS] = {row.key: row for row in part}

    def get(self, position: int, keys: Sequence[int]) -> ListRow | None:
        """Give the row at a position of the list, reading its page if need be."""
        number = position // PAGE_ROWS
        page = self._pages.get(number)
        key = keys[position]
        if page is not None and key in page:
            self._pages.move_to_end(number)
            return page[key]
        return self._load(number, keys).get(key)

    def peek(self, position: int, keys: Sequence[int]) -> ListRow | None:
        """Give the row at a position if it is here; never reads."""
        page = self._pages.get(position // PAGE_ROWS)
        return None if page is None else page.get(keys[position])

    def has_page(self, position: int) -> bool:
        """Tell whether the page of a position is here."""
        return position // PAGE_ROWS in self._pages

    def load(self, position: int, keys: Sequence[int]) -> None:
        """Read the page of a position ahead of its need."""
        if 0 <= position < len(keys) and not self.has_page(position):
            self._load(position // PAGE_ROWS, keys)

    def positions(self, ids: Iterable[RecordId], keys: Sequence[int]) -> list[int]:
        """Give the positions of cached rows that show one of the records."""
        wanted = set(ids)
        found: list[int] = []
        for number, page in self._pages.items():
            if not any(row.record_id in wanted for row in page.values()):
                continue
            start = number * PAGE_ROWS
            for position in range(start, min(start + PAGE_ROWS, len(keys))):
                row = page.get(keys[position])
                if row is not None and row.record_id in wanted:
                    found.append(position)
        return found

    def drop(self, positions: Iterable[int]) -> None:
        """Forget the pages of positions; the next look reads them anew."""
        for number in {position // PAGE_ROWS for position in positions}:
            self._pages.pop(number, None)

    def _load(self, number: int, keys: Sequence[int]) -> Page:
        start = number * PAGE_ROWS
        rows = self._fetch(list(keys[start : start + PAGE_ROWS]))
        page = {row.key: row for row in rows}
        self._pages[number] = page
        self._pages.move_to_end(number)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return page
