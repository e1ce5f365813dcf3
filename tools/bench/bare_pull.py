"""The floor of a first pull: fetch, decode, upsert, index, in one loop with nothing around it."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from deskclient.storage.connect import Target, Use, open_target
from tools.bench.known import KEY
from tools.bench.plain_http import PlainHttp

_COLUMNS = ("number", "subject", "status", "priority", "queue", "line", "owner", "requester")
_SCOPE = quote("mine=1;queues=*;days=0")


class _Row(msgspec.Struct):
    kind: str
    id: str
    ver: int
    doc: dict[str, Any]


class _Page(msgspec.Struct):
    rows: list[_Row]
    page: str


def bare_pull(url: str, token: str, folder: Path) -> tuple[int, float]:
    """Pull everything into a fresh encrypted file; gives records and seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bare.db"
    for leftover in folder.glob("bare.db*"):
        leftover.unlink()
    connection = open_target(Target(path, KEY, Use.CACHE))
    columns = ", ".join(f'"{name}"' for name in _COLUMNS)
    connection.execute(f"CREATE TABLE r(id TEXT PRIMARY KEY, kind, ver, doc, {columns})")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(text, content='')")
    started, records, page = time.perf_counter(), 0, ""
    http = PlainHttp(url, token)
    decoder = msgspec.json.Decoder(_Page)
    upsert = f"INSERT OR REPLACE INTO r VALUES ({', '.join('?' * (4 + len(_COLUMNS)))})"  # noqa: S608
    while True:
        path_of_page = f"/v1/snapshot?scope={_SCOPE}&page={quote(page)}&limit=500"
        answer = decoder.decode(http.get(path_of_page))
        rows = [_columns(row) for row in answer.rows]
        connection.execute("BEGIN")
        connection.executemany(upsert, rows)
        texts = [(_words(row.doc),) for row in answer.rows if row.kind in {"ticket", "entry"}]
        connection.executemany("INSERT INTO f(text) VALUES (?)", texts)
        connection.execute("COMMIT")
        records += len(rows)
        page = answer.page
        if not page:
            break
    http.close()
    connection.close()
    return records, time.perf_counter() - started


def _columns(row: _Row) -> tuple[object, ...]:
    values = (row.doc.get(name) for name in _COLUMNS)
    return (row.id, row.kind, row.ver, msgspec.json.encode(row.doc), *values)


def _words(doc: dict[str, Any]) -> str:
    return " ".join(str(doc[name]) for name in ("number", "subject", "body") if doc.get(name))
