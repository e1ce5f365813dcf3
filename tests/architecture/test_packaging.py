"""What stands beside the program tells the same story as the program."""

import configparser
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtGui import QImage

from deskclient import __version__
from tools.icons import ICONS, PNG_SIZES, WINDOWS_SIZES

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
NAME = "org.deskclient.Deskclient"


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(LINUX / f"{NAME}.desktop", "utf-8")
    return parser["Desktop Entry"]


def metadata() -> ET.Element:
    # The file is our own, so nothing in it is hostile.
    return ET.parse(LINUX / f"{NAME}.metainfo.xml").getroot()  # noqa: S314


def test_the_desktop_entry_starts_the_installed_command():
    assert desktop_entry()["Exec"].split()[0] == "deskclient"


def test_the_desktop_entry_speaks_both_languages():
    entry = desktop_entry()
    for key in ("GenericName", "Comment", "Keywords"):
        assert entry[key]
        assert entry[f"{key}[ru]"]


def test_the_metadata_names_the_desktop_entry_and_the_present_version():
    assert metadata().findtext("launchable") == f"{NAME}.desktop"
    assert next(found.get("version") for found in metadata().iter("release")) == __version__


def test_every_icon_size_is_drawn():
    for size in PNG_SIZES:
        image = QImage(str(ICONS / f"{size}x{size}" / "deskclient.png"))
        assert (image.width(), image.height()) == (size, size)


def test_the_windows_icon_holds_every_size():
    data = (ICONS / "deskclient.ico").read_bytes()
    _, kind, number = struct.unpack_from("<3H", data)
    sizes = [data[6 + 16 * index] or 256 for index in range(number)]
    assert (kind, tuple(sizes)) == (1, WINDOWS_SIZES)
