"""What somebody who signs in anew at a Redmine would get."""

from deskclient.backends.port import RemoteRow
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.desk_words import DeskWords
from deskclient.domain.scope import Scope
from tests.fakes.desks.redmine.server import Desk as Kept
from tests.fakes.desks.redmine.server import RedmineServer
from tests.fakes.desks.wire import Wire
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.other_desks.views import KNOWN_BETTER, LeftOut, pulled_by
from tools.simulate.redmine.desk import RedmineDesk
from tools.simulate.session import Session

LEFT_OUT: LeftOut = {
    "attachment": KNOWN_BETTER,
    # Redmine tells nobody that time was booked or that somebody watches; and a look that changes
    # nothing, or a private note, moves the moment of the last change alone.
    "ticket": frozenset({"updated_at", "minutes_spent", "watchers"}),
}


async def words_told(kept: Kept, agent: str) -> DeskWords:
    """Ask what the desk calls things, as a client does when somebody signs in."""
    clock = SimClock(lambda: 0.0)
    account = kept.stores.accounts[int(agent)]
    store = MemoryTokenStore(by_password(account.login, account.password))
    wire = Wire(RedmineServer(kept, clock.now, url=BASE_URL))
    return (await RedmineAdapter(wire, BASE_URL, store, clock).session()).words


async def pulled(
    desk: RedmineDesk, session: Session, clock: SimClock, scope: Scope
) -> list[RemoteRow]:
    """Fetch everything anew."""
    store = MemoryTokenStore(SessionTokens(session.access, session.refresh))
    return await pulled_by(RedmineAdapter(Wire(desk.server), BASE_URL, store, clock), scope)
