"""The profile whose settings are shown."""

from dataclasses import dataclass

from deskclient.services.api import Desk
from deskclient.services.profile_api import ProfileInfo


@dataclass(frozen=True, slots=True)
class OpenProfile:
    """An open desk and what the list of profiles says of it."""

    desk: Desk
    info: ProfileInfo
