"""The checks of ``deskclient doctor``: each looks at one thing and says what it found."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from deskclient import __version__
from deskclient.domain.clock import Clock
from deskclient.domain.file_trouble import why
from deskclient.domain.words import phrase

_MIN_FREE = 200_000_000
_OLDEST_YEAR = 2026
_QT_S = 60.0
_TELLING = (".so", "could not", "cannot", "Could not")
_QT_PROGRAM = """
import os, sys
from PySide6.QtWidgets import QApplication
import PySide6
from PySide6.QtSvg import QSvgRenderer
app = QApplication(sys.argv[:1])
print(PySide6.__version__, app.platformName())
"""


class Grade(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


class Finding(Struct, frozen=True):
    """What one check found."""

    name: str
    grade: Grade
    text: str
    hint: str = ""

    def lines(self) -> list[str]:
        """Write it for the terminal."""
        first = f"{self.grade.value:<5}{self.name}: {self.text}"
        return [first, f"     {self.hint}"] if self.hint else [first]


Check = Callable[[], Finding]


def check_program() -> Finding:
    """Say which version runs on which Python."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding(
        "Program",
        Grade.OK,
        phrase("deskclient {version} on Python {python}", version=__version__, python=version),
    )


def check_window(program: str = _QT_PROGRAM) -> Finding:
    """Start an empty Qt application in a process of its own: a missing library may end it."""
    screen = _has_screen()
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            timeout=_QT_S,
            env=os.environ if screen else os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding("Window", Grade.FAIL, "Qt did not start within a minute.")
    if done.returncode == 0:
        version, platform = done.stdout.split()[-2:]
        if not screen:
            text = phrase(
                "Qt {version} works, but there is no desktop session here.", version=version
            )
            return Finding("Window", Grade.WARN, text, "Start the client from a desktop.")
        return Finding(
            "Window",
            Grade.OK,
            phrase("Qt {version} on {platform}", version=version, platform=platform),
        )
    last = _reason(done.stderr)
    hint = (
        "Install what Qt needs: libgl1 libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 "
        "libxcb-keysyms1 libxcb-shape0 libdbus-1-3 libfontconfig1, and run it in a desktop session."
    )
    return Finding("Window", Grade.FAIL, last, hint if sys.platform == "linux" else "")


def _has_screen() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _reason(said: str) -> str:
    """Pick the line that names what is missing; Qt says more behind it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line for word in _TELLING)]
    return (telling or lines or ["no reason was given"])[-1]


def check_keyring(trouble: Callable[[], str]) -> Finding:
    """Say whether keys and tokens can be kept in the system's keyring."""
    found = trouble()
    if not found:
        return Finding("Keyring", Grade.OK, "Keys are kept by the system.")
    hint = "Profiles can be locked by a passphrase instead, or be kept for a session only."
    return Finding("Keyring", Grade.WARN, found, hint)


def check_folder(folder: Path) -> Finding:
    """Write and read a file where the profiles live."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as probe:
            probe.write(b"deskclient")
            probe.flush()
    except OSError as trouble:
        text = phrase("{folder} cannot be written. {why}", folder=folder, why=why(trouble))
        return Finding("Folder", Grade.FAIL, text, "Check who owns the folder.")
    return Finding("Folder", Grade.OK, str(folder))


def check_disk(folder: Path) -> Finding:
    """Look how much room is left."""
    place = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(place).free
    text = phrase("{size} MB free", size=free // 1_000_000)
    if free < _MIN_FREE:
        hint = "Below 200 MB the local copy may have to be cut down; unsent work goes first."
        return Finding("Disk", Grade.WARN, text, hint)
    return Finding("Disk", Grade.OK, text)


def check_clock(clock: Clock) -> Finding:
    """Look whether the computer's clock can be right."""
    now = clock.now()
    text = f"{now:%Y-%m-%d %H:%M} UTC"
    if now.year < _OLDEST_YEAR:
        hint = "A clock that is wrong by years makes certificates look invalid. Set it."
        return Finding("Clock", Grade.WARN, text, hint)
    return Finding("Clock", Grade.OK, text)
