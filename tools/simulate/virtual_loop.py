"""An asyncio loop in which time passes only when nobody has anything to do."""

import asyncio
import selectors
from collections.abc import Mapping
from typing import Any

from typing_extensions import override


class StuckError(RuntimeError):
    """Every task waits for something that cannot come any more."""


class _NoFiles(selectors.BaseSelector):
    """Watches nothing; waiting is skipping ahead."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._keys: dict[int, selectors.SelectorKey] = {}

    @override
    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        number = fileobj if isinstance(fileobj, int) else fileobj.fileno()
        key = selectors.SelectorKey(fileobj, number, events, data)
        self._keys[number] = key
        return key

    @override
    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        number = fileobj if isinstance(fileobj, int) else fileobj.fileno()
        return self._keys.pop(number)

    @override
    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise StuckError("nothing is planned and nobody is running")
        self.now_s += max(0.0, timeout)
        return []

    @override
    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._keys


class VirtualLoop(asyncio.SelectorEventLoop):
    """Runs days in milliseconds, always in the same order."""

    def __init__(self) -> None:
        self._files = _NoFiles()
        super().__init__(self._files)
        # Sums of floats may miss a planned moment by the last bit.
        self._clock_resolution = 1e-6

    @override
    def time(self) -> float:
        return self._files.now_s
