"""Which keys run which command."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QAction

from deskclient.services.settings import Settings
from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.all import standard_actions
from deskclient.ui.actions.keymap import Keymap, may_run, with_twins
from deskclient.ui.shell.kept_keys import kept_keymap
from deskclient.ui.window.decks import WindowDeck

REGISTRY = standard_actions()
IDS = [spec.id for spec in REGISTRY.specs]
KEYS = ["Ctrl+N", "Ctrl+R", "F5", "J", "K", "О", "Ctrl+Alt+9", "Ctrl+K", "F9", "?"]


def every(keymap: Keymap) -> list[str]:
    return [key for one in IDS for key in with_twins(keymap.of(one))]


def test_at_first_each_command_has_its_declared_keys():
    keymap = Keymap(REGISTRY)
    assert all(keymap.of(spec.id) == spec.shortcuts for spec in REGISTRY.specs)
    assert not keymap.has_own


def test_keys_that_are_given_to_a_command_are_taken_from_the_other():
    keymap = Keymap(REGISTRY)
    keymap.give("tools.outbox", ["ctrl+n"])
    assert keymap.of("tools.outbox") == ("Ctrl+N",)
    assert "Ctrl+N" not in keymap.of("file.new")
    assert keymap.is_own("file.new")
    assert keymap.is_own("tools.outbox")


def test_a_letter_is_the_same_key_in_both_alphabets():
    keymap = Keymap(REGISTRY)
    held = keymap.holder("О")
    assert held is not None
    assert held.id == "go.next"
    keymap.give("tools.outbox", ["О"])
    assert keymap.of("go.next") == ()


def test_declared_keys_come_back_from_whoever_has_them():
    keymap = Keymap(REGISTRY)
    keymap.give("tools.outbox", ["Ctrl+N"])
    keymap.restore("file.new")
    assert keymap.of("file.new") == REGISTRY["file.new"].shortcuts
    assert keymap.of("tools.outbox") == REGISTRY["tools.outbox"].shortcuts
    assert not keymap.has_own


def test_a_command_may_have_no_keys():
    keymap = Keymap(REGISTRY)
    keymap.give("go.next", [])
    assert keymap.of("go.next") == ()
    assert keymap.holder("J") is None


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("give"), st.sampled_from(IDS), st.lists(st.sampled_from(KEYS))),
            st.tuples(st.just("restore"), st.sampled_from(IDS), st.none()),
        ),
        max_size=8,
    )
)
def test_whatever_the_person_does_no_key_runs_two_commands(acts):
    kept: list[Any] = [None]
    keymap = Keymap(REGISTRY, keep=kept.append)
    for act, action_id, keys in acts:
        if act == "give":
            keymap.give(action_id, keys)
            assert set(keymap.of(action_id)) <= set(keys)
        else:
            keymap.restore(action_id)
            assert keymap.of(action_id) == REGISTRY[action_id].shortcuts
        assert len(every(keymap)) == len(set(every(keymap)))
    again = Keymap(REGISTRY, kept[-1])
    assert [again.of(one) for one in IDS] == [keymap.of(one) for one in IDS]
    keymap.restore_all()
    assert not keymap.has_own


def test_the_keys_are_there_at_the_next_start(tmp_path, clock):
    path = tmp_path / "settings.json"
    kept_keymap(Settings(path, clock)).give("tools.outbox", ["F9"])
    assert kept_keymap(Settings(path, clock)).of("tools.outbox") == ("F9",)


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        7,
        {"command": "tools.outbox"},
        [7, "x", {}, {"keys": 3}],
        [{"command": "tools.outbox", "keys": [7, None, ""]}],
        [{"command": "tools.outbox", "keys": ["Esc"]}],
        [{"command": "no.such", "keys": ["Ctrl+N"]}],
        [{"command": one, "keys": ["F9"]} for one in ("tools.outbox", "tools.settings")],
    ],
)
def test_a_damaged_note_of_keys_takes_no_key_away(kept):
    keymap = Keymap(REGISTRY, kept)
    assert keymap.of("file.new") == REGISTRY["file.new"].shortcuts
    assert len(every(keymap)) == len(set(every(keymap)))


def test_keys_of_a_command_of_a_newer_version_are_kept():
    kept: list[Any] = []
    keymap = Keymap(REGISTRY, [{"command": "new.act", "keys": ["F9"]}], kept.append)
    keymap.give("tools.outbox", ["F8"])
    assert kept[-1] == [
        {"command": "new.act", "keys": ["F9"]},
        {"command": "tools.outbox", "keys": ["F8"]},
    ]


@pytest.mark.parametrize("key", ["Esc", "Tab", "Shift+Left", "Return", "", "Space", "Del"])
def test_keys_for_moving_and_typing_run_no_command(key):
    assert not may_run(key)


def test_the_actions_of_a_window_follow(qapp, theme):
    keymap = Keymap(REGISTRY)
    holder = QAction()
    actions = ActionSet(keymap, WindowDeck(), lambda _name: holder.icon(), holder)
    keymap.give("tools.outbox", ["Ctrl+N"])
    assert [key.toString() for key in actions["tools.outbox"].shortcuts()] == ["Ctrl+N"]
    assert all(key.toString() != "Ctrl+N" for key in actions["file.new"].shortcuts())
    assert "Ctrl+N" in actions["tools.outbox"].toolTip()
