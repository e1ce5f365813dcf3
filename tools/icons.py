"""Draw the application icon in every size that desktops ask for, from its one SVG."""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

_ROOT = Path(__file__).parents[1]
ICONS = _ROOT / "packaging" / "icons"
SOURCE = _ROOT / "deskclient" / "resources" / "deskclient.svg"
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 256)


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """The icon as a square PNG of ``size`` pixels with a clear background."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def windows_icon(pictures: dict[int, bytes]) -> bytes:
    """An .ico that holds each PNG as it is (understood since Windows Vista)."""
    offset = 6 + 16 * len(pictures)
    entries = b""
    for size, data in pictures.items():
        # One byte holds a side; 256 is written as 0.
        entries += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return struct.pack("<3H", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def main() -> int:
    """Run as ``python -m tools.icons``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    for size in PNG_SIZES:
        target = ICONS / f"{size}x{size}" / "deskclient.png"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(png(renderer, size))
    pictures = {size: png(renderer, size) for size in WINDOWS_SIZES}
    (ICONS / "deskclient.ico").write_bytes(windows_icon(pictures))
    application.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
