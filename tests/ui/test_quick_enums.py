"""Enumerations made at once are the ones that Python would have made."""

import copy
import enum
import pickle
import sys

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.ui.quick_enums import _Body, _Member

QUICK = (_Member, _Body)
PYTHONS = (_Member.__base__, _Body.__base__)
BASES = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)


@pytest.fixture(autouse=True)
def _ways_as_before():
    before = (vars(enum)["_proto_member"], vars(enum)["_EnumDict"])
    yield
    use(before)


def use(ways):
    vars(enum).update(zip(("_proto_member", "_EnumDict"), ways, strict=True))


def made(ways, base, values, name="Made", boundary=None):
    use(ways)
    return base(name, values, module=__name__, qualname=name, boundary=boundary)


def told(ask, *about):
    """What comes of a question, be it an error."""
    try:
        return ask(*about)
    except (AttributeError, TypeError, ValueError) as error:
        return type(error), str(error)


def described(made):
    """Everything that can be asked of a class and its members, without the class itself."""
    members = {
        name: (one.name, one.value, one._sort_order_, str(one), repr(one), told(hash, one))
        for name, one in made.__members__.items()
    }
    body = {
        name: value
        for name, value in vars(made).items()
        if name not in made.__members__ and isinstance(value, (int, str, list, type(None)))
    }
    all_of_it = list(made.__members__.values())
    some = all_of_it[:9]
    return [
        members,
        list(members),
        body,
        told(lambda: [one.name for one in made]),
        [(value, repr(one)) for value, one in made._value2member_map_.items()],
        [told(lambda one: repr(made(one.value)), one) for one in all_of_it],
        [bool(one) for one in all_of_it],
        [told(lambda one: repr(~one), one) for one in all_of_it],
        [told(lambda one, two: repr(one | two), one, two) for one in some for two in some],
        [told(lambda one: [part.name for part in one], one) for one in all_of_it],
    ]


def same(base, values):
    quick, plain = (made(ways, base, values) for ways in (QUICK, PYTHONS))
    assert described(quick) == described(plain)
    assert set(dir(quick)) == set(dir(plain))
    return quick


def of_qt():
    """The enumerations of the modules that a window needs."""
    for module in (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets):
        for name in dir(module):
            holder = getattr(module, name)
            inner = vars(holder).values() if isinstance(holder, type) else ()
            yield from (one for one in (holder, *inner) if isinstance(one, enum.EnumType))


def test_loading_qt_hastens_the_versions_of_python_that_were_tried():
    in_force = (vars(enum)["_proto_member"], vars(enum)["_EnumDict"])
    assert in_force == (QUICK if sys.version_info[:2] <= (3, 12) else PYTHONS)


def test_every_enumeration_of_qt_is_as_python_makes_it():
    count = 0
    for one in of_qt():
        (base,) = one.__bases__
        values = {name: member.value for name, member in one.__members__.items()}
        same(base, values)
        twin = made(PYTHONS, base, values, one.__name__, getattr(one, "_boundary_", None))
        # A part of Qt is called otherwise, and Qt puts some together in its own way.
        own = {2, 4, 7, 8}
        for at, (told_here, told_there) in enumerate(
            zip(described(one), described(twin), strict=True)
        ):
            assert at in own or told_here == told_there, one
        count += 1
    assert count > 400


names = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,3}", fullmatch=True)


@given(
    st.sampled_from(BASES),
    st.dictionaries(names, st.integers(-3, 1 << 9), min_size=1, max_size=12),
)
def test_any_numbers_become_the_same_members(base, values):
    same(base, values)


@pytest.mark.parametrize("base", BASES)
def test_a_plain_class_is_made_at_once(base, monkeypatch):
    asked: list[object] = []

    def noting(plain):
        def note(*about):
            asked.extend(about[1:])
            return plain(*about)

        return note

    for way, name in zip(PYTHONS, ("__set_name__", "__setitem__"), strict=True):
        monkeypatch.setattr(way, name, noting(getattr(way, name)))
    quick = made(QUICK, base, {"A": 1, "B": 2, "C": 1})
    assert [about for about in asked if about in ("A", "B", "C")] == []
    made(PYTHONS, base, {"A": 1})
    assert [about for about in asked if about == "A"] == ["A", "A"]
    assert quick.C is quick.A
    assert list(quick) == [quick.A, quick.B]


@pytest.mark.parametrize(
    ("base", "values"),
    [
        (enum.Enum, {"A": "a", "B": 1}),
        (enum.Enum, {"A": True, "B": 1}),
        (enum.Enum, {"A": (1, 2), "B": [1]}),
        (enum.IntEnum, {"real": 1, "B": 2}),
        (enum.Enum, {"name": 1, "value": 2}),
        (enum.StrEnum, {"A": "a"}),
    ],
)
def test_what_is_not_plain_is_left_to_python(base, values):
    same(base, values)


def test_a_class_with_ways_of_its_own_keeps_them():
    use(QUICK)

    class Planet(enum.Enum):
        EARTH = 3
        MARS = 4

        def __init__(self, place):
            self.place = place * 10

    class Shifted(enum.IntEnum):
        A = 1

        def __new__(cls, value):
            one = int.__new__(cls, value + 100)
            one._value_ = value + 100
            return one

    assert [one.place for one in Planet] == [30, 40]

    class Sparse(enum.IntEnum):
        _ignore_ = "spare"
        A = enum.auto()
        B = 7
        C = enum.auto()
        spare = 3

    assert {one.name: one.value for one in Sparse} == {"A": 1, "B": 7, "C": 8}
    assert Shifted.A.value == 101
    assert Shifted(101) is Shifted.A


def test_a_name_is_given_once():
    use(QUICK)
    with pytest.raises(TypeError, match="already defined"):
        enum.Enum("Twice", [("A", 1), ("A", 2)])


class Level(enum.IntEnum):
    """Importable, for pickle."""

    LOW = 1
    HIGH = 2


def test_members_can_be_copied_and_stored():
    assert pickle.loads(pickle.dumps(Level.HIGH)) is Level.HIGH  # noqa: S301 - our own
    assert copy.deepcopy([Level.LOW]) == [Level.LOW]
