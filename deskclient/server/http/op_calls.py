"""Sending operations and asking for their fate."""

from deskclient.backends.native.wire import MAX_BATCH_BYTES, OpIds, OpStatuses, Verdicts
from deskclient.server.desk import Desk
from deskclient.server.http.answers import Answer, Asked, json_answer
from deskclient.server.http.asking import read_body, token_in
from deskclient.server.ops.copies import is_copy
from deskclient.server.ops.intake import read_batch
from deskclient.server.problems import bad_request, not_found, too_large

_MAX_ASKED = 1000


class OpCalls:
    """The writing calls of the sync protocol."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def push(self, request: Asked, body: bytes) -> Answer:
        """Carry out a batch of operations."""
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
        if len(body) > MAX_BATCH_BYTES:
            msg = f"A batch has at most {MAX_BATCH_BYTES} bytes."
            raise too_large(msg, "batch_bytes")
        batch = read_batch(body)
        verdicts = desk.ops.take(who, batch)
        copied = is_copy(desk.ledger, who.person_id, batch)
        return json_answer(Verdicts(verdicts, desk.now_text(), copied))

    def verdict(self, request: Asked) -> Answer:
        """Give the stored verdict of one operation."""
        desk = self._desk
        op_id = str(request.path_params["op_id"])
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            known_since = desk.facts.read(connection).known_since
            found = desk.ops.verdicts(connection, who, [op_id])
        if not found:
            raise not_found("This operation has not been applied here.", known_since)
        return json_answer(found[0])

    def statuses(self, request: Asked, body: bytes) -> Answer:
        """Give the stored verdicts of many operations."""
        desk = self._desk
        asked = read_body(body, OpIds, MAX_BATCH_BYTES)
        if len(asked.op_ids) > _MAX_ASKED:
            msg = f"At most {_MAX_ASKED} operations can be asked for."
            raise bad_request(msg, field="op_ids")
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            known_since = desk.facts.read(connection).known_since
            found = desk.ops.verdicts(connection, who, asked.op_ids)
        return json_answer(OpStatuses(found, known_since))
