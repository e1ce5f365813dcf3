"""The settings of this computer's user, kept as one JSON file.

Unknown keys (written by a newer version) are kept. A file that cannot be read is set aside and the
defaults are used; :attr:`Settings.problem` then says so. Used from the UI thread.
"""

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from deskclient.domain.clock import Clock
from deskclient.domain.errors import StorageError
from deskclient.domain.events import ProblemRaised
from deskclient.domain.fields import Value
from deskclient.domain.file_trouble import told_of
from deskclient.domain.scope import Scope
from deskclient.domain.settings import SettingSpec, SettingValue, setting_specs
from deskclient.domain.times import to_text
from deskclient.domain.words import phrase
from deskclient.services.atomic import set_aside, write_whole

_log = logging.getLogger(__name__)
Listener = Callable[[str, SettingValue], None]


class Settings:
    """Reads once, answers from memory, writes each change at once."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._specs = setting_specs()
        self._listeners: list[Listener] = []
        self.problem: ProblemRaised | None = None
        """Set if the stored settings could not be read or saved."""
        self._stored: dict[str, object] = self._load(to_text(clock.now()))

    def spec(self, key: str) -> SettingSpec:
        """The declaration of a setting; ``KeyError`` for an unknown one."""
        return self._specs[key]

    def get(self, key: str) -> SettingValue:
        """The value in force: the stored one if it is acceptable, else the default."""
        spec = self._specs[key]
        value = self._stored.get(key)
        if isinstance(value, str | int) and spec.accepts(value):
            return value
        return spec.default

    def text(self, key: str) -> str:
        """The value of a choice."""
        return str(self.get(key))

    def number(self, key: str) -> int:
        """The value of a number."""
        return int(self.get(key))

    def flag(self, key: str) -> bool:
        """The value of a flag."""
        return bool(self.get(key))

    def set(self, key: str, value: SettingValue) -> None:
        """Store a value and tell the listeners, if it differs from the one in force.

        A value that cannot be saved still holds for this run; :attr:`problem` says so.

        Raises:
            ValueError: the setting does not accept the value.
        """
        spec = self._specs[key]
        if not spec.accepts(value):
            msg = f"the setting {key} does not accept {value!r}"
            raise ValueError(msg)
        if value == self.get(key):
            return
        self._stored[key] = value
        self._save()
        for listener in tuple(self._listeners):
            listener(key, value)

    def reset(self, key: str) -> None:
        """Go back to the default."""
        self.set(key, self._specs[key].default)

    def all(self) -> Mapping[str, SettingValue]:
        """All values in force."""
        return {key: self.get(key) for key in self._specs}

    def remembered(self, key: str) -> Value:
        """What the window noted under ``key``: column widths, last view. No declared setting."""
        kept = self._stored.get("remembered")
        return kept.get(key) if isinstance(kept, dict) else None

    def remember(self, key: str, value: Value) -> None:
        """Note something the window wants to find again; plain JSON, no secret."""
        kept = self._stored.get("remembered")
        kept = dict(kept) if isinstance(kept, dict) else {}
        if kept.get(key) != value:
            self._stored["remembered"] = {**kept, key: value}
            self._save()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told each change as (key, value); the result ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def first_scope(self) -> Scope:
        """What a new profile keeps offline."""
        return Scope(
            mine=self.flag("scope_mine"),
            days=self.number("scope_days"),
            attachment_bytes=self.number("attachment_mb") * 1_000_000,
        )

    def _load(self, moment: str) -> dict[str, object]:
        try:
            stored = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as trouble:
            _log.info("settings: %s", trouble)
            said = told_of(trouble, self._path, reading=True)
            self._report("The settings could not be read", said)
            return {}
        except (ValueError, RecursionError):
            stored = None
        if isinstance(stored, dict):
            return stored
        try:
            aside = set_aside(self._path, moment).name
        except OSError:
            aside = self._path.name
        kept = phrase("The defaults are in use; the damaged file is kept as {file}.", file=aside)
        self._report("The settings were damaged", kept)
        return {}

    def _save(self) -> None:
        content = json.dumps(self._stored, ensure_ascii=False, indent=2, sort_keys=True)
        try:
            write_whole(self._path, content.encode("utf-8", "replace"))
        except StorageError as trouble:
            self._report(trouble.title, trouble.detail, trouble.hint)

    def _report(self, title: str, detail: str, hint: str = "") -> None:
        _log.info("settings: %s: %s", title, detail)
        self.problem = ProblemRaised("settings", title, detail, hint)
