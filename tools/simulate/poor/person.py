"""What a person does who works at a poor desk."""

from typing_extensions import override

from deskclient.storage.port import StagedFile
from tools.simulate.chance import Chance
from tools.simulate.machine import Client, Machine
from tools.simulate.marks import Marks
from tools.simulate.other_desks.person import OtherPerson
from tools.simulate.town import Town


class PoorPerson(OtherPerson):
    """Uses what such a desk keeps."""

    levels = ("1", "2", "3", "4", "5")

    def __init__(self, machine: Machine, town: Town, marks: Marks, chance: Chance) -> None:
        super().__init__(machine, town, marks, chance)
        self._acts = (
            (self._create_ticket, 2.0),
            (self._write_entry, 5.0),
            (self._edit_subject, 4.0),
            (self._edit_people, 2.5),
            (self._edit_level, 2.0),
            (self._set_status, 2.5),
            (self._delete_ticket, 0.4),
            (self._share_out, 1.0),
            (self._undo, 2.0),
            (self._take_back, 0.7),
            (self._look, 1.0),
        )

    @override
    def _files(self, client: Client) -> tuple[StagedFile, ...]:
        """Attach nothing: it keeps no files, and the window offers none."""
        return ()
