"""The window: Qt widgets, models and actions.

Qt's binding replaces Python's import by one that reads the source of every module imported from
then on, to learn whether it may use names in another style; all these lines stay in memory. Nothing
here does, so Python's own import is put back.
"""

import builtins
from importlib import import_module

from deskclient import plain_import

import_module("PySide6.QtCore")
builtins.__import__ = plain_import
