"""Run as ``python -m tools.shots DIR``: every screen, light and dark, en and ru, two sizes."""

import argparse
import os
import sys
import tempfile
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from deskclient.ui.theme.theme import STYLE_ARGUMENTS
from deskclient.ui.theme.tokens import SchemeChoice
from tools.shots import readme
from tools.shots.screen import Screen, settle
from tools.shots.screens import SCREENS
from tools.shots.studio import Studio

SIZES = (QSize(1440, 900), QSize(1024, 700))
SCHEMES = (SchemeChoice.LIGHT, SchemeChoice.DARK)
EVERY_SCHEME = (*SCHEMES, SchemeChoice.CONTRAST)
LANGUAGES = ("en", "ru")


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
    add = parser.add_argument
    add("--only", action="append", default=[], metavar="WORD", help="screens named like this")
    add("--scheme", action="append", choices=[one.value for one in EVERY_SCHEME])
    add("--language", action="append", choices=LANGUAGES)
    add("--width", action="append", type=int, choices=[one.width() for one in SIZES])
    add("--scale", type=float, default=1.0, help="how large the text is: 2 for twice")
    add("--readme", action="store_true", help="the pictures of the README instead, as named there")
    chosen = parser.parse_args()
    chosen.directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(QApplication([*sys.argv[:1], *STYLE_ARGUMENTS]), Path(folder))
        studio.text_scale = chosen.scale
        take_these = take_readme if chosen.readme else take_all
        count = take_these(studio, chosen)
    print(f"{count} pictures in {chosen.directory}")
    return 0


def take_all(studio: Studio, chosen: argparse.Namespace) -> int:
    """Take every picture that is asked for; gives their number."""
    schemes = [SchemeChoice(one) for one in chosen.scheme or SCHEMES]
    sizes = [one for one in SIZES if not chosen.width or one.width() in chosen.width]
    count = 0
    for scheme, language, size in product(schemes, chosen.language or LANGUAGES, sizes):
        studio.dress(scheme, language)
        for screen in wanted(chosen.only):
            name = f"{screen.name}-{scheme.value}-{language}-{size.width()}.png"
            take(studio, screen, size, chosen.directory / name)
            count += 1
    return count


def take_readme(studio: Studio, chosen: argparse.Namespace) -> int:
    """Take the pictures of the README; gives their number."""
    for scheme, screen in readme.PICTURES:
        studio.dress(scheme, "en")
        take(studio, screen, readme.SIZE, chosen.directory / f"{screen.name}.png")
    return len(readme.PICTURES)


if __name__ == "__main__":
    sys.exit(main())
