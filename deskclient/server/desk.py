"""Everything one process of a desk is made of, put together once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.domain.times import to_text
from deskclient.server.access.accounts import Accounts
from deskclient.server.access.devices import Devices
from deskclient.server.access.throttle import RequestThrottle, SignInThrottle
from deskclient.server.access.tokens import Bearer, TokenBook
from deskclient.server.config import ServerConfig
from deskclient.server.database.engine import Database
from deskclient.server.database.facts import FactBook
from deskclient.server.feed.changes import ChangeFeed
from deskclient.server.feed.snapshot import Snapshots
from deskclient.server.files.uploads import Uploads
from deskclient.server.files.vault import vault_of
from deskclient.server.ops.desk import OpDesk
from deskclient.server.records.ledger import Ledger
from deskclient.server.records.news import Notifier, Pulse


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the service; calls are served from here."""

    config: ServerConfig
    database: Database
    registry: Registry
    clock: Clock
    facts: FactBook
    ledger: Ledger
    notifier: Notifier
    pulse: Pulse
    accounts: Accounts
    tokens: TokenBook
    devices: Devices
    sign_ins: SignInThrottle
    requests: RequestThrottle
    feed: ChangeFeed
    snapshots: Snapshots
    ops: OpDesk
    uploads: Uploads
    ids: IdMaker

    def new_id(self) -> str:
        """Make an id."""
        return self.ids.new()

    def now(self) -> datetime:
        """Give the moment of the desk's clock."""
        return self.clock.now()

    def now_text(self) -> str:
        """Give the moment as answers carry it."""
        return to_text(self.clock.now())

    def bearer(self, connection: Connection, header: str) -> Bearer:
        """Tell who sends a request.

        Raises:
            CallError: 401 for nobody, 429 for somebody in too much of a hurry.
        """
        bearer = self.known_bearer(connection, header)
        self.requests.take(bearer.family)
        return bearer

    def known_bearer(self, connection: Connection, header: str) -> Bearer:
        """Tell who sends a request that was counted already.

        Raises:
            CallError: 401 for nobody.
        """
        return self.tokens.bearer(connection, header)


def build_desk(
    config: ServerConfig,
    database: Database,
    registry: Registry,
    clock: Clock,
    randomness: Randomness,
) -> Desk:
    """Put the parts together; the database must be prepared."""
    notifier = Notifier()
    facts = FactBook(database, randomness)
    ledger = Ledger(database, registry, clock, randomness, notifier)
    accounts = Accounts(config, ledger)
    devices = Devices(ledger)
    feed = ChangeFeed(config)
    return Desk(
        config=config,
        database=database,
        registry=registry,
        clock=clock,
        facts=facts,
        ledger=ledger,
        notifier=notifier,
        pulse=Pulse(database, facts, clock, config.poll_s / 2),
        accounts=accounts,
        tokens=TokenBook(config, ledger, devices),
        devices=devices,
        sign_ins=SignInThrottle(config, database, clock),
        requests=RequestThrottle(config, clock),
        feed=feed,
        snapshots=Snapshots(config, registry, facts, feed),
        ops=OpDesk(ledger, accounts, facts),
        uploads=Uploads(config, database, ledger, vault_of(config.files_dir)),
        ids=IdMaker(clock, randomness),
    )
