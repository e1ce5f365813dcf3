"""What the figures must be told of a kind of desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tools.desks.agent import Proof
from tools.desks.desk import Desk, DeskMaker


@dataclass(frozen=True, slots=True)
class Pulled:
    """What the bare script has fetched."""

    tickets: int
    messages: int
    entries: int
    """Messages and what else happened to the tickets, as far as the client shows it."""
    requests: int


@dataclass(frozen=True, slots=True)
class Searching:
    """How a desk's own search is measured.

    Attributes:
        multiply: Puts copies of the tickets into the database of a stopped desk, up to so many.
        search: Asks the desk for one page of tickets with all of some words, as a list needs them;
            gives how many came.
    """

    multiply: Callable[[Desk, int], None]
    search: Callable[[str, Proof, Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class BenchDesk:
    """One kind of desk.

    Attributes:
        name: What its figures begin with.
        title: What it is called.
        at: Gives the desk of a folder and a port; nothing happens yet.
        proof: How the agent signs in who is measured.
        bare_pull: Fetches all that a first sync does, as fast as a script can.
        colleague_notes: Lets a colleague write an internal note; gives the ticket's number.
        searching: How its search is measured; ``None``: it is not.
    """

    name: str
    title: str
    at: DeskMaker
    proof: Callable[[Desk], Proof]
    bare_pull: Callable[[str, Proof], Pulled]
    colleague_notes: Callable[[Desk, str], str]
    searching: Searching | None = None
