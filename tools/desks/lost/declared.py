"""What the trials must be told of a kind of desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tools.desks.agent import Proof
from tools.desks.desk import Desk, DeskMaker
from tools.desks.lost.plan import Deed
from tools.desks.lost.wire import Passing


@dataclass(frozen=True, slots=True)
class Message:
    """A message as the desk's own data has it."""

    ticket: str
    author: str
    is_note: bool
    text: str
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Truth:
    """What the desk has, read past all its interfaces.

    Attributes:
        messages: All of them.
        tickets: Fields by ticket number, in the client's words: subject, status, priority,
            minutes_spent.
    """

    messages: Sequence[Message]
    tickets: Mapping[str, Mapping[str, object]]


def _one(deed: Deed, files: int) -> int:
    del deed, files
    return 1


@dataclass(frozen=True, slots=True)
class LostDesk:
    """One kind of desk.

    Attributes:
        title: What it is called.
        at: Gives the desk of a folder and a port; nothing happens yet.
        deeds: What can be done there.
        proof: How the agent signs in: whose login, by the desk.
        truth: Reads the desk's own data; while it runs.
        ticket_of: The ticket that a request writes to; empty for none, or for a new one.
        meddle: Lets a colleague write an internal note with given words in a ticket.
        choices: Two values each for status and priority, as the client calls them at this desk; a
            ticket may go to either.
        queue: The name of a queue in which the agent may make tickets.
        bare: What takes no files there.
        names_requester: Whether whoever makes a ticket may make it for another person.
        steps: How many requests write a deed with so many files.
    """

    title: str
    at: DeskMaker
    deeds: frozenset[Deed]
    proof: Callable[[Desk, str], Proof]
    truth: Callable[[Desk], Truth]
    ticket_of: Callable[[Passing], str]
    meddle: Callable[[Desk, str, str], None]
    queue: str
    choices: Mapping[str, tuple[str, str]]
    bare: frozenset[Deed] = frozenset()
    names_requester: bool = True
    steps: Callable[[Deed, int], int] = _one
