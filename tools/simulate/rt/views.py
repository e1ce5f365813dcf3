"""What somebody who signs in anew at a Request Tracker would get."""

from deskclient.backends.port import RemoteRow
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.desk_words import DeskWords
from deskclient.domain.scope import Scope
from tests.fakes.desks.request_tracker.server import Desk as Kept
from tests.fakes.desks.request_tracker.server import RequestTrackerServer
from tests.fakes.desks.wire import Wire
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.other_desks.views import KNOWN_BETTER, LeftOut, pulled_by
from tools.simulate.rt.desk import RtDesk
from tools.simulate.session import Session

LEFT_OUT: LeftOut = {
    "attachment": KNOWN_BETTER,
    # Moved also by what is hidden from the person, which is no news to them.
    "ticket": frozenset({"updated_at"}),
    # Whether somebody wrote as a requester is read off those whom the ticket has by then.
    "entry": frozenset({"type", "channel"}),
}


async def words_told(kept: Kept, agent: str) -> DeskWords:
    """Ask what the desk calls things, as a client does when somebody signs in."""
    clock = SimClock(lambda: 0.0)
    account = kept.stores.account(agent)
    assert account is not None  # noqa: S101 - of those the office was made with
    store = MemoryTokenStore(by_password(agent, account.password))
    wire = Wire(RequestTrackerServer(kept, clock.now, url=BASE_URL))
    return (await RequestTrackerAdapter(wire, BASE_URL, store, clock).session()).words


async def pulled(desk: RtDesk, session: Session, clock: SimClock, scope: Scope) -> list[RemoteRow]:
    """Fetch everything anew."""
    store = MemoryTokenStore(SessionTokens(session.access, session.refresh))
    adapter = RequestTrackerAdapter(Wire(desk.server), BASE_URL, store, clock)
    return await pulled_by(adapter, scope)
