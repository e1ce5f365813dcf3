"""How files are shown: icon, shortened name, and which ones are small enough to picture."""

from pathlib import Path

from deskclient.ui.markup.characters import harmless

THUMB_BYTES = 3_000_000
"""Larger pictures are not decoded for a thumbnail on the window's thread."""
_NAME_CHARS = 32


def icon_of(media_type: str, name: str) -> str:
    """Give the icon for a file."""
    if media_type.startswith("image/"):
        return "file-image"
    suffix = Path(name).suffix.lower()
    if suffix in {".zip", ".7z", ".rar", ".gz", ".tar"}:
        return "file-archive"
    if suffix in {".xls", ".xlsx", ".ods", ".csv"}:
        return "file-spreadsheet"
    return "file-text" if suffix in {".txt", ".log", ".pdf", ".doc", ".docx", ".odt"} else "file"


def short_name(name: str) -> str:
    """Shorten a file name in its middle; its ending stays readable."""
    name = harmless(name)
    if len(name) <= _NAME_CHARS:
        return name
    return f"{name[: _NAME_CHARS - 12]}…{name[-10:]}"
