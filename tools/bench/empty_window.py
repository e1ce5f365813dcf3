"""``python -m tools.bench.empty_window [--memory]``: the least a Qt program can do.

Shows an empty window, ends after its first paint; the floor of start and memory.
"""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override


class EmptyWindow(QMainWindow):
    """Ends the program once it is on the screen."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        if "--memory" in sys.argv:
            from tools.bench.resident import resident_bytes  # noqa: PLC0415 - not for the start

            print(resident_bytes())
        QApplication.quit()


def main() -> None:
    """Show it."""
    application = QApplication(sys.argv[:1])
    window = EmptyWindow()
    window.resize(1280, 800)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
