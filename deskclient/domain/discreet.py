"""A value that holds secrets, and so tells nobody what it holds."""

from msgspec import Struct
from typing_extensions import override


class Discreet(Struct, frozen=True):
    """Its ``repr`` names the class alone, so no log can show a password or a key."""

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"
