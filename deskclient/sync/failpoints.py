"""Named places at which a kill test ends the process: ``W1.before`` … ``W7.after``."""

import os
import signal
from collections.abc import Mapping

from deskclient.sync.ports import Failpoints

VARIABLE = "DESKCLIENT_FAILPOINT"
"""Names one place, with ``:n`` for its n-th passing: ``W3.after:2``."""


class NoFailpoints:
    """Every place is passed; what a person's engine uses."""

    def hit(self, name: str) -> None:
        """Do nothing."""


class KillingFailpoints:
    """Ends the process, as if the power went, at one place."""

    def __init__(self, name: str, passing: int = 1) -> None:
        self._name = name
        self._left = passing

    def hit(self, name: str) -> None:
        """Count the passing and die at the wanted one."""
        if name != self._name:
            return
        self._left -= 1
        if self._left <= 0:
            _die()


def _die() -> None:
    # SIGKILL runs no handler and flushes nothing; Windows has no signal of that kind.
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)


def from_environment(environment: Mapping[str, str]) -> Failpoints:
    """Read the wanted failpoint, if any."""
    name, _, passing = environment.get(VARIABLE, "").partition(":")
    if not name:
        return NoFailpoints()
    return KillingFailpoints(name, int(passing) if passing.isdigit() else 1)
