"""What a person does who works at a Roundup."""

from collections.abc import Mapping, Sequence

from typing_extensions import override

from deskclient.domain.fields import Value
from tools.simulate.other_desks.person import OtherPerson
from tools.simulate.roundup.town import PLACES


class RoundupPerson(OtherPerson):
    """Uses what such a desk keeps."""

    levels = ("1", "2", "3", "4", "5")
    serial, floor, phones = "rf_serial", "rf_place", "tags"
    floors = PLACES
    words = ("reply",)

    @override
    def _new_ticket(self) -> dict[str, Value]:
        """Whoever makes a ticket is its requester; another one may watch it."""
        doc = super()._new_ticket()
        watcher = doc.pop("requester")
        return {**doc, "watchers": [str(watcher)]}

    @override
    def _references(self) -> Mapping[str, Sequence[str]]:
        """Nobody sets who made an issue."""
        return {"owner": self._town.agents, "queue": (*self._town.queues, "0")}
