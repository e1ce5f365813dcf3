"""The window opens a record where something in it is to be put right."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize("beside", [True, False], ids=["beside the list", "in a tab"])
def test_a_record_opens_with_the_keyboard_in_a_field(window, qtbot, desk, beside):
    """Row 50: what the desk found fault with is where the keyboard is."""
    one = window.panel.model.row(1).record_id
    window.activateWindow()
    window.run("tools.outbox")
    if not beside:
        window.run("view.detail")
    window.open_record("ticket", one, field="asset_tag")
    host = window.detail if beside else window.pages.panel_of(one)
    assert host.record_id() == one
    editor = host.panel().side.form.editor("asset_tag")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is editor.control())
