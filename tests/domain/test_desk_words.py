"""A desk's own states, choices and fields in the registry."""

import msgspec
import pytest

from deskclient.domain.desk_words import DeskWords, KindWords, OwnField, States, shaped
from deskclient.domain.fields import Choice, FieldType
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.words import Verbatim
from deskclient.domain.workflow import Phase

WORDS = {
    "ticket": KindWords(
        choices={"status": (Choice("new", "new"), Choice("stalled", "на паузе"))},
        defaults={"status": "new"},
        states=States(
            initial="new",
            phases={"new": Phase.NEW, "stalled": Phase.WAITING, "gone": Phase.DONE},
            steps={"new": ("stalled",), "gone": ()},
        ),
        fields=(
            OwnField(name="cf_7", label="Этаж", type=FieldType.CHOICE, choices=(Choice("1", "1"),)),
            OwnField(name="cf_8", label="Serial", writable=False),
        ),
    )
}


@pytest.fixture
def ticket():
    return shaped(standard_registry(), WORDS)["ticket"]


def test_choices_and_their_usual_one_are_the_desks(ticket):
    spec = ticket.field_map["status"]
    assert [one.value for one in spec.choices] == ["new", "stalled"]
    assert spec.default == "new"


def test_words_of_the_desks_own_are_marked_so_that_nobody_translates_them():
    own = (Choice("new", "New"), Choice("st_9", "Open", own=True))
    field = OwnField(name="cf_1", label="Status", type=FieldType.CHOICE, choices=own)
    words = {"ticket": KindWords(choices={"status": own}, fields=(field,))}
    told = msgspec.json.decode(msgspec.json.encode(words), type=DeskWords)
    ticket = shaped(standard_registry(), told)["ticket"]
    labels = [one.label for one in ticket.field_map["status"].choices]
    assert [isinstance(one, Verbatim) for one in labels] == [False, True]
    mine = ticket.field_map["cf_1"]
    assert all(isinstance(one, Verbatim) for one in (mine.label, mine.choices[0].label))


def test_where_the_desk_has_no_usual_choice_none_is_asked_for():
    words = {"ticket": KindWords(choices={"priority": (Choice("1", "critical"),)})}
    spec = shaped(standard_registry(), words)["ticket"].field_map["priority"]
    assert (spec.default, spec.required) == (None, False)


def test_fields_of_the_desk_follow_ours_and_are_written_only_where_it_lets(ticket):
    assert [one.name for one in ticket.fields[-2:]] == ["cf_7", "cf_8"]
    names = {one.name for one in ticket.writable()}
    assert "cf_7" in names
    assert "cf_8" not in names


def test_a_state_without_steps_of_its_own_may_go_anywhere_and_one_with_none_nowhere(ticket):
    flow = ticket.workflow
    assert flow.next_states("new") == ("stalled",)
    assert flow.next_states("stalled") == ("new", "gone")
    assert flow.next_states("gone") == ()
    assert not flow.is_open("gone")


@pytest.mark.parametrize("name", ["subject", "Not a name", "", "x" * 64, "a;drop"])
def test_names_that_are_taken_or_are_none_are_left_out(name):
    words = {"ticket": KindWords(fields=(OwnField(name=name, label="X"),))}
    ours = standard_registry()
    assert shaped(ours, words)["ticket"].field_map.keys() == ours["ticket"].field_map.keys()


def test_a_reference_to_an_unknown_kind_and_an_unknown_kind_are_left_out():
    words = {
        "ticket": KindWords(
            fields=(OwnField(name="cf_1", label="X", type=FieldType.REF, ref="spaceship"),)
        ),
        "spaceship": KindWords(),
    }
    made = shaped(standard_registry(), words)
    assert "cf_1" not in made["ticket"].field_map
    assert "spaceship" not in made


def test_words_are_kept_as_json():
    kept = msgspec.json.encode(WORDS)
    assert msgspec.json.decode(kept, type=dict[str, KindWords]) == WORDS
