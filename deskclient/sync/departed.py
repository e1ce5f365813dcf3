"""Records that left the scope while work on them waits; remembered over a restart."""

import json
from collections.abc import Iterable, Sequence

from deskclient.domain.ids import RecordId
from deskclient.storage.port import Outbox

_META = "departed"
Key = tuple[str, RecordId]


class Departed:
    """They are forgotten here as soon as their last operation is."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._keys: dict[Key, None] | None = None

    def add(self, keys: Sequence[Key]) -> None:
        """Note records to forget later."""
        known = self._load()
        if any(key not in known for key in keys):
            known.update(dict.fromkeys(keys))
            self._save(known)

    def all(self) -> list[Key]:
        """Give every one of them."""
        return list(self._load())

    def among(self, keys: Iterable[Key]) -> list[Key]:
        """Give those of ``keys`` that are to be forgotten."""
        known = self._load()
        return [key for key in keys if key in known] if known else []

    def forget(self, keys: Iterable[Key]) -> None:
        """Strike out what is forgotten; not before it is: an end in between would keep it."""
        known = self._load()
        found = [key for key in keys if key in known]
        for key in found:
            del known[key]
        if found:
            self._save(known)

    def _load(self) -> dict[Key, None]:
        if self._keys is None:
            stored = self._outbox.get_meta(_META)
            pairs = json.loads(stored) if stored else []
            self._keys = {(str(kind), RecordId(one)): None for kind, one in pairs}
        return self._keys

    def _save(self, keys: dict[Key, None]) -> None:
        self._outbox.set_meta(_META, json.dumps(list(keys)))
