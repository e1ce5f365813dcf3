"""What somebody who signs in anew at a poor desk would get."""

from deskclient.backends.port import RemoteRow
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.desk_words import DeskWords
from deskclient.domain.scope import Scope
from tests.fakes.desks.poor.adapter import PoorAdapter
from tests.fakes.desks.poor.rest import by_password
from tests.fakes.desks.poor.server import PoorServer
from tests.fakes.desks.wire import Wire
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.other_desks.views import pulled_by
from tools.simulate.poor.desk import PoorDesk
from tools.simulate.session import Session


async def words_told(server: PoorServer, agent: str) -> DeskWords:
    """Ask what the desk calls things, as a client does when somebody signs in."""
    store = MemoryTokenStore(by_password(agent, server.password(agent)))
    clock = SimClock(lambda: 0.0)
    return (await PoorAdapter(Wire(server), BASE_URL, store, clock).session()).words


async def pulled(
    desk: PoorDesk, session: Session, clock: SimClock, scope: Scope
) -> list[RemoteRow]:
    """Fetch everything anew."""
    store = MemoryTokenStore(SessionTokens(session.access, session.refresh))
    return await pulled_by(PoorAdapter(Wire(desk.server), BASE_URL, store, clock), scope)
