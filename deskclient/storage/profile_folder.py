"""Where profiles live, and the list of them. No secret is ever written here."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from deskclient.domain.errors import DamagedError
from deskclient.storage.codec import decode, encode
from deskclient.storage.files import file_faults, write_whole

LIST = "profiles.json"
CARD = "profile.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One user on one desk."""

    profile_id: str
    name: str
    """What the person calls it."""
    url: str
    adapter: str
    login: str
    person_id: str
    vault: str = "keyring"
    """Where its key is: ``keyring``, ``passphrase``, ``session``; ``plain``: not encrypted."""
    last_used: str = ""


@dataclass(frozen=True, slots=True)
class ProfileFolder:
    """The files of one profile."""

    path: Path

    @property
    def lock(self) -> Path:
        """The lock that keeps a second writer out."""
        return self.path / "profile.lock"

    @property
    def vault(self) -> Path:
        """The keys, where a passphrase guards them."""
        return self.path / "vault.bin"

    @property
    def exports(self) -> Path:
        """Readable copies of attachments for other programs; emptied at sign-out."""
        return self.path / "opened"


class Profiles:
    """All profiles of this person on this computer."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def all(self) -> Sequence[Profile]:
        """List the profiles, the one used last first.

        A damaged or missing list is made again from the cards in the folders.
        """
        with file_faults():
            try:
                text = (self._root / LIST).read_text("utf-8")
            except FileNotFoundError:
                return self._from_cards()
            except UnicodeDecodeError:
                text = ""
        try:
            found = [_profile(one) for one in decode(text)["profiles"]]
        except (DamagedError, KeyError, TypeError):
            return self._from_cards()
        return sorted(found, key=lambda one: one.last_used, reverse=True)

    def save(self, profile: Profile) -> None:
        """Add a profile or replace the one with the same id."""
        folder = self.folder(profile.profile_id).path
        with file_faults():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / CARD, encode(asdict(profile)).encode())
        self._write([profile, *self._others(profile.profile_id)])

    def forget(self, profile_id: str) -> None:
        """Take a profile off the list; its folder is the caller's business."""
        others = self._others(profile_id)
        with file_faults():
            (self.folder(profile_id).path / CARD).unlink(missing_ok=True)
        self._write(others)

    def used(self, profile_id: str, at: str) -> None:
        """Remember when a profile was used."""
        for profile in self.all():
            if profile.profile_id == profile_id:
                self.save(replace(profile, last_used=at))

    def folder(self, profile_id: str) -> ProfileFolder:
        """Give the folder of a profile."""
        if not profile_id.isalnum():
            msg = "not a profile id"
            raise ValueError(msg)
        return ProfileFolder(self._root / "profiles" / profile_id)

    def _others(self, profile_id: str) -> list[Profile]:
        return [one for one in self.all() if one.profile_id != profile_id]

    def _write(self, profiles: Sequence[Profile]) -> None:
        with file_faults():
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = encode({"profiles": [asdict(one) for one in profiles]})
        write_whole(self._root / LIST, content.encode())

    def _from_cards(self) -> list[Profile]:
        found = []
        for card in sorted((self._root / "profiles").glob(f"*/{CARD}")):
            try:
                found.append(_profile(decode(card.read_text("utf-8"))))
            except (DamagedError, KeyError, TypeError, UnicodeDecodeError, OSError):
                continue
        return sorted(found, key=lambda one: one.last_used, reverse=True)


def _profile(stored: dict[str, str]) -> Profile:
    names = {one.name for one in fields(Profile)}
    return Profile(**{name: str(value) for name, value in stored.items() if name in names})


def profile_id(url: str, person_id: str) -> str:
    """Name the profile of a user on a desk: the same two give the same folder."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port else ""
    address = f"{parts.scheme.lower()}://{host}{port}{parts.path.rstrip('/')}"
    return hashlib.sha256(f"{address}\0{person_id}".encode()).hexdigest()[:24]


def data_root() -> Path:
    """Give the folder for all data of the program."""
    from platformdirs import user_data_path  # noqa: PLC0415 - tests and tools bring their own

    return user_data_path("deskclient", appauthor=False)
