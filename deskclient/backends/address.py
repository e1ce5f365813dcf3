"""What a person types for the address of a desk, made into one. Pure."""

import re
from urllib.parse import SplitResult, urlsplit

from deskclient.backends.http import LOOPBACK, check_url
from deskclient.domain.errors import RefusedError

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")
_TAIL = re.compile(r"(/v1|/REST/2\.0|/rest)?/*$")
"""What programs ask for below the address of a desk."""


def desk_url(typed: str) -> str:
    """Make an address of what a person typed: adds https, and takes off what is not of the desk.

    Raises:
        RefusedError: no address can be made of it; says why.
    """
    text = typed.strip()
    if not text or re.search(r"\s", text):
        raise _not_an_address("Type the address of the desk, such as desk.example.org.")
    if not _SCHEME.match(text):
        text = f"{_default_scheme(text)}://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _not_an_address("The part after the colon must be a port number.") from error
    _check_parts(parts)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{port}" if port is not None else host
    url = f"{parts.scheme.lower()}://{place}{_TAIL.sub('', parts.path)}"
    check_url(url)
    return url


def _default_scheme(text: str) -> str:
    try:
        host = urlsplit(f"//{text}").hostname
    except ValueError:
        host = None
    return "http" if host in LOOPBACK else "https"


def _check_parts(parts: SplitResult) -> None:
    if parts.scheme.lower() not in {"http", "https"}:
        raise _not_an_address("The address of a desk begins with https.")
    if parts.username is not None or parts.password is not None:
        raise _not_an_address("The address must not contain a user name or a password.")
    if not parts.hostname:
        raise _not_an_address("The address names no computer.")
    if parts.query or parts.fragment:
        raise _not_an_address("Take off everything from the question mark or the hash sign on.")


def _not_an_address(hint: str) -> RefusedError:
    return RefusedError(
        "This is no address of a desk", "What was typed cannot be used as an address.", hint
    )
