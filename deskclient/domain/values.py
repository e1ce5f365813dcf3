"""Frozen values that cost little to declare: their methods are made when they are first needed.

The standard decorator compiles eight functions for each class it is put on. A start declares more
than a hundred values and needs few of these functions before the first list is painted, so here
only the constructor is compiled, when the first object is made. The standard library writes the
rest once somebody asks for it. What is seen from outside is the same:
``tests/domain/test_values.py`` compares every value of the program with its standard twin.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from inspect import Signature, signature
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

from typing_extensions import override

ClassT = TypeVar("ClassT", bound=type)
Namespace = dict[str, Any]

_PLAN = "__value_plan__"
_WRITTEN_LATER = ("__dataclass_fields__", "__dataclass_params__", "__signature__")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def dataclass(
    *, frozen: bool, slots: bool = False, kw_only: bool = False
) -> Callable[[ClassT], ClassT]:
    """Make a class a value, as ``dataclasses.dataclass`` does with the same arguments."""
    if not frozen:
        raise TypeError("This declares frozen values; for others use dataclasses.")
    # Without slots: the fields have theirs, and there is room for what is worked out later.
    more = () if slots else ("__dict__", "__weakref__")

    def declare(cls: ClassT) -> ClassT:
        made: ClassT = _declare(cls, more, kw_only=kw_only)
        return made

    return declare


class _Unset:
    """Stands where no default is, or where it is made anew each time."""

    @override
    def __repr__(self) -> str:
        return "<factory>"


_UNSET: Any = _Unset()


class _Entry:
    """One field, as far as constructor and comparing need to know it."""

    __slots__ = ("compared", "default", "factory", "hint", "kw_only", "name")

    def __init__(self, name: str, hint: object, declared: Any, *, kw_only: bool) -> None:
        self.name, self.hint, self.kw_only = name, hint, kw_only
        self.default, self.factory, self.compared = declared, _UNSET, True
        if isinstance(declared, dataclasses.Field):
            missing = dataclasses.MISSING
            self.default = _UNSET if declared.default is missing else declared.default
            if declared.default_factory is not missing:
                self.factory = declared.default_factory
            self.compared = declared.compare


class _Plan:
    """How a value was declared, and what had to be made for it so far."""

    __slots__ = ("_twin", "cls", "entries", "kw_only", "namespace")

    def __init__(self, namespace: Namespace, entries: dict[str, _Entry], *, kw_only: bool) -> None:
        self.namespace = namespace
        self.entries = entries
        self.kw_only = kw_only
        self.cls: Any = object
        self._twin: type | None = None

    def constructor(self) -> Callable[..., None]:
        """Compile the constructor and give it to the class."""
        scope: Namespace = {"unset": _UNSET}
        exec("\n".join(self._lines(scope)), scope)  # noqa: S102 - names of our own fields
        made: Callable[..., None] = scope["__init__"]
        made.__qualname__ = f"{self.cls.__qualname__}.__init__"
        made.__module__ = self.cls.__module__
        hints = {one.name: one.hint for one in self.entries.values()}
        made.__annotations__ = {**hints, "return": None}
        self.cls.__init__ = made
        return made

    def _lines(self, scope: Namespace) -> Iterator[str]:
        every = self.entries.values()
        by_name = [self._parameter(one, scope) for one in every if one.kw_only]
        by_place = [self._parameter(one, scope) for one in every if not one.kw_only]
        head = ["self", *by_place, *(["*", *by_name] if by_name else [])]
        yield f"def __init__({', '.join(head)}):"
        for one in every:
            value = one.name
            if one.factory is not _UNSET:
                value = f"make_{one.name}() if {one.name} is unset else {one.name}"
                scope[f"make_{one.name}"] = one.factory
            # Through the slot itself: a frozen value refuses the usual way.
            scope[f"put_{one.name}"] = getattr(self.cls, one.name).__set__
            yield f"  put_{one.name}(self, {value})"
        yield "  return None"

    @staticmethod
    def _parameter(one: _Entry, scope: Namespace) -> str:
        if one.factory is not _UNSET:
            return f"{one.name}=unset"
        if one.default is _UNSET:
            return one.name
        scope[f"default_{one.name}"] = one.default
        return f"{one.name}=default_{one.name}"

    def written_later(self, name: str) -> Any:
        """Give what the standard library makes of such a class."""
        if name == "__signature__":
            whole = signature(self.constructor())
            return Signature(list(whole.parameters.values())[1:], return_annotation=None)
        return getattr(self.twin(), name)

    def twin(self) -> type:
        """Give the class as the standard library would have made it."""
        if self._twin is None:
            bases: tuple[type, ...] = tuple(filter(dataclasses.is_dataclass, self.cls.__bases__))
            bare = type(self.cls.__name__, bases, dict(self.namespace))
            self._twin = dataclasses.dataclass(frozen=True, kw_only=self.kw_only)(bare)
        return self._twin

    def restore(self, one: object, state: Iterable[object]) -> None:
        """Fill a value that was copied or unpickled."""
        for name, value in zip(self.entries, state, strict=True):
            object.__setattr__(one, name, value)

    def refuse(self, one: object, name: str, doing: str) -> None:
        """Keep a value as it is; only a class below it may have attributes that change."""
        if type(one) is self.cls or name in self.entries:
            msg = f"cannot {doing} field {name!r}"
            raise dataclasses.FrozenInstanceError(msg)


class _Later:
    """An attribute of a value's class that is made when somebody looks for it."""

    __slots__ = ("_name", "_plan")

    def __init__(self, name: str, plan: _Plan) -> None:
        self._name = name
        self._plan = plan

    def __get__(self, instance: object, owner: type | None = None) -> object:
        if self._name == "__signature__" and owner is not self._plan.cls:
            raise AttributeError(self._name)  # a class below is built in its own way
        return self._plan.written_later(self._name)


