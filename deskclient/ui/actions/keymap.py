"""Which keys run which command: those that are declared, and what the person made of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from deskclient.domain.fields import Value
from deskclient.ui.actions.registry import ActionRegistry
from deskclient.ui.actions.spec import ActionSpec

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю."
_SAME_KEY = dict(zip(_LATIN, _RUSSIAN, strict=True))
_MOVING = (
    *("Esc", "Tab", "Backtab", "Return", "Enter", "Space", "Backspace", "Del", "Ins"),
    *("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"),
)
_NEEDED = frozenset({*_MOVING, *(f"Shift+{name}" for name in _MOVING)})


def _forget(_keys: list[dict[str, Value]]) -> None:
    return


class Keymap(QObject):
    """The keys in force, one set for all windows. No key runs two commands.

    Args:
        registry: The commands.
        kept: What ``keep`` was given in an earlier run; anything else counts as nothing.
        keep: Stores the person's keys: ``command`` and a list of its ``keys``, portable.
    """

    changed = Signal()

    def __init__(
        self,
        registry: ActionRegistry,
        kept: object = None,
        keep: Callable[[list[dict[str, Value]]], object] = _forget,
    ) -> None:
        super().__init__()
        self.registry = registry
        self._keep = keep
        # Commands of a newer version stay in it, though nothing here runs by them.
        self._own: dict[str, tuple[str, ...]] = _read(kept)
        self._keys: dict[str, tuple[str, ...]] = {}
        self._resolve()

    def of(self, action_id: str) -> tuple[str, ...]:
        """Give the keys of a command; the first one is shown."""
        return self._keys[action_id]

    def is_own(self, action_id: str) -> bool:
        """Tell whether a command has other keys than declared."""
        return self.of(action_id) != self.registry[action_id].shortcuts

    @property
    def has_own(self) -> bool:
        """Whether any command has other keys than declared."""
        return any(self.is_own(spec.id) for spec in self.registry.specs)

    def holder(self, key: str, but: str = "") -> ActionSpec | None:
        """Find the command that a key runs, or its twin on the other keyboard, except one."""
        wanted = set(with_twins((key,)))
        return next(
            (
                spec
                for spec in self.registry.specs
                if spec.id != but and not wanted.isdisjoint(with_twins(self.of(spec.id)))
            ),
            None,
        )

    def give(self, action_id: str, keys: Sequence[str]) -> None:
        """Let these keys run a command, and no other."""
        chosen = tuple(dict.fromkeys(portable(key) for key in keys))
        self._take_from_own(chosen)
        self._own[action_id] = chosen
        self._put()

    def restore(self, action_id: str) -> None:
        """Give a command its declared keys again, whoever has them now."""
        self._own.pop(action_id, None)
        self._take_from_own(self.registry[action_id].shortcuts)
        self._put()

    def restore_all(self) -> None:
        """Give every command its declared keys again."""
        for spec in self.registry.specs:
            self._own.pop(spec.id, None)
        self._put()

    def _take_from_own(self, keys: Sequence[str]) -> None:
        taken = set(with_twins(keys))
        for action_id, own in tuple(self._own.items()):
            left = tuple(key for key in own if taken.isdisjoint(with_twins((key,))))
            if left:
                self._own[action_id] = left
            elif own:
                # Nothing is left of what the person chose: what is declared is better than none.
                del self._own[action_id]

    def _put(self) -> None:
        self._resolve()
        self._keep([{"command": one, "keys": list(keys)} for one, keys in self._own.items()])
        self.changed.emit()

    def _resolve(self) -> None:
        """The person's keys go first; what is declared gets what is left."""
        taken: set[str] = set()
        found: dict[str, tuple[str, ...]] = {}
        for wanted in (self._own, {one.id: one.shortcuts for one in self.registry.specs}):
            for spec in self.registry.specs:
                if spec.id not in found and spec.id in wanted:
                    found[spec.id] = _free(wanted[spec.id], taken)
        self._keys = found


def _free(keys: Sequence[str], taken: set[str]) -> tuple[str, ...]:
    left: list[str] = []
    for key in keys:
        twins = with_twins((key,))
        if taken.isdisjoint(twins):
            taken.update(twins)
            left.append(key)
    return tuple(left)


def _read(kept: object) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in kept if isinstance(kept, list) else ():
        if isinstance(one, dict) and isinstance(one.get("keys"), list):
            texts = [key for key in one["keys"] if isinstance(key, str)]
            found[str(one.get("command"))] = tuple(portable(key) for key in texts if may_run(key))
    return found


def portable(key: str) -> str:
    """Write a key sequence as it is stored and compared."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys: Sequence[str]) -> str:
    """Write key sequences as this system does."""
    form = QKeySequence.SequenceFormat.NativeText
    return "   ".join(QKeySequence(key).toString(form) for key in keys)


def may_run(key: str) -> bool:
    """Tell whether a sequence is one, and not a key that moving and typing need."""
    return bool(portable(key)) and portable(key) not in _NEEDED


def with_twins(keys: Sequence[str]) -> list[str]:
    """Add to each one-letter shortcut the letter on the same key of the Russian keyboard."""
    found = list(keys)
    for key in keys:
        twin = _SAME_KEY.get(key.lower())
        if twin is not None and key.isalpha():
            found.append(twin.upper())
    return found
