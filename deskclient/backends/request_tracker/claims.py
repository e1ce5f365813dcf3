"""Which events of the desk are answered for: none stands for two operations."""

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.mapping import number
from deskclient.domain.ids import OpId


class Claims:
    """Events that operations of this run became; witnesses tell those of earlier runs apart."""

    def __init__(self) -> None:
        self._owners: dict[int, OpId] = {}

    def note(self, event: wire.Id | None, op_id: OpId) -> None:
        """Remember what an event stands for."""
        self._owners[number(event)] = op_id

    def is_free(self, event: wire.Transaction, op_id: OpId) -> bool:
        """Tell whether an event may stand for an operation."""
        return self._owners.get(number(event.id), op_id) == op_id
