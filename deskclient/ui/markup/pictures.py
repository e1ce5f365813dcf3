"""Pictures of strangers, decoded within limits."""

from base64 import b64decode
from binascii import Error as Base64Error

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"webp", b"bmp"})
"""Raster formats only: an SVG could name further things to load."""
PIXEL_LIMIT = 24_000_000
SIDE_LIMIT = 12_000
DATA_BYTES_LIMIT = 256_000


def decode_picture(content: bytes, max_width: int, max_height: int = SIDE_LIMIT) -> QImage | None:
    """Decode a picture, scaled down to fit; ``None`` if it is none or beyond the limits.

    The size is read from the header first: a small file claiming a huge picture costs nothing.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).lower() not in FORMATS:
        return None
    size = reader.size()
    if not _is_bearable(size):
        return None
    if size.width() > max_width or size.height() > max_height:
        fitted = size.scaled(max_width, max_height, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    picture = reader.read()
    return None if picture.isNull() else picture


def data_picture(url: str) -> bytes:
    """Give the bytes of a small ``data:`` picture; empty if it is not one."""
    head, _, body = url.partition(",")
    if not head.lower().startswith("data:image/") or not head.lower().endswith(";base64"):
        return b""
    if len(body) > DATA_BYTES_LIMIT * 4 // 3 + 1000:
        return b""
    try:
        return b64decode("".join(body.split()))
    except (Base64Error, ValueError):
        return b""


def _is_bearable(size: QSize) -> bool:
    return (
        size.isValid()
        and 0 < size.width() <= SIDE_LIMIT
        and 0 < size.height() <= SIDE_LIMIT
        and size.width() * size.height() <= PIXEL_LIMIT
    )
