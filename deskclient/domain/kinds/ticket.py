"""The ticket: one matter a requester brings to the desk."""

from collections.abc import Mapping

from deskclient.domain.fields import Choice, Column, Doc, FieldSpec, FieldType, Value
from deskclient.domain.kind import Kind, Reach, Trouble
from deskclient.domain.kinds.common import created_at, updated_at
from deskclient.domain.workflow import Phase, Workflow

STATUSES = (
    Choice("new", "New", "circle-dot", 0, ("new", "новая", "новые")),
    Choice("open", "Open", "circle-play", 1, ("open", "открыта", "открытые", "открыта")),
    Choice("planned", "Planned", "calendar-clock", 2, ("planned", "запланирована")),
    Choice(
        "pending_customer", "Pending customer", "user-round", 3, ("pending", "customer", "ожидание")
    ),
    Choice("pending_third_party", "Pending third party", "building", 4, ("vendor", "подрядчик")),
    Choice("solved", "Solved", "circle-check", 5, ("solved", "решена", "решенные")),
    Choice("closed", "Closed", "archive", 6, ("closed", "закрыта", "закрытые")),
)
_WORKING = ("open", "planned", "pending_customer", "pending_third_party")
WORKFLOW = Workflow(
    field="status",
    initial="new",
    phases={
        "new": Phase.NEW,
        "open": Phase.ACTIVE,
        "planned": Phase.WAITING,
        "pending_customer": Phase.WAITING,
        "pending_third_party": Phase.WAITING,
        "solved": Phase.DONE,
        "closed": Phase.DONE,
    },
    steps={
        "new": frozenset({*_WORKING, "solved", "closed"}),
        **{state: frozenset({*_WORKING, "solved", "closed"} - {state}) for state in _WORKING},
        "solved": frozenset({"open", "closed"}),
        "closed": frozenset({"open"}),
    },
)

PRIORITIES = (
    Choice("critical", "Critical", "chevrons-up", 0, ("critical", "критический", "критичный")),
    Choice("high", "High", "chevron-up", 1, ("high", "высокий")),
    Choice("normal", "Normal", "minus", 2, ("normal", "обычный", "средний")),
    Choice("low", "Low", "chevron-down", 3, ("low", "низкий")),
)
IMPACTS = (
    Choice("site", "A site or everybody", rank=0),
    Choice("group", "A group", rank=1),
    Choice("person", "One person", rank=2),
)
URGENCIES = (
    Choice("now", "Work has stopped", rank=0),
    Choice("soon", "Work is hampered", rank=1),
    Choice("later", "Can wait", rank=2),
)
_MATRIX = {
    ("site", "now"): "critical",
    ("site", "soon"): "high",
    ("site", "later"): "normal",
    ("group", "now"): "high",
    ("group", "soon"): "normal",
    ("group", "later"): "low",
    ("person", "now"): "high",
    ("person", "soon"): "normal",
    ("person", "later"): "low",
}
CHANNELS = (
    Choice("phone", "Phone", "phone", 0, ("phone", "телефон")),
    Choice("email", "E-mail", "mail", 1, ("email", "mail", "почта")),
    Choice("chat", "Chat", "message-circle", 2, ("chat", "чат")),
    Choice("portal", "Portal", "globe", 3, ("portal", "портал")),
    Choice("walk_up", "Walk-up", "footprints", 4, ("walkup", "лично")),
    Choice("on_site", "On site", "map-pin", 5, ("onsite", "выезд")),
    Choice("remote", "Remote session", "monitor", 6, ("remote", "удаленно")),
)
REQUEST_KINDS = (
    Choice("incident", "Incident", "zap", 0, ("incident", "инцидент")),
    Choice("service_request", "Service request", "concierge-bell", 1, ("request", "запрос")),
    Choice("question", "Question", "circle-help", 2, ("question", "вопрос")),
    Choice("complaint", "Complaint", "frown", 3, ("complaint", "жалоба")),
    Choice("return", "Return", "undo-2", 4, ("return", "возврат")),
)
RESOLUTIONS = (
    Choice("fixed", "Fixed", rank=0),
    Choice("workaround", "Workaround given", rank=1),
    Choice("advised", "Advice given", rank=2),
    Choice("duplicate", "Duplicate", rank=3),
    Choice("not_reproducible", "Could not be reproduced", rank=4),
    Choice("declined", "Declined", rank=5),
    Choice("withdrawn", "Withdrawn by the requester", rank=6),
)


