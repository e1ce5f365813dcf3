"""One program for each data folder."""

from pathlib import Path

import pytest

from deskclient.ui.shell.local_channel import InstanceServer
from deskclient.ui.shell.single_instance import channel_name, hand_over


@pytest.fixture
def name(homes, tmp_path):
    return str(Path(homes) / "channel")


def test_a_second_start_hands_its_wish_over(qtbot, name):
    server = InstanceServer(name)
    with qtbot.waitSignal(server.wished) as wished:
        assert hand_over(name, "ticket/42")
    assert wished.args == ["ticket/42"]
    server.close()
    server.deleteLater()


def test_a_running_program_is_found_where_qt_puts_its_socket(qtbot, tmp_path):
    """Only the name is known: a folder that is not Qt's would hide the program that runs."""
    name = channel_name(tmp_path)
    server = InstanceServer(name)
    with qtbot.waitSignal(server.wished) as wished:
        assert hand_over(name, "ticket/7")
    assert wished.args == ["ticket/7"]
    server.close()
    server.deleteLater()


def test_without_a_running_program_nobody_takes_the_wish(qapp, name):
    assert not hand_over(name, "")


def test_a_socket_that_nobody_listens_on_any_more_takes_no_wish(qapp, name):
    """A killed program leaves its socket behind."""
    Path(name).touch()
    assert not hand_over(name, "")


def test_different_folders_are_different_programs(tmp_path):
    assert channel_name(tmp_path / "a") != channel_name(tmp_path / "b")
    assert channel_name(tmp_path / "a") == channel_name(tmp_path / "x" / ".." / "a")
