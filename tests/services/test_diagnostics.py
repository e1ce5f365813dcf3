"""The bundle a person can read before sending it."""

import logging
import zipfile

import pytest

from deskclient.domain.clock import SystemClock
from deskclient.domain.events import Link, OutboxCount, ProblemRaised, SyncStatus
from deskclient.services.diagnostics import DeskFacts, Diagnostics
from deskclient.services.folders import folders_under
from deskclient.services.logs import Logs
from deskclient.services.settings import Settings

TOKEN = "canary-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9v"


@pytest.fixture
def folders(home):
    made = folders_under(home / "root")
    made.data.mkdir(parents=True)
    return made


@pytest.fixture
def bundle(folders):
    logs = Logs(folders.logs, "info")
    logging.getLogger("deskclient.test").info("token=%s in %s", TOKEN, folders.data)
    logs.close()
    settings = Settings(folders.settings_file, SystemClock())
    desk = DeskFacts(
        "https://anna:hunter2@desk.example:8443/path",
        SyncStatus(Link.UNREACHABLE, "The desk does not answer"),
        OutboxCount(3, 1),
        {"Cursor age": "12 s"},
        {"ticket": 2000},
        (ProblemRaised("p1", "A record could not be read", "Subject: my divorce"),),
    )
    return Diagnostics(folders, SystemClock()).collect(settings.all(), (desk,))


def test_the_bundle_tells_versions_settings_counts_states_and_log(bundle):
    text = "\n".join(bundle.files.values())
    for word in (
        "sqlcipher3",
        "Deskclient",
        '"theme"',
        "ticket",
        "2000",
        "unreachable",
        "Cursor age",
    ):
        assert word in text
    assert "token=" in bundle.files["log.txt"]


def test_the_bundle_holds_no_secret_no_ticket_text_and_no_home_folder(bundle, home):
    text = "\n".join(bundle.files.values())
    for word in (TOKEN, "hunter2", "anna", "divorce", str(home)):
        assert word not in text


def test_the_saved_bundle_is_what_was_shown(bundle, folders, home):
    target = home / "bundle.zip"
    Diagnostics(folders, SystemClock()).save(target, bundle)
    with zipfile.ZipFile(target) as archive:
        assert {n: archive.read(n).decode() for n in archive.namelist()} == dict(bundle.files)


def test_the_bundle_tells_where_the_program_crashed_without_secrets_and_home_folder(folders, home):
    folders.logs.mkdir(parents=True)
    trace = f'Fatal Python error\n  File "{home}/x.py", line 1 in f\n  token={TOKEN}\n'
    (folders.logs / "crash.previous.log").write_text(trace, "utf-8")
    files = Diagnostics(folders, SystemClock()).collect({}).files
    assert "Fatal Python error" in files["crash.txt"]
    assert str(home) not in files["crash.txt"]
    assert TOKEN not in files["crash.txt"]


def test_the_bundle_has_no_file_for_a_crash_that_was_not(bundle):
    assert "crash.txt" not in bundle.files
