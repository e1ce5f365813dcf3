"""Looks for garbage between two events of the window, and never on another thread."""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 500
"""How often it is asked whether enough has been made to be looked through."""


def collect_due() -> None:
    """Collect what the collector itself would by now: the oldest generation that is full."""
    limits = gc.get_threshold()
    full = [count > limit for count, limit in zip(gc.get_count(), limits, strict=True)]
    if full[0]:
        gc.collect(max(age for age, is_full in enumerate(full) if is_full))


class GarbageCollection(QObject):
    """Stands in for Python's own, which runs on whichever thread makes the most objects.

    Qt objects that are part of a circle would be destroyed there: under a paint, or beside the
    thread they live in, which ends the process. It looks from the window's event loop instead.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(collect_due)

    def begin(self) -> None:
        """Begin to look; what is there already stays to the end and is never looked through."""
        gc.disable()
        gc.freeze()
        self._timer.start()
