"""Notes orders to erase in memory; what is noted outlives the engine, as a file would."""

from deskclient.backends.port import EraseOrder
from deskclient.domain.errors import StorageError


class MemoryEraser:
    """An :class:`deskclient.sync.ports.Eraser` that only takes note."""

    def __init__(self) -> None:
        self.begun: list[EraseOrder] = []
        self.done = ""
        self.troubles: list[StorageError] = []

    def carried_out(self) -> str:
        return self.done

    async def begin(self, order: EraseOrder) -> None:
        if self.troubles:
            raise self.troubles.pop()
        self.begun.append(order)
