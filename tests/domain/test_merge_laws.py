"""Laws of the three-way merge that hold for every document and every edit."""

from hypothesis import given
from hypothesis import strategies as st

from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.merge import merge_patch, overlay_patch
from deskclient.domain.operation import Patch
from deskclient.domain.text_merge import merge_text
from tests.domain.strategies import DOCS, LINES, UNITS, base_of, patches

CHANGES = st.sampled_from(UNITS).flatmap(lambda unit: st.tuples(st.just(unit), patches(unit)))


def members(doc):
    return set(doc["tags"])


def plain(doc):
    return {spec.name: spec.value_in(doc) for spec in TICKET.fields}


@given(DOCS, DOCS, st.sampled_from(UNITS))
def test_a_patch_that_says_nothing_changes_nothing(base, theirs, unit):
    merged = merge_patch(TICKET, theirs, Patch(), base_of(base, unit))
    assert plain(merged.doc) == plain(theirs)
    assert not merged.changed
    assert not merged.conflicts


@given(DOCS, CHANGES)
def test_nobody_else_changed_anything_so_mine_is_taken(base, change):
    unit, patch = change
    merged = merge_patch(TICKET, base, patch, base_of(base, unit))
    flow = TICKET.workflow
    assert flow is not None
    legal = flow.allows(str(base["status"]), str(patch.set.get("status", base["status"])))
    if legal:
        assert not merged.conflicts
        assert {name: merged.doc[name] for name in patch.set} == dict(patch.set)
        assert not merged.rebased
    else:
        assert [one.field for one in merged.conflicts] == ["status"]


@given(DOCS, DOCS, CHANGES)
def test_setting_what_is_there_already_never_collides(base, theirs, change):
    unit, patch = change
    same = Patch(set={name: theirs[name] for name in patch.set})
    merged = merge_patch(TICKET, theirs, same, base_of(base, unit))
    assert not merged.conflicts


@given(DOCS, st.data())
def test_edits_of_different_units_commute(base, data):
    first, second = data.draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=2, unique=True))
    one, two = data.draw(patches(first)), data.draw(patches(second))

    def both(order):
        doc = base
        for unit, patch in order:
            merged = merge_patch(TICKET, doc, patch, base_of(base, unit))
            doc = merged.doc
        return plain(doc)

    assert both([(first, one), (second, two)]) == both([(second, two), (first, one)])


@given(DOCS, DOCS, CHANGES)
def test_nothing_of_either_side_vanishes_without_a_conflict(base, theirs, change):
    """Level L0: for every field, mine or theirs is in the result, or both are in a conflict."""
    unit, patch = change
    merged = merge_patch(TICKET, theirs, patch, base_of(base, unit))
    named = {one.field for one in merged.conflicts}
    if merged.conflicts:
        assert merged.doc == theirs
        for one in merged.conflicts:
            assert one.mine == patch.set[one.field]
            assert one.theirs == TICKET.field_map[one.field].value_in(theirs)
        return
    for name, mine in patch.set.items():
        now, before = theirs[name], base[name]
        taken = merged.doc[name]
        if name == "tried_already":
            expected = merge_text(str(before), str(mine), str(now))
            assert taken == expected
        else:
            assert taken == mine
            # Theirs may only be overwritten by somebody who saw it, or who wanted the same.
            assert now in {before, mine}
    untouched = set(theirs) - patch.fields() - {"priority"}
    assert {name: merged.doc[name] for name in untouched} == {
        name: theirs[name] for name in untouched
    }
    assert not named


@given(DOCS, DOCS, patches("tags"))
def test_an_add_wins_over_a_remove_and_other_members_stay(base, theirs, patch):
    merged = merge_patch(TICKET, theirs, patch, base_of(base, "tags"))
    tags, added = members(merged.doc), set(patch.add["tags"])
    assert added <= tags
    assert tags == (set(theirs["tags"]) - set(patch.remove["tags"])) | added


@given(DOCS, st.lists(st.integers(-9, 9), max_size=5))
def test_steps_of_a_counter_add_up_in_any_order(base, steps):
    doc = base
    for step in steps:
        patch = Patch(incr={"minutes_spent": step})
        doc = merge_patch(TICKET, doc, patch, base_of(base, "minutes_spent")).doc
    assert doc["minutes_spent"] == base["minutes_spent"] + sum(steps)


@given(DOCS, DOCS, CHANGES)
def test_a_merge_without_conflict_can_be_repeated(base, theirs, change):
    unit, patch = change
    if patch.incr:
        return
    once = merge_patch(TICKET, theirs, patch, base_of(base, unit))
    if not once.conflicts:
        again = merge_patch(TICKET, once.doc, patch, base_of(theirs, unit))
        if not again.conflicts and "tried_already" not in patch.set:
            assert plain(again.doc) == plain(once.doc)


@given(DOCS, DOCS, CHANGES)
def test_what_is_shown_is_what_a_clean_merge_makes(base, theirs, change):
    unit, patch = change
    merged = merge_patch(TICKET, theirs, patch, base_of(base, unit))
    if not merged.conflicts:
        shown = overlay_patch(TICKET, theirs, patch, base_of(base, unit))
        assert plain(shown) == plain(merged.doc)


@given(LINES, LINES)
def test_text_that_only_one_side_changed_is_taken_from_it(base, mine):
    assert merge_text(base, mine, base) == mine
    assert merge_text(base, base, mine) == mine
    assert merge_text(base, mine, mine) == mine


@given(LINES, LINES, LINES)
def test_merging_text_does_not_care_who_is_who(base, mine, theirs):
    assert merge_text(base, mine, theirs) == merge_text(base, theirs, mine)


@given(st.lists(st.integers(0, 3), min_size=4, max_size=12), st.data())
def test_distant_changes_of_a_text_both_survive(numbers, data):
    lines = [f"{place}-{number}" for place, number in enumerate(numbers)]
    first = data.draw(st.integers(0, len(lines) - 3))
    last = data.draw(st.integers(first + 2, len(lines) - 1))
    mine, theirs = list(lines), list(lines)
    mine[first], theirs[last] = "mine", "theirs"
    merged = merge_text("\n".join(lines), "\n".join(mine), "\n".join(theirs))
    assert merged is not None
    assert merged.split("\n")[first] == "mine"
    assert merged.split("\n")[last] == "theirs"
