"""A link tells where it really leads."""

import pytest
from PySide6.QtCore import QUrl

from deskclient.ui.markup.html_body import html_body
from deskclient.ui.markup.link_question import LinkQuestion
from deskclient.ui.markup.links import LinkWarning, judge_link
from deskclient.ui.markup.view import MailView


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "\\\\host\\share",
        "//example.com/a",
        "/a",
        "data:text/html,x",
        "vbscript:x",
        "ms-msdt:/id",
        "smb://host/share",
        "http:\\\\example.com",
        "http://",
        "http://exa mple.com",
        "https://[::1",
        "mailto:nobody",
        "http://example.com/\u202egpj",
        "http://example.com/" + "a" * 5000,
        "",
    ],
)
def test_what_is_no_honest_web_or_mail_address_is_refused(href):
    assert judge_link(href) is None


@pytest.mark.parametrize(
    ("href", "text", "warning"),
    [
        ("https://evil.example/", "https://paypal.com/login", LinkWarning.OTHER_HOST),
        ("https://evil.example/", "go to www.paypal.com now", LinkWarning.OTHER_HOST),
        ("https://paypal.com.evil.example/", "paypal.com", LinkWarning.OTHER_HOST),
        ("https://paypal.com@evil.example/", "pay", LinkWarning.USER_PART),
        ("https://аpple.com/", "apple", LinkWarning.LOOKALIKE),
        ("https://xn--pple-43d.com/", "apple", LinkWarning.LOOKALIKE),
        ("https://сосо.com/", "coco", LinkWarning.LOOKALIKE),
        ("http://127.0.0.1/", "router", LinkWarning.BARE_ADDRESS),
        ("http://2130706433/", "router", LinkWarning.BARE_ADDRESS),
        ("http://0x7f.1/", "router", LinkWarning.BARE_ADDRESS),
    ],
)
def test_a_link_that_pretends_is_flagged(href, text, warning):
    link = judge_link(href, text)
    assert link is not None
    assert warning in link.warnings


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("https://www.example.com/a", "example.com"),
        ("https://help.example.com/a", "https://example.com"),
        ("https://example.com/a", "Read the file setup.exe first"),
        ("https://почта.рф/", "почта"),
        ("https://münchen.de/", "München"),
        ("mailto:a@example.com", "a@example.com"),
    ],
)
def test_an_honest_link_is_not_flagged(href, text):
    link = judge_link(href, text)
    assert link is not None
    assert not link.warnings


def test_an_international_host_is_shown_in_both_forms():
    link = judge_link("https://xn--80a1acny.xn--p1ai/")
    assert link is not None
    assert (link.host, link.ascii_host) == ("почта.рф", "xn--80a1acny.xn--p1ai")


def test_the_real_host_stands_beside_the_words(qtbot, theme):
    view = MailView(theme)
    qtbot.addWidget(view)
    view.show_body(html_body("<a href='https://evil.example/x'>Your bank</a>"))
    assert view.text().replace("\xa0", " ") == "Your bank [evil.example]"


def test_an_imitated_host_is_shown_as_the_network_sees_it(qtbot, theme):
    view = MailView(theme)
    qtbot.addWidget(view)
    view.show_body(html_body("<a href='https://аpple.com/'>Your account</a>"))
    assert "xn--pple-43d.com" in view.text()


def test_a_click_asks_and_opens_nothing(qtbot, theme):
    view = MailView(theme)
    qtbot.addWidget(view)
    view.show_body(html_body("<a href='https://example.com/x'>A page</a>"))
    with qtbot.waitSignal(view.link_wanted) as wanted:
        view.anchorClicked.emit(QUrl("https://example.com/x"))
    assert wanted.args[0].host == "example.com"


def test_the_question_opens_only_after_yes(qtbot, theme):
    opened = []

    def opener(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    link = judge_link("https://example.com/x")
    assert link is not None
    question = LinkQuestion(link, theme, opener=opener)
    qtbot.addWidget(question)
    question.reject()
    assert opened == []
    question._open()
    assert opened == ["https://example.com/x"]
