"""What a link means for the record at its other end."""

import pytest

from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import without
from deskclient.domain.mirrors import far_records, on_its_way
from deskclient.domain.operation import Action, Operation, Patch

ONE, OTHER = RecordId("one"), RecordId("other")


def linked(field: str) -> Operation:
    patch = Patch(add={field: (OTHER,)})
    return Operation(
        op_id=OpId("op"), kind="ticket", record_id=ONE, action=Action.EDIT, patch=patch
    )


@pytest.mark.parametrize(
    ("field", "mirror"), [("depends_on", "needed_by"), ("duplicates", "duplicated_by")]
)
def test_the_other_end_shows_a_link_that_is_on_its_way(field, mirror):
    ticket = standard_registry()["ticket"]
    assert far_records(ticket, linked(field)) == (OTHER,)
    assert on_its_way(ticket, linked(field), OTHER).add == {mirror: (ONE,)}


def test_an_end_in_which_the_desk_keeps_no_links_shows_none_either():
    """Else it would show one until the desk has it, and never again."""
    ticket = without(standard_registry(), ["ticket.duplicated_by"])["ticket"]
    assert far_records(ticket, linked("duplicates")) == ()
    assert on_its_way(ticket, linked("duplicates"), OTHER).add == {}
    assert far_records(ticket, linked("depends_on")) == (OTHER,)
