"""One program for each data folder."""

from pathlib import Path

import pytest

from deskclient.ui.shell.local_channel import InstanceServer
from deskclient.ui.shell.single_instance import channel_name, hand_over


@pytest.fixture
def name(homes, tmp_path):
    return str(Path(homes) / "channel")


@pytest.mark.parametrize("folder_known", [True, False])
def test_a_second_start_hands_its_wish_over(qtbot, name, tmp_path, folder_known):
    """Mostly only the name is known: another folder than Qt's would hide the program that runs."""
    at = name if folder_known else channel_name(tmp_path)
    server = InstanceServer(at)
    with qtbot.waitSignal(server.wished) as wished:
        assert hand_over(at, "ticket/42")
    assert wished.args == ["ticket/42"]
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
