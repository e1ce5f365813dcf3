"""Notices that two copies of a client send under one id."""

from sqlalchemy import insert, select, update

from deskclient.server.database.schema import CLIENT
from deskclient.server.ops.intake import Received
from deskclient.server.records.ledger import Ledger

_MOST = 1 << 53


def is_copy(ledger: Ledger, person_id: str, batch: Received) -> bool:
    """Count a batch; tell whether its client id is used by another copy of the client.

    A batch that was delivered twice looks the same and gets the same answer, which does no harm:
    the client then takes another id for nothing.
    """
    if not 0 < batch.turn <= _MOST:
        return False
    client_id = batch.client_id[:64]
    here = (CLIENT.c.person_id == person_id, CLIENT.c.client_id == client_id)
    # One writer at a time, so that two copies that send at one moment are told apart.
    with ledger.writing() as change:
        last = change.connection.execute(select(CLIENT.c.turn).where(*here)).scalar()
        values = {"turn": batch.turn, "at": change.now}
        if last is None:
            row = {"person_id": person_id, "client_id": client_id, **values}
            change.connection.execute(insert(CLIENT).values(row))
        elif batch.turn > last:
            change.connection.execute(update(CLIENT).where(*here).values(values))
    return last is not None and batch.turn <= last
