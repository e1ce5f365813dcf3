"""What a history needs of the desk it happens at: our own service, or a fake of another one.

A world is built once for a process; each history begins with a fresh desk in it.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from deskclient.domain.ids import OpId
from deskclient.domain.kind import Registry
from deskclient.domain.operation import Operation
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import Desk
from tools.simulate.disk import BlankDisks
from tools.simulate.lineage import Lineage
from tools.simulate.machine import Machine
from tools.simulate.marks import Marks
from tools.simulate.person import Person
from tools.simulate.plants import Plant
from tools.simulate.session import Session
from tools.simulate.town import Town
from tools.simulate.verdict import Finding
from tools.simulate.weather import Weather


class Operator(Protocol):
    """Runs the desk of one history, and does there what is not done by the clients."""

    clock: SimClock

    def sign_in(self, person_id: str, machine: str) -> Session:
        """Let somebody sign in."""
        ...

    def back_up(self) -> None:
        """Copy the desk aside."""
        ...

    def restore(self) -> None:
        """Bring the desk back to its last copy; nobody tells the clients."""
        ...

    def restart(self) -> None:
        """Start the desk anew; what it was doing is not answered."""
        ...

    def change_rights(self) -> str:
        """Take somebody a queue or give it."""
        ...

    def merge_tickets(self, chance: Chance) -> str:
        """Let a colleague at the desk merge two tickets; tells which, if there are two."""
        ...

    def others(self, marks: Marks) -> str:
        """Let those who work at the desk itself do something now and then; tells what."""
        ...

    def jump_clock(self) -> float:
        """Set the desk's clock wrong, or right again."""
        ...

    def expire_tokens(self) -> None:
        """Let every proof of who somebody is run out at once."""
        ...

    def forget_logs(self) -> None:
        """Drop what a desk may drop after half a year."""
        ...

    def has_applied(self, op: Operation) -> bool:
        """Look on the desk whether something arrived, as a person would."""
        ...

    def close(self) -> None:
        """Throw the desk away."""
        ...


class Scene(Protocol):
    """A history that has come to rest, or should have."""

    lineage: Lineage

    @property
    def machines(self) -> Sequence[Machine]:
        """Every computer, with its client if one runs."""
        ...

    def outboxes(self) -> Mapping[OpId, Operation]:
        """Give everything that is still stored, on all machines."""
        ...


class World(Protocol):
    """A sort of desk, with people and some tickets."""

    @property
    def registry(self) -> Registry:
        """The kinds, as far as this desk keeps them."""
        ...

    @property
    def disks(self) -> BlankDisks:
        """Makes disks for these kinds."""
        ...

    @property
    def town(self) -> Town:
        """Who and what is there."""
        ...

    @property
    def plants(self) -> Mapping[str, Plant]:
        """Faulty parts by name; without a name, the right ones."""
        ...

    @property
    def repair_rounds(self) -> Sequence[int]:
        """How long the clients may take until they have noticed and repaired what differs.

        They are looked at after each of these times.
        """
        ...

    @property
    def first_pull_s(self) -> float:
        """How long the clients need until they have tickets; 0: hardly anything."""
        ...

    def begin(self, clock: SimClock, chance: Chance) -> Desk:
        """Give the desk as it is before anything has happened."""
        ...

    def operator(self, desk: Desk, clock: SimClock, chance: Chance) -> Operator:
        """Give who runs the desk of this history."""
        ...

    def climate(self, chance: Chance) -> Weather:
        """Draw what troubles a history knows."""
        ...

    def person(self, machine: Machine, marks: Marks, chance: Chance) -> Person:
        """Sit somebody down at a machine."""
        ...

    async def judge(self, scene: Scene, operator: Operator) -> Sequence[Finding]:
        """Compare what was done with what is there."""
        ...
