"""What a sign-in gives; light, so that profiles need not import the network for it."""

from msgspec import Struct

from deskclient.backends.port import SessionInfo
from deskclient.backends.tokens import SessionTokens
from deskclient.services.profile_api import DeskFound


class Entrance(Struct, frozen=True):
    """A session just begun."""

    desk: DeskFound
    session: SessionInfo
    tokens: SessionTokens
