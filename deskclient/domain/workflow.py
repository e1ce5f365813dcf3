"""States of a record and the steps allowed between them."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class Phase(StrEnum):
    """What a state means for lists and figures."""

    NEW = "new"
    ACTIVE = "active"
    WAITING = "waiting"
    DONE = "done"


class Workflow(Struct, frozen=True):
    """The states of one field and the allowed steps."""

    field: str
    initial: str
    phases: Mapping[str, Phase]
    steps: Mapping[str, frozenset[str]]
    """From a state to the states it may go to next."""

    def allows(self, source: str, target: str) -> bool:
        """Tell whether the step is legal; staying is always legal."""
        return source == target or target in self.steps.get(source, frozenset())

    def next_states(self, source: str) -> tuple[str, ...]:
        """List the states reachable in one step, in declared order."""
        return tuple(state for state in self.phases if state in self.steps.get(source, ()))

    def is_open(self, state: str) -> bool:
        """Tell whether work is left in this state."""
        return self.phases.get(state, Phase.ACTIVE) is not Phase.DONE

    def is_reopening(self, source: str, target: str) -> bool:
        """Tell whether the step brings finished work back."""
        return not self.is_open(source) and self.is_open(target)
