"""Who sends: the client id of this copy of the profile, and how often it has sent."""

from deskclient.domain.ids import IdMaker
from deskclient.storage.port import Outbox

_ID, _TURN = "client_id", "turn"


class Device:
    """A profile may be copied to a second computer, or come back from a backup.

    Both copies then have one client id. Each counts what it sends, durably and before it sends, so
    the desk sees a count that does not rise, and tells the one that came second.
    """

    def __init__(self, outbox: Outbox, ids: IdMaker) -> None:
        self._outbox = outbox
        self._ids = ids

    def introduce(self) -> None:
        """Take a client id if there is none yet."""
        if not self._outbox.get_meta(_ID):
            self._outbox.set_meta(_ID, self._ids.new())

    def next_turn(self) -> tuple[str, int]:
        """Give the client id and the number of the request that is about to be sent."""
        turn = int(self._outbox.get_meta(_TURN) or 0) + 1
        self._outbox.set_meta(_TURN, str(turn))
        return self._outbox.get_meta(_ID), turn

    def become_another(self) -> None:
        """Take a new client id; operations keep theirs, so nothing is done twice."""
        self._outbox.set_meta(_ID, self._ids.new())
