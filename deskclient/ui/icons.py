"""The icon family: SVG files drawn in a colour of the palette, crisp at any scale, cached."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_ROOT = Path(__file__).parents[1] / "resources" / "icons"
_FOLDER = str(_ROOT)
_PROGRAM = _ROOT.parent / "deskclient.svg"
_FALLBACK = "circle"
_SIZES = (16, 32)
_PROGRAM_SIZES = (16, 24, 32, 48, 64, 128)


class IconSource:
    """Draws the icons; one for the whole program, so that each is read and rendered once."""

    def __init__(self, ratio: float = 1.0) -> None:
        """Set up.

        Args:
            ratio: Device pixels for one of ours on the sharpest screen.
        """
        self._ratio = max(1.0, ratio)
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}

    def pixmap(self, name: str, color: str, size: int, ratio: float = 0.0) -> QPixmap:
        """Draw an icon.

        Args:
            name: File name without ``.svg``; an unknown one gives a plain circle.
            color: ``#RRGGBB``.
            size: Side in device-independent pixels.
            ratio: Device pixels for one of them; 0 for that of the sharpest screen.
        """
        key = (name, color, size, ratio or self._ratio)
        found = self._pixmaps.get(key)
        if found is None:
            drawn = _draw(self._renderer(name, color), size, key[3])
            found = self._pixmaps[key] = drawn
        return found

    def icon(self, name: str, color: str) -> QIcon:
        """Give an icon for buttons and menus."""
        found = self._icons.get((name, color))
        if found is None:
            found = QIcon()
            renderer = self._renderer(name, color)
            for size in _SIZES:
                key = (name, color, size, self._ratio)
                if key not in self._pixmaps:
                    self._pixmaps[key] = _draw(renderer, size, self._ratio)
                found.addPixmap(self._pixmaps[key])
            self._icons[name, color] = found
        return found

    def program(self) -> QIcon:
        """Draw the program's own icon, for title bars and lists of windows."""
        renderer, icon = QSvgRenderer(str(_PROGRAM)), QIcon()
        for size in _PROGRAM_SIZES:
            icon.addPixmap(_draw(renderer, size, self._ratio))
        return icon

    @staticmethod
    def sheet_file(folder: str, scheme: str) -> str:
        """Give the path of a picture in the ink of a scheme; style sheets take only files."""
        return (_ROOT / folder / f"{scheme}.svg").as_posix()

    @staticmethod
    def has(name: str) -> bool:
        """Tell whether the family has this icon."""
        return (_ROOT / f"{name}.svg").is_file()

    def _renderer(self, name: str, color: str) -> QSvgRenderer:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = _read(name)
        return QSvgRenderer(QByteArray(source.replace(b"currentColor", color.encode("ascii"))))


def _draw(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    side = max(1, round(size * ratio))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _read(name: str) -> bytes:
    try:
        # Dozens of them stand before the first paint.
        with open(f"{_FOLDER}/{name}.svg", "rb") as file:  # noqa: PTH123 - a path takes longer
            return file.read()
    except OSError:
        return (_ROOT / f"{_FALLBACK}.svg").read_bytes()
