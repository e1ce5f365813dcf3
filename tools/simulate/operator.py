"""What the operator of the desk does, and what time does to it."""

from datetime import timedelta

from sqlalchemy import delete, select

from deskclient.domain.operation import Operation
from deskclient.domain.times import to_text
from deskclient.server.access.tokens import Device
from deskclient.server.database.engine import Database
from deskclient.server.database.facts import set_fact
from deskclient.server.database.schema import CHANGE, COUNTER, OP_RESULT
from deskclient.server.ops.merging import merge_records
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import Desk
from tools.simulate.marks import Marks
from tools.simulate.rig import Rig
from tools.simulate.session import Session

_RIGHTS = ("read", "work", "manage")


class OwnOperator:
    """Runs our service; see :class:`tools.simulate.world.Operator`."""

    def __init__(self, rig: Rig, desk: Desk, clock: SimClock, chance: Chance) -> None:
        self._rig = rig
        self._desk = desk
        self.clock = clock
        self._chance = chance
        self._backup: Database | None = None
        self.merges: dict[str, str] = {}
        """Every ticket that was ever merged, with the one it went into."""
        self.back_up()

    def sign_in(self, person_id: str, machine: str) -> Session:
        """Let somebody sign in with their password."""
        device = Device(person_id, machine, machine)
        tokens = self._rig.service.tokens.issue(device)
        return Session(tokens.access_token, tokens.refresh_token)

    def back_up(self) -> None:
        """Copy the desk aside."""
        if self._backup is None:
            self._backup = Database("sqlite://")
        self._backup.replace_content(self._rig.database)

    def restore(self) -> None:
        """Bring the desk back to its last copy, as after a disaster; nobody tells the clients."""
        self._desk.die()
        if self._backup is not None:
            self._rig.database.replace_content(self._backup)

    def restart(self) -> None:
        """Start the service anew; what it was doing is not answered."""
        self._desk.die()

    def change_rights(self) -> str:
        """Take somebody a queue or give it."""
        person = self._chance.one_of(self._rig.town.agents)
        queues = dict(self._rig.town.rights[person])
        queue = self._chance.one_of(self._rig.town.queues)
        if queue in queues and self._chance.happens(0.6):
            del queues[queue]
        else:
            queues[queue] = self._chance.one_of(_RIGHTS)
        self._rig.service.accounts.set_rights(person, queues=queues)
        return f"{person[-4:]} {len(queues)}"

    def merge_tickets(self, chance: Chance) -> str:
        """Let a colleague at the desk itself merge two tickets; tells which, if there are two."""
        with self._rig.database.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id FROM record WHERE kind = 'ticket' AND NOT gone ORDER BY id"
            )
            there = [str(row[0]) for row in rows]
        if len(there) < 2:
            return ""
        loser = chance.one_of(there)
        survivor = chance.one_of([one for one in there if one != loser])
        with self._rig.service.ledger.writing() as change:
            merge_records(
                change, change.registry["ticket"], loser, survivor, self._rig.town.agents[2]
            )
        self.merges[loser] = survivor
        return f"{loser[-12:]} {survivor[-12:]}"

    def others(self, marks: Marks) -> str:
        """Nobody works at our service but through a client."""
        del marks
        return ""

    def jump_clock(self) -> float:
        """Set the desk's clock wrong, or right again."""
        self.clock.offset_s = self._chance.one_of((0.0, -3600.0, 7200.0, -5.0))
        return self.clock.offset_s

    def expire_tokens(self) -> None:
        """Let every access token run out at once."""
        with self._rig.database.write() as connection:
            connection.exec_driver_sql("UPDATE token SET expires_at = '2000' WHERE use = 'access'")

    def forget_logs(self) -> None:
        """Drop what is older than a day from both logs, as the service may after 180 days."""
        limit = to_text(self.clock.now() - timedelta(days=1))
        with self._rig.database.write() as connection:
            connection.execute(delete(OP_RESULT).where(OP_RESULT.c.at < limit))
            newest = connection.execute(
                select(COUNTER.c.value).where(COUNTER.c.name == "seq")
            ).scalar_one()
            connection.execute(delete(CHANGE).where(CHANGE.c.seq < newest))
            set_fact(connection, "known_since", limit)
            set_fact(connection, "log_floor", str(newest))

    def has_applied(self, op: Operation) -> bool:
        """Look on the desk whether something arrived, as a person would."""
        with self._rig.database.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT 1 FROM sim_applied WHERE op_id = ?", (op.op_id,)
            ).first()
        return found is not None

    def close(self) -> None:
        """Throw the copy away."""
        if self._backup is not None:
            self._backup.close()
