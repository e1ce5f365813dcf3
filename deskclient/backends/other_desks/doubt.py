"""What a failure proves, before and after a desk was asked to change something."""

from collections.abc import Iterator
from contextlib import contextmanager

from deskclient.domain.errors import BusyError, DeskError, NetworkError


@contextmanager
def nothing_written() -> Iterator[None]:
    """While we only look, a failure proves that the desk did not act on anything."""
    try:
        yield
    except NetworkError as error:
        error.maybe_sent = False
        raise
    except BusyError as error:
        raise NetworkError(error.title, error.detail, error.hint, maybe_sent=False) from error


@contextmanager
def written() -> Iterator[None]:
    """After the desk has acted, whatever fails leaves in doubt what it made of it."""
    try:
        yield
    except DeskError as error:
        raise NetworkError(error.title, error.detail, error.hint, maybe_sent=True) from error
