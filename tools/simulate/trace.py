"""What happened in a history, as a hash: equal hashes mean that a seed replays exactly."""

from hashlib import blake2b

_FIELD = "\x1f"


class Trace:
    """Takes every observable step in order; keeps the words only if somebody wants to read them."""

    def __init__(self, *, keep: bool = False) -> None:
        self._hash = blake2b(digest_size=16)
        self._keep = keep
        self.lines: list[str] = []

    def note(self, at_s: float, who: str, what: str, *details: object) -> None:
        """Add one step."""
        line = _FIELD.join((f"{at_s:.6f}", who, what, *(str(one) for one in details)))
        self._hash.update(line.encode("utf-8", "surrogatepass"))
        self._hash.update(b"\n")
        if self._keep:
            self.lines.append(line.replace(_FIELD, "  "))

    def digest(self) -> str:
        """Give the hash of everything noted so far."""
        return self._hash.hexdigest()
