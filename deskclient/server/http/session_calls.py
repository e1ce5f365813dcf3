"""Hello, signing in and out, who is there, and what a device is told when nobody is."""

from typing import TypeVar

from sqlalchemy import Connection, select

from deskclient import __version__
from deskclient.backends.native.wire import (
    PROTOCOL,
    DeviceId,
    EraseOrder,
    EraseReceipt,
    Hello,
    Refresh,
    Session,
    SignIn,
)
from deskclient.server.access.accounts import normal_login
from deskclient.server.access.principal import Principal
from deskclient.server.access.tokens import Device
from deskclient.server.database.schema import RECORD
from deskclient.server.desk import Desk
from deskclient.server.http.answers import Answer, Asked, empty_answer, json_answer
from deskclient.server.http.asking import address_of, read_body, token_in
from deskclient.server.problems import bad_request, not_found, unauthorized
from deskclient.server.records.ledger import find

T = TypeVar("T")
_BODY = 16_384
_QUEUES = select(RECORD.c.id).where(RECORD.c.kind == "queue", RECORD.c.gone.is_(False))


class SessionCalls:
    """The calls around a session."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hello(self, request: Asked) -> Answer:  # noqa: ARG002
        """Tell anybody what answers here."""
        desk = self._desk
        with desk.database.read() as connection:
            instance = desk.facts.read(connection).instance
        return json_answer(
            Hello(instance, desk.config.name, PROTOCOL, __version__, desk.now_text())
        )

    def sign_in(self, request: Asked, body: bytes) -> Answer:
        """Exchange a password for tokens."""
        desk = self._desk
        asked = read_body(body, SignIn, _BODY)
        if "\0" in asked.login + asked.device + asked.client_id:
            raise bad_request("The text contains characters that cannot be stored.", "characters")
        login, address = normal_login(asked.login), address_of(request)
        desk.sign_ins.check(login, address)
        with desk.database.read() as connection:
            found = desk.accounts.by_login(connection, login)
        account, stored = found or (None, None)
        if not desk.accounts.verify(stored, asked.password) or account is None:
            desk.sign_ins.failed(login, address)
            raise unauthorized("The sign-in name or the password is wrong.", "credentials")
        if account.disabled:
            raise unauthorized("This account is switched off.", "disabled")
        desk.sign_ins.succeeded(login)
        device = Device(account.principal.person_id, asked.client_id, asked.device)
        return json_answer(desk.tokens.issue(device))

    def refresh(self, request: Asked, body: bytes) -> Answer:  # noqa: ARG002
        """Exchange a refresh token for a new pair."""
        return json_answer(self._desk.tokens.refresh(read_body(body, Refresh, _BODY)))

    def sign_out(self, request: Asked) -> Answer:
        """End the session of the token."""
        desk = self._desk
        with desk.database.read() as connection:
            family = desk.bearer(connection, token_in(request)).family
        desk.tokens.end(family)
        return empty_answer()

    def erasure(self, request: Asked, body: bytes) -> Answer:
        """Tell a device whether to erase its copy, also when nobody is signed in there any more."""
        desk = self._desk
        asked = self._device_asks(request, body, DeviceId)
        with desk.database.read() as connection:
            instance = desk.facts.read(connection).instance
            order = desk.devices.waiting(connection, instance, asked.device)
        return json_answer(order or EraseOrder())

    def erased(self, request: Asked, body: bytes) -> Answer:
        """Take note that a device has erased its copy."""
        desk = self._desk
        told = self._device_asks(request, body, EraseReceipt)
        with desk.database.read() as connection:
            instance = desk.facts.read(connection).instance
            proved = desk.devices.has_proved(connection, instance, told)
        if not proved:
            raise not_found("This device has no such order, or the receipt is not its own.")
        desk.devices.confirm(told)
        return empty_answer()

    def _device_asks(self, request: Asked, body: bytes, wanted: type[T]) -> T:
        # Nobody is signed in, so it is the address that may not ask too often.
        self._desk.requests.take(f"address:{address_of(request)}")
        return read_body(body, wanted, _BODY)

    def session(self, request: Asked) -> Answer:
        """Tell who is signed in and what is allowed."""
        desk = self._desk
        with desk.database.read() as connection:
            bearer = desk.bearer(connection, token_in(request))
            who = bearer.principal
            facts = desk.facts.read(connection)
            erase = desk.devices.waiting(connection, facts.instance, bearer.family)
            person = find(connection, "person", who.person_id)
            queues = self._queues(connection, who)
        return json_answer(
            Session(
                instance=facts.instance,
                epoch=facts.epoch,
                person_id=who.person_id,
                login=who.login,
                name=str(person.doc.get("name", who.login)) if person else who.login,
                role=who.role.value,
                rights_rev=who.rights_rev,
                server_time=desk.now_text(),
                queues=queues,  # type: ignore[arg-type]
                max_upload_bytes=desk.config.max_upload_bytes,
                known_since=facts.known_since,
                erase=erase,
            )
        )

    def _queues(self, connection: Connection, who: Principal) -> dict[str, str]:
        if not who.is_administrator:
            return dict(who.queues)
        return dict.fromkeys(connection.execute(_QUEUES).scalars(), "manage")
