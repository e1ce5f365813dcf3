"""What strangers send is read, never obeyed."""

import socket
import struct
import threading
import zlib
from base64 import b64encode
from time import process_time

import pytest
from PySide6.QtGui import QTextDocument

from deskclient.ui.markup.body import BodyNotice
from deskclient.ui.markup.html_body import html_body
from deskclient.ui.markup.pictures import decode_picture
from deskclient.ui.markup.plain_body import plain_body
from deskclient.ui.markup.view import MailView
from tests.ui.markup.hostile import BASE, HEAVY, HOSTILE


class Listener:
    """A server on loopback that only counts who knocks."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.knocks = 0
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.knocks += 1
            caller.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listener():
    found = Listener()
    yield found
    found.close()


@pytest.fixture
def view(qtbot, theme) -> MailView:
    made = MailView(theme)
    qtbot.addWidget(made)
    made.resize(600, 200)
    return made


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff\0\0" * width) * min(height, 8))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_reaches_nothing(name, view, listener, qtbot):
    base = BASE.format(port=listener.port)
    source = HOSTILE[name].format(base=base, port=listener.port)
    view.show_body(html_body(source))
    view.grab()
    qtbot.wait(1)
    assert listener.knocks == 0
    assert view.refused == []
    clean = "".join(part.html for part in html_body(source).parts).lower()
    for word in (
        "<script",
        "<style",
        "style=",
        "<form",
        "<input",
        "onerror",
        "javascript:",
        "file:",
    ):
        assert word not in clean
    assert 'src="http' not in clean
    assert '<img src="data:image/svg' not in clean


@pytest.mark.parametrize("name", HOSTILE)
def test_the_view_refuses_even_what_the_cleaner_would_let_through(name, view, listener, qtbot):
    source = HOSTILE[name].format(base=BASE.format(port=listener.port), port=listener.port)
    view.setHtml(source)
    view.grab()
    qtbot.wait(1)
    assert listener.knocks == 0


def test_a_file_of_this_computer_is_never_shown(view, tmp_path):
    picture = tmp_path / "secret.png"
    picture.write_bytes(png(300, 8))
    for address in (str(picture), picture.as_uri(), f"file://localhost{picture}"):
        view.setHtml(f"<img src='{address}'>")
        view.grab()
        resource = view.document().resource(QTextDocument.ResourceType.ImageResource.value, address)
        assert resource.width() == 16
    assert len(view.refused) >= 3


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_mail_is_bounded_in_time(name, view):
    started = process_time()
    view.show_body(html_body(HEAVY[name]))
    view.grab()
    # The processor's time: other programs on the machine are not the mail's fault.
    assert process_time() - started < 3


def test_a_heavy_mail_says_that_it_is_not_shown_as_sent(view):
    body = html_body(HEAVY["ten megabytes"])
    assert body.notices == {BodyNotice.AS_TEXT, BodyNotice.SHORTENED}
    view.show_body(body)
    assert "plain text" in view.text()
    assert "hello you" in view.text()


def test_deep_nesting_is_not_parsed():
    assert BodyNotice.AS_TEXT in html_body(HEAVY["deep nesting"]).notices


def test_remote_pictures_are_counted_and_their_words_kept(view):
    view.show_body(html_body("<p>Hi</p><img src='https://example.com/a.png' alt='Our logo'>"))
    assert view.text().startswith("1 remote picture")
    assert "Our logo" in view.text()


def test_an_inline_picture_comes_from_the_callback(qtbot, theme):
    asked = []

    def pictures(content_id: str) -> bytes:
        asked.append(content_id)
        return png(40, 8)

    view = MailView(theme, pictures)
    qtbot.addWidget(view)
    view.show_body(html_body("<img src='cid:logo@mail'>"))
    view.grab()
    assert asked == ["logo@mail"]


def test_a_small_picture_in_the_address_is_shown(view):
    address = "data:image/png;base64," + b64encode(png(40, 8)).decode()
    view.show_body(html_body(f"<img src='{address}'>"))
    resource = view.document().resource(QTextDocument.ResourceType.ImageResource.value, address)
    assert resource.width() == 40


def test_a_picture_that_claims_to_be_huge_is_not_decoded():
    assert decode_picture(png(60_000, 60_000), 500) is None
    assert decode_picture(png(8_000, 8_000), 500) is None
    assert decode_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 500) is None
    found = decode_picture(png(40, 8), 20)
    assert found is not None
    assert found.width() == 20


def test_quotes_are_folded_and_unfold(view):
    view.show_body(html_body("<div>New words<blockquote>Old words</blockquote>and more</div>"))
    assert "Old words" not in view.text()
    assert "and more" in view.text()
    view.anchorClicked.emit("fold:1")
    assert "Old words" in view.text()


def test_a_mail_that_is_only_a_quote_is_shown(view):
    view.show_body(html_body("<blockquote>Old words</blockquote>"))
    assert "Old words" in view.text()


def test_plain_text_keeps_lines_and_folds_quotes(view):
    view.show_body(plain_body("One\n  two <b>\n\n> old\n> older\nlast"))
    *first, fold, last = view.text().split("\n")
    assert first == ["One", "  two <b>", ""]
    assert fold.startswith("▸ Show the quoted text, 2 ")
    assert last == "last"


def test_plain_text_links_end_before_the_full_stop():
    html = plain_body("See https://example.com/a_(b). Or mail me@example.com, please").parts[0].html
    assert '<a href="https://example.com/a_(b)">' in html
    assert '<a href="mailto:me@example.com">' in html


def test_direction_overrides_and_control_characters_vanish(view):
    view.show_body(html_body("<p>invoice\u202egpj.exe\x00\x08</p>"))
    assert view.text() == "invoicegpj.exe"
