"""What is kept offline."""

from msgspec import Struct


class Scope(Struct, frozen=True):
    """A choice of tickets; reference records always come along.

    Attributes:
        mine: Tickets I own or watch, whatever their queue and age.
        queues: Ids of queues whose tickets are kept; ``None`` means every queue I may see.
        days: Only tickets changed in the last N days, and every open one; 0 means all.
        attachment_bytes: How much of attached files may be kept here; the client's own budget,
            not known to the desk.
    """

    mine: bool = True
    queues: tuple[str, ...] | None = None
    days: int = 0
    attachment_bytes: int = 200_000_000

    def to_text(self) -> str:
        """Write the part the desk must know, canonically."""
        queues = "*" if self.queues is None else ",".join(sorted(self.queues))
        return f"mine={int(self.mine)};queues={queues};days={self.days}"

    @classmethod
    def from_text(cls, text: str) -> "Scope":
        """Read what :meth:`to_text` wrote.

        Raises:
            ValueError: not a scope.
        """
        parts = dict(part.split("=", 1) for part in text.split(";") if part)
        queues = parts.get("queues", "*")
        chosen = None if queues == "*" else tuple(one for one in queues.split(",") if one)
        return cls(parts.get("mine", "1") == "1", chosen, int(parts.get("days", "0")))
