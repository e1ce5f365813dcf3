"""The desk's files as they are, read past the service."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from deskclient.domain.fields import Doc
from deskclient.domain.ids import OpId
from deskclient.server.database.engine import Database
from tools.simulate.rig import Rig

_DOC = msgspec.json.Decoder(dict[str, object])


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one record."""

    ver: int
    doc: Doc
    gone: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """Where an operation took effect."""

    kind: str
    id: str
    ver: int


Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything the desk has, and how it came to that."""

    versions: Mapping[Name, tuple[Version, ...]]
    applied: Mapping[OpId, tuple[Applied, ...]]
    rights: Mapping[str, tuple[str, Mapping[str, str]]]
    """Person to role and queues."""

    def current(self) -> Mapping[Name, Version]:
        """Give the newest version of every record that is there."""
        newest = {name: versions[-1] for name, versions in self.versions.items()}
        return {
            name: one
            for name, one in newest.items()
            if not one.gone and not self._orphan(name, newest)
        }

    def _orphan(self, name: Name, newest: Mapping[Name, Version]) -> bool:
        parent = newest[name].doc.get("ticket")
        if name[0] not in {"entry", "attachment"} or not isinstance(parent, str):
            return False
        root = newest.get(("ticket", parent))
        return root is None or root.gone


def read_truth(rig: Rig) -> Truth:
    """Read everything."""
    return _read(rig.database)


def _read(database: Database) -> Truth:
    versions: dict[Name, list[Version]] = {}
    applied: dict[OpId, list[Applied]] = {}
    with database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT kind, id, ver, doc, gone FROM sim_version ORDER BY rowid"
        )
        for kind, record_id, ver, doc, gone in rows:
            one = Version(ver, _DOC.decode(doc), bool(gone))  # type: ignore[arg-type]
            versions.setdefault((kind, record_id), []).append(one)
        rows = connection.exec_driver_sql("SELECT op_id, kind, id, ver FROM sim_applied")
        for op_id, kind, record_id, ver in rows:
            applied.setdefault(OpId(op_id), []).append(Applied(kind, record_id, ver))
        rows = connection.exec_driver_sql("SELECT person_id, role, rights FROM account")
        rights = {row[0]: (row[1], msgspec.json.decode(row[2])) for row in rows}
    return Truth(
        {name: tuple(found) for name, found in versions.items()},
        {op_id: tuple(found) for op_id, found in applied.items()},
        rights,
    )
