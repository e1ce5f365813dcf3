"""How somebody is signed in on a machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Session:
    """What the keyring of one person's machine holds."""

    access: str
    refresh: str