def _link(name: str, label: str, mirror: str) -> FieldSpec:
    return FieldSpec(
        name=name,
        type=FieldType.REF_SET,
        label=label,
        ref="ticket",
        mirror=mirror,
        in_form=False,
    )


_LINKS = (
    _link("depends_on", "Depends on", "needed_by"),
    _link("needed_by", "Needed by", "depends_on"),
    _link("part_of", "Part of", "parts"),
    _link("parts", "Has as a part", "part_of"),
    _link("duplicates", "Duplicate of", "duplicated_by"),
    _link("duplicated_by", "Has as a duplicate", "duplicates"),
    _link("refers_to", "Refers to", "referred_by"),
    _link("referred_by", "Referred to by", "refers_to"),
    _link("related", "Related to", "related"),
)
"""What a ticket can be to another one. Kept at both ends by the desk; see decision 23."""


def priority_of(impact: Value, urgency: Value) -> str:
    """Compute the priority from impact × urgency; unknown values count as the mildest."""
    return _MATRIX.get((str(impact), str(urgency)), "normal")


def _derive(doc: Doc, changed: frozenset[str]) -> Mapping[str, Value]:
    if changed & {"impact", "urgency"} and "priority" not in changed:
        return {"priority": priority_of(doc.get("impact"), doc.get("urgency"))}
    return {}


def _is_done(doc: Doc) -> bool:
    return doc.get("status") in {"solved", "closed"}


def _is_planned(doc: Doc) -> bool:
    return doc.get("status") == "planned"


def _check_counts(doc: Doc) -> tuple[Trouble, ...]:
    count = doc.get("affected_count")
    if isinstance(count, int) and not 0 <= count <= 1_000_000:
        return (Trouble("affected_count", "range", "The number of people affected is not likely."),)
    return ()


