"""The least a client can do over HTTP: one kept connection, no library of ours."""

from http.client import HTTPConnection
from urllib.parse import urlsplit


class PlainHttp:
    """One connection to a service on loopback."""

    def __init__(self, url: str, token: str = "") -> None:
        parts = urlsplit(url)
        self._connection = HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.headers: list[tuple[str, str]] = []
        """Those of the last answer."""

    def get(self, path: str) -> bytes:
        """Give the body of an answer; any status but 200 is an error."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: bytes) -> bytes:
        """Send JSON and give the body of the answer."""
        return self._ask("POST", path, body)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None) -> bytes:
        headers = {**self._headers, "Content-Type": "application/json"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        self.headers = answer.getheaders()
        if answer.status != 200:
            msg = f"{path} answered {answer.status}: {content[:200]!r}"
            raise RuntimeError(msg)
        return content
