"""Reply templates are filled from a ticket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.domain.fields import Doc
from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.templates import TemplateFiller, plain_show, unfilled

RECORDS = {
    ("person", "p1"): {"name": "Anna Petrova", "organisation": "o1", "notes": "likes tea"},
    ("person", "p2"): {"name": "Boris", "title": "Engineer"},
    ("organisation", "o1"): {"name": "North Ltd"},
    ("queue", "q1"): {"name": "Network"},
}
TICKET: Doc = {
    "number": 1042,
    "subject": "Printer {{subject}} jams",
    "requester": "p1",
    "queue": "q1",
    "priority": "high",
    "tags": ["a", "b"],
    "owner": "unknown-person",
}


def fetch(kind, record_id):
    return RECORDS.get((kind, record_id))


@pytest.fixture
def filler():
    return TemplateFiller(standard_registry(), fetch, plain_show, RecordId("p2"))


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Dear {{requester.name}},", "Dear Anna Petrova,"),
        ("{{ requester.organisation.name }}", "North Ltd"),
        ("{{requester}} / {{queue}}", "Anna Petrova / Network"),
        ("#{{number}} {{priority}} {{tags}}", "#1042 High a, b"),
        ("{{me.name}}, {{me.title}}", "Boris, Engineer"),
        ("{{me}}", "Boris"),
        ("{{category.name|our desk}}", "our desk"),
        ("{{requester.phone|}}", ""),
        ("{{requester.name|colleague}}", "Anna Petrova"),
    ],
)
def test_a_placeholder_is_filled(filler, template, text):
    assert filler.fill(template, "ticket", TICKET).text == text


def test_a_path_that_names_nothing_stays_and_is_reported(filler):
    filled = filler.fill("{{requestor.name}} {{subject.name}} {{nonsense|x}}", "ticket", TICKET)
    assert filled.text == "{{requestor.name}} {{subject.name}} {{nonsense|x}}"
    assert filled.unknown == ("requestor.name", "subject.name", "nonsense")


def test_an_empty_value_without_fallback_stays_and_is_reported(filler):
    filled = filler.fill("{{due_at}} {{owner.name}}", "ticket", TICKET)
    assert filled.text == "{{due_at}} {{owner.name}}"
    assert filled.empty == ("due_at", "owner.name")
    assert filled.unknown == ()


def test_a_value_that_looks_like_a_placeholder_is_not_filled_again(filler):
    assert filler.fill("{{subject}}", "ticket", TICKET).text == "Printer {{subject}} jams"


def test_sensitive_fields_never_enter_a_reply(filler):
    assert filler.fill("{{body}}", "entry", {"body": "secret"}).unknown == ("body",)


def test_a_path_cannot_run_in_circles(filler):
    assert filler.fill("{{" + "requester." * 9 + "name}}", "ticket", TICKET).unknown


def test_what_is_left_unfilled_is_found():
    assert unfilled("Dear {{requester.name}}, {{ x | y }} {{requester.name}} {not}") == (
        "{{requester.name}}",
        "{{ x | y }}",
    )


@given(st.text(alphabet="{}|. abmerquest"))
def test_no_template_raises(text):
    made = TemplateFiller(standard_registry(), fetch, plain_show, RecordId("p2"))
    made.fill(text, "ticket", TICKET)
