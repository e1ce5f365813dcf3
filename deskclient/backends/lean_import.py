"""httpx without its command line.

Where the modules of a terminal program are installed, as the service's server brings them, httpx
imports eighty of them for a command nobody runs here: a tenth of a second and five megabytes.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast

_NEEDED_BY_IT = "click"


@contextmanager
def without_command_line() -> Iterator[None]:
    """Let httpx be imported as it is where click is not installed."""
    if "httpx" in sys.modules:
        yield
        return
    known = sys.modules.get(_NEEDED_BY_IT)
    # So Python is told that a module cannot be imported; the stubs know only modules there.
    sys.modules[_NEEDED_BY_IT] = cast("ModuleType", None)
    try:
        yield
    finally:
        if known is None:
            del sys.modules[_NEEDED_BY_IT]
        else:
            sys.modules[_NEEDED_BY_IT] = known
