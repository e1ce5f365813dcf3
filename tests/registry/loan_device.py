"""A kind of record that the product does not have: a device that colleagues may borrow.

This module is all there is of it. Nothing in ``deskclient`` knows its name.
"""

from collections.abc import Mapping

from deskclient.domain.fields import Choice, Column, Doc, FieldSpec, FieldType, Value
from deskclient.domain.kind import Kind, Reach, Registry
from deskclient.domain.kinds.common import created_at, updated_at
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.workflow import Phase, Workflow

_FLOW = Workflow(
    field="state",
    initial="in_stock",
    phases={"in_stock": Phase.NEW, "lent": Phase.ACTIVE, "scrapped": Phase.DONE},
    steps={
        "in_stock": frozenset({"lent", "scrapped"}),
        "lent": frozenset({"in_stock"}),
    },
)
_STATES = (
    Choice("in_stock", "In stock", words=("stock", "склад")),
    Choice("lent", "Lent", words=("lent", "выдан")),
    Choice("scrapped", "Scrapped", words=("scrapped", "списан")),
)
_WEAR = (Choice("new", "New"), Choice("used", "Used"), Choice("broken", "Broken"))


def _derive(doc: Doc, changed: frozenset[str]) -> Mapping[str, Value]:
    if "wear" in changed and "lendable" not in changed:
        return {"lendable": doc.get("wear") != "broken"}
    return {}


LOAN_DEVICE = Kind(
    name="loan_device",
    label="Loan device",
    label_plural="Loan devices",
    icon="laptop",
    title_field="name",
    number_field="number",
    reach=Reach.QUEUE,
    workflow=_FLOW,
    derive=_derive,
    fields=(
        FieldSpec(name="number", type=FieldType.INTEGER, label="Number", server_only=True),
        FieldSpec(
            name="name",
            type=FieldType.TEXT,
            label="Device",
            required=True,
            searchable=True,
            indexed=True,
            column=Column(200, shown=True),
        ),
        FieldSpec(
            name="state",
            type=FieldType.CHOICE,
            label="Where it is",
            choices=_STATES,
            default="in_stock",
            required=True,
            unit="state",
            indexed=True,
            column=Column(120, shown=True),
            filter_words=("state", "состояние"),
        ),
        FieldSpec(
            name="wear",
            type=FieldType.CHOICE,
            label="Wear",
            choices=_WEAR,
            default="new",
            unit="wear",
        ),
        FieldSpec(
            name="lendable", type=FieldType.BOOLEAN, label="Can be lent", default=True, unit="wear"
        ),
        FieldSpec(
            name="queue",
            type=FieldType.REF,
            label="Queue",
            ref="queue",
            required=True,
            indexed=True,
            filter_words=("queue", "очередь"),
        ),
        FieldSpec(
            name="borrower",
            type=FieldType.REF,
            label="Borrower",
            ref="person",
            unit="state",
            required_when=lambda doc: doc.get("state") == "lent",
            searchable=True,
            indexed=True,
            column=Column(150, shown=True),
            filter_words=("borrower", "у"),
        ),
        FieldSpec(name="extras", type=FieldType.TEXT_SET, label="Extras", searchable=True),
        FieldSpec(
            name="times_lent",
            type=FieldType.COUNTER,
            label="Times lent",
            default=0,
            column=Column(70, numeric=True),
        ),
        FieldSpec(
            name="remarks",
            type=FieldType.LONG_TEXT,
            label="Remarks",
            max_length=4000,
            searchable=True,
        ),
        FieldSpec(
            name="back_at",
            type=FieldType.MOMENT,
            label="Back on",
            indexed=True,
            column=Column(110, shown=True),
            filter_words=("back", "возврат"),
        ),
        created_at(),
        updated_at(),
    ),
)


def wider_registry() -> Registry:
    """Give the standard kinds and this one."""
    return standard_registry().with_kinds(LOAN_DEVICE)
