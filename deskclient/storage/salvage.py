# ruff: noqa: S608 - names in SQL come from the layout; values are always bound.
"""Reads what can still be read of a damaged outbox, table by table, row by row."""

from typing import Any

from msgspec import Struct, field

from deskclient.domain.errors import StorageError
from deskclient.domain.operation import OpState
from deskclient.storage.connect import Connection
from deskclient.storage.faults import DriverError, driver_faults
from deskclient.storage.outbox_tables import metadata

Row = dict[str, Any]
_ENDED = frozenset({"settled", "discarded", "squashed"})
_SENT_MAYBE = frozenset({OpState.QUEUED.value, OpState.INFLIGHT.value})
_KEYS = {
    table.name: [column.name for column in table.primary_key] for table in metadata.sorted_tables
}
_KEYS["op"] = ["op_id"]


class Salvage(Struct, frozen=True):
    """Rows by table; ``broken`` names the tables that could not be read to the end."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()


def read_all(connection: Connection) -> Salvage:
    """Read every table as far as it goes, from both ends."""
    rows: dict[str, list[Row]] = {}
    broken = set()
    for table in metadata.sorted_tables:
        found, whole = _read_table(connection, table.name, _KEYS[table.name])
        rows[table.name] = found
        if not whole:
            broken.add(table.name)
    return Salvage(rows, frozenset(broken))


def unite(damaged: Salvage, backup: Salvage | None) -> Salvage:
    """Put together what was read from a damaged store and from its newest good copy.

    A row of the damaged store is newer than the same row of the copy. A row that only the copy
    has is taken if the damaged table could not be read to its end, except operations whose end is
    known. What may have been sent since the copy was made is looked up before it is sent again.
    """
    ended = {row["op_id"] for row in damaged.rows.get("op_event", []) if row["what"] in _ENDED}
    united: dict[str, list[Row]] = {}
    for name, keys in _KEYS.items():
        rows = {_key(row, keys): row for row in damaged.rows.get(name, [])}
        extra = backup.rows.get(name, []) if backup and name in damaged.broken else []
        for row in extra:
            if name != "op" or row["op_id"] not in ended:
                rows.setdefault(_key(row, keys), _from_copy(name, row))
        united[name] = list(rows.values())
    united["op"] = [_settled_state(row) for row in united["op"]]
    return Salvage(united, damaged.broken)


def stepped_back(backup: Salvage) -> Salvage:
    """Take a copy as the truth: the store itself lost its newest commits."""
    rows = {name: [_from_copy(name, row) for row in found] for name, found in backup.rows.items()}
    return Salvage(rows, frozenset({"op"}))


def _from_copy(table: str, row: Row) -> Row:
    if table == "op" and row["state"] in _SENT_MAYBE:
        return {**row, "state": OpState.UNCONFIRMED.value}
    return row


def _settled_state(row: Row) -> Row:
    if row.get("state") == OpState.INFLIGHT.value:
        return {**row, "state": OpState.UNCONFIRMED.value}
    return row


def _key(row: Row, keys: list[str]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in keys)


def _read_table(connection: Connection, table: str, keys: list[str]) -> tuple[list[Row], bool]:
    forward, whole = _read(connection, table, "ASC")
    if whole:
        return forward, True
    backward, _ = _read(connection, table, "DESC")
    rows = {_key(row, keys): row for row in [*backward, *forward]}
    return list(rows.values()), False


def _read(connection: Connection, table: str, way: str) -> tuple[list[Row], bool]:
    rows: list[Row] = []
    order = ", ".join(f"{name} {way}" for name in _order_of(table))
    try:
        # NOT INDEXED: an index may be the damaged part, and rows are wanted.
        with driver_faults():
            cursor = connection.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY {order}")
            names = [column[0] for column in cursor.description]
    except StorageError:
        return [], False
    try:
        rows.extend(dict(zip(names, row, strict=True)) for row in cursor)
    except (DriverError, UnicodeDecodeError):
        return rows, False
    return rows, True


def _order_of(table: str) -> list[str]:
    without_rowid = {"meta": ["k"], "id_map": ["kind", "record_id"]}
    return without_rowid.get(table, ["rowid"])
