"""Loads Qt, and takes its hand off the import statement again.

The binding wraps ``import``: it reads the source text of every module that is imported after it, to
find out whether the module asks for its optional spelling (``snake_case``). None of ours does, and
reading a hundred files takes a tenth of the time to the first list.
"""

import builtins

from PySide6.QtCore import qVersion


def load_qt() -> str:
    """Load Qt and import plainly from here on; gives Qt's version."""
    # The binding keeps what it replaced under this name; without it everything works, but slower.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    return qVersion()
