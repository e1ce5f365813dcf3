"""Compares what the desk has with what was wanted, trial by trial. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tools.desks.lost.declared import Message, Truth
from tools.desks.lost.plan import Deed, Trial


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one trial was to leave on the desk.

    Attributes:
        trial: The trial.
        ticket: The ticket it writes to; empty where it makes one.
        words: The text of its message; empty for none.
        files: Contents by name.
        fields: What the ticket is to have in the end.
    """

    trial: Trial
    ticket: str
    words: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Left:
    """What the client says of one trial in the end.

    Attributes:
        asked: Why the person is asked; empty if nothing waits.
        shown: How often its words are shown in the ticket.
    """

    asked: tuple[str, ...] = ()
    shown: int = 0


@dataclass(slots=True)
class Score:
    """What came out."""

    trials: int = 0
    lost: int = 0
    duplicated: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    """Trials that wait for the person, by deed and by where their wire was cut."""
    words: list[str] = field(default_factory=list)

    def last_line(self) -> str:
        """Give what the run is judged by."""
        settled = 100 * (self.trials - self.asked.total()) / max(1, self.trials)
        return (
            f"trials={self.trials} lost={self.lost} duplicated={self.duplicated}"
            f" settled_without_asking={settled:.1f}%"
        )

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost or doubled, and few had to be asked about."""
        few = self.asked.total() * 20 <= self.trials
        return few and not (self.lost or self.duplicated)

    def take(self, wanted: Wanted, left: Left, truth: Truth, author: str) -> None:
        """Count one trial in."""
        self.trials += 1
        trial = wanted.trial
        if left.asked:
            where = "read back" if trial.read_back else trial.cuts[0].value
            self.asked[f"{trial.deed.value} cut {where}"] += 1
            self._say("asked", trial, ", ".join(left.asked))
        found = list(_faults(wanted, truth, author))
        mine = _mine(wanted, truth, author)
        if left.shown > max(len(mine), trial.copies if left.asked else 0):
            found.append(("duplicated", f"shown {left.shown} times, there {len(mine)} times"))
        if any(what == "duplicated" for what, _ in found):
            self.duplicated += 1
        # What still waits is not lost: the person has it, and is asked.
        elif found and not left.asked:
            self.lost += 1
        for what, words in found:
            if what == "duplicated" or not left.asked:
                self._say(what, trial, words)

    def _say(self, what: str, trial: Trial, words: str) -> None:
        where = "read back" if trial.read_back else "+".join(one.value for one in trial.cuts)
        self.words.append(f"{what}: {trial.mark} {trial.deed.value}, cut {where}: {words}")


def _mine(wanted: Wanted, truth: Truth, author: str) -> list[Message]:
    mark = wanted.trial.mark
    return [one for one in truth.messages if mark in one.text and one.author == author]


def _faults(wanted: Wanted, truth: Truth, author: str) -> Iterator[tuple[str, str]]:
    trial = wanted.trial
    if wanted.words:
        yield from _faults_in_messages(wanted, _mine(wanted, truth, author))
    ticket = wanted.ticket
    if trial.deed is Deed.CREATE:
        made = [number for number, one in truth.tickets.items() if one["subject"] == trial.mark]
        if len(made) > 1:
            yield "duplicated", f"{len(made)} tickets"
        if not made:
            yield "lost", "no ticket"
            return
        ticket = made[0]
    there = truth.tickets[ticket]
    for name, value in wanted.fields.items():
        if there[name] == value:
            continue
        more = name == "minutes_spent" and int(str(there[name])) > int(str(value))
        yield "duplicated" if more else "lost", f"{name} is {there[name]}, not {value}"


def _faults_in_messages(wanted: Wanted, mine: list[Message]) -> Iterator[tuple[str, str]]:
    copies = wanted.trial.copies
    if len(mine) != copies:
        yield "duplicated" if len(mine) > copies else "lost", f"{len(mine)} of {copies} messages"
    for one in mine:
        if one.is_note != (wanted.trial.deed is Deed.NOTE):
            yield "lost", "the message is of the wrong kind"
        if " ".join(one.text.split()) != " ".join(wanted.words.split()):
            yield "lost", f"its words are {one.text!r}"
        if dict(one.files) != dict(wanted.files):
            yield "lost", f"its files are {sorted(one.files)}"
