"""What is typed."""

import subprocess
import sys
import zipfile

import pytest

from deskclient import __version__
from deskclient.cli import main as cli
from deskclient.cli.doctor import _desk_check
from deskclient.cli.export_unsent import run_export
from deskclient.cli.main import run
from deskclient.domain.clock import SystemClock
from deskclient.domain.kinds.standard import standard_registry
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import DeskFound, KeyPlace
from deskclient.services.profile_list import Profile, ProfileList
from deskclient.storage.connect import Target, Use, open_target
from deskclient.storage.port import Draft
from deskclient.storage.stores import open_stores
from tests.fakes.profiles_in_memory import DANA
from tools.bench.data import fill


def test_the_version_is_told(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"deskclient {__version__}"


def test_what_is_not_understood_ends_with_two(capsys):
    assert run(["--nonsense"]) == 2
    assert run(["doctor", "-platform", "xcb"]) == 2
    assert run(["doctor", "--nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err
    assert run(["--log-level", "loud"]) == 2
    assert "loud" in capsys.readouterr().err


def test_the_window_gets_its_options_and_the_rest_goes_to_qt(monkeypatch, home):
    seen: list[ClientOptions] = []

    def open_window(options):
        seen.append(options)
        return 7

    monkeypatch.setattr(cli, "open_window", open_window)
    words = ["--offline", "--profile", "p1", "--data-dir", str(home), "-platform", "xcb"]
    assert run(words) == 7
    (options,) = seen
    assert (options.offline, options.profile_id, options.data_dir) == (True, "p1", home)
    assert options.qt_arguments == ("-platform", "xcb")


@pytest.mark.parametrize("words", [["serve", "--help"], ["demo"]])
def test_without_the_service_a_sentence_says_what_to_install(monkeypatch, capsys, words):
    monkeypatch.setattr(cli, "find_spec", lambda _: None)
    assert run(words) == 1
    assert "deskclient[serve]" in capsys.readouterr().err


def test_an_unknown_profile_is_answered_with_those_there_are(capsys, home):
    assert run(["export-unsent", "--data-dir", str(home), "nobody", "x.zip"]) == 1
    assert "no profiles" in capsys.readouterr().err


def make_profile(home, *, newer=False):
    """A profile with a draft, locked by a passphrase, as an earlier run left it."""
    folders = folders_under(home)
    vault = SystemVault(folders.profiles, cost_log=4)
    key = vault.make_key("p1", KeyPlace.PASSPHRASE, "open sesame")
    stores = open_stores(folders.profiles / "p1", key, standard_registry(), clock=SystemClock())
    stores.outbox.save_draft(Draft("reply:t1", "reply", "t1", {"body": "half a reply"}, "2026"))
    stores.close()
    if newer:
        raw = open_target(Target(folders.profiles / "p1" / "outbox.db", key, Use.OUTBOX))
        raw.execute("PRAGMA user_version = 999")
        raw.close()
    profile = Profile(
        profile_id="p1",
        backend="native",
        desk_url="http://127.0.0.1:9",
        desk_name="Desk",
        instance="i",
        person_id="me",
        person_name="Dana",
        login="dana",
        role="agent",
        key_place="passphrase",
    )
    ProfileList(folders.profile_list, folders.profiles).put(profile)
    return folders


@pytest.mark.parametrize("newer", [False, True])
def test_unsent_work_is_exported_without_desk_and_cache(monkeypatch, capsys, home, newer):
    """Rows 23 and 28: also with a broken cache and stores of a newer version."""
    folders = make_profile(home / "root", newer=newer)
    (folders.profiles / "p1" / "cache.db").write_bytes(b"broken")
    monkeypatch.setattr("deskclient.cli.export_unsent._asked", lambda _: "open sesame")
    target = home / "unsent.zip"
    assert run_export(home / "root", "dana", target) == 0
    assert "changes and drafts=1" in capsys.readouterr().out
    with zipfile.ZipFile(target) as archive:
        assert "half a reply" in archive.read("unsent.txt").decode()


def test_a_wrong_passphrase_is_answered_in_words(monkeypatch, capsys, home):
    make_profile(home / "root")
    monkeypatch.setattr("deskclient.cli.export_unsent._asked", lambda _: "wrong")
    words = ["export-unsent", "--data-dir", str(home / "root"), "p1", str(home / "x.zip")]
    assert run(words) == 1
    assert "passphrase does not fit" in capsys.readouterr().err


def test_the_doctor_tells_about_the_profiles(capsys, home):
    make_profile(home / "root")
    assert run(["doctor", "--data-dir", str(home / "root")]) in {0, 1}
    out = capsys.readouterr().out
    assert "Keyring" in out
    assert "Key of dana at Desk: Its passphrase" in out
    assert "warn Desk http://127.0.0.1:9" in out


def test_the_first_rows_need_nothing_heavy(home):
    """The list is painted before SQLAlchemy, httpx and asyncio are loaded."""
    program = """
import sys
from pathlib import Path
from deskclient.domain.query import ListQuery
from deskclient.services.options import ClientOptions
from deskclient.services.program import build_program
with build_program(ClientOptions(data_dir=Path(sys.argv[1]))) as program:
    program.profiles.unlock("p1", "open sesame")
    desk = program.profiles.open("p1")
    desk.reads.first_rows(ListQuery("ticket"), 50)
    print(sorted({"sqlalchemy", "alembic", "httpx", "asyncio"} & set(sys.modules)))
"""
    make_profile(home / "root")
    done = subprocess.run(
        [sys.executable, "-c", program, str(home / "root")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr


START = """
import sys
from pathlib import Path
from deskclient.cli.main import open_window
from deskclient.services.options import ClientOptions

def look(shell):
    import PySide6.QtWidgets
    rows = next(iter(shell._windows.values())).panel.model.rowCount()
    heavy = {
        "sqlalchemy", "alembic", "httpx", "asyncio", "keyring", "secretstorage", "difflib", "html",
        "PySide6.QtNetwork", "deskclient.sync.engine", "deskclient.ui.detail.panel",
        "deskclient.ui.forms.new_ticket", "deskclient.ui.sign_in.window",
    }
    # Known only once the binding had to find out what kind of widget or style Qt has made.
    types = {"QStyle", "QWizard", "QGraphicsView"} & set(vars(PySide6.QtWidgets))
    print("rows" if rows else "no rows", sorted(heavy & set(sys.modules)), sorted(types))

import_module = __import__("importlib").import_module
shell = import_module("deskclient.ui.shell.shell").Shell
quit_ = shell.quit
shell.quit = lambda self: (look(self), quit_(self))
folder = Path(sys.argv[1])
sys.exit(open_window(ClientOptions(
    profile_id="p1", passphrase="open sesame", data_dir=folder, offline=True, quit_after_paint=True
)))
"""


def test_the_first_paint_waits_for_nothing_heavy(home):
    folders = make_profile(home / "root")
    vault = SystemVault(folders.profiles, cost_log=4)
    vault.unlock("p1", KeyPlace.PASSPHRASE, "open sesame")
    key = vault.key("p1", KeyPlace.PASSPHRASE)
    stores = open_stores(folders.profiles / "p1", key, standard_registry(), clock=SystemClock())
    fill(stores, 400, entries=False)  # some of them open
    stores.close()
    folders.config.mkdir(parents=True, exist_ok=True)
    (folders.config / "window-p1.ini").write_text("[General]\nview=work:open\n")
    done = subprocess.run(
        [sys.executable, "-c", START, str(home / "root")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "rows [] []"


@pytest.mark.parametrize(
    ("version", "words"), [("1.2", "Desk answers, version 1.2."), ("", "Desk answers.")]
)
def test_the_doctor_names_a_version_where_the_desk_tells_it(version, words):
    found = DeskFound("https://desk.example", "", "Desk", version, ("password",))
    finding = _desk_check(lambda _address: found, DANA)()
    assert words in finding.lines()[0]
