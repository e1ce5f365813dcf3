"""Groups of people, who may watch a ticket together. They are kept beside the people.

RT names people by their login and groups by number, so that a group gets a name here that no login
has.
"""

import json
from collections.abc import Sequence
from urllib.parse import quote

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.mapping import GROUP, group_row
from deskclient.backends.request_tracker.rest import PAGE, Rest
from deskclient.backends.strict_json import decode
from deskclient.domain.ids import ServerId

_HIDDEN = frozenset({403, 404})
_DEFINED = json.dumps([{"field": "Domain", "operator": "=", "value": "UserDefined"}])
"""Each queue and ticket has groups of its own too, one for each role."""


async def read_groups(rest: Rest) -> Sequence[RemoteRow]:
    """Give all groups that the administrators made; none where we may not see them."""
    rows: list[RemoteRow] = []
    page = 1
    while True:
        query = {
            "query": _DEFINED,
            "orderby": "id",
            "per_page": str(PAGE),
            "page": str(page),
            "fields": wire.GROUP_FIELDS,
        }
        answer = await rest.send("GET", "/groups", query, also=_HIDDEN)
        if answer.status in _HIDDEN:
            return rows
        told = decode(answer.body, wire.Groups)
        rows += [group_row(one) for one in told.items]
        # A page may be short of what is hidden, and is still not the last.
        if not told.next_page:
            return rows
        page += 1


async def read_group(rest: Rest, server_id: ServerId) -> RemoteRow:
    """Give one group; what is not to be had is a row that says so."""
    path = f"/group/{quote(server_id.removeprefix(GROUP), safe='')}"
    answer = await rest.send("GET", path, also=_HIDDEN)
    if answer.status in _HIDDEN:
        what = RowKind.LEFT_SCOPE if answer.status == 403 else RowKind.TOMBSTONE
        return RemoteRow("person", server_id, 0, 0, what)
    return group_row(decode(answer.body, wire.Group))
