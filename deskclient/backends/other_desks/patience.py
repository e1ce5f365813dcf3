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

    def check(self) -> None:
        """Refuse a question as long as the desk has asked to wait.

        Raises:
            BusyError: the time is not over; nothing was sent.
        """
        left_s = self._until_s - self._clock.steady_s()
        if left_s > 0:
            raise BusyError(*_WORDS, wait_s=left_s)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Ask inside of this.

        Raises:
            BusyError: the desk asks to wait.
        """
        try:
            yield
        except BusyError as error:
            self._until_s = self._clock.steady_s() + error.wait_s
            raise


_WORDS = (
    "The desk asks to wait",
    "The desk has too much to do at the moment.",
    "The next try comes by itself.",
)
