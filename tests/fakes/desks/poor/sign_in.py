"""The first contact with such a desk."""

from deskclient.backends.http import HttpRequest, HttpResponse, Transport
from deskclient.backends.other_desks.calls import words_in
from deskclient.backends.other_desks.limits import with_limits
from deskclient.backends.port import SessionInfo
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.backends.way_in import DeskAt, Elsewhere, Proof, Way
from deskclient.domain.clock import Clock
from tests.fakes.desks.poor.adapter import CAPS, PoorAdapter
from tests.fakes.desks.poor.rest import by_password, said

KIND = "Poor Desk"
PROMISE = (
    "Tickets, messages and internal notes work offline; there are no files, and no history of "
    "changes is shown."
)
LACKS = (
    *("saved_view", "reply_template", "person", "organisation", "queue", "line", "category", "tag"),
    "attachment",
    *(
        f"ticket.{name}"
        for name in (
            *("resolution_code", "resolution", "planned_at", "impact", "urgency", "watchers"),
            *("request_kind", "channel", "line", "organisation", "category", "tags", "due_at"),
            *("affected_count", "since", "tried_already", "asset_tag", "remote_allowed"),
            "minutes_spent",
        )
    ),
)
_ASKS = "Who are you?"


class PoorSignIn:
    """See :class:`deskclient.backends.way_in.WayIn`."""

    def __init__(self, transport: Transport, clock: Clock, client_id: str) -> None:
        self._transport = transport
        self._clock = clock
        del client_id

    async def probe(self, url: str) -> DeskAt | Elsewhere:
        """Look whether such a desk answers: it has words of its own for whoever has no name."""
        request = HttpRequest(method="GET", url=f"{url}/api/account")
        answer = await self._transport.send(request)
        if not _asks_who(answer):
            return Elsewhere()
        return DeskAt(
            url,
            "Poor Desk",
            (Way.PASSWORD,),
            kind=KIND,
            promise=with_limits(PROMISE, CAPS),
            lacks=LACKS,
            keeps_password=True,
        )

    async def sign_in(
        self,
        url: str,
        proof: Proof,
        device: str,
    ) -> tuple[SessionInfo, SessionTokens]:
        """Try the proof once."""
        tokens = by_password(proof.login, proof.secret)
        # Not closed: the transport is not ours.
        adapter = PoorAdapter(self._transport, url, MemoryTokenStore(tokens), self._clock)
        return await adapter.session(), tokens


def _asks_who(answer: HttpResponse) -> bool:
    return answer.status == 401 and words_in(answer, said) == _ASKS
