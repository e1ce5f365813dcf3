"""Keeps a loop running whatever happens in it: a fault is reported, the loop starts again."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from deskclient.domain.clock import Randomness
from deskclient.domain.errors import DeskError, MemoryShortError, StorageError
from deskclient.domain.events import ProblemRaised
from deskclient.sync.backoff import delay_s

_log = logging.getLogger(__name__)
_CAP_S = 60.0


class Guard:
    """Starts loops again after a pause that grows while they keep failing."""

    def __init__(
        self,
        randomness: Randomness,
        tell: Callable[[ProblemRaised], None],
        storage_failed: Callable[[StorageError | None], None],
    ) -> None:
        self._randomness = randomness
        self._tell = tell
        self._storage_failed = storage_failed

    async def keep(self, name: str, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run ``loop`` for ever."""
        failures = 0
        while True:
            started = asyncio.get_running_loop().time()
            try:
                await loop()
            except asyncio.CancelledError:
                raise
            except StorageError as error:
                self._storage_failed(error)
            except MemoryError:
                self._storage_failed(MemoryShortError())
            except Exception as error:  # noqa: BLE001 - the top of the loop: reported, then anew
                self._report(name, error)
            if asyncio.get_running_loop().time() - started > _CAP_S:
                failures = 0
            failures += 1
            await asyncio.sleep(delay_s(failures, 1.0, _CAP_S, self._randomness))
            self._storage_failed(None)

    def _report(self, name: str, error: Exception) -> None:
        _log.error("The %s loop failed and starts again", name, exc_info=error)
        title, detail = "The sync met a fault of its own", "The log in the diagnostics names it."
        if isinstance(error, DeskError):
            title, detail = error.title, error.detail
        self._tell(
            ProblemRaised(
                problem_id=f"engine:{name}",
                title=title,
                detail=detail,
                hint="The sync goes on by itself. Please report this with the diagnostics.",
            )
        )
