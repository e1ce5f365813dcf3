"""What a person does who works at a Roundup."""

from collections.abc import Mapping, Sequence

from typing_extensions import override

from tools.simulate.other_desks.person import OtherPerson
from tools.simulate.roundup.town import PLACES


class RoundupPerson(OtherPerson):
    """Uses what such a desk keeps."""

    levels = ("1", "2", "3", "4", "5")
    serial, floor, phones = "rf_serial", "rf_place", "tags"
    floors = PLACES

    @override
    def _references(self) -> Mapping[str, Sequence[str]]:
        """Nobody sets who made an issue."""
        return {"owner": self._town.agents, "queue": (*self._town.queues, "0")}
