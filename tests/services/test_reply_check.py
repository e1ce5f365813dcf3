"""What a reply is checked for before it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.services.reply_check import ReplyRule, check_reply


def rules(body, files=0, **more):
    return [one.rule for one in check_reply(body, files, **more)]


@pytest.mark.parametrize(
    "body",
    [
        "Please see the attached manual.",
        "Attachment: the form.",
        "I enclosed the invoice",
        "Смотрите скриншот",
        "Инструкция во вложении.",
        "Прилагаю акт.",
        "Файл прикреплён",
        "прикрепила договор",
    ],
)
def test_a_mentioned_file_that_is_missing_is_noticed(body):
    assert rules(body) == [ReplyRule.MISSING_FILE]
    assert rules(body, files=1) == []


@pytest.mark.parametrize(
    "body",
    [
        "The printer works again.",
        "There was no attachment in your mail.",
        "В письме нет вложения",
        "> please see the attached log\n\nThe log tells us enough.",
        "An attaché called.",
    ],
)
def test_words_about_other_things_are_left_alone(body):
    assert rules(body) == []


@pytest.mark.parametrize("body", ["", "  \n\t", "\u200b", "> only what she wrote"])
def test_an_empty_reply_is_noticed(body):
    assert rules(body) == [ReplyRule.EMPTY]
    assert rules(body, public=False) == [ReplyRule.EMPTY]


def test_files_without_a_word_are_noticed_in_other_words():
    assert "only files" in check_reply("", 2)[0].message


@pytest.mark.parametrize(
    "blank", ["{{requester.name}}", "{{ x | }}", "____", "<name>", "XXX", "TODO"]
)
def test_a_placeholder_left_unfilled_is_noticed(blank):
    found = check_reply(f"Dear {blank}, it is done.", 0)
    assert [(one.rule, one.found) for one in found] == [(ReplyRule.PLACEHOLDER, blank)]


def test_an_internal_note_may_hold_anything():
    assert rules("TODO: see the attached {{x}}", public=False) == []


@given(st.text(), st.integers(0, 3))
def test_no_text_raises(body, files):
    check_reply(body, files)
