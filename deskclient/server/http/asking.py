"""Reading requests: parameters and bodies, refused in words where they make no sense."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias, TypeVar

import msgspec

from deskclient.domain.scope import Scope
from deskclient.server.http.answers import Asked
from deskclient.server.problems import bad_request, too_large

Parameters: TypeAlias = Mapping[str, str]
"""What a request asks with; read once, because each look at it costs."""
T = TypeVar("T")
_LONGEST_SCOPE = 8000


def read_body(body: bytes, wanted: type[T], most: int) -> T:
    """Read a JSON body as a wire record.

    Raises:
        CallError: too large, not JSON, or not such a record.
    """
    if len(body) > most:
        msg = f"The body may have {most} bytes."
        raise too_large(msg)
    try:
        return msgspec.json.decode(body, type=wanted)
    except RecursionError:
        raise bad_request("The JSON is nested too deeply.", "too_deep") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        msg = f"The body is not what is expected: {error}"[:300]
        raise bad_request(msg) from None


def read_scope(asked: Parameters) -> Scope:
    """Read the ``scope`` parameter; everything visible if it is missing.

    Raises:
        CallError: not a scope.
    """
    try:
        return _scope_of(asked.get("scope", ""))
    except ValueError:
        raise bad_request("This is not a scope.", field="scope") from None


@lru_cache(maxsize=1024)
def _scope_of(text: str) -> Scope:
    if len(text) > _LONGEST_SCOPE:
        raise ValueError(text)
    scope = Scope.from_text(text)
    if scope.days < 0:
        raise ValueError(text)
    return scope


def read_number(asked: Parameters, name: str, default: int, most: int) -> int:
    """Read a whole number of at least one; larger ones than allowed are cut.

    Raises:
        CallError: not a number.
    """
    text = asked.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise bad_request("This is not a whole number.", field=name)
    return min(most, max(1, int(text)))


def read_wait(asked: Parameters, most: float) -> float:
    """Read for how many seconds a request is willing to wait.

    Raises:
        CallError: not a number of seconds.
    """
    text = asked.get("wait", "0")
    try:
        seconds = float(text)
    except ValueError:
        raise bad_request("This is not a number of seconds.", field="wait") from None
    if not 0 <= seconds < 1e6:
        raise bad_request("This is not a number of seconds.", field="wait")
    return min(most, seconds)


def address_of(request: Asked) -> str:
    """Tell from where a request comes."""
    return request.client.host if request.client else ""


def token_in(request: Asked) -> str:
    """Give the header that says who asks."""
    return str(request.headers.get("authorization", ""))
