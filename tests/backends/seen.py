"""What a test sees of an adapter's doings."""

from deskclient.backends.port import Adapter
from deskclient.domain.errors import NetworkError
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Operation


async def caught_cut(adapter: Adapter, op: Operation) -> NetworkError | None:
    """Push; gives what broke, if anything did."""
    try:
        await adapter.push([op], "contract")
    except NetworkError as error:
        return error
    return None


async def file_name(adapter: Adapter, ticket: ServerId, attachment: ServerId | None) -> str:
    """What the desk calls the bytes of an attachment."""
    rows = {(row.kind, row.server_id): row for row in await adapter.thread(ticket)}
    assert attachment is not None
    doc = rows["attachment", attachment].doc
    assert doc is not None
    return str(doc["sha256"])
