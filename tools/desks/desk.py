"""What every real desk can be told."""

from pathlib import Path
from typing import Any, Protocol


class Desk(Protocol):
    """A real desk in a folder of its own."""

    url: str

    def make(self, tickets: int) -> Any:
        """Make it anew and fill it; gives its landmarks."""
        ...

    def start(self) -> None:
        """Start it and wait until it answers."""
        ...

    def stop(self) -> None:
        """Stop it; may be called twice."""
        ...


class DeskMaker(Protocol):
    """Makes a desk for a folder and a port."""

    def __call__(self, folder: Path, port: int) -> Desk:
        """Make it; nothing happens yet."""
        ...
