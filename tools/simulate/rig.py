"""What is built once for a process and serves thousands of histories."""

from deskclient.domain.kinds.standard import standard_registry
from deskclient.server.application import app_of
from deskclient.server.config import ServerConfig
from deskclient.server.database.engine import Database
from deskclient.server.database.migrate import prepare
from deskclient.server.desk import Desk as Service
from deskclient.server.desk import build_desk
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import AsgiApp, OwnDesk
from tools.simulate.disk import BlankDisks
from tools.simulate.switch import SwitchClock, SwitchRandomness
from tools.simulate.town import Town, found_town

_CONFIG = ServerConfig(
    access_s=600,
    requests_per_minute=0,
    password_time_cost=1,
    password_memory_kib=8,
    poll_s=25.0,
    compress_from=1 << 30,
)
_AUDIT = (
    "CREATE TABLE sim_version(kind TEXT, id TEXT, ver INTEGER, doc TEXT, gone INTEGER)",
    (
        "CREATE TRIGGER sim_born AFTER INSERT ON record BEGIN INSERT INTO sim_version"
        " VALUES(new.kind, new.id, new.ver, new.doc, new.gone); END"
    ),
    (
        "CREATE TRIGGER sim_changed AFTER UPDATE OF ver ON record WHEN new.ver <> old.ver BEGIN"
        " INSERT INTO sim_version VALUES(new.kind, new.id, new.ver, new.doc, new.gone); END"
    ),
    "CREATE TABLE sim_applied(op_id TEXT, kind TEXT, id TEXT, ver INTEGER)",
    (
        "CREATE TRIGGER sim_done AFTER INSERT ON op_result"
        " WHEN new.verdict IN ('applied', 'merged') BEGIN INSERT INTO sim_applied"
        " VALUES(new.op_id, new.kind, new.id, new.ver); END"
    ),
)
"""The desk's own files keep every version of every record and every operation ever applied,
behind the service's back; a restored backup takes them back too."""


class Rig:
    """The service with a database that is wiped between histories, and blank disks."""

    def __init__(self) -> None:
        self.registry = standard_registry()
        self.disks = BlankDisks(self.registry)
        self.clock, self.randomness = SwitchClock(), SwitchRandomness()
        self.database = Database("sqlite://")
        prepare(self.database, self.clock, self.randomness)
        with self.database.write() as connection:
            for statement in _AUDIT:
                connection.exec_driver_sql(statement)
        self.service: Service = build_desk(
            _CONFIG, self.database, self.registry, self.clock, self.randomness
        )
        self.town: Town = found_town(self.service.ledger, self.service.accounts)
        self._app: AsgiApp = app_of(self.service, threads=False)
        with self.database.read() as connection:
            self.instance = self.service.facts.read(connection).instance
        self._first = Database("sqlite://")
        self._first.replace_content(self.database)

    def fresh_desk(self, clock: SimClock, chance: Chance) -> OwnDesk:
        """Give the desk as it is before anything has happened."""
        self.clock.origin, self.randomness.origin = clock, chance
        self.database.replace_content(self._first)
        return OwnDesk(self._app, self.instance)
