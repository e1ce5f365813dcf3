"""Outgoing files wait here for their message."""

from hashlib import sha256

import pytest

from deskclient.backends.other_desks.held_files import HeldFiles
from deskclient.domain.errors import RefusedError, ServerError


def digest(content):
    return sha256(content).hexdigest()


def hold(files, content):
    name = digest(content)
    files.start(name, len(content))
    return files.take(name, 0, content)


def test_a_file_is_held_piece_by_piece_and_repeats_do_no_harm():
    files, content = HeldFiles(100), b"0123456789"
    name = digest(content)
    assert files.start(name, 10).offset == 0
    assert files.take(name, 0, content[:4]).offset == 4
    assert files.take(name, 0, content[:4]).offset == 4
    assert files.take(name, 8, content[8:]).offset == 4
    assert files.start(name, 10).offset == 4
    assert files.content(name) is None
    assert files.take(name, 4, content[4:] + b"more").complete
    assert files.content(name) == content


def test_an_empty_file_is_whole_at_once():
    assert HeldFiles().start(digest(b""), 0).complete


def test_a_damaged_file_is_told_as_such_and_begins_anew():
    files, name = HeldFiles(), digest(b"right")
    files.start(name, 5)
    state = files.take(name, 0, b"wrong")
    assert (state.offset, state.complete) == (5, False)
    assert files.start(name, 5).offset == 0
    assert files.take(name, 0, b"right").complete


def test_what_was_used_least_makes_room():
    files = HeldFiles(10)
    hold(files, b"aaaa")
    hold(files, b"bbbb")
    hold(files, b"aaaa")
    hold(files, b"cccc")
    held = [files.content(digest(one)) for one in (b"aaaa", b"bbbb", b"cccc")]
    assert held == [b"aaaa", None, b"cccc"]
    assert files.state(digest(b"bbbb")) is None


def test_a_file_that_never_fits_is_refused_and_a_forgotten_one_begins_anew():
    files = HeldFiles(10)
    with pytest.raises(RefusedError, match="too large"):
        files.start("a", 11)
    with pytest.raises(ServerError):
        files.take("never announced", 0, b"x")
    assert files.holds_together(10)
    assert not files.holds_together(11)


def test_a_file_whose_message_went_is_forgotten():
    files = HeldFiles()
    hold(files, b"gone")
    files.drop(digest(b"gone"))
    assert files.state(digest(b"gone")) is None
