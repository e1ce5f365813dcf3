"""The first contact with a Roundup: is it one, and who are we there?"""

from urllib.parse import urlsplit

import msgspec

from deskclient.backends.http import HttpRequest, HttpResponse, Transport
from deskclient.backends.port import SessionInfo
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.backends.roundup.rest import BASE, by_password
from deskclient.backends.strict_json import decode
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.backends.translate import TooBigError
from deskclient.backends.way_in import DeskAt, Elsewhere, Proof, Way
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError, ServerError, SignInError

KIND = "Roundup"
PROMISE = (
    "Tickets, messages, files, replies, and changes of fields, also of the tracker's own, work "
    "offline; there are no internal notes, everybody who watches gets each message, whoever makes "
    "a ticket is its requester, which ticket a duplicate belongs to shows in the duplicate alone, "
    "the history of changes is not shown, and views and templates cannot be kept there."
)
LACKS = (
    "entry.type=note",
    *("saved_view", "reply_template", "person", "organisation", "queue", "line", "category", "tag"),
    *(
        f"ticket.{name}"
        for name in (
            *("resolution_code", "resolution", "planned_at", "impact", "urgency", "request_kind"),
            *("channel", "line", "organisation", "category", "affected_count", "since", "due_at"),
            *("tried_already", "asset_tag", "remote_allowed", "requester", "minutes_spent"),
            *("depends_on", "needed_by", "part_of", "parts", "duplicated_by", "refers_to"),
            *("referred_by", "related", "merged_into"),
        )
    ),
)
_PAGE_MOST = 1 << 20
_SIGNS = (b"roundup-tracker.org", b"Roundup")
"""What the pages of a tracker name, unless its company has taken that out."""
_REFUSALS = frozenset({"Forbidden."})


class RoundupSignIn:
    """See :class:`deskclient.backends.way_in.WayIn`.

    Args:
        transport: What carries the calls; stays open.
        clock: Our time.
        client_id: Not asked for by Roundup.
    """

    def __init__(self, transport: Transport, clock: Clock, client_id: str) -> None:
        self._transport = transport
        self._clock = clock
        del client_id

    async def probe(self, url: str) -> DeskAt | Elsewhere:
        """Look whether a Roundup answers: its interface turns whoever has no name away."""
        asked = await self._get(f"{url}{BASE}/", "application/json")
        if _is_rest(asked):
            name = url.rpartition("/")[2] if urlsplit(url).path else ""
            return DeskAt(
                url,
                name or urlsplit(url).hostname or "",
                (Way.PASSWORD,),
                kind=KIND,
                promise=PROMISE,
                lacks=LACKS,
                keeps_password=True,
            )
        if await self._is_page(url):
            raise RefusedError(
                "This Roundup lets no programs in",
                "Its pages answer, but not its REST interface.",
                "Ask the administrator to switch it on: enable_rest in the section web of the "
                "tracker's config.ini. It is there from version 2.0 on.",
            )
        return Elsewhere()

    async def sign_in(
        self,
        url: str,
        proof: Proof,
        device: str,  # noqa: ARG002 - Roundup keeps no list of sessions
    ) -> tuple[SessionInfo, SessionTokens]:
        """Try name and password, once; Roundup gives nothing in their place, so they are kept."""
        if proof.way is not Way.PASSWORD:
            raise SignInError(
                "The sign-in was refused", "Roundup knows no tokens.", "Use name and password."
            )
        tokens = by_password(proof.login.strip(), proof.secret)
        # Not closed: the transport is not ours.
        store = MemoryTokenStore(tokens)
        adapter = RoundupAdapter(self._transport, url, store, self._clock)
        session = await adapter.session()
        return session, tokens

    async def _is_page(self, url: str) -> bool:
        try:
            page = await self._get(f"{url}/", "text/html")
        except TooBigError:
            return False
        return any(sign in page.body for sign in _SIGNS)

    async def _get(self, url: str, accept: str) -> HttpResponse:
        request = HttpRequest(
            method="GET", url=url, headers={"Accept": accept}, max_bytes=_PAGE_MOST
        )
        return await self._transport.send(request)


def _is_rest(response: HttpResponse) -> bool:
    """Tell whether Roundup's interface turns us away, or lets anybody in."""
    try:
        if response.status == 403:
            failure = decode(response.body, wire.FailureAnswer).error
            return failure.status == 403 and failure.msg in _REFUSALS
        if response.status != 200:
            return False
        return bool(decode(response.body, wire.RootAnswer).data.supported_versions)
    except (ServerError, msgspec.MsgspecError):
        return False
