"""The registry of commands."""

import pytest

from deskclient.ui.actions.all import standard_actions
from deskclient.ui.actions.keymap import with_twins
from deskclient.ui.actions.registry import ActionRegistry
from deskclient.ui.actions.spec import MENU_BAR, ActionSpec, Place, UiContext
from deskclient.ui.icons import IconSource


def nothing(deck):
    pass


def spec(action_id, **more):
    return ActionSpec(id=action_id, title="X", run=nothing, **more)


def test_two_commands_with_one_id_are_refused():
    with pytest.raises(ValueError, match="id"):
        ActionRegistry((spec("a.b"), spec("a.b")))


def test_two_commands_with_one_shortcut_are_refused():
    with pytest.raises(ValueError, match="Ctrl"):
        ActionRegistry((spec("a.b", shortcuts=("Ctrl+J",)), spec("a.c", shortcuts=("Ctrl+J",))))


def test_russian_twins_of_shortcuts_do_not_collide():
    every = [key for one in standard_actions().specs for key in with_twins(one.shortcuts)]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("one", standard_actions().specs, ids=lambda one: one.id)
def test_every_command_can_be_reached_and_has_an_icon(one):
    assert one.in_palette or one.shortcuts
    assert IconSource.has(one.icon)
    assert one.enabled_when(UiContext()) in {True, False}


def test_every_menu_has_commands_and_bulk_too():
    registry = standard_actions()
    for place in (*MENU_BAR, Place.LIST_CONTEXT, Place.BULK, Place.PROFILE):
        assert registry.at(place)


def test_commands_on_tickets_need_a_ticket():
    reply = standard_actions()["ticket.reply"]
    assert not reply.enabled_when(UiContext())
    assert reply.enabled_when(UiContext(selected=1))
    assert not reply.enabled_when(UiContext(selected=2))
