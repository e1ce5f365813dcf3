"""Rows on their way out: read from the tables and written as JSON without decoding documents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, bindparam, case, literal, select

from deskclient.server.database.schema import RECORD

Head: TypeAlias = tuple[str, str, int, int]
"""Kind, id, version and feed number of a record."""
BIG = 65_536
"""Documents above this size are read one by one, so that a page of them cannot fill the memory."""
_TEXT = select(RECORD.c.doc).where(RECORD.c.key == bindparam("key"))
_CHILDREN = (
    select(
        RECORD.c.key,
        RECORD.c.kind,
        RECORD.c.id,
        RECORD.c.ver,
        RECORD.c.seq,
        RECORD.c.size,
        case((RECORD.c.size <= literal(BIG), RECORD.c.doc)).label("doc"),
    )
    .where(
        RECORD.c.root_key == bindparam("root"),
        RECORD.c.key > bindparam("above"),
        RECORD.c.key != bindparam("root"),
        RECORD.c.gone.is_(False),
    )
    .order_by(RECORD.c.key)
    .limit(bindparam("most"))
)


def small_doc() -> ColumnElement[str | None]:
    """Select a record's document only if it is not big."""
    return case((RECORD.c.size <= literal(BIG), RECORD.c.doc))


@dataclass(slots=True)
class Page:
    """A page being filled, up to a number of rows and bytes."""

    connection: Connection
    rows_left: int
    bytes_left: int
    parts: list[str] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether the next row belongs to another page."""
        return self.rows_left <= 0 or self.bytes_left <= 0

    def put(self, head: Head, key: int, doc: str | None) -> None:
        """Add a record; ``doc`` is ``None`` for one too big to have been read along."""
        text = doc
        if text is None:
            text = str(self.connection.execute(_TEXT, {"key": key}).scalar_one())
        kind, record_id, ver, seq = head
        self.add(f'{{"kind":"{kind}","id":"{record_id}","ver":{ver},"seq":{seq},"doc":{text}}}')

    def tell(self, head: Head, op: str, moved_to: str = "") -> None:
        """Add the news that a record is gone or out of sight."""
        kind, record_id, ver, seq = head
        moved = f',"moved_to":"{moved_to}"' if moved_to else ""
        self.add(
            f'{{"kind":"{kind}","id":"{record_id}","ver":{ver},"seq":{seq},"op":"{op}"{moved}}}'
        )

    def children(self, root: int, above: int, skip: set[int]) -> int:
        """Add the children of a record in order; give the last key if some are left, else 0."""
        last = above
        found = self.connection.execute(
            _CHILDREN, {"root": root, "above": above, "most": max(1, self.rows_left) + 1}
        )
        for key, kind, record_id, ver, seq, _, doc in found.all():
            if self.full:
                return max(last, 1)
            last = key
            if key not in skip:
                skip.add(key)
                self.put((kind, record_id, ver, seq), key, doc)
        return 0

    def add(self, text: str) -> None:
        """Add a row that is written already."""
        self.parts.append(text)
        self.rows_left -= 1
        self.bytes_left -= len(text)


def join_rows(parts: Iterable[str]) -> str:
    """Write the array of rows."""
    return f"[{','.join(parts)}]"
