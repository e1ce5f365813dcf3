"""The signed-in person and what the rights allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from deskclient.server.records.stored import PERSONAL, QUEUE, REFERENCE, Keys


class Role(StrEnum):
    """What somebody is on this desk."""

    AGENT = "agent"
    TECHNICIAN = "technician"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


class Right(IntEnum):
    """What somebody may do with the tickets of a queue; each includes the ones before."""

    NONE = 0
    READ = 1
    WORK = 2
    MANAGE = 3

    @classmethod
    def named(cls, name: str) -> "Right":
        """Find a right by the name it has on the wire; unknown names give nothing."""
        return _NAMED.get(name, cls.NONE)


_NAMED = {"read": Right.READ, "work": Right.WORK, "manage": Right.MANAGE}
RIGHT_NAMES = tuple(_NAMED)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, with the rights as they were when the request began."""

    person_id: str
    login: str
    role: Role
    rights_rev: int
    queues: Mapping[str, str]
    """Queue id to the name of the right."""

    @property
    def is_administrator(self) -> bool:
        """Whether every right on every queue is held."""
        return self.role is Role.ADMINISTRATOR

    @property
    def leads(self) -> bool:
        """Whether the order of the desk may be changed: queues, lines, categories."""
        return self.role in {Role.LEAD, Role.ADMINISTRATOR}

    def may(self, queue: str, right: Right) -> bool:
        """Tell whether a right is held on a queue."""
        if self.is_administrator:
            return True
        return Right.named(self.queues.get(queue, "")) >= right

    def sees(self, keys: Keys) -> bool:
        """Tell whether a root record may leave the desk for this person."""
        if keys.reach == QUEUE:
            return self.is_administrator or keys.queue in self.queues
        if keys.reach == PERSONAL:
            return keys.shared or keys.owner == self.person_id
        return keys.reach == REFERENCE
