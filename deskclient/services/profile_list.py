"""The list of profiles on this computer: who is signed in where. Holds no secret."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict, fields, replace

from deskclient.domain.ids import RecordId
from deskclient.services.api import Me
from deskclient.services.atomic import set_aside, write_whole
from deskclient.services.profile_api import KeyPlace, ProfileInfo

_log = logging.getLogger(__name__)
_CARD = "profile.json"


class Profile(Struct, frozen=True, kw_only=True):
    """One desk and one user, as written down."""

    profile_id: str
    backend: str
    desk_url: str
    desk_name: str
    instance: str
    person_id: str
    person_name: str
    login: str
    role: str
    queues: Mapping[str, str] = field(default_factory=dict)
    key_place: str = KeyPlace.KEYRING.value
    signed_in: bool = True
    last_used: str = ""
    demo: bool = False
    label: str = ""
    ways: tuple[str, ...] = ("password",)
    lacks: tuple[str, ...] = ()
    """Kinds and fields that the desk does not keep; see :mod:`deskclient.domain.lacking`."""

    def info(self) -> ProfileInfo:
        """What the chooser shows."""
        return ProfileInfo(
            profile_id=self.profile_id,
            desk_name=self.desk_name,
            desk_url=self.desk_url,
            person_name=self.person_name,
            login=self.login,
            key_place=KeyPlace(self.key_place),
            signed_in=self.signed_in,
            last_used=self.last_used,
            demo=self.demo,
            label=self.label,
            backend=self.backend,
            ways=self.ways,
        )

    def me(self) -> Me:
        """Who works in it."""
        return Me(
            profile_id=self.profile_id,
            person_id=RecordId(self.person_id),
            name=self.person_name,
            login=self.login,
            role=self.role,
            desk_name=self.desk_name,
            desk_url=self.desk_url,
            queues=dict(self.queues),
        )


def profile_id_of(instance: str, person_id: str) -> str:
    """Name the profile of one person on one desk: always the same, whatever the address."""
    return hashlib.sha256(f"{instance}\0{person_id}".encode()).hexdigest()[:16]


class ProfileList:
    """Kept in one JSON file; read anew each time, so that two programs see each other's changes.

    Each profile's folder holds its row once more, from which a damaged list is made again.
    """

    def __init__(self, path: Path, folders: Path) -> None:
        self._path = path
        self._folders = folders

    def all(self) -> Sequence[Profile]:
        """Every profile, the one used last first."""
        return sorted(self._read().values(), key=lambda one: one.last_used, reverse=True)

    def get(self, profile_id: str) -> Profile | None:
        """One profile."""
        return self._read().get(profile_id)

    def put(self, profile: Profile) -> None:
        """Add or replace a profile.

        Raises:
            ReadOnlyError: the list cannot be written.
        """
        self._write({**self._read(), profile.profile_id: profile})
        folder = self._folders / profile.profile_id
        if folder.is_dir():
            write_whole(folder / _CARD, _encode([profile]))

    def touch(self, profile_id: str, moment: str) -> None:
        """Note that a profile is in use; in the list alone, for the first rows wait for it."""
        known = self._read()
        if profile_id in known:
            self._write({**known, profile_id: replace(known[profile_id], last_used=moment)})

    def remove(self, profile_id: str) -> None:
        """Strike a profile off."""
        self._write({k: v for k, v in self._read().items() if k != profile_id})

    def _read(self) -> dict[str, Profile]:
        try:
            stored = json.loads(self._path.read_bytes())
            rows = stored["profiles"]
            found = [_profile(row) for row in rows if isinstance(row, dict)]
        except FileNotFoundError:
            found = list(self._from_cards())
        except (ValueError, KeyError, TypeError, RecursionError) as trouble:
            _log.info("the list of profiles was damaged: %s", trouble)
            set_aside(self._path, str(self._path.stat().st_mtime_ns))
            found = list(self._from_cards())
        return {one.profile_id: one for one in found if one is not None}

    def _write(self, profiles: Mapping[str, Profile]) -> None:
        write_whole(self._path, _encode(profiles.values()))

    def _from_cards(self) -> Iterator[Profile | None]:
        for card in sorted(self._folders.glob(f"*/{_CARD}")):
            try:
                yield _profile(json.loads(card.read_bytes())["profiles"][0])
            except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
                _log.info("the card of a profile was damaged: %s", card.parent.name)


def _encode(profiles: Iterable[Profile]) -> bytes:
    rows = [asdict(one) for one in profiles]
    return json.dumps({"format": 1, "profiles": rows}, ensure_ascii=False, indent=2).encode()


def _profile(row: Mapping[str, object]) -> Profile | None:
    """Read one row; ``None`` for one that lacks what a profile needs."""
    known = {one.name: row[one.name] for one in fields(Profile) if one.name in row}
    texts = {name: value for name, value in known.items() if name not in _OTHER}
    if not all(isinstance(value, str) for value in texts.values()):
        return None
    queues = known.get("queues")
    told: dict[str, Any] = {
        **{name: str(value) for name, value in texts.items()},
        "queues": {str(k): str(v) for k, v in queues.items()} if isinstance(queues, dict) else {},
        "signed_in": known.get("signed_in") is not False,
        "demo": known.get("demo") is True,
    }
    for name in ("ways", "lacks"):
        listed = known.get(name)
        if isinstance(listed, list) and listed:
            told[name] = tuple(str(one) for one in listed)
    try:
        told["key_place"] = KeyPlace(str(known.get("key_place", KeyPlace.KEYRING.value))).value
        return Profile(**told)
    except (TypeError, ValueError):
        return None


_OTHER = frozenset({"queues", "signed_in", "demo", "ways", "lacks"})
