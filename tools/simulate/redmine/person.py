"""What a person does who works at a Redmine."""

from collections.abc import Mapping, Sequence

from typing_extensions import override

from tools.simulate.other_desks.person import OtherPerson
from tools.simulate.redmine.town import FLOOR, FLOORS, PHONES, SERIAL


class RedminePerson(OtherPerson):
    """Uses what such a desk keeps."""

    levels = ("pr_1", "pr_2", "pr_3")
    serial, floor, phones = (f"cf_{one}" for one in (SERIAL, FLOOR, PHONES))
    floors = FLOORS

    @override
    def _references(self) -> Mapping[str, Sequence[str]]:
        """Nobody sets who reported an issue, but what sort of issue it is."""
        return {
            "owner": self._town.agents,
            "queue": self._town.queues,
            "tracker": ("tr_1", "tr_2", "tr_3"),
        }
