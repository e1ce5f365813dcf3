"""Notices that two copies of a client send under one id."""

from sqlalchemy import bindparam, insert, select, update

from deskclient.server.database.prepared import Prepared, places
from deskclient.server.database.schema import CLIENT
from deskclient.server.ops.intake import Received
from deskclient.server.records.ledger import Ledger

_MOST = 1 << 53
_HERE = (CLIENT.c.person_id == bindparam("person"), CLIENT.c.client_id == bindparam("client"))
_LAST = Prepared(select(CLIENT.c.turn).where(*_HERE))
_FIRST = Prepared(
    insert(CLIENT).values(
        person_id=bindparam("person"), client_id=bindparam("client"), **places(("turn", "at"))
    )
)
_NEXT = Prepared(update(CLIENT).where(*_HERE).values(places(("turn", "at"))))


def is_copy(ledger: Ledger, person_id: str, batch: Received) -> bool:
    """Count a batch; tell whether its client id is used by another copy of the client.

    A batch that was delivered twice looks the same and gets the same answer, which does no harm:
    the client then takes another id for nothing.
    """
    if not 0 < batch.turn <= _MOST:
        return False
    here = {"person": person_id, "client": batch.client_id[:64]}
    # One writer at a time, so that two copies that send at one moment are told apart.
    with ledger.writing() as change:
        found = _LAST.first(change.connection, here)
        last = 0 if found is None else int(found[0])
        if batch.turn > last:
            note = _FIRST if found is None else _NEXT
            note.run(change.connection, {**here, "turn": batch.turn, "at": change.now})
    return batch.turn <= last
