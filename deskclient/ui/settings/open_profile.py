"""The profile whose settings are shown."""

from msgspec import Struct

from deskclient.services.api import Desk
from deskclient.services.profile_api import ProfileInfo


class OpenProfile(Struct, frozen=True):
    """An open desk and what the list of profiles says of it."""

    desk: Desk
    info: ProfileInfo
