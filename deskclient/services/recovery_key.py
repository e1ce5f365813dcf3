"""The key of a profile as a person can write it down: groups of letters and digits. Pure."""

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are misread or make words."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_KEY_BYTES = 32
_CHECK_BYTES = 3
_GROUP = 4


def write_recovery_key(key: bytes) -> str:
    """Write a key with its check: 14 groups of four."""
    number = int.from_bytes(key + _check(key), "big")
    digits = []
    for _ in range(_length()):
        number, rest = divmod(number, 32)
        digits.append(_ALPHABET[rest])
    text = "".join(reversed(digits))
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def read_recovery_key(typed: str) -> bytes | None:
    """Read a key as typed, in any case and grouping; ``None`` if it is not one (a typing error)."""
    text = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_MISREAD)
    if len(text) != _length() or any(sign not in _ALPHABET for sign in text):
        return None
    number = 0
    for sign in text:
        number = number * 32 + _ALPHABET.index(sign)
    try:
        packed = number.to_bytes(_KEY_BYTES + _CHECK_BYTES, "big")
    except OverflowError:
        return None
    key, check = packed[:_KEY_BYTES], packed[_KEY_BYTES:]
    return key if check == _check(key) else None


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"deskclient recovery key" + key).digest()[:_CHECK_BYTES]


def _length() -> int:
    return (_KEY_BYTES + _CHECK_BYTES) * 8 // 5
