"""The order-free fingerprint of many records, computed alike on the desk and here. Pure."""

from hashlib import blake2b

_MASK = (1 << 64) - 1


def row_digest(kind: str, server_id: str, ver: int) -> int:
    """Give the 64-bit hash of one row; a scope's digest is their sum modulo 2**64."""
    packed = blake2b(f"{kind}\0{server_id}\0{ver}".encode(), digest_size=8).digest()
    return int.from_bytes(packed, "big")


def add_digest(total: int, row: int) -> int:
    """Count a row in."""
    return (total + row) & _MASK


def remove_digest(total: int, row: int) -> int:
    """Count a row out."""
    return (total - row) & _MASK