def _declare(cls: type, more: tuple[str, ...], *, kw_only: bool) -> Any:
    namespace = dict(cls.__dict__)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    inherited: dict[str, _Entry] = {}
    for base in reversed(cls.__mro__[1:]):
        known = base.__dict__.get(_PLAN)
        if known is not None:
            inherited |= known.entries
    own = {
        name: _Entry(name, hint, namespace.get(name, _UNSET), kw_only=kw_only)
        for name, hint in namespace.get("__annotations__", {}).items()
    }
    plan = _Plan(namespace, inherited | own, kw_only=kw_only)
    made = {name: value for name, value in namespace.items() if name not in own}
    made["__slots__"] = (*(name for name in own if name not in inherited), *more)
    plan.cls = type(cls)(cls.__name__, cls.__bases__, _methods(plan) | _facts(plan) | made)
    return plan.cls


def _methods(plan: _Plan) -> Namespace:
    """Write what every value has, in a general way; what the class itself defines goes before."""
    key = _key([one.name for one in plan.entries.values() if one.compared])

    def build(self: object, *args: object, **kwargs: object) -> None:
        plan.constructor()(self, *args, **kwargs)

    def equals(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    def told(self: object) -> str:
        return str(plan.written_later("__repr__")(self))

    def put(self: object, name: str, value: object) -> None:
        plan.refuse(self, name, "assign to")
        object.__setattr__(self, name, value)

    def delete(self: object, name: str) -> None:
        plan.refuse(self, name, "delete")
        object.__delattr__(self, name)

    return {
        "__init__": build,
        "__eq__": equals,
        "__hash__": hashed,
        "__repr__": told,
        "__setattr__": put,
        "__delattr__": delete,
    }


def _facts(plan: _Plan) -> Namespace:
    """Write what tells others about the class, and what copies its objects."""

    def state(self: object) -> list[object]:
        return [getattr(self, name) for name in plan.entries]

    def restore(self: object, kept: Iterable[object]) -> None:
        plan.restore(self, kept)

    return {
        _PLAN: plan,
        **{name: _Later(name, plan) for name in _WRITTEN_LATER},
        "__match_args__": tuple(one.name for one in plan.entries.values() if not one.kw_only),
        "__getstate__": state,
        "__setstate__": restore,
    }


def _key(names: list[str]) -> Callable[[object], object]:
    """Give the function that takes from a value what it is compared by."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)
