"""Starts the program: ``python -m deskclient`` and the installed command ``deskclient``."""

import gc
import os
import sys
from contextlib import suppress


def main() -> int:
    """Run the command line; gives the exit code."""
    # What is imported stays: it is not worth looking through for garbage, now or later.
    gc.disable()
    from deskclient.cli.main import run  # noqa: PLC0415 - multiprocessing children import this file

    gc.freeze()
    gc.enable()
    code = run(sys.argv[1:])
    if "PySide6.QtWidgets" in sys.modules:
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End the process of a window at once: everything is closed, and nobody needs it taken apart.

    Only Qt ends in order, since it hands what was copied to the desktop's clipboard.
    """
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415 - loaded already

    application = QCoreApplication.instance()
    if application is not None:
        application.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # there may be none, or nobody reads it
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
