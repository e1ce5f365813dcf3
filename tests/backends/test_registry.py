"""Which kinds of desks there are."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint

import pytest

from deskclient.backends.http import HttpxTransport
from deskclient.backends.native.adapter import NativeAdapter
from deskclient.backends.registry import GROUP, Backends
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import RefusedError


def nothing(_group: str) -> Iterable[EntryPoint]:
    return ()


def test_our_own_desk_is_always_there():
    assert Backends(nothing).load("native") is NativeAdapter
    assert next(Backends().names()) == "native"


def test_no_other_distribution_takes_the_name_of_ours():
    impostor = EntryPoint("native", "json:loads", GROUP)
    assert Backends(lambda _group: (impostor,)).load("native") is NativeAdapter


def test_nothing_is_imported_before_it_is_asked_for():
    broken = EntryPoint("broken", "no_such_module_anywhere:Adapter", GROUP)
    backends = Backends(lambda _group: (broken,))
    own = ("native", "request_tracker", "redmine", "roundup")
    assert tuple(backends.names()) == (*own, "broken")
    with pytest.raises(RefusedError, match="cannot be loaded"):
        backends.load("broken")


def test_a_kind_that_is_not_installed_is_refused_in_words():
    with pytest.raises(RefusedError, match="not installed"):
        Backends(nothing).load("moon")


@pytest.mark.parametrize("name", tuple(Backends(nothing).names()))
def test_each_kind_of_this_package_has_an_adapter_and_a_way_in(name):
    made = Backends(nothing).load_way_in(name)(HttpxTransport(SystemClock()), SystemClock(), "c1")
    assert callable(made.probe)
    assert Backends(nothing).load(name).__module__ == f"deskclient.backends.{name}.adapter"
