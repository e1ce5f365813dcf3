"""What a sign-in gives; light, so that profiles need not import the network for it."""

from dataclasses import dataclass, field

from deskclient.backends.port import SessionInfo
from deskclient.backends.tokens import SessionTokens
from deskclient.services.profile_api import DeskFound


@dataclass(frozen=True, slots=True)
class Entrance:
    """A session just begun."""

    desk: DeskFound
    session: SessionInfo
    tokens: SessionTokens = field(repr=False)
