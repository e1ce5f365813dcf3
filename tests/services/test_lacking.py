"""What a desk does not keep can be written by nobody, and everything else as before."""

from deskclient.backends.registry import Backends
from deskclient.backends.request_tracker.sign_in import LACKS
from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import kept_names, without
from deskclient.domain.quick_create import Candidate, parse_quick
from deskclient.services.intents import born_doc, check_birth, check_edit

FULL = standard_registry()
ME = RecordId("anna")
NEW = {"subject": "It broke", "queue": "1", "requester": "anna", "channel": "phone"}


def test_a_field_that_is_not_kept_can_neither_be_set_nor_is_it_asked_for():
    ticket = without(FULL, ("ticket.channel", "ticket.tags"))["ticket"]
    (trouble,) = check_edit(ticket, NEW, {"tags": ["x"]})
    assert trouble.rule == "server_only"
    assert not check_edit(ticket, NEW, {"subject": "It broke again"})
    assert "channel" not in born_doc(ticket, NEW)


def test_nothing_of_a_kind_that_is_not_kept_can_be_written():
    registry = without(FULL, ("saved_view",))
    assert registry["saved_view"].writable() == ()
    assert check_birth(registry["saved_view"], {"name": "Mine", "query": "is:open"})
    names = set(kept_names(registry))
    assert "saved_view" not in names
    assert {"ticket", "ticket.tags", "reply_template"} <= names


def test_a_choice_that_is_not_kept_is_offered_by_nobody_and_refused():
    entry = without(FULL, ("entry.type=note",))["entry"]
    assert entry.field_map["type"].choice("note") is None
    assert "entry.type=reply" in set(kept_names(without(FULL, ("entry.type=note",))))
    troubles = check_birth(entry, {"ticket": "t1", "type": "note", "body": "x"})
    assert [(one.field, one.rule) for one in troubles] == [("type", "choice")]


def test_stores_and_lists_stay_the_same():
    poor = without(FULL, ("ticket.line", "line"))
    for kind in FULL:
        assert [one.name for one in poor[kind.name].columns] == [one.name for one in kind.columns]


def test_a_desk_that_keeps_everything_changes_nothing():
    assert without(FULL, ()) is FULL


def test_a_ticket_can_be_made_at_a_request_tracker_with_what_it_keeps():
    assert "request_tracker" in Backends(lambda _group: ()).names()
    ticket = without(FULL, LACKS)["ticket"]
    given = {"subject": "It broke", "queue": "1", "requester": "anna"}
    assert not check_birth(ticket, given)
    assert set(born_doc(ticket, given)) <= {
        *("subject", "queue", "requester", "status", "priority", "minutes_spent", "owner"),
        *("watchers", "due_at"),
    }
    assert {name.split(".")[0] for name in LACKS} <= {kind.name for kind in FULL}
    for name in LACKS:
        kind, _, field = name.partition(".")
        assert not field or field in FULL[kind].field_map, name


def test_in_one_line_what_the_desk_does_not_keep_is_just_words():
    ticket = without(FULL, LACKS)["ticket"]
    read = parse_quick("Printer jams ~phone tag:vip !high", ticket, _nobody, ME)
    assert read.doc == {"subject": "Printer jams ~phone tag:vip", "priority": "high"}
    full = parse_quick("Printer jams ~phone tag:vip !high", FULL["ticket"], _nobody, ME)
    assert full.doc["channel"] == "phone"


def _nobody(_kind: str, _typed: str) -> tuple[Candidate, ...]:
    return ()
