"""Memory that is given back to the system. The C library of Linux keeps what was freed."""

import sys
from functools import cache
from typing import Any

_M_ARENA_MAX = -8


@cache
def _library() -> Any:
    if sys.platform != "linux":
        return None
    import ctypes  # noqa: PLC0415 - the first rows do not wait for it

    found = ctypes.CDLL(None)
    # Other C libraries than GNU's have neither, and no need of them.
    return found if hasattr(found, "malloc_trim") and hasattr(found, "mallopt") else None


def keep_one_heap() -> None:
    """Have threads to come share one heap: they take turns anyway, and each would keep its own."""
    library = _library()
    if library is not None:
        library.mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give back what is free; takes some milliseconds, so only after great work."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)
