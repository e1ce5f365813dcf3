"""Screens where the person decides."""

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import (
    UNPROVED,
    Action,
    FieldConflict,
    Operation,
    OpProblem,
    OpState,
    Patch,
)
from deskclient.services.api import OutboxItem
from deskclient.ui.main_window import MainWindow
from deskclient.ui.outbox.window import OutboxWindow
from tools.shots.screen import Screen, front_dialog
from tools.shots.studio import Studio

_WHEN = "2026-11-23T10:00:00.000Z"
_SUBJECT = "Printer on floor 3 jams on every second page"
_PRIORITY = FieldConflict("priority", "normal", "high", "critical", "p-a2", _WHEN)
_STATUS = FieldConflict("status", "open", "planned", "solved", "p-a3", _WHEN, ("open", "closed"))
_TEXT = FieldConflict(
    "tried_already",
    "Restarted the printer.\nChanged the paper.",
    "Restarted the printer twice.\nChanged the paper.",
    "Restarted the printer and the spooler.\nChanged the paper.\nCleaned the rollers.",
    "p-a4",
    _WHEN,
)


def _op(op_id: str, label: str, state: OpState, problem: OpProblem | None = None) -> Operation:
    return Operation(
        op_id=OpId(op_id), kind="ticket", record_id=RecordId("k-1290"), action=Action.EDIT,
        patch=Patch(set={"priority": "high"}), label=label, state=state, problem=problem,
    )  # fmt: skip


def _conflict(at: int, found: FieldConflict) -> OutboxItem:
    made = replace(_op(f"c{at}", "edit", OpState.CONFLICT), patch=Patch(set={found.field: 1}))
    return OutboxItem("edit", (made,), _SUBJECT, 1290, _WHEN, conflicts=(found,))


def _problem(label: str, rule: str, state: OpState, *, resend: bool = False) -> OutboxItem:
    problem = OpProblem(rule, "You may only read in this queue.")
    made = _op(f"{label}-{rule}", label, state, problem)
    return OutboxItem(label, (made,), _SUBJECT, 1290, _WHEN, resend=resend)


def conflicts(studio: Studio, window: MainWindow) -> None:
    """A choice, a status with the legal steps, a long text."""
    found = (_PRIORITY, _STATUS, _TEXT)
    studio.desk.outbox.extra = [_conflict(at, one) for at, one in enumerate(found)]
    studio.desk.outbox.tell()
    window.pages.open_decisions()


def _refused_creation(notes: int) -> tuple[OutboxItem, ...]:
    """A new ticket that the desk did not take, and what is written on it."""
    problem = OpProblem("required", "The desk needs a category.", field="category")
    new = replace(
        _op("new", "create", OpState.REJECTED, problem),
        action=Action.CREATE,
        patch=Patch(set={"subject": "No light in the hall"}),
    )
    chain = tuple(_note(at) for at in range(notes))
    refused = OutboxItem("create", (new,), "No light in the hall", None, _WHEN, behind=chain)
    return (refused, *chain)


def _note(at: int) -> OutboxItem:
    words: dict[str, Value] = {"type": "note", "body": f"Asked the caretaker, call {at + 1}."}
    made = replace(
        _op(f"note-{at}", "note", OpState.BLOCKED),
        kind="entry",
        action=Action.CREATE,
        patch=Patch(set={"ticket": "k-new", **words}),
    )
    return OutboxItem("note", (made,), "No light in the hall", None, _WHEN)


def _gone() -> OutboxItem:
    """A reply to a ticket that was deleted on the desk."""
    problem = OpProblem("gone", "The record has been deleted on the desk.")
    words: dict[str, Value] = {"ticket": "k-gone", "type": "reply", "body": "Change the drum."}
    made = replace(
        _op("reply-gone", "reply", OpState.REJECTED, problem),
        kind="entry",
        action=Action.CREATE,
        patch=Patch(set=words),
    )
    return OutboxItem("reply", (made,), _SUBJECT, 1290, _WHEN, is_shown=False)


def problems(studio: Studio, window: MainWindow) -> None:
    """Refused, gone, moved on, lost by a restored desk."""
    studio.desk.outbox.extra = [
        _problem("reply", "forbidden", OpState.REJECTED),
        _gone(),
        _refused_creation(10)[0],
        _problem("reply", "moved_on", OpState.HELD),
        _problem("edit", "", OpState.QUEUED, resend=True),
    ]
    studio.desk.outbox.tell()
    window.pages.open_decisions()


def _doubtful(label: str) -> OutboxItem:
    made = _op(f"{label}-doubt", label, OpState.UNCONFIRMED, UNPROVED)
    return OutboxItem(label, (replace(made, first_sent_at=_WHEN),), _SUBJECT, 1290, _WHEN)


def in_doubt(studio: Studio, window: MainWindow) -> None:
    """Nobody can tell whether a reply and an edit arrived."""
    studio.desk.outbox.extra = [_doubtful(label) for label in ("reply", "edit")]
    studio.desk.outbox.tell()
    window.run("tools.outbox")


def refused(studio: Studio, window: MainWindow) -> None:
    """A refused creation with its chain unfolded, a refused edit, and one of a deleted ticket."""
    edit = _problem("edit", "required", OpState.REJECTED)
    studio.desk.outbox.extra = [*_refused_creation(2), edit, _gone()]
    studio.desk.outbox.tell()
    window.run("tools.outbox")
    page = window.findChild(OutboxWindow)
    if page is not None:
        page.unfold(OpId("new"))


def asked(studio: Studio, window: MainWindow) -> QWidget | None:
    """Whether a refused creation is to go with what is written on it."""
    studio.desk.outbox.extra = list(_refused_creation(10))
    studio.desk.outbox.tell()
    window.run("tools.outbox")
    page = window.findChild(OutboxWindow)
    if page is not None:
        page.lines()[0].take_back()
    return front_dialog()


def merged(studio: Studio, window: MainWindow) -> None:
    """What went on top of the work of others, and nothing that waits."""
    edit = _op("merged-edit", "edit", OpState.ACKED)
    status = replace(edit, op_id=OpId("merged-status"), patch=Patch(set={"status": "planned"}))
    other = replace(edit, op_id=OpId("merged-other"), record_id=RecordId("k-1289"))
    studio.desk.outbox.merged_ops = [
        replace(one, acted_at=_WHEN, label="edit") for one in (edit, status, other)
    ]
    window.run("tools.outbox")


def nothing(_studio: Studio, window: MainWindow) -> None:
    """Nothing to decide."""
    window.pages.open_decisions()


SCREENS = (
    Screen("30-decisions-conflicts", conflicts),
    Screen("31-decisions-problems", problems),
    Screen("32-decisions-none", nothing),
    Screen("33-outbox-in-doubt", in_doubt),
    Screen("34-outbox-refused", refused),
    Screen("35-outbox-asked", asked),
    Screen("36-outbox-merged", merged),
)
