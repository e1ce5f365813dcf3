"""Opaque tokens: the desk keeps only their hashes."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from deskclient.backends.native.wire import Refresh, Tokens
from deskclient.domain.times import from_text, to_text
from deskclient.server.access.accounts import account_of
from deskclient.server.access.devices import Devices
from deskclient.server.access.principal import Principal
from deskclient.server.config import ServerConfig
from deskclient.server.database.prepared import Prepared
from deskclient.server.database.schema import ACCOUNT, TOKEN
from deskclient.server.problems import unauthorized
from deskclient.server.records.ledger import Ledger

_ACCESS, _REFRESH = "access", "refresh"
_WHO = (
    select(
        TOKEN.c.use,
        TOKEN.c.expires_at,
        TOKEN.c.family,
        ACCOUNT.c.person_id,
        ACCOUNT.c.login,
        ACCOUNT.c.role,
        ACCOUNT.c.rights,
        ACCOUNT.c.rights_rev,
        ACCOUNT.c.disabled,
    )
    .join_from(TOKEN, ACCOUNT, ACCOUNT.c.person_id == TOKEN.c.person_id)
    .where(TOKEN.c.hash == bindparam("digest", b""))
)
_BEARER = Prepared(_WHO)
_ONE = select(TOKEN).where(TOKEN.c.hash == bindparam("digest"))
_USED = update(TOKEN).where(TOKEN.c.hash == bindparam("digest")).values(used_at=bindparam("now"))
_END = delete(TOKEN).where(TOKEN.c.family == bindparam("of"))
_END_ALL = delete(TOKEN).where(TOKEN.c.person_id == bindparam("person"))


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a token proves."""

    principal: Principal
    family: str


@dataclass(frozen=True, slots=True)
class Device:
    """Where a session lives."""

    person_id: str
    client_id: str
    name: str


class TokenBook:
    """Issues, checks, renews and ends sessions."""

    def __init__(self, config: ServerConfig, ledger: Ledger, devices: Devices) -> None:
        self._config = config
        self._ledger = ledger
        self._devices = devices

    def issue(self, device: Device) -> Tokens:
        """Start a session; the answer holds the device's secret, this once."""
        with self._ledger.writing() as change:
            family = change.new_id()
            tokens = self._issue(change.connection, device, family)
            secret = self._devices.sign_in(
                change.connection,
                family,
                device.person_id,
                device.client_id[:64],
                device.name[:200],
            )
        return msgspec.structs.replace(tokens, device=family, device_secret=secret.hex())

    def _issue(self, connection: Connection, device: Device, family: str) -> Tokens:
        access, refresh = self._fresh(), self._fresh()
        rows = []
        for token, use, seconds in (
            (access, _ACCESS, self._config.access_s),
            (refresh, _REFRESH, self._config.refresh_s),
        ):
            expires = self._ledger.clock.now() + timedelta(seconds=seconds)
            rows.append(
                {
                    "hash": digest(token),
                    "use": use,
                    "family": family,
                    "person_id": device.person_id,
                    "client_id": device.client_id[:64],
                    "device": device.name[:200],
                    "expires_at": to_text(expires),
                    "used_at": "",
                }
            )
        connection.execute(insert(TOKEN), rows)
        return Tokens(access, refresh, self._config.access_s)

    def bearer(self, connection: Connection, header: str) -> Bearer:
        """Tell who sends a request.

        Raises:
            CallError: nobody we know, or not any more.
        """
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise unauthorized("The request carries no token.")
        row = _BEARER.first(connection, {"digest": digest(token.strip())})
        if row is None or row[0] != _ACCESS:
            raise unauthorized("The token is not known.")
        if row[1] <= to_text(self._ledger.clock.now()):
            raise unauthorized("The token has expired.", "expired")
        account = account_of(row[3:])
        if account.disabled:
            raise unauthorized("This account is switched off.", "disabled")
        return Bearer(account.principal, row[2])

    def refresh(self, asked: Refresh) -> Tokens:
        """Exchange a refresh token for a new pair; each works once.

        One that was used a moment ago works again, because the answer may have been lost. One
        that was used long ago is in wrong hands: the whole session ends.
        """
        now = self._ledger.clock.now()
        key = digest(asked.refresh_token)
        stolen = False
        with self._ledger.writing() as change:
            row = change.connection.execute(_ONE, {"digest": key}).mappings().first()
            if row is None or row["use"] != _REFRESH or row["expires_at"] <= to_text(now):
                raise unauthorized("The session has ended.", "expired")
            who = change.connection.execute(_WHO, {"digest": key}).one()
            if account_of(who[3:]).disabled:
                raise unauthorized("This account is switched off.", "disabled")
            grace = timedelta(seconds=self._config.refresh_grace_s)
            if row["used_at"] and from_text(row["used_at"]) + grace < now:
                change.connection.execute(_END, {"of": row["family"]})
                stolen = True
            else:
                used = {"digest": key, "now": row["used_at"] or to_text(now)}
                change.connection.execute(_USED, used)
                device = Device(row["person_id"], row["client_id"], row["device"])
                return self._issue(change.connection, device, row["family"])
        if stolen:
            raise unauthorized("The session was ended, because its token was used twice.", "reused")
        raise AssertionError

    def end(self, family: str) -> None:
        """End one session at the wish of its device."""
        with self._ledger.writing() as change:
            change.connection.execute(_END, {"of": family})
            self._devices.signed_out(change.connection, family)

    def end_all(self, person_id: str) -> None:
        """End every session of a person."""
        with self._ledger.writing() as change:
            change.connection.execute(_END_ALL, {"person": person_id})

    def _fresh(self) -> str:
        raw = self._ledger.randomness.bits(256).to_bytes(32, "big")
        return urlsafe_b64encode(raw).rstrip(b"=").decode()


def digest(token: str) -> bytes:
    """Give the form in which a token is stored."""
    return sha256(token.encode("utf-8", "replace")).digest()
