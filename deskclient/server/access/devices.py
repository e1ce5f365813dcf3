"""Devices: where somebody is signed in, and the order to erase the copy there.

A device keeps its row when its tokens end: an order must reach it although its account is disabled
or its session was taken away. Nobody but the device can make anything of the answer.
"""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from deskclient.backends.native.wire import EraseOrder, EraseReceipt
from deskclient.domain.erasure import SECRET_BYTES, is_same, order_proof, receipt_proof
from deskclient.domain.times import to_text
from deskclient.server.database.schema import DEVICE, TOKEN
from deskclient.server.records.ledger import Ledger

_ONE = select(DEVICE).where(DEVICE.c.id == bindparam("device"))
_OF = select(DEVICE).where(DEVICE.c.person_id == bindparam("person"))
_SAME = _OF.where(DEVICE.c.client_id == bindparam("client"), DEVICE.c.name == bindparam("called"))
_FORGET = delete(DEVICE).where(DEVICE.c.id == bindparam("device"))
_CHANGE = update(DEVICE).where(DEVICE.c.id == bindparam("device"))
_END = delete(TOKEN).where(
    TOKEN.c.person_id == bindparam("person"),
    TOKEN.c.client_id == bindparam("client"),
    TOKEN.c.device == bindparam("called"),
)


class SignedInDevice(Struct, frozen=True, kw_only=True):
    """One device as stored."""

    id: str
    person_id: str
    client_id: str
    name: str
    secret: bytes
    signed_in_at: str
    signed_out_at: str
    order_id: str
    ordered_at: str
    erased_at: str

    @property
    def waits(self) -> bool:
        """Whether it has an order that it has not confirmed."""
        return bool(self.order_id) and not self.erased_at


class Devices:
    """Knows devices and gives them orders."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def sign_in(
        self, connection: Connection, device: str, person_id: str, client_id: str, name: str
    ) -> bytes:
        """Note a sign-in and give the secret made for it.

        An earlier sign-in on the same device makes room; an order it has not confirmed stays, for
        nobody shall get out of it by signing in once more.
        """
        secret = self._ledger.randomness.bits(8 * SECRET_BYTES).to_bytes(SECRET_BYTES, "big")
        order_id = ordered_at = ""
        who = {"person": person_id, "client": client_id, "called": name}
        for row in connection.execute(_SAME, who).mappings().all():
            before = SignedInDevice(**row)
            if before.waits:
                order_id, ordered_at = before.order_id, before.ordered_at
            connection.execute(_FORGET, {"device": before.id})
        fresh = {
            "id": device,
            "person_id": person_id,
            "client_id": client_id,
            "name": name,
            "secret": secret,
            "signed_in_at": self._now(),
            "signed_out_at": "",
            "order_id": order_id,
            "ordered_at": ordered_at,
            "erased_at": "",
        }
        connection.execute(insert(DEVICE), fresh)
        return secret

    def signed_out(self, connection: Connection, device: str) -> None:
        """Note that a device has left by itself, and with that removed its copy."""
        connection.execute(_CHANGE, {"device": device, "signed_out_at": self._now()})

    def of(self, connection: Connection, person_id: str) -> Sequence[SignedInDevice]:
        """List the devices of a person, the one that signed in last first."""
        rows = connection.execute(_OF, {"person": person_id}).mappings()
        found = [SignedInDevice(**row) for row in rows]
        return sorted(found, key=lambda one: (one.signed_in_at, one.id), reverse=True)

    def order(self, devices: Sequence[SignedInDevice]) -> None:
        """Order the copies on devices erased and end the sessions there, in one step.

        An order that waits already stays the one it is.
        """
        with self._ledger.writing() as change:
            for one in devices:
                who = {"person": one.person_id, "client": one.client_id, "called": one.name}
                change.connection.execute(_END, who)
                if not one.waits:
                    fresh = {"order_id": change.new_id(), "ordered_at": self._now()}
                    given = {"device": one.id, "erased_at": "", **fresh}
                    change.connection.execute(_CHANGE, given)

    def waiting(self, connection: Connection, instance: str, device: str) -> EraseOrder | None:
        """Give the order a device has not confirmed, with its proof; ``None`` if there is none."""
        found = self._find(connection, device)
        if found is None or not found.waits:
            return None
        # Without a secret nothing can be proved: the device shall not believe it either.
        proof = order_proof(found.secret, instance, found.id, found.order_id)
        return EraseOrder(found.order_id, proof if found.secret else "")

    def has_proved(self, connection: Connection, instance: str, told: EraseReceipt) -> bool:
        """Tell whether a receipt is the device's own, and for the order it has."""
        found = self._find(connection, told.device)
        if found is None or not found.secret or found.order_id != told.order or not told.order:
            return False
        expected = receipt_proof(found.secret, instance, found.id, found.order_id)
        return is_same(told.receipt, expected)

    def confirm(self, told: EraseReceipt) -> None:
        """Note that a device has erased its copy; the first time counts."""
        with self._ledger.writing() as change:
            found = self._find(change.connection, told.device)
            if found is not None and found.waits and found.order_id == told.order:
                done = {"device": found.id, "erased_at": self._now()}
                change.connection.execute(_CHANGE, done)

    def _find(self, connection: Connection, device: str) -> SignedInDevice | None:
        row = connection.execute(_ONE, {"device": device}).mappings().first()
        return None if row is None else SignedInDevice(**row)

    def _now(self) -> str:
        return to_text(self._ledger.clock.now())
