"""Hears the desk's order to erase the copy on this device, and sees that it is carried out."""

import logging
from collections.abc import Callable

from deskclient.backends.port import Adapter, EraseOrder
from deskclient.domain.errors import DeskError, RefusedError, StorageError
from deskclient.domain.events import EraseOrdered
from deskclient.sync.board import StatusBoard
from deskclient.sync.ports import Eraser

_log = logging.getLogger(__name__)


class Orders:
    """Obeys what is proved and has not been carried out yet; anything else changes nothing."""

    def __init__(
        self,
        adapter: Adapter,
        eraser: Eraser | None,
        board: StatusBoard,
        tell: Callable[[EraseOrdered], None],
    ) -> None:
        self._adapter = adapter
        self._eraser = eraser if adapter.caps.orders_erasing else None
        self._board = board
        self._tell = tell
        self._doubted = ""
        self.obeyed = False
        """Whether an order was obeyed: the desk is not spoken to any more."""

    @property
    def are_heard(self) -> bool:
        """Whether this desk can give orders."""
        return self._eraser is not None

    async def asked(self) -> bool:
        """Ask for an order after the session was refused; tells whether there was one to obey.

        Raises:
            StorageError: it could not be noted; it is asked for again.
        """
        if self._eraser is None:
            return False
        try:
            order = await self._adapter.erase_order()
        except StorageError:
            raise
        except DeskError as error:
            self._board.note(error)
            return False
        return order is not None and await self.heard(order)

    async def heard(self, order: EraseOrder) -> bool:
        """Take an order as it came; see :meth:`asked`."""
        if self._eraser is None:
            return False
        if not order.proven:
            self._doubt(order)
            return False
        if order.order_id == self._eraser.carried_out():
            await self._confirm(order)
            return False
        await self._eraser.begin(order)
        _log.info("The desk has ordered the copy on this device erased.")
        self.obeyed = True
        self._board.erased()
        self._tell(EraseOrdered(order.order_id))
        return True

    def _doubt(self, order: EraseOrder) -> None:
        if order.order_id == self._doubted:
            return
        self._doubted = order.order_id
        error = RefusedError(
            "An order to erase the copy here was not obeyed",
            "It is not proved that it comes from the desk and is meant for this device.",
        )
        _log.warning("%s", error)
        self._board.note(error)

    async def _confirm(self, order: EraseOrder) -> None:
        """Say once more what the desk has not heard; the next session is the next occasion."""
        try:
            await self._adapter.confirm_erased(order.order_id, order.receipt)
        except StorageError:
            raise
        except DeskError as error:
            self._board.note(error)
