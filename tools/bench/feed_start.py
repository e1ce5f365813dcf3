"""Finds where the feed of a bench service begins, by looking into its database."""

import msgspec
from sqlalchemy import select

from deskclient.backends.native.wire import Session
from deskclient.domain.clock import SystemRandomness
from deskclient.server.database.engine import Database
from deskclient.server.database.facts import FactBook
from deskclient.server.database.schema import CHANGE
from deskclient.server.feed.cursor import Cursor, scope_mark
from tools.bench.plain_http import PlainHttp
from tools.bench.service import Running


def feed_start(service: Running, token: str, scope: str) -> str:
    """Give a cursor from which the feed tells all the log still holds."""
    session = msgspec.json.decode(PlainHttp(service.url, token).get("/v1/session"), type=Session)
    database = Database(f"sqlite:///{service.database}")
    with database.read() as connection:
        facts = FactBook(database, SystemRandomness()).read(connection)
        oldest = select(CHANGE.c.seq, CHANGE.c.nonce).order_by(CHANGE.c.seq).limit(1)
        seq, nonce = connection.execute(oldest).one()
    database.close()
    mark = scope_mark(session.person_id, scope)
    return Cursor(session.epoch, seq, nonce, session.rights_rev, mark).to_text(facts.secret)
