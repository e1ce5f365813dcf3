"""Small pictures that look like screenshots of an error, written as PNG without any library."""

import random
import struct
import zlib

_WIDTH, _HEIGHT = 320, 180


def draw_screenshot(rng: random.Random) -> bytes:
    """Draw a window with a title bar and a few lines of text; about 1 kB."""
    bar = rng.choice([b"\x1f\x5f\xbf", b"\xb2\x47\x21", b"\x1b\x6f\x37"])
    rows = [bytearray(b"\xec\xee\xf1" * _WIDTH) for _ in range(_HEIGHT)]
    left, top = rng.randint(10, 60), rng.randint(10, 40)
    _fill(rows, (left, top, 240, 110), b"\xff\xff\xff")
    _fill(rows, (left, top, 240, 16), bar)
    for line in range(rng.randint(3, 5)):
        _fill(rows, (left + 12, top + 28 + line * 14, rng.randint(80, 210), 6), b"\x78\x80\x8a")
    _fill(rows, (left + 170, top + 90, 56, 14), bar)
    raw = b"".join(b"\0" + row for row in rows)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(raw, 9)), _chunk(b"IEND", b""))
    )


def _fill(rows: list[bytearray], box: tuple[int, int, int, int], colour: bytes) -> None:
    left, top, width, height = box
    for row in rows[top : top + height]:
        row[left * 3 : (left + width) * 3] = colour * width


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
