"""A poor desk at a port of loopback, with Anna and Lena at it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from deskclient.backends.http import HttpxTransport
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from tests.backends.settings import PATIENT
from tests.fakes.desks.front import at_a_port
from tests.fakes.desks.poor.adapter import PoorAdapter
from tests.fakes.desks.poor.rest import by_password
from tests.fakes.desks.poor.server import PoorServer


class PoorOffice:
    """See :class:`tests.backends.contract.DeskUnderTest`.

    Args:
        server: The desk.
        url: Where it is.
    """

    def __init__(self, server: PoorServer, url: str) -> None:
        self.server = server
        self.url = url
        self.port = int(url.rpartition(":")[2])
        self._tickets = [ServerId(str(number)) for number in sorted(server.tickets)[:8]]

    def tickets(self) -> list[ServerId]:
        return self._tickets

    def ticket_doc(self) -> dict[str, Value]:
        return {
            "subject": "Made offline",
            "queue": "2",
            "requester": "ivan",
            "status": "new",
            "priority": "3",
        }

    def other_field(self) -> tuple[str, Value]:
        return "priority", "1"

    def refused_doc(self) -> dict[str, Value]:
        return {**self.ticket_doc(), "queue": "77"}

    @asynccontextmanager
    async def adapter(self, login: str, port: int) -> AsyncIterator[PoorAdapter]:
        store = MemoryTokenStore(by_password(login, f"secret of {login}"))
        line = HttpxTransport(SystemClock(), PATIENT)
        adapter = PoorAdapter(line, f"http://127.0.0.1:{port}", store, SystemClock())
        try:
            yield adapter
        finally:
            await adapter.close()


@contextmanager
def poor_office(tickets: int = 45) -> Iterator[PoorOffice]:
    """Serve a desk with so many tickets, more than a page of them."""
    server = PoorServer(SystemClock().now)
    for number in range(tickets):
        server.make(f"Number {number}")
    with at_a_port(server.serve) as url:
        yield PoorOffice(server, url)
