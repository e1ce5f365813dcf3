"""What somebody who signs in anew at a Roundup would get."""

from deskclient.backends.port import RemoteRow
from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.desk_words import DeskWords
from deskclient.domain.scope import Scope
from tests.fakes.desks.roundup.server import RoundupServer
from tests.fakes.desks.roundup.stores import Stores
from tests.fakes.desks.wire import Wire
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.other_desks.views import KNOWN_BETTER, LeftOut, pulled_by
from tools.simulate.roundup.desk import RoundupDesk
from tools.simulate.session import Session

LEFT_OUT: LeftOut = {"attachment": KNOWN_BETTER}


async def words_told(kept: Stores, agent: str) -> DeskWords:
    """Ask what the desk calls things, as a client does when somebody signs in."""
    clock = SimClock(lambda: 0.0)
    user = kept.items["user"][agent]
    store = MemoryTokenStore(SessionTokens(user.values["username"], user.values["password"]))
    wire = Wire(RoundupServer(kept, clock.now, web=BASE_URL))
    return (await RoundupAdapter(wire, BASE_URL, store, clock).session()).words


async def pulled(
    desk: RoundupDesk, session: Session, clock: SimClock, scope: Scope
) -> list[RemoteRow]:
    """Fetch everything anew, at a door where nobody has given a wrong password."""
    store = MemoryTokenStore(SessionTokens(session.access, session.refresh))
    wire = Wire(RoundupServer(desk.server.stores, desk.server.now, web=BASE_URL))
    return await pulled_by(RoundupAdapter(wire, BASE_URL, store, clock), scope)
