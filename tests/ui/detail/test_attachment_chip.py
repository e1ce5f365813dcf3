"""Opening an attached file: what may run is never started without asking."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from deskclient.domain.ids import RecordId
from deskclient.domain.replay import RecordState
from deskclient.services.api import RecordView
from deskclient.ui.detail.attachment_chip import AttachmentChip


def chip(rig, qtbot, monkeypatch, name):
    doc = {"name": name, "size": 3, "sha256": "a" * 64, "media_type": "application/x"}
    record = RecordView("attachment", 1, RecordId("a1"), doc, RecordState.SYNCED, 0, 1)
    monkeypatch.setattr(rig.desk.files, "local_path", lambda *_: Path("/nowhere/file"))
    made = AttachmentChip(record, rig.parts)
    qtbot.addWidget(made)
    launched: list[Path] = []
    monkeypatch.setattr(made, "_launch", launched.append)
    return made, launched


@pytest.mark.parametrize(
    "name", ["setup.exe", "invoice.exe ", "invoice.exe.", "photo.ps1.jpg", "macro.xlsm", "a.EXE"]
)
def test_a_file_that_may_run_is_asked_about_whatever_its_name_looks_like(
    rig, qtbot, monkeypatch, name
):
    made, launched = chip(rig, qtbot, monkeypatch, name)
    made.click()
    (box,) = made.findChildren(QMessageBox)
    assert not launched
    box.reject()


def test_a_copy_that_cannot_be_saved_is_told_in_a_sentence(rig, qtbot, monkeypatch, tmp_path):
    made, _ = chip(rig, qtbot, monkeypatch, "photo.jpg")
    (tmp_path / "photo.jpg").touch()
    made._copy(tmp_path / "photo.jpg", tmp_path / "missing" / "photo.jpg")
    (told,) = rig.host.notices
    assert told.text.endswith("The file or its folder is not there any more.")


def test_a_harmless_file_opens_at_once(rig, qtbot, monkeypatch):
    made, launched = chip(rig, qtbot, monkeypatch, "photo.jpg")
    made.click()
    assert len(launched) == 1
