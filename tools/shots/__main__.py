"""Run as ``python -m tools.shots DIR``: every screen, light and dark, en and ru, two sizes."""

import argparse
import os
import sys
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from deskclient.ui.theme.tokens import SchemeChoice
from tools.shots.screens import SCREENS, Screen
from tools.shots.studio import Studio

SIZES = (QSize(1440, 900), QSize(1024, 700))
SCHEMES = (SchemeChoice.LIGHT, SchemeChoice.DARK)
LANGUAGES = ("en", "ru")
_SETTLE_MS = 150


def settle(milliseconds: int = _SETTLE_MS) -> None:
    """Let timers and queued calls of the window run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take(studio: Studio, screen: Screen, size: QSize, target: Path) -> None:
    """Set a screen up, draw it into a file, and take it down."""
    window = studio.window(size)
    settle()
    shown = screen.prepare(studio, window)
    settle()
    (shown or window).grab().save(str(target))
    studio.clear()
    settle(0)


def wanted(words: list[str]) -> list[Screen]:
    """The screens whose names hold one of the words; all without words."""
    return [one for one in SCREENS if not words or any(word in one.name for word in words)]


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("screens", nargs="*", help="only screens whose names hold these words")
    chosen = parser.parse_args()
    chosen.directory.mkdir(parents=True, exist_ok=True)
    studio = Studio(QApplication(sys.argv[:1]))
    count = 0
    for scheme, language, size in product(SCHEMES, LANGUAGES, SIZES):
        studio.dress(scheme, language)
        for screen in wanted(chosen.screens):
            name = f"{screen.name}-{scheme.value}-{language}-{size.width()}.png"
            take(studio, screen, size, chosen.directory / name)
            count += 1
    print(f"{count} pictures in {chosen.directory}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
