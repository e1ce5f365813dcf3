"""The order to erase, as the adapter believes it or not."""

import msgspec
import pytest
from msgspec.structs import replace

from deskclient.backends.http import HttpxTransport
from deskclient.backends.native import wire
from deskclient.backends.native.adapter import NativeAdapter
from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.port import EraseOrder
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.backends.way_in import Proof, Way
from deskclient.domain.clock import SystemClock
from deskclient.domain.erasure import order_proof, receipt_proof
from deskclient.domain.errors import PortalError, WrongDeskError
from tests.backends.native.scripted_desk import SESSION, refusal, said, scripted
from tests.backends.rude_server import INSTANCE, JSON, answer
from tests.backends.settings import PATIENT
from tests.server.service import PASSWORD, mini_desk, running

SECRET = bytes(range(32))
KNOWN = SessionTokens("a1", "r1", "d1", SECRET.hex())
PROOF = order_proof(SECRET, INSTANCE, "d1", "o1")
RECEIPT = f"d1:{receipt_proof(SECRET, INSTANCE, 'd1', 'o1')}"
SESSION_WITH_ORDER = said(replace(SESSION, erase=wire.EraseOrder("o1", PROOF)))
PROVED = EraseOrder("o1", proven=True, receipt=RECEIPT)


async def heard(told, tokens=KNOWN):
    """Ask a desk that answers so."""
    async with scripted() as desk:
        await desk.store.set(tokens)
        desk.script.token = "nothing is accepted"
        desk.script.on("POST /v1/erasure", told if isinstance(told, bytes) else said(told))
        found = await desk.adapter.erase_order()
        assert all("authorization" not in one.headers for one in desk.server.asked)
        return found, desk.targets()


async def test_a_proved_order_is_heard_without_a_session():
    """Row 35."""
    found, _ = await heard(wire.EraseOrder("o1", PROOF))
    assert found == PROVED


async def test_an_order_that_is_not_proved_for_this_device_is_not_believed():
    """Row 35: another host, another device's answer, an older order, nothing, no text at all."""
    for proof in (
        "",
        "0" * 64,
        "\u20ac",
        PROOF.upper(),
        order_proof(bytes(32), INSTANCE, "d1", "o1"),
        order_proof(SECRET, "another desk", "d1", "o1"),
        order_proof(SECRET, INSTANCE, "d2", "o1"),
        order_proof(SECRET, INSTANCE, "d1", "o2"),
        receipt_proof(SECRET, INSTANCE, "d1", "o1"),
    ):
        found, _ = await heard(wire.EraseOrder("o1", proof))
        assert found == EraseOrder("o1", proven=False), proof


async def test_no_order_is_no_order():
    """Row 35: also from a desk of an older version, which does not know the call."""
    assert (await heard(wire.EraseOrder()))[0] is None
    assert (await heard(refusal(404, "Nothing is here")))[0] is None


async def test_a_sign_in_from_before_has_no_secret_and_does_not_ask():
    """Row 35: nothing could be proved to it."""
    for tokens in (SessionTokens("a1", "r1"), SessionTokens("a1", "r1", "d1", "no hex"), None):
        found, asked = await heard(wire.EraseOrder("o1", PROOF), tokens)
        assert found is None
        assert asked == []
    async with scripted() as desk:
        desk.script.on("GET /v1/session", SESSION_WITH_ORDER)
        assert (await desk.adapter.session()).erase == EraseOrder("o1", proven=False)


async def test_a_page_in_between_is_never_read_as_an_order():
    """Row 35: a network's sign-in page, even one that knows the protocol's words."""
    async with scripted() as desk:
        await desk.store.set(KNOWN)
        body = b'{"order": "o1", "proof": "' + PROOF.encode() + b'"}'
        other = {**JSON, "Deskclient-Instance": "another desk"}
        for headers, refused in (
            ({"Content-Type": "text/html"}, PortalError),
            (other, WrongDeskError),
        ):
            desk.script.on("POST /v1/erasure", answer(200, body, headers))
            with pytest.raises(refused):
                await desk.adapter.erase_order()


async def test_a_session_may_bring_the_order_and_the_secret_lives_through_a_renewal():
    """Row 35: whoever signs in again before the order was heard hears it then."""
    async with scripted() as desk:
        await desk.store.set(KNOWN)
        desk.script.token = "a2"
        desk.script.on("POST /v1/refresh", said(wire.Tokens("a2", "r2", 900)))
        desk.script.on("GET /v1/session", SESSION_WITH_ORDER)
        assert (await desk.adapter.session()).erase == PROVED
        assert await desk.store.get() == SessionTokens("a2", "r2", "d1", SECRET.hex())


async def test_the_receipt_is_handed_in_after_everything_is_forgotten():
    """Row 35."""
    async with scripted() as desk:
        await desk.store.set(None)
        desk.script.on("POST /v1/erasure/done", answer(204, b""))
        await desk.adapter.confirm_erased("o1", RECEIPT)
        assert desk.targets() == ["POST /v1/erasure/done"]
        told = wire.EraseReceipt("d1", "o1", RECEIPT.partition(":")[2])
        assert msgspec.json.decode(desk.server.asked[0].body, type=wire.EraseReceipt) == told


async def test_the_real_desk_and_the_adapter_understand_each_other():
    """Row 35: from the sign-in to the receipt, the account disabled meanwhile."""
    mini = mini_desk()
    with running(mini) as url:
        http = HttpxTransport(SystemClock(), PATIENT)
        session, given = await NativeSignIn(http, SystemClock(), "c").sign_in(
            url, Proof(Way.PASSWORD, "anna", PASSWORD), "laptop"
        )
        store = MemoryTokenStore(given)
        adapter = NativeAdapter(http, url, store, SystemClock(), session.instance)
        assert await adapter.erase_order() is None
        mini.desk.accounts.set_rights(mini.people["anna"], disabled=True)
        with mini.desk.database.read() as connection:
            devices = mini.desk.devices.of(connection, mini.people["anna"])
        mini.desk.devices.order(devices)
        order = await adapter.erase_order()
        assert order is not None
        assert order.proven
        await store.set(None)
        await adapter.confirm_erased(order.order_id, order.receipt)
        with mini.desk.database.read() as connection:
            assert mini.desk.devices.of(connection, mini.people["anna"])[0].erased_at
        await adapter.close()
    mini.desk.database.close()
