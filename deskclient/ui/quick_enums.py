"""Makes all members of an enumeration at once, where Python's ``enum`` makes them one by one.

Each member that becomes a part of its class changes the class, and Python then looks up anew
whatever the next one needs of it. Qt brings three thousand members before the first window is
painted: that took longer than anything else at the start. Here the members are made first, and
become parts of the class when nothing is looked up any more.

Only what is plain is made so: whole numbers, in a class that does not make its members itself.
Everything else, and everything under a version of Python that nobody has tried, goes Python's way.
"""

import enum
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

_TRIED = ((3, 11), (3, 12))
"""Their ``enum`` stays as it is: they get nothing but mends of security any more."""
_PLAIN_BASES = ((enum.Enum,), (enum.IntEnum,), (enum.Flag,), (enum.IntFlag,))
_PythonsBody: Any = getattr(enum, "_EnumDict", dict)
_PythonsMember: Any = getattr(enum, "_proto_member", object)
_OWN_WAYS = frozenset({"__init__", "__new__"})


def hasten_enums() -> None:
    """Make plain enumerations faster from now on, in this whole process."""
    if sys.version_info[:2] in _TRIED:
        vars(enum).update(_EnumDict=_Body, _proto_member=_Member)


class _Body(_PythonsBody):  # type: ignore[misc]
    """What a class is made of; knows what is a member by one look where Python takes ten."""

    def __setitem__(self, key: str, value: object) -> None:
        if type(value) is not int or key[:1] == "_" or key in self or key in self._ignore:
            super().__setitem__(key, value)
            return
        self._member_names[key] = None
        self._last_values.append(value)
        dict.__setitem__(self, key, value)


class _Member(_PythonsMember):  # type: ignore[misc]
    """Stands in the class for a value that is to become a member."""

    is_plain = True

    def __set_name__(self, owner: type, name: str) -> None:
        """Take one's place; the first of a class takes them all."""
        body = owner.__dict__
        if body[name] is not self:
            return
        if self.is_plain:
            waiting = {name: value for name, value in body.items() if type(value) is _Member}
            if _is_plain(owner, waiting):
                _make_all(owner, {name: value.value for name, value in waiting.items()})
                return
            for other in waiting.values():
                other.is_plain = False
        super().__set_name__(owner, name)


def _is_plain(owner: type, waiting: Mapping[str, Any]) -> bool:
    return (
        type(owner) is enum.EnumType
        and owner.__bases__ in _PLAIN_BASES
        and all(type(member.value) is int for member in waiting.values())
        and _OWN_WAYS.isdisjoint(owner.__dict__)
        and _names_of(owner.__bases__).isdisjoint(waiting)
    )


@cache
def _names_of(bases: tuple[type, ...]) -> frozenset[str]:
    """Give what a member must not be called: ``enum`` keeps both apart by a descriptor."""
    return frozenset(name for base in bases for one in base.__mro__ for name in vars(one))


def _make_all(owner: type, values: Mapping[str, int]) -> None:
    body = owner.__dict__
    members, by_value = body["_member_map_"], body["_value2member_map_"]
    names = body["_member_names_"]
    is_number, is_flag = body["_member_type_"] is int, issubclass(owner, enum.Flag)
    mask = singles = 0
    for name, value in values.items():
        is_single = value > 0 and value & (value - 1) == 0
        mask |= value
        singles |= value if is_single else 0
        if value not in by_value:
            member: Any = int.__new__(owner, value) if is_number else object.__new__(owner)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = owner
            member._sort_order_ = len(names)
            by_value[value] = member
            if is_single or not is_flag:
                names.append(name)
        members[name] = by_value[value]
    for name, member in members.items():
        type.__setattr__(owner, name, member)
    if is_flag:
        masks = {
            "_flag_mask_": mask,
            "_singles_mask_": singles,  # the first of 3.11 do without
            "_all_bits_": 2 ** mask.bit_length() - 1,
        }
        for name in masks.keys() & body.keys():
            type.__setattr__(owner, name, masks[name])
