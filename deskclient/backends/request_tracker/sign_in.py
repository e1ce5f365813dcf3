"""The first contact with a Request Tracker: is it one, and who are we there?"""

import re
from urllib.parse import urlsplit

import msgspec

from deskclient.backends.http import HttpRequest, HttpResponse, Transport
from deskclient.backends.port import SessionInfo
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import BASE, by_password, by_token
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.backends.translate import TooBigError
from deskclient.backends.way_in import DeskAt, Elsewhere, Proof, Way
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError, ServerError, SignInError

KIND = "Request Tracker"
PROMISE = (
    "Tickets, conversations, files, replies, internal notes and changes of fields, also of the "
    "desk's own, work offline; articles and assets can be read offline, and views and templates "
    "cannot be kept there."
)
LACKS = (
    *("saved_view", "reply_template", "person", "organisation", "queue", "line", "category", "tag"),
    *(
        f"ticket.{name}"
        for name in (
            *("resolution_code", "resolution", "planned_at", "impact", "urgency", "request_kind"),
            *("channel", "line", "organisation", "category", "tags", "affected_count", "since"),
            *("tried_already", "asset_tag", "remote_allowed"),
            *("duplicates", "duplicated_by", "related"),
        )
    ),
)
_PAGE_MOST = 1 << 20
_NAMED = re.compile(r'RT\.Config\s*=\s*\{[^\n]*"rtname":"([^"\\\n]{1,200})"')


class RequestTrackerSignIn:
    """See :class:`deskclient.backends.way_in.WayIn`.

    Args:
        transport: What carries the calls; stays open.
        clock: Our time.
        client_id: Not asked for by RT.
    """

    def __init__(self, transport: Transport, clock: Clock, client_id: str) -> None:
        self._transport = transport
        self._clock = clock
        del client_id

    async def probe(self, url: str) -> DeskAt | Elsewhere:
        """Look whether a Request Tracker answers."""
        asked = await self._get(f"{url}{BASE}/rt", "application/json")
        name = await self._name(url)
        if _is_rest(asked):
            # A web server that lets nobody to the pages may still let programs in.
            return DeskAt(
                url,
                name or urlsplit(url).hostname or "",
                (Way.TOKEN, Way.PASSWORD),
                kind=KIND,
                promise=PROMISE,
                lacks=LACKS,
                keeps_password=True,
            )
        if name:
            raise RefusedError(
                "This Request Tracker lets no programs in",
                "Its pages answer, but not its REST 2 interface.",
                "Ask the administrator to let requests below /REST/2.0 through to it; Request "
                "Tracker has the interface from version 5 on.",
            )
        return Elsewhere()

    async def sign_in(
        self,
        url: str,
        proof: Proof,
        device: str,  # noqa: ARG002 - RT keeps no list of sessions
    ) -> tuple[SessionInfo, SessionTokens]:
        """Try the proof; RT gives nothing in its place, so that it is what is kept."""
        by_name = proof.way is Way.PASSWORD
        tokens = by_password(proof.login, proof.secret) if by_name else by_token(proof.secret)
        store = MemoryTokenStore(tokens)
        # Not closed: the transport is not ours.
        adapter = RequestTrackerAdapter(self._transport, url, store, self._clock)
        try:
            session = await adapter.session()
        except SignInError as error:
            hint = "Check name and password, and whether the capitals key is locked."
            if not by_name:
                hint = "Make a token on the desk's page “Auth Tokens”, and copy all of it."
            raise SignInError("The sign-in was refused", error.detail, hint) from error
        if not session.queues:
            raise RefusedError(
                "This account may see no queue",
                "The sign-in was right, but there is nothing here to work on.",
                "Ask the administrator for the rights of an agent in the queues you work in.",
            )
        return session, tokens

    async def _name(self, url: str) -> str:
        """Read what the desk calls itself on its page for signing in; empty for no such page."""
        try:
            page = await self._get(f"{url}/", "text/html")
        except TooBigError:
            return ""
        if "html" not in page.headers.get("content-type", ""):
            return ""
        found = _NAMED.search(page.body.decode("utf-8", "replace"))
        return found[1] if found else ""

    async def _get(self, url: str, accept: str) -> HttpResponse:
        request = HttpRequest(
            method="GET", url=url, headers={"Accept": accept}, max_bytes=_PAGE_MOST
        )
        return await self._transport.send(request)


def _is_rest(response: HttpResponse) -> bool:
    """Tell whether RT's interface asks who we are."""
    if response.status != 401:
        return False
    try:
        return decode(response.body, wire.Message).message == "Unauthorized"
    except (ServerError, msgspec.MsgspecError):
        return False
