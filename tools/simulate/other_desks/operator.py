"""Who runs a desk that is not our own, and colleagues who work in its own pages."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.marks import Marks
from tools.simulate.other_desks.desk import OtherDesk
from tools.simulate.town import Town

_OTHERS = 0.25
"""At how many steps of a story somebody else does something."""
DeskT = TypeVar("DeskT", bound=OtherDesk)
TicketT = TypeVar("TicketT")


class OtherOperator(Generic[DeskT, TicketT]):
    """Does of :class:`tools.simulate.world.Operator` what is the same at all such desks.

    Args:
        desk: The one that is run.
        town: Who and what is there.
        clock: The desk's.
        chance: Decides what happens.
    """

    def __init__(self, desk: DeskT, town: Town, clock: SimClock, chance: Chance) -> None:
        self.desk = desk
        self._town = town
        self.clock = clock
        self._chance = chance
        self._others = chance.branch("others")
        self._proofs = 0
        """How often everybody had to choose another password."""
        self.told_minutes: list[int] = []
        """Minutes that colleagues noted."""
        self._backup: Any = desk.copied()

    def back_up(self) -> None:
        """Copy the desk aside."""
        self._backup = self.desk.copied()

    def restore(self) -> None:
        """Bring the desk back to its last copy."""
        self.desk.die()
        self.desk.go_back(self._backup)

    def restart(self) -> None:
        """End the server in the middle of its work."""
        self.desk.die()

    def merge_tickets(self, chance: Chance) -> str:
        """Merge nothing, as most desks do."""
        del chance
        return ""

    def jump_clock(self) -> float:
        """Leave it right: what may still be under way is told by the desk's clock."""
        return 0.0

    def forget_logs(self) -> None:
        """Forget nothing."""

    def close(self) -> None:
        """Nothing is open."""

    # --- colleagues -----------------------------------------------------------------------------

    def others(self, marks: Marks) -> str:
        """Let a requester write, or a colleague do something in the desk's own pages."""
        there = self._living()
        if not self._others.happens(_OTHERS) or not there:
            return ""
        ticket = self._others.one_of(there)
        act = self._others.weighted(self._acts())
        return f"{act(ticket, marks)} {self._number(ticket)}"

    def _acts(self) -> Sequence[tuple[Callable[[TicketT, Marks], str], float]]:
        """Give what others do with a ticket, by its weight; each tells what it was."""
        raise NotImplementedError

    def _living(self) -> Sequence[TicketT]:
        """Give the tickets that are there."""
        raise NotImplementedError

    def _number(self, ticket: TicketT) -> str:
        raise NotImplementedError
