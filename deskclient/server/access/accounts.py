"""Accounts: sign-in names, passwords, roles and rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, bindparam, insert, select, update

from deskclient.server.access.principal import RIGHT_NAMES, Principal, Role
from deskclient.server.config import ServerConfig
from deskclient.server.database.prepared import Prepared
from deskclient.server.database.schema import ACCOUNT
from deskclient.server.records.ledger import Ledger, Writing, find

MIN_PASSWORD = 8
MAX_PASSWORD = 1024
_COLUMNS = (
    ACCOUNT.c.person_id,
    ACCOUNT.c.login,
    ACCOUNT.c.role,
    ACCOUNT.c.rights,
    ACCOUNT.c.rights_rev,
    ACCOUNT.c.disabled,
)
_BY_PERSON = Prepared(select(*_COLUMNS).where(ACCOUNT.c.person_id == bindparam("person")))
_BY_LOGIN = select(*_COLUMNS, ACCOUNT.c.password).where(ACCOUNT.c.login == bindparam("login"))
_CHANGE = update(ACCOUNT).where(ACCOUNT.c.person_id == bindparam("person"))
_LOGINS = select(*_COLUMNS).order_by(ACCOUNT.c.login)


class AccountError(ValueError):
    """What an administrator asked for cannot be done; the text says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as stored."""

    principal: Principal
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What an administrator says about a new colleague."""

    login: str
    password: str
    name: str
    email: str = ""
    role: Role = Role.AGENT
    queues: Mapping[str, str] = field(default_factory=dict)
    person_id: str = ""
    """An existing person record to sign in as; empty makes a new one."""


@lru_cache(maxsize=4096)
def _rights(text: str) -> Mapping[str, str]:
    return MappingProxyType(msgspec.json.decode(text, type=dict[str, str]))


def account_of(row: tuple[str, str, str, str, int, bool]) -> Account:
    """Read the account columns of a selected row."""
    person, login, role, rights, rev, disabled = row
    return Account(Principal(person, login, Role(role), rev, _rights(rights)), bool(disabled))


def normal_login(login: str) -> str:
    """Bring a sign-in name to the form it is compared in."""
    return login.strip().casefold()


class Accounts:
    """Reads and changes accounts."""

    def __init__(self, config: ServerConfig, ledger: Ledger) -> None:
        self._ledger = ledger
        self._hasher = PasswordHasher(
            time_cost=config.password_time_cost,
            memory_cost=config.password_memory_kib,
            parallelism=1,
        )
        self._nobody = ""

    def principal(self, connection: Connection, person_id: str) -> Principal | None:
        """Give the person's rights as they are now; ``None`` if the account may not act."""
        row = _BY_PERSON.first(connection, {"person": person_id})
        found = None if row is None else account_of(row)
        return None if found is None or found.disabled else found.principal

    def by_login(self, connection: Connection, login: str) -> tuple[Account, str] | None:
        """Find an account and its password hash."""
        row = connection.execute(_BY_LOGIN, {"login": normal_login(login)}).first()
        return None if row is None else (account_of(row[:6]), row[6])

    def all(self, connection: Connection) -> list[Account]:
        """List every account by sign-in name."""
        return [account_of(row) for row in connection.execute(_LOGINS)]

    def verify(self, stored: str | None, password: str) -> bool:
        """Compare a password; takes as long for a sign-in name that does not exist."""
        if stored is None and not self._nobody:
            self._nobody = self._hasher.hash("nobody has this password")
        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def create(self, new: NewAccount) -> str:
        """Make an account with its person record; give the person's id.

        Raises:
            AccountError: the name is taken or something is missing.
        """
        login = normal_login(new.login)
        if not login or len(login) > 64:
            raise AccountError("A sign-in name has 1 to 64 characters.")
        hashed = self.hash(new.password)
        with self._ledger.writing() as change:
            if change.connection.execute(_BY_LOGIN, {"login": login}).first() is not None:
                msg = f"The sign-in name {login} is taken."
                raise AccountError(msg)
            person_id = self._person(change, new, login)
            values = {
                "person_id": person_id,
                "login": login,
                "password": hashed,
                "role": new.role.value,
                "rights": _rights_text(new.queues),
                "rights_rev": 1,
                "disabled": False,
                "created_at": change.now,
            }
            change.connection.execute(insert(ACCOUNT), values)
        return person_id

    def hash(self, password: str) -> str:
        """Hash a new password.

        Raises:
            AccountError: it is too short or too long.
        """
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            msg = f"A password has {MIN_PASSWORD} to {MAX_PASSWORD} characters."
            raise AccountError(msg)
        return self._hasher.hash(password)

    def _person(self, change: Writing, new: NewAccount, login: str) -> str:
        kind = change.registry["person"]
        known = find(change.connection, "person", new.person_id) if new.person_id else None
        doc = dict(known.doc) if known else kind.with_defaults({"name": new.name})
        doc |= {"login": login, "is_agent": True, "updated_at": change.now}
        if new.email:
            doc["email"] = new.email
        if known is not None:
            change.update(known, doc, by=new.person_id)
            return new.person_id
        person_id = new.person_id or change.new_id()
        change.create(kind, person_id, {**doc, "created_at": change.now}, by=person_id)
        return person_id

    def set_rights(
        self,
        person_id: str,
        *,
        role: Role | None = None,
        queues: Mapping[str, str] | None = None,
        disabled: bool | None = None,
    ) -> None:
        """Change what somebody may do; their clients pull everything again.

        Raises:
            AccountError: there is no such account.
        """
        with self._ledger.writing() as change:
            row = _BY_PERSON.first(change.connection, {"person": person_id})
            if row is None:
                raise AccountError("There is no such account.")
            present = account_of(row)
            now = present.principal
            values = {
                "person": person_id,
                "role": (role or now.role).value,
                "rights": _rights_text(now.queues if queues is None else queues),
                "rights_rev": now.rights_rev + 1,
                "disabled": present.disabled if disabled is None else disabled,
            }
            change.connection.execute(_CHANGE, values)

    def set_password(self, person_id: str, password: str) -> None:
        """Give an account another password."""
        hashed = self.hash(password)
        with self._ledger.writing() as change:
            change.connection.execute(_CHANGE, {"person": person_id, "password": hashed})


def _rights_text(queues: Mapping[str, str]) -> str:
    unknown = sorted(set(queues.values()) - set(RIGHT_NAMES))
    if unknown:
        msg = f"{unknown[0]} is not a right; there are {', '.join(RIGHT_NAMES)}."
        raise AccountError(msg)
    return msgspec.json.encode(dict(sorted(queues.items()))).decode()
