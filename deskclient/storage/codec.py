"""Documents and small values as the stores hold them: canonical JSON text."""

from typing import Any

import msgspec

from deskclient.domain.errors import DamagedError
from deskclient.domain.fields import Value

_encoder = msgspec.json.Encoder(order="sorted")
_doc_decoder = msgspec.json.Decoder(dict[str, Any])
_any_decoder = msgspec.json.Decoder()

_FOREIGN = "Its content is not what this program has written."

UNENCODABLE = (UnicodeEncodeError, TypeError, OverflowError, ValueError, RecursionError)
"""What encoding raises for a value no store can hold: lone surrogates, huge numbers, depth."""


def encode(value: object) -> str:
    """Write a value; equal values give equal texts."""
    return _encoder.encode(value).decode()


def decode_doc(text: str) -> dict[str, Value]:
    """Read a document.

    Raises:
        DamagedError: the text is none.
    """
    try:
        return _doc_decoder.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DamagedError("A stored record is damaged", _FOREIGN) from error


def decode(text: str) -> Any:
    """Read any value.

    Raises:
        DamagedError: the text is no JSON.
    """
    try:
        return _any_decoder.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DamagedError("A stored value is damaged", _FOREIGN) from error
