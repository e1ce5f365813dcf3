"""The order to erase the copy on one device, and the receipt for it: how both are proved.

A desk and a device share a secret of 32 random bytes since the device signed in. Whoever lacks it
(a network's sign-in page, another host, a desk that was put in the place of ours) can make neither.
The desk, the device and the order are part of what is proved, so nothing fits anywhere else.
"""

import hmac
from hashlib import sha256

SECRET_BYTES = 32
_ORDER = b"deskclient order to erase 1"
_RECEIPT = b"deskclient receipt for erasing 1"


def order_proof(secret: bytes, instance: str, device: str, order: str) -> str:
    """Prove that the desk has given an order."""
    return _proof(secret, _ORDER, instance, device, order)


def receipt_proof(secret: bytes, instance: str, device: str, order: str) -> str:
    """Prove that the device has carried it out."""
    return _proof(secret, _RECEIPT, instance, device, order)


def is_same(proof: str, expected: str) -> bool:
    """Compare two proofs in a time that tells nothing about where they differ."""
    return hmac.compare_digest(proof.encode("utf-8", "replace"), expected.encode())


def _proof(secret: bytes, label: bytes, *parts: str) -> str:
    # A length before each part: no two sets of parts give the same bytes.
    told = [label, *(part.encode("utf-8", "replace") for part in parts)]
    message = b"".join(len(one).to_bytes(4, "big") + one for one in told)
    return hmac.new(secret, message, sha256).hexdigest()
