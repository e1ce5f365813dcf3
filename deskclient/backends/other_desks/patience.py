"""Leaving a desk alone that has asked to wait, whoever wants something of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from deskclient.domain.clock import Clock
from deskclient.domain.errors import BusyError


class Patience:
    """Refuses questions here until the desk may be asked again.

    The engine waits too, but where a look before a change was refused, what it is told is only that
    nothing was written.

    Args:
        clock: Measures the wait.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until_s = 0.0

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Ask inside of this.

        Raises:
            BusyError: the desk asks to wait, or has asked and the time is not over.
        """
        left_s = self._until_s - self._clock.steady_s()
        if left_s > 0:
            raise BusyError(
                "The desk asks to wait",
                "The desk has too much to do at the moment.",
                "The next try comes by itself.",
                wait_s=left_s,
            )
        try:
            yield
        except BusyError as error:
            self._until_s = self._clock.steady_s() + error.wait_s
            raise
