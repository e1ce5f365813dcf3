"""Our own desk's order to erase the copy on this device: asked for, judged, confirmed."""

from dataclasses import dataclass

import msgspec

from deskclient.backends.native import wire
from deskclient.backends.native.calls import Call, Calls
from deskclient.backends.port import EraseOrder
from deskclient.backends.strict_json import decode
from deskclient.domain.erasure import SECRET_BYTES, is_same, order_proof, receipt_proof
from deskclient.domain.errors import RefusedError


@dataclass(frozen=True, slots=True)
class _Device:
    """This device as the desk knows it."""

    name: str
    secret: bytes


class Erasing:
    """Believes nothing that is not proved by the secret the desk gave at sign-in.

    A receipt is told as ``<device>:<proof>``, so that it can be handed in after the secret is gone.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def asked(self) -> EraseOrder | None:
        """Ask for an order; a sign-in from before there were any has no name to ask by."""
        device = await self._device()
        if device is None:
            return None
        body = msgspec.json.encode(wire.DeviceId(device.name))
        try:
            answer = await self._calls.nameless(Call(method="POST", path="/erasure", body=body))
        except RefusedError:
            # A desk of an older version: it gives no orders.
            return None
        return await self.judged(decode(answer.body, wire.EraseOrder))

    async def judged(self, told: wire.EraseOrder) -> EraseOrder | None:
        """Look whether an order is proved."""
        if not told.order:
            return None
        device, instance = await self._device(), self._calls.instance
        if device is None or not instance:
            return EraseOrder(told.order, proven=False)
        expected = order_proof(device.secret, instance, device.name, told.order)
        if not is_same(told.proof, expected):
            return EraseOrder(told.order, proven=False)
        receipt = receipt_proof(device.secret, instance, device.name, told.order)
        return EraseOrder(told.order, proven=True, receipt=f"{device.name}:{receipt}")

    async def confirm(self, order_id: str, receipt: str) -> None:
        """Hand in a receipt."""
        device, _, proof = receipt.partition(":")
        body = msgspec.json.encode(wire.EraseReceipt(device, order_id, proof))
        await self._calls.nameless(Call(method="POST", path="/erasure/done", body=body))

    async def _device(self) -> _Device | None:
        tokens = await self._calls.stored()
        try:
            secret = bytes.fromhex(tokens.device_secret) if tokens is not None else b""
        except ValueError:
            secret = b""
        if tokens is None or not tokens.device or len(secret) != SECRET_BYTES:
            return None
        return _Device(tokens.device, secret)
