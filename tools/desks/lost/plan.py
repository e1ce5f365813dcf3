"""What is done in each trial, and where the wire is cut; drawn from the seed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from tools.desks.lost.wire import Cut
from tools.simulate.chance import Chance


class Deed(StrEnum):
    """What a person does."""

    REPLY = "reply"
    """A public reply, some with a file."""
    TWINS = "twins"
    """Two public replies with the same words in one ticket."""
    NOTE = "note"
    """An internal note, some with a file."""
    CREATE = "create"
    """A new ticket with its first message, some with files."""
    EDIT = "edit"
    """A change of subject, status or priority."""
    TIME = "time"
    """Minutes spent."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial.

    Attributes:
        number: Its place in the run.
        mark: Stands in all it writes; nothing else has it.
        deed: What is done.
        field: What is edited.
        step: So many of the requests that write for it pass first.
        cuts: What becomes of those that follow, in turn; the others pass.
        read_back: Instead, the request after the first of them is cut: what the desk made of it.
        looks: So many requests of the looking that follows a cut are cut too.
        files: How many files go along.
        meddles: A colleague writes an internal note with the same words meanwhile.
    """

    number: int
    mark: str
    deed: Deed
    field: str = ""
    step: int = 0
    cuts: tuple[Cut, ...] = (Cut.AFTER,)
    read_back: bool = False
    looks: int = 0
    files: int = 0
    meddles: bool = False

    @property
    def copies(self) -> int:
        """How often its words are wanted on the desk."""
        return 2 if self.deed is Deed.TWINS else 1


_DEEDS = (
    (Deed.REPLY, 3.0),
    (Deed.TWINS, 1.0),
    (Deed.NOTE, 2.0),
    (Deed.CREATE, 2.0),
    (Deed.EDIT, 2.0),
    (Deed.TIME, 1.0),
)
_FIELDS = ("subject", "status", "priority")


def draw_trial(
    seed: int,
    number: int,
    deeds: frozenset[Deed],
    bare: frozenset[Deed] = frozenset(),
    steps: Callable[[Deed, int], int] = lambda *_: 1,
) -> Trial:
    """Draw a trial; nine of ten are cut after the desk has acted.

    Args:
        seed: Of the run.
        number: Its place in the run.
        deeds: What can be done.
        bare: What takes no files, besides what never does.
        steps: How many requests write a deed with so many files.
    """
    chance = Chance(f"lost {seed}/{number}")
    deed = chance.weighted([one for one in _DEEDS if one[0] in deeds])
    before, read_back = chance.happens(0.1), chance.happens(0.1)
    cut = Cut.BEFORE if before else Cut.AFTER
    drawn = Trial(
        number,
        f"<{seed}.{number}>",
        deed,
        field=chance.one_of(_FIELDS) if deed is Deed.EDIT else "",
        cuts=() if read_back else (cut, cut) if deed is Deed.TWINS else (cut,),
        read_back=read_back,
        looks=1 if chance.happens(0.15) else 0,
        files=0
        if deed in {Deed.EDIT, Deed.TIME, Deed.TWINS, *bare}
        else chance.one_of((0, 0, 1, 2)),
        meddles=deed in {Deed.REPLY, Deed.NOTE, Deed.TWINS} and chance.happens(0.25),
    )
    # Drawn last: where one request writes everything, the rest stays the same.
    return replace(drawn, step=chance.number(1, steps(deed, drawn.files)) - 1)
