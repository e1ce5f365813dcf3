"""Ends the process at the n-th call that changes a file, as named failpoints end it elsewhere."""

import os
import signal
from collections.abc import Callable
from typing import Any

CALLS = ("fsync", "replace", "rename", "unlink", "mkdir")


class DiskKiller:
    """Counts the calls of this process and ends it before or after one of them."""

    def __init__(self, number: int, *, after: bool) -> None:
        self._left = number
        self._after = after

    def arm(self) -> None:
        """Stand in the way of every such call from now on; only in a process made to die."""
        for name in CALLS:
            setattr(os, name, self._watched(getattr(os, name)))

    def _watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self._left -= 1
            if self._left == 0 and not self._after:
                os.kill(os.getpid(), signal.SIGKILL)
            done = call(*args, **kwargs)
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return watched
