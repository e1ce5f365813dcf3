"""Slows down guessing and flooding."""

import threading
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from deskclient.domain.clock import Clock
from deskclient.domain.times import from_text, to_text
from deskclient.server.config import ServerConfig
from deskclient.server.database.engine import Database
from deskclient.server.database.schema import THROTTLE
from deskclient.server.problems import wait_a_while

_FIND = select(THROTTLE.c.name, THROTTLE.c.failures, THROTTLE.c.since).where(
    THROTTLE.c.name.in_(bindparam("names", expanding=True))
)
_COUNT = (
    update(THROTTLE)
    .where(THROTTLE.c.name == bindparam("who"))
    .values(failures=bindparam("count"), since=bindparam("at"))
)
_FORGET = delete(THROTTLE).where(THROTTLE.c.name == bindparam("who"))


class SignInThrottle:
    """Counts failed sign-ins by name and by address, for all processes of the desk."""

    def __init__(self, config: ServerConfig, database: Database, clock: Clock) -> None:
        self._config = config
        self._database = database
        self._clock = clock

    def check(self, login: str, address: str) -> None:
        """Refuse while too many attempts have failed.

        Raises:
            CallError: 429 with the time to wait.
        """
        limits = {
            f"login:{login[:64]}": self._config.failures_per_login,
            f"address:{address[:64]}": self._config.failures_per_address,
        }
        with self._database.read() as connection:
            rows = connection.execute(_FIND, {"names": list(limits)}).all()
        for name, failures, since in rows:
            left = self._left_s(since)
            if failures >= limits[name] and left > 0:
                raise wait_a_while(left, "Too many sign-ins have failed.")

    def failed(self, login: str, address: str) -> None:
        """Note a failed attempt."""
        now = to_text(self._clock.now())
        with self._database.write() as connection:
            names = [f"login:{login[:64]}", f"address:{address[:64]}"]
            found = {r[0]: r for r in connection.execute(_FIND, {"names": names})}
            for name in names:
                row = found.get(name)
                if row is None:
                    values = {"name": name, "failures": 1, "since": now}
                    connection.execute(insert(THROTTLE), values)
                    continue
                fresh = self._left_s(row[2]) <= 0
                at, count = (now, 1) if fresh else (row[2], row[1] + 1)
                connection.execute(_COUNT, {"who": name, "count": count, "at": at})

    def succeeded(self, login: str) -> None:
        """Forget the failures of a name."""
        with self._database.write() as connection:
            connection.execute(_FORGET, {"who": f"login:{login[:64]}"})

    def _left_s(self, since: str) -> float:
        end = from_text(since) + timedelta(seconds=self._config.failure_window_s)
        return (end - self._clock.now()).total_seconds()


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class RequestThrottle:
    """Limits the requests of one session in this process."""

    def __init__(self, config: ServerConfig, clock: Clock) -> None:
        self._rate = config.requests_per_minute / 60
        self._burst = max(10.0, config.requests_per_minute / 6)
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, _Bucket] = {}

    def take(self, family: str) -> None:
        """Count one request.

        Raises:
            CallError: 429 with the time to wait.
        """
        if not self._rate:
            return
        now = self._clock.steady_s()
        with self._lock:
            if len(self._buckets) > 20_000:
                self._buckets.clear()
            bucket = self._buckets.setdefault(family, _Bucket(self._burst, now))
            bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._rate)
            bucket.at = now
            if bucket.tokens < 1:
                raise wait_a_while((1 - bucket.tokens) / self._rate, "Too many requests.")
            bucket.tokens -= 1
