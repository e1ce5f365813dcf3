"""The binding must not drop references: PySide6 6.12.0 does so below Python 3.12."""

import sys

import PySide6
from PySide6.QtWidgets import QLabel

CALLS = 2_000


def test_void_calls_leave_the_references_to_none_alone(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
        label.resize(100, 20)
    drift = sys.getrefcount(None) - before
    assert abs(drift) < CALLS / 10, f"PySide6 {PySide6.__version__} changed {drift} references"
