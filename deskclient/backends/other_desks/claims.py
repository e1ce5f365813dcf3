"""Which events of the desk are answered for: none stands for two operations."""

from deskclient.domain.ids import OpId


class Claims:
    """Events that operations of this run became; witnesses tell those of earlier runs apart."""

    def __init__(self) -> None:
        self._owners: dict[str, OpId] = {}

    def note(self, event: str | int | None, op_id: OpId) -> None:
        """Remember what an event stands for."""
        self._owners[str(event)] = op_id

    def is_free(self, event: str | int, op_id: OpId) -> bool:
        """Tell whether an event may stand for an operation."""
        return self._owners.get(str(event), op_id) == op_id
