"""Who is let in: name and password with each request, and nobody after four wrong ones."""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.fakes.desks.roundup.stores import Item, Stores

_PERIOD_S = 600


class TurnedAwayError(Exception):
    """Arguments: status, headers, body."""


class Door:
    """Remembers failures, by the name that was tried.

    Args:
        most: So many are allowed in ten minutes; 0: any number.
    """

    def __init__(self, most: int = 4) -> None:
        self._each_s = _PERIOD_S / most if most else 0.0
        self._until: dict[str, datetime] = {}
        """When all failures under a name will be forgotten."""

    def let_in(self, stores: Stores, headers: Mapping[str, str], now: datetime) -> Item | None:
        """Tell who asks; ``None`` for whoever gives no name.

        Raises:
            TurnedAwayError: the password is wrong, or there were too many such lately.
        """
        way, _, proof = headers.get("Authorization", "").partition(" ")
        if way != "Basic":
            return None
        name, _, password = base64.b64decode(proof).decode().partition(":")
        user = stores.lookup("user", name)
        if user is not None:
            self._check(name, now)
            if password and user.values["password"] == password:
                return user
        self._check(name, now)
        since = max(self._until.get(name, now), now)
        self._until[name] = since + timedelta(seconds=self._each_s)
        raise TurnedAwayError(401, {}, "Invalid Login - Invalid login")

    def _check(self, name: str, now: datetime) -> None:
        left = (self._until.get(name, now) - now).total_seconds()
        wait = int(left - _PERIOD_S + self._each_s)
        if left > _PERIOD_S - self._each_s:
            said = f"Logins occurring too fast. Please wait: {max(1, wait)} seconds."
            raise TurnedAwayError(429, {"retry-after": str(max(1, wait))}, said)
