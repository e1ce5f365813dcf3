"""Documents and edits as people might make them, for property tests."""

from collections.abc import Mapping

from hypothesis import strategies as st

from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.operation import Action, Operation, Patch

WORDS = st.sampled_from(["a", "b", "c"])
SETS = st.lists(WORDS, unique=True).map(sorted)
LINES = st.lists(st.sampled_from(["one", "two", "three", ""]), max_size=5).map("\n".join)
STATUS = st.sampled_from(["new", "open", "planned", "pending_customer", "solved", "closed"])
PRIORITY = st.sampled_from(["critical", "high", "normal", "low"])
VALUES: Mapping[str, st.SearchStrategy[Value]] = {
    "subject": WORDS,
    "queue": WORDS,
    "status": STATUS,
    "resolution": WORDS,
    "priority": PRIORITY,
    "impact": st.sampled_from(["site", "group", "person"]),
    "urgency": st.sampled_from(["now", "soon", "later"]),
    "tried_already": LINES,
}
DOCS: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {**VALUES, "tags": SETS, "watchers": SETS, "minutes_spent": st.integers(0, 50)}
)
UNITS = ["subject", "queue", "status", "priority", "tried_already", "tags", "minutes_spent"]


@st.composite
def patches(draw: st.DrawFn, unit: str) -> Patch:
    """A change of one merge unit."""
    if unit == "tags":
        return Patch(add={"tags": tuple(draw(SETS))}, remove={"tags": tuple(draw(SETS))})
    if unit == "minutes_spent":
        return Patch(incr={"minutes_spent": draw(st.integers(-5, 5))})
    names = [spec.name for spec in TICKET.unit_fields(unit) if spec.name in VALUES]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    return Patch(set={name: draw(VALUES[name]) for name in chosen})


def base_of(doc: Doc, unit: str) -> dict[str, Value]:
    """What the person saw of a unit."""
    return {spec.name: spec.value_in(doc) for spec in TICKET.unit_fields(unit)}


def edit(doc: Doc, unit: str, patch: Patch, name: str) -> Operation:
    """An edit by somebody who saw ``doc``."""
    return Operation(
        op_id=OpId(name),
        kind="ticket",
        record_id=RecordId("t1"),
        action=Action.EDIT,
        unit=unit,
        patch=patch,
        base=base_of(doc, unit),
        base_ver=1,
    )
