"""Bare requests to a Request Tracker: one connection each, as its server closes them."""

from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from tools.desks.agent import Proof


class RtCalls:
    """Asks as one person; counts.

    Args:
        url: The desk.
        proof: A token.
    """

    def __init__(self, url: str, proof: Proof) -> None:
        parts = urlsplit(url)
        self._place = (str(parts.hostname), parts.port)
        self._headers = {"Authorization": f"token {proof.secret}", "Accept": "application/json"}
        self.requests = 0

    def items(self, path: str, query: Mapping[str, str]) -> list[Any]:
        """Give what a page lists."""
        content = self.ask("GET", f"{path}?{urlencode(query, quote_via=quote)}")
        return list(msgspec.json.decode(content)["items"])

    def ask(self, method: str, path: str, body: Any = None) -> bytes:
        """Give the body of an answer; failures are errors."""
        self.requests += 1
        connection = HTTPConnection(*self._place, timeout=120)
        headers = {**self._headers, "Content-Type": "application/json"}
        content = None if body is None else msgspec.json.encode(body)
        try:
            connection.request(method, f"/REST/2.0{path}", content, headers)
            answer = connection.getresponse()
            told = answer.read()
        finally:
            connection.close()
        if not 200 <= answer.status < 300:
            msg = f"{path} answered {answer.status}: {told[:200]!r}"
            raise RuntimeError(msg)
        return told
