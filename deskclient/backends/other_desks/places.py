"""How far a first pull has come, as the text that the next page is asked for with. Pure."""

from typing import TypeVar

import msgspec

from deskclient.domain.errors import CursorLostError

PlaceT = TypeVar("PlaceT", bound=msgspec.Struct)


def place_text(place: msgspec.Struct) -> str:
    """Write a place."""
    return msgspec.json.encode(place).decode()


def place_in(text: str, into: type[PlaceT]) -> PlaceT:
    """Read a place.

    Raises:
        CursorLostError: it was written by another version of this program.
    """
    try:
        return msgspec.json.decode(text, type=into)
    except msgspec.MsgspecError as error:
        raise CursorLostError("page") from error
