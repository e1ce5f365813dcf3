"""Settings on the disk."""

import json
from datetime import UTC, datetime

import pytest

from deskclient.domain.clock import SystemClock
from deskclient.services.settings import Settings


@pytest.fixture
def path(home):
    return home / "config" / "settings.json"


def open_settings(path):
    return Settings(path, SystemClock())


def test_a_new_file_is_not_needed_to_get_the_defaults(path):
    settings = open_settings(path)
    assert settings.text("theme") == "system"
    assert settings.problem is None
    assert not path.exists()


def test_a_change_is_there_after_a_restart(path):
    open_settings(path).set("undo_send_s", 30)
    assert open_settings(path).number("undo_send_s") == 30


def test_keys_of_a_newer_version_are_kept(path):
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"from_the_future": {"deep": [1]}, "theme": "dark"}))
    settings = open_settings(path)
    settings.set("theme", "light")
    assert json.loads(path.read_text())["from_the_future"] == {"deep": [1]}


@pytest.mark.parametrize("damage", [b"{", b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_reported(path, damage):
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    settings = open_settings(path)
    assert settings.problem is not None
    settings.set("theme", "dark")
    assert open_settings(path).text("theme") == "dark"
    kept = [one for one in path.parent.iterdir() if ".bad-" in one.name]
    assert [one.read_bytes() for one in kept] == [damage]


def test_a_value_of_the_wrong_shape_counts_as_the_default_but_stays(path):
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"text_size": "huge", "theme": "mauve"}))
    settings = open_settings(path)
    assert settings.number("text_size") == 100
    assert settings.text("theme") == "system"


def test_a_wrong_value_is_refused(path):
    with pytest.raises(ValueError, match="undo_send_s"):
        open_settings(path).set("undo_send_s", 100_000)


def test_listeners_hear_real_changes_only(path):
    settings = open_settings(path)
    heard = []
    stop = settings.listen(lambda key, value: heard.append((key, value)))
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    stop()
    settings.set("theme", "light")
    assert heard == [("theme", "dark")]


def test_settings_that_cannot_be_saved_hold_for_this_run_and_say_so(home):
    (home / "config").write_text("a file where the folder should be")
    settings = open_settings(home / "config" / "settings.json")
    settings.set("theme", "dark")
    assert settings.text("theme") == "dark"
    assert settings.problem is not None


def test_what_the_window_remembers_survives_beside_the_settings(path):
    settings = open_settings(path)
    settings.remember("view.mine.columns", [{"name": "subject", "width": 300}])
    settings.set("theme", "dark")
    again = open_settings(path)
    assert again.remembered("view.mine.columns") == [{"name": "subject", "width": 300}]
    assert again.remembered("other") is None


def test_the_first_scope_follows_the_settings(path):
    settings = open_settings(path)
    settings.set("attachment_mb", 5)
    settings.set("scope_days", 90)
    scope = settings.first_scope()
    assert (scope.days, scope.attachment_bytes) == (90, 5_000_000)


def test_the_name_of_a_file_set_aside_tells_when(path):
    class Fixed:
        def now(self):
            return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

        def steady_s(self):
            return 0.0

    path.parent.mkdir(parents=True)
    path.write_bytes(b"{")
    Settings(path, Fixed())
    assert (path.parent / "settings.json.bad-20261123T120000000Z").exists()
