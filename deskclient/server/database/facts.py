"""The single facts of a desk: who it is, which life it is in, how far its logs reach back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.ids import IdMaker
from deskclient.domain.times import to_text
from deskclient.server.database.engine import Database
from deskclient.server.database.prepared import Prepared
from deskclient.server.database.schema import COUNTER, META

_ANY = select(META.c.k).limit(1)
_SET = update(META).where(META.c.k == bindparam("key")).values(v=bindparam("value"))
_NEWEST = select(COUNTER.c.value).where(COUNTER.c.name == "seq")


@dataclass(frozen=True, slots=True)
class Facts:
    """What every answer and every cursor is built on."""

    instance: str
    """Names this desk for ever; another one at the same address differs."""
    epoch: str
    """Names one life of the desk: changes when it was restored to an earlier state."""
    secret: bytes
    """Seals cursors and page tokens."""
    known_since: str
    """Verdicts are kept at least since then."""
    log_floor: int
    """The change log begins here; older cursors cannot go on."""

    @classmethod
    def of(cls, row: Sequence[str]) -> "Facts":
        """Read the selected :data:`FACTS`."""
        instance, epoch, secret, known_since, floor = row
        return cls(instance, epoch, bytes.fromhex(secret), known_since, int(floor))


def _fact(key: str) -> ColumnElement[str]:
    return select(META.c.v).where(META.c.k == key).scalar_subquery()


FACTS = tuple(map(_fact, ("instance", "epoch", "secret", "known_since", "log_floor")))
"""Columns that can stand in any statement, so that a call needs none of its own for the facts."""
_ALL = Prepared(select(*FACTS))


def write_first_facts(connection: Connection, clock: Clock, randomness: Randomness) -> None:
    """Fill a new database; nothing happens to one that has its facts."""
    if connection.execute(_ANY).first() is not None:
        return
    ids = IdMaker(clock, randomness)
    # A desk without operations knows the fate of all of them: none was ever applied.
    since = clock.now() - timedelta(days=365 * 50)
    facts = {
        "instance": ids.new(),
        "epoch": f"{randomness.bits(64):016x}",
        "secret": f"{randomness.bits(256):064x}",
        "known_since": to_text(since),
        "log_floor": "0",
    }
    connection.execute(insert(META), [{"k": k, "v": v} for k, v in facts.items()])
    counters = [{"name": "seq", "value": 0}, {"name": "ticket", "value": 1000}]
    connection.execute(insert(COUNTER), counters)


class FactBook:
    """Reads the facts, and remembers those that cannot change behind our back."""

    def __init__(self, database: Database, randomness: Randomness) -> None:
        self._database = database
        self._randomness = randomness

    def read(self, connection: Connection) -> Facts:
        """Give the facts as they are now; another process may have changed the epoch."""
        return Facts.of(_ALL.first(connection, {}))

    def newest(self, connection: Connection) -> int:
        """Give the number of the last committed change."""
        return int(connection.execute(_NEWEST).scalar_one())

    def start_new_epoch(self, seen: str) -> None:
        """Tell all clients that the desk stepped back, unless somebody else just did.

        Args:
            seen: The epoch under which the restore was noticed.
        """
        with self._database.write() as connection:
            if self.read(connection).epoch == seen:
                fresh = f"{self._randomness.bits(64):016x}"
                connection.execute(_SET, {"key": "epoch", "value": fresh})


def set_fact(connection: Connection, key: str, value: str) -> None:
    """Write one fact inside the caller's transaction."""
    connection.execute(_SET, {"key": key, "value": value})
