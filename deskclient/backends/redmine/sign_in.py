"""The first contact with a Redmine: is it one, does it let programs in, and who are we there?"""

import html
import re
from urllib.parse import urlsplit

from deskclient.backends.http import HttpRequest, HttpResponse, Transport
from deskclient.backends.port import SessionInfo
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import Rest, by_key, by_password, key_for
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.backends.translate import TooBigError
from deskclient.backends.way_in import DeskAt, Elsewhere, Proof, Way
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError, SignInError

KIND = "Redmine"
PROMISE = (
    "Issues, conversations, files, public and private notes, all fields with those of the desk's "
    "own, links, watchers and time spent work offline; wiki pages can be read offline, versions "
    "and categories are not shown yet, and views and templates cannot be kept there."
)
LACKS = (
    *("saved_view", "reply_template", "person", "organisation", "queue", "line", "category", "tag"),
    *(
        f"ticket.{name}"
        for name in (
            *("requester", "resolution_code", "resolution", "planned_at", "impact", "urgency"),
            *("request_kind", "channel", "line", "organisation", "category", "tags"),
            *("affected_count", "since", "tried_already", "asset_tag", "remote_allowed"),
            *("refers_to", "referred_by", "merged_into"),
        )
    ),
)
_PAGE_MOST = 1 << 20
_REALM = 'realm="Redmine API"'
_MARK = re.compile(r'<meta\s+name="description"\s+content="Redmine"')
_TITLE = re.compile(r"<title>([^<]{1,200})</title>")


class RedmineSignIn:
    """See :class:`deskclient.backends.way_in.WayIn`.

    Args:
        transport: What carries the calls; stays open.
        clock: Our time.
        client_id: Not asked for by Redmine.
    """

    def __init__(self, transport: Transport, clock: Clock, client_id: str) -> None:
        self._transport = transport
        self._clock = clock
        del client_id

    async def probe(self, url: str) -> DeskAt | Elsewhere:
        """Look whether a Redmine answers."""
        asked = await self._who(url)
        page = await self._page(f"{url}/login")
        if _asks_who(asked):
            # A web server that lets nobody to the pages may still let programs in.
            name = _title(page) or urlsplit(url).hostname or ""
            return DeskAt(
                url,
                name,
                (Way.TOKEN, Way.PASSWORD),
                kind=KIND,
                promise=PROMISE,
                lacks=LACKS,
            )
        if _MARK.search(page) and asked.status == 403:
            raise RefusedError(
                "This Redmine lets no programs in",
                "Its pages answer, but its REST interface is switched off.",
                "Ask its administrator to enable the REST web service, in the settings for the "
                "API.",
            )
        if _MARK.search(page) or _MARK.search(await self._page(url)):
            raise RefusedError(
                "The address leads to a page inside of a Redmine",
                "A page of it answers, but not its REST interface.",
                "Take the address from a browser that shows the first page of your Redmine.",
            )
        return Elsewhere()

    async def sign_in(
        self,
        url: str,
        proof: Proof,
        device: str,  # noqa: ARG002 - Redmine keeps no list of keys
    ) -> tuple[SessionInfo, SessionTokens]:
        """Try the proof; a password is given up for the account's key."""
        tokens = by_key(proof.secret)
        if proof.way is Way.PASSWORD:
            tokens = await self._key(url, by_password(proof.login, proof.secret))
        # Not closed: the transport is not ours.
        adapter = RedmineAdapter(self._transport, url, MemoryTokenStore(tokens), self._clock)
        session = await adapter.session()
        if not session.queues:
            raise RefusedError(
                "This account may see no project",
                "The sign-in was right, but there is nothing here to work on.",
                "Ask a manager of the projects you work in to make you a member.",
            )
        return session, tokens

    async def _key(self, url: str, tokens: SessionTokens) -> SessionTokens:
        rest = Rest(self._transport, url, MemoryTokenStore(tokens), self._clock)
        try:
            await rest.me()
        except SignInError as error:
            raise SignInError(
                "The sign-in was refused",
                "Redmine does not know this name with this password.",
                "Check name and password, and whether the capitals key is locked. Who signs in "
                "with a second factor needs the API key from the page about their account.",
            ) from error
        except RefusedError as error:
            if not _asks_who(await self._who(url)):
                raise
            raise RefusedError(
                "Your password has to be changed first",
                "Redmine lets you do nothing else before.",
                "Sign in to it in a browser, change the password there, and come back with the "
                "new one.",
            ) from error
        return await key_for(rest)

    async def _who(self, url: str) -> HttpResponse:
        """Ask who we are, as nobody."""
        return await self._get(f"{url}/users/current.json", "application/json")

    async def _page(self, url: str) -> str:
        """Read a page for browsers; empty for none."""
        try:
            page = await self._get(url, "text/html")
        except TooBigError:
            return ""
        is_page = "html" in page.headers.get("content-type", "")
        return page.body.decode("utf-8", "replace") if is_page else ""

    async def _get(self, url: str, accept: str) -> HttpResponse:
        request = HttpRequest(
            method="GET", url=url, headers={"Accept": accept}, max_bytes=_PAGE_MOST
        )
        return await self._transport.send(request)


def _asks_who(response: HttpResponse) -> bool:
    """Tell whether Redmine's interface asks who we are."""
    return response.status == 401 and _REALM in response.headers.get("www-authenticate", "")


def _title(page: str) -> str:
    """Read what the desk calls itself; empty if that is only what it was born with."""
    found = _TITLE.search(page) if _MARK.search(page) else None
    name = html.unescape(found[1]).strip() if found else ""
    return "" if name == KIND else name
