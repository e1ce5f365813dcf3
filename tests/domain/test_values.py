"""Values are what the standard library would have made of the same declaration."""

import copy
import dataclasses
import inspect
import pickle
import pkgutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import pytest

import deskclient
from deskclient.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 2
    names: Mapping[str, int] = dataclasses.field(default_factory=dict)
    secret: str = dataclasses.field(default="", repr=False)
    note: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Place(Point):
    z: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    first: str
    last: str = ""


def _values() -> Iterator[Any]:
    for found in pkgutil.walk_packages(deskclient.__path__, "deskclient."):
        if ".migrations." in found.name or found.name.endswith("__main__"):
            continue  # scripts, not modules
        module = import_module(found.name)
        for one in vars(module).values():
            here = isinstance(one, type) and one.__module__ == found.name
            if here and "__value_plan__" in vars(one):
                yield one


def test_every_value_of_the_program_is_like_its_standard_twin() -> None:
    seen = 0
    for one in _values():
        twin = vars(one)["__value_plan__"].twin()
        assert [(f.name, f.type, f.compare, f.repr) for f in dataclasses.fields(one)] == [
            (f.name, f.type, f.compare, f.repr) for f in dataclasses.fields(twin)
        ]
        assert str(inspect.signature(one)) == str(inspect.signature(twin)), one
        assert one.__match_args__ == twin.__match_args__, one
        assert all(f.init for f in dataclasses.fields(one)), one
        assert not hasattr(one, "__post_init__"), one
        assert inspect.get_annotations(one.__init__) == inspect.get_annotations(twin.__init__)
        seen += 1
    assert seen > 100


def test_a_value_is_built_by_place_and_by_name_with_its_defaults() -> None:
    assert Point(1) == Point(x=1, y=2, names={}, secret="", note="")
    assert Point(1, 5, {"a": 1}).names == {"a": 1}
    assert Place(1, z=9).z == 9
    assert Place(1).y == 2
    assert Named(first="Ada").last == ""


def test_each_object_has_a_container_of_its_own() -> None:
    assert Point(1).names is not Point(1).names


@pytest.mark.parametrize("arguments", [(), (1, 2, {}, "", "", 7)])
def test_what_does_not_fit_is_refused_in_the_usual_words(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\) (missing|takes)"):
        Point(*arguments)


def test_an_unknown_name_is_refused() -> None:
    build: Any = Named
    with pytest.raises(TypeError, match="unexpected keyword argument 'middle'"):
        build(first="Ada", middle="")
    with pytest.raises(TypeError, match="positional"):
        build("Ada")


def test_a_value_cannot_be_changed() -> None:
    one: Any = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        one.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'other'"):
        one.other = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del one.x
    assert not hasattr(one, "__dict__")


def test_values_compare_by_what_counts_and_by_class() -> None:
    assert Point(1, note="a") == Point(1, note="b")
    assert hash(Point(1, names=()))  # type: ignore[arg-type] # anything that can be hashed
    assert Point(1) != Point(2)
    assert Point(1) != Place(1)
    assert len({Named(first="a"), Named(first="a")}) == 1


def test_a_value_tells_its_fields_but_no_secret() -> None:
    assert repr(Point(1, secret="psst")) == "Point(x=1, y=2, names={}, note='')"


def test_a_value_is_taken_apart_replaced_and_matched() -> None:
    assert dataclasses.asdict(Named(first="Ada")) == {"first": "Ada", "last": ""}
    assert dataclasses.replace(Place(1), z=8) == Place(1, z=8)
    assert dataclasses.is_dataclass(Point)
    match Place(4):
        case Place(x, y):
            assert (x, y) == (4, 2)


def test_a_value_is_copied_whole() -> None:
    one = Point(1, names={"a": 1}, secret="s", note="n")
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - made a line above
    for other in (copy.copy(one), copy.deepcopy(one), again):
        assert other == one
        assert (other.secret, other.note) == ("s", "n")


def test_only_frozen_classes_are_values() -> None:
    with pytest.raises(TypeError, match="frozen"):
        dataclass(frozen=False)


def test_declaring_a_value_compiles_nothing() -> None:
    script = """
import builtins, sys
from deskclient.domain.values import dataclass
seen = []
sys.addaudithook(lambda event, _: event == "compile" and seen.append(event))

@dataclass(frozen=True, slots=True)
class Value:
    one: int

assert not seen, seen
Value(1)
assert seen
"""
    subprocess.run([sys.executable, "-c", script], check=True)