_FIELDS = (
    FieldSpec(
        name="number",
        type=FieldType.INTEGER,
        label="Number",
        server_only=True,
        indexed=True,
        column=Column(72, shown=True, numeric=True),
        filter_words=("number", "id", "номер"),
        in_form=False,
    ),
    FieldSpec(
        name="subject",
        type=FieldType.TEXT,
        label="Subject",
        required=True,
        searchable=True,
        max_length=300,
        column=Column(360, shown=True),
    ),
    FieldSpec(
        name="status",
        type=FieldType.CHOICE,
        label="Status",
        choices=STATUSES,
        default="new",
        required=True,
        unit="status",
        indexed=True,
        column=Column(150, shown=True),
        filter_words=("status", "is", "статус"),
    ),
    FieldSpec(
        name="resolution_code",
        type=FieldType.CHOICE,
        label="Resolution",
        choices=RESOLUTIONS,
        unit="status",
        required_when=_is_done,
    ),
    FieldSpec(
        name="resolution",
        type=FieldType.TEXT,
        label="What was done",
        unit="status",
        max_length=4000,
        required_when=_is_done,
        searchable=True,
    ),
    FieldSpec(
        name="planned_at",
        type=FieldType.MOMENT,
        label="Planned for",
        unit="status",
        required_when=_is_planned,
        indexed=True,
        column=Column(120),
        filter_words=("planned", "план"),
    ),
    FieldSpec(
        name="priority",
        type=FieldType.CHOICE,
        label="Priority",
        choices=PRIORITIES,
        default="normal",
        required=True,
        unit="priority",
        indexed=True,
        column=Column(100, shown=True),
        filter_words=("priority", "приоритет"),
    ),
    FieldSpec(
        name="impact",
        type=FieldType.CHOICE,
        label="Impact",
        choices=IMPACTS,
        default="person",
        unit="priority",
    ),
    FieldSpec(
        name="urgency",
        type=FieldType.CHOICE,
        label="Urgency",
        choices=URGENCIES,
        default="soon",
        unit="priority",
    ),
    FieldSpec(
        name="request_kind",
        type=FieldType.CHOICE,
        label="Kind of request",
        choices=REQUEST_KINDS,
        default="incident",
        required=True,
        indexed=True,
        column=Column(130),
        filter_words=("kind", "вид"),
    ),
    FieldSpec(
        name="channel",
        type=FieldType.CHOICE,
        label="Channel",
        choices=CHANNELS,
        default="phone",
        required=True,
        indexed=True,
        column=Column(110),
        filter_words=("channel", "канал"),
    ),
    FieldSpec(
        name="queue",
        type=FieldType.REF,
        label="Queue",
        ref="queue",
        required=True,
        indexed=True,
        column=Column(130, shown=True),
        filter_words=("queue", "очередь"),
    ),
    FieldSpec(
        name="line",
        type=FieldType.REF,
        label="Support line",
        ref="line",
        indexed=True,
        column=Column(100),
        filter_words=("line", "линия"),
    ),
    FieldSpec(
        name="owner",
        type=FieldType.REF,
        label="Owner",
        ref="person",
        indexed=True,
        column=Column(140, shown=True),
        searchable=True,
        filter_words=("owner", "исполнитель"),
    ),
    FieldSpec(
        name="requester",
        type=FieldType.REF,
        label="Requester",
        ref="person",
        required=True,
        indexed=True,
        column=Column(150, shown=True),
        searchable=True,
        filter_words=("requester", "from", "инициатор", "от"),
    ),
    FieldSpec(
        name="organisation",
        type=FieldType.REF,
        label="Organisation",
        ref="organisation",
        indexed=True,
        column=Column(150),
        searchable=True,
        filter_words=("organisation", "org", "организация"),
    ),
    FieldSpec(
        name="category",
        type=FieldType.REF,
        label="Category",
        ref="category",
        indexed=True,
        column=Column(130),
        filter_words=("category", "категория"),
    ),
    FieldSpec(
        name="tags",
        type=FieldType.TEXT_SET,
        label="Tags",
        searchable=True,
        column=Column(120),
        filter_words=("tag", "тег", "метка"),
    ),
    FieldSpec(name="watchers", type=FieldType.REF_SET, label="Watchers", ref="person"),
    FieldSpec(
        name="affected_count", type=FieldType.INTEGER, label="People affected", unit="extent"
    ),
    FieldSpec(name="since", type=FieldType.MOMENT, label="Since when", unit="extent"),
    FieldSpec(
        name="tried_already",
        type=FieldType.LONG_TEXT,
        label="Tried already",
        max_length=4000,
        searchable=True,
    ),
    FieldSpec(
        name="asset_tag",
        type=FieldType.TEXT,
        label="Asset or serial",
        searchable=True,
        column=Column(110),
        filter_words=("asset", "актив"),
    ),
    *_LINKS,
    FieldSpec(name="remote_allowed", type=FieldType.BOOLEAN, label="Remote access allowed"),
    FieldSpec(
        name="due_at",
        type=FieldType.MOMENT,
        label="Due",
        indexed=True,
        column=Column(110, shown=True),
        filter_words=("due", "срок"),
    ),
    FieldSpec(
        name="minutes_spent",
        type=FieldType.COUNTER,
        label="Minutes spent",
        default=0,
        column=Column(90, numeric=True),
    ),
    created_at(),
    updated_at(),
    FieldSpec(
        name="last_entry_at",
        type=FieldType.MOMENT,
        label="Last message",
        server_only=True,
        indexed=True,
        column=Column(110),
        in_form=False,
    ),
    FieldSpec(
        name="first_reply_at",
        type=FieldType.MOMENT,
        label="First reply",
        server_only=True,
        in_form=False,
    ),
    FieldSpec(
        name="solved_at",
        type=FieldType.MOMENT,
        label="Solved at",
        server_only=True,
        in_form=False,
    ),
    FieldSpec(
        name="reopened",
        type=FieldType.INTEGER,
        label="Times reopened",
        server_only=True,
        default=0,
        in_form=False,
    ),
    FieldSpec(
        name="waits_for_us",
        type=FieldType.BOOLEAN,
        label="Waits for us",
        help="The requester wrote last.",
        server_only=True,
        indexed=True,
        in_form=False,
    ),
    FieldSpec(
        name="entry_count",
        type=FieldType.INTEGER,
        label="Entries",
        server_only=True,
        default=0,
        column=Column(70, numeric=True),
        in_form=False,
    ),
    FieldSpec(
        name="merged_into",
        type=FieldType.REF,
        label="Merged into",
        ref="ticket",
        in_form=False,
    ),
)

TICKET = Kind(
    name="ticket",
    label="Ticket",
    label_plural="Tickets",
    icon="ticket",
    title_field="subject",
    number_field="number",
    successor_field="merged_into",
    reach=Reach.QUEUE,
    workflow=WORKFLOW,
    checks=(_check_counts,),
    derive=_derive,
    fields=_FIELDS,
)
