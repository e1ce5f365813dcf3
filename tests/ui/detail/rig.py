"""A window's parts over the desk in memory, with a host that writes down what is asked of it."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import cast

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Registry
from deskclient.services.api import Desk, Done
from deskclient.ui.bridge import Bridge
from deskclient.ui.parts import Notice, Parts
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fixed_clock import FixedClock
from tests.fakes.futures import failed


def failing(error: BaseException) -> Callable[..., Future[Done]]:
    """Give a write that fails with this error."""

    def write(*_given: object, **_how: object) -> Future[Done]:
        return failed(error)

    return write


class RecordingHost:
    """The window, as far as panels ask for it."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.errors: list[BaseException] = []
        self.ran: list[str] = []
        self.opened: list[tuple[str, str]] = []
        self.fields: list[str] = []
        """The fields that were to have the keyboard."""

    def notify(self, notice: Notice) -> None:
        self.notices.append(notice)

    def report(self, error: BaseException) -> None:
        self.errors.append(error)

    def run(self, action_id: str) -> None:
        self.ran.append(action_id)

    def open_record(
        self, kind: str, record_id: RecordId, *, in_tab: bool = False, field: str = ""
    ) -> None:
        self.opened.append((kind, record_id))
        if field:
            self.fields.append(field)

    def search(self, typed: str) -> None:
        self.ran.append(f"search {typed}")

    def detail_changed(self) -> None:
        self.ran.append("detail_changed")


class Rig:
    """Everything a test of a panel needs."""

    def __init__(self, theme: Theme, registry: Registry | None = None) -> None:
        self.desk = FakeDesk(registry=registry)
        self.clock = FixedClock()
        self.host = RecordingHost()
        self.bridge = Bridge()
        self.theme = theme
        self.desk.listen(self.bridge.post)
        self.parts = Parts(
            cast("Desk", self.desk),
            self.bridge,
            self.theme,
            Texts(self.clock),
            self.clock,
            self.host,
        )

    def ticket(self, **doc: Value) -> RecordId:
        """Give a ticket of its own to a test, with these fields."""
        record_id = RecordId("t-test")
        base = dict(self.desk.records.by_kind["ticket"]["k-1290"].doc)
        self.desk.records.put("ticket", record_id, {**base, "status": "open", **doc}, ver=1)
        return record_id

    def entries(self, ticket: RecordId, count: int, body: str = "Hello.") -> None:
        """Put a conversation into a ticket."""
        for at in range(count):
            self.entry(ticket, f"x{at:04}", at + 1, body=f"{body} {at}")

    def entry(self, ticket: RecordId, entry_id: str, position: int, **doc: Value) -> None:
        """Put one entry into a ticket."""
        filled: dict[str, Value] = {
            "ticket": ticket,
            "type": "message",
            "author": "r-1",
            "channel": "email",
            "body": "Hello.",
            "body_format": "plain",
            "acted_at": "2026-11-23T09:00:00.000Z",
            "ord": position,
            **doc,
        }
        self.desk.records.put("entry", entry_id, filled, ver=1)
